#include "templates/masker.h"

#include <array>
#include <cstring>

#include "base/hash.h"
#include "templates/value_shapes.h"

namespace litany::templates {
namespace {

// What stands for a value in the masked text; no text of a line holds it.
constexpr char kPlaceholder = '\x01';

enum : uint8_t {
  kChunk = 1,  // may stand inside a value
  kDigitBit = 2,
  kJoinerBit = 4,  // . - : / @ + % ~ $ and backslash
  kHighBit = 8,
  kSpaceBit = 16,
  kUpperBit = 32,
  kLiteralBit = 64,  // begins true, false or null
};

constexpr std::array<uint8_t, 256> MakeClasses() {
  std::array<uint8_t, 256> classes{};
  for (int c = '0'; c <= '9'; ++c) classes[c] = kChunk | kDigitBit;
  for (int c = 'a'; c <= 'z'; ++c) classes[c] = kChunk;
  for (int c = 'A'; c <= 'Z'; ++c) classes[c] = kChunk | kUpperBit;
  classes['_'] = kChunk;
  for (const char c : {'.', '-', ':', '/', '@', '+', '%', '~', '$', '\\'}) {
    classes[static_cast<uint8_t>(c)] = kChunk | kJoinerBit;
  }
  for (const char c : {' ', '\t', '\n', '\r', '\v', '\f'}) {
    classes[static_cast<uint8_t>(c)] = kSpaceBit;
  }
  for (int c = 128; c < 256; ++c) classes[c] = kHighBit;
  for (const char c : {'t', 'f', 'n', 'T', 'F', 'N'}) {
    classes[static_cast<uint8_t>(c)] |= kLiteralBit;
  }
  return classes;
}

constexpr std::array<uint8_t, 256> kClasses = MakeClasses();

uint8_t ClassOf(char c) { return kClasses[static_cast<uint8_t>(c)]; }

class Scanner {
 public:
  Scanner(std::string_view text, std::vector<MaskedSpan>* spans)
      : text_(text), spans_(spans) {}

  void Run() {
    size_t at = 0;
    while (at < text_.size()) {
      const uint8_t kind = ClassOf(text_[at]);
      if (kind & kChunk) {
        size_t end = at + 1;
        uint8_t seen = kind;
        while (end < text_.size()) {
          const uint8_t next = ClassOf(text_[end]);
          if (!(next & kChunk)) break;
          seen |= next;
          ++end;
        }
        at = Chunk(at, end, seen, kind);
      } else if (kind & kHighBit) {
        at = High(at);
      } else {
        ++at;
      }
    }
  }

 private:
  // Returns where to go on.
  size_t Chunk(size_t begin, size_t end, uint8_t seen, uint8_t first) {
    if (!(seen & (kDigitBit | kJoinerBit))) {
      if (first & (kLiteralBit | kUpperBit)) return Word(begin, end, first);
      return end;
    }
    if (seen & kJoinerBit) {
      const size_t url = FindUrl(text_, begin, end);
      if (url != std::string_view::npos) {
        if (url > begin) Pieces(begin, url);
        const size_t url_end = UrlEnd(text_, url);
        Push(url, url_end, GapType::kUrl);
        return url_end;
      }
      // A doubled point or colon is a leader or a scope, not part of a value.
      for (size_t i = begin; i + 1 < end; ++i) {
        if ((text_[i] == '.' || text_[i] == ':') && text_[i] == text_[i + 1]) {
          Part(begin, i);
          while (i < end && (text_[i] == '.' || text_[i] == ':')) ++i;
          begin = i;
        }
      }
    }
    Part(begin, end);
    return end;
  }

  // A run without leaders; its literals and values.
  void Part(size_t begin, size_t end) {
    if (begin < end) Trimmed(begin, end);
  }

  size_t Word(size_t begin, size_t end, uint8_t first) {
    const std::string_view word = text_.substr(begin, end - begin);
    if ((first & kLiteralBit) && IsLiteral(word)) {
      Push(begin, end, GapType::kWord);
      return end;
    }
    if (!(first & kUpperBit) || word.size() < 3 || word.size() > 9) return end;
    const size_t date_end = NamedDateEnd(text_, begin);
    if (date_end == 0) {
      const size_t month_end = MonthAfterDayEnd(begin);
      return month_end == 0 ? end : month_end;
    }
    Push(begin, date_end, GapType::kDate);
    return date_end;
  }

  // "4 March 2011": the day is a number that was found just now.
  size_t MonthAfterDayEnd(size_t begin) {
    if (spans_->empty()) return 0;
    MaskedSpan& day = spans_->back();
    if (day.type != GapType::kNumber || day.end - day.begin > 2 ||
        day.end + 1 != begin || text_[day.end] != ' ') {
      return 0;
    }
    const size_t end = MonthYearEnd(text_, begin);
    if (end == 0) return 0;
    day.end = static_cast<uint32_t>(end);
    day.type = GapType::kDate;
    return end;
  }

  void Trimmed(size_t begin, size_t end) {
    while (end > begin &&
           std::strchr(".:@+%~$\\-", text_[end - 1]) != nullptr) {
      --end;
    }
    while (begin < end) {
      const char c = text_[begin];
      const bool before_digit =
          begin + 1 < end && (ClassOf(text_[begin + 1]) & kDigitBit);
      if ((c == '-' || c == '+' || c == '\\') && before_digit) break;
      if (std::strchr(".:@+%$\\-", c) == nullptr) break;
      ++begin;
    }
    if (begin < end) Whole(begin, end);
  }

  void Whole(size_t begin, size_t end) {
    const std::string_view s = text_.substr(begin, end - begin);
    GapType type;
    if (IsWholeValue(s, &type)) {
      Push(begin, end, type);
      return;
    }
    Pieces(begin, end);
  }

  // Parts between colons: names stay, values and their ports go together.
  void Pieces(size_t begin, size_t end) {
    size_t at = begin;
    while (at < end) {
      size_t stop = PieceEnd(at, end);
      const std::string_view piece = text_.substr(at, stop - at);
      if (piece.empty()) {
        ++at;
        continue;
      }
      if (!IsValuePiece(piece)) {
        const size_t next = stop < end ? PieceEnd(stop + 1, end) : stop;
        if (stop < end && IsHost(piece) &&
            IsPort(text_.substr(stop + 1, next - stop - 1))) {
          Push(at, next, GapType::kAddress);
          at = next + 1;
          continue;
        }
        if (IsLiteral(piece)) Push(at, stop, GapType::kWord);
        at = stop + 1;
        continue;
      }
      while (stop < end) {
        const size_t next = PieceEnd(stop + 1, end);
        if (!HasDigit(text_.substr(stop + 1, next - stop - 1))) break;
        stop = next;
      }
      Value(at, stop);
      at = stop + 1;
    }
  }

  size_t PieceEnd(size_t at, size_t end) const {
    const size_t colon = text_.substr(0, end).find(':', at);
    return colon == std::string_view::npos ? end : colon;
  }

  // Values joined by @ are values each: Name@2bd79ce.
  void Value(size_t begin, size_t end) {
    size_t at = begin;
    while (at <= end) {
      const size_t found = text_.substr(0, end).find('@', at);
      const size_t stop = found == std::string_view::npos ? end : found;
      const std::string_view s = text_.substr(at, stop - at);
      if (IsValuePiece(s.substr(0, s.find(':')))) {
        const size_t skip = NamePrefix(s);
        const GapType type = ValueType(s.substr(skip));
        const size_t unit =
            type == GapType::kNumber ? UnitEnd(text_, stop) : stop;
        Push(at + skip, unit, type);
      }
      at = stop + 1;
    }
  }

  size_t High(size_t at) {
    bool counts = false;
    const size_t end = WideNumberEnd(text_, at, &counts);
    if (end > at) {
      if (counts) Push(at, end, GapType::kNumber);
      return end;
    }
    const size_t length = Utf8Length(text_[at]);
    if (!spans_->empty() && length == 3 &&
        spans_->back().type == GapType::kNumber) {
      MaskedSpan& number = spans_->back();
      const size_t between = number.end == at ? 0
                             : number.end + 1 == at && text_[number.end] == ' '
                                 ? 1
                                 : 2;
      const size_t date_end = between == 2 ? 0 : CjkDateEnd(text_, at);
      if (date_end > 0) {
        number.end = static_cast<uint32_t>(date_end);
        number.type = GapType::kDate;
        return date_end;
      }
    }
    return at + length > text_.size() ? text_.size() : at + length;
  }

  void Push(size_t begin, size_t end, GapType type) {
    if (!spans_->empty()) {
      MaskedSpan& last = spans_->back();
      if (begin < last.end) return;
      const std::string_view between = text_.substr(last.end, begin - last.end);
      const bool date_and_time =
          last.type == GapType::kDate && type == GapType::kTime &&
          !between.empty() &&
          between.find_first_not_of(' ') == std::string_view::npos;
      const bool thousands =
          last.type == GapType::kNumber && type == GapType::kNumber &&
          between == "," &&
          IsThousandsHead(text_.substr(last.begin, last.end - last.begin)) &&
          IsThousandsTail(text_.substr(begin, end - begin));
      if (date_and_time || thousands) {
        last.end = static_cast<uint32_t>(end);
        return;
      }
    }
    spans_->push_back(
        {static_cast<uint32_t>(begin), static_cast<uint32_t>(end), type});
  }

  std::string_view text_;
  std::vector<MaskedSpan>* spans_;
};

// Appends `text` with each run of white space as one space; no space is put
// at the front of *out or after another space.
void AppendFolded(std::string_view text, std::string* out) {
  size_t from = 0;
  size_t at = 0;
  while (at < text.size()) {
    const uint8_t kind = ClassOf(text[at]);
    if (!(kind & (kSpaceBit | kHighBit))) {
      ++at;
      continue;
    }
    size_t space = WhiteSpaceAt(text.substr(at));
    if (space == 0) {
      at += Utf8Length(text[at]);
      continue;
    }
    out->append(text.substr(from, at - from));
    while (space > 0) {
      at += space;
      space = WhiteSpaceAt(text.substr(at));
    }
    from = at;
    if (!out->empty() && out->back() != ' ') out->push_back(' ');
  }
  if (from < text.size()) out->append(text.substr(from));
}

}  // namespace

std::string_view GapTypeName(GapType type) {
  switch (type) {
    case GapType::kNumber:
      return "number";
    case GapType::kDate:
      return "date";
    case GapType::kTime:
      return "time";
    case GapType::kUrl:
      return "url";
    case GapType::kEmail:
      return "email";
    case GapType::kAddress:
      return "address";
    case GapType::kPath:
      return "path";
    case GapType::kId:
      return "id";
    case GapType::kWord:
      return "word";
    case GapType::kText:
      return "text";
  }
  return "text";
}

size_t WhiteSpaceAt(std::string_view text) {
  if (text.empty()) return 0;
  const uint8_t kind = ClassOf(text[0]);
  if (kind & kSpaceBit) return 1;
  if (!(kind & kHighBit)) return 0;
  if (text.substr(0, 2) == "\xC2\xA0") return 2;
  return text.substr(0, 3) == "\xE3\x80\x80" ? 3 : 0;
}

uint64_t Masker::Mask(std::string_view block, std::vector<MaskedSpan>* spans) {
  spans->clear();
  Scanner(block, spans).Run();
  masked_.clear();
  size_t at = 0;
  for (const MaskedSpan& span : *spans) {
    AppendFolded(block.substr(at, span.begin - at), &masked_);
    masked_.push_back(kPlaceholder);
    at = span.end;
  }
  AppendFolded(block.substr(at), &masked_);
  if (!masked_.empty() && masked_.back() == ' ') masked_.pop_back();
  return base::HashBytes64(masked_);
}

}  // namespace litany::templates
