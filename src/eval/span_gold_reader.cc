// The forms of span gold that are JSON lines or tables.
#include <cstddef>
#include <map>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "eval/gold.h"
#include "eval/json_rows.h"
#include "eval/pan_gold.h"
#include "eval/span_gold.h"
#include "eval/tab_table.h"

namespace litany::eval {
namespace {

using Side = SpanGoldBuilder::Side;

// The spans of a passage are cases two by two; more than this would not fit.
constexpr uint64_t kMostCases = 20'000'000;

absl::Status ReadDocuments(const std::string& path, const std::string& id_field,
                           SpanGoldBuilder* builder) {
  const auto add = [&](const JsonRow& row) -> absl::Status {
    std::string id = TextField(row, id_field);
    // As a run over the same file calls it.
    if (id.empty()) id = absl::StrCat(GoldAsInput(path).name, ":", row.line);
    simdjson::dom::element within;
    const bool unknown =
        row.fields["in_day"].get(within) == simdjson::SUCCESS &&
        within.is_null();
    builder->AddDocument(id, unknown);
    simdjson::dom::array spans;
    if (row.fields["spans"].get(spans) != simdjson::SUCCESS)
      return absl::OkStatus();
    for (const simdjson::dom::element element : spans) {
      simdjson::dom::object fields;
      Span here, there;
      if (element.get(fields) != simdjson::SUCCESS ||
          fields["this_begin"].get(here.begin) != simdjson::SUCCESS ||
          fields["this_end"].get(here.end) != simdjson::SUCCESS ||
          fields["source_begin"].get(there.begin) != simdjson::SUCCESS ||
          fields["source_end"].get(there.end) != simdjson::SUCCESS) {
        return absl::InvalidArgumentError(
            "a member of `spans` lacks one of source, this_begin, this_end, "
            "source_begin, source_end");
      }
      const std::string source = TextMember(fields, "source");
      LITANY_RETURN_IF_ERROR(builder->AddCase({id, here}, {source, there},
                                              TextMember(fields, "kind")));
    }
    return absl::OkStatus();
  };
  return ForEachJsonRow(path, add);
}

absl::Status ReadJsonRows(const std::string& path, SpanGoldBuilder* builder) {
  const auto add = [&](const JsonRow& row) -> absl::Status {
    const std::string suspicious = TextField(row, "suspicious");
    const std::string source = TextField(row, "source");
    if (suspicious.empty() || source.empty()) {
      return absl::InvalidArgumentError(
          "a row names no `suspicious` or no `source` document");
    }
    simdjson::dom::element length;
    if (row.fields["suspicious_length"].get(length) != simdjson::SUCCESS ||
        length.is_null()) {
      return builder->AddPair(suspicious, source);
    }
    Span here, there;
    uint64_t here_length = 0, there_length = 0;
    if (row.fields["suspicious_begin"].get(here.begin) != simdjson::SUCCESS ||
        row.fields["suspicious_length"].get(here_length) != simdjson::SUCCESS ||
        row.fields["source_begin"].get(there.begin) != simdjson::SUCCESS ||
        row.fields["source_length"].get(there_length) != simdjson::SUCCESS) {
      return absl::InvalidArgumentError(
          "a row lacks one of suspicious_begin, suspicious_length, "
          "source_begin, source_length as a whole number");
    }
    here.end = here.begin + here_length;
    there.end = there.begin + there_length;
    return builder->AddCase({suspicious, here}, {source, there},
                            TextField(row, "kind"));
  };
  return ForEachJsonRow(path, add);
}

absl::StatusOr<Span> SpanOf(const TabTable& table, size_t row, size_t begin,
                            size_t length) {
  LITANY_ASSIGN_OR_RETURN(const uint64_t from, table.Number(row, begin));
  LITANY_ASSIGN_OR_RETURN(const uint64_t count, table.Number(row, length));
  return Span{from, from + count};
}

absl::Status ReadTabRows(const std::string& path, SpanGoldBuilder* builder) {
  LITANY_ASSIGN_OR_RETURN(const TabTable table, TabTable::Read(path));
  LITANY_ASSIGN_OR_RETURN(const size_t here, table.Column("suspicious"));
  LITANY_ASSIGN_OR_RETURN(const size_t here_begin,
                          table.Column("suspicious_begin"));
  LITANY_ASSIGN_OR_RETURN(const size_t here_length,
                          table.Column("suspicious_length"));
  LITANY_ASSIGN_OR_RETURN(const size_t there, table.Column("source"));
  LITANY_ASSIGN_OR_RETURN(const size_t there_begin,
                          table.Column("source_begin"));
  LITANY_ASSIGN_OR_RETURN(const size_t there_length,
                          table.Column("source_length"));
  const std::optional<size_t> kind = table.Find("kind");
  for (size_t row = 0; row < table.size(); ++row) {
    if (table.Cell(row, here_length).empty()) {
      LITANY_RETURN_IF_ERROR(
          builder->AddPair(table.Cell(row, here), table.Cell(row, there)));
      continue;
    }
    Side x{table.Cell(row, here), {}};
    Side y{table.Cell(row, there), {}};
    LITANY_ASSIGN_OR_RETURN(x.span,
                            SpanOf(table, row, here_begin, here_length));
    LITANY_ASSIGN_OR_RETURN(y.span,
                            SpanOf(table, row, there_begin, there_length));
    LITANY_RETURN_IF_ERROR(
        builder->AddCase(x, y, kind.has_value() ? table.Cell(row, *kind) : ""));
  }
  return absl::OkStatus();
}

absl::Status ReadPassages(const std::string& path, SpanGoldBuilder* builder) {
  LITANY_ASSIGN_OR_RETURN(const TabTable table, TabTable::Read(path));
  LITANY_ASSIGN_OR_RETURN(const size_t passage, table.Column("passage"));
  LITANY_ASSIGN_OR_RETURN(const size_t id, table.Column("id"));
  LITANY_ASSIGN_OR_RETURN(const size_t begin, table.Column("begin"));
  LITANY_ASSIGN_OR_RETURN(const size_t end, table.Column("end"));
  std::map<std::string, std::vector<Side>> passages;
  for (size_t row = 0; row < table.size(); ++row) {
    Side side{table.Cell(row, id), {}};
    LITANY_ASSIGN_OR_RETURN(side.span.begin, table.Number(row, begin));
    LITANY_ASSIGN_OR_RETURN(side.span.end, table.Number(row, end));
    if (side.span.empty()) return table.Bad(row, "the span has no character");
    passages[table.Cell(row, passage)].push_back(side);
  }
  uint64_t cases = 0;
  for (const auto& [name, sides] : passages) {
    cases += uint64_t{sides.size()} * (sides.size() - 1) / 2;
  }
  if (cases > kMostCases) {
    return absl::ResourceExhaustedError(absl::StrCat(
        "the passages make ", cases, " cases, more than ", kMostCases,
        "; leave out the most frequent ones (", path, ")"));
  }
  for (const auto& [name, sides] : passages) {
    for (size_t i = 0; i < sides.size(); ++i) {
      for (size_t j = i + 1; j < sides.size(); ++j) {
        if (sides[i].id == sides[j].id) continue;
        LITANY_RETURN_IF_ERROR(builder->AddCase(sides[i], sides[j], ""));
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<SpanGold> ReadSpanGold(const std::string& path, GoldForm form,
                                      const std::string& id_field) {
  SpanGoldBuilder builder;
  absl::Status status;
  if (form == GoldForm::kSpanXml) {
    status = ReadPanFolder(path, &builder);
  } else if (form == GoldForm::kPassages) {
    status = ReadPassages(path, &builder);
  } else if (form == GoldForm::kSpanDocuments) {
    status = ReadDocuments(path, id_field, &builder);
  } else if (GoldHoldsTexts(path)) {
    status = ReadJsonRows(path, &builder);
  } else {
    status = ReadTabRows(path, &builder);
  }
  if (!status.ok()) return status;
  SpanGold gold = std::move(builder).Finish();
  if (gold.cases.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("the gold holds no case of shared text; is it the right "
                     "one? (",
                     path, ")"));
  }
  return gold;
}

}  // namespace litany::eval
