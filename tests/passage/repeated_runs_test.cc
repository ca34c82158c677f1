// Counts of all runs of small random collections, against counting every run
// of every text by hand: through the sieve, the suffix array and the walk.
#include "passage/repeated_runs.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <tuple>
#include <vector>

#include "passage/phrase_sieve.h"
#include "passage/short_counts.h"
#include "tests/passage/random.h"

namespace litany::passage {
namespace {

using TokenRun = std::vector<uint32_t>;

struct Tally {
  uint32_t count = 0;
  std::set<uint32_t> documents;
  std::set<uint32_t> sources;
  std::set<uint32_t> behind;  // tokens; ends are told apart
  std::vector<uint32_t> places;
};

// A random collection of single tokens and words.
struct RandomTexts {
  std::vector<uint32_t> symbols;
  std::vector<uint8_t> marks;
  std::vector<uint64_t> begins = {0};
  std::vector<uint32_t> sources;
  std::vector<uint8_t> counted;

  RandomTexts(std::mt19937* random, bool with_words) {
    const uint32_t texts = 1 + Below(random, 12);
    const uint32_t kinds = 1 + Below(random, 3);
    for (uint32_t t = 0; t < texts; ++t) {
      const uint32_t size = Below(random, 30);
      for (uint32_t i = 0; i < size; ++i) {
        uint8_t mark = Below(random, 12) == 0 ? kMasked : uint8_t{0};
        if (with_words && Below(random, 2) == 0) {
          // "a", "aa", "ab", ...
          const uint32_t length = 1 + Below(random, 2);
          for (uint32_t j = 0; j < length; ++j) {
            symbols.push_back('a' + Below(random, kinds));
            marks.push_back(
                static_cast<uint8_t>(mark | (j == 0 ? kStartsToken : 0)));
          }
        } else {
          symbols.push_back(0x4e00 + Below(random, kinds));
          marks.push_back(static_cast<uint8_t>(mark | kStartsToken));
        }
      }
      begins.push_back(symbols.size());
      const uint32_t source = Below(random, 4);
      sources.push_back(source == 3 ? kNoSource : source);
      counted.push_back(Below(random, 5) == 0 ? 0 : 1);
    }
  }

  // More of them.
  void Append(std::mt19937* random) {
    const RandomTexts more(random, /*with_words=*/true);
    const uint64_t base = symbols.size();
    const auto append = [](const auto& from, auto* to) {
      to->insert(to->end(), from.begin(), from.end());
    };
    append(more.symbols, &symbols);
    append(more.marks, &marks);
    append(more.sources, &sources);
    append(more.counted, &counted);
    for (size_t t = 1; t < more.begins.size(); ++t) {
      begins.push_back(base + more.begins[t]);
    }
  }

  PhraseTexts texts() const {
    return {{symbols, begins}, marks, sources, counted};
  }
};

// Every run of unmasked tokens of counted texts.
std::map<TokenRun, Tally> CountByHand(const PhraseTexts& texts,
                                      const TokenTable& tokens) {
  std::map<TokenRun, Tally> tallies;
  uint32_t end_number = 0;
  for (uint32_t t = 0; t < tokens.texts(); ++t) {
    if (!texts.IsCounted(t)) continue;
    for (uint32_t i = tokens.begin(t); i < tokens.end(t); ++i) {
      TokenRun run;
      for (uint32_t j = i; j < tokens.end(t) && !tokens.masked(j); ++j) {
        run.push_back(tokens.id(j));
        Tally& tally = tallies[run];
        ++tally.count;
        tally.documents.insert(t);
        if (texts.SourceOf(t) != kNoSource) {
          tally.sources.insert(texts.SourceOf(t));
        }
        tally.places.push_back(i);
        const bool ends = j + 1 == tokens.end(t) || tokens.masked(j + 1);
        tally.behind.insert(ends ? 0xf0000000 + end_number++
                                 : tokens.id(j + 1));
      }
    }
  }
  return tallies;
}

TEST(TokenTable, IsTheSameForAnyThreads) {
  std::mt19937 random(17);
  RandomTexts sample(&random, /*with_words=*/true);
  // More texts than one thread takes at a time, some of them empty.
  while (sample.begins.size() < 2000) sample.Append(&random);
  const PhraseTexts texts{
      {sample.symbols, sample.begins}, sample.marks, {}, {}};
  const auto one = TokenTable::Build(texts, 1);
  const auto many = TokenTable::Build(texts, 3);
  ASSERT_TRUE(one.ok() && many.ok());
  ASSERT_EQ(many->size(), one->size());
  ASSERT_EQ(many->id_count(), one->id_count());
  uint32_t words = 0;
  for (uint32_t text = 0; text < one->texts(); ++text) {
    ASSERT_EQ(many->end(text), one->end(text));
    for (uint32_t i = one->begin(text); i < one->end(text); ++i) {
      ASSERT_EQ(many->id(i), one->id(i));
      ASSERT_EQ(many->marks(i), one->marks(i));
      ASSERT_EQ(many->symbol_begin(i), one->symbol_begin(i));
      words += one->IsWord(one->id(i)) ? 1 : 0;
    }
    // The tokens of a text are all of its symbols.
    if (one->begin(text) == one->end(text)) continue;
    ASSERT_EQ(one->symbol_end(one->end(text) - 1), texts.texts[text].size());
  }
  EXPECT_GT(words, 1000u);
}

// Compares what is found in a collection with counting by hand; returns how
// many runs it is.
uint32_t CompareWithCounting(const PhraseTexts& texts,
                             const PhraseBounds& bounds, uint32_t threads) {
  const auto tokens = TokenTable::Build(texts);
  if (!tokens.ok()) {
    ADD_FAILURE() << tokens.status();
    return 0;
  }
  const auto repeated = RepeatedRuns::Build(
      texts, *tokens, SievePhrases(texts, *tokens, bounds, threads),
      bounds.max_weight, threads);
  if (!repeated.ok()) {
    ADD_FAILURE() << repeated.status();
    return 0;
  }
  std::map<TokenRun, Tally> want = CountByHand(texts, *tokens);
  // What Find must give: runs that are followed by different things.
  std::map<TokenRun, std::tuple<uint32_t, uint32_t, uint32_t>> expected;
  for (const auto& [run, tally] : want) {
    uint32_t weight = 0;
    for (const uint32_t id : run) weight += tokens->weight(id);
    const bool frequent =
        tally.documents.size() >= bounds.min_documents &&
        (bounds.min_sources == 1 || tally.sources.size() >= bounds.min_sources);
    if (!frequent || run.size() < 2 || weight < bounds.min_weight) continue;
    if (run.size() > bounds.max_weight) continue;
    EXPECT_EQ(repeated->Count(run), tally.count);
    if (weight > bounds.max_weight || tally.behind.size() < 2) continue;
    // One place is no repetition.
    if (tally.count < 2) continue;
    expected[run] = {tally.count, static_cast<uint32_t>(tally.documents.size()),
                     static_cast<uint32_t>(tally.sources.size())};
  }
  std::map<TokenRun, std::tuple<uint32_t, uint32_t, uint32_t>> found;
  for (const RepeatedRun& run : repeated->Find(bounds, threads)) {
    const auto places = repeated->places(run);
    const auto ids = tokens->ids().subspan(places.front(), run.length);
    const TokenRun key(ids.begin(), ids.end());
    EXPECT_TRUE(
        found.emplace(key, std::tuple(run.count, run.documents, run.sources))
            .second);
    std::vector<uint32_t> sorted(places.begin(), places.end());
    std::sort(sorted.begin(), sorted.end());
    EXPECT_EQ(sorted, want[key].places);
  }
  EXPECT_EQ(found, expected);
  return static_cast<uint32_t>(found.size());
}

TEST(RepeatedRuns, AreThoseOfCountingByHand) {
  std::mt19937 random(4711);
  uint32_t compared = 0;
  for (uint32_t round = 0; round < 400; ++round) {
    SCOPED_TRACE(round);
    const RandomTexts sample(&random, /*with_words=*/round % 2 == 0);
    PhraseBounds bounds;
    bounds.min_documents = 1 + Below(&random, 4);
    bounds.min_sources = 1 + Below(&random, 2);
    bounds.min_weight = 3 + Below(&random, 4);
    bounds.max_weight = bounds.min_weight + Below(&random, 12);
    compared += CompareWithCounting(sample.texts(), bounds, 1 + round % 3);
    if (HasFailure()) return;
  }
  EXPECT_GT(compared, 1000u);
}

// More than one piece of the suffixes.
TEST(RepeatedRuns, OfManyTextsAreThoseOfCountingByHand) {
  std::mt19937 random(99);
  RandomTexts sample(&random, /*with_words=*/true);
  while (sample.symbols.size() < 30000) sample.Append(&random);
  const PhraseBounds bounds{
      .min_documents = 2, .min_sources = 2, .min_weight = 4, .max_weight = 12};
  const uint32_t found = CompareWithCounting(sample.texts(), bounds, 3);
  EXPECT_GT(found, 500u);
  EXPECT_EQ(CompareWithCounting(sample.texts(), bounds, 1), found);
}

TEST(PhraseSieve, LetsThroughLessWhenMoreDocumentsAreAsked) {
  std::mt19937 random(12);
  RandomTexts sample(&random, false);
  sample.symbols.clear();
  sample.marks.clear();
  sample.begins = {0};
  sample.sources.clear();
  sample.counted.clear();
  // Fifty texts of random characters, three of which share a stretch.
  for (uint32_t t = 0; t < 50; ++t) {
    for (uint32_t i = 0; i < 100; ++i) {
      const bool shared = t % 20 == 0 && i >= 40 && i < 60;
      sample.symbols.push_back(shared ? 0x5000 + i
                                      : 0x6000 + Below(&random, 3000));
    }
    sample.begins.push_back(sample.symbols.size());
  }
  const PhraseTexts texts{{sample.symbols, sample.begins}, {}, {}, {}};
  const auto tokens = TokenTable::Build(texts);
  ASSERT_TRUE(tokens.ok());
  // Of 5,000 tokens: what is shared, and what met by its hash.
  const auto kept = [&](uint32_t min_documents) {
    PhraseBounds bounds;
    bounds.min_documents = min_documents;
    uint32_t size = 0;
    for (const SievedRun& stretch : SievePhrases(texts, *tokens, bounds, 2)) {
      size += stretch.end - stretch.begin;
    }
    return size;
  };
  EXPECT_EQ(kept(1), 5000u);
  EXPECT_GE(kept(3), 3u * 20);
  EXPECT_LE(kept(3), 1500u);
  EXPECT_LE(kept(6), 3u * 20 - 1);
}

TEST(ShortCounts, AreThoseOfCountingByHand) {
  std::mt19937 random(99);
  for (uint32_t round = 0; round < 50; ++round) {
    const RandomTexts sample(&random, /*with_words=*/true);
    const PhraseTexts texts = sample.texts();
    const auto tokens = TokenTable::Build(texts);
    ASSERT_TRUE(tokens.ok());
    const std::map<TokenRun, Tally> want = CountByHand(texts, *tokens);
    ShortCounts counts(texts, *tokens);
    for (const auto& [run, tally] : want) {
      if (run.size() <= 4) counts.Ask(run);
    }
    counts.CountAll(1 + round % 3);
    uint64_t total = 0;
    for (const auto& [run, tally] : want) {
      ASSERT_EQ(counts.Count(run), run.size() <= 4 ? tally.count : 0);
      if (run.size() == 1) total += tally.count;
    }
    EXPECT_EQ(counts.total(), total);
  }
}

}  // namespace
}  // namespace litany::passage
