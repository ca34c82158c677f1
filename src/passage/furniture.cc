#include "passage/furniture.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "passage/token_key.h"

namespace litany::passage {
namespace {

constexpr uint32_t kFewestTexts = 10;
// Tokens of a head or a foot, and how near to it is near.
constexpr uint32_t kLongestHead = 64;
constexpr uint32_t kNear = 32;

size_t SlotOf(uint32_t source, size_t slots) {
  return source == kNoSource ? slots - 1 : source;
}

// Texts by source; the last one holds those without.
std::vector<uint32_t> CountTexts(const PhraseTexts& texts) {
  uint32_t sources = 0;
  for (uint32_t t = 0; t < texts.texts.size(); ++t) {
    const uint32_t source = texts.SourceOf(t);
    if (source != kNoSource) sources = std::max(sources, source + 1);
  }
  std::vector<uint32_t> counts(size_t{sources} + 1);
  for (uint32_t t = 0; t < texts.texts.size(); ++t) {
    if (texts.IsCounted(t)) ++counts[SlotOf(texts.SourceOf(t), counts.size())];
  }
  return counts;
}

uint32_t TextOf(const TokenTable& tokens, uint32_t token) {
  uint32_t low = 0;
  uint32_t high = tokens.texts();
  while (high - low > 1) {
    const uint32_t middle = low + (high - low) / 2;
    (tokens.begin(middle) <= token ? low : high) = middle;
  }
  // Empty texts begin where the next one does.
  return low;
}

// The tokens from one end of a text inwards.
class Inwards {
 public:
  Inwards(const TokenTable& tokens, uint32_t text, bool from_end)
      : begin_(tokens.begin(text)), end_(tokens.end(text)), back_(from_end) {}
  uint32_t size() const { return end_ - begin_; }
  uint32_t operator[](uint32_t i) const {
    return back_ ? end_ - 1 - i : begin_ + i;
  }

 private:
  uint32_t begin_;
  uint32_t end_;
  bool back_;
};

void MaskEnds(const PhraseTexts& texts, const std::vector<uint32_t>& counts,
              bool from_end, TokenTable* tokens) {
  struct Text {
    uint32_t text;
    uint64_t key;  // of its tokens so far, and its source
  };
  std::vector<Text> going;
  for (uint32_t t = 0; t < tokens->texts(); ++t) {
    const uint32_t source = texts.SourceOf(t);
    if (!texts.IsCounted(t) ||
        counts[SlotOf(source, counts.size())] < kFewestTexts) {
      continue;
    }
    going.push_back({t, ExtendKey(kEmptyKey, source)});
  }
  std::vector<uint32_t> lengths(tokens->texts());
  absl::flat_hash_map<uint64_t, uint32_t> having;
  for (uint32_t length = 1; length <= kLongestHead && !going.empty();
       ++length) {
    having.clear();
    std::erase_if(going, [&](Text& text) {
      const Inwards inwards(*tokens, text.text, from_end);
      if (inwards.size() < length) return true;
      const uint32_t token = inwards[length - 1];
      if (tokens->masked(token)) return true;
      text.key = ExtendKey(text.key, tokens->id(token));
      ++having[text.key];
      return false;
    });
    std::erase_if(going, [&](const Text& text) {
      const uint32_t of =
          counts[SlotOf(texts.SourceOf(text.text), counts.size())];
      const uint32_t with = having[text.key];
      if (with < kFewestTexts || uint64_t{with} * 10 < of) return true;
      lengths[text.text] = length;
      return false;
    });
  }
  for (uint32_t t = 0; t < tokens->texts(); ++t) {
    const Inwards inwards(*tokens, t, from_end);
    for (uint32_t i = 0; i < lengths[t]; ++i) tokens->Mask(inwards[i]);
  }
}

}  // namespace

void MaskFurniture(const PhraseTexts& texts, TokenTable* tokens) {
  const std::vector<uint32_t> counts = CountTexts(texts);
  MaskEnds(texts, counts, /*from_end=*/false, tokens);
  MaskEnds(texts, counts, /*from_end=*/true, tokens);
}

FurnitureFinder::FurnitureFinder(const PhraseTexts& texts,
                                 const TokenTable& tokens)
    : texts_(texts), tokens_(tokens), texts_of_source_(CountTexts(texts)) {
  for (uint32_t t = 0; t < tokens.texts(); ++t) {
    uint32_t begin = tokens.begin(t);
    uint32_t end = tokens.end(t);
    while (begin < end && tokens.masked(begin)) ++begin;
    while (end > begin && tokens.masked(end - 1)) --end;
    begins_.push_back(begin);
    ends_.push_back(end);
  }
}

bool FurnitureFinder::IsFurniture(std::span<const uint32_t> places,
                                  uint32_t length) const {
  if (places.size() < kFewestTexts) return false;
  uint32_t seen = 0;
  uint32_t at_begin = 0;
  uint32_t at_end = 0;
  uint32_t of_source = ~uint32_t{0};
  for (const uint32_t place : places) {
    const uint32_t text = TextOf(tokens_, place);
    // In a short text everything is near an end.
    if (ends_[text] - begins_[text] < 4 * kNear) continue;
    ++seen;
    at_begin += place - begins_[text] < kNear ? 1 : 0;
    at_end += ends_[text] - (place + length) < kNear ? 1 : 0;
    of_source =
        std::min(of_source, texts_of_source_[SlotOf(texts_.SourceOf(text),
                                                    texts_of_source_.size())]);
  }
  if (seen < kFewestTexts) return false;
  if (uint64_t{places.size()} * 100 < of_source) return false;
  return uint64_t{std::max(at_begin, at_end)} * 10 >= uint64_t{seen} * 9;
}

}  // namespace litany::passage
