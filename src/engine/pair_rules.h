// Which documents may be compared for passages: `--against`,
// `--between-sources-only`, `--window`.
#ifndef LITANY_ENGINE_PAIR_RULES_H_
#define LITANY_ENGINE_PAIR_RULES_H_

#include <cstdint>
#include <vector>

#include "base/calendar.h"
#include "engine/collection.h"
#include "litany/options.h"
#include "passage/seeds.h"

namespace litany::engine {

// A vertex stands for all documents that share its folded text: two vertices
// may pair if some two of their documents may.  Immutable.
class PairRules {
 public:
  // `reference` is null without one; its vertices are numbered behind those
  // of the collection.
  PairRules(const Collection& collection, const Collection* reference,
            const PassageOptions& options);
  PairRules(const PairRules&) = delete;
  PairRules& operator=(const PairRules&) = delete;

  const passage::PairRule& rule() const { return rule_; }

  // By vertex: whether two of its own documents may pair, so that its whole
  // text is a passage.
  const std::vector<bool>& repeated() const { return repeated_; }

 private:
  bool Allows(uint32_t a, uint32_t b) const;
  void MarkRepeated(const Collection& collection);
  void OrderByDay();

  // Of each dated document of a vertex, sorted.
  using Days = std::vector<base::DayRange>;

  const PassageOptions& options_;
  uint32_t first_reference_;
  bool has_reference_;
  std::vector<uint32_t> source_;  // of a vertex; kMixed: several
  std::vector<Days> days_;        // only with a window
  std::vector<bool> repeated_;
  passage::PairRule rule_;
};

}  // namespace litany::engine

#endif  // LITANY_ENGINE_PAIR_RULES_H_
