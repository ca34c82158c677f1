// Values worked out by hand from the definition.
#include "eval/plagdet.h"

#include <cmath>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(PlagDet, OfExactDetectionsIsOne) {
  const std::vector<SpanPair> cases = {{0, 1, {0, 10}, {5, 15}},
                                       {0, 2, {20, 30}, {0, 10}}};
  const PlagDetScores scores = ScorePlagDet(cases, cases).scores;
  EXPECT_EQ(*scores.macro.precision, 1);
  EXPECT_EQ(*scores.macro.recall, 1);
  EXPECT_EQ(*scores.micro.f1, 1);
  EXPECT_EQ(*scores.granularity, 1);
  EXPECT_EQ(*scores.plagdet, 1);
  EXPECT_EQ(scores.detected, 2u);
}

TEST(PlagDet, HandComputedCase) {
  // One case of 10 + 10 characters, found in two pieces of 4 + 4 and 5 + 3,
  // the second with 5 + 7 characters too many; one case missed; one detection
  // of 10 + 10 that is no case.
  const std::vector<SpanPair> cases = {{0, 1, {0, 10}, {0, 10}},
                                       {0, 2, {0, 30}, {0, 30}}};
  const std::vector<SpanPair> detections = {{0, 1, {0, 4}, {0, 4}},
                                            {0, 1, {5, 15}, {7, 17}},
                                            {1, 2, {50, 60}, {50, 60}}};
  const PlagDetResult result = ScorePlagDet(cases, detections);
  const PlagDetScores& scores = result.scores;
  EXPECT_EQ(scores.detected, 1u);
  // Found of the first: 4 + 5 and 4 + 3 of 20.
  EXPECT_DOUBLE_EQ(*scores.macro.recall, (16.0 / 20 + 0) / 2);
  EXPECT_DOUBLE_EQ(*scores.macro.precision, (1 + 8.0 / 20 + 0) / 3);
  EXPECT_DOUBLE_EQ(*scores.granularity, 2);
  const double p = 1.4 / 3;
  const double r = 0.4;
  EXPECT_DOUBLE_EQ(*scores.macro.f1, 2 * p * r / (p + r));
  EXPECT_DOUBLE_EQ(*scores.plagdet, 2 * p * r / (p + r) / std::log2(3));
  // Characters of document 0: 10 and 30 overlap, so 30 in all.
  EXPECT_DOUBLE_EQ(*scores.micro.recall, 16.0 / (30 + 10 + 30));
  EXPECT_DOUBLE_EQ(*scores.micro.precision, 16.0 / (8 + 20 + 20));
  EXPECT_EQ(result.cases[0].partners, 2u);
  EXPECT_EQ(result.cases[1].found, 0u);
  EXPECT_EQ(result.detections[1].found, 8u);
}

TEST(PlagDet, ADetectionMustMeetTheCaseInBothDocuments) {
  const std::vector<SpanPair> cases = {{0, 1, {0, 10}, {0, 10}}};
  const std::vector<SpanPair> beside = {{0, 1, {0, 10}, {10, 20}}};
  EXPECT_EQ(*ScorePlagDet(cases, beside).scores.macro.recall, 0);
  const std::vector<SpanPair> elsewhere = {{0, 2, {0, 10}, {0, 10}}};
  EXPECT_EQ(*ScorePlagDet(cases, elsewhere).scores.macro.precision, 0);
  EXPECT_EQ(*ScorePlagDet(cases, elsewhere).scores.plagdet, 0);
}

TEST(PlagDet, WithoutDetectionsHasNoPrecisionAndIsNought) {
  const std::vector<SpanPair> cases = {{0, 1, {0, 10}, {0, 10}}};
  const PlagDetScores scores = ScorePlagDet(cases, {}).scores;
  EXPECT_FALSE(scores.macro.precision.has_value());
  EXPECT_EQ(*scores.macro.recall, 0);
  EXPECT_FALSE(scores.granularity.has_value());
  EXPECT_EQ(*scores.plagdet, 0);
}

TEST(PlagDet, ACaseInTwoDetectionsOverOneStretchCountsItsCharactersOnce) {
  const std::vector<SpanPair> cases = {{0, 1, {0, 10}, {0, 10}}};
  const std::vector<SpanPair> detections = {{0, 1, {0, 6}, {0, 10}},
                                            {0, 1, {4, 8}, {0, 10}}};
  EXPECT_DOUBLE_EQ(*ScorePlagDet(cases, detections).scores.macro.recall,
                   18.0 / 20);
}

TEST(MergeOverlapping, MergesWhatOverlapsInBothDocuments) {
  EXPECT_THAT(MergeOverlapping({{0, 1, {0, 100}, {0, 100}},
                                {0, 1, {10, 20}, {10, 20}},      // nested
                                {0, 1, {90, 120}, {95, 130}}}),  // overlaps
              ElementsAre(SpanPair{0, 1, {0, 120}, {0, 130}}));
}

TEST(MergeOverlapping, KeepsApartWhatOverlapsInOneDocumentOrTouches) {
  const std::vector<SpanPair> apart = {{0, 1, {0, 10}, {0, 10}},
                                       {0, 1, {0, 10}, {20, 30}},
                                       {0, 1, {10, 20}, {10, 20}},
                                       {0, 2, {0, 10}, {0, 10}}};
  EXPECT_EQ(MergeOverlapping(apart), apart);
}

TEST(MergeOverlapping, GoesOnWhereAMergedOneReachesFurther) {
  // The first two make [0, 30) x [0, 30), which then meets the third.
  EXPECT_THAT(MergeOverlapping({{0, 1, {0, 12}, {18, 30}},
                                {0, 1, {10, 30}, {0, 20}},
                                {0, 1, {1, 3}, {2, 5}}}),
              ElementsAre(SpanPair{0, 1, {0, 30}, {0, 30}}));
}

TEST(MergeOverlapping, OfNothingIsNothing) {
  EXPECT_THAT(MergeOverlapping({}), IsEmpty());
}

}  // namespace
}  // namespace litany::eval
