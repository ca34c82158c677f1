#include "synth/synth.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/status_macros.h"
#include "synth/layout.h"
#include "synth/planting.h"
#include "synth/random.h"

namespace litany::synth {
namespace {

constexpr uint64_t kHosts = 40;
constexpr uint64_t kDaysOfYear = 365;

// One random stream for each purpose.
enum Purpose : uint64_t { kTextOf = 1, kLayoutOf = 2, kPlaceOf = 3 };

// Unrelated documents are numbered like clusters, in a series of their own.
constexpr uint64_t kUnrelatedSeries = 100;

// Day 0 is the first of January 2025.
std::string DateOfDay(uint64_t day) {
  constexpr std::array<uint64_t, 12> kDays = {31, 28, 31, 30, 31, 30,
                                              31, 31, 30, 31, 30, 31};
  size_t month = 0;
  while (day >= kDays[month]) day -= kDays[month++];
  return absl::StrFormat("2025-%02d-%02d", month + 1, day + 1);
}

absl::Status CheckJaccard(double jaccard, const SynthOptions& options) {
  // Written so that a NaN is out of range too.
  if (!(jaccard > 0 && jaccard <= 1)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the similarity ", jaccard, " is not above 0 and at most 1"));
  }
  const uint64_t replaced = ShinglesToReplace(options.shingles, jaccard);
  if (replaced == options.shingles || (replaced == 0 && jaccard < 1)) {
    return absl::InvalidArgumentError(
        absl::StrCat("documents of ", options.shingles,
                     " shingles cannot have a similarity near ", jaccard,
                     "; give them more shingles"));
  }
  return absl::OkStatus();
}

absl::Status CheckOptions(const SynthOptions& options) {
  if (options.shingles < 1 || options.shingles > kMostShingles) {
    return absl::InvalidArgumentError(
        absl::StrCat("a document must have 1 to ", kMostShingles,
                     " shingles, not ", options.shingles));
  }
  if (options.kind != SynthKind::kPairs && options.members < 2) {
    return absl::InvalidArgumentError(
        "a chain or family must have at least 2 documents");
  }
  if (options.kind == SynthKind::kFamilies) {
    if (!(options.jaccard_low <= options.jaccard_high)) {
      return absl::InvalidArgumentError(
          absl::StrCat("the lowest similarity, ", options.jaccard_low,
                       ", is above the highest, ", options.jaccard_high));
    }
    LITANY_RETURN_IF_ERROR(CheckJaccard(options.jaccard_low, options));
    return CheckJaccard(options.jaccard_high, options);
  }
  if (options.kind == SynthKind::kChain && options.jaccard == 1) {
    return absl::InvalidArgumentError(
        "the windows of a chain cannot have a similarity of 1; use pairs");
  }
  return CheckJaccard(options.jaccard, options);
}

class Generator {
 public:
  Generator(const SynthOptions& options, const SynthSink& sink)
      : options_(options), sink_(sink) {}

  absl::Status Run() {
    uint64_t unrelated = 0;
    for (uint64_t number = 0; number < options_.clusters; ++number) {
      LITANY_RETURN_IF_ERROR(EmitCluster(number));
      // An even share behind each cluster.
      const uint64_t share = options_.unrelated / options_.clusters;
      const uint64_t extra =
          number < options_.unrelated % options_.clusters ? 1 : 0;
      for (const uint64_t end = unrelated + share + extra; unrelated < end;) {
        LITANY_RETURN_IF_ERROR(EmitUnrelated(unrelated++));
      }
    }
    while (unrelated < options_.unrelated) {
      LITANY_RETURN_IF_ERROR(EmitUnrelated(unrelated++));
    }
    return absl::OkStatus();
  }

 private:
  // What the members of one cluster share.
  struct Cluster {
    std::string id;
    uint64_t series = 0;
    uint64_t number = 0;
    uint64_t day = 0;
    Random place;
  };

  uint64_t TokensOfDocument() const {
    return options_.shingles + kShingleTokens - 1;
  }

  Random Stream(Purpose purpose, uint64_t series, uint64_t number) const {
    return Random({options_.seed, static_cast<uint64_t>(purpose), series,
                   static_cast<uint64_t>(options_.language), number});
  }

  Cluster StartCluster(uint64_t series, uint64_t number,
                       const char* prefix) const {
    Cluster cluster{.id = absl::StrFormat("%s%07d", prefix, number + 1),
                    .series = series,
                    .number = number,
                    .place = Stream(kPlaceOf, series, number)};
    cluster.day = cluster.place.Below(kDaysOfYear);
    return cluster;
  }

  absl::Status EmitDocument(std::span<const Token> tokens, std::string id,
                            Cluster* cluster) const {
    SynthDocument document;
    document.text = LayOut(tokens, lexicon_,
                           Stream(kLayoutOf, cluster->series, cluster->number));
    document.cluster = cluster->id;
    document.date = DateOfDay(cluster->day);
    document.url =
        absl::StrFormat("https://www.site%02d.example/%s/%s.html",
                        cluster->place.Below(kHosts) + 1, document.date, id);
    document.id = std::move(id);
    cluster->day =
        std::min(cluster->day + cluster->place.Below(4), kDaysOfYear - 1);
    return sink_.document(document);
  }

  absl::Status EmitUnrelated(uint64_t number) const {
    Cluster cluster = StartCluster(kUnrelatedSeries, number, "u");
    Random random = Stream(kTextOf, kUnrelatedSeries, number);
    DistinctStream stream(lexicon_, options_.language, &random);
    Tokens tokens;
    stream.Append(TokensOfDocument(), &tokens);
    return EmitDocument(tokens, cluster.id, &cluster);
  }

  absl::Status EmitCluster(uint64_t number) const {
    const auto series = static_cast<uint64_t>(options_.kind);
    Random random = Stream(kTextOf, series, number);
    switch (options_.kind) {
      case SynthKind::kPairs: {
        Cluster cluster = StartCluster(series, number, "p");
        const uint64_t replaced =
            ShinglesToReplace(options_.shingles, options_.jaccard);
        return EmitVariants(2, replaced, replaced, &cluster, &random);
      }
      case SynthKind::kFamilies: {
        Cluster cluster = StartCluster(series, number, "f");
        return EmitVariants(
            options_.members,
            ShinglesToReplace(options_.shingles, options_.jaccard_high),
            ShinglesToReplace(options_.shingles, options_.jaccard_low),
            &cluster, &random);
      }
      case SynthKind::kChain: {
        Cluster cluster = StartCluster(series, number, "c");
        return EmitChain(&cluster, &random);
      }
    }
    return absl::InternalError("no such kind of collection");
  }

  // A base, then variants of it that replace `fewest` to `most` shingles.
  absl::Status EmitVariants(uint64_t members, uint64_t fewest, uint64_t most,
                            Cluster* cluster, Random* random) const {
    DistinctStream stream(lexicon_, options_.language, random);
    Tokens base;
    stream.Append(TokensOfDocument(), &base);
    LITANY_RETURN_IF_ERROR(EmitDocument(base, MemberId(*cluster, 0), cluster));
    for (uint64_t member = 1; member < members; ++member) {
      const uint64_t replaced = random->Between(fewest, most);
      LITANY_ASSIGN_OR_RETURN(const Tokens variant,
                              MakeVariant(base, replaced, lexicon_, random));
      LITANY_RETURN_IF_ERROR(
          EmitDocument(variant, MemberId(*cluster, member), cluster));
      LITANY_RETURN_IF_ERROR(EmitPair(base, MemberId(*cluster, 0), variant,
                                      MemberId(*cluster, member)));
    }
    return absl::OkStatus();
  }

  absl::Status EmitChain(Cluster* cluster, Random* random) const {
    const uint64_t shift =
        ShinglesToReplace(options_.shingles, options_.jaccard);
    DistinctStream stream(lexicon_, options_.language, random);
    Tokens window;
    stream.Append(TokensOfDocument(), &window);
    LITANY_RETURN_IF_ERROR(
        EmitDocument(window, MemberId(*cluster, 0), cluster));
    for (uint64_t member = 1; member < options_.members; ++member) {
      const Tokens before = window;
      stream.Append(shift, &window);
      window.erase(window.begin(),
                   window.begin() + static_cast<std::ptrdiff_t>(shift));
      LITANY_RETURN_IF_ERROR(
          EmitDocument(window, MemberId(*cluster, member), cluster));
      LITANY_RETURN_IF_ERROR(EmitPair(before, MemberId(*cluster, member - 1),
                                      window, MemberId(*cluster, member)));
    }
    return absl::OkStatus();
  }

  // Ids of one width, so that they sort as they are counted.
  std::string MemberId(const Cluster& cluster, uint64_t member) const {
    const uint64_t members =
        options_.kind == SynthKind::kPairs ? 2 : options_.members;
    const int width = static_cast<int>(absl::StrCat(members).size());
    return absl::StrFormat("%s-%0*d", cluster.id, width, member + 1);
  }

  absl::Status EmitPair(std::span<const Token> tokens_a, std::string a,
                        std::span<const Token> tokens_b, std::string b) const {
    Overlap overlap = CountOverlap(tokens_a, tokens_b);
    if (b < a) {
      std::swap(a, b);
      std::swap(overlap.size_a, overlap.size_b);
    }
    return sink_.pair({.a = std::move(a),
                       .b = std::move(b),
                       .shared = overlap.shared,
                       .size_a = overlap.size_a,
                       .size_b = overlap.size_b});
  }

  const SynthOptions& options_;
  const SynthSink& sink_;
  const Lexicon lexicon_;
};

}  // namespace

absl::Status Generate(const SynthOptions& options, const SynthSink& sink) {
  LITANY_RETURN_IF_ERROR(CheckOptions(options));
  return Generator(options, sink).Run();
}

}  // namespace litany::synth
