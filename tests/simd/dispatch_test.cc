#include <set>
#include <string>

#include "absl/status/status.h"
#include "base/strings.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "simd/kernels.h"

namespace litany::simd {
namespace {

using ::testing::HasSubstr;

TEST(AvailableKernels, ScalarComesFirst) {
  const auto tables = AvailableKernels();
  ASSERT_FALSE(tables.empty());
  EXPECT_EQ(tables[0], &ScalarKernels());
  EXPECT_STREQ(tables[0]->name, "scalar");
}

TEST(AvailableKernels, NamesDiffer) {
  std::set<std::string> names;
  for (const KernelTable* table : AvailableKernels()) {
    EXPECT_TRUE(names.insert(table->name).second) << table->name;
  }
}

TEST(AvailableKernels, NoTableHasAHole) {
  for (const KernelTable* table : AvailableKernels()) {
    EXPECT_NE(table->fold, nullptr) << table->name;
    EXPECT_NE(table->encode, nullptr) << table->name;
    EXPECT_NE(table->token_hashes, nullptr) << table->name;
    EXPECT_NE(table->window_hashes, nullptr) << table->name;
    EXPECT_NE(table->bin_minima, nullptr) << table->name;
    EXPECT_NE(table->fill_rounds, nullptr) << table->name;
    EXPECT_NE(table->slot_values, nullptr) << table->name;
    EXPECT_NE(table->majority_bits, nullptr) << table->name;
    EXPECT_NE(table->intersection, nullptr) << table->name;
    EXPECT_NE(table->intersection32, nullptr) << table->name;
    EXPECT_NE(table->equal_slots, nullptr) << table->name;
  }
}

TEST(ChooseKernels, TakesTheBestUnlessTold) {
  EXPECT_EQ(ChooseKernels("").value(), AvailableKernels().back());
}

TEST(ChooseKernels, EveryNameIsUnderstood) {
  for (const KernelTable* table : AvailableKernels()) {
    EXPECT_EQ(ChooseKernels(table->name).value(), table);
  }
}

TEST(ChooseKernels, UnknownNameIsAnErrorThatListsTheKnownOnes) {
  const auto chosen = ChooseKernels("mmx");
  EXPECT_EQ(chosen.status().code(), absl::StatusCode::kInvalidArgument);
  const std::string message(base::FromAbsl(chosen.status().message()));
  EXPECT_THAT(message, HasSubstr("mmx"));
  EXPECT_THAT(message, HasSubstr("scalar"));
}

TEST(Kernels, AreAlwaysTheSameTable) { EXPECT_EQ(&Kernels(), &Kernels()); }

}  // namespace
}  // namespace litany::simd
