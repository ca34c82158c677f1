// From UTF-8 to passages, one thread: the whole road, its stages, and the
// suffix array that other tools begin with, on the same text.
//
// The text is made up, in documents of 2,200 shingles; every document takes a
// tenth of its symbols from another one, half of them with 5 % of the symbols
// changed.  bytes_per_second counts the UTF-8 that comes in, in every row.
#include <benchmark/benchmark.h>
#include <divsufsort.h>

#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "base/check.h"
#include "benchutil/texts.h"
#include "lsh/mem_store.h"
#include "passage/anchors.h"
#include "passage/pairs.h"
#include "passage/passages.h"
#include "passage/seeds.h"
#include "simd/kernels.h"
#include "synth/synth.h"
#include "text/fold.h"

namespace litany::bench {
namespace {

constexpr size_t kBytes = size_t{32} << 20;

// The beginning of each code point, and the end of the text.
std::vector<size_t> Boundaries(const std::string& text) {
  std::vector<size_t> at;
  for (size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80) at.push_back(i);
  }
  at.push_back(text.size());
  return at;
}

// A tenth of each document is text of another.
Texts WithReuse() {
  Texts texts = MakeTexts(synth::Language::kChinese, 2200, kBytes);
  std::mt19937_64 random(1);
  const std::vector<std::string> original = texts.documents;
  for (size_t d = 0; d < original.size(); ++d) {
    const std::string& from = original[random() % original.size()];
    std::string& to = texts.documents[d];
    const std::vector<size_t> from_at = Boundaries(from);
    const std::vector<size_t> to_at = Boundaries(to);
    const size_t points = std::min(from_at.size(), to_at.size()) / 10;
    const size_t begin = random() % (from_at.size() - points);
    std::string passage;
    for (size_t i = begin; i < begin + points; ++i) {
      const bool is_changed = d % 2 == 0 && i % 20 == 0;
      passage += is_changed
                     ? "永"
                     : from.substr(from_at[i], from_at[i + 1] - from_at[i]);
    }
    const size_t place = random() % (to_at.size() - points);
    to.replace(to_at[place], to_at[place + points] - to_at[place], passage);
  }
  return texts;
}

const Texts& Input() {
  static const Texts* texts = new Texts(WithReuse());
  return *texts;
}

struct Symbols {
  std::vector<uint32_t> symbols;
  std::vector<uint64_t> begins = {0};
  passage::TextTable table() const { return {symbols, begins}; }
};

Symbols FoldAll(const Texts& texts) {
  static const text::Folder* folder =
      new text::Folder(*text::Folder::Create(FoldOptions()));
  text::FoldScratch scratch;
  text::FoldedText folded;
  Symbols all;
  all.symbols.reserve(texts.bytes / 3);
  for (const std::string& text : texts.documents) {
    folder->Fold(text, /*with_spans=*/false, &scratch, &folded);
    for (const uint32_t symbol : folded.symbols) {
      all.symbols.push_back(symbol & simd::kCodePointMask);
    }
    all.begins.push_back(all.symbols.size());
  }
  return all;
}

const Symbols& Folded() {
  static const Symbols* symbols = new Symbols(FoldAll(Input()));
  return *symbols;
}

const passage::AnchorMaker& Maker() {
  static const passage::AnchorMaker* maker = new passage::AnchorMaker(
      *passage::AnchorMaker::Create(passage::AnchorParams()));
  return *maker;
}

passage::SeedReport Seeds(const Symbols& symbols) {
  const passage::PairRule rule = {[](uint32_t, uint32_t) { return true; }, {}};
  return *passage::FindSeeds(
      symbols.table(), Maker(), rule, /*exact=*/false,
      [] { return std::make_unique<lsh::MemStore>(); }, /*threads=*/1);
}

std::vector<passage::Passage> Passages(const Symbols& symbols,
                                       const passage::SeedReport& seeds) {
  const passage::PairParams params;
  const std::vector<passage::Stretch> stretches =
      passage::FindAllStretches(symbols.table(), seeds.seeds, params, 1);
  const std::vector<bool> repeated(symbols.table().size());
  return passage::BuildPassages(symbols.table(), stretches, repeated,
                                symbols.table().size(), params);
}

void CountBytes(benchmark::State& state) {
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) *
                          static_cast<int64_t>(Input().bytes));
}

void BM_Passages(benchmark::State& state) {
  Input();
  for (auto _ : state) {
    const Symbols symbols = FoldAll(Input());
    const auto passages = Passages(symbols, Seeds(symbols));
    state.counters["passages"] = static_cast<double>(passages.size());
    benchmark::DoNotOptimize(passages.data());
  }
  CountBytes(state);
}
BENCHMARK(BM_Passages)->Unit(benchmark::kMillisecond);

void BM_StageFold(benchmark::State& state) {
  Input();
  for (auto _ : state) {
    const Symbols symbols = FoldAll(Input());
    benchmark::DoNotOptimize(symbols.symbols.data());
  }
  CountBytes(state);
}
BENCHMARK(BM_StageFold)->Unit(benchmark::kMillisecond);

void BM_StageAnchors(benchmark::State& state) {
  const Symbols& symbols = Folded();
  std::vector<passage::Anchor> anchors;
  for (auto _ : state) {
    for (uint32_t t = 0; t < symbols.table().size(); ++t) {
      Maker().Find(symbols.table()[t], &anchors);
      benchmark::DoNotOptimize(anchors.data());
    }
  }
  CountBytes(state);
}
BENCHMARK(BM_StageAnchors)->Unit(benchmark::kMillisecond);

void BM_StageSeeds(benchmark::State& state) {
  const Symbols& symbols = Folded();
  for (auto _ : state) {
    const passage::SeedReport seeds = Seeds(symbols);
    benchmark::DoNotOptimize(seeds.seeds.data());
  }
  CountBytes(state);
}
BENCHMARK(BM_StageSeeds)->Unit(benchmark::kMillisecond);

void BM_StageAlign(benchmark::State& state) {
  const Symbols& symbols = Folded();
  const passage::SeedReport seeds = Seeds(symbols);
  for (auto _ : state) {
    const auto passages = Passages(symbols, seeds);
    benchmark::DoNotOptimize(passages.data());
  }
  CountBytes(state);
}
BENCHMARK(BM_StageAlign)->Unit(benchmark::kMillisecond);

// What suffix-array tools do first, on the bytes of the same text: 5 bytes of
// memory a byte, and no repeat found yet.
void BM_BaselineSuffixArray(benchmark::State& state) {
  std::string all;
  for (const std::string& text : Input().documents) all += text;
  std::vector<int32_t> suffixes(all.size());
  for (auto _ : state) {
    LITANY_CHECK(divsufsort(reinterpret_cast<const uint8_t*>(all.data()),
                            suffixes.data(),
                            static_cast<int32_t>(all.size())) == 0);
    benchmark::DoNotOptimize(suffixes.data());
  }
  CountBytes(state);
}
BENCHMARK(BM_BaselineSuffixArray)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace litany::bench

BENCHMARK_MAIN();
