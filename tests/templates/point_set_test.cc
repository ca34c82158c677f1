#include "templates/point_set.h"

#include <cstdint>
#include <set>
#include <string>

#include "gtest/gtest.h"

namespace litany::templates {
namespace {

std::string ThreeBytes(uint32_t point) {
  return {static_cast<char>(0xE0 | point >> 12),
          static_cast<char>(0x80 | (point >> 6 & 63)),
          static_cast<char>(0x80 | (point & 63))};
}

TEST(PointSet, HasWhatItWasMadeOfAndNothingElse) {
  constexpr PointSet kSet("一年月。０");
  const std::set<uint32_t> points = {0x4E00, 0x5E74, 0x6708, 0x3002, 0xFF10};
  for (uint32_t point = 0x800; point < 0x10000; ++point) {
    const std::string bytes = ThreeBytes(point);
    const bool is_in = points.contains(point);
    EXPECT_EQ(kSet.Has(point), is_in) << point;
    EXPECT_EQ(kSet.HasAt("a" + bytes, 1), is_in) << point;
    EXPECT_EQ(kSet.IsAt(bytes + "a", 0), is_in) << point;
  }
}

TEST(PointSet, RangesEndBeforeTheirEnd) {
  constexpr PointSet kSet = PointSet("年").AddRange(0x3000, 0x3041);
  EXPECT_FALSE(kSet.Has(0x2FFF));
  EXPECT_TRUE(kSet.Has(0x3000));
  EXPECT_TRUE(kSet.Has(0x3040));
  EXPECT_FALSE(kSet.Has(0x3041));
  EXPECT_TRUE(kSet.IsAt("年", 0));
}

TEST(PointSet, HasNothingShorterOrLonger) {
  PointSet all;
  all.AddRange(0, 0x10000);
  EXPECT_FALSE(all.IsAt("", 0));
  EXPECT_FALSE(all.IsAt("abc", 0));
  EXPECT_FALSE(all.IsAt("éé", 0));
  EXPECT_FALSE(all.IsAt("\xF0\xA0\x80\x80", 0));
  EXPECT_TRUE(all.IsAt("a中", 1));
  EXPECT_FALSE(all.IsAt("a中", 4));
}

}  // namespace
}  // namespace litany::templates
