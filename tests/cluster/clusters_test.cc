// Small graphs whose clusters can be told by hand.
#include "cluster/clusters.h"

#include <cstdint>
#include <vector>

#include "cluster/verify.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "litany/options.h"

namespace litany::cluster {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Two sets of 100 shingles.
VerifiedPair Pair(uint32_t a, uint32_t b, uint32_t shared = 80) {
  return {a, b, {shared, 100, 100}};
}

std::vector<uint32_t> ByDegree(const std::vector<uint32_t>& lengths,
                               const std::vector<VerifiedPair>& pairs) {
  return FindRepresentatives(lengths, pairs, ClusterMethod::kRepresentative,
                             RepresentativeOrder::kDegree);
}

std::vector<uint32_t> ByLength(const std::vector<uint32_t>& lengths,
                               const std::vector<VerifiedPair>& pairs) {
  return FindRepresentatives(lengths, pairs, ClusterMethod::kRepresentative,
                             RepresentativeOrder::kLength);
}

std::vector<uint32_t> Components(const std::vector<uint32_t>& lengths,
                                 const std::vector<VerifiedPair>& pairs) {
  return FindRepresentatives(lengths, pairs, ClusterMethod::kComponents,
                             RepresentativeOrder::kLength);
}

TEST(FindRepresentatives, NoVerticesMakeNoClusters) {
  EXPECT_THAT(ByDegree({}, {}), IsEmpty());
  EXPECT_THAT(Components({}, {}), IsEmpty());
}

TEST(FindRepresentatives, VertexWithoutPairsRepresentsItself) {
  EXPECT_THAT(ByLength({9, 8, 7}, {}), ElementsAre(0, 1, 2));
  EXPECT_THAT(Components({9, 8, 7}, {}), ElementsAre(0, 1, 2));
}

TEST(FindRepresentatives, DegreeOrderLetsTheHubRepresent) {
  // 2 is adjacent to all others, which are longer.
  const std::vector<VerifiedPair> star = {Pair(0, 2), Pair(1, 2), Pair(2, 3)};
  EXPECT_THAT(ByDegree({9, 8, 7, 6}, star), ElementsAre(2, 2, 2, 2));
}

TEST(FindRepresentatives, LengthOrderLetsTheLongestRepresent) {
  // 0 and 1 are heads of their own, 2 joins the first of the two, and 3 is
  // adjacent to 2 alone, which is no representative.
  const std::vector<VerifiedPair> star = {Pair(0, 2), Pair(1, 2), Pair(2, 3)};
  EXPECT_THAT(ByLength({9, 8, 7, 6}, star), ElementsAre(0, 1, 0, 3));
}

TEST(FindRepresentatives, ChainDoesNotBecomeOneCluster) {
  const std::vector<VerifiedPair> chain = {Pair(0, 1), Pair(1, 2), Pair(2, 3),
                                           Pair(3, 4)};
  EXPECT_THAT(ByLength({9, 8, 7, 6, 5}, chain), ElementsAre(0, 0, 2, 2, 4));
  EXPECT_THAT(Components({9, 8, 7, 6, 5}, chain), ElementsAre(0, 0, 0, 0, 0));
}

TEST(FindRepresentatives, MemberJoinsTheMostSimilarRepresentative) {
  EXPECT_THAT(ByLength({9, 8, 7}, {Pair(0, 2, 80), Pair(1, 2, 81)}),
              ElementsAre(0, 1, 1));
  EXPECT_THAT(ByLength({9, 8, 7}, {Pair(0, 2, 81), Pair(1, 2, 80)}),
              ElementsAre(0, 1, 0));
}

TEST(FindRepresentatives, EqualSimilarityJoinsTheOneVisitedFirst) {
  // By degree 1 is visited before 0.
  const std::vector<VerifiedPair> pairs = {Pair(0, 2), Pair(1, 2), Pair(1, 3),
                                           Pair(1, 4)};
  EXPECT_THAT(ByDegree({9, 8, 7, 6, 5}, pairs), ElementsAre(0, 1, 1, 1, 1));
  EXPECT_THAT(ByLength({9, 8, 7, 6, 5}, pairs), ElementsAre(0, 1, 0, 1, 1));
}

TEST(FindRepresentatives, EqualFractionsOfOtherIntegersAreATie) {
  // 1/3 and 33/99 are one similarity, though not of equal sets.
  const std::vector<VerifiedPair> pairs = {{0, 2, {33, 66, 66}},
                                           {1, 2, {1, 2, 2}}};
  EXPECT_THAT(ByLength({9, 8, 7}, pairs), ElementsAre(0, 1, 0));
}

TEST(FindRepresentatives, ComponentIsRepresentedByTheVertexVisitedFirst) {
  const std::vector<VerifiedPair> pairs = {Pair(0, 2), Pair(2, 3), Pair(2, 4)};
  EXPECT_THAT(FindRepresentatives(std::vector<uint32_t>{9, 8, 7, 6, 5}, pairs,
                                  ClusterMethod::kComponents,
                                  RepresentativeOrder::kDegree),
              ElementsAre(2, 1, 2, 2, 2));
  EXPECT_THAT(Components({9, 8, 7, 6, 5}, pairs), ElementsAre(0, 1, 0, 0, 0));
}

}  // namespace
}  // namespace litany::cluster
