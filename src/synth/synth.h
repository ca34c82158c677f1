// Made-up collections with copies planted at exact similarities, and the gold
// that says where.
//
// The same options give the same bytes on every platform, and a cluster does
// not depend on how many others there are.
// Tested by tests/synth/synth_test.cc and synth_writer_test.cc.
#ifndef LITANY_SYNTH_SYNTH_H_
#define LITANY_SYNTH_SYNTH_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "synth/lexicon.h"

namespace litany::synth {

enum class SynthKind {
  kPairs,     // a document and one copy, at `jaccard`
  kChain,     // windows of one long text, neighbours at `jaccard`
  kFamilies,  // a base and variants, each at a similarity to the base drawn
              // from [jaccard_low, jaccard_high]
};

struct SynthOptions {
  SynthKind kind = SynthKind::kPairs;
  Language language = Language::kMixed;
  uint64_t seed = 1;
  // Pairs, chains or families.
  uint64_t clusters = 1000;
  // Documents of a chain or family; at least 2.  A pair has two.
  uint64_t members = 8;
  // Documents that have nothing to do with any other, spread between the
  // clusters.
  uint64_t unrelated = 0;
  // Distinct shingles of each document; 1 to kMostShingles.
  uint64_t shingles = 200;
  // In (0, 1].  What comes out is the nearest (n - m) / (n + m).
  double jaccard = 0.8;
  double jaccard_low = 0.3;
  double jaccard_high = 1.0;
};

inline constexpr uint64_t kMostShingles = 1000000;

struct SynthDocument {
  std::string id;
  std::string text;
  std::string cluster;  // its own id for an unrelated document
  std::string url;
  std::string date;  // YYYY-MM-DD; members of a cluster in order
};

// A planted pair with the exact counts of its distinct shingles; a < b in byte
// order.
struct GoldPair {
  std::string a;
  std::string b;
  uint64_t shared = 0;
  uint64_t size_a = 0;
  uint64_t size_b = 0;
};

struct SynthSink {
  std::function<absl::Status(const SynthDocument&)> document;
  // (copy, original), (each, the one before it) or (variant, base), after
  // both documents.
  std::function<absl::Status(const GoldPair&)> pair;
};

// InvalidArgument if the options break a rule above, or if documents of so
// few shingles cannot come near `jaccard`.  An error of the sink ends it.
absl::Status Generate(const SynthOptions& options, const SynthSink& sink);

}  // namespace litany::synth

#endif  // LITANY_SYNTH_SYNTH_H_
