// A vector of numbers that does not set them to 0 when it grows, for what is
// written over at once.  Its memory is touched first by the threads that fill
// it, so that they and not the one that made it wait for the kernel.
//
// REQUIRES: every element is written before it is read.
// Thread safety: that of std::vector.
// Tested by tests/base/raw_vector_test.cc.
#ifndef LITANY_BASE_RAW_VECTOR_H_
#define LITANY_BASE_RAW_VECTOR_H_

#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace litany::base {

template <typename T>
struct RawAllocator : std::allocator<T> {
  static_assert(std::is_trivially_destructible_v<T>);

  RawAllocator() = default;
  template <typename U>
  explicit RawAllocator(const RawAllocator<U>&) {}

  template <typename U>
  void construct(U* at) {
    ::new (static_cast<void*>(at)) U;
  }
  template <typename U, typename... Args>
  void construct(U* at, Args&&... args) {
    ::new (static_cast<void*>(at)) U(std::forward<Args>(args)...);
  }
};

template <typename T>
using RawVector = std::vector<T, RawAllocator<T>>;

}  // namespace litany::base

#endif  // LITANY_BASE_RAW_VECTOR_H_
