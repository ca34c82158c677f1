#include "engine/bench_clock.h"

#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <string_view>

namespace litany::engine {
namespace {

double Now() {
  return std::chrono::duration<double>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

// A line "NAME:   1234 kB" of /proc/self/status, in bytes.
std::optional<uint64_t> StatusBytes(std::string_view name) {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word) {
    uint64_t kilobytes = 0;
    if (word == name && status >> kilobytes) return kilobytes * 1024;
  }
  return std::nullopt;
}

bool ResetPeak() {
  std::ofstream reset("/proc/self/clear_refs");
  // 5: the high-water mark of the resident set (proc(5)).
  reset << "5" << std::flush;
  return reset.good();
}

}  // namespace

double SecondsOf(const std::function<void()>& work) {
  const double begin = Now();
  work();
  return Now() - begin;
}

double Median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle =
      values.begin() + static_cast<ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

double MedianSeconds(double budget, const std::function<void()>& work) {
  constexpr size_t kLeastRuns = 3;
  constexpr size_t kMostRuns = 1001;
  work();
  std::vector<double> seconds;
  const double begin = Now();
  while (seconds.size() < kLeastRuns ||
         (Now() - begin < budget && seconds.size() < kMostRuns)) {
    seconds.push_back(SecondsOf(work));
  }
  return Median(std::move(seconds));
}

PeakMeter::PeakMeter() {
  ::malloc_trim(0);
  if (ResetPeak()) start_ = StatusBytes("VmRSS:");
}

std::optional<uint64_t> PeakMeter::Bytes() const {
  const std::optional<uint64_t> peak = StatusBytes("VmHWM:");
  if (!start_ || !peak) return std::nullopt;
  return *peak - std::min(*peak, *start_);
}

StageWatch::StageWatch() : began_(Now()) {}

Hooks StageWatch::Watch(const Hooks& hooks) {
  Hooks watched = hooks;
  watched.progress = [this, hooks](const Progress& event) {
    Note(event.stage);
    hooks.Report(event);
  };
  return watched;
}

void StageWatch::Note(std::string_view stage) {
  if (!seconds_.empty() && seconds_.back().first == stage) return;
  const double now = Now();
  // What comes before the first report belongs to the first stage.
  if (!seconds_.empty()) {
    seconds_.back().second = now - began_;
    began_ = now;
  }
  seconds_.emplace_back(stage, 0);
}

std::vector<std::pair<std::string, double>> StageWatch::End() {
  if (!seconds_.empty()) seconds_.back().second = Now() - began_;
  return std::move(seconds_);
}

}  // namespace litany::engine
