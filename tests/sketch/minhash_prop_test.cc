// How good the estimates are.  Seeds are fixed, so a gate that holds holds
// always; trials are enough that the noise of a gate is a few per cent of it.
#include <cmath>
#include <cstdint>
#include <ostream>
#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "reference/k_permutation.h"
#include "sketch/minhash.h"
#include "sketch/set_pairs.h"

namespace litany::sketch {
namespace {

class Signer {
 public:
  explicit Signer(uint32_t slots)
      : hasher_(MinHasher::Create(slots).value()), a_(slots), b_(slots) {}

  void Sign(const SetPair& pair) {
    hasher_.Sign(pair.a, &scratch_, a_);
    hasher_.Sign(pair.b, &scratch_, b_);
  }
  double Estimate(const SetPair& pair) {
    Sign(pair);
    return EstimateJaccard(a_, b_);
  }
  // Whether the pair shares a band of `rows` slots.
  bool Meet(const SetPair& pair, size_t bands, size_t rows) {
    Sign(pair);
    for (size_t band = 0; band < bands; ++band) {
      size_t equal = 0;
      for (size_t row = 0; row < rows; ++row) {
        equal += a_[band * rows + row] == b_[band * rows + row] ? 1 : 0;
      }
      if (equal == rows) return true;
    }
    return false;
  }

 private:
  MinHasher hasher_;
  MinHashScratch scratch_;
  std::vector<uint16_t> a_;
  std::vector<uint16_t> b_;
};

struct Gate {
  uint32_t slots;
  size_t size;
  double most;  // root mean square error over sqrt(J(1-J)/slots)

  // How ctest names the test.
  friend void PrintTo(const Gate& gate, std::ostream* out) {
    *out << gate.slots << " slots, " << gate.size << " shingles";
  }
};

class AccuracyTest : public ::testing::TestWithParam<Gate> {};

TEST_P(AccuracyTest, ErrorIsAtMostThatOfIndependentPermutations) {
  const auto [slots, size, most] = GetParam();
  const int trials = size > 1000 ? 800 : 2000;
  Signer signer(slots);
  // J = 1/4, 1/2, 4/5, as near as sets of this size come.
  for (const double target : {0.25, 0.5, 0.8}) {
    const auto shared = static_cast<size_t>(
        std::lround(2 * static_cast<double>(size) * target / (1 + target)));
    const double jaccard = Jaccard(size, size, shared);
    const uint32_t seed = 1;
    SCOPED_TRACE(::testing::Message()
                 << "seed " << seed << ", J = " << jaccard);
    std::mt19937 random(seed);
    double squares = 0;
    for (int i = 0; i < trials; ++i) {
      const double error =
          signer.Estimate(RandomPair(&random, size, size, shared)) - jaccard;
      squares += error * error;
    }
    const double theory = std::sqrt(jaccard * (1 - jaccard) / slots);
    const double ratio = std::sqrt(squares / trials) / theory;
    RecordProperty("ratio", std::to_string(ratio));
    EXPECT_LE(ratio, most);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Gates, AccuracyTest,
    ::testing::Values(Gate{128, 20, 0.85}, Gate{128, 50, 0.85},
                      Gate{128, 200, 1.0}, Gate{128, 500, 1.0},
                      Gate{128, 5000, 1.05}, Gate{256, 20, 0.85},
                      Gate{256, 50, 0.85}, Gate{256, 200, 1.0},
                      Gate{256, 500, 1.0}, Gate{256, 5000, 1.05}),
    [](const auto& tested) {
      return "Slots" + std::to_string(tested.param.slots) + "Shingles" +
             std::to_string(tested.param.size);
    });

// Slots of short documents must be as good as independent for banding, too:
// 16 bands of 8 rows against the S-curve.  About 50 shingles, J exact.
struct Curve {
  const char* name;
  size_t size_a, size_b, shared;

  // How ctest names the test.
  friend void PrintTo(const Curve& curve, std::ostream* out) {
    *out << curve.name;
  }
};

class CurveTest : public ::testing::TestWithParam<Curve> {};

TEST_P(CurveTest, CandidatesOfShortDocumentsFollowTheSCurve) {
  const Curve& curve = GetParam();
  const double jaccard = Jaccard(curve.size_a, curve.size_b, curve.shared);
  const double want = 1 - std::pow(1 - std::pow(jaccard, 8), 16);
  const uint32_t seed = 1;
  SCOPED_TRACE(::testing::Message() << "seed " << seed);
  std::mt19937 random(seed);
  Signer signer(128);
  constexpr int kTrials = 6000;
  int met = 0;
  for (int i = 0; i < kTrials; ++i) {
    met += signer.Meet(
               RandomPair(&random, curve.size_a, curve.size_b, curve.shared),
               16, 8)
               ? 1
               : 0;
  }
  EXPECT_NEAR(static_cast<double>(met) / kTrials, want, 0.02);
}

INSTANTIATE_TEST_SUITE_P(Similarities, CurveTest,
                         ::testing::Values(Curve{"Half", 50, 52, 34},
                                           Curve{"FourFifths", 50, 49, 44}),
                         [](const auto& tested) { return tested.param.name; });

// Empty bins of the smaller set must not favour either.
class ContainmentTest : public ::testing::TestWithParam<uint32_t> {};

TEST_P(ContainmentTest, EstimateHasNoBias) {
  struct Sizes {
    size_t inner, outer;
  };
  Signer signer(GetParam());
  for (const auto [inner, outer] :
       {Sizes{1, 2}, Sizes{2, 3}, Sizes{5, 20}, Sizes{20, 40}, Sizes{50, 200},
        Sizes{50, 1000}, Sizes{200, 400}, Sizes{600, 2000}}) {
    const uint32_t seed = 1;
    SCOPED_TRACE(::testing::Message()
                 << "seed " << seed << ", " << inner << " of " << outer);
    std::mt19937 random(seed);
    const int trials = outer > 500 ? 1500 : 4000;
    double sum = 0;
    for (int i = 0; i < trials; ++i) {
      sum += signer.Estimate(RandomPair(&random, inner, outer, inner));
    }
    EXPECT_NEAR(sum / trials, Jaccard(inner, outer, inner), 0.003);
  }
}

INSTANTIATE_TEST_SUITE_P(Slots, ContainmentTest, ::testing::Values(128u, 256u));

TEST(MinHashReference, ExpectsWhatIndependentPermutationsExpect) {
  struct Sizes {
    size_t a, b, shared;
  };
  Signer signer(128);
  for (const auto [a, b, shared] :
       {Sizes{30, 30, 10}, Sizes{100, 60, 40}, Sizes{200, 200, 160}}) {
    const uint32_t seed = 1;
    SCOPED_TRACE(::testing::Message() << "seed " << seed << ", sizes " << a
                                      << ", " << b << ", " << shared);
    std::mt19937 random(seed);
    constexpr int kTrials = 600;
    double ours = 0;
    double reference = 0;
    for (int i = 0; i < kTrials; ++i) {
      const SetPair pair = RandomPair(&random, a, b, shared);
      const litany::reference::KPermutationMinHash permutations(
          128, static_cast<uint32_t>(i));
      ours += signer.Estimate(pair);
      reference += litany::reference::KPermutationMinHash::Estimate(
          permutations.Sign(pair.a), permutations.Sign(pair.b));
    }
    // Five standard errors of the difference of two such means.
    const double jaccard = Jaccard(a, b, shared);
    const double tolerance =
        5 * std::sqrt(2 * jaccard * (1 - jaccard) / (128.0 * kTrials));
    EXPECT_NEAR(ours / kTrials, reference / kTrials, tolerance);
    EXPECT_NEAR(reference / kTrials, jaccard, tolerance);
  }
}

}  // namespace
}  // namespace litany::sketch
