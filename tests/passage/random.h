// Random numbers of the tests of this folder.
#ifndef LITANY_TESTS_PASSAGE_RANDOM_H_
#define LITANY_TESTS_PASSAGE_RANDOM_H_

#include <cstdint>
#include <random>

namespace litany::passage {

inline uint32_t Below(std::mt19937* random, uint32_t end) {
  return static_cast<uint32_t>((*random)() % end);
}

}  // namespace litany::passage

#endif  // LITANY_TESTS_PASSAGE_RANDOM_H_
