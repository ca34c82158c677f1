// Near-equal blocks of one source, made into groups of one template each, and
// the pattern of each group: constant parts and typed gaps.
//
//   masked equal -> words that always stand together equal -> words equal,
//   gaps optional -> one word varies -> a tail or a head of text varies
//   -> members aligned token by token (Han text character by character)
//   -> columns constant or gap
//
// Merges are made only where they shorten the description: enough different
// values at the place, and enough constant words around it.  Gaps may be
// empty or hold several words.
//
// Invariants
//   (1) The result depends on the set of blocks alone: groups are ordered by
//       their least text, members by text.
//   (2) Every block is in exactly one group; MatchPattern accepts it.
//   (3) Blocks with equal masked hash are in one group.
//
// Cost: near linear.  Every block makes at most a few dozen keys, buckets of a
// key are visited once, and only the first kMostAligned tokens of at most
// max_aligned members are aligned; longer blocks group by masked hash alone.
// Thread safety: one BlockForm and the groupings of it a thread.
// Tested by tests/templates/blocks_test.cc, blocks_prop_test.cc.
#ifndef LITANY_TEMPLATES_BLOCKS_H_
#define LITANY_TEMPLATES_BLOCKS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "templates/block_tokens.h"
#include "templates/masker.h"
#include "templates/pattern.h"

namespace litany::templates {

// What a block is by its text alone, made when it is asked for and kept.
class BlockForm {
 public:
  // `hash` and `spans` are those of the Masker for `text`; all is borrowed.
  BlockForm(std::string_view text, uint64_t hash,
            std::span<const MaskedSpan> spans)
      : text_(text), hash_(hash), spans_(spans) {}

  uint64_t hash() const { return hash_; }
  std::span<const MaskedSpan> spans() const { return spans_; }
  const BlockWords& Words();
  std::span<const BlockToken> Tokens();
  const BlockShape& Shape();
  bool HasShape();

 private:
  void MakeShape();

  std::string_view text_;
  uint64_t hash_;
  std::span<const MaskedSpan> spans_;
  bool has_words_ = false;
  bool has_tokens_ = false;
  bool is_measured_ = false;
  bool has_shape_ = false;
  BlockWords words_;
  std::vector<BlockToken> tokens_;
  BlockShape shape_;
};

struct Block {
  std::string_view text;      // valid UTF-8, of one line
  uint32_t count = 1;         // how often it occurs in the source
  BlockForm* form = nullptr;  // of the text; made where there is none
};

struct GroupingOptions {
  // Different words at one place before it becomes a gap; names in capitals
  // or with a digit are taken for the program's own and need more.
  uint32_t min_words = 3;
  uint32_t min_own_names = 6;
  // Different texts of several words before they become a gap, if the
  // constant part is at least half of the block, and if it is less.
  uint32_t min_texts = 10;
  uint32_t min_long_texts = 20;
  // A typed value that is the same in this many occurrences of a group is
  // constant text (a year in a footer, a version).  0: values are always
  // gaps, as in logs.
  uint32_t constant_after = 0;
  // Whether blocks that share the words which always stand together are one
  // template, however many other words vary (a line of a page's furniture with
  // several names in it).  Not for logs, whose messages share phrases.
  bool join_skeletons = false;
  // Members aligned for the pattern of one group.
  uint32_t max_aligned = 64;
};

// Indices of blocks, group by group.
struct BlockGroups {
  std::vector<uint32_t> begins = {0};  // by group, and one more
  std::vector<uint32_t> blocks;

  size_t size() const { return begins.size() - 1; }
  std::span<const uint32_t> operator[](size_t group) const {
    return std::span(blocks).subspan(begins[group],
                                     begins[group + 1] - begins[group]);
  }
};

// The groups of blocks, and the pattern of each when it is asked for: most
// blocks of a page are in a group that nobody asks about.
//
// It is enough to give a few of the blocks that share a masked hash, with
// their counts; all may be given.
class BlockGrouping {
 public:
  // The texts and forms must outlive this object.
  BlockGrouping(std::vector<Block> blocks, const GroupingOptions& options);

  size_t size() const { return groups_.size(); }
  // Indices into the blocks given.
  std::span<const uint32_t> Blocks(size_t group) const {
    return groups_[group];
  }
  Pattern PatternOfGroup(size_t group) const;

 private:
  std::vector<Block> blocks_;
  GroupingOptions options_;
  std::vector<std::unique_ptr<BlockForm>> own_forms_;
  std::vector<std::vector<MaskedSpan>> own_spans_;
  BlockGroups groups_;
};

struct BlockGroup {
  std::vector<uint32_t> blocks;  // indices into the blocks given
  Pattern pattern;
};

// All groups with their patterns.
std::vector<BlockGroup> GroupBlocks(std::span<const Block> blocks,
                                    const GroupingOptions& options = {});

}  // namespace litany::templates

#endif  // LITANY_TEMPLATES_BLOCKS_H_
