// From UTF-8 to signatures, one thread: the whole road, its stages one by one,
// and the plain program that anybody would write first.
//
// bytes_per_second counts the UTF-8 that comes in, also for stages that never
// see it, so that the rows of one language can be compared and added up as
// times.
#include <benchmark/benchmark.h>
#include <xxhash.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "base/check.h"
#include "benchutil/texts.h"
#include "simd/kernels.h"
#include "sketch/minhash.h"
#include "synth/synth.h"
#include "text/fold.h"
#include "text/shingles.h"

namespace litany::bench {
namespace {

constexpr size_t kBytes = size_t{8} << 20;

const Texts& TextsFor(int64_t language, int64_t shingles) {
  static std::vector<std::pair<std::pair<int64_t, int64_t>, Texts>> made;
  for (const auto& [key, texts] : made) {
    if (key == std::pair(language, shingles)) return texts;
  }
  made.emplace_back(std::pair(language, shingles),
                    MakeTexts(language == 0 ? synth::Language::kChinese
                                            : synth::Language::kEnglish,
                              static_cast<uint64_t>(shingles), kBytes));
  return made.back().second;
}

struct Stages {
  explicit Stages(uint32_t slots, TokenUnit unit = TokenUnit::kAuto)
      : folder(MakeFolder(unit)),
        shingler(5, text::HashSeeds(1, "")),
        hasher(*sketch::MinHasher::Create(slots)),
        signature(slots) {}

  static text::Folder MakeFolder(TokenUnit unit) {
    FoldOptions options;
    options.unit = unit;
    auto folder = text::Folder::Create(options);
    LITANY_CHECK(folder.ok());
    return *std::move(folder);
  }

  text::Folder folder;
  text::Shingler shingler;
  sketch::MinHasher hasher;
  text::FoldScratch fold_scratch;
  text::FoldedText folded;
  text::ShingleScratch shingles;
  sketch::MinHashScratch sketch_scratch;
  std::vector<uint16_t> signature;
};

void Count(benchmark::State& state, const Texts& texts, size_t shingles) {
  state.SetBytesProcessed(static_cast<int64_t>(texts.bytes) *
                          static_cast<int64_t>(state.iterations()));
  state.counters["docs_per_s"] =
      benchmark::Counter(static_cast<double>(texts.documents.size()) *
                             static_cast<double>(state.iterations()),
                         benchmark::Counter::kIsRate);
  state.counters["s_per_1e9_shingles"] = benchmark::Counter(
      static_cast<double>(shingles) * static_cast<double>(state.iterations()) *
          1e-9,
      benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

// UTF-8 -> fold -> shingles -> signature.  Arguments: language (0 zh, 1 en),
// shingles a document, slots, unit (0 auto, 1 char).
void BM_Signature(benchmark::State& state) {
  const Texts& texts = TextsFor(state.range(0), state.range(1));
  Stages stages(static_cast<uint32_t>(state.range(2)),
                state.range(3) == 0 ? TokenUnit::kAuto : TokenUnit::kChar);
  size_t shingles = 0;
  for (auto _ : state) {
    shingles = 0;
    for (const std::string& document : texts.documents) {
      stages.folder.Fold(document, false, &stages.fold_scratch, &stages.folded);
      stages.shingler.Hashes(stages.folded, &stages.shingles);
      stages.hasher.Sign(stages.shingles.hashes, &stages.sketch_scratch,
                         stages.signature);
      shingles += stages.shingles.hashes.size();
      benchmark::DoNotOptimize(stages.signature.data());
    }
  }
  Count(state, texts, shingles);
}

void BM_Fold(benchmark::State& state) {
  const Texts& texts = TextsFor(state.range(0), 2200);
  Stages stages(128);
  for (auto _ : state) {
    for (const std::string& document : texts.documents) {
      stages.folder.Fold(document, false, &stages.fold_scratch, &stages.folded);
      benchmark::DoNotOptimize(stages.folded.symbols.data());
    }
  }
  Count(state, texts, 1);
}

void BM_ShingleHashes(benchmark::State& state) {
  const Texts& texts = TextsFor(state.range(0), 2200);
  Stages stages(128);
  std::vector<text::FoldedText> folded(texts.documents.size());
  for (size_t i = 0; i < folded.size(); ++i) {
    stages.folder.Fold(texts.documents[i], false, &stages.fold_scratch,
                       &folded[i]);
  }
  size_t shingles = 0;
  for (auto _ : state) {
    shingles = 0;
    for (const text::FoldedText& document : folded) {
      stages.shingler.Hashes(document, &stages.shingles);
      shingles += stages.shingles.hashes.size();
      benchmark::DoNotOptimize(stages.shingles.hashes.data());
    }
  }
  Count(state, texts, shingles);
}

void BM_MinHashSign(benchmark::State& state) {
  const Texts& texts = TextsFor(state.range(0), state.range(1));
  Stages stages(static_cast<uint32_t>(state.range(2)));
  std::vector<std::vector<uint32_t>> hashes(texts.documents.size());
  size_t shingles = 0;
  for (size_t i = 0; i < hashes.size(); ++i) {
    stages.folder.Fold(texts.documents[i], false, &stages.fold_scratch,
                       &stages.folded);
    stages.shingler.Hashes(stages.folded, &stages.shingles);
    hashes[i] = stages.shingles.hashes;
    shingles += hashes[i].size();
  }
  for (auto _ : state) {
    for (const std::vector<uint32_t>& document : hashes) {
      stages.hasher.Sign(document, &stages.sketch_scratch, stages.signature);
      benchmark::DoNotOptimize(stages.signature.data());
    }
  }
  Count(state, texts, shingles);
}

// The baseline: the same fold, then XXH3 over each window's symbols and 128
// permutations a * h + b of it.
void BM_NaivePermutations(benchmark::State& state) {
  const Texts& texts = TextsFor(state.range(0), 2200);
  Stages stages(128, TokenUnit::kChar);
  uint32_t multiplier[128];
  uint32_t offset[128];
  for (uint32_t i = 0; i < 128; ++i) {
    multiplier[i] = simd::Fmix32(i) | 1;
    offset[i] = simd::Fmix32(~i);
  }
  size_t shingles = 0;
  for (auto _ : state) {
    shingles = 0;
    for (const std::string& document : texts.documents) {
      stages.folder.Fold(document, false, &stages.fold_scratch, &stages.folded);
      uint32_t minima[128];
      std::fill_n(minima, 128, std::numeric_limits<uint32_t>::max());
      const std::vector<uint32_t>& symbols = stages.folded.symbols;
      for (size_t i = 0; i + 5 <= symbols.size(); ++i) {
        const auto hash = static_cast<uint32_t>(
            XXH3_64bits(&symbols[i], 5 * sizeof(uint32_t)));
        for (uint32_t k = 0; k < 128; ++k) {
          minima[k] = std::min(minima[k], hash * multiplier[k] + offset[k]);
        }
        ++shingles;
      }
      benchmark::DoNotOptimize(minima);
    }
  }
  Count(state, texts, shingles);
}

// language, shingles, slots, unit
BENCHMARK(BM_Signature)
    ->ArgNames({"language", "shingles", "slots", "unit"})
    ->Args({0, 2200, 128, 0})
    ->Args({0, 2200, 256, 0})
    ->Args({0, 200, 128, 0})
    ->Args({0, 50, 128, 0})
    ->Args({1, 2200, 128, 0})
    ->Args({1, 2200, 128, 1});
BENCHMARK(BM_Fold)->ArgName("language")->Arg(0)->Arg(1);
BENCHMARK(BM_ShingleHashes)->ArgName("language")->Arg(0)->Arg(1);
BENCHMARK(BM_MinHashSign)
    ->ArgNames({"language", "shingles", "slots"})
    ->Args({0, 2200, 128})
    ->Args({0, 2200, 256})
    ->Args({0, 50, 128});
BENCHMARK(BM_NaivePermutations)->ArgName("language")->Arg(0)->Arg(1);

}  // namespace
}  // namespace litany::bench

BENCHMARK_MAIN();
