#include "base/utf8_repair.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace litany::base {
namespace {

// "E4 B8" to two bytes.
std::string FromHex(const char* hex) {
  std::string bytes;
  char* end = nullptr;
  for (;; hex = end) {
    const long byte = std::strtol(hex, &end, 16);
    if (end == hex) return bytes;
    bytes += static_cast<char>(byte);
  }
}

// "4E2D 1F600" to their UTF-8.
std::string FromCodePoints(const char* hex) {
  std::string bytes;
  char* end = nullptr;
  for (;; hex = end) {
    const long c = std::strtol(hex, &end, 16);
    if (end == hex) return bytes;
    const auto continuation = [c](int shift) {
      return static_cast<char>(0x80 | ((c >> shift) & 0x3F));
    };
    if (c < 0x80) {
      bytes += static_cast<char>(c);
    } else if (c < 0x800) {
      bytes += {static_cast<char>(0xC0 | c >> 6), continuation(0)};
    } else if (c < 0x10000) {
      bytes +=
          {static_cast<char>(0xE0 | c >> 12), continuation(6), continuation(0)};
    } else {
      bytes += {static_cast<char>(0xF0 | c >> 18), continuation(12),
                continuation(6), continuation(0)};
    }
  }
}

size_t Count(std::string_view text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != text.npos;
       at = text.find(part, at + part.size())) {
    ++count;
  }
  return count;
}

struct Example {
  const char* bytes;
  const char* code_points;  // bytes.decode("utf-8", "replace") in Python
};

// The sixth to tenth are those of the Unicode Standard, section 3.9.
constexpr Example kExamples[] = {
    {"", ""},
    {"61 62 63", "0061 0062 0063"},
    {"C3 A9", "00E9"},
    {"E4 B8 AD E6 96 87", "4E2D 6587"},
    {"F0 9F 98 80", "1F600"},
    {"F1 80 80 E1 80 C2 62 80 63 80 BF 64",
     "FFFD FFFD FFFD 0062 FFFD 0063 FFFD FFFD 0064"},
    {"C0 AF E0 80 BF F0 81 82 41",
     "FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD 0041"},
    {"ED A0 80 ED BF BF ED AF 41",
     "FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD 0041"},
    {"F4 91 92 93 FF 41 80 BF 42",
     "FFFD FFFD FFFD FFFD FFFD 0041 FFFD FFFD 0042"},
    {"E1 80 E2 F0 91 92 F1 BF 41", "FFFD FFFD FFFD FFFD 0041"},
    {"F0 9F 98 78", "FFFD 0078"},
    {"C3", "FFFD"},
    {"E4", "FFFD"},
    {"E4 B8", "FFFD"},
    {"F0", "FFFD"},
    {"F0 9F", "FFFD"},
    {"F0 9F 98", "FFFD"},
    {"61 E4 B8 22 62", "0061 FFFD 0022 0062"},
    {"FE FF", "FFFD FFFD"},
    {"EF BB BF 61", "FEFF 0061"},
    {"C2 C2 80", "FFFD 0080"},
    {"F5 80 80 80", "FFFD FFFD FFFD FFFD"},
    {"ED 9F BF EE 80 80", "D7FF E000"},
    {"F4 8F BF BF F4 90 80 80", "10FFFF FFFD FFFD FFFD FFFD"},
    {"F0 8F BF BF F0 90 80 80", "FFFD FFFD FFFD FFFD 10000"},
    {"E0 9F BF E0 A0 80", "FFFD FFFD FFFD 0800"},
    {"C1 BF C2 80", "FFFD FFFD 0080"},
};

TEST(RepairUtf8, AgreesWithPythonOnExamples) {
  for (const Example& example : kExamples) {
    SCOPED_TRACE(example.bytes);
    const std::string want = FromCodePoints(example.code_points);
    std::string got = "left over";
    const size_t repairs = RepairUtf8(FromHex(example.bytes), &got);
    EXPECT_EQ(got, want);
    EXPECT_EQ(repairs, Count(want, "\xEF\xBF\xBD"));
  }
}

// All strings of up to four bytes in which a range of the well-formed table
// begins or ends: 406,901 of them.  The two numbers were made by Python's
// decode("utf-8", "replace"); the hash is FNV-1a of the lines.
TEST(RepairUtf8, AgreesWithPythonOnAllStringsOfBorderBytes) {
  constexpr std::string_view kBorders(
      "\x00\x41\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xE1\xEC\xED"
      "\xEE\xEF\xF0\xF1\xF3\xF4\xF5\xFF",
      25);
  uint64_t hash = 0xcbf29ce484222325;
  size_t repairs = 0;
  std::string got;
  size_t strings = 1;
  for (size_t length = 0; length <= 4; ++length) {
    for (size_t i = 0; i < strings; ++i) {
      std::string bytes(length, '\0');
      size_t rest = i;
      for (size_t at = length; at-- > 0; rest /= kBorders.size()) {
        bytes[at] = kBorders[rest % kBorders.size()];
      }
      repairs += RepairUtf8(bytes, &got);
      got += '\n';
      for (const char c : got) {
        hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3;
      }
    }
    strings *= kBorders.size();
  }
  EXPECT_EQ(repairs, 1253536u);
  EXPECT_EQ(hash, 0xc3c6047a88b81d37u);
}

TEST(RepairUtf8, CutSequenceIsOneRepairWhereverItIsCut) {
  for (const std::string whole :
       {"\xC3\xA9", "\xE4\xB8\xAD", "\xF0\x9F\x98\x80"}) {
    for (size_t length = 1; length < whole.size(); ++length) {
      std::string got;
      EXPECT_EQ(RepairUtf8("a" + whole.substr(0, length), &got), 1u);
      EXPECT_EQ(got, "a\xEF\xBF\xBD");
    }
  }
}

TEST(RepairUtf8, LeavesValidTextAlone) {
  const std::string text("\0a\u00e9\u4e2d\uFFFD\U0010FFFF", 14);
  std::string got;
  EXPECT_EQ(RepairUtf8(text, &got), 0u);
  EXPECT_EQ(got, text);
}

TEST(ValidUtf8Prefix, EndsAtTheFirstIllFormedByte) {
  EXPECT_EQ(ValidUtf8Prefix(""), 0u);
  EXPECT_EQ(ValidUtf8Prefix("abc"), 3u);
  EXPECT_EQ(ValidUtf8Prefix("a\xE4\xB8\xAD\xE4\xB8"), 4u);
  EXPECT_EQ(ValidUtf8Prefix("\xFF"), 0u);
}

}  // namespace
}  // namespace litany::base
