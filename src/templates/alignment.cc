#include "templates/alignment.h"

#include <algorithm>
#include <cstddef>
#include <map>

namespace litany::templates {
namespace {

// A token by which all blocks may agree, and which of each block's tokens
// stands in it.
struct Column {
  BlockToken token;
  bool same = true;                // all tokens seen are equal
  std::vector<uint32_t> position;  // by block; kNone where it has none
};

constexpr uint32_t kNone = UINT32_MAX;

class Columns {
 public:
  explicit Columns(const std::vector<AlignedBlock>& blocks) : blocks_(blocks) {
    const std::vector<BlockToken>& first = blocks[0].tokens;
    for (uint32_t i = 0; i < first.size(); ++i) {
      columns_.push_back({first[i], true, {i}});
    }
    for (uint32_t i = 1; i < blocks.size(); ++i) Add(i);
  }

  const std::vector<Column>& columns() const { return columns_; }

 private:
  void Add(uint32_t block) {
    std::vector<BlockToken> row;
    row.reserve(columns_.size());
    for (const Column& column : columns_) row.push_back(column.token);
    const std::vector<BlockToken>& tokens = blocks_[block].tokens;
    const auto pairs = AlignTokens(row, tokens);

    std::vector<Column> joined;
    joined.reserve(columns_.size() + tokens.size() - pairs.size());
    uint32_t a = 0;
    uint32_t b = 0;
    const auto take_alone = [&](uint32_t to_a, uint32_t to_b) {
      for (; a < to_a; ++a) {
        columns_[a].position.push_back(kNone);
        joined.push_back(std::move(columns_[a]));
      }
      for (; b < to_b; ++b) {
        Column column{tokens[b], true, std::vector<uint32_t>(block, kNone)};
        column.position.push_back(b);
        joined.push_back(std::move(column));
      }
    };
    for (const auto& [in_row, in_block] : pairs) {
      take_alone(in_row, in_block);
      Column& column = columns_[a];
      column.same &= column.token == tokens[b];
      column.position.push_back(b);
      joined.push_back(std::move(column));
      ++a;
      ++b;
    }
    take_alone(static_cast<uint32_t>(row.size()),
               static_cast<uint32_t>(tokens.size()));
    columns_ = std::move(joined);
  }

  const std::vector<AlignedBlock>& blocks_;
  std::vector<Column> columns_;
};

// The text of one gap in one block.
struct GapText {
  std::string_view text;
  const BlockToken* value = nullptr;  // if it is one typed value
};

GapType TypeOf(const std::vector<GapText>& texts, bool* optional) {
  bool all_values = true;
  bool has_space = false;
  bool one_type = true;
  const BlockToken* first = nullptr;
  *optional = false;
  for (const GapText& gap : texts) {
    if (gap.text.empty()) {
      *optional = true;
      continue;
    }
    if (gap.value == nullptr) {
      all_values = false;
    } else if (first == nullptr) {
      first = gap.value;
    } else {
      one_type &= gap.value->type == first->type;
    }
    for (size_t i = 0; i < gap.text.size() && !has_space; ++i) {
      has_space = WhiteSpaceAt(gap.text.substr(i)) > 0;
    }
  }
  if (all_values && first != nullptr) {
    return one_type ? first->type : GapType::kId;
  }
  return has_space ? GapType::kText : GapType::kWord;
}

// Up to five different texts, the commonest first.
std::vector<std::string> ExamplesOf(const std::vector<GapText>& texts,
                                    const std::vector<AlignedBlock>& blocks) {
  std::map<std::string_view, uint64_t> counts;
  for (size_t i = 0; i < texts.size(); ++i) {
    if (!texts[i].text.empty()) counts[texts[i].text] += blocks[i].count;
  }
  std::vector<std::pair<std::string_view, uint64_t>> order(counts.begin(),
                                                           counts.end());
  std::stable_sort(
      order.begin(), order.end(),
      [](const auto& a, const auto& b) { return a.second > b.second; });
  if (order.size() > 5) order.resize(5);
  std::vector<std::string> examples;
  examples.reserve(order.size());
  for (const auto& [text, count] : order) examples.emplace_back(text);
  return examples;
}

class PatternBuilder {
 public:
  PatternBuilder(const std::vector<AlignedBlock>& blocks,
                 uint32_t constant_after)
      : blocks_(blocks), constant_after_(constant_after) {
    for (const AlignedBlock& block : blocks) occurrences_ += block.count;
  }

  Pattern Build(const std::vector<Column>& columns) {
    for (const Stretch& stretch : StretchesOf(columns)) {
      if (stretch.gap) {
        PatternPart part = GapOf(columns, stretch);
        part.gap = ++gaps_;
        pattern_.parts.push_back(std::move(part));
      } else {
        for (size_t c = stretch.begin; c < stretch.end; ++c) {
          AddConstant(columns[c]);
        }
      }
    }
    return std::move(pattern_);
  }

 private:
  // Columns that are all constant, or one gap.
  struct Stretch {
    size_t begin;
    size_t end;
    bool gap;
    bool text;  // a gap of several words
  };

  // Constants and gaps in turn; texts of several words take in the gaps that
  // only a space parts from them.
  std::vector<Stretch> StretchesOf(const std::vector<Column>& columns) const {
    std::vector<Stretch> stretches;
    for (size_t at = 0; at < columns.size();) {
      const bool constant = IsConstant(columns[at]);
      size_t end = at + 1;
      while (end < columns.size() && IsConstant(columns[end]) == constant) {
        ++end;
      }
      Stretch next{at, end, !constant, false};
      at = end;
      if (!next.gap) {
        stretches.push_back(next);
        continue;
      }
      next.text = GapOf(columns, next).type == GapType::kText;
      while (stretches.size() >= 2) {
        const Stretch& space = stretches.back();
        const Stretch& last = stretches[stretches.size() - 2];
        if (!last.gap || !(last.text || next.text) ||
            space.end - space.begin != 1 ||
            columns[space.begin].token.kind != TokenKind::kSpace) {
          break;
        }
        next.begin = last.begin;
        next.text = true;
        stretches.pop_back();
        stretches.pop_back();
      }
      stretches.push_back(next);
    }
    return stretches;
  }

  std::string_view TextOf(size_t block, const BlockToken& token) const {
    return blocks_[block].text.substr(token.begin, token.end - token.begin);
  }

  bool IsConstant(const Column& column) const {
    if (!column.same) return false;
    for (const uint32_t position : column.position) {
      if (position == kNone) return false;
    }
    if (column.token.kind != TokenKind::kValue) return true;
    if (constant_after_ == 0 || occurrences_ < constant_after_) return false;
    const std::string_view first =
        TextOf(0, blocks_[0].tokens[column.position[0]]);
    for (size_t i = 1; i < blocks_.size(); ++i) {
      if (TextOf(i, blocks_[i].tokens[column.position[i]]) != first) {
        return false;
      }
    }
    return true;
  }

  // A space, or the wide and no-break ones that all blocks have there.
  std::string SpaceOf(const Column& column) const {
    const std::string_view first =
        TextOf(0, blocks_[0].tokens[column.position[0]]);
    if (first == " ") return " ";
    for (size_t i = 1; i < blocks_.size(); ++i) {
      if (TextOf(i, blocks_[i].tokens[column.position[i]]) != first) return " ";
    }
    std::string space;
    for (size_t at = 0; at < first.size();) {
      const size_t size = WhiteSpaceAt(first.substr(at));
      if (size > 1) {
        space += first.substr(at, size);
      } else if (space.empty() || space.back() != ' ') {
        space += ' ';
      }
      at += size;
    }
    return space;
  }

  void AddConstant(const Column& column) {
    if (pattern_.parts.empty() || pattern_.parts.back().gap != 0) {
      pattern_.parts.emplace_back();
    }
    std::string& text = pattern_.parts.back().text;
    if (column.token.kind == TokenKind::kSpace) {
      text += SpaceOf(column);
    } else {
      text += TextOf(0, blocks_[0].tokens[column.position[0]]);
    }
  }

  // Without its number.
  PatternPart GapOf(const std::vector<Column>& columns,
                    const Stretch& stretch) const {
    std::vector<GapText> texts(blocks_.size());
    for (size_t i = 0; i < blocks_.size(); ++i) {
      uint32_t first = kNone;
      uint32_t last = kNone;
      for (size_t c = stretch.begin; c < stretch.end; ++c) {
        const uint32_t position = columns[c].position[i];
        if (position == kNone) continue;
        if (first == kNone) first = position;
        last = position;
      }
      if (first == kNone) continue;
      const std::vector<BlockToken>& tokens = blocks_[i].tokens;
      texts[i].text = blocks_[i].text.substr(
          tokens[first].begin, tokens[last].end - tokens[first].begin);
      if (first == last && tokens[first].kind == TokenKind::kValue) {
        texts[i].value = &tokens[first];
      }
    }
    PatternPart part;
    part.type = TypeOf(texts, &part.optional);
    part.examples = ExamplesOf(texts, blocks_);
    return part;
  }

  const std::vector<AlignedBlock>& blocks_;
  uint32_t constant_after_;
  uint64_t occurrences_ = 0;
  uint32_t gaps_ = 0;
  Pattern pattern_;
};

}  // namespace

int32_t MatchWorth(const BlockToken& a, const BlockToken& b) {
  if (a == b) {
    switch (a.kind) {
      case TokenKind::kValue:
      case TokenKind::kWord:
      case TokenKind::kHan:
        return 6;
      case TokenKind::kMark:
        return 3;
      case TokenKind::kSpace:
        return 2;
    }
  }
  const auto is_text = [](const BlockToken& t) {
    return t.kind == TokenKind::kValue || t.kind == TokenKind::kWord ||
           t.kind == TokenKind::kHan;
  };
  return is_text(a) && is_text(b) ? -1 : -4;
}

std::vector<std::pair<uint32_t, uint32_t>> AlignTokens(
    const std::vector<BlockToken>& a, const std::vector<BlockToken>& b) {
  std::vector<std::pair<uint32_t, uint32_t>> pairs;
  size_t head = 0;
  const size_t least = std::min(a.size(), b.size());
  while (head < least && a[head] == b[head]) ++head;
  size_t tail = 0;
  while (tail < least - head &&
         a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) {
    ++tail;
  }
  for (uint32_t i = 0; i < head; ++i) pairs.emplace_back(i, i);
  const size_t rows = a.size() - head - tail;
  const size_t width = b.size() - head - tail;
  if (rows > 0 && width > 0 && rows <= kMostAligned && width <= kMostAligned) {
    std::vector<int32_t> worth((rows + 1) * (width + 1));
    const auto at = [&](size_t i, size_t j) -> int32_t& {
      return worth[i * (width + 1) + j];
    };
    // worth(i, j): the best of a[i..] with b[j..].
    for (size_t i = rows + 1; i-- > 0;) {
      for (size_t j = width + 1; j-- > 0;) {
        if (i == rows || j == width) {
          at(i, j) = kAlone * static_cast<int32_t>(rows - i + width - j);
          continue;
        }
        at(i, j) =
            std::max({at(i + 1, j + 1) + MatchWorth(a[head + i], b[head + j]),
                      at(i + 1, j) + kAlone, at(i, j + 1) + kAlone});
      }
    }
    size_t i = 0;
    size_t j = 0;
    while (i < rows && j < width) {
      if (at(i, j) == at(i + 1, j + 1) + MatchWorth(a[head + i], b[head + j])) {
        pairs.emplace_back(static_cast<uint32_t>(head + i),
                           static_cast<uint32_t>(head + j));
        ++i;
        ++j;
      } else if (at(i, j) == at(i + 1, j) + kAlone) {
        ++i;
      } else {
        ++j;
      }
    }
  }
  for (size_t i = tail; i > 0; --i) {
    pairs.emplace_back(static_cast<uint32_t>(a.size() - i),
                       static_cast<uint32_t>(b.size() - i));
  }
  return pairs;
}

Pattern PatternOf(const std::vector<AlignedBlock>& blocks,
                  uint32_t constant_after) {
  const Columns columns(blocks);
  return PatternBuilder(blocks, constant_after).Build(columns.columns());
}

}  // namespace litany::templates
