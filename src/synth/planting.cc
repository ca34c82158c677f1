#include "synth/planting.h"

#include <algorithm>
#include <cmath>

#include "absl/status/status.h"
#include "base/check.h"

namespace litany::synth {
namespace {

// The shingle that begins at `at`, packed.
uint64_t KeyAt(std::span<const Token> tokens, size_t at) {
  uint64_t key = 0;
  for (size_t i = at; i < at + kShingleTokens; ++i) {
    key = key << kTokenBits | tokens[i];
  }
  return key;
}

size_t ShinglesOf(std::span<const Token> tokens) {
  return tokens.size() < kShingleTokens ? 0
                                        : tokens.size() - kShingleTokens + 1;
}

std::vector<uint64_t> SortedKeys(std::span<const Token> tokens) {
  std::vector<uint64_t> keys(ShinglesOf(tokens));
  for (size_t i = 0; i < keys.size(); ++i) keys[i] = KeyAt(tokens, i);
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

// Where to put new tokens so that `replaced` of `shingles` shingles go.
//
// A token at p >= 4 lies in the five shingles p-4 ... p; what is not a
// multiple of five goes by one token near the start, where a token at r - 1
// lies in r shingles only.  The runs of five are spread over the others at
// random: every arrangement is equally likely.
std::vector<size_t> ChoosePositions(uint64_t shingles, uint64_t replaced,
                                    Random* random) {
  std::vector<size_t> positions;
  const uint64_t rest = replaced % kShingleTokens;
  if (rest > 0) positions.push_back(rest - 1);
  uint64_t runs = replaced / kShingleTokens;
  uint64_t free = shingles - replaced;  // shingles that stay
  size_t at = rest;
  // Walk over the shingles: each step is a run of five or one that stays.
  while (runs > 0) {
    if (random->Below(runs + free) < runs) {
      positions.push_back(at + kShingleTokens - 1);
      at += kShingleTokens;
      --runs;
    } else {
      ++at;
      --free;
    }
  }
  return positions;
}

// Puts a token at `position` that makes only shingles that `seen` lacks, and
// adds these to it.  False if none was found.
bool Replace(size_t position, const Lexicon& lexicon, Random* random,
             Tokens* tokens, absl::flat_hash_set<uint64_t>* seen) {
  const size_t first =
      position < kShingleTokens ? 0 : position - kShingleTokens + 1;
  const size_t last = std::min(position, ShinglesOf(*tokens) - 1);
  const Token old = (*tokens)[position];
  // A draw fails when it makes a shingle that is there already: one in many
  // thousands.
  for (int attempt = 0; attempt < 1000; ++attempt) {
    (*tokens)[position] = lexicon.IsWord(old) ? lexicon.DrawWord(random)
                                              : lexicon.DrawCharacter(random);
    size_t added = first;
    while (added <= last && seen->insert(KeyAt(*tokens, added)).second) {
      ++added;
    }
    if (added > last) return true;
    while (added > first) seen->erase(KeyAt(*tokens, --added));
  }
  return false;
}

}  // namespace

uint64_t ShinglesToReplace(uint64_t shingles, double jaccard) {
  return static_cast<uint64_t>(std::floor(
      static_cast<double>(shingles) * (1 - jaccard) / (1 + jaccard) + 0.5));
}

Overlap CountOverlap(std::span<const Token> a, std::span<const Token> b) {
  const std::vector<uint64_t> keys_a = SortedKeys(a);
  const std::vector<uint64_t> keys_b = SortedKeys(b);
  Overlap overlap{.size_a = keys_a.size(), .size_b = keys_b.size()};
  auto next = keys_b.begin();
  for (const uint64_t key : keys_a) {
    while (next != keys_b.end() && *next < key) ++next;
    if (next != keys_b.end() && *next == key) ++overlap.shared;
  }
  return overlap;
}

DistinctStream::DistinctStream(const Lexicon& lexicon, Language language,
                               Random* random)
    : lexicon_(lexicon),
      language_(language),
      random_(random),
      in_words_(language == Language::kEnglish) {}

void DistinctStream::Append(size_t count, Tokens* tokens) {
  LITANY_CHECK(seen_.empty() || tokens->size() >= kShingleTokens - 1);
  for (; count > 0; --count) {
    tokens->push_back(Draw());
    if (tokens->size() < kShingleTokens) continue;
    const size_t at = tokens->size() - kShingleTokens;
    while (!seen_.insert(KeyAt(*tokens, at)).second) {
      tokens->back() = in_words_ ? lexicon_.DrawWord(random_)
                                 : lexicon_.DrawCharacter(random_);
    }
  }
}

Token DistinctStream::Draw() {
  if (language_ == Language::kMixed) {
    if (left_in_run_ == 0) {
      in_words_ = !in_words_;
      left_in_run_ =
          in_words_ ? random_->Between(2, 12) : random_->Between(8, 40);
    }
    --left_in_run_;
  }
  return in_words_ ? lexicon_.DrawWord(random_)
                   : lexicon_.DrawCharacter(random_);
}

absl::StatusOr<Tokens> MakeVariant(std::span<const Token> base,
                                   uint64_t replaced, const Lexicon& lexicon,
                                   Random* random) {
  const uint64_t shingles = ShinglesOf(base);
  LITANY_CHECK(replaced <= shingles);
  Tokens variant(base.begin(), base.end());
  absl::flat_hash_set<uint64_t> seen;
  seen.reserve(shingles + replaced);
  for (size_t i = 0; i < shingles; ++i) seen.insert(KeyAt(base, i));
  for (const size_t position : ChoosePositions(shingles, replaced, random)) {
    if (!Replace(position, lexicon, random, &variant, &seen)) {
      return absl::InternalError(
          "found no token that makes new shingles only; is the document "
          "longer than its lexicon allows?");
    }
  }
  const Overlap overlap = CountOverlap(base, variant);
  if (overlap.shared != shingles - replaced || overlap.size_a != shingles ||
      overlap.size_b != shingles) {
    return absl::InternalError(
        "a variant does not share as many shingles as it was made to; "
        "please report this with the options that were given");
  }
  return variant;
}

}  // namespace litany::synth
