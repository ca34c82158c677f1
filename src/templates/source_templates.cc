#include "templates/source_templates.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "templates/blocks.h"
#include "templates/chunk_numbers.h"
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

// The lines of all pages, and which of them are equal.
struct Lines {
  std::vector<PageLine> lines;
  std::vector<uint32_t> begins;  // by page, and one more
  std::vector<uint32_t> pages;   // by line
  std::vector<uint32_t> blocks;  // by line
  uint32_t block_count = 0;

  // Blocks of one text that are compared with no others.
  std::vector<uint32_t> fixed;  // ascending

  SourceLines View() const { return {lines, begins, blocks, block_count}; }
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
void SplitListed(std::span<const std::string_view> pages, Lines* lines) {
  constexpr uint64_t kNearlyAllPercent = 90;
  std::vector<PageCount> counts(lines->block_count);
  for (size_t i = 0; i < lines->lines.size(); ++i) {
    counts[lines->blocks[i]].Add(lines->pages[i]);
  }
  const auto is_listed = [&](uint32_t block) {
    const PageCount& count = counts[block];
    return count.pages >= kLeastPages && count.several * 2 > count.pages;
  };
  absl::flat_hash_map<std::pair<uint32_t, std::string_view>, PageCount> texts;
  const auto text_of = [&](size_t i) {
    return std::pair(lines->blocks[i],
                     lines->lines[i].In(pages[lines->pages[i]]));
  };
  for (size_t i = 0; i < lines->lines.size(); ++i) {
    if (is_listed(lines->blocks[i])) texts[text_of(i)].Add(lines->pages[i]);
  }
  if (texts.empty()) return;
  // Numbered as they come.
  absl::flat_hash_map<std::pair<uint32_t, std::string_view>, uint32_t> numbers;
  for (size_t i = 0; i < lines->lines.size(); ++i) {
    const uint32_t block = lines->blocks[i];
    if (!is_listed(block)) continue;
    const auto key = text_of(i);
    if (uint64_t{texts[key].pages} * 100 <
        uint64_t{counts[block].pages} * kNearlyAllPercent) {
      continue;
    }
    const auto [at, is_new] = numbers.try_emplace(key, lines->block_count);
    if (is_new) lines->fixed.push_back(lines->block_count++);
    lines->blocks[i] = at->second;
  }
}

Lines ReadLines(std::span<const std::string_view> pages, bool whole) {
  Lines result;
  LineSplitter splitter;
  result.begins.push_back(0);
  for (uint32_t p = 0; p < pages.size(); ++p) {
    if (whole) {
      splitter.Whole(pages[p], &result.lines);
    } else {
      splitter.Split(pages[p], &result.lines);
    }
    result.begins.push_back(static_cast<uint32_t>(result.lines.size()));
    result.pages.resize(result.lines.size(), p);
  }
  absl::flat_hash_map<uint64_t, uint32_t> numbers;
  result.blocks.reserve(result.lines.size());
  for (const PageLine& line : result.lines) {
    const auto [at, is_new] = numbers.try_emplace(line.key, result.block_count);
    if (is_new) ++result.block_count;
    result.blocks.push_back(at->second);
  }
  if (!whole) SplitListed(pages, &result);
  return result;
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
struct BlockText {
  uint32_t block;
  std::string_view text;
  uint32_t count;
};

// Of the marked lines: by block, the commonest texts first, at most
// kMostTexts of them, the last standing for all that are left out.
std::vector<BlockText> BlockTexts(std::span<const std::string_view> pages,
                                  const Lines& lines,
                                  std::span<const uint8_t> marked) {
  std::vector<BlockText> texts;
  absl::flat_hash_map<std::pair<uint32_t, std::string_view>, uint32_t> numbers;
  for (uint32_t i = 0; i < lines.lines.size(); ++i) {
    if (marked[i] == 0) continue;
    const std::string_view text = lines.lines[i].In(pages[lines.pages[i]]);
    const auto [at, is_new] = numbers.try_emplace(
        {lines.blocks[i], text}, static_cast<uint32_t>(texts.size()));
    if (is_new) {
      texts.push_back({lines.blocks[i], text, 1});
    } else {
      ++texts[at->second].count;
    }
  }
  std::sort(texts.begin(), texts.end(),
            [](const BlockText& a, const BlockText& b) {
              if (a.block != b.block) return a.block < b.block;
              if (a.count != b.count) return a.count > b.count;
              return a.text < b.text;
            });
  std::vector<BlockText> result;
  uint32_t of_block = 0;
  for (const BlockText& text : texts) {
    of_block =
        !result.empty() && result.back().block == text.block ? of_block + 1 : 1;
    if (of_block <= kMostTexts) {
      result.push_back(text);
    } else {
      result.back().count += text.count;
    }
  }
  return result;
}

struct Groups {
  std::vector<uint32_t> of_block;  // kNoGroup: of no group
  std::vector<Pattern> patterns;
};

Groups GroupLines(std::span<const std::string_view> pages, const Lines& lines,
                  std::span<const uint8_t> marked, const TemplateRules& rules) {
  const std::vector<BlockText> texts = BlockTexts(pages, lines, marked);
  std::vector<Block> blocks;
  std::vector<uint32_t> compared;  // numbers of their texts
  std::vector<uint32_t> alone;
  blocks.reserve(texts.size());
  for (uint32_t i = 0; i < texts.size(); ++i) {
    if (std::binary_search(lines.fixed.begin(), lines.fixed.end(),
                           texts[i].block)) {
      alone.push_back(i);
      continue;
    }
    blocks.push_back({texts[i].text, texts[i].count});
    compared.push_back(i);
  }
  GroupingOptions options;
  if (!rules.whole) {
    options.constant_after = kConstantAfter;
    options.join_skeletons = true;
  }
  std::vector<BlockGroup> found = GroupBlocks(blocks, options);
  Groups groups;
  groups.of_block.assign(lines.block_count, kNoGroup);
  for (BlockGroup& group : found) {
    for (const uint32_t block : group.blocks) {
      groups.of_block[texts[compared[block]].block] =
          static_cast<uint32_t>(groups.patterns.size());
    }
    groups.patterns.push_back(std::move(group.pattern));
  }
  for (const uint32_t i : alone) {
    const std::vector<Block> one = {{texts[i].text, texts[i].count}};
    groups.of_block[texts[i].block] =
        static_cast<uint32_t>(groups.patterns.size());
    groups.patterns.push_back(
        std::move(GroupBlocks(one, options).front().pattern));
  }
  return groups;
}

// Blocks of one group become one.
void Renumber(const Groups& groups, Lines* lines) {
  const auto group_count = static_cast<uint32_t>(groups.patterns.size());
  uint32_t next = group_count;
  std::vector<uint32_t> numbers(lines->block_count);
  for (uint32_t b = 0; b < lines->block_count; ++b) {
    numbers[b] = groups.of_block[b] != kNoGroup ? groups.of_block[b] : next++;
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
  Assembler(std::span<const std::string_view> pages, const Lines& lines,
            const std::vector<Pattern>& patterns, std::vector<Line> furniture)
      : pages_(pages),
        lines_(lines),
        patterns_(patterns),
        furniture_(std::move(furniture)) {}

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
      AddGaps(patterns_[g], at, pages_[place.page], gaps, &result->gaps);
      gaps += GapCount(patterns_[g]);
    }
    place.gaps_end = static_cast<uint32_t>(result->gaps.size());
    Template& made = result->templates[place.of];
    ++made.count;
    result->places.push_back(place);
  }

  static void AddGaps(const Pattern& pattern, const PageLine& line,
                      std::string_view page, uint32_t before,
                      std::vector<GapSpan>* gaps) {
    if (GapCount(pattern) == 0) return;
    const auto found = MatchPattern(pattern, line.In(page));
    if (!found) return;
    for (GapSpan gap : *found) {
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

  const std::span<const std::string_view> pages_;
  const Lines& lines_;
  const std::vector<Pattern>& patterns_;
  const std::vector<Line> furniture_;
  std::vector<uint32_t> template_of_;  // by group
  std::vector<uint32_t> heads_;        // by template: its first group
};

}  // namespace

SourceTemplates FindTemplates(std::span<const std::string_view> pages,
                              const TemplateRules& rules) {
  SourceTemplates result;
  Lines lines = ReadLines(pages, rules.whole);
  std::vector<uint8_t> furniture;
  Groups groups;
  uint32_t any = kNoGroup;  // the group of lines of one page alone
  std::vector<uint32_t> pages_of;
  if (rules.whole) {
    furniture.assign(lines.lines.size(), 1);
    result.verdicts.assign(pages.size(), Verdict::kAllTemplate);
    result.counted = static_cast<uint32_t>(pages.size());
    groups = GroupLines(pages, lines, furniture, rules);
    Renumber(groups, &lines);
    pages_of.assign(lines.block_count, kLeastPages);
  } else {
    Frames frames = FindFrames(lines.View());
    std::vector<uint8_t> compared = Comparable(lines, frames.furniture);
    const std::vector<uint32_t> blocks = lines.blocks;
    const uint32_t block_count = lines.block_count;
    for (int round = 1;; ++round) {
      groups = GroupLines(pages, lines, compared, rules);
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
      lines.blocks = blocks;
      lines.block_count = block_count;
    }
    furniture = std::move(frames.furniture);
    result.verdicts = std::move(frames.verdicts);
    result.counted = frames.counted;
    pages_of = std::move(frames.pages);
  }
  std::vector<Line> chosen;
  for (uint32_t i = 0; i < lines.lines.size(); ++i) {
    if (furniture[i] == 0) continue;
    uint32_t group = lines.blocks[i];
    if (group >= groups.patterns.size() ||
        (!rules.whole && pages_of[group] < kLeastPages)) {
      if (any == kNoGroup) {
        any = static_cast<uint32_t>(groups.patterns.size());
        groups.patterns.push_back(AnyText());
      }
      group = any;
    }
    chosen.push_back({i, group});
  }
  Assembler(pages, lines, groups.patterns, std::move(chosen))
      .Run(!rules.whole, &result);
  const bool can_tell =
      std::any_of(result.verdicts.begin(), result.verdicts.end(),
                  [](Verdict verdict) { return verdict == Verdict::kText; });
  if (!rules.whole && can_tell) {
    AddChunkNumbers(pages, lines.View(), furniture, &result);
  }
  return result;
}

}  // namespace litany::templates
