#include "base/thread_pool.h"

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <memory>
#include <thread>
#include <vector>

namespace litany::base {
namespace {

// The cores that cgroup v2's cpu.max allows; 0: no limit or not readable.
uint32_t CgroupCores() {
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(
      std::fopen("/sys/fs/cgroup/cpu.max", "re"), std::fclose);
  if (!file) return 0;
  long long quota = 0;
  long long period = 0;
  if (std::fscanf(file.get(), "%lld %lld", &quota, &period) != 2) return 0;
  if (quota <= 0 || period <= 0) return 0;
  return static_cast<uint32_t>((quota + period - 1) / period);
}

}  // namespace

uint32_t UsableCores() {
  uint32_t cores = std::max(1u, std::thread::hardware_concurrency());
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof(set), &set) == 0) {
    cores = static_cast<uint32_t>(std::max(1, CPU_COUNT(&set)));
  }
  const uint32_t limit = CgroupCores();
  return limit == 0 ? cores : std::max(1u, std::min(cores, limit));
}

void ParallelFor(
    uint32_t threads, size_t pieces,
    const std::function<void(uint32_t thread, size_t piece)>& work) {
  std::atomic<size_t> next{0};
  const auto loop = [&](uint32_t thread) {
    for (size_t piece = next++; piece < pieces; piece = next++) {
      work(thread, piece);
    }
  };
  std::vector<std::thread> others;
  for (uint32_t i = 1; i < threads && i < pieces; ++i) {
    others.emplace_back(loop, i);
  }
  loop(0);
  for (std::thread& other : others) other.join();
}

void ParallelForPieces(
    uint32_t threads, size_t count, size_t most,
    const std::function<void(uint32_t thread, const Piece& piece)>& work) {
  ParallelFor(threads, PiecesOf(count, most),
              [&](uint32_t thread, size_t number) {
                const size_t begin = number * most;
                work(thread, {number, begin, std::min(count, begin + most)});
              });
}

}  // namespace litany::base
