// The guarantee of passages, by brute force.
#ifndef LITANY_TESTS_PASSAGE_GUARANTEE_H_
#define LITANY_TESTS_PASSAGE_GUARANTEE_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "reference/local_alignment.h"
#include "tests/passage/collection.h"

namespace litany::passage {

inline void Append(Text* text, const Text& more) {
  text->insert(text->end(), more.begin(), more.end());
}

// Every shared run of the guaranteed length, by brute force, is covered.
inline void ExpectGuarantee(const Texts& texts, const PairParams& params,
                            const PairRule& rule,
                            const std::vector<Passage>& passages) {
  const std::vector<std::vector<bool>> covered = Coverage(texts, passages);
  const TextTable table = texts.table();
  for (uint32_t a = 0; a < table.size(); ++a) {
    for (uint32_t b = a + 1; b < table.size(); ++b) {
      if (!rule.allows(a, b)) continue;
      for (const auto& run : reference::SharedRuns(
               table[a], table[b],
               std::min(params.dense_length, params.letter_length))) {
        const Symbols symbols = table[a].subspan(run.begin_a, run.size);
        if (run.size < LeastMatches(symbols, params)) continue;
        for (size_t i = 0; i < run.size; ++i) {
          ASSERT_TRUE(covered[a][run.begin_a + i])
              << a << " at " << run.begin_a + i << ", with " << b;
          ASSERT_TRUE(covered[b][run.begin_b + i])
              << b << " at " << run.begin_b + i << ", with " << a;
        }
      }
    }
  }
}

}  // namespace litany::passage

#endif  // LITANY_TESTS_PASSAGE_GUARANTEE_H_
