#include "io/json_repair.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>

#include "absl/strings/ascii.h"
#include "base/check.h"
#include "base/utf8_repair.h"

namespace litany::io {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsJsonSpace(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// The position after the string that begins (with its quote) at `begin`, or
// the end of `json` where the string is not closed.
size_t SkipString(std::string_view json, size_t begin) {
  size_t from = begin + 1;
  while (true) {
    const size_t quote = json.find('"', from);
    if (quote == json.npos) return json.size();
    // Backslashes in front of the quote pair up; an odd one escapes it.  Runs
    // of two quotes never overlap, so this is linear in all.
    size_t run = quote;
    while (run > from && json[run - 1] == '\\') --run;
    if ((quote - run) % 2 == 0) return quote + 1;
    from = quote + 1;
  }
}

// The code unit of the \uXXXX at `at`, if one is there.
std::optional<uint32_t> ReadUnicodeEscape(std::string_view json, size_t at) {
  constexpr size_t kLength = 6;
  if (json.size() < at + kLength || json[at] != '\\' || json[at + 1] != 'u') {
    return std::nullopt;
  }
  uint32_t unit = 0;
  for (size_t i = at + 2; i < at + kLength; ++i) {
    const auto c = static_cast<unsigned char>(json[i]);
    if (!absl::ascii_isxdigit(c)) return std::nullopt;
    const int value =
        absl::ascii_isdigit(c) ? c - '0' : absl::ascii_tolower(c) - 'a' + 10;
    unit = unit * 16 + static_cast<uint32_t>(value);
  }
  return unit;
}

bool IsHighSurrogate(uint32_t unit) { return unit >> 10 == 0xD800 >> 10; }
bool IsLowSurrogate(uint32_t unit) { return unit >> 10 == 0xDC00 >> 10; }

// The escape at `at`, where a backslash is; one that is malformed passes for
// two bytes.
StringUnit ReadEscape(std::string_view json, size_t at) {
  constexpr size_t kLength = 6;
  const std::optional<uint32_t> unit = ReadUnicodeEscape(json, at);
  if (!unit.has_value()) return {2, 1, false};
  if (IsHighSurrogate(*unit)) {
    const auto next = ReadUnicodeEscape(json, at + kLength);
    if (next.has_value() && IsLowSurrogate(*next)) {
      return {2 * kLength, 4, false};
    }
    return {kLength, base::kReplacementCharacter.size(), true};
  }
  if (IsLowSurrogate(*unit)) {
    return {kLength, base::kReplacementCharacter.size(), true};
  }
  const size_t decoded = *unit < 0x80 ? 1 : *unit < 0x800 ? 2 : 3;
  return {kLength, decoded, false};
}

// The position of the first lone surrogate escape at or after `at`, which must
// not lie inside an escape; or npos.
size_t FindLoneSurrogate(std::string_view json, size_t at) {
  while ((at = json.find('\\', at)) != json.npos) {
    const StringUnit escape = ReadEscape(json, at);
    if (escape.repaired) return at;
    at += escape.length;
  }
  return json.npos;
}

// Whether the whole of `token` is a JSON number or one of the three names.
bool IsNumber(std::string_view token) {
  if (token == "NaN" || token == "Infinity" || token == "-Infinity") {
    return true;
  }
  const char* at = token.data();
  const char* const end = at + token.size();
  const auto digits = [&at, end] {
    const char* const begin = at;
    at = std::find_if_not(at, end, IsDigit);
    return at - begin;
  };
  if (at != end && *at == '-') ++at;
  const bool zero = at != end && *at == '0';
  const auto whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  if (at != end && *at == '.') {
    ++at;
    if (digits() == 0) return false;
  }
  if (at != end && (*at == 'e' || *at == 'E')) {
    ++at;
    if (at != end && (*at == '+' || *at == '-')) ++at;
    if (digits() == 0) return false;
  }
  return at == end;
}

}  // namespace

bool HasLoneSurrogate(std::string_view json) {
  return FindLoneSurrogate(json, 0) != json.npos;
}

size_t RepairLoneSurrogates(std::span<char> json) {
  constexpr std::string_view kReplacement = "\\ufffd";
  const std::string_view text(json.data(), json.size());
  size_t repairs = 0;
  size_t at = 0;
  while ((at = FindLoneSurrogate(text, at)) != text.npos) {
    kReplacement.copy(json.data() + at, kReplacement.size());
    at += kReplacement.size();
    ++repairs;
  }
  return repairs;
}

bool BlankNumbers(std::span<char> json) {
  constexpr std::string_view kDelimiters = " \t\r\n,:[]{}\"";
  const std::string_view text(json.data(), json.size());
  bool written = false;
  size_t at = 0;
  while (at < text.size()) {
    if (text[at] == '"') {
      at = SkipString(text, at);
      continue;
    }
    const size_t end =
        std::min(text.find_first_of(kDelimiters, at), text.size());
    if (IsNumber(text.substr(at, end - at))) {
      std::memset(json.data() + at, ' ', end - at);
      json[at] = '0';
      written = true;
    }
    at = std::max(end, at + 1);
  }
  return written;
}

std::string_view FieldValue(std::string_view json, size_t position) {
  size_t depth = 0;
  size_t field = 0;
  size_t begin = json.npos;  // of the wanted value
  for (size_t at = 0; at < json.size();) {
    const char c = json[at];
    if (c == '"') {
      at = SkipString(json, at);
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    if (c == ':' && depth == 1 && field == position) begin = at + 1;
    if (depth == 1 && (c == ',' || c == '}')) {
      if (begin != json.npos) {
        while (IsJsonSpace(json[begin])) ++begin;
        size_t end = at;
        while (IsJsonSpace(json[end - 1])) --end;
        return json.substr(begin, end - begin);
      }
      ++field;
    }
    if (c == '}' || c == ']') --depth;
    ++at;
  }
  LITANY_CHECK(false);  // the object has fewer fields
}

StringUnit ReadStringUnit(std::string_view rest) {
  if (rest.front() == '\\') return ReadEscape(rest, 0);
  const base::Utf8Sequence sequence = base::ReadUtf8Sequence(rest);
  if (sequence.well_formed) return {sequence.length, sequence.length, false};
  return {sequence.length, base::kReplacementCharacter.size(), true};
}

}  // namespace litany::io
