// Each kernel of each table this processor can run, beside the scalar one, on
// made-up documents.  bytes_per_second counts the UTF-8 that the documents
// have, also for kernels that never see it, so that rows can be added up as
// times and the tables compared.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "benchutil/texts.h"
#include "simd/kernels.h"
#include "synth/synth.h"
#include "text/fold_table.h"
#include "text/shingles.h"

namespace litany::bench {
namespace {

// Few enough that a core holds them: what waits for memory is no kernel.
constexpr size_t kBytes = size_t{256} << 10;

// Documents at each stage of the road.
struct Corpus {
  std::vector<std::string> texts;
  std::vector<std::vector<uint32_t>> symbols;
  std::vector<std::vector<uint32_t>> tokens;
  std::vector<std::vector<uint32_t>> hashes;
  std::vector<std::vector<uint64_t>> sets;
  size_t bytes = 0;
};

struct Buffers {
  std::vector<char> encoded;
  std::vector<uint32_t> symbols;
  std::vector<uint32_t> tokens;
  std::vector<uint32_t> hashes;
  std::vector<uint32_t> minima;
  std::vector<uint16_t> signature;
};

const simd::ShingleSeeds& Seeds() {
  static const simd::ShingleSeeds seeds = text::HashSeeds(1, "");
  return seeds;
}

const text::FoldTable& Table(TokenUnit unit) {
  static const auto make = [](TokenUnit wanted) {
    FoldOptions options;
    options.unit = wanted;
    return text::FoldTable::Create(options);
  };
  static const text::FoldTable by_auto = make(TokenUnit::kAuto);
  static const text::FoldTable by_char = make(TokenUnit::kChar);
  return unit == TokenUnit::kAuto ? by_auto : by_char;
}

void Fold(const simd::KernelTable& kernels, TokenUnit unit,
          const std::string& text, std::vector<uint32_t>* symbols) {
  symbols->resize(
      std::max(symbols->size(), text.size() + 2 * simd::kFoldSlack));
  const char* p = text.data();
  simd::FoldState state;
  symbols->resize(kernels.fold(Table(unit).view(), &p, p + text.size(),
                               symbols->data(), symbols->size(), &state));
  LITANY_CHECK(p == text.data() + text.size());
}

void Tokens(const simd::KernelTable& kernels,
            const std::vector<uint32_t>& symbols,
            std::vector<uint32_t>* tokens) {
  tokens->resize(symbols.size());
  tokens->resize(kernels.token_hashes(symbols.data(), symbols.size(), Seeds(),
                                      tokens->data()));
}

void Windows(const simd::KernelTable& kernels,
             const std::vector<uint32_t>& tokens,
             std::vector<uint32_t>* hashes) {
  hashes->resize(tokens.size() - 4);
  kernels.window_hashes(tokens.data(), tokens.size(), 5, Seeds().window_low,
                        hashes->data());
}

void Sign(const simd::KernelTable& kernels, uint32_t slots,
          const std::vector<uint32_t>& hashes, Buffers* buffers) {
  buffers->minima.assign(slots, simd::kNoMinimum);
  buffers->signature.resize(slots);
  kernels.bin_minima(hashes.data(), hashes.size(), slots,
                     buffers->minima.data());
  kernels.fill_rounds(hashes.data(), hashes.size(), slots, 32,
                      buffers->minima.data());
  kernels.slot_values(buffers->minima.data(), slots, buffers->signature.data());
}

// A SimHash of `bits` bits, as sketch::SimHasher makes it.
void SimHash(const simd::KernelTable& kernels, uint32_t bits,
             const std::vector<uint32_t>& hashes) {
  for (uint32_t round = 0; round < bits / 32; ++round) {
    benchmark::DoNotOptimize(
        kernels.majority_bits(hashes.data(), hashes.size(), round));
  }
}

Corpus MakeCorpus(synth::Language language, TokenUnit unit, uint64_t shingles) {
  Corpus corpus;
  Texts made = MakeTexts(language, shingles, kBytes);
  corpus.texts = std::move(made.documents);
  corpus.bytes = made.bytes;
  const simd::KernelTable& scalar = simd::ScalarKernels();
  for (const std::string& text : corpus.texts) {
    Fold(scalar, unit, text, &corpus.symbols.emplace_back());
    Tokens(scalar, corpus.symbols.back(), &corpus.tokens.emplace_back());
    Windows(scalar, corpus.tokens.back(), &corpus.hashes.emplace_back());
    std::vector<uint64_t>& set = corpus.sets.emplace_back();
    for (const uint32_t hash : corpus.hashes.back()) {
      // Few enough values that sets share about every third.
      set.push_back(uint64_t{hash & 0x1fff} << 40);
    }
    std::sort(set.begin(), set.end());
    set.erase(std::unique(set.begin(), set.end()), set.end());
  }
  return corpus;
}

using Step =
    std::function<void(const simd::KernelTable& kernels, const Corpus& corpus,
                       size_t document, Buffers* buffers)>;

void Register(const std::string& name, const Corpus& corpus, const Step& step) {
  for (const simd::KernelTable* table : simd::AvailableKernels()) {
    benchmark::RegisterBenchmark(
        (name + "/" + table->name).c_str(),
        [&corpus, table, step](benchmark::State& state) {
          Buffers buffers;
          for (auto _ : state) {
            for (size_t i = 0; i < corpus.texts.size(); ++i) {
              step(*table, corpus, i, &buffers);
              benchmark::ClobberMemory();
            }
          }
          state.SetBytesProcessed(static_cast<int64_t>(corpus.bytes) *
                                  static_cast<int64_t>(state.iterations()));
        });
  }
}

void RegisterAll(const std::string& language, const Corpus& corpus,
                 TokenUnit unit) {
  Register("fold/" + language, corpus,
           [unit](const auto& kernels, const auto& documents, size_t i,
                  Buffers* buffers) {
             Fold(kernels, unit, documents.texts[i], &buffers->symbols);
           });
  Register("encode/" + language, corpus,
           [](const auto& kernels, const auto& documents, size_t i,
              Buffers* buffers) {
             const std::vector<uint32_t>& symbols = documents.symbols[i];
             buffers->encoded.resize(symbols.size() * 5);
             size_t separators = 0;
             benchmark::DoNotOptimize(
                 kernels.encode(symbols.data(), symbols.size(), 0,
                                buffers->encoded.data(), &separators));
           });
  Register("token_hashes/" + language, corpus,
           [](const auto& kernels, const auto& documents, size_t i,
              Buffers* buffers) {
             Tokens(kernels, documents.symbols[i], &buffers->tokens);
           });
  Register("window_hashes/" + language, corpus,
           [](const auto& kernels, const auto& documents, size_t i,
              Buffers* buffers) {
             Windows(kernels, documents.tokens[i], &buffers->hashes);
           });
  for (const uint32_t slots : {128u, 256u}) {
    const std::string suffix = language + "/" + std::to_string(slots);
    Register("sign/" + suffix, corpus,
             [slots](const auto& kernels, const auto& documents, size_t i,
                     Buffers* buffers) {
               Sign(kernels, slots, documents.hashes[i], buffers);
             });
    Register("all/" + suffix, corpus,
             [unit, slots](const auto& kernels, const auto& documents, size_t i,
                           Buffers* buffers) {
               Fold(kernels, unit, documents.texts[i], &buffers->symbols);
               Tokens(kernels, buffers->symbols, &buffers->tokens);
               Windows(kernels, buffers->tokens, &buffers->hashes);
               Sign(kernels, slots, buffers->hashes, buffers);
             });
  }
  for (const uint32_t bits : {64u, 128u}) {
    const std::string suffix = language + "/simhash" + std::to_string(bits);
    Register("sign/" + suffix, corpus,
             [bits](const auto& kernels, const auto& documents, size_t i,
                    Buffers*) { SimHash(kernels, bits, documents.hashes[i]); });
    Register("all/" + suffix, corpus,
             [unit, bits](const auto& kernels, const auto& documents, size_t i,
                          Buffers* buffers) {
               Fold(kernels, unit, documents.texts[i], &buffers->symbols);
               Tokens(kernels, buffers->symbols, &buffers->tokens);
               Windows(kernels, buffers->tokens, &buffers->hashes);
               SimHash(kernels, bits, buffers->hashes);
             });
  }
}

}  // namespace
}  // namespace litany::bench

int main(int argc, char** argv) {
  using litany::TokenUnit;
  using litany::bench::Buffers;
  using litany::bench::MakeCorpus;
  using litany::synth::Language;
  const auto zh = MakeCorpus(Language::kChinese, TokenUnit::kAuto, 2200);
  const auto zh_short = MakeCorpus(Language::kChinese, TokenUnit::kAuto, 50);
  const auto en = MakeCorpus(Language::kEnglish, TokenUnit::kAuto, 2200);
  const auto en_char = MakeCorpus(Language::kEnglish, TokenUnit::kChar, 6000);
  litany::bench::RegisterAll("zh", zh, TokenUnit::kAuto);
  litany::bench::RegisterAll("zh50", zh_short, TokenUnit::kAuto);
  litany::bench::RegisterAll("en", en, TokenUnit::kAuto);
  litany::bench::RegisterAll("en_char", en_char, TokenUnit::kChar);
  litany::bench::Register(
      "intersection/zh", zh,
      [](const auto& kernels, const auto& documents, size_t i, Buffers*) {
        const auto& a = documents.sets[i];
        const auto& b = documents.sets[(i + 1) % documents.sets.size()];
        benchmark::DoNotOptimize(
            kernels.intersection(a.data(), a.size(), b.data(), b.size()));
      });
  litany::bench::Register(
      "equal_slots/zh", zh,
      [](const auto& kernels, const auto& documents, size_t i, Buffers*) {
        const auto& a = documents.hashes[i];
        const auto& b = documents.hashes[(i + 1) % documents.hashes.size()];
        benchmark::DoNotOptimize(kernels.equal_slots(
            reinterpret_cast<const uint16_t*>(a.data()),
            reinterpret_cast<const uint16_t*>(b.data()), 128));
      });
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
