// The tokens of a masked block: values, words, runs of Han or kana, white
// space, and single marks.  What near-equal blocks are compared by.
//
// Invariant: the tokens cover the block without the white space at its ends,
// in order and without holes.
//
// Thread safety: values and functions without state.
// Tested by tests/templates/blocks_prop_test.cc.
#ifndef LITANY_TEMPLATES_BLOCK_TOKENS_H_
#define LITANY_TEMPLATES_BLOCK_TOKENS_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "templates/masker.h"

namespace litany::templates {

enum class TokenKind : uint8_t { kValue, kWord, kHan, kSpace, kMark };

struct BlockToken {
  uint64_t key = 0;  // equal tokens; one for all values, one for white space
  uint32_t begin = 0;
  uint32_t end = 0;
  TokenKind kind = TokenKind::kMark;
  GapType type = GapType::kText;  // of a value

  bool IsWord() const {
    return kind == TokenKind::kWord || kind == TokenKind::kHan;
  }
  std::string_view In(std::string_view text) const {
    return text.substr(begin, end - begin);
  }

  friend bool operator==(const BlockToken& a, const BlockToken& b) {
    return a.key == b.key;
  }
};

inline constexpr uint64_t kValueKey = 1;
inline constexpr uint64_t kSpaceKey = 2;

// `spans` are those of the Masker for `text`.  With split_han each Han or kana
// character is a token, else each run of them.
std::vector<BlockToken> TokensOf(std::string_view text,
                                 std::span<const MaskedSpan> spans,
                                 bool split_han);

// What the words of a block tell before its tokens are made.
struct BlockWords {
  // Of the tokens that are words, in order: equal words, equal hashes.
  absl::InlinedVector<uint32_t, 12> hashes;
  // Words in front of the first mark that may part a name from its value: what
  // is behind one may be such a value.
  uint32_t before_name_mark = 0;
  // Two marks side by side at the front or behind white space: they may be a
  // word (BlockWord::symbol).
  bool may_have_symbol = false;
};

// Of the tokens without split_han.
BlockWords WordsOf(std::string_view text, std::span<const MaskedSpan> spans);

// Words of a block and where values stand between them: what candidates are
// keyed by.
struct BlockWord {
  uint64_t key = 0;
  bool field = false;     // the value of a name: after = or :
  bool own_name = false;  // in capitals or with a digit: a program's name
  bool name = false;      // = or : follows
  bool symbol = false;    // marks between white space: **** or -->

  friend bool operator==(const BlockWord& a, const BlockWord& b) {
    return a.key == b.key;
  }
};

inline constexpr size_t kMostWords = 62;

struct BlockShape {
  std::vector<BlockWord> words;
  // Bit i: a value stands between word i - 1 and word i.
  uint64_t gaps = 0;

  // Makes word i a value.
  void Remove(size_t i);
  uint64_t Key() const;
  // Of the words alone.
  uint64_t WordsKey() const { return KeyOf(0); }
  // That of the shape with word i removed.
  uint64_t KeyWithout(size_t i) const { return KeyOf(GapsWithout(i), i); }

 private:
  // Of `gaps` in place of the shape's, and its words but `without`.
  uint64_t KeyOf(uint64_t with_gaps, size_t without = ~size_t{0}) const;
  uint64_t GapsWithout(size_t i) const;
};

// `has_shape` is false for blocks of too many words.
BlockShape ShapeOf(std::string_view text, const std::vector<BlockToken>& tokens,
                   bool* has_shape);

}  // namespace litany::templates

#endif  // LITANY_TEMPLATES_BLOCK_TOKENS_H_
