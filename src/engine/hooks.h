// How a long run talks to whoever started it.  The library prints nothing.
#ifndef LITANY_ENGINE_HOOKS_H_
#define LITANY_ENGINE_HOOKS_H_

#include <cstdint>
#include <functional>
#include <string_view>

namespace litany::engine {

struct Progress {
  std::string_view stage;  // "read", "candidates", "verify", "write"
  uint64_t documents = 0;
  uint64_t bytes = 0;        // read so far, before decompression
  uint64_t bytes_total = 0;  // of all files; 0: not known
};

// Called on one thread at a time, at least once a stage, often; whoever
// listens does its own rate limiting.
struct Hooks {
  std::function<void(const Progress&)> progress;
  // True: end as soon as possible; the run returns Cancelled.
  std::function<bool()> cancelled;

  void Report(const Progress& event) const {
    if (progress) progress(event);
  }
  bool IsCancelled() const { return cancelled && cancelled(); }
};

}  // namespace litany::engine

#endif  // LITANY_ENGINE_HOOKS_H_
