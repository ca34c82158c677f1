#include "passage/phrase_texts.h"

#include <algorithm>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/strings.h"
#include "base/thread_pool.h"

namespace litany::passage {
namespace {

constexpr size_t kTextsAPiece = 256;

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

void TokenTable::CountTokens(const PhraseTexts& texts, uint32_t threads) {
  const TextTable& source = texts.texts;
  std::vector<uint32_t> sizes(source.size());
  base::ParallelForPieces(threads, sizes.size(), kTextsAPiece,
                          [&](uint32_t, const base::Piece& piece) {
                            for (size_t t = piece.begin; t < piece.end; ++t) {
                              const uint64_t begin = source.begins[t];
                              const uint64_t symbols =
                                  source.begins[t + 1] - begin;
                              if (texts.marks.empty() || symbols == 0) {
                                sizes[t] = static_cast<uint32_t>(symbols);
                                continue;
                              }
                              // The first symbol starts one whatever its marks
                              // say.
                              uint32_t size = 1;
                              for (const uint8_t mark : texts.marks.subspan(
                                       begin + 1, symbols - 1)) {
                                size += mark & kStartsToken;
                              }
                              sizes[t] = size;
                            }
                          });
  begins_.reserve(sizes.size() + 1);
  begins_.push_back(0);
  for (const uint32_t size : sizes) begins_.push_back(begins_.back() + size);
  ids_.resize(begins_.back());
  symbol_begins_.resize(begins_.back());
  marks_.resize(begins_.back());
}

void TokenTable::ReadText(const PhraseTexts& texts, uint32_t text,
                          std::vector<WordPlace>* words) {
  const Symbols symbols = texts.texts[text];
  const uint64_t base = texts.texts.begins[text];
  const bool marked = !texts.marks.empty();
  const auto size = static_cast<uint32_t>(symbols.size());
  uint32_t token = begins_[text];
  for (uint32_t begin = 0; begin < size; ++token) {
    uint32_t end = begin + 1;
    uint8_t marks = marked ? texts.marks[base + begin] : uint8_t{0};
    if (marked) {
      for (; end < size; ++end) {
        const uint8_t next = texts.marks[base + end];
        if ((next & kStartsToken) != 0) break;
        marks |= next & (kMasked | kCountedElsewhere);
      }
    }
    if (symbols[begin] >= '0' && symbols[begin] <= '9') marks |= kDigit;
    if (end - begin > 1) {
      words->push_back({token, {base + begin, end - begin}});
    } else {
      ids_[token] = symbols[begin];
    }
    symbol_begins_[token] = begin;
    marks_[token] = marks;
    begin = end;
  }
}

void TokenTable::NumberWords(const TextTable& texts,
                             const std::vector<std::vector<WordPlace>>& words) {
  absl::flat_hash_map<absl::string_view, uint32_t> ids;
  for (const std::vector<WordPlace>& piece : words) {
    for (const auto& [token, word] : piece) {
      const auto next = static_cast<uint32_t>(words_.size());
      const auto [at, is_new] =
          ids.try_emplace(BytesOf(texts.symbols.subspan(word.at, word.size)),
                          kFirstWord + next);
      if (is_new) words_.push_back(word);
      ids_[token] = at->second;
    }
  }
}

absl::StatusOr<TokenTable> TokenTable::Build(const PhraseTexts& texts,
                                             uint32_t threads) {
  TokenTable table;
  const TextTable& source = texts.texts;
  if (source.symbols.size() > kMostTokens) {
    return absl::ResourceExhaustedError(absl::StrCat(
        source.symbols.size(), " symbols are more than phrases can be looked ",
        "for in at once (", kMostTokens, "); split the collection"));
  }
  table.CountTokens(texts, threads);
  std::vector<std::vector<WordPlace>> words(
      base::PiecesOf(source.size(), kTextsAPiece));
  base::ParallelForPieces(threads, source.size(), kTextsAPiece,
                          [&](uint32_t, const base::Piece& piece) {
                            for (size_t t = piece.begin; t < piece.end; ++t) {
                              table.ReadText(texts, static_cast<uint32_t>(t),
                                             &words[piece.number]);
                            }
                          });
  table.NumberWords(source, words);
  return table;
}

}  // namespace litany::passage
