// Made-up texts to measure on.
#ifndef LITANY_BENCH_BENCHUTIL_TEXTS_H_
#define LITANY_BENCH_BENCHUTIL_TEXTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "synth/synth.h"

namespace litany::bench {

struct Texts {
  std::vector<std::string> documents;
  size_t bytes = 0;
};

// At least `bytes` of text in documents of `shingles` distinct shingles; the
// same at every call.
Texts MakeTexts(synth::Language language, uint64_t shingles, size_t bytes);

}  // namespace litany::bench

#endif  // LITANY_BENCH_BENCHUTIL_TEXTS_H_
