// How many symbols two texts have alike: from one place on, back, or in all.
#ifndef LITANY_PASSAGE_COMMON_RUN_H_
#define LITANY_PASSAGE_COMMON_RUN_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace litany::passage {

// Whether four symbols are the same; compilers make one comparison of it.
inline bool SameFour(const uint32_t* a, const uint32_t* b) {
  return std::memcmp(a, b, 4 * sizeof(uint32_t)) == 0;
}

// The first symbols that `a` and `b` share, at most `most`.
inline size_t CommonPrefix(const uint32_t* a, const uint32_t* b, size_t most) {
  size_t size = 0;
  while (size + 4 <= most && SameFour(a + size, b + size)) size += 4;
  while (size < most && a[size] == b[size]) ++size;
  return size;
}

// The last symbols before `a_end` and `b_end` that are shared, at most `most`.
inline size_t CommonSuffix(const uint32_t* a_end, const uint32_t* b_end,
                           size_t most) {
  size_t size = 0;
  while (size + 4 <= most && SameFour(a_end - size - 4, b_end - size - 4)) {
    size += 4;
  }
  while (size < most && *(a_end - size - 1) == *(b_end - size - 1)) ++size;
  return size;
}

// At how many of `count` places `a` and `b` have the same symbol.  Compilers
// make vectors of it.
inline size_t CountEqual(const uint32_t* a, const uint32_t* b, size_t count) {
  uint32_t equal = 0;
  for (size_t i = 0; i < count; ++i) equal += a[i] == b[i] ? 1 : 0;
  return equal;
}

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_COMMON_RUN_H_
