// What every command that reads a collection does around its own work: list
// and check the files, read them, and write what all runs have in common.
//
//   OpenSession -> ReadInputs -> the command's own stages and tables
//               -> WriteRejects, FinishSession
//
// Thread safety: thread-compatible.
#ifndef LITANY_ENGINE_SESSION_H_
#define LITANY_ENGINE_SESSION_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/collection.h"
#include "engine/hooks.h"
#include "engine/original_spans.h"
#include "engine/run_directory.h"
#include "io/input_files.h"
#include "litany/options.h"
#include "litany/records.h"
#include "report/json_writer.h"

namespace litany::engine {

// What the command line says of every run.
struct RunReport {
  uint64_t read = 0;
  uint64_t documents = 0;
  uint64_t rejects = 0;
  uint64_t kept = 0;
  uint64_t dropped = 0;
  uint64_t repaired = 0;
  uint64_t duplicate_ids = 0;
  uint64_t skipped_files = 0;
  uint64_t bytes_unpacked = 0;
  double seconds = 0;
  std::string first_reject;  // for a message; empty: none
  // Of the reference: what is rejected there cannot be a hit.
  uint64_t against_rejects = 0;
  std::string first_against_reject;
  std::string summary_json;
};

// What a command wants of the session besides its inputs.
struct SessionPlan {
  const char* command = "";
  std::vector<std::string> against;
  // Where records are written after the run; empty: nowhere.
  std::string write_path;
};

struct Session {
  const RunOptions& options;
  SessionPlan plan;
  uint32_t threads = 1;
  std::string started;
  StageClock clock;
  io::InputFiles files;
  io::InputFiles against_files;
  std::optional<SpooledInput> spooled;
  Collection collection;
  std::optional<Collection> reference;

  bool to_stdout() const { return options.output == "-"; }
  const Collection* reference_or_null() const {
    return reference ? &*reference : nullptr;
  }
};

// Checks what can be checked before anything is read, and makes the run
// directory.  `options` must outlive the session.
absl::StatusOr<std::unique_ptr<Session>> OpenSession(const RunOptions& options,
                                                     SessionPlan plan);

// Reads the inputs, then the reference.
absl::Status ReadInputs(const Pipeline& pipeline, const Hooks& hooks,
                        Session* session);

// By number of a document, its place among all by id.
std::vector<uint32_t> RanksById(const Collection& collection);

// The row of a document before anything is known of it: kept, all its own.
DocumentRecord PlainRecord(const Collection& collection,
                           const DocumentRow& row);

// The row of a place in a document, but for what its repeat knows: repeat,
// kind, similarity, relation, edits and first.
OccurrenceRecord PlainOccurrence(const Collection& collection,
                                 uint32_t document, const OriginalSpan& span,
                                 bool with_text);

// The same into a record that is used again: its texts keep their storage.
void FillOccurrence(const Collection& collection, uint32_t document,
                    const OriginalSpan& span, bool with_text,
                    OccurrenceRecord* record);

// The earliest dated of `documents` (ties: the smallest id); none if no date
// is known.
std::optional<FirstWitness> FirstOf(const Collection& collection,
                                    std::span<const uint32_t> documents);

// documents.jsonl: `rows` in input order.
absl::Status WriteDocuments(const Session& session,
                            const std::vector<DocumentRecord>& rows,
                            const std::string& path);

absl::Status WriteRejects(const Session& session, const std::string& path);

// Reads the input once more and writes the records that `rows` keep, without
// the spans of `cuts` (by document; empty: nothing is cut).
absl::Status WriteKeptRecords(
    const Session& session, const std::vector<DocumentRecord>& rows,
    const std::vector<std::vector<OriginalSpan>>& cuts = {});

// summary.json: the members that all commands share, with what `parameters`,
// `middle` (between parameters and counts), `counts` and `caps` add.
struct SummaryParts {
  std::function<void(report::JsonWriter*)> parameters;
  std::function<void(report::JsonWriter*)> middle;
  std::function<void(report::JsonWriter*)> counts;
  std::function<void(report::JsonWriter*)> caps;
};
std::string SummaryJson(const Session& session, uint64_t kept, uint64_t dropped,
                        const SummaryParts& parts);

// Everything of the report that the session knows.
void FillReport(const Session& session, RunReport* report);

// Writes run.json and, last, summary.json, which marks a finished run.
absl::Status FinishSession(const Session& session,
                           const std::string& summary_json);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_SESSION_H_
