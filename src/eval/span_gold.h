// What is known about shared text: pairs of spans of two documents.
//
// Forms (docs/formats/gold.md): documents with a field `spans`, rows of pairs
// of spans, a folder of PAN XML files, and tables of passages whose spans are
// cases two by two.  Offsets are code points.
//
// Tested by tests/eval/span_gold_test.cc and pan_gold_test.cc.
#ifndef LITANY_EVAL_SPAN_GOLD_H_
#define LITANY_EVAL_SPAN_GOLD_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eval/gold_form.h"
#include "eval/spans.h"

namespace litany::eval {

struct SpanGold {
  std::vector<std::string> ids;  // in byte order
  // Sorted, each once, of two documents each; no span is empty.
  std::vector<SpanPair> cases;
  // Parallel to `cases`: what was done to the text, into `kinds`.
  std::vector<uint32_t> case_kinds;
  std::vector<std::string> kinds;  // in byte order; "" where none is given
  // The pairs of documents that the gold speaks of: those of the cases, and
  // those said to share nothing.  Sorted, each once, (smaller, larger).
  std::vector<std::pair<uint32_t, uint32_t>> pairs;
  // By document: what it shares is not known, so that detections in it count
  // neither for nor against a run.
  std::vector<bool> unknown;
  uint64_t repeated = 0;  // cases that were given more than once
};

// Collects cases in any order and makes a SpanGold of them.
class SpanGoldBuilder {
 public:
  struct Side {
    std::string_view id;
    Span span;
  };

  // InvalidArgument for a span without a character or a document paired with
  // itself.
  absl::Status AddCase(const Side& x, const Side& y, std::string_view kind);
  // Two documents of which it is known what they share.
  absl::Status AddPair(std::string_view x, std::string_view y);
  // A document of the collection, whether or not it shares anything.
  void AddDocument(std::string_view id, bool unknown);

  SpanGold Finish() &&;

 private:
  struct Case {
    SpanPair pair;
    uint32_t kind = 0;
    friend auto operator<=>(const Case&, const Case&) = default;
  };
  uint32_t NumberOf(std::string_view id);
  uint32_t KindOf(std::string_view kind);

  std::vector<std::string> ids_;
  std::vector<bool> unknown_;
  std::vector<std::string> kinds_;
  absl::flat_hash_map<std::string, uint32_t> numbers_;
  absl::flat_hash_map<std::string, uint32_t> kind_numbers_;
  std::vector<Case> cases_;
  std::vector<std::pair<uint32_t, uint32_t>> pairs_;
};

// Reads gold of one of the four forms.  InvalidArgument or DataLoss, with the
// place, for what is none, and for gold without a case.
absl::StatusOr<SpanGold> ReadSpanGold(const std::string& path, GoldForm form,
                                      const std::string& id_field);

}  // namespace litany::eval

#endif  // LITANY_EVAL_SPAN_GOLD_H_
