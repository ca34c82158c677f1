#include "eval/attribution.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/json_string.h"
#include "base/strings.h"
#include "eval/evaluation_report.h"
#include "eval/score_text.h"

namespace litany::eval {
namespace {

size_t Index(Cause cause) { return static_cast<size_t>(cause); }

Cause CauseOf(RepeatKind kind) {
  switch (kind) {
    case RepeatKind::kTemplate:
      return Cause::kTemplate;
    case RepeatKind::kCopy:
      return Cause::kCopy;
    case RepeatKind::kPassage:
      return Cause::kPassage;
    case RepeatKind::kPhrase:
      return Cause::kPhrase;
  }
  return Cause::kOwn;
}

// The characters of a document that any of the first n + 1 causes claims.
using Claimed = std::array<std::vector<Span>, kCauseCount - 1>;

Claimed ClaimedIn(const DocumentsTable& run, const DocumentsTable::Row& row,
                  const OccurrencesTable& occurrences) {
  Claimed claimed;
  const uint32_t document = occurrences.Find(row.id);
  if (document == OccurrencesTable::kNoDocument) return claimed;
  const bool represents = row.cluster != DocumentsTable::kNoCluster &&
                          run.clusters[row.cluster].representative == row.id;
  for (const OccurrencesTable::Row& place : occurrences.RowsOf(document)) {
    if (place.kind == RepeatKind::kCopy && represents) continue;
    claimed[Index(CauseOf(place.kind))].push_back(place.chars);
  }
  for (size_t i = 0; i < claimed.size(); ++i) {
    if (i > 0) {
      claimed[i].insert(claimed[i].end(), claimed[i - 1].begin(),
                        claimed[i - 1].end());
    }
    claimed[i] = Union(std::move(claimed[i]));
  }
  return claimed;
}

CauseCounts CausesIn(const Span& span, const Claimed& claimed) {
  CauseCounts counts{};
  uint64_t before = 0;
  for (size_t i = 0; i < claimed.size(); ++i) {
    const uint64_t here = CommonLength(span, claimed[i]);
    counts[i] = here - before;
    before = here;
  }
  counts[Index(Cause::kOwn)] = span.length() - before;
  return counts;
}

Score Quotient(uint64_t part, uint64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

void SetScores(Attribution* attribution) {
  uint64_t right = 0;
  uint64_t all = 0;
  for (size_t i = 0; i < kCauseCount; ++i) {
    uint64_t in_gold = 0;
    uint64_t in_run = 0;
    for (size_t j = 0; j < kCauseCount; ++j) {
      in_gold += attribution->characters[i][j];
      in_run += attribution->characters[j][i];
    }
    const uint64_t both = attribution->characters[i][i];
    attribution->scores[i] = {Quotient(both, in_run), Quotient(both, in_gold),
                              Quotient(2 * both, in_run + in_gold)};
    right += both;
    all += in_gold;
  }
  attribution->accuracy = Quotient(right, all);
}

// A gold span and what the run makes of it.
struct Judged {
  uint64_t wrong = 0;
  const CauseSpan* span = nullptr;
  CauseCounts counts{};
};

std::vector<ShownPair> ShowWorst(std::vector<Judged> judged, size_t limit) {
  std::sort(judged.begin(), judged.end(), [](const Judged& x, const Judged& y) {
    return std::tie(y.wrong, *x.span) < std::tie(x.wrong, *y.span);
  });
  judged.resize(std::min(judged.size(), limit));
  std::vector<ShownPair> shown;
  for (const Judged& one : judged) {
    ShownPair& pair = shown.emplace_back();
    pair.a = {one.span->id, one.span->span};
    pair.facts.emplace_back("gold", base::JsonString(NameOf(one.span->cause)));
    for (size_t i = 0; i < kCauseCount; ++i) {
      if (one.counts[i] == 0) continue;
      pair.facts.emplace_back(NameOf(static_cast<Cause>(i)),
                              absl::StrCat(one.counts[i]));
    }
  }
  return shown;
}

const DocumentsTable::Row* RowOf(const DocumentsTable& run,
                                 const std::string& id) {
  const auto row = std::lower_bound(
      run.rows.begin(), run.rows.end(), id,
      [](const DocumentsTable::Row& one, const std::string& wanted) {
        return one.id < wanted;
      });
  return row != run.rows.end() && row->id == id ? &*row : nullptr;
}

}  // namespace

void FillRest(const DocumentsTable& run, Cause cause,
              std::vector<CauseSpan>* gold) {
  std::vector<CauseSpan> rest;
  for (size_t i = 0; i < gold->size();) {
    const std::string& id = (*gold)[i].id;
    const DocumentsTable::Row* const row = RowOf(run, id);
    const bool has_length = row != nullptr && row->chars.has_value();
    uint64_t at = 0;
    const auto add_up_to = [&](uint64_t end) {
      if (has_length && at < end) rest.push_back({id, {at, end}, cause});
    };
    for (; i < gold->size() && (*gold)[i].id == id; ++i) {
      add_up_to((*gold)[i].span.begin);
      at = (*gold)[i].span.end;
    }
    if (has_length) add_up_to(*row->chars);
  }
  gold->insert(gold->end(), rest.begin(), rest.end());
  std::sort(gold->begin(), gold->end());
}

absl::StatusOr<Attribution> Attribute(const DocumentsTable& run,
                                      const OccurrencesTable& occurrences,
                                      const std::vector<CauseSpan>& gold,
                                      size_t worst) {
  Attribution attribution;
  attribution.spans = gold.size();
  std::vector<Judged> wrong;
  for (size_t i = 0; i < gold.size();) {
    const std::string& id = gold[i].id;
    const DocumentsTable::Row* const row = RowOf(run, id);
    const bool known = row != nullptr;
    const Claimed claimed =
        known ? ClaimedIn(run, *row, occurrences) : Claimed();
    for (; i < gold.size() && gold[i].id == id; ++i) {
      if (!known) {
        ++attribution.missing;
        continue;
      }
      if (row->chars.has_value() && gold[i].span.end > *row->chars) {
        return absl::InvalidArgumentError(absl::StrCat(
            "a gold span of \"", id, "\" ends at ", gold[i].span.end,
            " while its text has ", *row->chars,
            " code points in the run; check that the run read the same text "
            "(--text-field) and that the gold counts code points"));
      }
      const CauseCounts counts = CausesIn(gold[i].span, claimed);
      CauseCounts& sums = attribution.characters[Index(gold[i].cause)];
      for (size_t j = 0; j < kCauseCount; ++j) sums[j] += counts[j];
      const uint64_t lost =
          gold[i].span.length() - counts[Index(gold[i].cause)];
      if (lost > 0) wrong.push_back({lost, &gold[i], counts});
    }
  }
  if (attribution.missing == attribution.spans) {
    return absl::InvalidArgumentError(
        "the run and the gold have no document in common; check that the gold "
        "belongs to this collection and that both use the same ids");
  }
  SetScores(&attribution);
  attribution.worst = ShowWorst(std::move(wrong), worst);
  return attribution;
}

std::string RenderAttributionText(const Attribution& attribution,
                                  const Texts& texts) {
  std::string out;
  absl::StrAppend(&out, "spans          ", attribution.spans, " in the gold, ",
                  attribution.missing, " of documents not in the run\n\n");
  absl::StrAppendFormat(&out, "%-14s", "gold \\ run");
  for (size_t i = 0; i < kCauseCount; ++i) {
    absl::StrAppendFormat(&out, " %9s",
                          base::ToAbsl(NameOf(static_cast<Cause>(i))));
  }
  absl::StrAppend(&out, "   code points\n");
  for (size_t i = 0; i < kCauseCount; ++i) {
    absl::StrAppendFormat(&out, "%-14s",
                          base::ToAbsl(NameOf(static_cast<Cause>(i))));
    for (const uint64_t count : attribution.characters[i]) {
      absl::StrAppendFormat(&out, " %9d", count);
    }
    out += "\n";
  }
  absl::StrAppendFormat(&out, "\n%-14s %9s %9s %9s\n", "", "precision",
                        "recall", "F1");
  for (size_t i = 0; i < kCauseCount; ++i) {
    AppendTextRow(NameOf(static_cast<Cause>(i)), attribution.scores[i], &out);
  }
  absl::StrAppendFormat(&out, "%-14s %29s\n", "accuracy",
                        TextCell(attribution.accuracy));
  AppendShownText("wrong", attribution.worst, texts, &out);
  return out;
}

std::string RenderAttributionJson(const Attribution& attribution,
                                  const Texts& texts) {
  std::string causes;
  for (size_t i = 0; i < kCauseCount; ++i) {
    absl::StrAppend(&causes, i > 0 ? "," : "",
                    base::JsonString(NameOf(static_cast<Cause>(i))),
                    ":{\"run\":{");
    for (size_t j = 0; j < kCauseCount; ++j) {
      absl::StrAppend(&causes, j > 0 ? "," : "",
                      base::JsonString(NameOf(static_cast<Cause>(j))), ":",
                      attribution.characters[i][j]);
    }
    absl::StrAppend(&causes, "},", JsonScores(attribution.scores[i]), "}");
  }
  return absl::StrCat(
      "{\"schema\":", kEvaluationSchema,
      ",\"gold\":\"causes\",\"spans\":", attribution.spans,
      ",\"missing\":", attribution.missing,
      ",\"accuracy\":", JsonNumber(attribution.accuracy), ",\"causes\":{",
      causes, "},\"wrong\":", ShownJson(attribution.worst, texts), "}\n");
}

}  // namespace litany::eval
