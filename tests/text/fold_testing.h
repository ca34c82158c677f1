// One-line folding for tests, and the random texts they are tried on.
#ifndef LITANY_TESTS_TEXT_FOLD_TESTING_H_
#define LITANY_TESTS_TEXT_FOLD_TESTING_H_

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "litany/options.h"
#include "text/fold.h"
#include "text/folded_text.h"

namespace litany::text {

inline Folder MakeFolder(const FoldOptions& options = {}) {
  auto folder = Folder::Create(options);
  EXPECT_TRUE(folder.ok()) << folder.status();
  return *std::move(folder);
}

inline FoldedText FoldWith(const Folder& folder, std::string_view text,
                           bool with_spans = false) {
  FoldScratch scratch;
  FoldedText folded;
  folder.Fold(text, with_spans, &scratch, &folded);
  return folded;
}

// The folded text.
inline std::string Fold(std::string_view text,
                        const FoldOptions& options = {}) {
  return FoldedUtf8(FoldWith(MakeFolder(options), text));
}

inline std::vector<std::string> Tokens(std::string_view text,
                                       const FoldOptions& options = {}) {
  return TokenStrings(FoldWith(MakeFolder(options), text));
}

inline std::string Utf8(uint32_t code_point) {
  std::string s;
  AppendUtf8(code_point, &s);
  return s;
}

// Reads valid UTF-8 the slow way; nothing here shares code with the library.
inline std::vector<uint32_t> CodePoints(std::string_view text) {
  std::vector<uint32_t> out;
  for (const char byte : text) {
    const auto b = static_cast<unsigned char>(byte);
    if (b < 0x80) {
      out.push_back(b);
    } else if (b >= 0xf0) {
      out.push_back(b & 0x07);
    } else if (b >= 0xe0) {
      out.push_back(b & 0x0f);
    } else if (b >= 0xc0) {
      out.push_back(b & 0x1f);
    } else {
      out.back() = out.back() << 6 | (b & 0x3fu);
    }
  }
  return out;
}

// "U+0041 U+0301", for failure messages.
inline std::string Spell(std::string_view text) {
  std::string out;
  for (const uint32_t c : CodePoints(text)) {
    char buffer[16];
    std::snprintf(buffer, sizeof(buffer), "U+%04X ", c);
    out += buffer;
  }
  return out;
}

// Pieces that meet each other badly: marks of several combining classes,
// ignorables of both kinds, jamo, kana with and without voicing, apostrophes,
// expansions, tags, Han of both scripts, astral code points.
inline const std::vector<std::string>& NastyPieces() {
  static const std::vector<std::string> pieces = {
      // ASCII, digits, case
      "a",
      "B",
      "z",
      "0",
      "9",
      "K",
      " ",
      "\n",
      ".",
      "-",
      "'",
      "\"",
      "=",
      // tags and almost tags
      "<",
      ">",
      "<b>",
      "</p>",
      "<p",
      "<a x='",
      "/",
      // apostrophes and what looks like them
      "\u2019",
      "\u2018",
      "\uff07",
      // marks: 230, 220, 202, 1, 240, 216, 9 (virama), 8, 7 (nukta), 0
      "\u0301",
      "\u0308",
      "\u0323",
      "\u0327",
      "\u0338",
      "\u0345",
      "\u031b",
      "\u094d",
      "\u3099",
      "\u309a",
      "\u093c",
      "\u0344",
      "\u20e3",
      "\u0f73",
      "\u0f71",
      "\u0f72",
      "\u0f74",
      // bases they join
      "e",
      "o",
      "i",
      "\u03b1",
      "\u03c9",
      "\u0915",
      "\u0928",
      "\u09c7",
      "\u09be",
      "\u1025",
      "\u102e",
      "\u0dd9",
      "\u0dcf",
      "\u0dca",
      // compositions and singletons
      "\u00e9",
      "\u1ead",
      "\u1f80",
      "\u212b",
      "\u0958",
      "\u0130",
      "\u00df",
      "\u1e9e",
      "\u03a3",
      "\u03c2",
      // ignorables: joiners, bidirectional marks, selectors, fillers, NUL
      "\u200b",
      "\u200c",
      "\u200d",
      "\u2060",
      "\ufeff",
      "\u00ad",
      "\u202e",
      "\u2066",
      "\ufe0f",
      "\U000e0100",
      "\u034f",
      "\u115f",
      "\u3164",
      "\uffa0",
      std::string("\0", 1),
      "\u0085",
      // jamo: conjoining, compatibility, half width; a syllable
      "\u1100",
      "\u1112",
      "\u1161",
      "\u1175",
      "\u11ab",
      "\u11a8",
      "\u314e",
      "\u314f",
      "\uffa1",
      "\uffc2",
      "\uac00",
      "\uac01",
      // kana: full, half width, voicing marks, length mark
      "\u304b",
      "\u30ab",
      "\u30cf",
      "\uff76",
      "\uff8a",
      "\uff9e",
      "\uff9f",
      "\u309b",
      "\u30fc",
      "\uff70",
      "\u309d",
      // Thai, Arabic, Hebrew
      "\u0e33",
      "\u0e01",
      "\u0e49",
      "\u0ed3",
      "\u0627",
      "\u0654",
      "\ufefb",
      "\u05e9",
      "\u05c1",
      "\ufb2a",
      // expansions
      "\u337f",
      "\u00bd",
      "\ufb01",
      "\u3300",
      "\ufdfa",
      "\u2167",
      "\u2460",
      "\u01c4",
      "\u0149",
      "\U0001d160",
      // width
      "\uff21",
      "\uff41",
      "\uff11",
      "\u3000",
      "\uffe3",
      // Han: both scripts, variants, radicals, compatibility, astral
      "\u9ad4",
      "\u4f53",
      "\u4e7e",
      "\u5e72",
      "\u758e",
      "\u758f",
      "\u9d08",
      "\u2f00",
      "\u2e9f",
      "\uf900",
      "\u3007",
      "\u3005",
      "\U00020000",
      "\U0002f800",
      "\U0002a6a5",
      "\u56f3",
      // others astral, emoji, unassigned, private
      "\U0001d400",
      "\U0001f600",
      "\U0001f1e8",
      "\U0001d15e",
      "\U00010400",
      "\u0378",
      "\ue000",
      "\U0010ffff",
      "\ufffd",
  };
  return pieces;
}

// `pieces` pieces; now and then a few in a row are drawn from few kinds, so
// that close neighbours meet often.
inline std::string NastyText(std::mt19937* random, size_t pieces) {
  const std::vector<std::string>& all = NastyPieces();
  std::string text;
  std::vector<size_t> some;
  for (size_t i = 0; i < pieces; ++i) {
    if (i % 16 == 0) {
      some.clear();
      for (int j = 0; j < 4; ++j) some.push_back((*random)() % all.size());
    }
    const bool from_few = (*random)() % 2 == 0;
    text += all[from_few ? some[(*random)() % 4] : (*random)() % all.size()];
  }
  return text;
}

// Any code points but surrogates, most of them from the first planes.
inline std::string AnyText(std::mt19937* random, size_t code_points) {
  std::string text;
  while (code_points > 0) {
    const uint32_t limit = (*random)() % 3 == 0 ? 0x110000 : 0x3400;
    const uint32_t c = static_cast<uint32_t>((*random)() % limit);
    if (c >= 0xd800 && c < 0xe000) continue;
    AppendUtf8(c, &text);
    --code_points;
  }
  return text;
}

}  // namespace litany::text

#endif  // LITANY_TESTS_TEXT_FOLD_TESTING_H_
