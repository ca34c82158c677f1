#include "base/hash.h"

#include <cstdint>
#include <set>
#include <string>

#include "gtest/gtest.h"

namespace litany::base {
namespace {

// The values of xxhash_spec's reference program (xxhsum -H2, -H3).
TEST(Hash, EmptyInputHasTheValuesOfXxh3) {
  EXPECT_EQ(HashBytes64(""), 0x2d06800538d394c2u);
  const Hash128 hash = HashBytes128("");
  EXPECT_EQ(hash.high, 0x99aa06d3014798d8u);
  EXPECT_EQ(hash.low, 0x6001c324468d497fu);
}

TEST(Hash, EveryByteCounts) {
  // Lengths on both sides of each of XXH3's code paths.
  for (const size_t length :
       {1u, 3u, 4u, 8u, 9u, 16u, 17u, 128u, 129u, 240u, 241u, 1024u, 1025u}) {
    const std::string text(length, 'x');
    std::set<uint64_t> seen64 = {HashBytes64(text)};
    std::set<Hash128> seen128 = {HashBytes128(text)};
    for (size_t i = 0; i < length; ++i) {
      std::string changed = text;
      changed[i] = 'y';
      seen64.insert(HashBytes64(changed));
      seen128.insert(HashBytes128(changed));
    }
    EXPECT_EQ(seen64.size(), length + 1) << "length " << length;
    EXPECT_EQ(seen128.size(), length + 1) << "length " << length;
  }
}

TEST(Hash, SeedsGiveDifferentHashes) {
  EXPECT_EQ(HashBytes64("text", 7), HashBytes64("text", 7));
  EXPECT_NE(HashBytes64("text", 7), HashBytes64("text", 8));
  EXPECT_EQ(HashBytes64("text"), HashBytes64("text", 0));
}

TEST(Hash, BytesAfterNulCount) {
  EXPECT_NE(HashBytes64(std::string("a\0b", 3)),
            HashBytes64(std::string("a\0c", 3)));
}

TEST(Hash128, OrderIsThatOfTheHighHalfFirst) {
  const Hash128 small = {1, ~uint64_t{0}};
  const Hash128 large = {2, 0};
  EXPECT_LT(small, large);
  EXPECT_LT((Hash128{1, 1}), (Hash128{1, 2}));
  EXPECT_EQ((Hash128{1, 1}), (Hash128{1, 1}));
}

TEST(Hex16, SpellsTheHighHalfWithLeadingZeros) {
  EXPECT_EQ(Hex16({0x0123456789abcdef, 0xffff}), "0123456789abcdef");
  EXPECT_EQ(Hex16({0, 1}), "0000000000000000");
  EXPECT_EQ(Hex16({~uint64_t{0}, 0}), "ffffffffffffffff");
}

// Ids are compared as text and as numbers: the two orders must agree.
TEST(Hex16, SortsLikeTheNumber) {
  EXPECT_LT(Hex16({0x9f, 0}), Hex16({0xa0, 0}));
  EXPECT_LT(Hex16({0xff, 0}), Hex16({0x100, 0}));
}

}  // namespace
}  // namespace litany::base
