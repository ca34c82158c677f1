#include "eval/gold_builder.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

TEST(GoldBuilder, EntriesComeOutInByteOrderOfId) {
  GoldBuilder builder;
  ASSERT_TRUE(builder.AddLabel("b", "x").ok());
  ASSERT_TRUE(builder.AddLabel("a", "y").ok());
  ASSERT_TRUE(builder.AddLabel("c", "").ok());
  const Gold gold = std::move(builder).Finish();
  ASSERT_EQ(gold.entries.size(), 3u);
  EXPECT_EQ(gold.entries[0].id, "a");
  EXPECT_EQ(gold.labels[gold.entries[0].label], "y");
  EXPECT_EQ(gold.labels[gold.entries[1].label], "x");
  EXPECT_EQ(gold.entries[2].label, Gold::kUnlabelled);
}

TEST(GoldBuilder, SayingTheSameTwiceIsCounted) {
  GoldBuilder builder;
  ASSERT_TRUE(builder.AddLabel("a", "x").ok());
  ASSERT_TRUE(builder.AddLabel("a", "x").ok());
  EXPECT_EQ(std::move(builder).Finish().repeated, 1u);
}

TEST(GoldBuilder, TwoLabelsForOneIdAreAnError) {
  GoldBuilder builder;
  ASSERT_TRUE(builder.AddLabel("a", "x").ok());
  const absl::Status status = builder.AddLabel("a", "");
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("no label"));
}

TEST(GoldBuilder, PairsAreUnorderedAndCountedOnce) {
  GoldBuilder builder;
  ASSERT_TRUE(builder.AddPair("z", "a").ok());
  ASSERT_TRUE(builder.AddPair("a", "z").ok());
  ASSERT_TRUE(builder.AddPair("m", "a").ok());
  const Gold gold = std::move(builder).Finish();
  EXPECT_EQ(gold.form, Gold::Form::kPairs);
  EXPECT_THAT(gold.pairs, ElementsAre(Pair(0, 1), Pair(0, 2)));
  EXPECT_EQ(gold.repeated, 1u);
}

TEST(GoldBuilder, ConnectedPairsShareOneLabel) {
  GoldBuilder builder;
  for (const auto& [a, b] : {std::pair("e", "d"), std::pair("a", "c"),
                             std::pair("d", "f"), std::pair("c", "b")}) {
    ASSERT_TRUE(builder.AddPair(a, b).ok());
  }
  const Gold gold = std::move(builder).Finish();
  EXPECT_THAT(gold.labels, ElementsAre("a", "d"));
  for (size_t i = 0; i < 3; ++i) EXPECT_EQ(gold.entries[i].label, 0u);
  for (size_t i = 3; i < 6; ++i) EXPECT_EQ(gold.entries[i].label, 1u);
}

TEST(GoldBuilder, APairOfOneDocumentIsAnError) {
  GoldBuilder builder;
  EXPECT_EQ(builder.AddPair("a", "a").code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace litany::eval
