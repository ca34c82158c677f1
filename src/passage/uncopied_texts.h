// Passages where some texts are copies of others: what a copy has in common
// with the text that represents it is looked at once, and the copy inherits
// what is found there.
//
//   texts + representatives -> UncopiedTexts::table(): the representatives,
//   and of each copy what its representative does not have
//   -> FindSeeds ... BuildPassages on that table
//   -> UncopiedTexts::Restore: passages of the texts
//
// A copy is aligned with its representative by the stretches of pairs.h.  What
// is left over of it are the symbols that have no match, with so many symbols
// around them that every run of the guarantee (anchors.h) that is not in the
// representative lies in one of them.  An occurrence in a representative is
// carried over through the alignment and kept where it is similar enough to
// its medoid.
//
// Cost: an alignment a copy, and a carry an occurrence and copy.
// The result depends on the texts and their order alone, not on threads.
// Thread safety: immutable once built.
// Tested by tests/passage/uncopied_texts_test.cc.
#ifndef LITANY_PASSAGE_UNCOPIED_TEXTS_H_
#define LITANY_PASSAGE_UNCOPIED_TEXTS_H_

#include <cstdint>
#include <span>
#include <vector>

#include "base/raw_vector.h"
#include "passage/anchors.h"
#include "passage/pairs.h"
#include "passage/passages.h"
#include "passage/text_table.h"

namespace litany::passage {

class UncopiedTexts {
 public:
  // `representative[t]`: the text that represents t, itself if none other
  // does; a representative represents itself.  `texts` and the span must
  // outlive this.
  UncopiedTexts(const TextTable& texts,
                std::span<const uint32_t> representative,
                const AnchorMaker& maker, const PairParams& params,
                uint32_t threads);

  TextTable table() const { return {symbols_, begins_}; }
  // The text that a text of table() is all or a part of.
  uint32_t TextOf(uint32_t part) const { return parts_[part].text; }
  // Whether two texts of table() are of one copy.
  bool AreOneCopy(uint32_t a, uint32_t b) const {
    return representative_[parts_[a].text] == representative_[parts_[b].text];
  }

  // Makes passages of table() passages of the texts.
  std::vector<Passage> Restore(std::vector<Passage> passages,
                               uint32_t threads) const;

 private:
  struct Part {
    uint32_t text = 0;
    uint32_t begin = 0;  // of its first symbol in the text
  };
  // Symbols that two texts have in common, in their order.
  struct Match {
    uint32_t begin_a = 0;  // of the representative
    uint32_t begin_b = 0;  // of the copy
    uint32_t size = 0;
  };
  struct Copy {
    uint32_t text = 0;
    std::vector<Match> matches;  // stretch by stretch, each by begin
    std::vector<size_t> begins;  // of each stretch in `matches`, and one more
  };

  void AlignCopies(const AnchorMaker& maker, uint32_t threads);
  void CutParts(uint32_t margin, uint32_t threads);
  std::vector<Occurrence> Carry(const Copy& copy, const Occurrence& medoid,
                                const Occurrence& place,
                                AlignScratch* scratch) const;

  const TextTable& texts_;
  const std::span<const uint32_t> representative_;
  const PairParams params_;
  std::vector<Copy> copies_;  // by (representative, text)
  std::vector<Part> parts_;
  base::RawVector<uint32_t> symbols_;
  std::vector<uint64_t> begins_;
};

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_UNCOPIED_TEXTS_H_
