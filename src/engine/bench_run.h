// `litany bench`: what Litany does with a user's own corpus on this machine:
// the speed of each stage beside the machine's limits, what `dedup` costs and
// misses, and what it would cost on more of the same.
#ifndef LITANY_ENGINE_BENCH_RUN_H_
#define LITANY_ENGINE_BENCH_RUN_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/bench_recall.h"
#include "engine/bench_speeds.h"
#include "engine/hooks.h"
#include "litany/options.h"
#include "lsh/banding.h"

namespace litany::engine {

struct BenchOptions {
  // Bytes of input (unpacked) that `dedup` is measured on, and those that
  // stages are measured on by themselves.
  uint64_t most_bytes = uint64_t{256} << 20;
  uint64_t stage_bytes = uint64_t{32} << 20;
  // Distinct texts that are compared with all others.
  uint32_t sample = 1000;
  // About how long each stage is measured.
  double seconds = 0.3;
};

// Copies found once, from files to clusters in memory; no tables are written.
struct MeasuredDedup {
  uint64_t bytes = 0;
  uint64_t documents = 0;
  uint64_t vertices = 0;
  uint32_t threads = 1;
  double seconds = 0;
  std::vector<std::pair<std::string, double>> stages;
  std::optional<uint64_t> memory;  // bytes at most
};

struct Forecast {
  double documents = 0;
  double seconds = 0;  // on as many threads as were measured
  std::optional<double> memory;
};

struct BenchReport {
  std::string kernels;
  std::string processor;
  uint32_t threads = 1;
  bool is_whole = true;  // the input was not longer than most_bytes
  uint64_t rejects = 0;
  Speeds speeds;
  MeasuredDedup one_thread;
  // On `threads`: a quarter of the bytes, half of them, all of them.
  std::vector<MeasuredDedup> growing;
  // Of seconds by documents, over `growing`; none for too few documents.
  std::optional<double> exponent;
  lsh::Bands bands;  // of MinHash
  std::optional<SimHashOptions> simhash;
  uint64_t candidates = 0;
  uint64_t pairs = 0;
  SampledRecall recall;
  std::vector<Forecast> forecasts;  // of 10^6 .. 10^9 documents
};

// Measures.  InvalidArgument for options that cannot be, for standard input
// (the input is read several times) and for an input without a document.
absl::StatusOr<BenchReport> RunBench(const RunOptions& options,
                                     const DedupOptions& dedup,
                                     const BenchOptions& bench,
                                     const Hooks& hooks);

// The report as one JSON object, for `--json`.
std::string BenchJson(const BenchReport& report);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_BENCH_RUN_H_
