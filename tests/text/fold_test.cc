#include "text/fold.h"

#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "text/fold_testing.h"

namespace litany::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Fold, CompatibilityFormsBecomePlain) {
  EXPECT_EQ(Fold("㍿"), "株式会社");
  EXPECT_EQ(Fold("½"), "1 2");  // U+2044 between them is a symbol
  EXPECT_EQ(Fold("ﬁle"), "file");
  EXPECT_EQ(Fold("①²Ⅷ"), "12viii");
  EXPECT_EQ(Fold("㌔"), "キロ");
  EXPECT_EQ(Fold("ﷺ"), Fold("صلى الله عليه وسلم"));
}

TEST(Fold, WidthDoesNotMatter) {
  EXPECT_EQ(Fold("ＡＢＣ１２３"), "abc123");
  EXPECT_EQ(Fold("ｶﾞｷﾞ"), Fold("ガギ"));
  EXPECT_EQ(Fold("ﾊﾟｰﾃｨｰ"), "パーティー");
  EXPECT_EQ(Fold("ﾡￂ"), Fold("가"));
  EXPECT_EQ(Fold("ｄｏｎ＇ｔ"), "dont");
}

TEST(Fold, CaseDoesNotMatter) {
  EXPECT_EQ(Fold("HeLLo ΣΊΣΥΦΟΣ ДА"), Fold("hello σίσυφος да"));
  EXPECT_EQ(Fold("Straße"), "strasse");
  EXPECT_EQ(Fold("STRAẞE"), "strasse");
  EXPECT_EQ(Fold("\u0130"), "i\u0307");
  EXPECT_EQ(Fold("\u0131"), "\u0131");
  EXPECT_EQ(Fold("\U00010400"), "\U00010428");
}

TEST(Fold, TraditionalAndSimplifiedAreOne) {
  EXPECT_EQ(Fold("身體"), Fold("身体"));
  EXPECT_EQ(Fold("萬國運動會"), Fold("万国运动会"));
  // Machines that make traditional text pick the wrong one of two.
  EXPECT_EQ(Fold("乾部"), Fold("干部"));
  EXPECT_EQ(Fold("提昇"), Fold("提升"));
  EXPECT_EQ(Fold("頭髮發展"), Fold("头发发展"));
}

TEST(Fold, RegionalFormsAreOne) {
  EXPECT_EQ(Fold("裡裏"), "里里");
  EXPECT_EQ(Fold("爲為"), Fold("为为"));
  EXPECT_EQ(Fold("説說"), Fold("说说"));
  EXPECT_EQ(Fold("衞衛"), Fold("卫卫"));
  EXPECT_EQ(Fold("臺台"), Fold("台台"));
}

TEST(Fold, JapaneseFormsAreOneWithChinese) {
  EXPECT_EQ(Fold("図書館"), Fold("圖書館"));
  EXPECT_EQ(Fold("図書館"), Fold("图书馆"));
  EXPECT_EQ(Fold("売"), Fold("卖"));
  EXPECT_EQ(Fold("広島県"), Fold("廣島縣"));
}

TEST(Fold, VariantFormsAreOne) {
  EXPECT_EQ(Fold("疎"), Fold("疏"));
  EXPECT_EQ(Fold("鴈"), Fold("雁"));
  EXPECT_EQ(Fold("劒"), Fold("剑"));
  EXPECT_EQ(Fold("劍"), Fold("剑"));
  EXPECT_EQ(Fold("埜"), Fold("野"));
}

TEST(Fold, RadicalsAndCompatibilityIdeographsBecomeHan) {
  EXPECT_EQ(Fold("\u2f00"), "一");
  EXPECT_EQ(Fold("\uf900"), "岂");      // 豈
  EXPECT_EQ(Fold("\U0002f800"), "丽");  // to U+4E3D
}

TEST(Fold, AstralHanIsASymbol) {
  EXPECT_THAT(Tokens("\U00020000\U0002a6d6中"),
              ElementsAre("\U00020000", "\U0002a6d6", "中"));
}

TEST(Fold, ComposedAndDecomposedAreOne) {
  EXPECT_EQ(Fold("re\u0301sume\u0301"), "résumé");
  EXPECT_EQ(Fold("Vie\u0323\u0302t Nam"), "việt nam");
  EXPECT_EQ(Fold("Vi\u00ea\u0323t Nam"), "việt nam");
  EXPECT_EQ(Fold("Vie\u0302\u0323t Nam"), "việt nam");
  EXPECT_EQ(Fold("か\u3099"), "が");
  EXPECT_EQ(Fold("\u212b"), Fold("A\u030a"));
}

TEST(Fold, JamoComposeToSyllables) {
  EXPECT_EQ(Fold("\u1112\u1161\u11ab"), "한");
  EXPECT_EQ(Fold("\ud558\u11ab"), "한");
  EXPECT_THAT(Tokens("한국어"), ElementsAre("한", "국", "어"));
}

TEST(Fold, MarksBroughtTogetherJoin) {
  // What stood between is dropped, and then the two are neighbours.
  EXPECT_EQ(Fold("か\u200b\u3099"), "が");
  EXPECT_EQ(Fold("e\u200d\u0301"), "é");
  EXPECT_EQ(Fold("\u1100。\u1161"), "가");
}

TEST(Fold, MarksOfEveryScriptStay) {
  EXPECT_EQ(Fold("हिन्दी"), "हिन्दी");
  EXPECT_THAT(Tokens("हिन्दी भाषा"), ElementsAre("हिन्दी", "भाषा"));
  EXPECT_EQ(Fold("مَدْرَسَة"), "مَدْرَسَة");
  EXPECT_THAT(Tokens("สวัสดี"), ElementsAre("ส", "ว", "ั", "ส", "ด", "ี"));
  EXPECT_EQ(Fold("\u0e33"), "\u0e4d\u0e32");
  EXPECT_THAT(Tokens("ລາວ"), ElementsAre("ລ", "າ", "ວ"));
  EXPECT_EQ(Tokens("မြန်").size(), 4u);
  EXPECT_EQ(Tokens("བོད").size(), 3u);
  EXPECT_EQ(Tokens("ខ្មែរ").size(), 5u);
}

TEST(Fold, ArabicPresentationFormsBecomeLetters) {
  EXPECT_EQ(Fold("\ufefb"), "\u0644\u0627");
}

TEST(Fold, ZeroWidthAndBidirectionalMarksDropOutOfWords) {
  EXPECT_THAT(Tokens("ze\u200bro wi\u00addth \ufeffbom jo\u2060in"),
              ElementsAre("zero", "width", "bom", "join"));
  EXPECT_THAT(Tokens("\u202eabc\u202c d\u200fe \u2066f\u2069"),
              ElementsAre("abc", "de", "f"));
  EXPECT_EQ(Fold("葛\U000e0100"), "葛");
  EXPECT_EQ(Fold("葛\ufe00"), "葛");
}

TEST(Fold, NulIsIgnorableAndEndsAWord) {
  using namespace std::string_view_literals;
  EXPECT_THAT(Tokens("a\0b"sv), ElementsAre("a", "b"));
  EXPECT_THAT(Tokens("中\0文"sv), ElementsAre("中", "文"));
  EXPECT_THAT(Tokens("\0"sv), IsEmpty());
}

TEST(Fold, ApostrophesStayInsideWords) {
  EXPECT_THAT(Tokens("don't don\u2019t dont"),
              ElementsAre("dont", "dont", "dont"));
  EXPECT_THAT(Tokens("rock 'n' roll"), ElementsAre("rock", "n", "roll"));
  EXPECT_THAT(Tokens("'quoted' word"), ElementsAre("quoted", "word"));
  // The other quotation marks end a word.
  EXPECT_THAT(Tokens("a\u2018b \u201cc\u201d"), ElementsAre("a", "b", "c"));
}

TEST(Fold, PunctuationSymbolsAndSpaceAreDropped) {
  EXPECT_EQ(Fold("《人民日报》，第1版。"), Fold("人民日报.第 1 版"));
  EXPECT_THAT(Tokens("3.14-x_y"), ElementsAre("3", "14", "x", "y"));
  EXPECT_THAT(Tokens("a\u3000b\u00a0c\td\r\ne"),
              ElementsAre("a", "b", "c", "d", "e"));
  EXPECT_THAT(Tokens("😀+=$€"), IsEmpty());
}

TEST(Fold, PrivateAndUnassignedCodePointsAreDropped) {
  EXPECT_THAT(Tokens("\ue000\U0010ffff\u0378\ufffd"), IsEmpty());
}

TEST(Fold, EmptyTextHasNoTokens) {
  EXPECT_THAT(Tokens(""), IsEmpty());
  EXPECT_EQ(Fold(""), "");
  EXPECT_EQ(Fold(" \n。"), "");
}

TEST(UnitAuto, WordsAndSingleCodePointsMix) {
  EXPECT_THAT(Tokens("2024年"), ElementsAre("2024", "年"));
  EXPECT_THAT(Tokens("买iPhone手机"), ElementsAre("买", "iphone", "手", "机"));
  EXPECT_THAT(Tokens("カタカナーひらㄅ"),
              ElementsAre("カ", "タ", "カ", "ナ", "ー", "ひ", "ら", "ㄅ"));
  EXPECT_THAT(Tokens("〇〆々"), ElementsAre("〇", "〆", "々"));
}

TEST(UnitAuto, OnlyWordsAreSeparatedInFoldedText) {
  EXPECT_EQ(Fold("The  Cat，中文 Cat"), "the cat中文cat");
  EXPECT_EQ(Fold("中 文"), "中文");
  EXPECT_EQ(Fold("a 中 b"), "a中b");
  EXPECT_EQ(Fold("  a. "), "a");
}

TEST(UnitChar, EachSymbolIsATokenAndNothingSeparates) {
  FoldOptions options;
  options.unit = TokenUnit::kChar;
  EXPECT_THAT(Tokens("Ab c，中", options), ElementsAre("a", "b", "c", "中"));
  EXPECT_EQ(Fold("Ab c，中", options), "abc中");
}

TEST(UnitWord, RunsOfAnyScriptAreTokens) {
  FoldOptions options;
  options.unit = TokenUnit::kWord;
  EXPECT_THAT(Tokens("你好world，世界", options),
              ElementsAre("你好world", "世界"));
  EXPECT_EQ(Fold("你好world，世界", options), "你好world 世界");
}

FoldOptions With(bool FoldOptions::*kind) {
  FoldOptions options;
  options.*kind = true;
  return options;
}

TEST(Distinguish, ScriptKeepsTraditionalApart) {
  const FoldOptions options = With(&FoldOptions::distinguish_script);
  EXPECT_EQ(Fold("身體", options), "身體");
  EXPECT_EQ(Fold("身体", options), "身体");
  EXPECT_EQ(Fold("疎", options), Fold("疏", options));
}

TEST(Distinguish, VariantKeepsVariantsApart) {
  const FoldOptions options = With(&FoldOptions::distinguish_variant);
  EXPECT_NE(Fold("疎", options), Fold("疏", options));
  EXPECT_NE(Fold("鴈", options), Fold("雁", options));
  EXPECT_EQ(Fold("身體", options), Fold("身体", options));
}

TEST(Distinguish, WidthKeepsWidthsApart) {
  const FoldOptions options = With(&FoldOptions::distinguish_width);
  EXPECT_NE(Fold("Ａ", options), Fold("A", options));
  EXPECT_EQ(Fold("Ａ", options), Fold("ａ", options));
  EXPECT_NE(Fold("ｶ", options), Fold("カ", options));
  EXPECT_EQ(Fold("ﬁ", options), "fi");
}

TEST(Distinguish, CaseKeepsCasesApart) {
  const FoldOptions options = With(&FoldOptions::distinguish_case);
  EXPECT_EQ(Fold("Straße ABC", options), "Straße ABC");
  EXPECT_EQ(Fold("ＡＢＣ", options), "ABC");
  EXPECT_THAT(Tokens("ze\u200bRo", options), ElementsAre("zeRo"));
}

TEST(Distinguish, PunctMakesTokensOfPunctuation) {
  const FoldOptions options = With(&FoldOptions::distinguish_punct);
  EXPECT_THAT(Tokens("a,b 中。 c+d", options),
              ElementsAre("a", ",", "b", "中", "。", "c", "+", "d"));
  EXPECT_THAT(Tokens("don't", options), ElementsAre("don", "'", "t"));
  EXPECT_THAT(Tokens(" \n\u200b", options), IsEmpty());
}

TEST(Distinguish, DigitsKeepsFormsOfDigitsApart) {
  const FoldOptions options = With(&FoldOptions::distinguish_digits);
  EXPECT_EQ(Fold("1²", options), "1²");
  EXPECT_NE(Fold("①", options), Fold("1", options));
  EXPECT_NE(Fold("１", options), Fold("1", options));
  EXPECT_EQ(Fold("Ａ", options), "a");
}

TEST(Markup, AutoDropsElementsAndEndsAWordThere) {
  EXPECT_EQ(Fold("<p>Hello</p><b class=\"x>y\">World</b>"), "hello world");
  EXPECT_EQ(Fold("foo<b>bar"), "foo bar");
  EXPECT_EQ(Fold("中<br/>文"), "中文");
  EXPECT_EQ(Fold("<DIV ID='a' hidden>x</DIV\n>"), "x");
}

TEST(Markup, AutoLeavesWhatIsNoElement) {
  EXPECT_EQ(Fold("a<b and c>d"), "a b and c d");
  EXPECT_EQ(Fold("<foo>x</foo>"), "foo x foo");
  EXPECT_EQ(Fold("x <3 y> z"), "x 3 y z");
}

TEST(Markup, AutoLeavesTagsThatNeverEnd) {
  EXPECT_EQ(Fold("<p"), "p");
  EXPECT_EQ(Fold("<p class"), "p class");
  EXPECT_EQ(Fold("<a href=\"x>y"), "a href x y");
  EXPECT_EQ(Fold("<p <b>x"), "p x");
}

TEST(Markup, KeepIsText) {
  FoldOptions options;
  options.markup = Markup::kKeep;
  EXPECT_EQ(Fold("<p>x</p>", options), "p x p");
}

TEST(Markup, IgnoreDropsAnythingShapedLikeATag) {
  FoldOptions options;
  options.markup = Markup::kIgnore;
  EXPECT_EQ(Fold("<foo a=b>x</foo>", options), "x");
  EXPECT_EQ(Fold("x <3 y> z", options), "x 3 y z");
}

TEST(Folder, ShingleOutsideItsRangeIsAnError) {
  for (const uint32_t shingle : {0u, 33u}) {
    FoldOptions options;
    options.shingle = shingle;
    EXPECT_EQ(Folder::Create(options).status().code(),
              absl::StatusCode::kInvalidArgument);
  }
  for (const uint32_t shingle : {1u, 32u}) {
    FoldOptions options;
    options.shingle = shingle;
    EXPECT_TRUE(Folder::Create(options).ok());
  }
}

TEST(Folder, LeavesNothingOfTheTextBefore) {
  const Folder folder = MakeFolder();
  FoldScratch scratch;
  FoldedText folded;
  folder.Fold("a long text with <b>tags</b> e\u0301", true, &scratch, &folded);
  folder.Fold("中", true, &scratch, &folded);
  EXPECT_EQ(FoldedUtf8(folded), "中");
  EXPECT_EQ(folded.spans.size(), 1u);
  folder.Fold("e\u0301 x", false, &scratch, &folded);
  EXPECT_EQ(FoldedUtf8(folded), "é x");
  EXPECT_TRUE(folded.spans.empty());
}

// ICU orders a run of marks in quadratic time, so a page of nothing else would
// take days.  With a fold that is not linear this test meets its time limit.
TEST(Folder, MegabytesOfUnorderedMarksAreFolded) {
  std::string text = "e";
  for (int i = 0; i < 1000000; ++i) text += "\u0301\u0323";
  const FoldedText folded = FoldWith(MakeFolder(), text, true);
  ASSERT_EQ(folded.symbols.size(), 2000000u);
  EXPECT_EQ(CountTokens(folded), 1u);
  EXPECT_EQ(FoldedUtf8(folded).substr(0, 3), "ẹ");
  EXPECT_EQ(folded.spans.front().char_begin, 0u);
  EXPECT_EQ(folded.spans.back().char_end, 2000001u);
}

}  // namespace
}  // namespace litany::text
