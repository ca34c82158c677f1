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
constexpr uint32_t kNeverMet = ~uint32_t{0};

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
    : trie_(dictionary),
      firsts_(kLastBasicHan - kFirstBasicHan + 1),
      children_(size_t{1} << 16) {}

void HanWords::Insert(const Child& child) {
  const size_t mask = children_.size() - 1;
  size_t slot = SlotOf(child.key) & mask;
  while (children_[slot].key != kNoKey) slot = (slot + 1) & mask;
  children_[slot] = child;
}

void HanWords::Grow() {
  std::vector<Child> old(children_.size() * 2);
  old.swap(children_);
  for (const Child& child : old) {
    if (child.key != kNoKey) Insert(child);
  }
}

HanWords::Child HanWords::Step(uint64_t state, char16_t unit, uint64_t key) {
  trie_.resetToState64(state);
  const UStringTrieResult result = trie_.next(unit);
  Child child{.key = key, .node = kLeaf};
  if (USTRINGTRIE_HAS_VALUE(result)) child.cost = trie_.getValue();
  if (USTRINGTRIE_HAS_NEXT(result)) {
    child.node = static_cast<uint32_t>(states_.size());
    states_.push_back(trie_.getState64());
    is_open_.push_back(false);
  }
  return child;
}

void HanWords::Open(uint32_t node) {
  if (node == kLeaf || is_open_[node]) return;
  is_open_[node] = true;
  const uint64_t state = states_[node];
  Units next;
  trie_.resetToState64(state);
  trie_.getNextUChars(next);
  for (const char16_t unit : next.units) {
    if (!IsBasicHan(unit)) continue;
    if (++size_ * 2 > children_.size()) Grow();
    Insert(Step(state, unit, KeyOf(node, unit)));
  }
}

const HanWords::Child& HanWords::FindFirst(uint32_t character) {
  Child& child = firsts_[character - kFirstBasicHan];
  if (child.key == kNoKey) {
    const uint64_t root = trie_.reset().getState64();
    child = Step(root, static_cast<char16_t>(character), character);
    Open(child.node);
  }
  return child;
}

const HanWords::Child* HanWords::Find(uint32_t node, uint32_t character) const {
  const uint64_t key = KeyOf(node, character);
  const size_t mask = children_.size() - 1;
  for (size_t slot = SlotOf(key) & mask; children_[slot].key != kNoKey;
       slot = (slot + 1) & mask) {
    if (children_[slot].key == key) return &children_[slot];
  }
  return nullptr;
}

void HanWords::Split(std::span<const uint32_t> run,
                     std::vector<uint32_t>* starts) {
  const auto size = static_cast<uint32_t>(run.size());
  best_.assign(size_t{size} + 1, {.cost = kNeverMet});
  best_[0].cost = 0;
  for (uint32_t i = 0; i < size; ++i) {
    const uint32_t before = best_[i].cost;
    const auto offer = [&](uint32_t end, uint32_t cost) {
      if (before + cost < best_[end].cost) best_[end] = {before + cost, i};
    };
    const Child& first = FindFirst(run[i]);
    if (first.cost != kNoWord) {
      offer(i + 1, static_cast<uint32_t>(first.cost));
    }
    uint32_t node = first.node;
    const uint32_t stop = std::min(size, i + kLongestHanWord);
    for (uint32_t end = i + 2; end <= stop && node != kLeaf; ++end) {
      const Child* const child = Find(node, run[end - 1]);
      if (child == nullptr) break;
      if (child->cost != kNoWord) {
        offer(end, static_cast<uint32_t>(child->cost));
      }
      node = child->node;
      Open(node);
    }
    if (first.cost == kNoWord) offer(i + 1, kCostOfUnknown);
  }
  starts->clear();
  for (uint32_t end = size; end > 0; end = best_[end].start) {
    starts->push_back(best_[end].start);
  }
}

}  // namespace litany::passage
