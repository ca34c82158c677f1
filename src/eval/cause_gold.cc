#include "eval/cause_gold.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/strings.h"
#include "eval/gold.h"
#include "eval/json_rows.h"
#include "eval/tab_table.h"

namespace litany::eval {
namespace {

constexpr Cause kCauses[] = {Cause::kTemplate, Cause::kCopy, Cause::kPassage,
                             Cause::kPhrase, Cause::kOwn};

absl::StatusOr<Cause> CauseNamed(std::string_view name) {
  for (const Cause cause : kCauses) {
    if (name == NameOf(cause)) return cause;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("the cause \"", base::ToAbsl(name),
                   "\" is none of template, copy, passage, phrase, own"));
}

absl::Status ReadLines(const std::string& path, const std::string& id_field,
                       std::vector<CauseSpan>* gold) {
  const auto add = [&](const JsonRow& row) -> absl::Status {
    std::string id = TextField(row, id_field);
    if (id.empty()) id = absl::StrCat(GoldAsInput(path).name, ":", row.line);
    simdjson::dom::array spans;
    if (row.fields["spans"].get(spans) != simdjson::SUCCESS)
      return absl::OkStatus();
    for (const simdjson::dom::element element : spans) {
      simdjson::dom::object fields;
      CauseSpan one{.id = id, .span = {}};
      const auto number = [&fields](const char* name, const char* other,
                                    uint64_t* value) {
        return fields[name].get(*value) == simdjson::SUCCESS ||
               fields[other].get(*value) == simdjson::SUCCESS;
      };
      if (element.get(fields) != simdjson::SUCCESS ||
          !number("begin", "this_begin", &one.span.begin) ||
          !number("end", "this_end", &one.span.end)) {
        return absl::InvalidArgumentError(
            "a member of `spans` lacks `begin` or `end`");
      }
      LITANY_ASSIGN_OR_RETURN(one.cause,
                              CauseNamed(TextMember(fields, "cause")));
      gold->push_back(std::move(one));
    }
    return absl::OkStatus();
  };
  return ForEachJsonRow(path, add);
}

absl::Status ReadTable(const std::string& path, std::vector<CauseSpan>* gold) {
  LITANY_ASSIGN_OR_RETURN(const TabTable table, TabTable::Read(path));
  LITANY_ASSIGN_OR_RETURN(const size_t id, table.Column("id"));
  LITANY_ASSIGN_OR_RETURN(const size_t begin, table.Column("begin"));
  LITANY_ASSIGN_OR_RETURN(const size_t end, table.Column("end"));
  LITANY_ASSIGN_OR_RETURN(const size_t cause, table.Column("cause"));
  for (size_t row = 0; row < table.size(); ++row) {
    CauseSpan one{.id = table.Cell(row, id), .span = {}};
    LITANY_ASSIGN_OR_RETURN(one.span.begin, table.Number(row, begin));
    LITANY_ASSIGN_OR_RETURN(one.span.end, table.Number(row, end));
    const auto named = CauseNamed(table.Cell(row, cause));
    if (!named.ok()) {
      return table.Bad(row, base::FromAbsl(named.status().message()));
    }
    one.cause = *named;
    gold->push_back(std::move(one));
  }
  return absl::OkStatus();
}

}  // namespace

std::string_view NameOf(Cause cause) {
  switch (cause) {
    case Cause::kTemplate:
      return "template";
    case Cause::kCopy:
      return "copy";
    case Cause::kPassage:
      return "passage";
    case Cause::kPhrase:
      return "phrase";
    case Cause::kOwn:
      return "own";
  }
  return "";
}

absl::StatusOr<std::vector<CauseSpan>> ReadCauseGold(
    const std::string& path, const std::string& id_field) {
  std::vector<CauseSpan> gold;
  LITANY_RETURN_IF_ERROR(GoldHoldsTexts(path) ? ReadLines(path, id_field, &gold)
                                              : ReadTable(path, &gold));
  std::sort(gold.begin(), gold.end());
  for (size_t i = 0; i < gold.size(); ++i) {
    const auto bad = [&](const char* what) {
      return absl::InvalidArgumentError(
          absl::StrCat("the span [", gold[i].span.begin, ", ", gold[i].span.end,
                       ") of \"", gold[i].id, "\" ", what, " (", path, ")"));
    };
    if (gold[i].span.empty()) return bad("has no character");
    if (i > 0 && gold[i - 1].id == gold[i].id &&
        Overlap(gold[i - 1].span, gold[i].span)) {
      return bad("overlaps another; give each character one cause");
    }
  }
  if (gold.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the gold holds no span with a cause; is it the right one? (", path,
        ")"));
  }
  return gold;
}

}  // namespace litany::eval
