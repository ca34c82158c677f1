#include "passage/han_words.h"

#include <unicode/appendable.h>
#include <unicode/udata.h>
#include <unicode/utypes.h>

#include <algorithm>
#include <bit>
#include <cstring>

namespace litany::passage {
namespace {

// Of ICU's dictionary files (dictionarydata.h): the words at their head, and
// what they say of a trie of UTF-16 units, as they are.
constexpr size_t kTrieOffsetAt = 0;
constexpr size_t kTrieTypeAt = 4;
constexpr size_t kTransformAt = 5;
constexpr int32_t kTypeMask = 7;
constexpr int32_t kTypeOfUnits = 1;

// Of CjkBreakEngine: the cost of a character that is no word, and the longest
// word that is looked up.
constexpr uint32_t kCostOfUnknown = 255;
constexpr uint32_t kLongestHanWord = 20;
constexpr uint64_t kNeverMet = ~uint64_t{0};

// ICU's dictionary, which stays in memory for good.
struct Dictionary {
  UDataMemory* file = nullptr;
  const char16_t* trie = nullptr;  // null: there is none
};

Dictionary LoadDictionary() {
  UErrorCode error = U_ZERO_ERROR;
  UDataMemory* const file =
      udata_open(U_ICUDATA_NAME "-brkitr", "dict", "cjdict", &error);
  if (U_FAILURE(error) != 0) return {};
  const auto* const data = static_cast<const char*>(udata_getMemory(file));
  int32_t head[8];
  std::memcpy(head, data, sizeof(head));
  if ((head[kTrieTypeAt] & kTypeMask) != kTypeOfUnits ||
      head[kTransformAt] != 0) {
    udata_close(file);
    return {};
  }
  // ICU keeps them aligned.
  return {file, reinterpret_cast<const char16_t*>(data + head[kTrieOffsetAt])};
}

// Collects UTF-16 units.
class Units : public icu::Appendable {
 public:
  UBool appendCodeUnit(char16_t unit) override {
    units.push_back(unit);
    return 1;
  }
  std::vector<char16_t> units;
};

}  // namespace

std::unique_ptr<HanWords> HanWords::Create() {
  static const Dictionary kDictionary = LoadDictionary();
  if (kDictionary.trie == nullptr) return nullptr;
  return std::unique_ptr<HanWords>(new HanWords(kDictionary.trie));
}

HanWords::HanWords(const char16_t* dictionary)
    : trie_(dictionary), firsts_(kLastBasicHan - kFirstBasicHan + 1) {}

HanWords::Child HanWords::Step(uint64_t state, char16_t unit) {
  trie_.resetToState64(state);
  const UStringTrieResult result = trie_.next(unit);
  Child child{.character = unit};
  if (USTRINGTRIE_HAS_VALUE(result)) {
    // ICU's are below 256.
    child.cost = static_cast<uint16_t>(
        std::clamp<int32_t>(trie_.getValue(), 0, kNoWord - 1));
  }
  if (USTRINGTRIE_HAS_NEXT(result)) {
    child.node = kUnopened | static_cast<uint32_t>(states_.size());
    states_.push_back(trie_.getState64());
  }
  return child;
}

uint32_t HanWords::TableOf(uint32_t node) {
  return (node & ((uint32_t{1} << kPlaceBits) - 1)) * 2;
}

uint32_t HanWords::SlotOf(uint32_t node, uint32_t character) {
  // Fibonacci hashing of 16 bits.
  return (character * 0x9e37u & 0xffff) >> (16 - (node >> kPlaceBits));
}

HanWords::Child* HanWords::Find(uint32_t node, uint32_t character) {
  Child* const table = &children_[TableOf(node)];
  const uint32_t mask = (uint32_t{1} << (node >> kPlaceBits)) - 1;
  for (uint32_t slot = SlotOf(node, character); table[slot].character != 0;
       slot = (slot + 1) & mask) {
    if (table[slot].character == character) return &table[slot];
  }
  return nullptr;
}

uint32_t HanWords::Open(uint32_t node) {
  if (node == kLeaf) return kLeaf;
  const uint64_t state = states_[node & ~kUnopened];
  Units next;
  trie_.resetToState64(state);
  trie_.getNextUChars(next);
  std::erase_if(next.units, [](char16_t unit) { return !IsBasicHan(unit); });
  if (next.units.empty()) return kLeaf;
  // At least three of four slots stay empty: a step that leads nowhere nearly
  // always meets one at once.
  const auto bits = static_cast<uint32_t>(
      std::min<size_t>(16, std::bit_width(next.units.size() * 4 - 1)));
  const size_t begin = children_.size();
  const uint32_t opened = bits << kPlaceBits | static_cast<uint32_t>(begin / 2);
  children_.resize(begin + (size_t{1} << bits));
  const uint32_t mask = (uint32_t{1} << bits) - 1;
  for (const char16_t unit : next.units) {
    uint32_t slot = SlotOf(opened, unit);
    while (children_[begin + slot].character != 0) slot = (slot + 1) & mask;
    children_[begin + slot] = Step(state, unit);
  }
  return opened;
}

const HanWords::Child& HanWords::FindFirst(uint32_t character) {
  Child& child = firsts_[character - kFirstBasicHan];
  if (child.character == 0) {
    const uint64_t root = trie_.reset().getState64();
    child = Step(root, static_cast<char16_t>(character));
    child.node = Open(child.node);
  }
  return child;
}

void HanWords::Prefetch(uint32_t first, uint32_t second) const {
  const uint32_t node = firsts_[first - kFirstBasicHan].node;
  if (!IsOpen(node)) return;
  __builtin_prefetch(&children_[TableOf(node) + SlotOf(node, second)]);
}

void HanWords::Split(std::span<const uint32_t> run,
                     std::vector<uint32_t>* starts) {
  // So many look-ups are asked for before the first is used; most runs are no
  // longer.
  constexpr uint32_t kAhead = 16;
  const auto size = static_cast<uint32_t>(run.size());
  best_.assign(size_t{size} + 1, kNeverMet);
  best_[0] = 0;
  for (uint32_t i = 1; i < size && i < kAhead; ++i)
    Prefetch(run[i - 1], run[i]);
  for (uint32_t i = 0; i < size; ++i) {
    if (i + kAhead < size) Prefetch(run[i + kAhead - 1], run[i + kAhead]);
    const auto before = static_cast<uint32_t>(best_[i] >> 32);
    const auto offer = [&](uint32_t end, uint32_t cost) {
      best_[end] = std::min(best_[end], BestOf(before + cost, i));
    };
    const Child& first = FindFirst(run[i]);
    offer(i + 1, first.cost != kNoWord ? first.cost : kCostOfUnknown);
    uint32_t node = first.node;
    const uint32_t stop = std::min(size, i + kLongestHanWord);
    for (uint32_t end = i + 2; end <= stop && node != kLeaf; ++end) {
      Child* const child = Find(node, run[end - 1]);
      if (child == nullptr) break;
      if (child->cost != kNoWord) offer(end, child->cost);
      node = child->node;
      if (end < stop && node != kLeaf && !IsOpen(node)) {
        const auto at = child - children_.data();  // Open moves them
        node = Open(node);
        children_[static_cast<size_t>(at)].node = node;
      }
    }
  }
  starts->clear();
  for (uint32_t end = size; end > 0;) {
    end = static_cast<uint32_t>(best_[end]);
    starts->push_back(end);
  }
}

}  // namespace litany::passage
