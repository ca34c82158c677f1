#include "templates/source_templates.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "templates/blocks.h"
#include "templates/chunk_numbers.h"
#include "templates/own_letters.h"
#include "templates/page_lines.h"

namespace litany::templates {
namespace {

// Lines so near to furniture are compared with each other.
constexpr uint32_t kNear = 3;
// A longer line is compared by its masked hash alone.
constexpr uint32_t kMostBytes = 300;
// Different texts of one masked block that its pattern is made of.
constexpr uint32_t kMostTexts = 16;
// A value that so many places have in common is no gap.
constexpr uint32_t kConstantAfter = 3;

// How often lines are compared, as more of them turn out to be furniture.
constexpr int kMostRounds = 3;

constexpr uint32_t kNoGroup = ~uint32_t{0};
constexpr uint32_t kNoBlock = ~uint32_t{0};

// The lines of all pages, and which of them are equal.
struct Lines {
  Lines(std::span<const std::string_view> texts, bool whole);

  // Forgets which blocks were made one.
  void Restore() {
    blocks = first_blocks;
    block_count = first_block_count;
  }
  uint32_t TextOf(size_t line) const { return lines[line].text; }
  SourceLines View() const {
    return {lines, begins, blocks, block_count, digests};
  }

  LineSplitter splitter;
  std::vector<PageLine> lines;
  std::vector<uint32_t> begins;  // by page, and one more
  std::vector<uint32_t> pages;   // by line
  std::vector<uint32_t> blocks;  // by line
  uint32_t block_count = 0;
  std::vector<uint64_t> digests;  // by page

  // As they were at first: by text too, kNoBlock for one that no line has.
  std::vector<uint32_t> first_blocks;
  uint32_t first_block_count = 0;
  std::vector<uint32_t> block_of_text;

  // Blocks of one text that are compared with no others.
  std::vector<uint32_t> fixed;  // ascending

 private:
  void NumberBlocks();
  void SplitListed();
};

// Pages that hold each, of lines that come page by page.
struct PageCount {
  uint32_t pages = 0;
  uint32_t several = 0;  // pages that hold it more than once
  uint32_t last = ~uint32_t{0};
  bool seen_again = false;

  void Add(uint32_t page) {
    if (page != last) {
      ++pages;
      seen_again = false;
    } else if (!seen_again) {
      ++several;
      seen_again = true;
    }
    last = page;
  }
};

// A masked block that most of its pages hold more than once is that of several
// lines which differ in a value: links to the first and to the second quarter.
// The texts of it that nine tenths of its pages hold become blocks of their
// own.
void Lines::SplitListed() {
  constexpr uint64_t kNearlyAllPercent = 90;
  std::vector<PageCount> counts(block_count);
  for (size_t i = 0; i < lines.size(); ++i) counts[blocks[i]].Add(pages[i]);
  const auto is_listed = [&](uint32_t block) {
    const PageCount& count = counts[block];
    return count.pages >= kLeastPages && count.several * 2 > count.pages;
  };
  bool none = true;
  for (uint32_t b = 0; b < counts.size() && none; ++b) none = !is_listed(b);
  if (none) return;
  std::vector<PageCount> texts(splitter.texts().size());
  for (size_t i = 0; i < lines.size(); ++i) {
    if (is_listed(blocks[i])) texts[TextOf(i)].Add(pages[i]);
  }
  // Numbered as they come.
  std::vector<uint32_t> numbers(texts.size(), kNoBlock);
  for (size_t i = 0; i < lines.size(); ++i) {
    const uint32_t block = blocks[i];
    const uint32_t text = TextOf(i);
    if (block >= counts.size() || !is_listed(block) ||
        uint64_t{texts[text].pages} * 100 <
            uint64_t{counts[block].pages} * kNearlyAllPercent) {
      continue;
    }
    if (numbers[text] == kNoBlock) {
      numbers[text] = block_count;
      fixed.push_back(block_count++);
    }
    blocks[i] = numbers[text];
    block_of_text[text] = numbers[text];
  }
}

void Lines::NumberBlocks() {
  absl::flat_hash_map<uint64_t, uint32_t> numbers;
  block_of_text.assign(splitter.texts().size(), kNoBlock);
  blocks.reserve(lines.size());
  for (const PageLine& line : lines) {
    uint32_t& block = block_of_text[line.text];
    if (block == kNoBlock) {
      const auto [at, is_new] = numbers.try_emplace(line.key, block_count);
      if (is_new) ++block_count;
      block = at->second;
    }
    blocks.push_back(block);
  }
}

Lines::Lines(std::span<const std::string_view> texts, bool whole) {
  begins.push_back(0);
  for (uint32_t p = 0; p < texts.size(); ++p) {
    if (whole) {
      splitter.Whole(texts[p], &lines);
    } else {
      splitter.Split(texts[p], &lines);
    }
    begins.push_back(static_cast<uint32_t>(lines.size()));
    pages.resize(lines.size(), p);
  }
  NumberBlocks();
  if (!whole) {
    SplitListed();
    digests = PageDigests(View());
  }
  first_blocks = blocks;
  first_block_count = block_count;
}

// Which lines are to be compared with others: all in furniture or near it.
std::vector<uint8_t> NearFurniture(const SourceLines& source,
                                   std::span<const uint8_t> furniture) {
  std::vector<uint8_t> near(furniture.begin(), furniture.end());
  for (size_t p = 0; p < source.pages(); ++p) {
    const uint32_t begin = source.begins[p];
    const uint32_t end = source.begins[p + 1];
    for (uint32_t i = begin; i < end; ++i) {
      const bool at_edge =
          furniture[i] == 0 && ((i > begin && furniture[i - 1] != 0) ||
                                (i + 1 < end && furniture[i + 1] != 0) ||
                                i == begin || i + 1 == end);
      if (!at_edge) continue;
      const uint32_t from = i - std::min(i - begin, kNear - 1);
      const uint32_t to = std::min(end, i + kNear);
      std::fill(near.begin() + from, near.begin() + to, uint8_t{1});
    }
  }
  return near;
}

// Those of them that are short, and all furniture.
std::vector<uint8_t> Comparable(const Lines& lines,
                                std::span<const uint8_t> furniture) {
  std::vector<uint8_t> compared = NearFurniture(lines.View(), furniture);
  for (size_t i = 0; i < lines.lines.size(); ++i) {
    if (lines.lines[i].end - lines.lines[i].begin > kMostBytes) {
      compared[i] = furniture[i];
    }
  }
  return compared;
}

// Texts of a block, with how many lines have each.
struct CountedText {
  uint32_t block;
  uint32_t text;
  uint32_t count;
};

// Of the marked lines: by block, the commonest texts first, at most
// kMostTexts of them, the last standing for all that are left out.
std::vector<CountedText> TextsOfBlocks(const Lines& lines,
                                       std::span<const uint8_t> marked) {
  const LineTexts& known = lines.splitter.texts();
  std::vector<uint32_t> counts(known.size(), 0);
  for (size_t i = 0; i < lines.lines.size(); ++i) {
    counts[lines.TextOf(i)] += marked[i] != 0 ? 1 : 0;
  }
  std::vector<uint32_t> begins(lines.block_count + 1, 0);  // by block
  for (uint32_t t = 0; t < counts.size(); ++t) {
    if (counts[t] > 0) ++begins[lines.block_of_text[t] + 1];
  }
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  std::vector<CountedText> texts(begins.back());
  std::vector<uint32_t> next = begins;
  for (uint32_t t = 0; t < counts.size(); ++t) {
    const uint32_t block = lines.block_of_text[t];
    if (counts[t] > 0) texts[next[block]++] = {block, t, counts[t]};
  }
  std::vector<CountedText> result;
  for (uint32_t b = 0; b < lines.block_count; ++b) {
    const auto begin = texts.begin() + static_cast<ptrdiff_t>(begins[b]);
    const auto end = texts.begin() + static_cast<ptrdiff_t>(begins[b + 1]);
    const auto kept = begin + std::min<ptrdiff_t>(kMostTexts, end - begin);
    // A log may have a hundred thousand texts of one block.
    std::partial_sort(begin, kept, end,
                      [&](const CountedText& one, const CountedText& other) {
                        if (one.count != other.count) {
                          return one.count > other.count;
                        }
                        return known[one.text].text < known[other.text].text;
                      });
    result.insert(result.end(), begin, kept);
    for (auto left = kept; left != end; ++left) {
      result.back().count += left->count;
    }
  }
  return result;
}

// Which blocks are one template, and its pattern when it is asked for.
class LineGroups {
 public:
  LineGroups(const Lines& lines, const TemplateRules& rules)
      : lines_(lines), forms_(lines.splitter.texts().size()) {
    if (!rules.whole) {
      options_.constant_after = kConstantAfter;
      options_.join_skeletons = true;
    }
  }

  // Compares the texts of the marked lines, whose blocks are those of the
  // start.
  void Compare(std::span<const uint8_t> marked) {
    std::vector<Block> blocks;
    std::vector<uint32_t> of_blocks;  // lines' blocks
    std::vector<Block> alone;
    std::vector<uint32_t> of_alone;
    for (const CountedText& text : TextsOfBlocks(lines_, marked)) {
      const bool is_fixed = std::binary_search(lines_.fixed.begin(),
                                               lines_.fixed.end(), text.block);
      (is_fixed ? alone : blocks).push_back(BlockOf(text));
      (is_fixed ? of_alone : of_blocks).push_back(text.block);
    }
    of_block_.assign(lines_.block_count, kNoGroup);
    grouping_.emplace(std::move(blocks), options_);
    for (size_t g = 0; g < grouping_->size(); ++g) {
      for (const uint32_t block : grouping_->Blocks(g)) {
        of_block_[of_blocks[block]] = static_cast<uint32_t>(g);
      }
    }
    alone_ = std::move(alone);
    for (size_t i = 0; i < alone_.size(); ++i) {
      of_block_[of_alone[i]] = static_cast<uint32_t>(grouping_->size() + i);
    }
  }

  uint32_t size() const {
    return static_cast<uint32_t>(grouping_->size() + alone_.size());
  }
  uint32_t OfBlock(uint32_t block) const { return of_block_[block]; }

  Pattern PatternOf(uint32_t group) const {
    if (group < grouping_->size()) return grouping_->PatternOfGroup(group);
    return BlockGrouping({alone_[group - grouping_->size()]}, options_)
        .PatternOfGroup(0);
  }

 private:
  Block BlockOf(const CountedText& counted) {
    const LineTexts& texts = lines_.splitter.texts();
    const LineText& text = texts[counted.text];
    std::unique_ptr<BlockForm>& form = forms_[counted.text];
    if (form == nullptr) {
      form = std::make_unique<BlockForm>(text.text, text.key,
                                         texts.Spans(counted.text));
    }
    return {text.text, counted.count, form.get()};
  }

  const Lines& lines_;
  GroupingOptions options_;
  std::vector<std::unique_ptr<BlockForm>> forms_;  // by text
  std::optional<BlockGrouping> grouping_;
  std::vector<Block> alone_;
  std::vector<uint32_t> of_block_;
};

// Blocks of one group become one.
void Renumber(const LineGroups& groups, Lines* lines) {
  uint32_t next = groups.size();
  std::vector<uint32_t> numbers(lines->block_count);
  for (uint32_t b = 0; b < lines->block_count; ++b) {
    const uint32_t group = groups.OfBlock(b);
    numbers[b] = group != kNoGroup ? group : next++;
  }
  for (uint32_t& block : lines->blocks) block = numbers[block];
  lines->block_count = next;
}

// A pattern with nothing but a gap: lines of one page alone that stand within
// furniture.
Pattern AnyText() {
  PatternPart part;
  part.gap = 1;
  part.type = GapType::kText;
  return {{part}};
}

// A line that is furniture.
struct Line {
  uint32_t line;
  uint32_t group;
};

// Makes the patterns of the groups that have a line of furniture, those that
// are not there yet.
void MakePatterns(const LineGroups& groups, std::span<const uint32_t> blocks,
                  std::span<const uint8_t> furniture,
                  std::vector<Pattern>* patterns) {
  patterns->resize(groups.size());
  for (size_t i = 0; i < blocks.size(); ++i) {
    if (furniture[i] == 0 || blocks[i] >= groups.size()) continue;
    Pattern& pattern = (*patterns)[blocks[i]];
    if (pattern.parts.empty()) pattern = groups.PatternOf(blocks[i]);
  }
}

// What follows each group wherever it stands, kNoGroup if that varies.
std::vector<uint32_t> AlwaysNext(const Lines& lines,
                                 const std::vector<Line>& furniture,
                                 uint32_t groups) {
  std::vector<uint64_t> counts(groups, 0);
  std::vector<uint64_t> pairs(groups, 0);
  std::vector<uint32_t> next(groups, kNoGroup);
  std::vector<uint8_t> varies(groups, 0);
  for (size_t i = 0; i < furniture.size(); ++i) {
    const uint32_t group = furniture[i].group;
    ++counts[group];
    const bool goes_on =
        i + 1 < furniture.size() &&
        furniture[i + 1].line == furniture[i].line + 1 &&
        lines.pages[furniture[i].line] == lines.pages[furniture[i + 1].line];
    const uint32_t follower = goes_on ? furniture[i + 1].group : kNoGroup;
    if (follower == kNoGroup || follower == group ||
        (next[group] != kNoGroup && next[group] != follower)) {
      varies[group] = 1;
    } else {
      next[group] = follower;
      ++pairs[group];
    }
  }
  for (uint32_t g = 0; g < groups; ++g) {
    if (varies[g] != 0 || next[g] == kNoGroup || counts[next[g]] != pairs[g]) {
      next[g] = kNoGroup;
    }
  }
  return next;
}

uint32_t GapCount(const Pattern& pattern) {
  uint32_t gaps = 0;
  for (const PatternPart& part : pattern.parts) gaps = std::max(gaps, part.gap);
  return gaps;
}

// Adds a line to a pattern.
void Append(const Pattern& line, Pattern* pattern) {
  const uint32_t gaps = GapCount(*pattern);
  if (!pattern->parts.empty()) {
    if (pattern->parts.back().gap == 0) {
      pattern->parts.back().text += '\n';
    } else {
      PatternPart part;
      part.text = "\n";
      pattern->parts.push_back(part);
    }
  }
  for (PatternPart part : line.parts) {
    if (part.gap != 0) part.gap += gaps;
    if (part.gap == 0 && !pattern->parts.empty() &&
        pattern->parts.back().gap == 0) {
      pattern->parts.back().text += part.text;
    } else {
      pattern->parts.push_back(std::move(part));
    }
  }
}

class Assembler {
 public:
  Assembler(const Lines& lines, const std::vector<Pattern>& patterns,
            std::vector<Line> furniture)
      : lines_(lines),
        patterns_(patterns),
        furniture_(std::move(furniture)),
        gaps_of_text_(lines.splitter.texts().size()) {
    for (const Pattern& pattern : patterns_) {
      matchers_.emplace_back(pattern);
      gap_counts_.push_back(GapCount(pattern));
    }
  }

  void Run(bool join, SourceTemplates* result) {
    const auto groups = static_cast<uint32_t>(patterns_.size());
    std::vector<uint32_t> next(groups, kNoGroup);
    if (join) next = AlwaysNext(lines_, furniture_, groups);
    std::vector<uint8_t> follows(groups, 0);
    for (const uint32_t group : next) {
      if (group != kNoGroup) follows[group] = 1;
    }
    template_of_.assign(groups, kNoGroup);
    for (size_t i = 0; i < furniture_.size(); ++i) {
      const uint32_t group = furniture_[i].group;
      if (follows[group] == 0) AddPlace(i, next, result);
    }
    Order(result);
  }

 private:
  // The place that begins with furniture line `i`.
  void AddPlace(size_t i, const std::vector<uint32_t>& next,
                SourceTemplates* result) {
    const uint32_t head = furniture_[i].group;
    if (template_of_[head] == kNoGroup) {
      template_of_[head] = static_cast<uint32_t>(result->templates.size());
      Template made;
      for (uint32_t g = head; g != kNoGroup; g = next[g]) {
        Append(patterns_[g], &made.pattern);
      }
      result->templates.push_back(std::move(made));
      heads_.push_back(head);
    }
    Place place;
    place.of = template_of_[head];
    const uint32_t first = furniture_[i].line;
    place.page = lines_.pages[first];
    place.begin = lines_.lines[first].begin;
    place.gaps_begin = static_cast<uint32_t>(result->gaps.size());
    uint32_t gaps = 0;
    uint32_t line = first;
    for (uint32_t g = head; g != kNoGroup; g = next[g], ++line) {
      const PageLine& at = lines_.lines[line];
      place.end = at.end;
      AddGaps(g, at, gaps, &result->gaps);
      gaps += gap_counts_[g];
    }
    place.gaps_end = static_cast<uint32_t>(result->gaps.size());
    Template& made = result->templates[place.of];
    ++made.count;
    result->places.push_back(place);
  }

  // Where the gaps of a text are, in text_gaps_.
  struct TextGaps {
    size_t begin = 0;
    uint32_t count = 0;
    bool is_known = false;
  };

  // Equal texts are of one group, and so have the same gaps.
  std::span<const GapSpan> GapsOf(uint32_t group, uint32_t text) {
    TextGaps& of = gaps_of_text_[text];
    if (!of.is_known) {
      const LineTexts& texts = lines_.splitter.texts();
      of.begin = text_gaps_.size();
      matchers_[group].AppendMatch(texts[text].text, texts.Spans(text),
                                   &text_gaps_);
      of.count = static_cast<uint32_t>(text_gaps_.size() - of.begin);
      of.is_known = true;
    }
    return std::span<const GapSpan>(text_gaps_).subspan(of.begin, of.count);
  }

  void AddGaps(uint32_t group, const PageLine& line, uint32_t before,
               std::vector<GapSpan>* gaps) {
    if (gap_counts_[group] == 0) return;
    for (GapSpan gap : GapsOf(group, line.text)) {
      gap.gap += before;
      gap.begin += line.begin;
      gap.end += line.begin;
      gaps->push_back(gap);
    }
  }

  void Order(SourceTemplates* result) const {
    std::vector<std::string> texts;
    for (const Template& made : result->templates) {
      texts.push_back(ConstantText(made.pattern));
    }
    std::vector<uint32_t> order(texts.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(),
              [&](uint32_t a, uint32_t b) { return texts[a] < texts[b]; });
    // Two groups may come out with one text: they are one template.
    std::vector<uint32_t> numbers(order.size());
    std::vector<Template> templates;
    for (size_t i = 0; i < order.size(); ++i) {
      Template& made = result->templates[order[i]];
      if (i > 0 && texts[order[i]] == texts[order[i - 1]]) {
        templates.back().count += made.count;
      } else {
        made.length = ConstantLength(made.pattern);
        templates.push_back(std::move(made));
      }
      numbers[order[i]] = static_cast<uint32_t>(templates.size() - 1);
    }
    result->templates = std::move(templates);
    std::vector<uint32_t> seen(result->templates.size(), kNoGroup);
    for (Place& place : result->places) {
      place.of = numbers[place.of];
      if (seen[place.of] == place.page) continue;
      seen[place.of] = place.page;
      ++result->templates[place.of].pages;
    }
  }

  const Lines& lines_;
  const std::vector<Pattern>& patterns_;
  const std::vector<Line> furniture_;
  std::vector<TextGaps> gaps_of_text_;
  std::vector<GapSpan> text_gaps_;
  std::vector<PatternMatcher> matchers_;  // by group
  std::vector<uint32_t> gap_counts_;      // by group
  std::vector<uint32_t> template_of_;     // by group
  std::vector<uint32_t> heads_;           // by template: its first group
};

}  // namespace

SourceTemplates FindTemplates(std::span<const std::string_view> pages,
                              const TemplateRules& rules) {
  SourceTemplates result;
  Lines lines(pages, rules.whole);
  std::vector<uint8_t> furniture;
  LineGroups groups(lines, rules);
  std::vector<uint32_t> pages_of;
  std::vector<Pattern> patterns;
  if (rules.whole) {
    furniture.assign(lines.lines.size(), 1);
    result.verdicts.assign(pages.size(), Verdict::kAllTemplate);
    result.counted = static_cast<uint32_t>(pages.size());
    groups.Compare(furniture);
    Renumber(groups, &lines);
    pages_of.assign(lines.block_count, kLeastPages);
  } else {
    Frames frames = FindFrames(lines.View());
    std::vector<uint8_t> compared = Comparable(lines, frames.furniture);
    for (int round = 1;; ++round) {
      groups.Compare(compared);
      Renumber(groups, &lines);
      frames = FindFrames(lines.View());
      if (round == kMostRounds) break;
      // What is furniture now has lines beside it that were not compared.
      std::vector<uint8_t> more = Comparable(lines, frames.furniture);
      bool grows = false;
      for (size_t i = 0; i < more.size(); ++i) {
        grows = grows || more[i] > compared[i];
        more[i] |= compared[i];
      }
      if (!grows) break;
      compared = std::move(more);
      lines.Restore();
    }
    MakePatterns(groups, lines.blocks, frames.furniture, &patterns);
    if (const std::vector<uint32_t> own =
            OwnLetters(lines.View(), lines.splitter.texts(), patterns);
        std::any_of(own.begin(), own.end(), [](uint32_t n) { return n > 0; })) {
      SourceLines view = lines.View();
      view.own = own;
      frames = FindFrames(view);
    }
    furniture = std::move(frames.furniture);
    result.verdicts = std::move(frames.verdicts);
    result.counted = frames.counted;
    pages_of = std::move(frames.pages);
  }
  std::vector<Line> chosen;
  const uint32_t any = groups.size();  // of lines of one page alone
  for (uint32_t i = 0; i < lines.lines.size(); ++i) {
    if (furniture[i] == 0) continue;
    uint32_t group = lines.blocks[i];
    if (group >= groups.size() ||
        (!rules.whole && pages_of[group] < kLeastPages)) {
      group = any;
    }
    chosen.push_back({i, group});
  }
  MakePatterns(groups, lines.blocks, furniture, &patterns);
  patterns.push_back(AnyText());
  Assembler(lines, patterns, std::move(chosen)).Run(!rules.whole, &result);
  const bool can_tell =
      std::any_of(result.verdicts.begin(), result.verdicts.end(),
                  [](Verdict verdict) { return verdict == Verdict::kText; });
  if (!rules.whole && can_tell) {
    AddChunkNumbers(pages, lines.View(), furniture, &result);
  }
  return result;
}

}  // namespace litany::templates
