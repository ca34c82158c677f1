#include "passage/suffix_array.h"

#include <divsufsort.h>

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/thread_pool.h"

namespace litany::passage {

absl::StatusOr<base::RawVector<uint32_t>> BuildSuffixArray(
    std::span<const uint32_t> ranks, uint32_t rank_count) {
  LITANY_CHECK(rank_count <= uint32_t{1} << 24);
  const uint32_t width = rank_count <= 0x100     ? 1
                         : rank_count <= 0x10000 ? 2
                                                 : 3;
  const uint64_t size = uint64_t{ranks.size()} * width;
  if (size >= uint64_t{1} << 31) {
    return absl::ResourceExhaustedError(absl::StrCat(
        ranks.size(), " tokens that may be part of a phrase are more than ",
        ((uint64_t{1} << 31) - 1) / width,
        "; ask for more documents (--min-documents) or split the collection"));
  }
  base::RawVector<uint8_t> bytes(size);
  for (size_t i = 0; i < ranks.size(); ++i) {
    for (uint32_t j = 0; j < width; ++j) {
      bytes[i * width + j] =
          static_cast<uint8_t>(ranks[i] >> (8 * (width - 1 - j)));
    }
  }
  base::RawVector<saidx_t> order(size);
  if (size > 0) {
    const int failed =
        divsufsort(bytes.data(), order.data(), static_cast<saidx_t>(size));
    if (failed != 0) {
      return absl::ResourceExhaustedError(
          absl::StrCat("no memory to sort ", ranks.size(), " suffixes"));
    }
  }
  base::RawVector<uint32_t> result;
  result.reserve(ranks.size());
  for (const saidx_t at : order) {
    const auto place = static_cast<uint32_t>(at);
    if (place % width == 0) result.push_back(place / width);
  }
  return result;
}

base::RawVector<uint16_t> SharedLengths(std::span<const uint32_t> ranks,
                                        std::span<const uint32_t> order,
                                        uint16_t most, uint32_t threads) {
  constexpr size_t kPiece = size_t{1} << 16;
  base::RawVector<uint16_t> shared(order.size());
  if (!shared.empty()) shared[0] = 0;
  base::ParallelForPieces(
      threads, order.size(), kPiece, [&](uint32_t, const base::Piece& piece) {
        for (size_t i = std::max<size_t>(1, piece.begin); i < piece.end; ++i) {
          const uint32_t a = order[i - 1];
          const uint32_t b = order[i];
          const size_t limit =
              std::min<size_t>(most, ranks.size() - std::max(a, b));
          uint16_t length = 0;
          while (length < limit && ranks[a + length] == ranks[b + length] &&
                 ranks[a + length] != kSeparator) {
            ++length;
          }
          shared[i] = length;
        }
      });
  return shared;
}

}  // namespace litany::passage
