#include "engine/report_blocks.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/json_string.h"
#include "base/utf8.h"
#include "report/json_writer.h"

namespace litany::engine {
namespace {

using base::JsonString;
using report::JsonWriter;
using report::PageBlock;
using report::PageTable;
using Pieces = std::vector<std::string>;

constexpr size_t kPlainRows = 20;
constexpr const char* kCauseLabels[kCauses] = {"template", "copy", "passage",
                                               "phrase", "own"};

void WriteCauses(const CauseSums& sums, JsonWriter* json) {
  json->Key("documents").Number(sums.documents);
  json->Key("chars").BeginArray();
  for (const uint64_t chars : sums.chars) json->Number(chars);
  json->EndArray();
}

// Pieces of an array; add() appends a value.
class ArrayBlock {
 public:
  explicit ArrayBlock(std::string name) {
    block_.name = std::move(name);
    block_.json.emplace_back("[");
  }
  void Add(std::string_view json) {
    std::string piece = is_first_ ? "\n" : ",\n";
    piece.append(json);
    block_.json.push_back(std::move(piece));
    is_first_ = false;
  }
  PageBlock Finish() && {
    block_.json.emplace_back("]");
    return std::move(block_);
  }

 private:
  PageBlock block_;
  bool is_first_ = true;
};

PageBlock RowsBlock(std::string name, const Pieces& rows) {
  ArrayBlock block(std::move(name));
  for (const std::string& row : rows) block.Add(row);
  return std::move(block).Finish();
}

// An object of members whose values are JSON already.
class ObjectBlock {
 public:
  explicit ObjectBlock(std::string name) {
    block_.name = std::move(name);
    block_.json.emplace_back("{");
  }
  void Add(const std::string& key, std::string_view json) {
    std::string piece =
        absl::StrCat(is_first_ ? "\n" : ",\n", JsonString(key), ": ");
    piece.append(json);
    block_.json.push_back(std::move(piece));
    is_first_ = false;
  }
  PageBlock Finish() && {
    block_.json.emplace_back("}");
    return std::move(block_);
  }

 private:
  PageBlock block_;
  bool is_first_ = true;
};

const char* WordFor(TextsState state) {
  switch (state) {
    case TextsState::kShown:
      return "shown";
    case TextsState::kHidden:
      return "hidden";
    case TextsState::kStandard:
      return "stdin";
    case TextsState::kGone:
      return "gone";
  }
  return "";
}

PageBlock MetaBlock(const ReportLimits& limits, const ReportRows& rows,
                    const ReportTexts& texts) {
  PageBlock block{.name = "meta", .json = {}};
  std::string text;
  JsonWriter json(&text, /*indent=*/true);
  json.BeginObject();
  json.Key("format").Number(1);
  json.Key("has_repeats").Bool(rows.has_repeats_table);
  json.Key("has_edges").Bool(rows.has_edges_table);
  json.Key("repeats").BeginArray();
  for (const uint64_t of_kind : rows.repeats_in_run) json.Number(of_kind);
  json.EndArray();
  json.Key("occurrences").Number(rows.occurrences_in_run);
  json.Key("all").BeginObject();
  WriteCauses(rows.all, &json);
  json.EndObject();
  json.Key("undated").Number(rows.undated);
  json.Key("sources").Number(rows.by_source.size());
  json.Key("edges").Number(rows.edges.size());
  json.Key("texts").String(WordFor(texts.state));
  json.Key("texts_shown").Number(texts.texts.size());
  json.Key("texts_changed").Number(texts.changed);
  json.Key("texts_missing").Number(texts.missing);
  json.Key("cut_spans").Number(rows.documents_with_cut_spans);
  json.Key("limits").BeginObject();
  json.Key("repeats").Number(limits.repeats);
  json.Key("occurrences").Number(limits.occurrences);
  json.Key("spans").Number(limits.spans);
  json.EndObject();
  json.EndObject();
  block.json.push_back(std::move(text));
  return block;
}

PageBlock SumsBlock(std::string name, const char* key,
                    const std::vector<std::pair<std::string, CauseSums>>& all) {
  ArrayBlock block(std::move(name));
  for (const auto& [value, sums] : all) {
    std::string text;
    JsonWriter json(&text);
    json.BeginObject();
    json.Key(key).String(value);
    WriteCauses(sums, &json);
    json.EndObject();
    block.Add(text);
  }
  return std::move(block).Finish();
}

// The sources with most documents.
std::vector<std::pair<std::string, CauseSums>> TopSources(
    const ReportRows& rows, uint64_t most) {
  std::vector<std::pair<std::string, CauseSums>> all(rows.by_source.begin(),
                                                     rows.by_source.end());
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.second.documents > b.second.documents;
  });
  if (all.size() > most) all.resize(static_cast<size_t>(most));
  return all;
}

PageBlock EdgesBlock(const ReportRows& rows, uint64_t most) {
  using Edge = std::pair<std::pair<std::string, std::string>, ShownEdge>;
  std::vector<Edge> all(rows.edges.begin(), rows.edges.end());
  std::stable_sort(all.begin(), all.end(), [](const Edge& a, const Edge& b) {
    return a.second.chars > b.second.chars;
  });
  if (all.size() > most) all.resize(static_cast<size_t>(most));
  ArrayBlock block("edges");
  for (const auto& [ends, edge] : all) {
    std::string text;
    JsonWriter json(&text);
    json.BeginObject();
    json.Key("from").String(ends.first);
    json.Key("to").String(ends.second);
    json.Key("chars").Number(edge.chars);
    json.Key("documents").Number(edge.documents);
    json.Key("passages").Number(edge.passages);
    json.EndObject();
    block.Add(text);
  }
  return std::move(block).Finish();
}

std::vector<PageBlock> BlocksOf(const std::string& summary,
                                const ReportLimits& limits,
                                const ReportRows& rows,
                                const ReportTexts& texts) {
  std::vector<PageBlock> blocks;
  blocks.push_back(MetaBlock(limits, rows, texts));
  blocks.push_back({.name = "summary", .json = {summary}});
  ArrayBlock repeats("repeats");
  for (const ShownRepeat& repeat : rows.repeats) repeats.Add(repeat.json);
  blocks.push_back(std::move(repeats).Finish());
  blocks.push_back(RowsBlock("occurrences", rows.occurrences));
  ArrayBlock contexts("contexts");
  for (const ShownContext& context : texts.contexts) {
    contexts.Add(absl::StrCat("[", context.occurrence, ",",
                              JsonString(context.before), ",",
                              JsonString(context.after), "]"));
  }
  blocks.push_back(std::move(contexts).Finish());
  ArrayBlock documents("documents");
  for (const auto& [id, document] : rows.documents) {
    documents.Add(document.json);
  }
  blocks.push_back(std::move(documents).Finish());
  ObjectBlock shown("texts");
  for (const auto& [id, text] : texts.texts) shown.Add(id, JsonString(text));
  blocks.push_back(std::move(shown).Finish());
  ObjectBlock spans("spans");
  for (const auto& [id, of_document] : rows.spans) {
    spans.Add(id, absl::StrCat("[", of_document, "]"));
  }
  blocks.push_back(std::move(spans).Finish());
  ObjectBlock urls("urls");
  for (const auto& [id, url] : texts.urls) urls.Add(id, JsonString(url));
  blocks.push_back(std::move(urls).Finish());
  blocks.push_back(
      SumsBlock("sources", "source", TopSources(rows, limits.sources)));
  blocks.push_back(SumsBlock("timeline", "date",
                             {rows.by_date.begin(), rows.by_date.end()}));
  blocks.push_back(EdgesBlock(rows, limits.edges));
  blocks.push_back(RowsBlock("sourcerows", rows.source_rows));
  blocks.push_back(RowsBlock("series", rows.series));
  blocks.push_back(RowsBlock("variants", rows.variants));
  return blocks;
}

std::string Percent(uint64_t part, uint64_t whole) {
  if (whole == 0) return "0.0 %";
  const uint64_t mille = (part * 1000 + whole / 2) / whole;
  return absl::StrCat(mille / 10, ".", mille % 10, " %");
}

uint64_t TotalChars(const CauseSums& sums) {
  uint64_t total = 0;
  for (const uint64_t chars : sums.chars) total += chars;
  return total;
}

// At most 120 code points of it, on one line.
std::string Brief(const std::string& text) {
  constexpr size_t kMost = 120;
  std::string brief;
  size_t points = 0;
  for (const char byte : text) {
    if (!base::IsUtf8Trail(byte) && ++points > kMost) return brief + "\u2026";
    const bool is_space = byte == '\n' || byte == '\r' || byte == '\t';
    brief.push_back(is_space ? ' ' : byte);
  }
  return brief;
}

PageTable SharesTable(const CauseSums& all) {
  PageTable table{.caption = "Text by cause \u00B7 \u6309\u6210\u56e0",
                  .head = {"Cause", "Characters", "Share"},
                  .rows = {},
                  .note = ""};
  const uint64_t total = TotalChars(all);
  for (size_t i = 0; i < kCauses; ++i) {
    table.rows.push_back({kCauseLabels[i], absl::StrCat(all.chars[i]),
                          Percent(all.chars[i], total)});
  }
  return table;
}

PageTable SourcesTable(const ReportRows& rows) {
  PageTable table{.caption = "Sources \u00B7 \u6765\u6e90",
                  .head = {"Source", "Documents", "Template", "Copy", "Passage",
                           "Phrase", "Own"},
                  .rows = {},
                  .note = ""};
  for (const auto& [source, sums] : TopSources(rows, kPlainRows)) {
    std::vector<std::string> cells = {source, absl::StrCat(sums.documents)};
    for (const uint64_t chars : sums.chars) {
      cells.push_back(Percent(chars, TotalChars(sums)));
    }
    table.rows.push_back(std::move(cells));
  }
  if (rows.by_source.size() > table.rows.size()) {
    table.note = absl::StrCat(rows.by_source.size() - table.rows.size(),
                              " more sources are not shown here.");
  }
  return table;
}

PageTable RepeatsTable(RepeatKind kind, const char* caption, const char* none,
                       const ReportRows& rows) {
  const bool is_copy = kind == RepeatKind::kCopy;
  PageTable table{.caption = caption,
                  .head = {is_copy ? "Representative" : "Text", "Documents",
                           "Sources", "Length", "First"},
                  .rows = {},
                  .note = ""};
  const uint64_t in_run = rows.repeats_in_run[static_cast<size_t>(kind)];
  for (const ShownRepeat& repeat : rows.repeats) {
    if (repeat.kind != kind || table.rows.size() >= kPlainRows) continue;
    std::string first = repeat.first_date;
    if (!first.empty()) first += "  " + repeat.first_id;
    table.rows.push_back({is_copy ? repeat.representative : Brief(repeat.text),
                          absl::StrCat(repeat.documents),
                          absl::StrCat(repeat.sources),
                          absl::StrCat(repeat.length), std::move(first)});
  }
  if (in_run == 0) {
    table.note = none;
  } else if (in_run > table.rows.size()) {
    table.note = absl::StrCat(in_run - table.rows.size(),
                              " more are not shown in this table; all are in "
                              "repeats.jsonl.");
  }
  return table;
}

}  // namespace

report::Page MakeReportPage(const std::string& summary,
                            const ReportLimits& limits, const ReportRows& rows,
                            const ReportTexts& texts) {
  report::Page page;
  page.title =
      absl::StrCat("Repeated text in ", rows.all.documents,
                   rows.all.documents == 1 ? " document" : " documents");
  const uint64_t total = TotalChars(rows.all);
  page.lead.push_back(absl::StrCat(
      "Of ", total, " characters, ",
      Percent(total - rows.all.chars[kCauses - 1], total),
      " stand somewhere else too; the rest is the documents' own."));
  page.tables.push_back(SharesTable(rows.all));
  page.tables.push_back(RepeatsTable(
      RepeatKind::kCopy, "Copies \u00B7 \u6574\u7bc7\u590d\u5236",
      "This run has no copies: there are none, or it did not look for them.",
      rows));
  page.tables.push_back(RepeatsTable(
      RepeatKind::kPassage, "Passages \u00B7 \u6bb5\u843d\u590d\u7528",
      "This run has no passages: there are none, or it did not look for them.",
      rows));
  page.tables.push_back(RepeatsTable(
      RepeatKind::kPhrase, "Phrases \u00B7 \u5957\u8bdd",
      "This run has no phrases: there are none, or it did not look for them.",
      rows));
  page.tables.push_back(RepeatsTable(
      RepeatKind::kTemplate, "Templates \u00B7 \u6a21\u677f",
      "This run has no templates: there are none, or it did not look for them.",
      rows));
  page.tables.push_back(SourcesTable(rows));
  page.blocks = BlocksOf(summary, limits, rows, texts);
  return page;
}

}  // namespace litany::engine
