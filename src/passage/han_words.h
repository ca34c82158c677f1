// Where words start in runs of Han characters: what ICU's word breaker says of
// them, some ten times as fast.
//
// ICU looks each place of a run up in its dictionary of Chinese and Japanese
// and takes the words whose costs sum up to the least
// (CjkBreakEngine::divideUpDictionaryRange).  Here that dictionary, which ICU
// gives out as a trie, is copied node by node into a hash table when a text
// first gets there, so that a step is one look-up.
//
// Memory: about 16 bytes for each child of a node that was met; at most what
// the whole dictionary takes, 20 MB.
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
  // A step of the trie, by (node, character).
  struct Child {
    uint64_t key = kNoKey;
    uint32_t node = 0;  // kLeaf: nothing goes on
    int32_t cost = kNoWord;
  };
  static constexpr uint64_t kNoKey = ~uint64_t{0};
  static constexpr uint32_t kLeaf = ~uint32_t{0};
  static constexpr int32_t kNoWord = -1;

  explicit HanWords(const char16_t* dictionary);

  // What a step from where trie_ stands leads to.
  Child Step(uint64_t state, char16_t unit, uint64_t key);

  static uint64_t KeyOf(uint32_t node, uint32_t character) {
    return uint64_t{node} << 32 | character;
  }
  // Both parts of a key reach the upper bits of the product.
  static uint64_t SlotOf(uint64_t key) {
    return (key * 0x9e3779b97f4a7c15) >> 40;
  }
  // The child of the root, whose node is open.
  const Child& FindFirst(uint32_t character);
  // The child of an open node, or null.
  const Child* Find(uint32_t node, uint32_t character) const;
  // Copies the children of a node, unless they are there.
  void Open(uint32_t node);
  void Insert(const Child& child);
  void Grow();

  icu::UCharsTrie trie_;
  std::vector<uint64_t> states_;  // by node: where it is in trie_
  std::vector<bool> is_open_;     // by node
  std::vector<Child> firsts_;     // of the root, by character
  std::vector<Child> children_;   // of the others, a hash table
  size_t size_ = 0;               // children in there
  // By place of a run: the least cost of the words before it, and where the
  // last of these starts.
  struct Best {
    uint32_t cost = 0;
    uint32_t start = 0;
  };
  std::vector<Best> best_;
};

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_HAN_WORDS_H_
