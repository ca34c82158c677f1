// The fold kernel of every table against a fold written here from the words
// of simd/kernels.h.
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "litany/options.h"
#include "simd/kernel_names.h"
#include "simd/kernels.h"
#include "text/fold_table.h"
#include "text/fold_testing.h"

namespace litany::simd {
namespace {

struct Result {
  std::vector<uint32_t> symbols;
  FoldState state;
};

Result NaiveFold(const FoldTableView& table, std::string_view text,
                 FoldState state) {
  Result result;
  bool fresh = state.fresh != 0;
  const auto emit = [&](uint32_t entry) {
    state.seen |= entry;
    const uint32_t code_point = entry & kCodePointMask;
    switch (ClassOf(entry)) {
      case FoldClass::kBreak:
        fresh = true;
        break;
      case FoldClass::kJoin:
        break;
      case FoldClass::kSingle:
        result.symbols.push_back(code_point | kTokenStart);
        fresh = true;
        break;
      case FoldClass::kWord:
        result.symbols.push_back(code_point | kWordSymbol |
                                 (fresh ? kTokenStart : 0));
        fresh = false;
        break;
      case FoldClass::kExpand:
        FAIL() << "an expansion in an expansion";
    }
  };
  for (const uint32_t c : text::CodePoints(text)) {
    const uint32_t entry = table.Entry(c);
    if (ClassOf(entry) != FoldClass::kExpand) {
      emit(entry);
      continue;
    }
    state.seen |= entry;
    const uint32_t* expansion = table.expansions + (entry & kCodePointMask);
    for (uint32_t i = 1; i <= expansion[0]; ++i) {
      emit(table.Entry(expansion[i]));
    }
  }
  state.fresh = fresh ? 1 : 0;
  result.state = state;
  return result;
}

// Folds with buffers of `capacity` symbols, one after another.
Result FoldInPieces(const KernelTable& kernels, const FoldTableView& table,
                    std::string_view text, FoldState state, size_t capacity) {
  constexpr uint32_t kGuard = 0xdeadbeef;
  Result result;
  const char* p = text.data();
  const char* end = p + text.size();
  while (p < end) {
    std::vector<uint32_t> buffer(capacity + 1, kGuard);
    const char* before = p;
    const size_t count =
        kernels.fold(table, &p, end, buffer.data(), capacity, &state);
    EXPECT_LE(count, capacity);
    EXPECT_EQ(buffer.back(), kGuard) << "written behind the buffer";
    EXPECT_LE(p, end);
    // It may stop early only for want of room.
    EXPECT_TRUE(p == end || count + kFoldSlack > capacity);
    if (p == before) {
      ADD_FAILURE() << "no progress";
      break;
    }
    result.symbols.insert(result.symbols.end(), buffer.begin(),
                          buffer.begin() + static_cast<ptrdiff_t>(count));
  }
  result.state = state;
  return result;
}

class FoldKernelTest : public ::testing::TestWithParam<std::string> {
 protected:
  void Check(const FoldTableView& table, std::string_view text) {
    Check(table, text,
          {kFoldSlack, kFoldSlack + 1, kFoldSlack + 13,
           text.size() * 32 + kFoldSlack});
  }

  void Check(const FoldTableView& table, std::string_view text,
             const std::vector<size_t>& capacities) {
    for (const uint32_t fresh : {1u, 0u}) {
      const FoldState start = {fresh, 0};
      const Result want = NaiveFold(table, text, start);
      for (const size_t capacity : capacities) {
        const Result got = FoldInPieces(KernelsCalled(GetParam()), table, text,
                                        start, capacity);
        ASSERT_EQ(got.symbols, want.symbols)
            << text::Spell(text) << "capacity " << capacity;
        ASSERT_EQ(got.state.fresh, want.state.fresh) << text::Spell(text);
        ASSERT_EQ(got.state.seen, want.state.seen) << text::Spell(text);
      }
    }
  }
};

INSTANTIATE_TEST_SUITE_P(Tables, FoldKernelTest,
                         ::testing::ValuesIn(KernelNames()),
                         [](const auto& tested) { return tested.param; });

TEST_P(FoldKernelTest, FoldsRandomTextAsSpecified) {
  for (const TokenUnit unit :
       {TokenUnit::kAuto, TokenUnit::kChar, TokenUnit::kWord}) {
    FoldOptions options;
    options.unit = unit;
    const text::FoldTable table = text::FoldTable::Create(options);
    for (uint32_t seed = 1; seed <= 200; ++seed) {
      SCOPED_TRACE(::testing::Message() << "seed " << seed);
      std::mt19937 random(seed);
      const size_t size = random() % 120;
      Check(table.view(), seed % 3 == 0 ? text::AnyText(&random, size)
                                        : text::NastyText(&random, size));
      if (HasFatalFailure()) return;
    }
  }
}

// Vector kernels have paths for long runs of ASCII and of three-byte text, and
// for what interrupts these.
TEST_P(FoldKernelTest, FoldsRunsBrokenAtEveryPlace) {
  const text::FoldTable table = text::FoldTable::Create(FoldOptions());
  for (const std::string run :
       {"a", "Z", " ", "7", "中", "體", "。", "é", "𠀀", "か", "'"}) {
    for (const std::string inside :
         {"", "b", "文", "\u0301", "㍿", "𠮷", " "}) {
      for (size_t before = 0; before <= 70; before += before < 34 ? 1 : 9) {
        std::string text;
        for (size_t i = 0; i < before; ++i) text += run;
        text += inside;
        for (size_t i = 0; i < 70 - before; ++i) text += run;
        Check(table.view(), text);
        if (HasFatalFailure()) return;
      }
    }
  }
}

// Tails, windows and vectors end at every place, in copies that end where the
// text does, so that the address sanitizer sees what reads on.
TEST_P(FoldKernelTest, FoldsTextOfEverySize) {
  const text::FoldTable table = text::FoldTable::Create(FoldOptions());
  // Of one, two, three and four bytes; what makes a word, a token of its own,
  // nothing, and several symbols.
  const std::vector<std::vector<std::string>> alphabets = {
      {"a"},
      {"中"},
      {"a", "B", " ", "'", "é"},
      {"文", "體", "。", "，", "が"},
      {"ж", "я", "é", "ß"},
      {"𠀀", "𠮷", "😀"},
      {"文", "體", "7", "。", "\n"},
      {"x", "é", "中", "𠮷", "㍿", "ﷺ", "\u0301", "\u200d", "’", " ", "…"},
  };
  std::mt19937 random(1);
  for (const std::vector<std::string>& alphabet : alphabets) {
    for (size_t size = 0; size <= 200; ++size) {
      std::string text;
      for (size_t i = 0; i < size; ++i) {
        text += alphabet[random() % alphabet.size()];
      }
      const std::vector<char> exact(text.begin(), text.end());
      Check(table.view(), std::string_view(exact.data(), exact.size()));
      if (HasFatalFailure()) return;
    }
  }
}

// Vector kernels decode some hundred code points before they write a symbol,
// so expansions leave them more than there is room for.
TEST_P(FoldKernelTest, StopsWithinWhatItDecoded) {
  const text::FoldTable table = text::FoldTable::Create(FoldOptions());
  const std::vector<std::string> rare = {"㍿", "ﷺ", "𠮷", "é", " ", "…", "7"};
  std::mt19937 random(2);
  for (const std::string common : {"文", "b", "ж"}) {
    for (const uint32_t one_in : {2u, 40u, 900u}) {
      std::string text;
      for (size_t i = 0; i < 4000; ++i) {
        text += random() % one_in == 0 ? rare[random() % rare.size()] : common;
      }
      Check(table.view(), text, {200, 1000, 1056, 1100, 2500, 200'000});
      if (HasFatalFailure()) return;
    }
  }
}

// A sequence of each length across each place of a long run of another.
TEST_P(FoldKernelTest, FoldsSequencesAcrossEveryBoundary) {
  const text::FoldTable table = text::FoldTable::Create(FoldOptions());
  for (const std::string run : {"b", "é", "文", "𠮷"}) {
    for (const std::string inside : {"A", "É", "體", "😀", "㍿", " ", "'b"}) {
      for (size_t before = 0; before < 130; ++before) {
        std::string text(before, 'a');
        text += inside;
        while (text.size() < 150) text += run;
        text += inside;
        Check(table.view(), text);
        if (HasFatalFailure()) return;
      }
    }
  }
}

// Tables of other options may map ASCII to what the table in bytes cannot hold.
TEST_P(FoldKernelTest, FoldsAsciiByAnyTable) {
  const text::FoldTable table = text::FoldTable::Create(FoldOptions());
  FoldTableView view = table.view();
  std::vector<uint32_t> bmp(view.bmp, view.bmp + 0x10000);
  view.bmp = bmp.data();
  std::string text;
  for (size_t i = 0; i < 300; ++i) text += static_cast<char>(i % 127 + 1);
  const uint32_t kept = bmp['q'];
  size_t fitting = 0;
  size_t tables = 0;
  for (const uint32_t entry :
       {MakeEntry(FoldClass::kSingle, 0x10ffff),
        MakeEntry(FoldClass::kWord, 0x100), MakeEntry(FoldClass::kWord, 0xff),
        MakeEntry(FoldClass::kJoin, 'q'), MakeEntry(FoldClass::kBreak, 'q'),
        MakeEntry(FoldClass::kWord, 'q') | kFoldContext,
        view.Entry(0x337f) /* ㍿, an expansion */}) {
    bmp['q'] = entry;
    const std::vector<uint8_t> ascii = AsciiEntries(bmp.data());
    view.ascii = ascii.empty() ? nullptr : ascii.data();
    fitting += ascii.empty() ? 0u : 1u;
    ++tables;
    Check(view, text);
    Check(view, std::string(100, 'q') + text);
    if (HasFatalFailure()) return;
  }
  EXPECT_EQ(tables - fitting, 3u);
  // And where nobody has made it.
  bmp['q'] = kept;
  view.ascii = nullptr;
  Check(view, text);
}

TEST_P(FoldKernelTest, EveryCodePointHasItsEntry) {
  const text::FoldTable table = text::FoldTable::Create(FoldOptions());
  std::string text;
  for (uint32_t c = 0; c < 0x110000; ++c) {
    if (c < 0xd800 || c >= 0xe000) text::AppendUtf8(c, &text);
  }
  const Result want = NaiveFold(table.view(), text, FoldState());
  const Result got = FoldInPieces(KernelsCalled(GetParam()), table.view(), text,
                                  FoldState(), size_t{1} << 16);
  EXPECT_TRUE(got.symbols == want.symbols);
}

TEST_P(FoldKernelTest, EmptyTextLeavesTheStateAlone) {
  const text::FoldTable table = text::FoldTable::Create(FoldOptions());
  const char* p = "";
  FoldState state = {0, 0};
  std::vector<uint32_t> out(kFoldSlack);
  EXPECT_EQ(KernelsCalled(GetParam())
                .fold(table.view(), &p, p, out.data(), out.size(), &state),
            0u);
  EXPECT_EQ(state.fresh, 0u);
  EXPECT_EQ(state.seen, 0u);
}

}  // namespace
}  // namespace litany::simd
