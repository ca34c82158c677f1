#include "passage/phrase_texts.h"

#include <algorithm>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/strings.h"

namespace litany::passage {
namespace {

// The bytes of a run of symbols, as a key.
absl::string_view BytesOf(Symbols symbols) {
  // Reading any object as bytes is allowed.
  return {reinterpret_cast<const char*>(symbols.data()), symbols.size_bytes()};
}

}  // namespace

std::vector<SourceVisit> VisitBySource(const PhraseTexts& texts) {
  std::vector<SourceVisit> visits;
  for (uint32_t t = 0; t < texts.texts.size(); ++t) {
    if (texts.IsCounted(t)) visits.push_back({.text = t});
  }
  std::stable_sort(visits.begin(), visits.end(),
                   [&](const SourceVisit& a, const SourceVisit& b) {
                     return texts.SourceOf(a.text) < texts.SourceOf(b.text);
                   });
  for (uint32_t i = 0; i < visits.size(); ++i) {
    visits[i].visit = i + 1;
    const bool is_first = i == 0 || texts.SourceOf(visits[i].text) !=
                                        texts.SourceOf(visits[i - 1].text);
    visits[i].first_of_source =
        is_first ? i + 1 : visits[i - 1].first_of_source;
  }
  return visits;
}

absl::StatusOr<TokenTable> TokenTable::Build(const PhraseTexts& texts) {
  TokenTable table;
  const TextTable& source = texts.texts;
  if (source.symbols.size() > kMostTokens) {
    return absl::ResourceExhaustedError(absl::StrCat(
        source.symbols.size(), " symbols are more than phrases can be looked ",
        "for in at once (", kMostTokens, "); split the collection"));
  }
  const bool marked = !texts.marks.empty();
  table.ids_.reserve(source.symbols.size());
  table.symbol_begins_.reserve(source.symbols.size());
  table.marks_.reserve(source.symbols.size());
  table.begins_.reserve(size_t{source.size()} + 1);
  table.begins_.push_back(0);
  absl::flat_hash_map<absl::string_view, uint32_t> words;
  for (uint32_t t = 0; t < source.size(); ++t) {
    const Symbols text = source[t];
    const uint64_t base = source.begins[t];
    const auto size = static_cast<uint32_t>(text.size());
    for (uint32_t begin = 0; begin < size;) {
      uint32_t end = begin + 1;
      uint8_t marks = marked ? texts.marks[base + begin] : uint8_t{0};
      if (marked) {
        for (; end < size; ++end) {
          const uint8_t next = texts.marks[base + end];
          if ((next & kStartsToken) != 0) break;
          marks |= next & (kMasked | kCountedElsewhere);
        }
      }
      if (text[begin] >= '0' && text[begin] <= '9') marks |= kDigit;
      uint32_t id = text[begin];
      if (end - begin > 1) {
        const auto next = static_cast<uint32_t>(table.words_.size());
        const auto [at, is_new] = words.try_emplace(
            BytesOf(text.subspan(begin, end - begin)), kFirstWord + next);
        if (is_new) table.words_.push_back({base + begin, end - begin});
        id = at->second;
      }
      table.ids_.push_back(id);
      table.symbol_begins_.push_back(begin);
      table.marks_.push_back(marks);
      begin = end;
    }
    table.begins_.push_back(static_cast<uint32_t>(table.ids_.size()));
  }
  return table;
}

}  // namespace litany::passage
