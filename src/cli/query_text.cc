#include "cli/query_text.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/strings.h"
#include "cli/messages.h"
#include "cli/terminal_text.h"
#include "report/json_writer.h"
#include "report/table_writer.h"

namespace litany::cli {
namespace {

constexpr size_t kContextPoints = 20;
constexpr size_t kTextPoints = 240;
constexpr size_t kEditPoints = 30;
constexpr size_t kNamePoints = 30;
constexpr size_t kMostEdits = 6;

std::string EditText(const Edit& edit) {
  const std::string was = OneLine(Shortened(edit.was, kEditPoints));
  const std::string now = OneLine(Shortened(edit.now, kEditPoints));
  if (was.empty()) return absl::StrCat("+", now);
  if (now.empty()) return absl::StrCat("-", was);
  return absl::StrCat(was, " -> ", now);
}

std::string Documents(uint64_t count) {
  return absl::StrCat(WithCommas(count),
                      count == 1 ? " document" : " documents");
}

}  // namespace

std::string RowText(const QueryHitRecord& row, bool is_long,
                    const Color& color) {
  std::string text = row.date.empty() ? "undated" : OneLine(row.date);
  absl::StrAppend(&text, "  ", OneLine(row.source), "  ",
                  color.Bold(OneLine(row.id)), "  ");
  if (row.relation == Relation::kNear) {
    absl::StrAppend(&text, report::FormatRatio(row.similarity.numerator,
                                               row.similarity.denominator));
  } else {
    absl::StrAppend(&text, base::ToAbsl(report::NameOf(row.relation)));
  }
  if (is_long) {
    absl::StrAppend(&text, "  query ", row.query_begin, "-", row.query_end);
  }
  // On a line, white space at the ends of the context is that of the text.
  absl::StrAppend(&text, "\n    ",
                  OneLine(Ending(row.context_before, kContextPoints)),
                  color.Mark(OneLine(Shortened(row.text, kTextPoints))),
                  OneLine(Beginning(row.context_after, kContextPoints)), "\n");
  if (row.edits.empty()) return text;
  const size_t shown = std::min(row.edits.size(), kMostEdits);
  for (size_t i = 0; i < shown; ++i) {
    absl::StrAppend(&text, i == 0 ? "    changed: " : "; ",
                    EditText(row.edits[i]));
  }
  if (row.edits.size() > shown) {
    absl::StrAppend(&text, "; ", row.edits.size() - shown, " more");
  }
  return text + "\n";
}

std::string SummaryText(const engine::QueryAnswer& answer, bool exact,
                        bool is_named) {
  const std::string name =
      is_named ? absl::StrCat("'", OneLine(Shortened(answer.name, kNamePoints)),
                              "': ")
               : "";
  if (answer.hits == 0) return absl::StrCat(name, "no document uses it");
  std::string text = absl::StrCat(
      name, Documents(answer.exact_documents),
      answer.exact_documents == 1 ? " uses it" : " use it", " exactly");
  if (answer.is_long) {
    absl::StrAppend(&text, ", ", WithCommas(answer.other_documents),
                    exact ? " in part" : " in part or with changes");
  } else if (!exact) {
    absl::StrAppend(&text, ", ", WithCommas(answer.other_documents),
                    " with changes");
  }
  if (!answer.first_date.empty()) {
    absl::StrAppend(&text, "; first: ", OneLine(answer.first_id), ", ",
                    answer.first_date);
  }
  if (answer.hits > answer.rows.size()) {
    absl::StrAppend(&text, "\n  ", WithCommas(answer.rows.size()), " of ",
                    WithCommas(answer.hits),
                    " places are shown; --limit 0 shows all");
  }
  return text;
}

}  // namespace litany::cli
