#include "synth/layout.h"

#include <cstddef>
#include <string_view>

namespace litany::synth {
namespace {

// Counts down the tokens of a clause, the clauses of a sentence and the
// sentences of a paragraph.
class Rhythm {
 public:
  explicit Rhythm(Random* random) : random_(random) {
    NewParagraph();
    NewSentence();
    NewClause();
  }

  enum class End { kNone, kClause, kSentence, kParagraph };

  // What ends with the token just written.
  End Step() {
    if (--tokens_ > 0) return End::kNone;
    NewClause();
    if (--clauses_ > 0) return End::kClause;
    NewSentence();
    if (--sentences_ > 0) return End::kSentence;
    NewParagraph();
    return End::kParagraph;
  }

 private:
  void NewClause() { tokens_ = random_->Between(4, 14); }
  void NewSentence() { clauses_ = random_->Between(1, 4); }
  void NewParagraph() { sentences_ = random_->Between(2, 6); }

  Random* random_;
  uint64_t tokens_ = 0;
  uint64_t clauses_ = 0;
  uint64_t sentences_ = 0;
};

char UpperCase(char letter) { return static_cast<char>(letter - 'a' + 'A'); }

}  // namespace

std::string LayOut(std::span<const Token> tokens, const Lexicon& lexicon,
                   Random random) {
  std::string text;
  Rhythm rhythm(&random);
  bool starts_sentence = true;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const bool is_word = lexicon.IsWord(tokens[i]);
    const std::string_view spelling = lexicon.Spelling(tokens[i]);
    if (is_word && starts_sentence) {
      text += UpperCase(spelling[0]);
      text += spelling.substr(1);
    } else {
      text += spelling;
    }
    const bool is_last = i + 1 == tokens.size();
    const Rhythm::End end = is_last ? Rhythm::End::kParagraph : rhythm.Step();
    starts_sentence =
        end == Rhythm::End::kSentence || end == Rhythm::End::kParagraph;
    switch (end) {
      case Rhythm::End::kNone:
        if (is_word && lexicon.IsWord(tokens[i + 1])) text += ' ';
        break;
      case Rhythm::End::kClause:
        // Drawn for words too, or else a change of script would shift all
        // that follows.
        if (random.Below(4) == 0) {
          text += is_word ? "; " : "、";
        } else {
          text += is_word ? ", " : "，";
        }
        break;
      case Rhythm::End::kSentence:
        text += is_word ? ". " : "。";
        break;
      case Rhythm::End::kParagraph:
        text += is_word ? "." : "。";
        if (!is_last) text += '\n';
        break;
    }
  }
  return text;
}

}  // namespace litany::synth
