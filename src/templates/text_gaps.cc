#include "templates/text_gaps.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <tuple>
#include <utility>

#include "templates/repeated_keys.h"

namespace litany::templates {
namespace {

constexpr size_t kMostHeads = 24;

// A block's tokens up to (or from) a place.
struct Head {
  uint64_t key = 0;  // of the tokens shared
  uint32_t block = 0;
  uint32_t bytes = 0;  // of the tokens shared
  uint64_t first = 0;  // the token next to them, where the text begins

  friend auto operator<=>(const Head& a, const Head& b) {
    return std::tie(a.key, a.block, a.bytes) <=>
           std::tie(b.key, b.block, b.bytes);
  }
};

// Marks that end sentences and clauses: what stands before them in prose is
// no label.
bool EndsClause(std::string_view mark) {
  static constexpr std::string_view kMarks[] = {
      ".",  ",",  ";", "!",  "?", "。", "，", "、", "；",
      "！", "？", "'", "\"", "“", "”",  "‘",  "’"};
  return std::find(std::begin(kMarks), std::end(kMarks), mark) !=
         std::end(kMarks);
}

// Heads of `count` tokens in the order of `at`: a label that ends with a mark
// (as "Previous: "), or at least three words; none with a word (in the order
// of `word_at`) that fewer than `least` blocks hold.
template <typename At, typename WordAt>
void AddHeads(std::string_view text, size_t count, uint32_t block,
              uint64_t seed, const KeyCounts& blocks_of, uint32_t least, At at,
              WordAt word_at, std::vector<Head>* heads) {
  uint64_t key = seed;
  uint32_t bytes = 0;
  size_t made = 0;
  size_t words = 0;
  bool label = false;  // the last token that is no white space is a mark
  for (size_t i = 0; i + 1 < count && made < kMostHeads; ++i) {
    const BlockToken& token = at(i);
    if (token.IsWord() && !blocks_of.MayReach(word_at(words++), least)) return;
    key = (key ^ token.key) * 0x9E3779B97F4A7C15u;
    key ^= key >> 32;
    bytes += token.end - token.begin;
    if (token.kind != TokenKind::kSpace) {
      label = token.kind == TokenKind::kMark && !EndsClause(token.In(text));
    }
    const BlockToken& next = at(i + 1);
    const bool ends =
        token.kind == TokenKind::kMark || token.kind == TokenKind::kSpace;
    if (!ends || next.kind == TokenKind::kSpace || words == 0 ||
        (!label && words < 3)) {
      continue;
    }
    ++made;
    heads->push_back({key, block, bytes, next.key});
  }
}

// How often the commonest of the values stands in them.
size_t LongestRun(const std::vector<uint64_t>& sorted) {
  size_t most = 0;
  for (size_t begin = 0; begin < sorted.size();) {
    size_t end = begin;
    while (end < sorted.size() && sorted[end] == sorted[begin]) ++end;
    most = std::max(most, end - begin);
    begin = end;
  }
  return most;
}

// Whether the texts that follow are unlike each other.
bool Unlike(const std::vector<uint64_t>& sorted_firsts) {
  return LongestRun(sorted_firsts) * 4 <= sorted_firsts.size();
}

}  // namespace

std::vector<std::vector<uint32_t>> FindTextGaps(
    const std::vector<TextGapBlock>& blocks, const KeyCounts& words,
    uint32_t few, uint32_t many) {
  std::vector<Head> heads;
  for (uint32_t i = 0; i < blocks.size(); ++i) {
    const std::span<const BlockToken> tokens = blocks[i].tokens;
    const std::span<const uint32_t> hashes = blocks[i].words;
    AddHeads(
        blocks[i].text, tokens.size(), i, 1, words, few,
        [&](size_t j) -> const BlockToken& { return tokens[j]; },
        [&](size_t j) { return hashes[j]; }, &heads);
    AddHeads(
        blocks[i].text, tokens.size(), i, 2, words, few,
        [&](size_t j) -> const BlockToken& {
          return tokens[tokens.size() - 1 - j];
        },
        [&](size_t j) { return hashes[hashes.size() - 1 - j]; }, &heads);
  }
  KeepRepeated(&heads, few, [](const Head& head) { return head.key; });
  std::sort(heads.begin(), heads.end());

  // What a set saves: the shared bytes of all its blocks but one.
  struct Set {
    uint64_t saved;
    size_t begin;
    size_t end;
  };
  std::vector<Set> sets;
  for (size_t begin = 0; begin < heads.size();) {
    size_t end = begin;
    while (end < heads.size() && heads[end].key == heads[begin].key) ++end;
    if (end - begin >= few) {
      sets.push_back(
          {(end - begin - 1) * uint64_t{heads[begin].bytes}, begin, end});
    }
    begin = end;
  }
  std::stable_sort(sets.begin(), sets.end(), [&](const Set& a, const Set& b) {
    return a.saved > b.saved;
  });

  std::vector<bool> used(blocks.size());
  std::vector<std::vector<uint32_t>> found;
  for (const Set& set : sets) {
    std::vector<uint32_t> members;
    std::vector<uint64_t> firsts;
    std::vector<uint64_t> units;
    uint64_t size = 0;
    for (size_t i = set.begin; i < set.end; ++i) {
      const uint32_t block = heads[i].block;
      if (used[block] || (!members.empty() && members.back() == block))
        continue;
      members.push_back(block);
      firsts.push_back(heads[i].first);
      units.push_back(blocks[block].unit);
      size += blocks[block].text.size();
    }
    const uint64_t shared = members.size() * uint64_t{heads[set.begin].bytes};
    std::sort(units.begin(), units.end());
    const bool known = LongestRun(units) >= few;
    if (members.size() < (2 * shared >= size || known ? few : many)) continue;
    std::sort(firsts.begin(), firsts.end());
    if (!Unlike(firsts)) continue;
    for (const uint32_t member : members) used[member] = true;
    found.push_back(std::move(members));
  }
  return found;
}

}  // namespace litany::templates
