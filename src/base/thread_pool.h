// Threads for work that is cut into independent pieces.
#ifndef LITANY_BASE_THREAD_POOL_H_
#define LITANY_BASE_THREAD_POOL_H_

#include <cstddef>
#include <cstdint>
#include <functional>

namespace litany::base {

// The cores this process may use: its CPU affinity, cut down to the cgroup's
// quota.  At least 1.
uint32_t UsableCores();

// Calls work(thread, piece) for each piece in [0, pieces), pieces taken in
// increasing order by `threads` threads (0 <= thread < threads).  Returns when
// all are done.  With one thread or one piece nothing is started.
void ParallelFor(
    uint32_t threads, size_t pieces,
    const std::function<void(uint32_t thread, size_t piece)>& work);

// A piece [begin, end) of things that are numbered from 0.
struct Piece {
  size_t number = 0;
  size_t begin = 0;
  size_t end = 0;
};

// How many pieces of `most` things, the last one maybe of fewer, `count` make.
constexpr size_t PiecesOf(size_t count, size_t most) {
  return (count + most - 1) / most;
}

// ParallelFor over the things below `count`, PiecesOf(count, most) pieces of
// them.
void ParallelForPieces(
    uint32_t threads, size_t count, size_t most,
    const std::function<void(uint32_t thread, const Piece& piece)>& work);

// A conveyor: `produce` fills items one after another (false: no more),
// `transform` runs on `threads` threads at once, `consume` takes the items in
// the order they were produced.  produce and consume are never called by two
// threads at once.  At most `in_flight` items exist at a time, and each is
// used again.  With one thread everything runs on the calling thread.
//
// consume returns false to end early.
template <typename Item>
void RunOrdered(uint32_t threads, size_t in_flight,
                const std::function<bool(Item*)>& produce,
                const std::function<void(uint32_t thread, Item*)>& transform,
                const std::function<bool(Item*)>& consume);

}  // namespace litany::base

#include "base/thread_pool-inl.h"  // IWYU pragma: export

#endif  // LITANY_BASE_THREAD_POOL_H_
