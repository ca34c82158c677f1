// Which phrases are variants of each other: one holds the other, or a few
// edits lead from one to the other.
// Tested by tests/passage/phrase_variants_test.cc.
#ifndef LITANY_PASSAGE_PHRASE_VARIANTS_H_
#define LITANY_PASSAGE_PHRASE_VARIANTS_H_

#include <cstdint>
#include <span>
#include <vector>

namespace litany::passage {

enum class VariantKind : uint8_t {
  kHolds,  // `a` holds `b`
  kEdits,  // neither, and `distance` insertions, deletions, replacements
};

struct PhraseVariant {
  uint32_t a = 0;
  uint32_t b = 0;
  VariantKind kind = VariantKind::kEdits;
  // In tokens; for kHolds, those of `a` that `b` lacks.
  uint32_t distance = 0;

  friend auto operator<=>(const PhraseVariant&, const PhraseVariant&) = default;
};

// The most edits between variants of which the shorter one has so many
// tokens: one in five, and at most two.
constexpr uint32_t MostEdits(size_t shorter) {
  return shorter < 5 ? 0 : shorter < 10 ? 1 : 2;
}

// All variants among `phrases` (different runs of token ids), sorted; edits
// with a < b.  About O(phrases * tokens^2), by meeting at what deletions
// leave; nothing is missed.
std::vector<PhraseVariant> FindVariants(
    std::span<const std::span<const uint32_t>> phrases);

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_PHRASE_VARIANTS_H_
