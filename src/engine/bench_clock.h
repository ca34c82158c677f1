// Seconds and memory of work that is measured.
#ifndef LITANY_ENGINE_BENCH_CLOCK_H_
#define LITANY_ENGINE_BENCH_CLOCK_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/hooks.h"

namespace litany::engine {

// The median of what `work` takes, in seconds: once to warm up, then at least
// three times, and on until `budget` seconds are gone.
double MedianSeconds(double budget, const std::function<void()>& work);

// The middle one; 0 of none.
double Median(std::vector<double> values);

// The seconds that `work` takes once.
double SecondsOf(const std::function<void()>& work);

// The memory that this process holds at most, over what it held at the start
// of the measurement.
//
// Only on Linux, and where the kernel lets a process reset its own high-water
// mark (/proc/self/clear_refs); what was freed before is given back first.
class PeakMeter {
 public:
  PeakMeter();
  // Bytes so far; none where it cannot be measured.
  std::optional<uint64_t> Bytes() const;

 private:
  std::optional<uint64_t> start_;
};

// The seconds between the stages that a run reports to its hooks.
class StageWatch {
 public:
  StageWatch();
  // Hooks of `hooks` that note the stages too; the watch must outlive them.
  Hooks Watch(const Hooks& hooks);
  // Ends the last stage; its seconds by name, in the order of beginning.
  std::vector<std::pair<std::string, double>> End();

 private:
  void Note(std::string_view stage);

  double began_ = 0;
  std::vector<std::pair<std::string, double>> seconds_;
};

}  // namespace litany::engine

#endif  // LITANY_ENGINE_BENCH_CLOCK_H_
