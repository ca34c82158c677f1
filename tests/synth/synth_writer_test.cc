// Lines as they are spelt, and whole collections by their digest: the bytes of
// a seed are a promise, since published measurements name it.  A change of a
// digest below needs its reason in the commit.
#include "synth/synth_writer.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::synth {
namespace {

class StringSink : public base::ByteSink {
 public:
  absl::Status Write(std::string_view bytes) override {
    text_ += bytes;
    return absl::OkStatus();
  }
  absl::Status Close() override { return absl::OkStatus(); }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

TEST(DocumentLine, IsOneJsonObject) {
  EXPECT_EQ(DocumentLine({.id = "a\"\\\x01",
                          .text = "一。\n二。",
                          .cluster = "c",
                          .url = "https://www.site01.example/",
                          .date = "2025-01-02"}),
            "{\"id\":\"a\\\"\\\\\\u0001\",\"cluster\":\"c\","
            "\"url\":\"https://www.site01.example/\","
            "\"date\":\"2025-01-02\",\"text\":\"一。\\n二。\"}\n");
}

TEST(GoldLine, SpellsTheDecimalFromTheCounts) {
  const auto jaccard = [](uint64_t shared, uint64_t size) {
    const std::string line = GoldLine(
        {.a = "a", .b = "b", .shared = shared, .size_a = size, .size_b = size});
    return line.substr(line.rfind('\t') + 1);
  };
  EXPECT_EQ(
      GoldLine({.a = "a", .b = "b", .shared = 41, .size_a = 46, .size_b = 46}),
      "a\tb\t41\t46\t46\t0.803922\n");
  EXPECT_EQ(jaccard(46, 46), "1.0\n");
  EXPECT_EQ(jaccard(80, 90), "0.8\n");
  EXPECT_EQ(jaccard(0, 5), "0.0\n");
  EXPECT_EQ(jaccard(1, 32), "0.015873\n");  // 1 / 63, rounded half up
}

struct Golden {
  SynthKind kind;
  Language language;
  const char* documents;
  const char* gold;
};

class GoldenCollection : public testing::TestWithParam<Golden> {};

TEST_P(GoldenCollection, HasTheSameBytesEverywhere) {
  const Golden& want = GetParam();
  SynthOptions options;
  options.kind = want.kind;
  options.language = want.language;
  options.seed = 42;
  options.clusters = 100;
  options.members = 4;
  options.unrelated = 50;
  options.shingles = 97;
  StringSink documents;
  StringSink gold;
  const auto counts = WriteSynth(options, &documents, &gold);
  ASSERT_TRUE(counts.ok()) << counts.status().message();
  const bool pairs = want.kind == SynthKind::kPairs;
  EXPECT_EQ(counts->documents, pairs ? 250u : 450u);
  EXPECT_EQ(counts->pairs, pairs ? 100u : 300u);
  EXPECT_EQ(base::Hex16(base::HashBytes128(documents.text())), want.documents);
  EXPECT_EQ(base::Hex16(base::HashBytes128(gold.text())), want.gold);
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, GoldenCollection,
    testing::Values(Golden{SynthKind::kPairs, Language::kChinese,
                           "c4cc7b5bd5e28992", "0982dc2a3821f587"},
                    Golden{SynthKind::kChain, Language::kEnglish,
                           "3acb278a3b935568", "a7e9164b61a773d5"},
                    Golden{SynthKind::kFamilies, Language::kMixed,
                           "9a6eaa5dbf2b1d65", "2ca8f321467f17aa"}));

TEST(WriteSynth, WithoutGoldWritesTheDocumentsAlone) {
  StringSink documents;
  const auto counts = WriteSynth({.clusters = 2}, &documents, nullptr);
  ASSERT_TRUE(counts.ok());
  EXPECT_EQ(counts->documents, 4u);
  EXPECT_EQ(std::count(documents.text().begin(), documents.text().end(), '\n'),
            4);
}

}  // namespace
}  // namespace litany::synth
