// The text layer finds in made-up text exactly the tokens it was made of, so
// what the gold counts is what the matcher compares.
#include <set>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "synth/collection.h"
#include "synth/lexicon.h"
#include "synth/synth.h"
#include "text/fold.h"
#include "text/folded_text.h"

namespace litany::synth {
namespace {

std::vector<std::string> FoldTokens(const std::string& text) {
  const auto folder = text::Folder::Create(FoldOptions{});
  EXPECT_TRUE(folder.ok()) << folder.status().message();
  text::FoldScratch scratch;
  text::FoldedText folded;
  folder->Fold(text, false, &scratch, &folded);
  return text::TokenStrings(folded);
}

TEST(Fold, KeepsEveryTokenOfTheLexiconApart) {
  const Lexicon lexicon;
  std::string text;
  std::vector<std::string> want;
  for (Token token = 0; token < kTokens; ++token) {
    want.emplace_back(lexicon.Spelling(token));
    text += want.back();
    text += ' ';
  }
  EXPECT_EQ(FoldTokens(text), want);
}

TEST(Fold, FindsTheTokensThatTheTextWasMadeOf) {
  for (const Language language :
       {Language::kChinese, Language::kEnglish, Language::kMixed}) {
    SynthOptions options;
    options.kind = SynthKind::kFamilies;
    options.language = language;
    options.clusters = 5;
    options.shingles = 400;
    for (const SynthDocument& document : Collect(options).documents) {
      EXPECT_EQ(FoldTokens(document.text), ReadTokens(document.text));
    }
  }
}

}  // namespace
}  // namespace litany::synth
