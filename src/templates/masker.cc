#include "templates/masker.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/hash.h"
#include "base/utf8.h"
#include "templates/letters.h"
#include "templates/point_set.h"
#include "templates/value_shapes.h"

namespace litany::templates {
namespace {

// What stands for a value in the masked text; no text of a line holds it.
constexpr char kPlaceholder = '\x01';

enum : uint16_t {
  kChunk = 1,  // may stand inside a value
  kDigitBit = 2,
  kLetterBit = 4,  // and _
  kDotBit = 8,
  kColonBit = 16,
  kSlashBit = 32,
  kAtBit = 64,
  kHyphenBit = 128,  // - + % ~ $ and backslash
  kHighBit = 256,
  kSpaceBit = 512,  // or the first byte of white space
  kUpperBit = 1024,
  kLiteralBit = 2048,  // begins true, false or null
  kJoinerBits = kDotBit | kColonBit | kSlashBit | kAtBit | kHyphenBit,
};

constexpr std::array<uint16_t, 256> MakeClasses() {
  std::array<uint16_t, 256> classes{};
  const auto add = [&classes](std::string_view chars, int bits) {
    for (const char c : chars) {
      uint16_t& entry = classes[static_cast<uint8_t>(c)];
      entry = static_cast<uint16_t>(entry | bits);
    }
  };
  add("0123456789", kChunk | kDigitBit);
  add("abcdefghijklmnopqrstuvwxyz_", kChunk | kLetterBit);
  add("ABCDEFGHIJKLMNOPQRSTUVWXYZ", kChunk | kLetterBit | kUpperBit);
  add(".", kChunk | kDotBit);
  add(":", kChunk | kColonBit);
  add("/", kChunk | kSlashBit);
  add("@", kChunk | kAtBit);
  add("-+%~$\\", kChunk | kHyphenBit);
  add("tfnTFN", kLiteralBit);
  for (size_t c = 128; c < 256; ++c) classes[c] = kHighBit;
  add(" \t\n\r\v\f\xC2\xE3", kSpaceBit);
  return classes;
}

constexpr std::array<uint16_t, 256> kClasses = MakeClasses();

// What the masker looks at of the code points of three bytes: the rest is
// neither value nor white space.
constexpr PointSet kNotPlain = PointSet(kCounting).AddRange(0x3000, 0x3001);

// The same by the second and third byte alone, and so some others.
constexpr uint32_t kTwoTrails = 0x3F3F;
constexpr std::array<bool, kTwoTrails + 1> kMayEndSkip = [] {
  std::array<bool, kTwoTrails + 1> may{};
  for (size_t i = 0; i < kCountingPoints.size(); i += 3) {
    const auto byte = [i](size_t j) {
      return uint32_t{static_cast<uint8_t>(kCountingPoints[i + j])};
    };
    may[(byte(1) | byte(2) << 8) & kTwoTrails] = true;
  }
  return may;
}();

// The first byte is the lowest.
static_assert(std::endian::native == std::endian::little);
uint32_t FourBytes(const char* bytes) {
  uint32_t four = 0;
  std::memcpy(&four, bytes, sizeof(four));
  return four;
}

// The end of Han characters from `at` on of which none is in kNotPlain, or a
// few of them.
size_t PlainHanEnd(std::string_view text, size_t at) {
  while (at + 4 <= text.size()) {
    // The last byte is of the next code point.
    const uint32_t bytes = FourBytes(text.data() + at);
    if (!IsHanRunByte(static_cast<char>(bytes)) ||
        kMayEndSkip[bytes >> 8 & kTwoTrails]) {
      break;
    }
    at += 3;
  }
  return at;
}

uint16_t ClassOf(char c) { return kClasses[static_cast<uint8_t>(c)]; }

class Scanner {
 public:
  // `meter` reads along; nullptr: none does.
  Scanner(std::string_view text, std::vector<MaskedSpan>* spans,
          LineMeter* meter)
      : text_(text), spans_(spans), meter_(meter) {}

  // Returns whether there may be other white space than single U+0020.
  bool Run() {
    size_t at = 0;
    while (at < text_.size()) {
      const uint16_t kind = ClassOf(text_[at]);
      if (kind & kChunk) {
        size_t end = at + 1;
        uint16_t seen = kind;
        while (end < text_.size()) {
          const uint16_t next = ClassOf(text_[end]);
          if (!(next & kChunk)) break;
          seen = static_cast<uint16_t>(seen | next);
          ++end;
        }
        at = Chunk(at, end, seen, kind);
      } else if (kind & kHighBit) {
        at = SkipPlain(at);
        if (at == text_.size() || !(ClassOf(text_[at]) & kHighBit)) continue;
        odd_space_ |= WhiteSpaceAt(text_.substr(at)) > 0;
        at = High(at);
      } else {
        odd_space_ |=
            (kind & kSpaceBit) != 0 &&
            (text_[at] != ' ' || (at + 1 < text_.size() &&
                                  (ClassOf(text_[at + 1]) & kSpaceBit) != 0));
        ++at;
      }
    }
    return odd_space_;
  }

 private:
  // A run of bytes that values are made of; returns where to go on.
  size_t Chunk(size_t begin, size_t end, uint16_t seen, uint16_t first) {
    if (!(seen & kJoinerBits)) {
      if (seen & kDigitBit) {
        PlainValue(begin, end, (seen & kLetterBit) == 0);
      } else if (first & (kLiteralBit | kUpperBit)) {
        return Word(begin, end, first);
      }
      return end;
    }
    if (!(seen & kDigitBit) && !(seen & (kSlashBit | kAtBit))) {
      // Names with hyphens, and a word with a point or colon behind it.
      if (!(seen & (kDotBit | kColonBit))) return end;
      const size_t joiners = static_cast<size_t>(
          std::count_if(text_.begin() + static_cast<ptrdiff_t>(begin),
                        text_.begin() + static_cast<ptrdiff_t>(end),
                        [](char c) { return ClassOf(c) & kJoinerBits; }));
      if (joiners == 1 && (ClassOf(text_[end - 1]) & kJoinerBits)) {
        if (first & kLiteralBit) Word(begin, end - 1, kLiteralBit);
        return end;
      }
    }
    if (seen & (kSlashBit | kDotBit)) {
      const size_t url = FindUrl(text_, begin, end);
      if (url != std::string_view::npos) {
        if (url > begin) Pieces(begin, url);
        const size_t url_end = UrlEnd(text_, url);
        Push(url, url_end, GapType::kUrl);
        return url_end;
      }
    }
    if (seen & (kDotBit | kColonBit)) {
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

  // Letters and digits alone.
  void PlainValue(size_t begin, size_t end, bool digits) {
    const std::string_view s = text_.substr(begin, end - begin);
    if (!digits && IsNameWithDigit(s)) return;
    const bool number = digits || IsNumber(s);
    Push(begin, number ? UnitEnd(text_, end) : end,
         number ? GapType::kNumber : GapType::kId);
  }

  // A run without leaders; its literals and values.
  void Part(size_t begin, size_t end) {
    if (begin < end) Trimmed(begin, end);
  }

  size_t Word(size_t begin, size_t end, uint16_t first) {
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
    constexpr uint16_t kTrimmed =
        kDotBit | kColonBit | kAtBit | kHyphenBit;  // not the slash
    while (end > begin && (ClassOf(text_[end - 1]) & kTrimmed)) --end;
    while (begin < end) {
      const char c = text_[begin];
      const bool before_digit =
          begin + 1 < end && (ClassOf(text_[begin + 1]) & kDigitBit);
      if ((c == '-' || c == '+' || c == '\\') && before_digit) break;
      if (c == '~' || !(ClassOf(c) & kTrimmed)) break;
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

  // Past code points of three bytes that are neither white space nor numerals.
  size_t SkipPlain(size_t at) {
    while (true) {
      const size_t begin = at;
      at = PlainHanEnd(text_, at);
      if (at > begin && meter_ != nullptr) meter_->ReadHan(begin, at);
      // Mostly a mark.
      if (at + 3 > text_.size() ||
          (static_cast<uint8_t>(text_[at]) & 0xF0) != 0xE0 ||
          kNotPlain.HasAt(text_, at)) {
        return at;
      }
      if (meter_ != nullptr) meter_->ReadWide(at);
      at += 3;
    }
  }

  size_t High(size_t at) {
    const size_t step = base::Utf8Length(text_[at]);
    if (!kCounting.IsAt(text_, at)) {
      return std::min(at + step, text_.size());
    }
    bool counts = false;
    const size_t end = WideNumberEnd(text_, at, &counts);
    if (end > at) {
      if (counts) Push(at, end, GapType::kNumber);
      return end;
    }
    const size_t length = base::Utf8Length(text_[at]);
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
      const bool thousands =
          last.type == GapType::kNumber && type == GapType::kNumber &&
          between == "," &&
          IsThousandsHead(text_.substr(last.begin, last.end - last.begin)) &&
          IsThousandsTail(text_.substr(begin, end - begin));
      if (thousands) {
        last.end = static_cast<uint32_t>(end);
        return;
      }
    }
    spans_->push_back(
        {static_cast<uint32_t>(begin), static_cast<uint32_t>(end), type});
  }

  std::string_view text_;
  std::vector<MaskedSpan>* spans_;
  LineMeter* meter_;
  bool odd_space_ = false;
};

// Appends `text` with each run of white space as one space.
void AppendFolded(std::string_view text, std::string* out) {
  size_t from = 0;
  size_t at = 0;
  while (at < text.size()) {
    if (!(ClassOf(text[at]) & kSpaceBit)) {
      ++at;
      continue;
    }
    // Mostly one space between words.
    if (text[at] == ' ' &&
        (at + 1 == text.size() || !(ClassOf(text[at + 1]) & kSpaceBit))) {
      ++at;
      continue;
    }
    size_t space = WhiteSpaceAt(text.substr(at));
    if (space == 0) {
      ++at;
      continue;
    }
    out->append(text.substr(from, at - from));
    while (space > 0) {
      at += space;
      space = WhiteSpaceAt(text.substr(at));
    }
    from = at;
    out->push_back(' ');
  }
  if (from < text.size()) out->append(text.substr(from));
}

// `text` without white space at its ends.
std::string_view Trim(std::string_view text) {
  while (const size_t space = WhiteSpaceAt(text)) text.remove_prefix(space);
  while (!text.empty()) {
    size_t cut = 1;
    if (text.size() >= 2 && WhiteSpaceAt(text.substr(text.size() - 2)) == 2) {
      cut = 2;
    } else if (text.size() >= 3 &&
               WhiteSpaceAt(text.substr(text.size() - 3)) == 3) {
      cut = 3;
    } else if (WhiteSpaceAt(text.substr(text.size() - 1)) != 1) {
      break;
    }
    text.remove_suffix(cut);
  }
  return text;
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

std::optional<GapType> GapTypeOf(std::string_view name) {
  for (const GapType type :
       {GapType::kNumber, GapType::kDate, GapType::kTime, GapType::kUrl,
        GapType::kEmail, GapType::kAddress, GapType::kPath, GapType::kId,
        GapType::kWord, GapType::kText}) {
    if (GapTypeName(type) == name) return type;
  }
  return std::nullopt;
}

uint64_t Masker::Mask(std::string_view block, std::vector<MaskedSpan>* spans) {
  spans->clear();
  const bool odd_space = Scanner(block, spans, nullptr).Run();
  return HashMasked(block, *spans, odd_space);
}

uint64_t Masker::MaskLine(std::string_view line, uint64_t hash,
                          std::vector<MaskedSpan>* spans, LineMeter* meter) {
  spans->clear();
  const bool odd_space = Scanner(line, spans, meter).Run();
  if (spans->empty() && !odd_space) return hash;
  return HashMasked(line, *spans, odd_space);
}

uint64_t Masker::HashMasked(std::string_view block,
                            const std::vector<MaskedSpan>& spans,
                            bool odd_space) {
  masked_.clear();
  const std::string_view trimmed = Trim(block);
  size_t at = static_cast<size_t>(trimmed.data() - block.data());
  const size_t end = at + trimmed.size();
  if (spans.empty() && !odd_space) return base::HashBytes64(trimmed);
  const auto append = [&](size_t to) {
    const std::string_view constant = block.substr(at, to - at);
    if (odd_space) {
      AppendFolded(constant, &masked_);
    } else {
      masked_.append(constant);
    }
  };
  for (const MaskedSpan& span : spans) {
    append(span.begin);
    masked_.push_back(kPlaceholder);
    at = span.end;
  }
  append(end);
  return base::HashBytes64(masked_);
}

}  // namespace litany::templates
