#include "text/fold_table.h"

#include <cstdint>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "simd/kernels.h"
#include "text/fold_builder.h"

namespace litany::text {
namespace {

using simd::ClassOf;
using simd::FoldClass;
using simd::FoldTableView;
using simd::kCodePointMask;

// What an entry stands for: class, context flag, the code points.
std::vector<uint32_t> Meaning(const FoldTableView& view, uint32_t entry) {
  std::vector<uint32_t> out = {static_cast<uint32_t>(ClassOf(entry)),
                               entry & simd::kFoldContext};
  const uint32_t value = entry & kCodePointMask;
  if (ClassOf(entry) != FoldClass::kExpand) {
    out.push_back(value);
    return out;
  }
  const uint32_t* expansion = view.expansions + value;
  out.insert(out.end(), expansion + 1, expansion + 1 + expansion[0]);
  return out;
}

TEST(FoldTable, CompiledTableEqualsTheComputedOne) {
  const FoldTable compiled = FoldTable::Create(FoldOptions());
  const FoldTable computed =
      FoldTable::FromEntries(BuildFoldEntries(FoldOptions()), TokenUnit::kAuto);
  EXPECT_EQ(compiled.digest(), computed.digest());
  for (uint32_t c = 0; c < kCodePoints; ++c) {
    ASSERT_EQ(Meaning(compiled.view(), compiled.view().Entry(c)),
              Meaning(computed.view(), computed.view().Entry(c)))
        << "U+" << std::hex << c;
  }
}

struct Switches {
  const char* name;
  FoldOptions options;

  // How ctest names the test.
  friend void PrintTo(const Switches& switches, std::ostream* out) {
    *out << switches.name;
  }
};

FoldOptions Distinguish(std::initializer_list<bool FoldOptions::*> kinds) {
  FoldOptions options;
  for (const auto kind : kinds) options.*kind = true;
  return options;
}

class FoldTableTest : public ::testing::TestWithParam<Switches> {};

// What makes one look-up enough: whatever an entry gives is given by itself.
TEST_P(FoldTableTest, EveryResultIsFinal) {
  const FoldTable table = FoldTable::Create(GetParam().options);
  const FoldTableView view = table.view();
  for (uint32_t c = 0; c < kCodePoints; ++c) {
    const uint32_t entry = view.Entry(c);
    const uint32_t value = entry & kCodePointMask;
    switch (ClassOf(entry)) {
      case FoldClass::kBreak:
      case FoldClass::kJoin:
        break;
      case FoldClass::kSingle:
      case FoldClass::kWord:
        ASSERT_LT(value, kCodePoints);
        ASSERT_EQ(ClassOf(view.Entry(value)), ClassOf(entry))
            << "U+" << std::hex << c;
        ASSERT_EQ(view.Entry(value) & kCodePointMask, value)
            << "U+" << std::hex << c;
        break;
      case FoldClass::kExpand: {
        const uint32_t* expansion = view.expansions + value;
        ASSERT_GE(expansion[0], 2u);
        ASSERT_LE(expansion[0], simd::kFoldSlack);
        bool has_symbol = false;
        for (uint32_t i = 1; i <= expansion[0]; ++i) {
          const uint32_t part = view.Entry(expansion[i]);
          ASSERT_NE(ClassOf(part), FoldClass::kExpand) << "U+" << std::hex << c;
          const bool is_symbol = ClassOf(part) == FoldClass::kSingle ||
                                 ClassOf(part) == FoldClass::kWord;
          has_symbol |= is_symbol;
          if (is_symbol) {
            ASSERT_EQ(part & kCodePointMask, expansion[i])
                << "U+" << std::hex << c;
          }
        }
        ASSERT_TRUE(has_symbol) << "U+" << std::hex << c;
        break;
      }
      default:
        FAIL() << "no such class, U+" << std::hex << c;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Distinguish, FoldTableTest,
    ::testing::Values(
        Switches{"Nothing", {}},
        Switches{"Script", Distinguish({&FoldOptions::distinguish_script})},
        Switches{"Variant", Distinguish({&FoldOptions::distinguish_variant})},
        Switches{"Width", Distinguish({&FoldOptions::distinguish_width})},
        Switches{"Case", Distinguish({&FoldOptions::distinguish_case})},
        Switches{"Punct", Distinguish({&FoldOptions::distinguish_punct})},
        Switches{"Digits", Distinguish({&FoldOptions::distinguish_digits})},
        Switches{"All", Distinguish({&FoldOptions::distinguish_script,
                                     &FoldOptions::distinguish_variant,
                                     &FoldOptions::distinguish_width,
                                     &FoldOptions::distinguish_case,
                                     &FoldOptions::distinguish_punct,
                                     &FoldOptions::distinguish_digits})}),
    [](const auto& tested) { return tested.param.name; });

TEST(FoldTable, DigestTellsUnitsAndSwitchesApart) {
  std::set<uint64_t> digests;
  for (const TokenUnit unit :
       {TokenUnit::kAuto, TokenUnit::kChar, TokenUnit::kWord}) {
    FoldOptions options;
    options.unit = unit;
    digests.insert(FoldTable::Create(options).digest());
  }
  digests.insert(
      FoldTable::Create(Distinguish({&FoldOptions::distinguish_case}))
          .digest());
  digests.insert(
      FoldTable::Create(Distinguish({&FoldOptions::distinguish_punct}))
          .digest());
  EXPECT_EQ(digests.size(), 5u);
}

TEST(FoldTable, UnitsChangeClassesAndNothingElse) {
  const FoldTable mixed = FoldTable::Create(FoldOptions());
  FoldOptions options;
  options.unit = TokenUnit::kChar;
  const FoldTable chars = FoldTable::Create(options);
  options.unit = TokenUnit::kWord;
  const FoldTable words = FoldTable::Create(options);
  for (uint32_t c = 0; c < kCodePoints; ++c) {
    const uint32_t entry = mixed.view().Entry(c);
    const bool is_symbol = ClassOf(entry) == FoldClass::kSingle ||
                           ClassOf(entry) == FoldClass::kWord;
    ASSERT_EQ(chars.view().Entry(c) & kCodePointMask, entry & kCodePointMask);
    ASSERT_EQ(words.view().Entry(c) & kCodePointMask, entry & kCodePointMask);
    ASSERT_EQ(ClassOf(chars.view().Entry(c)),
              is_symbol ? FoldClass::kSingle : ClassOf(entry));
    ASSERT_EQ(ClassOf(words.view().Entry(c)),
              is_symbol ? FoldClass::kWord : ClassOf(entry));
  }
}

}  // namespace
}  // namespace litany::text
