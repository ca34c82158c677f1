// Small collections of texts for the tests of this folder.
#ifndef LITANY_TESTS_PASSAGE_COLLECTION_H_
#define LITANY_TESTS_PASSAGE_COLLECTION_H_

#include <cstdint>
#include <memory>
#include <random>
#include <vector>

#include "lsh/mem_store.h"
#include "passage/anchors.h"
#include "passage/pairs.h"
#include "passage/passages.h"
#include "passage/seeds.h"
#include "passage/text_table.h"
#include "tests/passage/random.h"

namespace litany::passage {

using Text = std::vector<uint32_t>;

// Han characters of `kinds` kinds, or (kinds <= 26) letters.
inline Text RandomText(std::mt19937* random, size_t size, uint32_t kinds) {
  Text text(size);
  for (uint32_t& symbol : text) {
    symbol = (kinds <= 26 ? 'a' : 0x4e00u) + Below(random, kinds);
  }
  return text;
}

struct Texts {
  explicit Texts(const std::vector<Text>& texts) {
    for (const Text& text : texts) {
      symbols.insert(symbols.end(), text.begin(), text.end());
      begins.push_back(symbols.size());
    }
  }
  TextTable table() const { return {symbols, begins}; }

  std::vector<uint32_t> symbols;
  std::vector<uint64_t> begins = {0};
};

inline AnchorMaker MakerFor(const PairParams& params) {
  return *AnchorMaker::Create(
      AnchorsFor(params.dense_length, params.letter_length, 1));
}

inline PairRule AnyPair() {
  return {[](uint32_t, uint32_t) { return true; }, {}};
}

inline SeedReport SeedsOf(const Texts& texts, const PairParams& params,
                          const PairRule& rule, uint32_t threads = 1) {
  return *FindSeeds(
      texts.table(), MakerFor(params), rule, params.exact,
      [] { return std::make_unique<lsh::MemStore>(); }, threads);
}

inline std::vector<Passage> PassagesOf(const Texts& texts,
                                       const PairParams& params,
                                       const PairRule& rule,
                                       uint32_t threads = 1) {
  const SeedReport seeds = SeedsOf(texts, params, rule, threads);
  const std::vector<Stretch> stretches =
      FindAllStretches(texts.table(), seeds.seeds, params, threads);
  const std::vector<bool> is_repeated(texts.table().size());
  return BuildPassages(texts.table(), stretches, is_repeated,
                       texts.table().size(), params);
}

// By text and symbol: whether an occurrence covers it.
inline std::vector<std::vector<bool>> Coverage(
    const Texts& texts, const std::vector<Passage>& passages) {
  std::vector<std::vector<bool>> covered;
  for (uint32_t t = 0; t < texts.table().size(); ++t) {
    covered.emplace_back(texts.table()[t].size());
  }
  for (const Passage& passage : passages) {
    for (const Occurrence& occurrence : passage.occurrences) {
      for (uint32_t i = occurrence.begin; i < occurrence.end; ++i) {
        covered[occurrence.text][i] = true;
      }
    }
  }
  return covered;
}

}  // namespace litany::passage

#endif  // LITANY_TESTS_PASSAGE_COLLECTION_H_
