#include "templates/block_tokens.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/hash.h"
#include "base/utf8.h"
#include "templates/letters.h"
#include "templates/value_shapes.h"

namespace litany::templates {
namespace {

// What a code point at the front of `s` is.  Letters of other scripts are
// words; general and CJK punctuation and full-width signs are marks.
TokenKind KindOf(std::string_view s) {
  if (static_cast<uint8_t>(s[0]) < 0x80) {
    return IsWordByte(s[0]) ? TokenKind::kWord : TokenKind::kMark;
  }
  const auto a = static_cast<uint8_t>(s[0]);
  const auto b = s.size() > 1 ? static_cast<uint8_t>(s[1]) : uint8_t{0};
  if (a == 0xC2) return TokenKind::kMark;  // U+0080..U+00BF
  if (a == 0xE2) return TokenKind::kMark;  // U+2000..U+2FFF
  if (a == 0xE3) {
    return b == 0x80 ? TokenKind::kMark : TokenKind::kHan;
  }
  if (a >= 0xE4 && a <= 0xE9) return TokenKind::kHan;
  if (a == 0xEF) {
    return b >= 0xA4 && b <= 0xAB ? TokenKind::kHan : TokenKind::kMark;
  }
  return a == 0xF0 && b == 0xA0 ? TokenKind::kHan : TokenKind::kWord;
}

// The end of what is plainly of a kind from `at` on: ASCII for words, U+4000 to
// U+9FFF for Han.
size_t PlainRunEnd(std::string_view text, size_t at, size_t limit,
                   TokenKind kind) {
  if (kind == TokenKind::kWord) {
    while (at < limit && IsWordByte(text[at])) ++at;
    return at;
  }
  return at + HanRun(text.substr(at, limit - at));
}

bool IsOneOf(std::string_view s, std::string_view a, std::string_view b) {
  return s == a || s == b;
}

bool IsOwnName(std::string_view word) {
  bool upper = false;
  bool lower = false;
  for (const char c : word) {
    if (c >= '0' && c <= '9') return true;
    lower |= c >= 'a' && c <= 'z';
    upper |= c >= 'A' && c <= 'Z';
  }
  return upper && !lower;
}

// Whether a mark parts a name from its value.
bool IsNameMark(std::string_view mark) {
  return mark == "=" || mark == ":" || mark == "：";
}

// The end of the white space from `at` on; `at` if there is none.
size_t SpaceEnd(std::string_view text, size_t at, size_t limit) {
  while (at < limit) {
    const auto byte = static_cast<uint8_t>(text[at]);
    // No white space begins with any other byte.
    if (byte > ' ' && byte != 0xC2 && byte != 0xE3) break;
    const size_t space = WhiteSpaceAt(text.substr(at));
    if (space == 0) break;
    at += space;
  }
  return at;
}

// The end of the token at `at`, which is neither value nor white space.
size_t TokenEnd(std::string_view text, size_t at, size_t limit, TokenKind kind,
                bool split_han) {
  size_t end = std::min(at + base::Utf8Length(text[at]), limit);
  if (kind != TokenKind::kWord && (kind != TokenKind::kHan || split_han)) {
    return end;
  }
  end = PlainRunEnd(text, end, limit, kind);
  // What is plain of ASCII was read.
  while (end < limit && static_cast<uint8_t>(text[end]) >= 0x80 &&
         KindOf(text.substr(end)) == kind &&
         WhiteSpaceAt(text.substr(end)) == 0) {
    end = std::min(end + base::Utf8Length(text[end]), limit);
    end = PlainRunEnd(text, end, limit, kind);
  }
  return end;
}

// Calls visit(begin, end, kind, type of a value) for each token, and for white
// space at the ends of the block too.
template <typename Visit>
void ForEachToken(std::string_view text, std::span<const MaskedSpan> spans,
                  bool split_han, Visit visit) {
  size_t at = 0;
  size_t next = 0;
  while (at < text.size()) {
    if (next < spans.size() && spans[next].begin == at) {
      visit(at, spans[next].end, TokenKind::kValue, spans[next].type);
      at = spans[next++].end;
      continue;
    }
    const size_t limit = next < spans.size() ? spans[next].begin : text.size();
    size_t end = SpaceEnd(text, at, limit);
    auto kind = TokenKind::kSpace;
    if (end == at) {
      kind = KindOf(text.substr(at));
      end = TokenEnd(text, at, limit, kind, split_han);
    }
    visit(at, end, kind, GapType::kText);
    at = end;
  }
}

// A hash of a word that is cheaper than that of its token.
uint32_t WordHash(std::string_view word) {
  constexpr uint64_t kFactor = 0x9E3779B97F4A7C15u;
  uint64_t hash = word.size() * kFactor;
  const auto add = [&hash](uint64_t bytes) {
    hash = (hash ^ bytes) * kFactor;
    hash ^= hash >> 32;
  };
  uint64_t bytes = 0;
  if (word.size() < 8) {
    for (const char c : word) bytes = bytes << 8 | static_cast<uint8_t>(c);
    add(bytes);
    return static_cast<uint32_t>(hash);
  }
  for (size_t i = 0; i + 8 < word.size(); i += 8) {
    std::memcpy(&bytes, word.data() + i, 8);
    add(bytes);
  }
  std::memcpy(&bytes, word.data() + word.size() - 8, 8);
  add(bytes);
  return static_cast<uint32_t>(hash);
}

}  // namespace

std::vector<BlockToken> TokensOf(std::string_view text,
                                 std::span<const MaskedSpan> spans,
                                 bool split_han) {
  std::vector<BlockToken> tokens;
  tokens.reserve(8);  // most lines are short
  ForEachToken(text, spans, split_han,
               [&](size_t begin, size_t end, TokenKind kind, GapType type) {
                 uint64_t key =
                     kind == TokenKind::kValue ? kValueKey : kSpaceKey;
                 if (kind != TokenKind::kValue && kind != TokenKind::kSpace) {
                   key = base::HashBytes64(text.substr(begin, end - begin)) | 4;
                 }
                 tokens.push_back({key, static_cast<uint32_t>(begin),
                                   static_cast<uint32_t>(end), kind, type});
               });
  if (!tokens.empty() && tokens.back().kind == TokenKind::kSpace) {
    tokens.pop_back();
  }
  if (!tokens.empty() && tokens.front().kind == TokenKind::kSpace) {
    tokens.erase(tokens.begin());
  }
  return tokens;
}

BlockWords WordsOf(std::string_view text, std::span<const MaskedSpan> spans) {
  BlockWords words;
  bool has_name_mark = false;
  bool mark_may_begin = true;  // at the front, or behind white space
  bool after_such = false;     // the last token is a mark there
  ForEachToken(text, spans, /*split_han=*/false,
               [&](size_t begin, size_t end, TokenKind kind, GapType) {
                 const std::string_view token = text.substr(begin, end - begin);
                 const bool is_mark = kind == TokenKind::kMark;
                 if (kind == TokenKind::kWord || kind == TokenKind::kHan) {
                   words.hashes.push_back(WordHash(token));
                   words.before_name_mark += has_name_mark ? 0 : 1;
                 } else if (is_mark) {
                   has_name_mark = has_name_mark || IsNameMark(token);
                   words.may_have_symbol = words.may_have_symbol || after_such;
                 }
                 after_such = is_mark && mark_may_begin;
                 mark_may_begin = kind == TokenKind::kSpace;
               });
  return words;
}

void BlockShape::Remove(size_t i) {
  gaps = GapsWithout(i);
  words.erase(words.begin() + static_cast<ptrdiff_t>(i));
}

uint64_t BlockShape::Key() const { return KeyOf(gaps); }

uint64_t BlockShape::KeyOf(uint64_t with_gaps, size_t without) const {
  std::array<uint64_t, kMostWords + 1> keys;
  size_t count = 0;
  for (size_t i = 0; i < words.size(); ++i) {
    if (i != without) keys[count++] = words[i].key;
  }
  keys[count++] = with_gaps;
  return base::HashBytes64(
      {reinterpret_cast<const char*>(keys.data()), count * 8});
}

uint64_t BlockShape::GapsWithout(size_t i) const {
  const uint64_t low = gaps & ((uint64_t{2} << i) - 1);
  const uint64_t high = (gaps >> (i + 1)) << i;
  return low | high | (uint64_t{1} << i);
}

BlockShape ShapeOf(std::string_view text, const std::vector<BlockToken>& tokens,
                   bool* has_shape) {
  BlockShape shape;
  *has_shape = true;
  // Mostly a mark or white space follows a word.
  shape.words.reserve(std::min(kMostWords, tokens.size() / 2 + 1));
  const auto is_mark = [&](size_t i, std::string_view a, std::string_view b) {
    return i < tokens.size() && tokens[i].kind == TokenKind::kMark &&
           IsOneOf(
               text.substr(tokens[i].begin, tokens[i].end - tokens[i].begin), a,
               b);
  };
  const auto is_space = [&](size_t i) {
    return i >= tokens.size() || tokens[i].kind == TokenKind::kSpace;
  };
  const auto is_quote = [&](const BlockToken& token) {
    return token.kind == TokenKind::kMark &&
           std::string_view("\"'*[(").find(text[token.begin]) !=
               std::string_view::npos;
  };
  // A colon and a space, then one word that ends a field.
  const auto ends_field = [&](size_t i) {
    if (i >= tokens.size() || is_mark(i, ",", ";") || is_mark(i, "|", ")") ||
        is_mark(i, "，", "；")) {
      return true;
    }
    return tokens[i].kind == TokenKind::kSpace && i + 2 < tokens.size() &&
           (tokens[i + 1].kind == TokenKind::kWord ||
            tokens[i + 1].kind == TokenKind::kHan) &&
           (is_mark(i + 2, ":", "：") || is_mark(i + 2, "=", "="));
  };
  // After = or :, or joined to such a word by a mark.
  std::vector<bool> field(tokens.size());
  const auto is_field = [&](size_t i) {
    size_t before = i;
    while (before > 0 && is_quote(tokens[before - 1])) --before;
    if (before < 2) return false;
    --before;
    const bool spaced = is_space(before);
    if (spaced) --before;
    if (is_mark(before, "=", "=")) return true;
    if (is_mark(before, ":", "：") && (!spaced || ends_field(i + 1))) {
      return true;
    }
    return !spaced && before > 0 && tokens[before].kind == TokenKind::kMark &&
           field[before - 1] &&
           std::string_view("./-@$\\").find(text[tokens[before].begin]) !=
               std::string_view::npos;
  };
  for (size_t i = 0; i < tokens.size(); ++i) {
    const BlockToken& token = tokens[i];
    BlockWord word{.key = token.key};
    switch (token.kind) {
      case TokenKind::kSpace:
        continue;
      case TokenKind::kValue:
        shape.gaps |= uint64_t{1} << shape.words.size();
        continue;
      case TokenKind::kMark: {
        // A run of marks between white space.
        if (i > 0 && !is_space(i - 1)) continue;
        size_t end = i;
        while (end < tokens.size() && tokens[end].kind == TokenKind::kMark) {
          ++end;
        }
        if (end - i < 2 || !is_space(end)) continue;
        const std::string_view run =
            text.substr(token.begin, tokens[end - 1].end - token.begin);
        if (run.find_first_of("()[]{}<>\"'") != std::string_view::npos) {
          continue;
        }
        word.key = base::HashBytes64(run) | 4;
        word.symbol = true;
        i = end - 1;
        break;
      }
      case TokenKind::kWord:
      case TokenKind::kHan: {
        const std::string_view s =
            text.substr(token.begin, token.end - token.begin);
        word.own_name = IsOwnName(s);
        word.name = is_mark(i + 1, "=", "=") || is_mark(i + 1, ":", "：") ||
                    (is_space(i + 1) && is_mark(i + 2, "=", "="));
        word.field = !word.name && is_field(i);
        field[i] = word.field;
        break;
      }
    }
    if (shape.words.size() == kMostWords) {
      *has_shape = false;
      return shape;
    }
    shape.words.push_back(word);
  }
  return shape;
}

}  // namespace litany::templates
