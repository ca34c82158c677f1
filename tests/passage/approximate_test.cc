#include "passage/approximate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <vector>

#include "passage/align.h"
#include "reference/local_alignment.h"
#include "tests/passage/collection.h"

namespace litany::passage {
namespace {

using reference::CommonSubsequence;

// By the definition in the header, from the common subsequence of the query
// with every part of the text.
class AllPlaces {
 public:
  AllPlaces(const Text& query, const Text& text, TokenStarts starts,
            double similarity)
      : query_(query),
        text_(text),
        starts_(starts),
        cost_(static_cast<int64_t>(
            std::floor(similarity * ApproximateFinder::kUnit))) {}

  std::vector<Place> Find() const {
    std::vector<Place> places;
    uint32_t from = 0;
    while (const std::optional<Place> place = First(from)) {
      places.push_back(*place);
      from = place->end;
    }
    return places;
  }

 private:
  std::optional<Place> Similar(uint32_t begin, uint32_t end) const {
    if (!MayCut(starts_, begin) || !MayCut(starts_, end)) return std::nullopt;
    const Symbols part = Symbols(text_).subspan(begin, end - begin);
    const Place place = {
        begin, end, static_cast<uint32_t>(CommonSubsequence(query_, part))};
    const int64_t least = cost_ * static_cast<int64_t>(query_.size());
    if (Score(place) < least) return std::nullopt;
    return place;
  }

  int64_t Score(const Place& place) const {
    return 2 * place.matches * ApproximateFinder::kUnit -
           cost_ * (place.end - place.begin);
  }

  std::optional<Place> First(uint32_t from) const {
    const auto size = static_cast<uint32_t>(text_.size());
    uint32_t first_end = 0;
    for (uint32_t end = from + 1; end <= size && first_end == 0; ++end) {
      for (uint32_t begin = from; begin < end; ++begin) {
        if (Similar(begin, end)) first_end = end;
      }
    }
    std::optional<Place> best;
    for (uint32_t end = first_end; end <= size; ++end) {
      for (uint32_t begin = first_end; begin-- > from;) {
        const std::optional<Place> place = Similar(begin, end);
        if (place && (!best || Score(*place) > Score(*best))) best = place;
      }
    }
    return first_end == 0 ? std::nullopt : best;
  }

  const Text& query_;
  const Text& text_;
  const TokenStarts starts_;
  const int64_t cost_;
};

std::vector<Place> PlacesOf(const Text& query, const Text& text,
                            TokenStarts starts, double similarity) {
  ApproximateScratch scratch;
  std::vector<Place> places;
  ApproximateFinder(query, similarity)
      .Find(text, starts, 0, static_cast<uint32_t>(text.size()), &scratch,
            &places);
  return places;
}

TEST(Approximate, IsTheDefinitionOnSmallTexts) {
  const double similarities[] = {0.3, 0.5, 0.7, 0.75, 0.9, 1.0};
  size_t found = 0;
  for (uint32_t seed = 0; seed < 1500; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const uint32_t kinds = 2 + Below(&random, 6);
    const Text query = RandomText(&random, 1 + Below(&random, 7), kinds);
    const Text text = RandomText(&random, Below(&random, 22), kinds);
    const double similarity = similarities[Below(&random, 6)];
    const auto expected = AllPlaces(query, text, {}, similarity).Find();
    EXPECT_EQ(PlacesOf(query, text, {}, similarity), expected);
    found += expected.size();
  }
  EXPECT_GT(found, 1000u);
}

TEST(Approximate, IsTheDefinitionWhereWordsMayNotBeCut) {
  size_t found = 0;
  for (uint32_t seed = 0; seed < 1500; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const Text query = RandomText(&random, 1 + Below(&random, 7), 4);
    const Text text = RandomText(&random, 1 + Below(&random, 20), 4);
    std::vector<uint8_t> starts(text.size());
    for (uint8_t& start : starts) start = Below(&random, 3) == 0 ? 1 : 0;
    starts[0] = 1;
    const auto expected = AllPlaces(query, text, starts, 0.6).Find();
    EXPECT_EQ(PlacesOf(query, text, starts, 0.6), expected);
    found += expected.size();
  }
  EXPECT_GT(found, 300u);
}

TEST(Approximate, PartOfATextIsSearchedAsIfItWereAll) {
  std::mt19937 random(7);
  const Text query = RandomText(&random, 6, 3);
  const Text text = RandomText(&random, 60, 3);
  ApproximateScratch scratch;
  std::vector<Place> places;
  ApproximateFinder(query, 0.6).Find(text, {}, 20, 45, &scratch, &places);
  std::vector<Place> expected =
      PlacesOf(query, Text(text.begin() + 20, text.begin() + 45), {}, 0.6);
  for (Place& place : expected) {
    place.begin += 20;
    place.end += 20;
  }
  ASSERT_FALSE(expected.empty());
  EXPECT_EQ(places, expected);
}

TEST(Approximate, FindsWhatWasPlantedWithEditsInLongTexts) {
  for (uint32_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const uint32_t size = 10 + Below(&random, 55);
    const Text query = RandomText(&random, size, 2000);
    Text copy = query;
    // An edit costs at most one match and one symbol more.
    const uint32_t edits = size / 5;
    for (uint32_t i = 0; i < edits; ++i) {
      const uint32_t at =
          1 + Below(&random, static_cast<uint32_t>(copy.size() - 2));
      const auto place = copy.begin() + at;
      switch (Below(&random, 3)) {
        case 0:
          *place = 0x9000 + i;
          break;
        case 1:
          copy.insert(place, 0x9000 + i);
          break;
        default:
          copy.erase(place);
      }
    }
    Text text = RandomText(&random, 5000, 2000);
    const uint32_t at = 100 + Below(&random, 4000);
    text.insert(text.begin() + at, copy.begin(), copy.end());
    const auto places = PlacesOf(query, text, {}, 0.7);
    // A beginning of k symbols with e edits is left out only if what it adds,
    // 2 (k - e), is less than it costs, .7 k.
    const uint32_t slack = size / 3;
    const bool is_found =
        std::any_of(places.begin(), places.end(), [&](const Place& place) {
          return place.begin <= at + slack &&
                 place.end + slack >= at + copy.size();
        });
    EXPECT_TRUE(is_found);
    for (const Place& place : places) {
      EXPECT_TRUE(
          IsSimilar(place.matches, size, place.end - place.begin, 0.6999));
    }
  }
}

TEST(Approximate, OneSymbolOverAndOverTakesLinearTime) {
  const Text query(64, 'a');
  const Text text(200000, 'a');
  const auto places = PlacesOf(query, text, {}, 0.1);
  EXPECT_EQ(places.size(), 200000u / 64u);
}

}  // namespace
}  // namespace litany::passage
