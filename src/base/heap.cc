#include "base/heap.h"

#include <cstddef>

// Sanitizers have a heap of their own.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LITANY_HAS_GLIBC_HEAP 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
    __has_feature(memory_sanitizer)
#define LITANY_HAS_GLIBC_HEAP 0
#endif
#endif
#if !defined(LITANY_HAS_GLIBC_HEAP) && defined(__GLIBC__)
#define LITANY_HAS_GLIBC_HEAP 1
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#endif

namespace litany::base {

#if LITANY_HAS_GLIBC_HEAP

void PrepareHeap() {
  // Nothing past the heap, and nothing back from its end.
  if (mallopt(M_MMAP_MAX, 0) == 0 || mallopt(M_TRIM_THRESHOLD, -1) == 0) return;
  const int64_t page = sysconf(_SC_PAGESIZE);
  const int64_t pages = sysconf(_SC_PHYS_PAGES);
  if (page <= 0 || pages <= 0) return;
  // Half of the machine's: address space alone, which becomes memory where it
  // is written to.
  const auto size = static_cast<size_t>(page * (pages / 2));
  void* const space = std::malloc(size);
  if (space == nullptr) return;
  constexpr uintptr_t kHugePage = uintptr_t{1} << 21;
  const auto at = reinterpret_cast<uintptr_t>(space);
  const size_t before = (kHugePage - at % kHugePage) % kHugePage;
  if (before < size) {
    // Advice: what it says of failure changes nothing here.
    static_cast<void>(madvise(static_cast<char*>(space) + before, size - before,
                              MADV_HUGEPAGE));
  }
  std::free(space);
}

#else

void PrepareHeap() {}

#endif

}  // namespace litany::base
