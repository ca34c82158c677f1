#include "eval/span_evaluation.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "eval/score_text.h"

namespace litany::eval {
namespace {

// The row of the run with this id; null if there is none.
const DocumentsTable::Row* FindRow(const DocumentsTable& run,
                                   const std::string& id) {
  const auto at = std::lower_bound(
      run.rows.begin(), run.rows.end(), id,
      [](const DocumentsTable::Row& row, const std::string& wanted) {
        return row.id < wanted;
      });
  return at == run.rows.end() || at->id != id ? nullptr : &*at;
}

absl::Status CheckSpan(const std::string& id, const Span& span,
                       std::optional<uint64_t> chars) {
  if (!chars.has_value() || span.end <= *chars) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "a gold span of \"", id, "\" ends at ", span.end, " while its text has ",
      *chars,
      " code points in the run; check that the run read the same text "
      "(--text-field) and that the gold counts code points"));
}

absl::Status CheckGold(const DocumentsTable& run, const SpanGold& gold,
                       SpanEvaluation* evaluation) {
  std::vector<std::optional<uint64_t>> chars(gold.ids.size());
  for (size_t i = 0; i < gold.ids.size(); ++i) {
    const DocumentsTable::Row* const row = FindRow(run, gold.ids[i]);
    if (row == nullptr) {
      ++evaluation->missing;
    } else {
      chars[i] = row->chars;
    }
  }
  if (evaluation->missing == gold.ids.size()) {
    return absl::InvalidArgumentError(
        "the run and the gold have no document in common; check that the gold "
        "belongs to this collection and that both use the same ids");
  }
  for (const SpanPair& one : gold.cases) {
    LITANY_RETURN_IF_ERROR(CheckSpan(gold.ids[one.a], one.in_a, chars[one.a]));
    LITANY_RETURN_IF_ERROR(CheckSpan(gold.ids[one.b], one.in_b, chars[one.b]));
  }
  return absl::OkStatus();
}

// Pairs as they are, and as they count: without what is ignored.
struct Counted {
  std::vector<SpanPair> whole;
  std::vector<SpanPair> counted;  // parallel, in order of documents
  std::vector<size_t> numbers;    // parallel: places in the list given

  // Pairs of which nothing is left are dropped.
  Counted(std::span<const SpanPair> pairs, const std::vector<std::string>& ids,
          const IgnoredText& ignored) {
    for (size_t i = 0; i < pairs.size(); ++i) {
      SpanPair left = pairs[i];
      left.in_a = ignored.Without(ids[left.a], left.in_a);
      left.in_b = ignored.Without(ids[left.b], left.in_b);
      if (left.in_a.empty() || left.in_b.empty()) continue;
      whole.push_back(pairs[i]);
      counted.push_back(left);
      numbers.push_back(i);
    }
  }
};

std::vector<KindScores> ScoresByKind(const SpanGold& gold, const Counted& cases,
                                     const PlagDetResult& result) {
  std::vector<KindScores> kinds(gold.kinds.size());
  if (kinds.size() < 2 && (kinds.empty() || gold.kinds[0].empty())) return {};
  std::vector<uint64_t> partners(kinds.size());
  std::vector<double> shares(kinds.size());
  for (size_t i = 0; i < cases.counted.size(); ++i) {
    const uint32_t kind = gold.case_kinds[cases.numbers[i]];
    const SpanOutcome& outcome = result.cases[i];
    ++kinds[kind].cases;
    if (outcome.partners > 0) ++kinds[kind].detected;
    partners[kind] += outcome.partners;
    shares[kind] +=
        static_cast<double>(outcome.found) / static_cast<double>(outcome.size);
  }
  for (size_t kind = 0; kind < kinds.size(); ++kind) {
    KindScores& scores = kinds[kind];
    scores.kind = gold.kinds[kind];
    if (scores.cases > 0) {
      scores.recall = shares[kind] / static_cast<double>(scores.cases);
    }
    if (scores.detected > 0) {
      scores.granularity = static_cast<double>(partners[kind]) /
                           static_cast<double>(scores.detected);
    }
  }
  return kinds;
}

// The `limit` with the most characters that the other side lacks.
std::vector<ShownPair> Worst(std::span<const SpanPair> pairs,
                             std::span<const SpanOutcome> outcomes,
                             const std::vector<std::string>& ids,
                             size_t limit) {
  const auto lacking = [outcomes](size_t i) {
    return outcomes[i].size - outcomes[i].found;
  };
  std::vector<size_t> order;
  for (size_t i = 0; i < pairs.size(); ++i) {
    if (lacking(i) > 0) order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&lacking](size_t x, size_t y) {
    return std::pair(lacking(y), x) < std::pair(lacking(x), y);
  });
  order.resize(std::min(order.size(), limit));
  std::vector<ShownPair> shown;
  for (const size_t i : order) {
    ShownPair& pair = shown.emplace_back();
    pair.a = {ids[pairs[i].a], pairs[i].in_a};
    pair.b = ShownSide{ids[pairs[i].b], pairs[i].in_b};
    pair.facts = {
        {"characters", absl::StrCat(outcomes[i].size)},
        {"common", absl::StrCat(outcomes[i].found)},
        {"partners", absl::StrCat(outcomes[i].partners)},
    };
  }
  return shown;
}

}  // namespace

absl::StatusOr<SpanEvaluation> EvaluateSpans(
    const DocumentsTable& run, const OccurrencesTable& occurrences,
    const SpanGold& gold, const SpanEvalOptions& options) {
  SpanEvaluation evaluation;
  evaluation.judged = options.pairs;
  evaluation.documents = gold.ids.size();
  evaluation.repeated = gold.repeated;
  evaluation.pairs = gold.pairs.size();
  LITANY_RETURN_IF_ERROR(CheckGold(run, gold, &evaluation));
  Detections detections;
  if (options.pairs == JudgedPairs::kGold) {
    detections =
        DetectionsOf(occurrences, options.detections, gold.ids, gold.pairs);
  } else {
    evaluation.unknown = static_cast<uint64_t>(
        std::count(gold.unknown.begin(), gold.unknown.end(), true));
    LITANY_ASSIGN_OR_RETURN(
        detections, DetectionsAmong(occurrences, options.detections, gold.ids,
                                    gold.unknown));
  }
  evaluation.found = detections.found;
  evaluation.inside = detections.inside;
  evaluation.left_out = detections.left_out;
  const Counted cases(gold.cases, gold.ids, options.ignored);
  const Counted finds(detections.pairs, gold.ids, options.ignored);
  evaluation.ignored = gold.cases.size() - cases.counted.size();
  const PlagDetResult result = ScorePlagDet(cases.counted, finds.counted);
  evaluation.scores = result.scores;
  evaluation.kinds = ScoresByKind(gold, cases, result);
  evaluation.misses = Worst(cases.whole, result.cases, gold.ids, options.worst);
  evaluation.false_finds =
      Worst(finds.whole, result.detections, gold.ids, options.worst);
  return evaluation;
}

}  // namespace litany::eval
