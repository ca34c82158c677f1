#include "lsh/hamming.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <span>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/thread_pool.h"
#include "lsh/mem_store.h"

namespace litany::lsh {
namespace {

// Bounds the work of one member of a bucket.
constexpr size_t kMostLooks = 65536;
// Bounds the tables of an index.
constexpr uint64_t kMostTables = 1000;
// To put a fingerprint into a table and sort it costs as much as to look at so
// many (measured: 40 ns to 1.3).
constexpr double kLooksOfSorting = 30;

struct Fingerprint {
  uint64_t low = 0;
  uint64_t high = 0;  // 0 of 64 bits

  friend Fingerprint operator&(const Fingerprint& a, const Fingerprint& b) {
    return {a.low & b.low, a.high & b.high};
  }
  friend Fingerprint operator^(const Fingerprint& a, const Fingerprint& b) {
    return {a.low ^ b.low, a.high ^ b.high};
  }
  bool is_zero() const { return (low | high) == 0; }
  uint32_t ones() const {
    return static_cast<uint32_t>(std::popcount(low) + std::popcount(high));
  }
  // Different for different fingerprints of 64 bits, nearly always for others;
  // the store sorts by the top bits, and those of a masked one may be empty.
  uint64_t key() const {
    return (low * 0x9e3779b97f4a7c15) ^
           std::rotr(high * 0xd6e8feb86659fd93, 32);
  }
};

uint64_t WordOf(std::span<const uint16_t> slots) {
  uint64_t word = 0;
  for (size_t i = 0; i < slots.size(); ++i) {
    word |= uint64_t{slots[i]} << (16 * i);
  }
  return word;
}

std::vector<Fingerprint> Fingerprints(const SignatureTable& table) {
  std::vector<Fingerprint> fingerprints(table.size());
  for (uint32_t v = 0; v < table.size(); ++v) {
    const std::span<const uint16_t> slots = table[v];
    fingerprints[v].low = WordOf(slots.first(4));
    if (slots.size() > 4) fingerprints[v].high = WordOf(slots.subspan(4));
  }
  return fingerprints;
}

// Where block `block` of `blocks` begins.
constexpr uint32_t BlockBegin(uint32_t block, uint32_t blocks, uint32_t bits) {
  return block * bits / blocks;
}

void SetBits(uint32_t begin, uint32_t end, Fingerprint* mask) {
  for (uint32_t bit = begin; bit < end; ++bit) {
    (bit < 64 ? mask->low : mask->high) |= uint64_t{1} << (bit % 64);
  }
}

// The masks of the keys of all tables: each leaves out `distance` blocks.
std::vector<Fingerprint> Masks(uint32_t blocks, uint32_t bits,
                               uint32_t distance) {
  std::vector<Fingerprint> masks;
  std::vector<uint8_t> is_out(blocks, 0);
  std::fill_n(is_out.begin(), distance, uint8_t{1});
  do {
    Fingerprint mask;
    for (uint32_t b = 0; b < blocks; ++b) {
      if (is_out[b] != 0) continue;
      SetBits(BlockBegin(b, blocks, bits), BlockBegin(b + 1, blocks, bits),
              &mask);
    }
    masks.push_back(mask);
  } while (std::prev_permutation(is_out.begin(), is_out.end()));
  return masks;
}

// n choose k; kMostTables + 1 if it is more than kMostTables.
uint64_t Choose(uint64_t n, uint64_t k) {
  uint64_t value = 1;
  for (uint64_t i = 1; i <= k; ++i) {
    value = value * (n - k + i) / i;
    if (value > kMostTables) return kMostTables + 1;
  }
  return value;
}

// One table after another, each looked through on one thread.
class Index {
 public:
  Index(uint32_t bits, uint32_t distance, uint32_t blocks)
      : distance_(distance), masks_(Masks(blocks, bits, distance)) {}

  // Runs `find(table, &pairs)` for each table.
  template <typename Find>
  absl::StatusOr<std::vector<Candidate>> Collect(uint32_t threads,
                                                 const Find& find) const {
    std::vector<std::vector<Candidate>> parts(masks_.size());
    std::vector<absl::Status> statuses(masks_.size());
    base::ParallelFor(threads, masks_.size(), [&](uint32_t, size_t table) {
      statuses[table] = find(table, &parts[table]);
    });
    std::vector<Candidate> pairs;
    for (size_t table = 0; table < parts.size(); ++table) {
      LITANY_RETURN_IF_ERROR(statuses[table]);
      pairs.insert(pairs.end(), parts[table].begin(), parts[table].end());
    }
    // Keys of 128 bits may fall together and list a pair again.
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    return pairs;
  }

  absl::Status Add(std::span<const Fingerprint> fingerprints, size_t table,
                   uint32_t first_document, PostingStore* store) const {
    std::vector<Posting> postings(fingerprints.size());
    for (uint32_t v = 0; v < fingerprints.size(); ++v) {
      postings[v] = {(fingerprints[v] & masks_[table]).key(),
                     first_document + v, 0};
    }
    return store->Add(postings);
  }

  // Whether two that share a bucket of `table` meet there.
  bool Meet(const Fingerprint& a, const Fingerprint& b, size_t table) const {
    const Fingerprint difference = a ^ b;
    if (difference.ones() > distance_) return false;
    return std::none_of(
        masks_.begin(), masks_.begin() + static_cast<ptrdiff_t>(table),
        [&](const Fingerprint& mask) { return (difference & mask).is_zero(); });
  }

 private:
  const uint32_t distance_;
  const std::vector<Fingerprint> masks_;
};

absl::StatusOr<Index> MakeIndex(uint64_t size, uint32_t slots,
                                uint32_t distance) {
  const uint32_t bits = slots * 16;
  LITANY_ASSIGN_OR_RETURN(const HammingBlocks blocks,
                          ChooseBlocks(size, bits, distance));
  return Index(bits, distance, blocks.blocks);
}

}  // namespace

absl::StatusOr<HammingBlocks> ChooseBlocks(uint64_t size, uint32_t bits,
                                           uint32_t distance) {
  if ((bits != 64 && bits != 128) || distance > bits / 8) {
    return absl::InvalidArgumentError(absl::StrCat("--hamming must be at most ",
                                                   bits / 8, " of ", bits,
                                                   " bits, not ", distance));
  }
  HammingBlocks best;
  double least_work = INFINITY;
  for (uint32_t blocks = distance + 1; blocks <= bits; ++blocks) {
    const uint64_t tables = Choose(blocks, distance);
    if (tables > kMostTables) break;
    const uint32_t key_bits = (blocks - distance) * (bits / blocks);
    const double strangers = static_cast<double>(size) / 2 *
                             std::exp2(-static_cast<double>(key_bits));
    const double work =
        static_cast<double>(tables) * (kLooksOfSorting + strangers);
    if (work < least_work) {
      least_work = work;
      best = {blocks, static_cast<uint32_t>(tables), key_bits};
    }
    if (distance == 0) break;  // one table of whole fingerprints
  }
  return best;
}

absl::StatusOr<std::vector<Candidate>> FindWithinHamming(
    const SignatureTable& fingerprints, uint32_t distance, uint32_t threads) {
  LITANY_ASSIGN_OR_RETURN(
      const Index index,
      MakeIndex(fingerprints.size(), fingerprints.slots, distance));
  const std::vector<Fingerprint> all = Fingerprints(fingerprints);
  return index.Collect(
      threads, [&](size_t table, std::vector<Candidate>* pairs) {
        MemStore store;
        LITANY_RETURN_IF_ERROR(index.Add(all, table, 0, &store));
        return store.Drain(2, [&](std::span<const Posting> bucket) {
          for (size_t i = 1; i < bucket.size(); ++i) {
            const uint32_t member = bucket[i].document;
            uint32_t met = 0;
            for (size_t j = 0;
                 j < i && j < kMostLooks && met < kPartnersPerMember; ++j) {
              const uint32_t other = bucket[j].document;
              if (!index.Meet(all[member], all[other], table)) continue;
              pairs->push_back({other, member});
              ++met;
            }
          }
          return absl::OkStatus();
        });
      });
}

absl::StatusOr<std::vector<Candidate>> FindWithinHammingAgainst(
    const SignatureTable& fingerprints, const SignatureTable& reference,
    uint32_t distance, uint32_t threads) {
  const uint32_t references = reference.size();
  LITANY_ASSIGN_OR_RETURN(const Index index,
                          MakeIndex(uint64_t{fingerprints.size()} + references,
                                    fingerprints.slots, distance));
  const std::vector<Fingerprint> own = Fingerprints(fingerprints);
  const std::vector<Fingerprint> theirs = Fingerprints(reference);
  return index.Collect(
      threads, [&](size_t table, std::vector<Candidate>* pairs) {
        // The reference comes first in every bucket.
        MemStore store;
        LITANY_RETURN_IF_ERROR(index.Add(theirs, table, 0, &store));
        LITANY_RETURN_IF_ERROR(index.Add(own, table, references, &store));
        return store.Drain(2, [&](std::span<const Posting> bucket) {
          for (const Posting& posting : bucket) {
            if (posting.document < references) continue;
            const uint32_t member = posting.document - references;
            uint32_t met = 0;
            for (size_t j = 0;
                 j < bucket.size() && j < kMostLooks &&
                 bucket[j].document < references && met < kPartnersPerMember;
                 ++j) {
              const uint32_t other = bucket[j].document;
              if (!index.Meet(own[member], theirs[other], table)) continue;
              pairs->push_back({member, other});
              ++met;
            }
          }
          return absl::OkStatus();
        });
      });
}

}  // namespace litany::lsh
