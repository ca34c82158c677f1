#include "engine/report_rows.h"

#include <algorithm>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "base/json_string.h"
#include "base/status_macros.h"
#include "engine/report_ranking.h"
#include "engine/report_table.h"
#include "eval/json_rows.h"

namespace litany::engine {
namespace {

using eval::JsonRow;
using eval::TextField;
using simdjson::dom::object;

constexpr std::array<std::string_view, kCauses> kCauseNames = {
    "template", "copy", "passage", "phrase", "own"};

// A row without what the page does not need or can tell from its absence.
std::string OccurrenceJson(const JsonRow& row) {
  std::string json = "{";
  for (const auto field : row.fields) {
    simdjson::dom::array array;
    if (field.key == "kind" || field.key == "begin" || field.key == "end" ||
        field.value.is_null() ||
        (field.value.get(array) == simdjson::SUCCESS && array.size() == 0)) {
      continue;
    }
    absl::StrAppend(&json, json.size() > 1 ? "," : "",
                    base::JsonString(field.key), ":",
                    simdjson::minify(field.value));
  }
  return json + "}";
}

using RepeatIndex = absl::flat_hash_map<std::string, size_t>;

RepeatIndex IndexOf(const ReportRows& rows) {
  RepeatIndex index;
  index.reserve(rows.repeats.size());
  for (size_t i = 0; i < rows.repeats.size(); ++i) {
    index.emplace(rows.repeats[i].id, i);
  }
  return index;
}

absl::Status ReadOccurrences(const std::string& path, const RepeatIndex& index,
                             ReportRows* rows) {
  return ForEachRowOf(path, [&](const JsonRow& row) -> absl::Status {
    ++rows->occurrences_in_run;
    const auto at = index.find(TextField(row, "repeat"));
    if (at == index.end()) return absl::OkStatus();
    ShownRepeat& repeat = rows->repeats[at->second];
    if (repeat.quota == 0) return absl::OkStatus();
    std::string id = TextField(row, "id");
    // Those that are named are always there.
    const bool is_named = id == repeat.representative ||
                          id == repeat.first_id || id == repeat.weakest;
    if (repeat.listed >= repeat.quota && !is_named) return absl::OkStatus();
    ++repeat.listed;
    if (repeat.kind == RepeatKind::kPhrase) {
      ShownPlace place;
      place.occurrence = rows->occurrences.size();
      place.id = id;
      LITANY_ASSIGN_OR_RETURN(place.begin, NumberField(row, "begin"));
      LITANY_ASSIGN_OR_RETURN(place.end, NumberField(row, "end"));
      rows->places.push_back(std::move(place));
    }
    repeat.documents_shown.push_back(std::move(id));
    rows->occurrences.push_back(OccurrenceJson(row));
    return absl::OkStatus();
  });
}

// The documents that a reader will ask for, in that order: of each kind in
// turn what stands for the best repeat, the second best, ...; then their other
// occurrences.
std::vector<std::string> WantedDocuments(const ReportRows& rows) {
  std::array<std::vector<const ShownRepeat*>, 4> by_kind;
  for (const ShownRepeat& repeat : rows.repeats) {
    by_kind[static_cast<size_t>(repeat.kind)].push_back(&repeat);
  }
  std::vector<std::string> wanted;
  absl::flat_hash_set<std::string> seen;
  const auto want = [&](const std::string& id) {
    if (!id.empty() && seen.insert(id).second) wanted.push_back(id);
  };
  const auto by_rank = [&](auto use) {
    for (size_t rank = 0;; ++rank) {
      bool is_any = false;
      for (const auto& of_kind : by_kind) {
        if (rank >= of_kind.size()) continue;
        is_any = true;
        use(*of_kind[rank]);
      }
      if (!is_any) return;
    }
  };
  by_rank([&](const ShownRepeat& repeat) {
    want(repeat.representative);
    want(repeat.weakest);
    want(repeat.first_id);
  });
  by_rank([&](const ShownRepeat& repeat) {
    for (const std::string& id : repeat.documents_shown) want(id);
  });
  return wanted;
}

void AddSums(const CauseSums& more, CauseSums* sums) {
  sums->documents += more.documents;
  for (size_t i = 0; i < kCauses; ++i) sums->chars[i] += more.chars[i];
}

absl::StatusOr<CauseSums> ReadCauses(const JsonRow& row) {
  CauseSums sums{.documents = 1, .chars = {}};
  object chars;
  if (row.fields["chars"].get(chars) != simdjson::SUCCESS) {
    return MissingField("chars");
  }
  for (size_t i = 0; i < kCauses; ++i) {
    if (chars[kCauseNames[i]].get(sums.chars[i]) != simdjson::SUCCESS) {
      return MissingField("chars");
    }
  }
  return sums;
}

// Days become months, and months years, until there are few enough.
void Coarsen(uint64_t most, std::map<std::string, CauseSums>* by_date) {
  constexpr size_t kMonth = 7;
  constexpr size_t kYear = 4;
  for (const size_t length : {kMonth, kYear}) {
    if (by_date->size() <= most) return;
    std::map<std::string, CauseSums> coarse;
    for (const auto& [date, sums] : *by_date) {
      AddSums(sums, &coarse[date.substr(0, length)]);
    }
    *by_date = std::move(coarse);
  }
}

absl::Status ReadDocumentRows(const std::string& path,
                              const ReportLimits& limits, ReportRows* rows) {
  std::vector<std::string> wanted = WantedDocuments(*rows);
  if (wanted.size() > limits.documents) {
    wanted.resize(static_cast<size_t>(limits.documents));
  }
  const absl::flat_hash_set<std::string> is_wanted(wanted.begin(),
                                                   wanted.end());
  uint64_t room = limits.documents - wanted.size();
  std::vector<std::string> others;
  LITANY_RETURN_IF_ERROR(
      eval::ForEachJsonRow(path, [&](const JsonRow& row) -> absl::Status {
        LITANY_ASSIGN_OR_RETURN(const CauseSums sums, ReadCauses(row));
        std::string id = TextField(row, "id");
        const std::string date = TextField(row, "date");
        AddSums(sums, &rows->all);
        AddSums(sums, &rows->by_source[TextField(row, "source")]);
        constexpr size_t kDay = 10;
        if (date.empty()) {
          ++rows->undated;
        } else {
          AddSums(sums, &rows->by_date[date.substr(0, kDay)]);
        }
        if (!is_wanted.contains(id)) {
          if (room == 0) return absl::OkStatus();
          --room;
          others.push_back(id);
        }
        ShownDocument& document = rows->documents[id];
        document.json = CompactRow(row);
        for (const uint64_t of_cause : sums.chars) document.chars += of_cause;
        return absl::OkStatus();
      }));
  Coarsen(limits.days, &rows->by_date);
  wanted.insert(wanted.end(), others.begin(), others.end());
  uint64_t texts = 0;
  uint64_t bytes = 0;
  for (const std::string& id : wanted) {
    const auto at = rows->documents.find(id);
    if (at == rows->documents.end()) continue;
    constexpr uint64_t kBytesPerChar = 3;
    const uint64_t chars = at->second.chars;
    if (texts >= limits.texts || chars > limits.text_chars) continue;
    if (bytes + chars * kBytesPerChar > limits.text_bytes) continue;
    bytes += chars * kBytesPerChar;
    ++texts;
    at->second.with_text = true;
  }
  return absl::OkStatus();
}

absl::Status ReadSpans(const std::string& path, const ReportLimits& limits,
                       ReportRows* rows) {
  absl::flat_hash_map<std::string, uint64_t> counts;
  LITANY_RETURN_IF_ERROR(
      ForEachRowOf(path, [&](const JsonRow& row) -> absl::Status {
        const std::string id = TextField(row, "id");
        const auto document = rows->documents.find(id);
        if (document == rows->documents.end() || !document->second.with_text) {
          return absl::OkStatus();
        }
        if (++counts[id] > limits.spans) return absl::OkStatus();
        LITANY_ASSIGN_OR_RETURN(const RepeatKind kind, RepeatKindField(row));
        LITANY_ASSIGN_OR_RETURN(const uint64_t begin,
                                NumberField(row, "char_begin"));
        LITANY_ASSIGN_OR_RETURN(const uint64_t end,
                                NumberField(row, "char_end"));
        bool is_first = false;
        if (row.fields["first"].get(is_first) != simdjson::SUCCESS) {
          return MissingField("first");
        }
        std::string& spans = rows->spans[id];
        absl::StrAppend(&spans, spans.empty() ? "" : ",", "[",
                        base::JsonString(TextField(row, "repeat")), ",",
                        static_cast<size_t>(kind), ",", begin, ",", end, ",",
                        is_first ? 1 : 0, "]");
        return absl::OkStatus();
      }));
  for (const auto& entry : counts) {
    if (entry.second > limits.spans) ++rows->documents_with_cut_spans;
  }
  return absl::OkStatus();
}

absl::Status ReadReuse(const std::string& path, ReportRows* rows) {
  rows->has_edges_table = TableExists(path);
  return ForEachRowOf(path, [&](const JsonRow& row) -> absl::Status {
    std::string to = TextField(row, "source");
    std::string from = TextField(row, "from_source");
    // Documents of unknown sources are not all of one source.
    if (to == "-" || from == "-") return absl::OkStatus();
    LITANY_ASSIGN_OR_RETURN(const uint64_t chars, NumberField(row, "chars"));
    LITANY_ASSIGN_OR_RETURN(const uint64_t passages,
                            NumberField(row, "passages"));
    ShownEdge& edge = rows->edges[{std::move(from), std::move(to)}];
    edge.chars += chars;
    edge.passages += passages;
    ++edge.documents;
    return absl::OkStatus();
  });
}

absl::Status ReadSources(const std::string& path, const ReportLimits& limits,
                         ReportRows* rows) {
  // The pages of a source, and its row.
  std::vector<std::pair<uint64_t, std::string>> all;
  LITANY_RETURN_IF_ERROR(
      ForEachRowOf(path, [&](const JsonRow& row) -> absl::Status {
        uint64_t pages = 0;
        if (row.fields["pages"].get(pages) != simdjson::SUCCESS) pages = 0;
        all.emplace_back(pages, CompactRow(row));
        return absl::OkStatus();
      }));
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  for (auto& [pages, json] : all) {
    if (rows->source_rows.size() >= limits.sources) break;
    rows->source_rows.push_back(std::move(json));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ReportRows> ReadReportRows(const std::string& run,
                                          const ReportLimits& limits) {
  ReportRows rows;
  LITANY_RETURN_IF_ERROR(ReadTopRepeats(run + "/repeats.jsonl", limits, &rows));
  const RepeatIndex index = IndexOf(rows);
  LITANY_RETURN_IF_ERROR(
      ReadOccurrences(run + "/occurrences.jsonl", index, &rows));
  LITANY_RETURN_IF_ERROR(
      ReadDocumentRows(run + "/documents.jsonl", limits, &rows));
  LITANY_RETURN_IF_ERROR(ReadSpans(run + "/occurrences.jsonl", limits, &rows));
  LITANY_RETURN_IF_ERROR(ReadReuse(run + "/reuse.jsonl", &rows));
  LITANY_RETURN_IF_ERROR(ReadSources(run + "/sources.jsonl", limits, &rows));
  LITANY_RETURN_IF_ERROR(
      ForEachRowOf(run + "/series.jsonl", [&](const JsonRow& row) {
        if (index.contains(TextField(row, "repeat"))) {
          rows.series.push_back(CompactRow(row));
        }
        return absl::OkStatus();
      }));
  LITANY_RETURN_IF_ERROR(
      ForEachRowOf(run + "/variants.jsonl", [&](const JsonRow& row) {
        if (index.contains(TextField(row, "repeat")) ||
            index.contains(TextField(row, "other"))) {
          rows.variants.push_back(CompactRow(row));
        }
        return absl::OkStatus();
      }));
  return rows;
}

}  // namespace litany::engine
