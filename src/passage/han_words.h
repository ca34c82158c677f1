// Where words start in runs of Han characters: what ICU's word breaker says of
// them, some ten times as fast.
//
// ICU looks each place of a run up in its dictionary of Chinese and Japanese
// and takes the words whose costs sum up to the least
// (CjkBreakEngine::divideUpDictionaryRange).  Here that dictionary, which ICU
// gives out as a trie, is copied node by node when a text first gets there.
// The children of a node are a small hash table of their own, so that a step
// is one look-up, and those behind a character that is often met stay near;
// the look-up of a pair is asked from memory some characters ahead.
//
// Memory: 32 to 64 bytes for each child of a node that was met; at most what
// the whole dictionary takes, 13 MB.
// Thread safety: one object a thread.
// Tested by tests/passage/han_words_test.cc.
#ifndef LITANY_PASSAGE_HAN_WORDS_H_
#define LITANY_PASSAGE_HAN_WORDS_H_

#include <unicode/ucharstrie.h>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace litany::passage {

// The Han characters of the first Unicode: every ICU takes them for Han and
// leaves them as they are when it normalises.
inline constexpr uint32_t kFirstBasicHan = 0x4e00;
inline constexpr uint32_t kLastBasicHan = 0x9fa5;
constexpr bool IsBasicHan(uint32_t code_point) {
  return code_point >= kFirstBasicHan && code_point <= kLastBasicHan;
}

class HanWords {
 public:
  // Null if this ICU has no such dictionary.
  static std::unique_ptr<HanWords> Create();

  // Overwrites *starts with the offsets in `run` at which words start, the
  // last one first.  REQUIRES: IsBasicHan for each of `run`.
  void Split(std::span<const uint32_t> run, std::vector<uint32_t>* starts);

 private:
  // A step of the trie, to a node that nothing goes on from (kLeaf), whose
  // children were not copied yet (kUnopened and its number), or that is open:
  // with a table of 2^bits slots from 2 * place on (bits << kPlaceBits |
  // place).
  struct Child {
    uint16_t character = 0;  // 0: an empty slot
    uint16_t cost = kNoWord;
    uint32_t node = kLeaf;
  };
  static constexpr uint32_t kUnopened = uint32_t{1} << 31;
  static constexpr uint32_t kLeaf = ~uint32_t{0};  // none is open
  static constexpr uint32_t kPlaceBits = 26;
  static constexpr uint16_t kNoWord = 0xffff;

  explicit HanWords(const char16_t* dictionary);

  // What a step from where trie_ stands leads to.
  Child Step(uint64_t state, char16_t unit);

  static bool IsOpen(uint32_t node) { return (node & kUnopened) == 0; }
  // Copies the children of an unopened node; what stands for it then.
  uint32_t Open(uint32_t node);
  // The first slot of an open node, and the one where a look-up begins.
  static uint32_t TableOf(uint32_t node);
  static uint32_t SlotOf(uint32_t node, uint32_t character);
  // The child of an open node, or null.
  Child* Find(uint32_t node, uint32_t character);
  // The child of the root, which has no unopened node.
  const Child& FindFirst(uint32_t character);
  // Asks memory for the look-up of `second` behind `first`.
  void Prefetch(uint32_t first, uint32_t second) const;

  icu::UCharsTrie trie_;
  std::vector<uint64_t> states_;  // of unopened nodes: where in trie_
  std::vector<Child> firsts_;     // of the root, by character
  std::vector<Child> children_;   // of the others, table behind table
  // By place of a run: the least cost of the words before it, and where the
  // last of these starts.
  // In one number, so that the least of two is that of the least cost, and of
  // the first start.
  std::vector<uint64_t> best_;
  static constexpr uint64_t BestOf(uint32_t cost, uint32_t start) {
    return uint64_t{cost} << 32 | start;
  }
};

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_HAN_WORDS_H_
