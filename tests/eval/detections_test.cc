#include "eval/detections.h"

#include <string>
#include <utility>
#include <vector>

#include "eval/eval_files.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Pairs = std::vector<std::pair<uint32_t, uint32_t>>;

std::string Passage(const std::string& repeat, const std::string& id, int begin,
                    int end) {
  return OccurrenceLine(repeat, "passage", id, begin, end);
}

TEST(Detections, AreAnyTwoOccurrencesOfARepeatInTwoDocuments) {
  const OccurrencesTable table =
      OccurrencesOf(Passage("r", "a", 0, 9) + Passage("r", "a", 50, 59) +
                    Passage("r", "b", 3, 12) + Passage("r", "c", 0, 9) +
                    OccurrenceLine("p", "phrase", "b", 0, 4) +
                    OccurrenceLine("p", "phrase", "a", 0, 4));
  const Detections found =
      DetectionsOf(table, {}, {"a", "b", "x"}, Pairs{{0, 1}, {1, 2}});
  EXPECT_THAT(found.pairs, ElementsAre(SpanPair{0, 1, {0, 9}, {3, 12}},
                                       SpanPair{0, 1, {50, 59}, {3, 12}}));
  EXPECT_EQ(found.found, 2u);
  EXPECT_EQ(found.left_out, 3u);  // two of a and c, one of b and c
}

TEST(Detections, AmongAllDocumentsLeaveOutIgnoredOnes) {
  const OccurrencesTable table =
      OccurrencesOf(Passage("r", "a", 0, 9) + Passage("r", "b", 3, 12) +
                    Passage("r", "c", 0, 9));
  const auto all =
      DetectionsAmong(table, {}, {"a", "b", "c"}, {false, false, false});
  ASSERT_TRUE(all.ok());
  EXPECT_THAT(all->pairs, SizeIs(3));
  const auto some =
      DetectionsAmong(table, {}, {"a", "b", "c"}, {false, true, false});
  EXPECT_THAT(some->pairs, ElementsAre(SpanPair{0, 2, {0, 9}, {0, 9}}));
  EXPECT_EQ(some->left_out, 2u);
}

TEST(Detections, CopiesCountIfAskedFor) {
  const OccurrencesTable table =
      OccurrencesOf(OccurrenceLine("r", "copy", "a", 0, 9) +
                    OccurrenceLine("r", "copy", "b", 0, 9));
  EXPECT_THAT(DetectionsOf(table, {}, {"a", "b"}, Pairs{{0, 1}}).pairs,
              IsEmpty());
  EXPECT_THAT(
      DetectionsOf(table, {.with_copies = true}, {"a", "b"}, Pairs{{0, 1}})
          .pairs,
      SizeIs(1));
}

TEST(Detections, ThatOverlapAreMerged) {
  const OccurrencesTable table =
      OccurrencesOf(Passage("r", "a", 0, 90) + Passage("r", "b", 0, 90) +
                    Passage("s", "a", 10, 20) + Passage("s", "b", 10, 20));
  const Detections found = DetectionsOf(table, {}, {"a", "b"}, Pairs{{0, 1}});
  EXPECT_THAT(found.pairs, ElementsAre(SpanPair{0, 1, {0, 90}, {0, 90}}));
  EXPECT_EQ(found.found, 2u);
}

TEST(Detections, OfBestPlacesAreNotInsideLongerOnesOnBothSides) {
  // Two items x and y of a day share an opening, s: what is left is x in x's
  // place and y in y's.
  const OccurrencesTable table = OccurrencesOf(
      Passage("x", "day", 0, 100) + Passage("x", "item x", 0, 100) +
      Passage("y", "day", 100, 200) + Passage("y", "item y", 0, 100) +
      Passage("s", "day", 0, 30) + Passage("s", "day", 100, 130) +
      Passage("s", "item x", 0, 30) + Passage("s", "item y", 0, 30));
  const std::vector<std::string> ids = {"day", "item x", "item y"};
  const Pairs pairs = {{0, 1}, {0, 2}};
  const Detections every = DetectionsOf(table, {}, ids, pairs);
  EXPECT_THAT(every.pairs, SizeIs(4));
  const Detections best =
      DetectionsOf(table, {.best_places = true}, ids, pairs);
  EXPECT_THAT(best.pairs, ElementsAre(SpanPair{0, 1, {0, 100}, {0, 100}},
                                      SpanPair{0, 2, {100, 200}, {0, 100}}));
  EXPECT_EQ(best.inside, 4u);
}

TEST(Detections, InsideOfALongerOneOnOneSideAloneIsABestPlace) {
  const OccurrencesTable table =
      OccurrencesOf(Passage("x", "a", 0, 100) + Passage("x", "b", 0, 100) +
                    Passage("s", "a", 0, 30) + Passage("s", "c", 0, 30) +
                    Passage("t", "a", 0, 30) + Passage("t", "c", 0, 30));
  const Detections best = DetectionsOf(table, {.best_places = true},
                                       {"a", "b", "c"}, Pairs{{0, 2}});
  EXPECT_THAT(best.pairs, ElementsAre(SpanPair{0, 2, {0, 30}, {0, 30}}));
}

TEST(Detections, OfAPopularRepeatCostAsMuchAsTheirPairs) {
  std::string lines;
  for (int i = 0; i < 30000; ++i) {
    lines += Passage("r", absl::StrCat("d", i), 0, 60);
  }
  const Detections found =
      DetectionsOf(OccurrencesOf(lines), {}, {"d1", "d2"}, Pairs{{0, 1}});
  EXPECT_THAT(found.pairs, SizeIs(1));
  EXPECT_EQ(found.left_out, uint64_t{30000} * 29999 / 2 - 1);
}

}  // namespace
}  // namespace litany::eval
