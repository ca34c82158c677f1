#include "passage/text_query.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string_view>
#include <vector>

#include "reference/local_alignment.h"
#include "tests/passage/collection.h"

namespace litany::passage {
namespace {

using reference::CommonSubsequence;

// Letters, with a token start where a word begins.
struct Words {
  explicit Words(std::string_view text) {
    bool is_start = true;
    for (const char c : text) {
      if (c == ' ') {
        is_start = true;
        continue;
      }
      symbols.push_back(static_cast<uint32_t>(c));
      starts.push_back(is_start ? 1 : 0);
      is_start = false;
    }
  }

  Text symbols;
  std::vector<uint8_t> starts;
};

QueryParams Params(double similarity, bool exact = false) {
  QueryParams params;
  params.similarity = similarity;
  params.exact = exact;
  return params;
}

QueryParams Exact() { return Params(0.7, true); }

std::vector<QueryHit> HitsOf(const Text& query, const Text& text,
                             const QueryParams& params = {},
                             TokenStarts starts = {}) {
  const auto search = TextQuery::Create(query, params);
  EXPECT_TRUE(search.ok()) << search.status();
  QueryScratch scratch;
  std::vector<QueryHit> hits(3);  // what was there before goes
  search->Find(text, starts, &scratch, &hits);
  return hits;
}

std::vector<std::string_view> WordHits(std::string_view query,
                                       std::string_view text,
                                       const QueryParams& params = {}) {
  const Words words(text);
  // What is between the symbols, back in.
  std::vector<size_t> at;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != ' ') at.push_back(i);
  }
  std::vector<std::string_view> found;
  for (const QueryHit& hit :
       HitsOf(Words(query).symbols, words.symbols, params, words.starts)) {
    const size_t begin = at[hit.begin];
    found.push_back(text.substr(begin, at[hit.end - 1] + 1 - begin));
  }
  return found;
}

using Found = std::vector<std::string_view>;

// Holds for every hit whatever the texts.
void ExpectSound(const Text& query, const Text& text, double similarity,
                 const std::vector<QueryHit>& hits) {
  uint32_t covered = 0;
  for (const QueryHit& hit : hits) {
    ASSERT_LT(hit.begin, hit.end);
    ASSERT_LE(hit.end, text.size());
    ASSERT_LT(hit.query_begin, hit.query_end);
    ASSERT_LE(hit.query_end, query.size());
    EXPECT_GT(hit.end, covered) << "inside another";
    covered = hit.end;
    // The edits make the text's part of the query's.
    const auto query_at = query.begin() + hit.query_begin;
    const auto text_at = text.begin() + hit.begin;
    Text made;
    uint32_t done_a = 0;
    uint32_t matches = 0;
    for (const SymbolEdit& edit : hit.alignment.edits) {
      made.insert(made.end(), query_at + done_a, query_at + edit.begin_a);
      matches += edit.begin_a - done_a;
      EXPECT_EQ(made.size(), edit.begin_b);
      made.insert(made.end(), text_at + edit.begin_b, text_at + edit.end_b);
      done_a = edit.end_a;
    }
    made.insert(made.end(), query_at + done_a, query.begin() + hit.query_end);
    matches += hit.query_end - hit.query_begin - done_a;
    EXPECT_EQ(made, Text(text_at, text.begin() + hit.end));
    EXPECT_EQ(matches, hit.alignment.matches);
    EXPECT_TRUE(IsSimilar(matches, hit.query_end - hit.query_begin,
                          hit.end - hit.begin, similarity));
  }
}

TEST(TextQuery, EmptyQueryIsRefusedWithItsReason) {
  const auto query = TextQuery::Create({}, {});
  ASSERT_FALSE(query.ok());
  EXPECT_NE(query.status().message().find("no letter, mark or number"),
            std::string::npos);
}

TEST(TextQuery, ParametersOutOfRangeAreRefused) {
  const Text query = {'a'};
  EXPECT_FALSE(TextQuery::Create(query, Params(0)).ok());
  EXPECT_FALSE(TextQuery::Create(query, Params(1.01)).ok());
}

TEST(TextQuery, ExactPlacesComeFromTheLeftWithoutOverlap) {
  for (uint32_t seed = 0; seed < 3000; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const Text query = RandomText(&random, 1 + Below(&random, 6), 2);
    const Text text = RandomText(&random, Below(&random, 60), 2);
    std::vector<uint32_t> expected;
    auto from = text.begin();
    while (true) {
      from = std::search(from, text.end(), query.begin(), query.end());
      if (from == text.end()) break;
      expected.push_back(static_cast<uint32_t>(from - text.begin()));
      from += static_cast<ptrdiff_t>(query.size());
    }
    std::vector<uint32_t> found;
    for (const QueryHit& hit : HitsOf(query, text, Exact())) {
      EXPECT_TRUE(hit.is_exact());
      EXPECT_EQ(hit.end - hit.begin, query.size());
      found.push_back(hit.begin);
    }
    EXPECT_EQ(found, expected);
  }
}

TEST(TextQuery, WhatIsExactIsFoundAmongTheChangedToo) {
  size_t changed = 0;
  for (uint32_t seed = 0; seed < 2000; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const Text query = RandomText(&random, 2 + Below(&random, 10), 5);
    const Text text = RandomText(&random, Below(&random, 120), 5);
    const auto exact = HitsOf(query, text, Exact());
    const auto all = HitsOf(query, text);
    ExpectSound(query, text, 0.7, all);
    for (const QueryHit& hit : exact) {
      EXPECT_TRUE(std::any_of(all.begin(), all.end(), [&](const QueryHit& h) {
        return h.begin == hit.begin && h.end == hit.end && h.is_exact();
      }));
    }
    changed += all.size() - exact.size();
  }
  EXPECT_GT(changed, 1000u);
}

// Brute force: is there any part of the text as similar as asked for?
TEST(TextQuery, FindsNothingOnlyWhereNothingIsSimilar) {
  size_t without = 0;
  for (uint32_t seed = 0; seed < 600; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const Text query = RandomText(&random, 3 + Below(&random, 8), 9);
    const Text text = RandomText(&random, Below(&random, 30), 9);
    if (!HitsOf(query, text, Params(0.75)).empty()) continue;
    ++without;
    AlignScratch scratch;
    SpanAlignment alignment;
    for (size_t begin = 0; begin < text.size(); ++begin) {
      for (size_t end = begin + 1; end <= text.size(); ++end) {
        const Symbols part = Symbols(text).subspan(begin, end - begin);
        AlignSpans(query, part, &scratch, &alignment);
        EXPECT_FALSE(
            IsSimilar(alignment.matches, query.size(), part.size(), 0.75))
            << begin << " " << end;
      }
    }
  }
  EXPECT_GT(without, 200u);
}

TEST(TextQuery, WordsAreNotFoundInsideWords) {
  EXPECT_EQ(WordHits("art", "party art artful modern art", Exact()),
            (Found{"art", "art"}));
  EXPECT_EQ(WordHits("small steps", "a small, smal steps smallsteps"),
            (Found{"smal steps", "smallsteps"}));
}

TEST(TextQuery, WhereAWordWasBrokenDoesNotMatter) {
  EXPECT_EQ(WordHits("shared roads", "so sha red ro ads go", Exact()),
            (Found{"sha red ro ads"}));
}

TEST(TextQuery, ChangedPlacesAreWholeWords) {
  EXPECT_EQ(WordHits("the quick brown fox", "see the quick browns fox run"),
            (Found{"the quick browns fox"}));
}

TEST(TextQuery, EverySharedRunOfALongQueryIsCovered) {
  for (uint32_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const bool is_dense = seed % 2 == 0;
    const uint32_t kinds = is_dense ? 400 : 20;
    const uint32_t least = is_dense ? 24 : 50;
    const Text query = RandomText(&random, 65 + Below(&random, 400), kinds);
    Text text = RandomText(&random, Below(&random, 300), kinds);
    for (uint32_t i = 0; i < 3; ++i) {
      const uint32_t size = std::min<uint32_t>(
          least + Below(&random, 12), static_cast<uint32_t>(query.size()));
      const auto from =
          query.begin() +
          Below(&random, static_cast<uint32_t>(query.size() - size + 1));
      text.insert(text.end(), from, from + size);
      const Text between = RandomText(&random, Below(&random, 40), kinds);
      text.insert(text.end(), between.begin(), between.end());
    }
    const auto hits = HitsOf(query, text);
    ExpectSound(query, text, 0.7, hits);
    for (const auto& run : reference::SharedRuns(query, text, least)) {
      uint32_t covered = 0;
      for (const QueryHit& hit : hits) {
        const auto begin = std::max<size_t>(hit.begin, run.begin_b);
        const auto end = std::min<size_t>(hit.end, run.begin_b + run.size);
        if (begin < end) covered += static_cast<uint32_t>(end - begin);
      }
      EXPECT_GE(covered, run.size);
    }
  }
}

TEST(TextQuery, ExactPartsOfALongQueryAreItsRuns) {
  for (uint32_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const Text query = RandomText(&random, 100, 3000);
    Text text = RandomText(&random, 50, 3000);
    text.insert(text.end(), query.begin() + 10, query.begin() + 60);
    text.push_back('x');
    text.insert(text.end(), query.begin() + 60, query.begin() + 83);
    const auto hits = HitsOf(query, text, Exact());
    ASSERT_EQ(hits.size(), 1u);  // 23 symbols are too few
    EXPECT_TRUE(hits[0].is_exact());
    EXPECT_EQ(hits[0].begin, 50u);
    EXPECT_EQ(hits[0].end, 100u);
    EXPECT_EQ(hits[0].query_begin, 10u);
  }
}

TEST(TextQuery, AllOfALongQueryIsOneHitEachTime) {
  std::mt19937 random(1);
  const Text query = RandomText(&random, 300, 500);
  Text text;
  for (int i = 0; i < 3; ++i) {
    text.push_back('x');
    text.insert(text.end(), query.begin(), query.end());
  }
  const auto hits = HitsOf(query, text);
  ASSERT_EQ(hits.size(), 3u);
  for (const QueryHit& hit : hits) {
    EXPECT_TRUE(hit.is_exact());
    EXPECT_EQ(hit.end - hit.begin, 300u);
  }
}

// Each gram of the query, in order, with as much between them that no two go
// together: a chain of 100,000 links that falls apart.
TEST(TextQuery, LongChainsFallApartWithoutRecursion) {
  std::mt19937 random(3);
  const Text query = RandomText(&random, 800000, 20000);
  Text text;
  for (size_t i = 0; i < query.size(); i += 8) {
    const auto gram = query.begin() + static_cast<ptrdiff_t>(i);
    text.insert(text.end(), gram, gram + 8);
    text.insert(text.end(), 30, static_cast<uint32_t>(0x20000 + i));
  }
  EXPECT_TRUE(HitsOf(query, text).empty());
}

// Neither may take time by the square of the text.
TEST(TextQuery, PeriodicTextsAreSearchedInLinearTime) {
  for (const uint32_t period : {1u, 2u, 7u, 40u, 100u}) {
    SCOPED_TRACE(period);
    std::mt19937 random(period);
    const Text unit = RandomText(&random, period, 1000);
    const auto repeat = [&](size_t size) {
      Text text;
      for (size_t i = 0; i < size; ++i) text.push_back(unit[i % period]);
      return text;
    };
    Text query = repeat(500);
    const Text text = repeat(100000);
    const size_t step = (500 + period - 1) / period * period;
    EXPECT_GE(HitsOf(query, text, Exact()).size(), (100000 - 500) / step + 1);
    query.push_back(0x9fff);
    ExpectSound(query, text, 0.7, HitsOf(query, text));
  }
}

}  // namespace
}  // namespace litany::passage
