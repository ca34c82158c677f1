// Every table of kernels this processor can run against the scalar one, on the
// road from text to signature and on sets.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/utf8_repair.h"
#include "simd/kernels.h"
#include "tests/fuzz/targets.h"
#include "text/fold_table.h"
#include "text/shingles.h"

namespace litany::fuzz {
namespace {

using simd::KernelTable;

// What one table makes of a text; each stage takes what the scalar table makes
// of the one before, so that the first that differs is the one to blame.
struct Stages {
  std::vector<uint32_t> symbols;
  simd::FoldState state;
  std::vector<char> encoded;
  size_t separators = 0;
  std::vector<uint32_t> tokens;
  std::vector<uint32_t> windows;
  std::vector<uint32_t> minima;
  std::vector<uint32_t> filled;
  std::vector<uint16_t> slots;
  uint32_t majority[2] = {};
};

struct Choice {
  TokenUnit unit = TokenUnit::kAuto;
  bool distinguish = false;
  uint32_t slots = 128;
  uint32_t width = 5;
  size_t capacity = 0;  // of the fold's output
};

const text::FoldTable& TableOf(const Choice& choice) {
  static const std::vector<text::FoldTable> tables = [] {
    std::vector<text::FoldTable> made;
    for (const TokenUnit unit :
         {TokenUnit::kAuto, TokenUnit::kChar, TokenUnit::kWord}) {
      for (const bool distinguish : {false, true}) {
        FoldOptions options;
        options.unit = unit;
        options.distinguish_script = distinguish;
        options.distinguish_case = distinguish;
        options.distinguish_punct = distinguish;
        made.push_back(text::FoldTable::Create(options));
      }
    }
    return made;
  }();
  return tables[static_cast<size_t>(choice.unit) * 2 +
                (choice.distinguish ? 1 : 0)];
}

// `text` must end where its storage ends, so that a sanitizer sees what is read
// behind it.
void Fold(const KernelTable& kernels, const Choice& choice,
          const std::vector<char>& text, Stages* out) {
  const char* p = text.data();
  const char* const end = p + text.size();
  while (p < end) {
    std::vector<uint32_t> symbols(choice.capacity);
    const char* const before = p;
    symbols.resize(kernels.fold(TableOf(choice).view(), &p, end, symbols.data(),
                                symbols.size(), &out->state));
    LITANY_CHECK(p > before && p <= end);
    out->symbols.insert(out->symbols.end(), symbols.begin(), symbols.end());
  }
}

// `in` as the scalar table made it.
Stages RunStages(const KernelTable& kernels, const Choice& choice,
                 const std::vector<char>& text, const Stages& in) {
  static const simd::ShingleSeeds seeds = text::HashSeeds(1, "fuzz");
  Stages out;
  Fold(kernels, choice, text, &out);
  out.encoded.resize(in.symbols.size() * 5);
  out.encoded.resize(kernels.encode(in.symbols.data(), in.symbols.size(), 0,
                                    out.encoded.data(), &out.separators));
  out.tokens.resize(in.symbols.size());
  out.tokens.resize(kernels.token_hashes(in.symbols.data(), in.symbols.size(),
                                         seeds, out.tokens.data()));
  if (in.tokens.size() < choice.width) return out;
  out.windows.resize(in.tokens.size() - choice.width + 1);
  kernels.window_hashes(in.tokens.data(), in.tokens.size(), choice.width,
                        seeds.window_low, out.windows.data());
  for (const uint32_t round : {0u, 1u}) {
    out.majority[round] =
        kernels.majority_bits(in.windows.data(), in.windows.size(), round);
  }
  if (in.windows.empty()) return out;
  out.minima.assign(choice.slots, simd::kNoMinimum);
  kernels.bin_minima(in.windows.data(), in.windows.size(), choice.slots,
                     out.minima.data());
  out.filled = in.minima;
  if (in.minima.empty()) return out;
  kernels.fill_rounds(in.windows.data(), in.windows.size(), choice.slots, 32,
                      out.filled.data());
  out.slots.resize(choice.slots);
  if (in.filled.empty()) return out;
  kernels.slot_values(in.filled.data(), choice.slots, out.slots.data());
  return out;
}

// Applied again and again, each stage gets what the one before made.
Stages RunScalar(const Choice& choice, const std::vector<char>& text) {
  constexpr int kStages = 6;
  Stages stages;
  for (int i = 0; i < kStages; ++i) {
    stages = RunStages(simd::ScalarKernels(), choice, text, stages);
  }
  return stages;
}

// Strictly increasing values, of which two sets share some.
std::vector<uint64_t> SetOf(std::string_view bytes) {
  std::vector<uint64_t> set;
  for (size_t i = 0; i + 2 <= bytes.size(); i += 2) {
    uint16_t value = 0;
    std::memcpy(&value, bytes.data() + i, 2);
    set.push_back(uint64_t{value} * 0x0001000100010001);
  }
  std::sort(set.begin(), set.end());
  set.erase(std::unique(set.begin(), set.end()), set.end());
  return set;
}

void CompareSets(const KernelTable& kernels, std::string_view bytes) {
  const std::vector<uint64_t> a = SetOf(bytes.substr(0, bytes.size() / 2));
  const std::vector<uint64_t> b = SetOf(bytes.substr(bytes.size() / 2));
  LITANY_CHECK(kernels.intersection(a.data(), a.size(), b.data(), b.size()) ==
               simd::ScalarKernels().intersection(a.data(), a.size(), b.data(),
                                                  b.size()));
  const auto narrow = [](const std::vector<uint64_t>& wide) {
    return std::vector<uint32_t>(wide.begin(), wide.end());
  };
  std::vector<uint32_t> c = narrow(a);
  std::vector<uint32_t> d = narrow(b);
  std::sort(c.begin(), c.end());  // low halves are in another order
  std::sort(d.begin(), d.end());
  LITANY_CHECK(kernels.intersection32(c.data(), c.size(), d.data(), d.size()) ==
               simd::ScalarKernels().intersection32(c.data(), c.size(),
                                                    d.data(), d.size()));
}

}  // namespace

void KernelsTarget(const uint8_t* data, size_t size) {
  if (size < 2) return;
  Choice choice;
  constexpr TokenUnit kUnits[] = {TokenUnit::kAuto, TokenUnit::kChar,
                                  TokenUnit::kWord, TokenUnit::kAuto};
  choice.unit = kUnits[data[0] & 3];
  choice.distinguish = (data[0] & 4) != 0;
  choice.slots = (data[0] & 8) != 0 ? 256 : 128;
  choice.width = (data[0] & 16) != 0 ? 1 + (data[0] >> 5) : 5;
  choice.capacity = simd::kFoldSlack + data[1] * size_t{16};
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2,
                               size - 2);
  std::string repaired;
  base::RepairUtf8(bytes, &repaired);
  const std::vector<char> text(repaired.begin(), repaired.end());
  const Stages want = RunScalar(choice, text);
  for (const KernelTable* kernels : simd::AvailableKernels()) {
    const Stages got = RunStages(*kernels, choice, text, want);
    LITANY_CHECK(got.symbols == want.symbols);
    LITANY_CHECK(got.state.fresh == want.state.fresh);
    LITANY_CHECK(got.state.seen == want.state.seen);
    LITANY_CHECK(got.encoded == want.encoded);
    LITANY_CHECK(got.separators == want.separators);
    LITANY_CHECK(got.tokens == want.tokens);
    LITANY_CHECK(got.windows == want.windows);
    LITANY_CHECK(got.minima == want.minima);
    LITANY_CHECK(got.filled == want.filled);
    LITANY_CHECK(got.slots == want.slots);
    LITANY_CHECK(std::ranges::equal(got.majority, want.majority));
    CompareSets(*kernels, bytes);
  }
}

}  // namespace litany::fuzz

#ifdef LITANY_FUZZER
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  litany::fuzz::KernelsTarget(data, size);
  return 0;
}
#endif
