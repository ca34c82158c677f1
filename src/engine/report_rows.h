// What report.html shows of a run, chosen from the tables of its directory: the
// top repeats of each kind with some of their occurrences, the documents they
// are in, and sums over sources and days.
//
// The tables are read as streams, several times where one choice needs the one
// before; what is held is bounded by ReportLimits, not by the run, but for sums
// of 80 bytes a source.  Every choice is by rank and id, so that the result is
// a function of the tables alone.  What is left out is counted.
//
// Thread safety: thread-compatible.
// Tested by tests/engine/report_run_test.cc.
#ifndef LITANY_ENGINE_REPORT_ROWS_H_
#define LITANY_ENGINE_REPORT_ROWS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "litany/records.h"

namespace litany::engine {

// Bounds of what one page holds.  Bytes are estimates that lead the choice;
// JSON may take a third more.
struct ReportLimits {
  uint64_t repeats = 10'000;            // of a kind
  uint64_t repeat_bytes = 8 << 20;      // of a kind
  uint64_t occurrences = 100;           // of a repeat
  uint64_t occurrence_bytes = 8 << 20;  // of a kind
  uint64_t documents = 10'000;
  uint64_t texts = 3'000;
  uint64_t text_bytes = 6 << 20;
  uint64_t text_chars = 200'000;  // of one document
  uint64_t spans = 2'000;         // of one document
  uint64_t sources = 1'000;
  uint64_t edges = 1'000;
  uint64_t days = 5'000;  // more: months
};

inline constexpr size_t kCauses = 5;  // template, copy, passage, phrase, own

struct CauseSums {
  uint64_t documents = 0;
  std::array<uint64_t, kCauses> chars{};
};

struct ShownRepeat {
  RepeatKind kind = RepeatKind::kCopy;
  std::string id;
  std::string json;  // its row
  std::string text;  // of a pattern: with … for gaps; empty for copies
  std::string source;
  uint64_t documents = 0;
  uint64_t sources = 0;
  uint64_t count = 0;
  uint64_t length = 0;
  std::string first_id;
  std::string first_date;
  std::string representative;
  std::string weakest;
  // By which it is ranked: more first, ties by id.
  std::pair<uint64_t, uint64_t> weight;
  uint64_t quota = 0;   // occurrences that may be shown
  uint64_t listed = 0;  // of these
  std::vector<std::string> documents_shown;
};

// An occurrence of a phrase whose surroundings are wanted.
struct ShownPlace {
  uint64_t occurrence = 0;  // its place in ReportRows::occurrences
  std::string id;
  uint64_t begin = 0;  // bytes
  uint64_t end = 0;
};

struct ShownDocument {
  std::string json;
  uint64_t chars = 0;
  bool with_text = false;  // its text is wanted
};

struct ShownEdge {
  uint64_t chars = 0;
  uint64_t documents = 0;
  uint64_t passages = 0;
};

struct ReportRows {
  // By kind (copy, passage, phrase, template), then by rank.
  std::vector<ShownRepeat> repeats;
  std::array<uint64_t, 4> repeats_in_run{};  // by kind
  bool has_repeats_table = false;
  bool texts_hidden = false;  // the tables were written with --no-text

  std::vector<std::string> occurrences;  // rows, in the order of the table
  uint64_t occurrences_in_run = 0;
  std::vector<ShownPlace> places;

  std::map<std::string, ShownDocument> documents;
  CauseSums all;
  uint64_t undated = 0;
  std::map<std::string, CauseSums> by_source;
  std::map<std::string, CauseSums> by_date;
  std::vector<std::string> source_rows;  // of sources.jsonl, the largest

  // Document -> its occurrences as [repeat, kind, begin, end, first], comma
  // between; only for documents with text.
  std::map<std::string, std::string> spans;
  uint64_t documents_with_cut_spans = 0;

  // (from, to) -> what went there.
  std::map<std::pair<std::string, std::string>, ShownEdge> edges;
  bool has_edges_table = false;

  std::vector<std::string> series;    // rows of shown phrases
  std::vector<std::string> variants;  // rows with a shown phrase
};

// What report.html shows of the finished run in `run`.  DataLoss for a table
// that is not what a run writes; a table that is not there is empty.
absl::StatusOr<ReportRows> ReadReportRows(const std::string& run,
                                          const ReportLimits& limits);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_REPORT_ROWS_H_
