// How fast a corpus goes through each stage of the road to signatures, on one
// thread, and how fast this machine does simpler things to the same bytes.
#ifndef LITANY_ENGINE_BENCH_SPEEDS_H_
#define LITANY_ENGINE_BENCH_SPEEDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "engine/collection.h"
#include "io/input_files.h"
#include "litany/options.h"

namespace litany::engine {

struct StageSpeed {
  std::string stage;
  double seconds = 0;
  uint64_t bytes = 0;  // that went through

  double megabytes_a_second() const {
    return seconds > 0 ? static_cast<double>(bytes) * 1e-6 / seconds : 0;
  }
};

struct Speeds {
  // Of the memory, and of the texts: read, copied, hashed (XXH3), checked to
  // be UTF-8 (simdjson), decoded.
  std::vector<StageSpeed> limits;
  // read (with unpacking), parse, fold, hash, sketch; then "signature": fold,
  // hash and sketch, document by document.
  std::vector<StageSpeed> stages;
  uint64_t documents = 0;
  uint64_t text_bytes = 0;
  uint64_t tokens = 0;
  uint64_t shingles = 0;

  const StageSpeed& Stage(std::string_view name) const;
};

// Measures the first `most_bytes` (unpacked) of `files`, which are held in
// memory for it; each stage for about `budget` seconds.
Speeds MeasureSpeeds(const io::InputFiles& files, const InputOptions& options,
                     const Pipeline& pipeline, uint64_t most_bytes,
                     double budget);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_BENCH_SPEEDS_H_
