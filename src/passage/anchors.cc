#include "passage/anchors.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace litany::passage {
namespace {

// Symbols to 64 bits, then a cyclic polynomial over the k of a gram.
constexpr uint64_t SymbolValue(uint32_t symbol, uint64_t seed) {
  uint64_t x = (symbol ^ seed) * 0x9e3779b97f4a7c15;
  x ^= x >> 32;
  return x * 0xd6e8feb86659fd93;
}

constexpr uint64_t Finish(uint64_t x) {
  x ^= x >> 32;
  x *= 0xd6e8feb86659fd93;
  return x ^ (x >> 29);
}

constexpr uint32_t kNowhere = std::numeric_limits<uint32_t>::max();

// Winnows the windows of `length` symbols in `text` for which the last dense
// symbol before their end is inside (`dense`) or before (`!dense`) them.
// Positions are given with `offset` added.
void Winnow(Symbols text, uint32_t offset, uint32_t gram, uint32_t length,
            bool dense, uint64_t seed, std::vector<Anchor>* out) {
  if (text.size() < length) return;
  const auto size = static_cast<uint32_t>(text.size());
  const uint32_t span = length - gram;  // grams of a window, less one
  const uint64_t kind = dense ? 0 : 1;
  uint64_t rolling = 0;
  uint32_t dense_end = 0;  // behind the last dense symbol
  uint32_t best_at = kNowhere;
  uint64_t best = 0;
  uint32_t emitted = kNowhere;
  // Keys of the last grams and values of the last symbols, by position.
  std::vector<uint64_t> ring(std::bit_ceil(span + 1));
  std::vector<uint64_t> values(std::bit_ceil(gram + 1));
  const auto mask = static_cast<uint32_t>(ring.size() - 1);
  const auto value_mask = static_cast<uint32_t>(values.size() - 1);
  const int leaving = static_cast<int>((gram - 1) & 63);
  for (uint32_t end = 1; end <= size; ++end) {
    const uint32_t symbol = text[end - 1];
    if (IsDense(symbol)) dense_end = end;
    const uint64_t value = SymbolValue(symbol, seed);
    values[(end - 1) & value_mask] = value;
    rolling = std::rotl(rolling, 1) ^ value;
    if (end < gram) continue;
    const uint32_t at = end - gram;
    const uint64_t key = (Finish(rolling ^ seed) & ~uint64_t{1}) | kind;
    rolling ^= std::rotl(values[at & value_mask], leaving);
    ring[at & mask] = key;
    if (best_at == kNowhere || key <= best) {
      best = key;
      best_at = at;
    } else if (best_at + span < at) {
      best_at = at - span;
      best = ring[best_at & mask];
      for (uint32_t i = best_at + 1; i <= at; ++i) {
        if (ring[i & mask] <= best) {
          best = ring[i & mask];
          best_at = i;
        }
      }
    }
    if (end < length) continue;
    const bool has_dense = dense_end > end - length;
    if (has_dense == dense && best_at != emitted) {
      out->push_back({best, offset + best_at});
      emitted = best_at;
    }
  }
}

}  // namespace

AnchorParams AnchorsFor(uint32_t dense_length, uint32_t letter_length,
                        uint64_t seed) {
  AnchorParams params;
  params.dense_length = dense_length;
  params.letter_length = letter_length;
  params.dense_gram =
      std::min(dense_length, std::clamp(dense_length / 3, 4u, 8u));
  params.letter_gram =
      std::min(letter_length, std::clamp(letter_length / 5, 6u, 10u));
  params.seed = seed;
  return params;
}

absl::StatusOr<AnchorMaker> AnchorMaker::Create(const AnchorParams& params) {
  const auto check = [](uint32_t gram, uint32_t length) {
    return gram >= 2 && gram <= length && length <= 10000;
  };
  if (!check(params.dense_gram, params.dense_length) ||
      !check(params.letter_gram, params.letter_length)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "anchors of ", params.dense_gram, " of ", params.dense_length,
        " and of ", params.letter_gram, " of ", params.letter_length,
        " symbols; a length must be 2 to 10000, and a gram 2 to the length"));
  }
  return AnchorMaker(params);
}

void AnchorMaker::Find(Symbols text, std::vector<Anchor>* out) const {
  out->clear();
  const auto size = static_cast<uint32_t>(text.size());
  // Each kind looks only at the stretches that can hold a window of it: for
  // dense windows all that lies within length - 1 of a dense symbol, for
  // letter windows the runs without one.
  const uint32_t reach = params_.dense_length - 1;
  uint32_t stretch_begin = kNowhere;  // of dense windows
  uint32_t stretch_end = 0;
  uint32_t run_begin = 0;  // of letters
  bool has_letters = false;
  const auto end_stretch = [&] {
    if (stretch_begin == kNowhere) return;
    Winnow(text.subspan(stretch_begin, stretch_end - stretch_begin),
           stretch_begin, params_.dense_gram, params_.dense_length,
           /*dense=*/true, params_.seed, out);
    stretch_begin = kNowhere;
  };
  const auto end_run = [&](uint32_t end) {
    if (end - run_begin < params_.letter_length) return;
    has_letters = true;
    Winnow(text.subspan(run_begin, end - run_begin), run_begin,
           params_.letter_gram, params_.letter_length, /*dense=*/false,
           params_.seed, out);
  };
  for (uint32_t i = 0; i < size; ++i) {
    if (!IsDense(text[i])) continue;
    if (stretch_begin != kNowhere && i > stretch_end + reach) end_stretch();
    if (stretch_begin == kNowhere) stretch_begin = i > reach ? i - reach : 0;
    stretch_end = std::min(size, i + 1 + reach);
    end_run(i);
    run_begin = i + 1;
  }
  end_stretch();
  end_run(size);
  if (!has_letters) return;
  std::sort(out->begin(), out->end(), [](const Anchor& a, const Anchor& b) {
    if (a.position != b.position) return a.position < b.position;
    return IsLetterKey(a.key) < IsLetterKey(b.key);
  });
}

void AnchorMaker::FindLoose(Symbols text, std::vector<Anchor>* out) const {
  out->clear();
  const uint32_t window =
      std::max(params_.letter_gram, params_.letter_length / 2);
  const auto size = static_cast<uint32_t>(text.size());
  uint32_t run_begin = 0;
  for (uint32_t end = 0; end <= size; ++end) {
    if (end < size && !IsDense(text[end])) continue;
    if (end - run_begin >= params_.letter_length) {
      Winnow(text.subspan(run_begin, end - run_begin), run_begin,
             params_.letter_gram, window, /*dense=*/false, params_.seed, out);
    }
    run_begin = end + 1;
  }
}

}  // namespace litany::passage
