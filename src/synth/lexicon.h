// The tokens that made-up text consists of: common Chinese characters and
// pronounceable words of nonsense.
//
// Tested by tests/synth/lexicon_test.cc.
#ifndef LITANY_SYNTH_LEXICON_H_
#define LITANY_SYNTH_LEXICON_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "synth/random.h"

namespace litany::synth {

// Below kTokens.
using Token = uint16_t;

inline constexpr int kTokenBits = 12;  // five tokens fit 64 bits
inline constexpr Token kTokens = 1 << kTokenBits;

enum class Language { kChinese, kEnglish, kMixed };

// Immutable.
class Lexicon {
 public:
  Lexicon();

  // Tokens below are characters, the others words.
  Token first_word() const { return first_word_; }
  bool IsWord(Token token) const { return token >= first_word_; }
  // A character, or a word in lower case.
  std::string_view Spelling(Token token) const { return spellings_[token]; }

  // The chance falls with the rank, about as 1 / (rank + 10): some tokens are
  // common and most are rare, but none makes up more than a thirtieth.
  Token DrawCharacter(Random* random) const;
  Token DrawWord(Random* random) const;

 private:
  Token Draw(Token begin, Token end, Random* random) const;

  Token first_word_ = 0;
  std::vector<std::string> spellings_;
  // cumulative_[i]: the weight of the ranks below i.
  std::vector<uint64_t> cumulative_;
};

}  // namespace litany::synth

#endif  // LITANY_SYNTH_LEXICON_H_
