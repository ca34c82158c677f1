// Pairs of sets of random hashes whose similarity is known.
#ifndef LITANY_TESTS_SKETCH_SET_PAIRS_H_
#define LITANY_TESTS_SKETCH_SET_PAIRS_H_

#include <cstddef>
#include <cstdint>
#include <random>
#include <unordered_set>
#include <vector>

namespace litany::sketch {

struct SetPair {
  std::vector<uint32_t> a;
  std::vector<uint32_t> b;
};

// `size_a` and `size_b` distinct hashes, `shared` of them in both.
inline SetPair RandomPair(std::mt19937* random, size_t size_a, size_t size_b,
                          size_t shared) {
  SetPair pair;
  std::unordered_set<uint32_t> seen;
  const size_t total = size_a + size_b - shared;
  while (seen.size() < total) {
    const auto hash = static_cast<uint32_t>((*random)());
    if (!seen.insert(hash).second) continue;
    const size_t i = seen.size();
    if (i <= size_a) pair.a.push_back(hash);
    if (i <= shared || i > size_a) pair.b.push_back(hash);
  }
  return pair;
}

inline double Jaccard(size_t size_a, size_t size_b, size_t shared) {
  return static_cast<double>(shared) /
         static_cast<double>(size_a + size_b - shared);
}

}  // namespace litany::sketch

#endif  // LITANY_TESTS_SKETCH_SET_PAIRS_H_
