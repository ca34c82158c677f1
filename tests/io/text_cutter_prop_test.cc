// Random records, built from units whose spelling and reading are both known,
// so that the outcome of a cut is known byte for byte without a parser.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "io/text_cutter.h"
#include "tests/io/cut_record.h"

namespace litany::io {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";
constexpr std::string_view kFffd = "\xEF\xBF\xBD";

// One character as it is spelt and as it is read.
struct Unit {
  std::string spelling;
  std::string text;
  bool repaired = false;
};

Unit Plain(std::string text) { return {text, text, false}; }
Unit Broken(std::string spelling) {
  return {std::move(spelling), std::string(kFffd), true};
}

using Units = std::vector<Unit>;

class Maker {
 public:
  explicit Maker(uint32_t seed) : random_(seed) {}

  size_t Below(size_t n) { return random_() % n; }
  bool Chance(size_t one_in) { return Below(one_in) == 0; }
  template <typename T>
  const T& Pick(const std::vector<T>& from) {
    return from[Below(from.size())];
  }

  // A text of up to `most` units.  What is broken is set apart from what it
  // would join with, as the units would not be those meant.
  Units Text(size_t most, bool json, bool broken) {
    static const Units kPlain = {
        Plain("a"),          Plain(" "),      Plain("{"),      Plain(","),
        Plain("\u00e9"),     Plain("\u4e2d"), Plain("\ufeff"), Plain("\ufffd"),
        Plain("\U0001F600"), Plain("u")};
    static const Units kEscapes = {{"\\n", "\n"},
                                   {"\\\"", "\""},
                                   {"\\\\", "\\"},
                                   {"\\/", "/"},
                                   {"\\u0041", "A"},
                                   {"\\u00E9", "\u00e9"},
                                   {"\\u4e2d", "\u4e2d"},
                                   {"\\ufeff", "\ufeff"},
                                   {"\\ufffd", "\ufffd"},
                                   {"\\ud83d\\uDE00", "\U0001F600"},
                                   {"\\u0000", std::string(1, '\0')}};
    static const Units kLines = {Plain("\r"), Plain("\n"), Plain("\""),
                                 Plain("\\"), Plain(std::string(1, '\0'))};
    static const Units kBytes = {
        Broken("\xE4"), Broken("\xE4\xB8"), Broken("\xB8"),
        Broken("\xAD"), Broken("\xF0\x9F"), Broken("\xF0\x9F\x98"),
        Broken("\x80"), Broken("\xFF"),     Broken("\xEF"),
        Broken("\xBB"), Broken("\xBF"),     Broken("\xC0")};
    static const Units kHalves = {Broken("\\ud83d"), Broken("\\uDE00"),
                                  Broken("\\uDBFF"), Broken("\\udc00")};
    Units units;
    for (size_t n = Below(most + 1); n > 0; --n) {
      const bool is_broken = broken && Chance(2);
      const Units& from = is_broken   ? (json && Chance(3) ? kHalves : kBytes)
                          : Chance(2) ? kPlain
                          : json      ? kEscapes
                                      : kLines;
      Unit unit = Pick(from);
      const bool may_join = !units.empty() && units.back().repaired &&
                            unit.repaired &&
                            JoinsWith(units.back().spelling, unit.spelling);
      if (may_join) units.push_back(Plain("|"));
      units.push_back(std::move(unit));
    }
    return units;
  }

  // Ascending spans between units; some touch.
  std::vector<ByteSpan> Spans(const std::string& text) {
    std::vector<size_t> borders;
    for (size_t i = 0; i <= text.size(); ++i) {
      const bool inside =
          i < text.size() && (static_cast<uint8_t>(text[i]) & 0xC0) == 0x80;
      if (!inside) borders.push_back(i);
    }
    std::vector<ByteSpan> spans;
    size_t at = Below(2);
    while (at + 1 < borders.size()) {
      const size_t end = std::min(at + 1 + Below(3), borders.size() - 1);
      spans.push_back({borders[at], borders[end]});
      at = end + Below(4);
    }
    return spans;
  }

  // Whether the bytes of two broken units would be read as fewer.
  static bool JoinsWith(const std::string& first, const std::string& second) {
    const auto is_half = [](const std::string& unit) {
      return unit.front() == '\\';
    };
    if (is_half(first) != is_half(second)) return false;
    if (is_half(first)) {
      const auto low = [](const std::string& unit) {
        return unit[3] >= 'C' && (unit[3] | 0x20) >= 'c';
      };
      return !low(first) && low(second);
    }
    // 0x80 to 0xBF may go on with E4, E4 B8, F0 9F, F0 9F 98 and EF.
    const auto lead = static_cast<uint8_t>(first.front());
    const auto next = static_cast<uint8_t>(second.front());
    return lead >= 0xE0 && lead < 0xF5 && next >= 0x80 && next < 0xC0;
  }

 private:
  std::mt19937 random_;
};

std::string Spelling(const Units& units) {
  std::string bytes;
  for (const Unit& unit : units) bytes += unit.spelling;
  return bytes;
}

std::string Reading(const Units& units) {
  std::string text;
  for (const Unit& unit : units) text += unit.text;
  return text;
}

// What stays of `units`, whose text begins at `begin`, spelt as it has to be.
Units Kept(const Units& units, size_t begin,
           const std::vector<ByteSpan>& spans) {
  Units kept;
  bool after_cut = false;
  for (const Unit& unit : units) {
    const bool cut =
        std::any_of(spans.begin(), spans.end(), [begin](const ByteSpan& span) {
          return span.begin <= begin && begin < span.end;
        });
    if (!cut) {
      if (after_cut && !kept.empty() && kept.back().repaired && unit.repaired &&
          Maker::JoinsWith(kept.back().spelling, unit.spelling)) {
        const bool escape = kept.back().spelling.front() == '\\';
        kept.back().spelling = escape ? "\\ufffd" : kFffd;
      }
      kept.push_back(unit);
    }
    after_cut = cut;
    begin += unit.text.size();
  }
  return kept;
}

// A piece of a record: one of its text fields, or bytes that must stay.
struct Piece {
  std::string bytes;
  int field = -1;  // place in --text-field
};

// The record {"title": ..., "body": ..., ...} in some order, with twins, other
// fields, spaces and everything else that may be around a text.
struct JsonRecord {
  std::vector<Piece> pieces;
  std::vector<Units> fields;
};

JsonRecord RandomRecord(Maker* maker, const std::vector<std::string>& names,
                        bool broken, bool at_start) {
  JsonRecord record;
  for (size_t i = 0; i < names.size(); ++i) {
    record.fields.push_back(maker->Text(12, /*json=*/true, broken));
  }
  std::vector<size_t> order(names.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  for (size_t i = order.size(); i > 1; --i) {
    std::swap(order[i - 1], order[maker->Below(i)]);
  }
  const std::vector<std::string> spaces = {"", "", " ", "\t", " \r "};
  const auto space = [&] { return maker->Pick(spaces); };
  std::string other = at_start && maker->Chance(2) ? std::string(kMark) : "";
  other += space() + "{";
  bool first = true;
  const auto key = [&](const std::string& name) {
    other += (first ? "" : ",") + space() + "\"" + name + "\"" + space() + ":" +
             space();
    first = false;
  };
  const auto filler = [&] {
    const std::vector<std::string> fillers = {
        R"("x":1.50)", R"("y":[NaN,{"text":"\"no\\"}])", R"("z\"{":-Infinity)",
        R"("e":"\/\u00e9")", R"("x":{"title":"a","x":{}})"};
    other += (first ? "" : ",") + space() + maker->Pick(fillers) + space();
    first = false;
    if (!broken || !maker->Chance(3)) return;
    other += ",\"\xE4\xB8\":\"\xFF\\ud800\"";
  };
  for (const size_t i : order) {
    while (maker->Chance(2)) filler();
    // A twin in front does not count, whatever it is.
    if (maker->Chance(3)) {
      key(names[i]);
      other += maker->Pick<std::string>({"\"a\"", "null", "[1,2]", "1e999"});
    }
    const bool escaped = maker->Chance(3);
    key(escaped ? "\\u00" + std::string(names[i][0] == 't' ? "74" : "62") +
                      names[i].substr(1)
                : names[i]);
    record.pieces.push_back({other + "\""});
    record.pieces.push_back({Spelling(record.fields[i]), static_cast<int>(i)});
    other = "\"" + space();
  }
  while (maker->Chance(2)) filler();
  const std::vector<std::string> ends = {"\n", "\r\n", "", " \r\n"};
  record.pieces.push_back({other + "}" + maker->Pick(ends)});
  return record;
}

TEST(TextCutterProperty, CutRecordsAreThoseOfTheirUnits) {
  size_t cut_records = 0;
  for (uint32_t seed = 1; seed <= 10000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Maker maker(seed);
    const std::vector<std::vector<std::string>> kNames = {
        {"text"}, {"title", "body"}, {"text", "title", "body"}};
    CutRecord record{.bytes = "", .at_start = maker.Chance(2)};
    const std::vector<std::string>& names = maker.Pick(kNames);
    if (names.size() > 1) record.options.text_fields = names;
    const JsonRecord made =
        RandomRecord(&maker, names, maker.Chance(2), record.at_start);
    for (const Piece& piece : made.pieces) record.bytes += piece.bytes;
    std::string text;
    std::vector<size_t> begins;
    for (const Units& units : made.fields) {
      if (!begins.empty()) text += '\n';
      begins.push_back(text.size());
      text += Reading(units);
    }
    ASSERT_EQ(record.Text(), text) << record.bytes;

    const std::vector<ByteSpan> spans = maker.Spans(text);
    CutRecord want = record;
    want.bytes.clear();
    std::string want_text;
    for (const Piece& piece : made.pieces) {
      if (piece.field < 0) {
        want.bytes += piece.bytes;
        continue;
      }
      const auto i = static_cast<size_t>(piece.field);
      want.bytes += Spelling(Kept(made.fields[i], begins[i], spans));
    }
    for (size_t i = 0; i < made.fields.size(); ++i) {
      if (i > 0) want_text += '\n';
      want_text += Reading(Kept(made.fields[i], begins[i], spans));
    }
    const absl::StatusOr<std::string> cut = record.Without(spans);
    ASSERT_TRUE(cut.ok()) << cut.status() << "\n" << record.bytes;
    ASSERT_EQ(*cut, want.bytes) << record.bytes;
    ASSERT_EQ(want.Text(), want_text) << record.bytes;
    cut_records += want.bytes != record.bytes ? 1 : 0;
  }
  EXPECT_GT(cut_records, 5000u);
}

TEST(TextCutterProperty, CutTextFilesAreThoseOfTheirUnits) {
  for (uint32_t seed = 1; seed <= 10000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Maker maker(seed);
    CutRecord record{.bytes = "", .format = InputFormat::kText};
    const bool marked = maker.Chance(2);
    const Units units = maker.Text(16, /*json=*/false, maker.Chance(2));
    const std::string text = Reading(units);
    record.bytes = Spelling(units);
    if (marked || record.bytes.starts_with(kMark)) {
      record.bytes.insert(0, kMark);
    }
    ASSERT_EQ(record.Text(), text);

    const std::vector<ByteSpan> spans = maker.Spans(text);
    const Units kept = Kept(units, 0, spans);
    std::string want = Spelling(kept);
    if (record.bytes.starts_with(kMark) || want.starts_with(kMark)) {
      want.insert(0, kMark);
    }
    const absl::StatusOr<std::string> cut = record.Without(spans);
    ASSERT_TRUE(cut.ok()) << cut.status();
    ASSERT_EQ(*cut, want) << record.bytes;
    const CutRecord again{.bytes = want, .format = InputFormat::kText};
    ASSERT_EQ(again.Text(), Reading(kept));
  }
}

}  // namespace
}  // namespace litany::io
