#include "eval/spans.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::eval {
namespace {

using ::testing::ElementsAre;

TEST(Spans, UnionJoinsWhatOverlapsOrTouches) {
  EXPECT_THAT(Union({{8, 9}, {0, 3}, {5, 5}, {3, 4}, {2, 3}, {8, 12}}),
              ElementsAre(Span{0, 4}, Span{8, 12}));
  EXPECT_EQ(UnionLength({{8, 9}, {0, 3}, {3, 4}, {8, 12}}), 8u);
}

TEST(Spans, CommonLengthCountsInsideAUnionAlone) {
  const std::vector<Span> sorted = {{2, 4}, {6, 10}, {20, 30}};
  EXPECT_EQ(CommonLength({0, 100}, sorted), 16u);
  EXPECT_EQ(CommonLength({3, 8}, sorted), 3u);
  EXPECT_EQ(CommonLength({4, 6}, sorted), 0u);
  EXPECT_EQ(CommonLength({30, 31}, sorted), 0u);
}

TEST(Spans, WhatTouchesDoesNotOverlap) {
  EXPECT_FALSE(Overlap({0, 3}, {3, 5}));
  EXPECT_TRUE(Overlap({0, 4}, {3, 5}));
}

TEST(Spans, PairsHaveTheirDocumentsInOrder) {
  EXPECT_EQ(MakeSpanPair(7, {1, 2}, 3, {4, 5}),
            (SpanPair{3, 7, {4, 5}, {1, 2}}));
}

}  // namespace
}  // namespace litany::eval
