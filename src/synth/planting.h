// Token sequences whose shingle sets are known exactly.
//
// A document of n distinct shingles is n + 4 tokens in which no run of five
// tokens occurs twice.  A variant of it replaces single tokens: one that lies
// in k shingles of the base takes these k away and brings k new ones.  With m
// replaced in all, base and variant share n - m of n + m shingles.
//
// Tested by tests/synth/planting_test.cc.
#ifndef LITANY_SYNTH_PLANTING_H_
#define LITANY_SYNTH_PLANTING_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "synth/lexicon.h"
#include "synth/random.h"

namespace litany::synth {

inline constexpr size_t kShingleTokens = 5;

using Tokens = std::vector<Token>;

// How many shingles a document of n must lose for a similarity of `jaccard`,
// to the nearest whole shingle: m of (n - m) / (n + m).
// REQUIRES: 0 <= jaccard <= 1
uint64_t ShinglesToReplace(uint64_t shingles, double jaccard);

// Distinct shingles of two token sequences, counted one by one.
struct Overlap {
  uint64_t shared = 0;
  uint64_t size_a = 0;
  uint64_t size_b = 0;
};
Overlap CountOverlap(std::span<const Token> a, std::span<const Token> b);

// An endless sequence in which no shingle occurs twice.
class DistinctStream {
 public:
  // Both must outlive the stream.
  DistinctStream(const Lexicon& lexicon, Language language, Random* random);

  // The next `count` tokens, behind those of `tokens`, which must be the last
  // ones given (at least four of them, or all).
  void Append(size_t count, Tokens* tokens);

 private:
  Token Draw();

  const Lexicon& lexicon_;
  const Language language_;
  Random* random_;
  bool in_words_ = false;
  uint64_t left_in_run_ = 0;  // tokens until mixed text changes its script
  absl::flat_hash_set<uint64_t> seen_;
};

// A variant of `base` that lost exactly `replaced` of its shingles and gained
// as many that `base` does not have.  Tokens keep their script.  The result is
// counted before it is given: Internal if it is not as promised.
// REQUIRES: no shingle occurs twice in `base`, and it has at least `replaced`
absl::StatusOr<Tokens> MakeVariant(std::span<const Token> base,
                                   uint64_t replaced, const Lexicon& lexicon,
                                   Random* random);

}  // namespace litany::synth

#endif  // LITANY_SYNTH_PLANTING_H_
