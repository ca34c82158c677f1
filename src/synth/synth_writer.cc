#include "synth/synth_writer.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/json_string.h"
#include "base/status_macros.h"

namespace litany::synth {
namespace {

// part / whole, of which part is at most whole, in millionths.
std::string SixPlaces(uint64_t part, uint64_t whole) {
  if (whole == 0) return "0.0";
  const uint64_t millionths = (part * 2000000 + whole) / (whole * 2);
  std::string out =
      absl::StrFormat("%d.%06d", millionths / 1000000, millionths % 1000000);
  const size_t last = out.find_last_not_of('0');
  out.erase(out[last] == '.' ? last + 2 : last + 1);
  return out;
}

// `"begin":1,"end":2`
std::string RangeMembers(const CharRange& range) {
  return absl::StrCat("\"begin\":", range.begin, ",\"end\":", range.end);
}

std::string SpanJson(const CharRange& range, std::string_view cause) {
  return absl::StrCat("{", RangeMembers(range), ",\"cause\":\"",
                      std::string(cause), "\"}");
}

std::string BlockJson(const SiteBlock& block) {
  std::string gaps;
  for (const SiteGap& gap : block.gaps) {
    absl::StrAppend(&gaps, gaps.empty() ? "" : ",", "{",
                    RangeMembers(gap.range), ",\"type\":\"",
                    std::string(gap.type), "\"}");
  }
  return absl::StrCat("{\"block\":", base::JsonString(block.name), ",",
                      RangeMembers(block.range),
                      ",\"pattern\":", base::JsonString(block.pattern),
                      ",\"gaps\":[", gaps, "]}");
}

}  // namespace

std::string PageLine(const SitePage& page) {
  return absl::StrCat("{\"id\":", base::JsonString(page.id),
                      ",\"url\":", base::JsonString(page.url),
                      ",\"date\":", base::JsonString(page.date),
                      ",\"text\":", base::JsonString(page.text), "}\n");
}

std::string PageGoldLine(const SitePage& page) {
  std::vector<std::pair<uint64_t, std::string>> spans;
  std::string blocks;
  for (const SiteBlock& block : page.blocks) {
    spans.emplace_back(block.range.begin, SpanJson(block.range, "template"));
    absl::StrAppend(&blocks, blocks.empty() ? "" : ",", BlockJson(block));
  }
  std::string prose;
  for (const CharRange& line : page.prose) {
    spans.emplace_back(line.begin, SpanJson(line, "own"));
    absl::StrAppend(&prose, prose.empty() ? "" : ",", "{", RangeMembers(line),
                    "}");
  }
  std::sort(spans.begin(), spans.end());
  std::string all;
  for (const auto& [begin, span] : spans) {
    absl::StrAppend(&all, all.empty() ? "" : ",", span);
  }
  return absl::StrCat("{\"id\":", base::JsonString(page.id), ",\"spans\":[",
                      all, "],\"blocks\":[", blocks, "],\"prose\":[", prose,
                      "]}\n");
}

absl::StatusOr<SitesCounts> WriteSites(const SitesOptions& options,
                                       base::ByteSink* pages,
                                       base::ByteSink* gold) {
  SitesCounts counts;
  const auto take = [&](const SitePage& page) -> absl::Status {
    ++counts.pages;
    counts.blocks += page.blocks.size();
    LITANY_RETURN_IF_ERROR(pages->Write(PageLine(page)));
    return gold == nullptr ? absl::OkStatus() : gold->Write(PageGoldLine(page));
  };
  LITANY_RETURN_IF_ERROR(GenerateSites(options, take));
  return counts;
}

std::string DocumentLine(const SynthDocument& document) {
  return absl::StrCat("{\"id\":", base::JsonString(document.id),
                      ",\"cluster\":", base::JsonString(document.cluster),
                      ",\"url\":", base::JsonString(document.url),
                      ",\"date\":", base::JsonString(document.date),
                      ",\"text\":", base::JsonString(document.text), "}\n");
}

std::string GoldHeader() {
  return "id_a\tid_b\tshared\tsize_a\tsize_b\tjaccard\n";
}

std::string GoldLine(const GoldPair& pair) {
  return absl::StrCat(
      pair.a, "\t", pair.b, "\t", pair.shared, "\t", pair.size_a, "\t",
      pair.size_b, "\t",
      SixPlaces(pair.shared, pair.size_a + pair.size_b - pair.shared), "\n");
}

absl::StatusOr<SynthCounts> WriteSynth(const SynthOptions& options,
                                       base::ByteSink* documents,
                                       base::ByteSink* gold) {
  SynthCounts counts;
  if (gold != nullptr) LITANY_RETURN_IF_ERROR(gold->Write(GoldHeader()));
  SynthSink sink;
  sink.document = [&](const SynthDocument& document) {
    ++counts.documents;
    return documents->Write(DocumentLine(document));
  };
  sink.pair = [&](const GoldPair& pair) {
    ++counts.pairs;
    return gold == nullptr ? absl::OkStatus() : gold->Write(GoldLine(pair));
  };
  LITANY_RETURN_IF_ERROR(Generate(options, sink));
  return counts;
}

}  // namespace litany::synth
