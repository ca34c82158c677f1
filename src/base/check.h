// Checks for programmer errors.  Never for input: that returns a Status.
#ifndef LITANY_BASE_CHECK_H_
#define LITANY_BASE_CHECK_H_

#include <cstdio>
#include <cstdlib>

namespace litany::base {

[[noreturn]] inline void CheckFailed(const char* condition, const char* file,
                                     int line) {
  std::fprintf(stderr, "%s:%d: check failed: %s\n", file, line, condition);
  std::abort();
}

}  // namespace litany::base

// Always on: for cheap invariants.
#define LITANY_CHECK(condition)                                    \
  do {                                                             \
    if (!(condition)) [[unlikely]]                                 \
      ::litany::base::CheckFailed(#condition, __FILE__, __LINE__); \
  } while (false)

// For hot code: on in builds without NDEBUG.
#ifdef NDEBUG
#define LITANY_DCHECK(condition) \
  do {                           \
  } while (false)
#else
#define LITANY_DCHECK(condition) LITANY_CHECK(condition)
#endif

#endif  // LITANY_BASE_CHECK_H_
