#include "templates/value_shapes.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace litany::templates {
namespace {

// Objects and not functions, so that algorithms take them inline.
constexpr auto kIsDigit = [](char c) { return c >= '0' && c <= '9'; };
constexpr auto kIsLower = [](char c) { return c >= 'a' && c <= 'z'; };
constexpr auto kIsUpper = [](char c) { return c >= 'A' && c <= 'Z'; };
constexpr auto kIsAlpha = [](char c) { return kIsLower(c) || kIsUpper(c); };
constexpr auto kIsAlnum = [](char c) { return kIsDigit(c) || kIsAlpha(c); };
constexpr auto kIsHex = [](char c) {
  return kIsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
};

// A cursor for the small fixed forms.
class Cursor {
 public:
  explicit Cursor(std::string_view text, size_t at = 0)
      : text_(text), at_(at) {}

  // Between least and most digits; no digit follows.
  bool Digits(size_t least, size_t most) {
    size_t end = at_;
    while (end < text_.size() && end - at_ <= most && kIsDigit(text_[end]))
      ++end;
    const size_t count = end - at_;
    if (count < least || count > most) return false;
    at_ = end;
    return true;
  }
  bool Literal(std::string_view s) {
    if (text_.substr(at_, s.size()) != s) return false;
    at_ += s.size();
    return true;
  }
  bool OneOf(std::string_view set, char* which = nullptr) {
    if (at_ >= text_.size() || set.find(text_[at_]) == std::string_view::npos) {
      return false;
    }
    if (which != nullptr) *which = text_[at_];
    ++at_;
    return true;
  }
  void Spaces() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  std::string_view Letters() {
    const size_t begin = at_;
    while (at_ < text_.size() && kIsAlpha(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }
  // No letter or digit follows.
  bool WordEnds() const { return at_ >= text_.size() || !kIsAlnum(text_[at_]); }
  bool AtEnd() const { return at_ == text_.size(); }
  size_t at() const { return at_; }
  void set_at(size_t at) { at_ = at; }

 private:
  std::string_view text_;
  size_t at_;
};

// 2:38, 02:38:22, 02:38:22.123
bool SkipTime(Cursor* cursor) {
  Cursor c = *cursor;
  if (!c.Digits(1, 2) || !c.Literal(":") || !c.Digits(2, 2)) return false;
  Cursor seconds = c;
  if (seconds.Literal(":") && seconds.Digits(2, 2)) {
    c = seconds;
    Cursor fraction = c;
    if (fraction.OneOf(".,") && fraction.Digits(1, 9)) c = fraction;
  }
  *cursor = c;
  return true;
}

// 2011-03-04, 2011/3/4, 3/4/2011, 04.03.2011
bool SkipDate(Cursor* cursor) {
  Cursor c = *cursor;
  char joiner = 0;
  if (c.Digits(4, 4)) {
    if (!c.OneOf("-/.", &joiner) || !c.Digits(1, 2)) return false;
    if (!c.Literal(std::string_view(&joiner, 1)) || !c.Digits(1, 2)) {
      return false;
    }
  } else {
    if (!c.Digits(1, 2) || !c.OneOf("-/.", &joiner) || !c.Digits(1, 2)) {
      return false;
    }
    if (!c.Literal(std::string_view(&joiner, 1)) || !c.Digits(4, 4)) {
      return false;
    }
  }
  *cursor = c;
  return true;
}

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> kDays = {
    "Monday", "Tuesday",  "Wednesday", "Thursday",
    "Friday", "Saturday", "Sunday"};

constexpr uint32_t FirstThree(std::string_view s) {
  return static_cast<uint32_t>(s[0]) << 16 | static_cast<uint32_t>(s[1]) << 8 |
         static_cast<uint32_t>(s[2]);
}

template <size_t N>
bool NamesOneOf(std::string_view word,
                const std::array<std::string_view, N>& names) {
  if (word.size() < 3) return false;
  const uint32_t three = FirstThree(word);
  return std::ranges::any_of(names, [&](std::string_view name) {
    return FirstThree(name) == three &&
           (word == name || word == name.substr(0, 3) ||
            (word == "Sept" && name == "September"));
  });
}

bool IsIp(std::string_view s) {
  Cursor c(s);
  for (int i = 0; i < 4; ++i) {
    if (i > 0 && !c.Literal(".")) return false;
    if (!c.Digits(1, 3)) return false;
  }
  if (c.Literal("/") && !c.Digits(1, 2)) return false;
  return c.AtEnd();
}

// An address with or without a port, a slash before it or not.
bool IsIpAndPort(std::string_view s) {
  if (!s.empty() && s[0] == '/') s.remove_prefix(1);
  const size_t colon = s.find(':');
  if (colon == std::string_view::npos) return IsIp(s);
  return IsIp(s.substr(0, colon)) && IsPort(s.substr(colon + 1));
}

bool IsEmail(std::string_view s) {
  const size_t at = s.find('@');
  return at != std::string_view::npos && at > 0 && IsHost(s.substr(at + 1)) &&
         std::all_of(s.begin(), s.begin() + static_cast<ptrdiff_t>(at),
                     [](char c) {
                       return kIsAlnum(c) || c == '.' || c == '_' || c == '-' ||
                              c == '+' || c == '%';
                     });
}

// FF:F2:9F, fe80::1 is cut before; at least three groups of hex digits, one
// of them with a digit.
bool IsHexGroups(std::string_view s) {
  size_t groups = 1;
  size_t width = 0;
  for (const char c : s) {
    if (c == ':') {
      if (width == 0) return false;
      ++groups;
      width = 0;
    } else if (!kIsHex(c) || ++width > 4) {
      return false;
    }
  }
  return groups >= 3 && width > 0 && HasDigit(s);
}

bool IsPath(std::string_view s) {
  const size_t slashes =
      static_cast<size_t>(std::count(s.begin(), s.end(), '/'));
  const bool has_word = std::any_of(s.begin(), s.end(), kIsAlnum);
  if (!has_word) return false;
  if (s[0] == '/' || s.substr(0, 2) == "~/") return true;
  if (s.size() > 3 && kIsAlpha(s[0]) && s[1] == ':' && s[2] == '\\')
    return true;
  return slashes >= 2 && (HasDigit(s) || s.find('.') != std::string_view::npos);
}

// com.example.Name: three labels or more without digits.  A last label in
// capitals names a constant of a program and stays.
bool IsDottedName(std::string_view s) {
  size_t labels = 1;
  size_t width = 0;
  size_t long_labels = 0;
  size_t last_begin = 0;
  for (size_t i = 0; i < s.size(); ++i) {
    const char c = s[i];
    if (c == '.' || c == '/') {
      if (width == 0 && c == '.' && (i == 0 || s[i - 1] != '/')) return false;
      if (c == '.') ++labels;
      long_labels += width >= 2;
      width = 0;
      last_begin = i + 1;
    } else if (kIsAlnum(c) || c == '_' || c == '$' || c == '-') {
      ++width;
    } else {
      return false;
    }
  }
  if (width == 0 || labels < 3) return false;
  long_labels += width >= 2;
  const std::string_view last = s.substr(last_begin);
  return long_labels >= 2 && std::any_of(last.begin(), last.end(), kIsLower);
}

constexpr PointSet kNumerals("〇一二三四五六七八九十百千万零两萬兩亿億廿");
constexpr PointSet kCounters("年月日号號页頁期版章节節卷届屆回集条條款");

bool IsWideDigit(std::string_view s) {
  return s.size() == 3 && s[0] == '\xEF' && s[1] == '\xBC' && s[2] >= '\x90' &&
         s[2] <= '\x99';
}

// The end of a run of full-width digits at `at`, with points or commas of that
// width inside; else `at`.
size_t WideDigitsEnd(std::string_view text, size_t at) {
  size_t end = at;
  while (IsWideDigit(text.substr(end, 3))) {
    end += 3;
    const std::string_view next = text.substr(end, 3);
    if ((next == "．" || next == "，") &&
        IsWideDigit(text.substr(end + 3, 3))) {
      end += 3;
    }
  }
  return end;
}

// The end of a number of any script at `at`, else `at`.
size_t AnyNumberEnd(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && kIsDigit(text[end])) ++end;
  if (end > at) return end;
  while (IsWideDigit(text.substr(end, 3))) end += 3;
  if (end > at) return end;
  while (kNumerals.IsAt(text, end)) end += 3;
  return end;
}

}  // namespace

bool IsNumber(std::string_view s) {
  if (!s.empty() && (s[0] == '-' || s[0] == '+')) s.remove_prefix(1);
  if (s.empty() || !kIsDigit(s[0])) return false;
  if (s.size() > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X')) {
    return std::all_of(s.begin() + 2, s.end(), kIsHex);
  }
  size_t i = 0;
  size_t dots = 0;
  while (i < s.size() && (kIsDigit(s[i]) || s[i] == '.')) dots += s[i++] == '.';
  if (dots > 1 || s[i - 1] == '.') return false;
  const std::string_view unit = s.substr(i);
  return unit.size() <= 3 && std::all_of(unit.begin(), unit.end(), kIsAlpha);
}

bool IsNameWithDigit(std::string_view s) {
  return s.size() >= 2 && kIsDigit(s.back()) && !kIsDigit(s[s.size() - 2]) &&
         std::all_of(s.begin(), s.end() - 1,
                     [](char c) { return kIsAlpha(c) || c == '_'; });
}

bool HasDigit(std::string_view s) {
  return std::any_of(s.begin(), s.end(), kIsDigit);
}

bool IsLiteral(std::string_view word) {
  if (word.size() != 4 && word.size() != 5) return false;
  const char last = word.back();
  if (last != 'e' && last != 'l' && last != 'E' && last != 'L') return false;
  return word == "true" || word == "false" || word == "null" ||
         word == "True" || word == "False" || word == "NULL" ||
         word == "TRUE" || word == "FALSE";
}

bool IsHost(std::string_view s) {
  size_t labels = 1;
  size_t width = 0;
  bool letters = true;
  for (const char c : s) {
    if (c == '.') {
      if (width == 0) return false;
      ++labels;
      width = 0;
      letters = true;
    } else if (kIsAlnum(c) || c == '-' || c == '_') {
      ++width;
      letters &= kIsLower(c);
    } else {
      return false;
    }
  }
  return labels >= 2 && width >= 2 && letters;
}

bool IsPort(std::string_view s) {
  return !s.empty() && s.size() <= 5 &&
         std::all_of(s.begin(), s.end(), kIsDigit);
}

bool IsWholeValue(std::string_view s, GapType* type) {
  Cursor time(s);
  if (SkipTime(&time) && time.AtEnd()) {
    *type = GapType::kTime;
    return true;
  }
  Cursor date(s);
  if (SkipDate(&date)) {
    if (date.Literal("T") && !SkipTime(&date)) return false;
    date.Literal("Z");
    Cursor zone = date;
    if (zone.OneOf("+-") && zone.Digits(2, 4)) {
      if (zone.Literal(":")) zone.Digits(2, 2);
      date = zone;
    }
    if (date.AtEnd()) {
      *type = GapType::kDate;
      return true;
    }
  }
  if (IsIpAndPort(s)) {
    *type = GapType::kAddress;
    return true;
  }
  if (IsEmail(s)) {
    *type = GapType::kEmail;
    return true;
  }
  if (IsHexGroups(s)) {
    *type = GapType::kAddress;
    return true;
  }
  if (IsPath(s)) {
    *type = GapType::kPath;
    return true;
  }
  return false;
}

bool IsValuePiece(std::string_view s) {
  if (s.empty()) return false;
  if (HasDigit(s)) {
    const size_t skip = NamePrefix(s);
    return !IsNameWithDigit(s.substr(skip));
  }
  const size_t at = s.find('@');
  if (at != std::string_view::npos) return IsEmail(s);
  return IsDottedName(s);
}

size_t NamePrefix(std::string_view s) {
  size_t at = 0;
  while (at < s.size() && (kIsAlpha(s[at]) || s[at] == '_')) ++at;
  if (at == 0 || at + 1 >= s.size() || s[at - 1] == '_') return 0;
  if (s[at] != '-' && s[at] != '.' && s[at] != '/' && s[at] != '+') return 0;
  const std::string_view rest = s.substr(at + 1);
  if (!HasDigit(rest)) return 0;
  const bool plain = std::all_of(rest.begin(), rest.end(), [](char c) {
    return kIsAlnum(c) || c == '_' || c == ':';
  });
  const bool version =
      kIsDigit(rest[0]) &&
      rest.find_first_not_of("0123456789.") == std::string_view::npos;
  return plain || version || IsNumber(rest) ? at + 1 : 0;
}

GapType ValueType(std::string_view s) {
  if (IsNumber(s)) return GapType::kNumber;
  if (IsIpAndPort(s)) return GapType::kAddress;
  if (s.find('/') != std::string_view::npos) return GapType::kPath;
  const size_t colon = s.find(':');
  if (IsHost(s) ||
      (colon != std::string_view::npos && IsHost(s.substr(0, colon)) &&
       IsPort(s.substr(colon + 1)))) {
    return GapType::kAddress;
  }
  return GapType::kId;
}

size_t UnitEnd(std::string_view text, size_t end) {
  static constexpr std::array<std::string_view, 12> kUnits = {
      "KB",  "MB",  "GB",  "TB",  "kB",   "KiB",
      "MiB", "GiB", "TiB", "sec", "secs", "min"};
  if (end + 2 >= text.size() || text[end] != ' ') return end;
  Cursor cursor(text, end + 1);
  const std::string_view unit = cursor.Letters();
  if (unit.size() < 2 || unit.size() > 4 || !cursor.WordEnds()) return end;
  return std::find(kUnits.begin(), kUnits.end(), unit) == kUnits.end()
             ? end
             : cursor.at();
}

bool IsThousandsHead(std::string_view s) {
  if (!s.empty() && (s[0] == '-' || s[0] == '+')) s.remove_prefix(1);
  const size_t comma = s.rfind(',');
  if (comma != std::string_view::npos) return s.size() - comma == 4;
  return !s.empty() && s.size() <= 3 && s[0] != '0' &&
         std::all_of(s.begin(), s.end(), kIsDigit);
}

bool IsThousandsTail(std::string_view s) {
  return s.size() >= 3 && std::all_of(s.begin(), s.begin() + 3, kIsDigit) &&
         (s.size() == 3 || s[3] == '.');
}

size_t NamedDateEnd(std::string_view text, size_t begin) {
  Cursor cursor(text, begin);
  std::string_view word = cursor.Letters();
  if (NamesOneOf(word, kDays)) {
    cursor.Literal(",");
    if (!cursor.Literal(" ")) return 0;
    word = cursor.Letters();
  }
  if (!NamesOneOf(word, kMonths)) return 0;
  cursor.Literal(".");
  if (!cursor.Literal(" ")) return 0;
  cursor.Spaces();
  if (!cursor.Digits(1, 2)) return 0;
  size_t end = cursor.at();
  Cursor year = cursor;
  year.Literal(",");
  if (year.Literal(" ") && year.Digits(4, 4) && year.WordEnds()) {
    return year.at();
  }
  if (!cursor.Literal(" ") || !SkipTime(&cursor)) return end;
  end = cursor.at();
  Cursor zone = cursor;
  if (zone.Literal(" ")) {
    const std::string_view name = zone.Letters();
    if (name.size() >= 3 && name.size() <= 4 &&
        std::all_of(name.begin(), name.end(), kIsUpper)) {
      end = zone.at();
      cursor = zone;
    }
  }
  if (cursor.Literal(" ") && cursor.Digits(4, 4) && cursor.WordEnds()) {
    end = cursor.at();
  }
  return end;
}

size_t MonthYearEnd(std::string_view text, size_t begin) {
  Cursor cursor(text, begin);
  if (!NamesOneOf(cursor.Letters(), kMonths)) return 0;
  cursor.Literal(",");
  if (!cursor.Literal(" ") || !cursor.Digits(4, 4)) return 0;
  return cursor.at();
}

size_t FindUrl(std::string_view text, size_t begin, size_t end) {
  const std::string_view chunk = text.substr(0, end);
  const size_t mark = chunk.find("://", begin);
  if (mark != std::string_view::npos && mark > begin) {
    size_t at = mark;
    while (at > begin && kIsAlpha(text[at - 1])) --at;
    if (at < mark) return at;
  }
  if (chunk.substr(begin, 4) == "www." && end - begin > 7) return begin;
  return std::string_view::npos;
}

size_t UrlEnd(std::string_view text, size_t begin) {
  size_t end = begin;
  while (end < text.size()) {
    const char c = text[end];
    if (c <= ' ' || c >= '\x7F' ||
        std::string_view("\"'<>[]{}|\\^`()").find(c) !=
            std::string_view::npos) {
      break;
    }
    ++end;
  }
  while (end > begin && std::string_view(".,;:!?").find(text[end - 1]) !=
                            std::string_view::npos) {
    --end;
  }
  return end;
}

size_t WideNumberEnd(std::string_view text, size_t at, bool* counts) {
  size_t end = at;
  *counts = true;
  if (!kNumerals.IsAt(text, at)) return WideDigitsEnd(text, at);
  while (kNumerals.IsAt(text, end)) end += 3;
  const bool ordinal = at >= 3 && text.substr(at - 3, 3) == "第";
  *counts = ordinal || kCounters.IsAt(text, end);
  return end;
}

size_t CjkDateEnd(std::string_view text, size_t at) {
  const auto number = [&](size_t from, size_t* end) {
    while (from < text.size() && text[from] == ' ') ++from;
    *end = AnyNumberEnd(text, from);
    if (*end == from) return false;
    while (*end < text.size() && text[*end] == ' ') ++*end;
    return true;
  };
  const auto is = [&](size_t from, std::string_view a, std::string_view b) {
    const std::string_view s = text.substr(from, 3);
    return s == a || s == b;
  };
  size_t end = 0;
  size_t month_end = 0;
  if (is(at, "年", "年")) {
    if (!number(at + 3, &end) || !is(end, "月", "月")) return 0;
    month_end = end + 3;
  } else if (is(at, "月", "月")) {
    month_end = at + 3;
    if (!number(month_end, &end) ||
        !(is(end, "日", "号") || is(end, "號", "號"))) {
      return 0;
    }
    return end + 3;
  } else {
    return 0;
  }
  if (number(month_end, &end) && (is(end, "日", "号") || is(end, "號", "號"))) {
    return end + 3;
  }
  return month_end;
}

}  // namespace litany::templates
