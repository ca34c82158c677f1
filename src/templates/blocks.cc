#include "templates/blocks.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <deque>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "base/text_order.h"
#include "templates/alignment.h"
#include "templates/block_tokens.h"
#include "templates/repeated_keys.h"
#include "templates/skeletons.h"
#include "templates/text_gaps.h"

namespace litany::templates {
namespace {

// A group as it grows.
struct Unit {
  const BlockShape* shape = nullptr;  // of its first class, or made
  bool has_shape = false;
  absl::InlinedVector<uint32_t, 2>
      classes;                // ascending; the first stands for the unit
  bool has_skeleton = false;  // its constant words are known
  bool is_apart = false;      // of one class, whose words no other can match
};

// Sorts `order` by key and calls visit(begin, end) for each run of two equal
// keys or more, and maybe for others.
template <typename Key, typename Visit>
void ForEachRun(std::vector<std::pair<Key, uint32_t>>* order, Visit visit) {
  KeepRepeated(order, 2, [](const auto& entry) { return entry.first; });
  std::sort(order->begin(), order->end());
  for (size_t begin = 0; begin < order->size();) {
    size_t end = begin;
    while (end < order->size() &&
           (*order)[end].first == (*order)[begin].first) {
      ++end;
    }
    visit(begin, end);
    begin = end;
  }
}

class Grouper {
 public:
  Grouper(std::span<const Block> blocks, const GroupingOptions& options)
      : blocks_(blocks), options_(options) {}

  BlockGroups Run() {
    MakeClasses();
    MakeUnits();
    if (options_.join_skeletons) MergeSkeletons();
    LeaveApart();
    MergeOptionalGaps();
    MergeFields();
    MergeOptionalGaps();
    for (int round = 0; round < 3 && MergeOneWord(); ++round) {
      MergeOptionalGaps();
    }
    MergeTexts();
    return Groups();
  }

 private:
  void MakeClasses() {
    const std::vector<uint32_t> by_text = base::OrderOfTexts(
        blocks_.size(), [&](uint32_t block) { return blocks_[block].text; },
        [&](uint32_t a, uint32_t b) {
          return blocks_[a].count < blocks_[b].count;
        });
    ranks_.resize(blocks_.size());
    for (uint32_t i = 0; i < by_text.size(); ++i) ranks_[by_text[i]] = i;
    absl::flat_hash_map<uint64_t, uint32_t> class_of;
    class_of.reserve(blocks_.size());
    std::vector<uint32_t> class_of_block(blocks_.size());
    class_begins_ = {0};
    for (const uint32_t block : by_text) {
      const auto [found, is_new] = class_of.try_emplace(
          blocks_[block].form->hash(), static_cast<uint32_t>(ClassCount()));
      if (is_new) class_begins_.push_back(0);
      class_of_block[block] = found->second;
      ++class_begins_[found->second + 1];
    }
    std::partial_sum(class_begins_.begin(), class_begins_.end(),
                     class_begins_.begin());
    class_blocks_.resize(blocks_.size());
    std::vector<uint32_t> next = class_begins_;
    for (const uint32_t block : by_text) {
      class_blocks_[next[class_of_block[block]]++] = block;
    }
  }

  // Most blocks have words of their own, and are never merged but for a head
  // or tail of text: their tokens and shapes are not made.
  void MakeUnits() {
    CountWords();
    std::optional<KeyCounts> asked;
    if (options_.join_skeletons) asked = SkeletonWords();
    units_.resize(ClassCount());
    for (uint32_t i = 0; i < units_.size(); ++i) {
      Unit& unit = units_[i];
      BlockForm& form = FormOf(i);
      unit.classes = {i};
      unit.is_apart = IsApart(form.Words());
      if (unit.is_apart && !(asked && HelpsSkeletons(form.Words(), *asked))) {
        continue;
      }
      unit.shape = &form.Shape();
      unit.has_shape = form.HasShape();
    }
  }

  // How many classes hold a word, and more if they hold it again.
  void CountWords() {
    size_t words = 0;
    for (uint32_t i = 0; i < ClassCount(); ++i) {
      words += FormOf(i).Words().hashes.size();
    }
    words_.emplace(words);
    for (uint32_t i = 0; i < ClassCount(); ++i) {
      for (const uint32_t word : FormOf(i).Words().hashes) words_->Add(word);
    }
  }

  // Whether two of its words stand in no other class.  Units are merged by
  // all of their words but one at most, or but the values of names: those are
  // not counted here.
  bool IsApart(const BlockWords& words) const {
    const std::span<const uint32_t> constant =
        std::span(words.hashes).first(words.before_name_mark);
    size_t own = 0;
    for (size_t i = 0; i < constant.size() && own < 2; ++i) {
      own += words_->MayReach(constant[i], 2) ? 0 : 1;
    }
    return own == 2;
  }

  // The words of classes that may have a skeleton, those that may be in one.
  KeyCounts SkeletonWords() const {
    std::vector<uint32_t> words;
    size_t all = 0;
    for (uint32_t i = 0; i < ClassCount(); ++i) {
      const BlockWords& of_class = FormOf(i).Words();
      all += of_class.hashes.size();
      const size_t size = words.size();
      for (const uint32_t word : of_class.hashes) {
        if (words_->MayReach(word, kLeastUnits)) words.push_back(word);
      }
      if (!of_class.may_have_symbol &&
          !MayBeSkeleton(words.size() - size, of_class.hashes.size())) {
        words.resize(size);
      }
    }
    KeyCounts counts(all);  // which are asked about
    for (const uint32_t word : words) counts.Add(word);
    return counts;
  }

  // Whether FindSkeletons must know of a class with these words.
  static bool HelpsSkeletons(const BlockWords& words, const KeyCounts& asked) {
    return words.may_have_symbol ||
           std::any_of(words.hashes.begin(), words.hashes.end(),
                       [&](uint32_t word) { return asked.MayReach(word, 1); });
  }

  size_t ClassCount() const { return class_begins_.size() - 1; }
  // The blocks of one masked hash, by text.
  std::span<const uint32_t> BlocksOf(uint32_t c) const {
    return std::span(class_blocks_)
        .subspan(class_begins_[c], class_begins_[c + 1] - class_begins_[c]);
  }

  // Of the text that stands for a class.
  BlockForm& FormOf(uint32_t c) const { return *blocks_[BlocksOf(c)[0]].form; }

  // Makes one unit of those at `parts` (ascending), with the shape given.
  void Join(const std::vector<uint32_t>& parts, const BlockShape& shape) {
    Unit& first = units_[parts[0]];
    for (size_t i = 1; i < parts.size(); ++i) {
      Unit& other = units_[parts[i]];
      first.classes.insert(first.classes.end(), other.classes.begin(),
                           other.classes.end());
      first.has_skeleton |= other.has_skeleton;
      first.is_apart = false;
      other.classes.clear();
      other.has_shape = false;
    }
    std::sort(first.classes.begin(), first.classes.end());
    first.shape = &shapes_.emplace_back(shape);
  }

  // From here on they have no part but in MergeTexts.
  void LeaveApart() {
    for (Unit& unit : units_) unit.has_shape &= !unit.is_apart;
  }

  void DropEmptyUnits() {
    // The rest stay in the order of their first classes: a unit is joined to
    // one before it.
    std::erase_if(units_, [](const Unit& u) { return u.classes.empty(); });
  }

  static size_t Names(const BlockShape& shape) {
    return static_cast<size_t>(
        std::count_if(shape.words.begin(), shape.words.end(),
                      [](const BlockWord& word) { return !word.symbol; }));
  }

  // Units of the same words whose gaps are some of another unit's: what only
  // the other has is optional.
  void MergeOptionalGaps() {
    std::vector<std::pair<uint64_t, uint32_t>> order;
    for (uint32_t i = 0; i < units_.size(); ++i) {
      const Unit& unit = units_[i];
      if (!unit.has_shape || unit.shape->gaps == 0 || Names(*unit.shape) == 0) {
        continue;
      }
      order.emplace_back(unit.shape->WordsKey(), i);
    }
    ForEachRun(&order, [&](size_t begin, size_t end) {
      std::vector<uint32_t> members;
      for (size_t i = begin; i < end; ++i) members.push_back(order[i].second);
      std::stable_sort(members.begin(), members.end(),
                       [&](uint32_t a, uint32_t b) {
                         return std::popcount(units_[a].shape->gaps) >
                                std::popcount(units_[b].shape->gaps);
                       });
      std::vector<std::vector<uint32_t>> joined;
      for (const uint32_t member : members) {
        const uint64_t gaps = units_[member].shape->gaps;
        bool found = false;
        for (size_t j = 0; j < joined.size() && j < 16 && !found; ++j) {
          if ((gaps & ~units_[joined[j][0]].shape->gaps) == 0) {
            joined[j].push_back(member);
            found = true;
          }
        }
        if (!found) joined.push_back({member});
      }
      for (std::vector<uint32_t>& parts : joined) {
        if (parts.size() < 2) continue;
        const BlockShape shape = *units_[parts[0]].shape;
        std::sort(parts.begin(), parts.end());
        Join(parts, shape);
      }
    });
    DropEmptyUnits();
  }

  // Different words before a place becomes a gap.
  uint32_t WordsNeeded(size_t own_names, size_t words) const {
    return 2 * own_names > words ? options_.min_own_names : options_.min_words;
  }

  // Values of names (user=root, tag=null) vary together.
  void MergeFields() {
    std::vector<std::pair<uint64_t, uint32_t>> order;
    for (uint32_t i = 0; i < units_.size(); ++i) {
      if (!units_[i].has_shape) continue;
      const BlockShape& shape = *units_[i].shape;
      const bool has_fields =
          std::any_of(shape.words.begin(), shape.words.end(),
                      [](const BlockWord& word) { return word.field; });
      if (!has_fields && shape.gaps == 0) continue;
      BlockShape without;
      if (has_fields) without = WithoutFields(shape);
      const BlockShape& constant = has_fields ? without : shape;
      if (Names(constant) == 0 || constant.gaps == 0) continue;
      order.emplace_back(constant.Key(), i);
    }
    ForEachRun(&order, [&](size_t begin, size_t end) {
      if (end - begin < 2) return;
      std::vector<uint32_t> members;
      for (size_t i = begin; i < end; ++i) members.push_back(order[i].second);
      SplitByFields(members, WithoutFields(*units_[members[0]].shape), 0);
    });
    DropEmptyUnits();
  }

  static BlockShape WithoutFields(BlockShape shape) {
    for (size_t i = shape.words.size(); i > 0; --i) {
      if (shape.words[i - 1].field) shape.Remove(i - 1);
    }
    return shape;
  }

  uint64_t Occurrences(const Unit& unit) const {
    uint64_t occurrences = 0;
    for (const uint32_t c : unit.classes) {
      for (const uint32_t block : BlocksOf(c)) {
        occurrences += blocks_[block].count;
      }
    }
    return occurrences;
  }

  // The words that stand as values between constant words, by place.
  std::vector<std::vector<BlockWord>> FieldWords(
      const BlockShape& shape) const {
    std::vector<std::vector<BlockWord>> places(1);
    for (const BlockWord& word : shape.words) {
      if (word.field) {
        places.back().push_back(word);
      } else {
        places.emplace_back();
      }
    }
    return places;
  }

  // Units that agree but in the values of names, from `place` on: a place with
  // too few values tells templates apart.
  void SplitByFields(const std::vector<uint32_t>& members,
                     const BlockShape& constant, size_t place) {
    if (members.size() < 2) return;
    for (; place <= constant.words.size(); ++place) {
      std::vector<std::pair<uint64_t, uint32_t>> values;
      size_t own_names = 0;
      uint64_t with_value = 0;  // occurrences whose value is typed
      uint64_t with_word = 0;
      for (const uint32_t member : members) {
        const std::vector<std::vector<BlockWord>> words =
            FieldWords(*units_[member].shape);
        uint64_t key = 0;
        for (const BlockWord& word : words[place]) {
          key = key * 0x9E3779B97F4A7C15u + word.key;
          own_names += word.own_name;
        }
        (words[place].empty() ? with_value : with_word) +=
            Occurrences(units_[member]);
        values.emplace_back(key, member);
      }
      std::sort(values.begin(), values.end());
      size_t different = 0;
      for (size_t i = 0; i < values.size(); ++i) {
        different += i == 0 || values[i].first != values[i - 1].first;
      }
      // A word that is rarer than typed values is a value too.
      if (different == 1 || (with_value > 0 && different > 2) ||
          with_value > with_word ||
          different >= WordsNeeded(own_names, members.size())) {
        continue;
      }
      for (size_t begin = 0; begin < values.size();) {
        std::vector<uint32_t> same;
        size_t end = begin;
        while (end < values.size() &&
               values[end].first == values[begin].first) {
          same.push_back(values[end++].second);
        }
        SplitByFields(same, constant, place + 1);
        begin = end;
      }
      return;
    }
    // Every place is constant or gap now.
    std::vector<uint32_t> parts = members;
    std::sort(parts.begin(), parts.end());
    Join(parts, JoinedFields(parts));
  }

  // The shape of units that differ in the values of names alone.
  BlockShape JoinedFields(const std::vector<uint32_t>& parts) const {
    std::vector<std::vector<BlockWord>> first =
        FieldWords(*units_[parts[0]].shape);
    std::vector<bool> same(first.size(), true);
    for (const uint32_t part : parts) {
      const auto other = FieldWords(*units_[part].shape);
      for (size_t i = 0; i < first.size(); ++i)
        same[i] = same[i] && other[i] == first[i];
    }
    BlockShape shape = *units_[parts[0]].shape;
    size_t place = first.size() - 1;
    for (size_t i = shape.words.size(); i > 0; --i) {
      if (!shape.words[i - 1].field) {
        --place;
      } else if (!same[place]) {
        shape.Remove(i - 1);
      }
    }
    return shape;
  }

  // Units whose words agree but for what varies from unit to unit.
  void MergeSkeletons() {
    std::vector<std::vector<uint64_t>> words(units_.size());
    std::vector<uint32_t> counts(units_.size());
    for (uint32_t i = 0; i < units_.size(); ++i) {
      if (!units_[i].has_shape) continue;
      counts[i] = static_cast<uint32_t>(
          std::min<uint64_t>(Occurrences(units_[i]), UINT32_MAX));
      for (const BlockWord& word : units_[i].shape->words) {
        words[i].push_back(word.key);
      }
    }
    for (const Skeleton& skeleton : FindSkeletons(words, counts)) {
      const std::vector<uint32_t>& parts = skeleton.units;
      BlockShape shape = *units_[parts[0]].shape;
      for (size_t w = shape.words.size(); w > 0; --w) {
        if (std::find(skeleton.words.begin(), skeleton.words.end(),
                      shape.words[w - 1].key) == skeleton.words.end()) {
          shape.Remove(w - 1);
        }
      }
      Join(parts, shape);
      units_[parts[0]].has_skeleton = true;
    }
    DropEmptyUnits();
  }

  // One word of several varies.  Returns whether anything was merged.
  bool MergeOneWord() {
    struct Key {
      uint64_t key;
      uint32_t word;
      auto operator<=>(const Key&) const = default;
    };
    constexpr uint32_t kValue = UINT32_MAX;
    std::vector<std::pair<uint64_t, std::pair<uint32_t, uint32_t>>> order;
    for (uint32_t i = 0; i < units_.size(); ++i) {
      const Unit& unit = units_[i];
      if (!unit.has_shape) continue;
      const size_t names = Names(*unit.shape);
      if (names < 2) continue;
      order.push_back({unit.shape->Key(), {i, kValue}});
      for (uint32_t w = 0; w < unit.shape->words.size(); ++w) {
        const BlockWord& word = unit.shape->words[w];
        if (word.symbol || word.name || names - 1 < (word.field ? 1 : 3))
          continue;
        if (w == 0 && names - 1 < 4) continue;
        order.push_back({unit.shape->KeyWithout(w), {i, w}});
      }
    }
    KeepRepeated(&order, 2, [](const auto& entry) { return entry.first; });
    std::sort(order.begin(), order.end());
    // Runs, those with most units first.
    std::vector<std::pair<size_t, size_t>> runs;
    for (size_t begin = 0; begin < order.size();) {
      size_t end = begin;
      while (end < order.size() && order[end].first == order[begin].first)
        ++end;
      if (end - begin > 1) runs.emplace_back(begin, end);
      begin = end;
    }
    std::stable_sort(runs.begin(), runs.end(),
                     [](const auto& a, const auto& b) {
                       return a.second - a.first > b.second - b.first;
                     });
    bool merged = false;
    std::vector<bool> used(units_.size());
    for (const auto& [begin, end] : runs) {
      std::vector<uint32_t> parts;
      std::vector<uint64_t> words;
      size_t own_names = 0;
      bool has_value = false;
      bool first_word = false;
      BlockShape shape;
      for (size_t i = begin; i < end; ++i) {
        const auto [unit, word] = order[i].second;
        if (used[unit] || (!parts.empty() && parts.back() == unit)) continue;
        parts.push_back(unit);
        if (word == kValue) {
          has_value = true;
          shape = *units_[unit].shape;
          continue;
        }
        first_word |= word == 0;
        own_names += units_[unit].shape->words[word].own_name;
        words.push_back(units_[unit].shape->words[word].key);
        if (!has_value) {
          shape = *units_[unit].shape;
          shape.Remove(word);
        }
      }
      std::sort(words.begin(), words.end());
      words.erase(std::unique(words.begin(), words.end()), words.end());
      const bool enough =
          words.size() >= WordsNeeded(own_names, parts.size()) ||
          (has_value && !words.empty() && Names(shape) >= 3 && !first_word);
      if (!enough || parts.size() < 2) continue;
      std::sort(parts.begin(), parts.end());
      for (const uint32_t part : parts) used[part] = true;
      Join(parts, shape);
      merged = true;
    }
    DropEmptyUnits();
    return merged;
  }

  // A head or a tail of text varies.
  void MergeTexts() {
    std::vector<uint32_t> unit_of(ClassCount());
    for (uint32_t i = 0; i < units_.size(); ++i) {
      for (const uint32_t c : units_[i].classes) unit_of[c] = i;
    }
    std::vector<TextGapBlock> candidates(ClassCount());
    for (uint32_t i = 0; i < ClassCount(); ++i) {
      const uint32_t block = BlocksOf(i)[0];
      candidates[i].text = blocks_[block].text;
      const auto& words = FormOf(i).Words().hashes;
      candidates[i].words = words;
      // A head or tail that others have begins with a word that they have.
      if (!words.empty() &&
          (words_->MayReach(words.front(), options_.min_texts) ||
           words_->MayReach(words.back(), options_.min_texts))) {
        candidates[i].tokens = FormOf(i).Tokens();
      }
      candidates[i].unit = unit_of[i];
    }
    std::vector<bool> used(units_.size());
    for (const std::vector<uint32_t>& set :
         FindTextGaps(candidates, *words_, options_.min_texts,
                      options_.min_long_texts)) {
      std::vector<uint32_t> parts;
      parts.reserve(set.size());
      for (const uint32_t c : set) parts.push_back(unit_of[c]);
      std::sort(parts.begin(), parts.end());
      parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
      std::erase_if(parts, [&](uint32_t part) { return used[part]; });
      // Templates that begin alike are still two.
      const auto has_skeleton = [&](uint32_t part) {
        return units_[part].has_skeleton;
      };
      if (std::count_if(parts.begin(), parts.end(), has_skeleton) > 1) {
        std::erase_if(parts, has_skeleton);
      }
      if (parts.size() < 2) continue;
      for (const uint32_t part : parts) used[part] = true;
      Join(parts, *units_[parts[0]].shape);
    }
    DropEmptyUnits();
  }

  // Members by text.
  BlockGroups Groups() const {
    BlockGroups groups;
    groups.begins.reserve(units_.size() + 1);
    groups.blocks.reserve(blocks_.size());
    for (const Unit& unit : units_) {
      const auto begin = static_cast<ptrdiff_t>(groups.blocks.size());
      for (const uint32_t c : unit.classes) {
        const std::span<const uint32_t> of_class = BlocksOf(c);
        groups.blocks.insert(groups.blocks.end(), of_class.begin(),
                             of_class.end());
      }
      groups.begins.push_back(static_cast<uint32_t>(groups.blocks.size()));
      if (unit.classes.size() == 1) continue;
      std::sort(groups.blocks.begin() + begin, groups.blocks.end(),
                [&](uint32_t a, uint32_t b) { return ranks_[a] < ranks_[b]; });
    }
    return groups;
  }

  std::span<const Block> blocks_;
  const GroupingOptions& options_;
  std::vector<uint32_t> ranks_;  // by block: its place in the order of blocks
  std::vector<uint32_t> class_begins_;  // by class, and one more
  std::vector<uint32_t> class_blocks_;  // class by class
  std::optional<KeyCounts> words_;      // classes that hold each
  std::deque<BlockShape> shapes_;       // of units that were joined
  std::vector<Unit> units_;
};

// The pattern of the blocks at `members`, which are in order.
class GroupPattern {
 public:
  GroupPattern(std::span<const Block> blocks, const GroupingOptions& options,
               std::span<const uint32_t> members)
      : blocks_(blocks),
        options_(options),
        members_(members),
        used_(members.size()) {}

  // Distinct token rows first, then what they do not cover.
  Pattern Make() {
    const size_t step = std::max<size_t>(
        1, (members_.size() + options_.max_aligned - 1) / options_.max_aligned);
    for (size_t i = 0; i < members_.size(); i += step) Add(i);
    Pattern pattern = PatternOf(aligned_, options_.constant_after);
    // What the sample did not show: at most a few more rounds.
    constexpr size_t kMostAdded = 16;
    for (int round = 0; round < 4; ++round) {
      if (AddOthers(pattern, kMostAdded) == 0) return pattern;
      pattern = PatternOf(aligned_, options_.constant_after);
    }
    const size_t covered = aligned_.size();
    AddOthers(pattern, 1);
    return aligned_.size() == covered ? pattern : AnyText();
  }

 private:
  void Add(size_t i) {
    const Block& block = blocks_[members_[i]];
    used_[i] = true;
    aligned_.push_back({block.text,
                        TokensOf(block.text, block.form->spans(), true),
                        block.count});
  }

  // Adds at most so many members that the pattern does not fit.
  size_t AddOthers(const Pattern& pattern, size_t most) {
    const PatternMatcher matcher(pattern);
    size_t added = 0;
    for (size_t i = 0; i < members_.size() && added < most; ++i) {
      const Block& block = blocks_[members_[i]];
      if (used_[i] || matcher.Match(block.text, block.form->spans())) continue;
      Add(i);
      ++added;
    }
    return added;
  }

  static Pattern AnyText() {
    Pattern pattern;
    pattern.parts.emplace_back();
    pattern.parts[0].gap = 1;
    pattern.parts[0].type = GapType::kText;
    pattern.parts[0].optional = true;
    return pattern;
  }

  std::span<const Block> blocks_;
  const GroupingOptions& options_;
  std::span<const uint32_t> members_;
  std::vector<bool> used_;
  std::vector<AlignedBlock> aligned_;
};

}  // namespace

const BlockWords& BlockForm::Words() {
  if (!has_words_) words_ = WordsOf(text_, spans_);
  has_words_ = true;
  return words_;
}

std::span<const BlockToken> BlockForm::Tokens() {
  if (!has_tokens_) tokens_ = TokensOf(text_, spans_, false);
  has_tokens_ = true;
  return tokens_;
}

void BlockForm::MakeShape() {
  if (is_measured_) return;
  Tokens();
  shape_ = ShapeOf(text_, tokens_, &has_shape_);
  is_measured_ = true;
}

const BlockShape& BlockForm::Shape() {
  MakeShape();
  return shape_;
}

bool BlockForm::HasShape() {
  MakeShape();
  return has_shape_;
}

BlockGrouping::BlockGrouping(std::vector<Block> blocks,
                             const GroupingOptions& options)
    : blocks_(std::move(blocks)), options_(options) {
  Masker masker;
  for (Block& block : blocks_) {
    if (block.form != nullptr) continue;
    std::vector<MaskedSpan>& spans = own_spans_.emplace_back();
    const uint64_t hash = masker.Mask(block.text, &spans);
    own_forms_.push_back(std::make_unique<BlockForm>(block.text, hash, spans));
    block.form = own_forms_.back().get();
  }
  groups_ = Grouper(blocks_, options_).Run();
}

Pattern BlockGrouping::PatternOfGroup(size_t group) const {
  return GroupPattern(blocks_, options_, Blocks(group)).Make();
}

std::vector<BlockGroup> GroupBlocks(std::span<const Block> blocks,
                                    const GroupingOptions& options) {
  const BlockGrouping grouping({blocks.begin(), blocks.end()}, options);
  std::vector<BlockGroup> groups(grouping.size());
  for (size_t i = 0; i < groups.size(); ++i) {
    groups[i].blocks.assign(grouping.Blocks(i).begin(),
                            grouping.Blocks(i).end());
    groups[i].pattern = grouping.PatternOfGroup(i);
  }
  return groups;
}

}  // namespace litany::templates
