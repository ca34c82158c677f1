#include "cluster/keep.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "litany/options.h"

namespace litany::cluster {
namespace {

using Kind = KeepPolicy::Kind;

KeepMember Member(std::string_view id, uint64_t hash) {
  KeepMember member;
  member.id = id;
  member.raw_hash = {hash, 0};
  member.source = "-";
  return member;
}

KeepMember Dated(std::string_view id, uint64_t hash, std::string_view date) {
  KeepMember member = Member(id, hash);
  member.date = date;
  return member;
}

KeepMember From(std::string_view id, uint64_t hash, std::string_view source) {
  KeepMember member = Member(id, hash);
  member.source = source;
  return member;
}

KeepMember Scored(std::string_view id, uint64_t hash,
                  std::optional<double> number) {
  KeepMember member = Member(id, hash);
  member.number = number;
  return member;
}

// The id of what is kept, of the members in any order.
std::string_view Kept(const KeepPolicy& policy,
                      std::vector<KeepMember> members) {
  const std::string_view kept = members[*ChooseKept(policy, members)].id;
  std::vector<KeepMember> reversed(members.rbegin(), members.rend());
  EXPECT_EQ(reversed[*ChooseKept(policy, reversed)].id, kept)
      << "the order of the members matters";
  return kept;
}

KeepPolicy Policy(Kind kind) {
  KeepPolicy policy;
  policy.kind = kind;
  return policy;
}

KeepPolicy Sources(std::vector<std::string> sources) {
  KeepPolicy policy = Policy(Kind::kSource);
  policy.sources = std::move(sources);
  return policy;
}

TEST(ChooseKept, LongestKeepsTheMostCodePoints) {
  std::vector<KeepMember> members = {Member("a", 1), Member("b", 2),
                                     Member("c", 3)};
  members[0].chars = 10;
  members[1].chars = 12;
  members[2].chars = 11;
  EXPECT_EQ(Kept(Policy(Kind::kLongest), members), "b");
}

TEST(ChooseKept, TieGoesToTheSmallestRawHash) {
  EXPECT_EQ(Kept(Policy(Kind::kLongest),
                 {Member("a", 3), Member("b", 1), Member("c", 2)}),
            "b");
}

TEST(ChooseKept, TieOfEqualTextsGoesToTheSmallestId) {
  EXPECT_EQ(Kept(Policy(Kind::kLongest),
                 {Member("c", 1), Member("b", 1), Member("d", 1)}),
            "b");
}

TEST(ChooseKept, FirstFollowsTheInput) {
  std::vector<KeepMember> members = {Member("a", 1), Member("b", 2),
                                     Member("c", 3)};
  members[0].input_order = 7;
  members[1].input_order = 6;
  members[2].input_order = 8;
  EXPECT_EQ(Kept(Policy(Kind::kFirst), members), "b");
}

TEST(ChooseKept, EarliestKeepsTheFirstDate) {
  EXPECT_EQ(Kept(Policy(Kind::kEarliest),
                 {Dated("a", 1, "2021-03-01"), Dated("b", 2, "2019"),
                  Dated("c", 3, "2020-12-31")}),
            "b");
}

TEST(ChooseKept, EarliestPutsUndatedLast) {
  EXPECT_EQ(Kept(Policy(Kind::kEarliest),
                 {Dated("a", 1, ""), Dated("b", 2, "2021"), Dated("c", 0, "")}),
            "b");
}

TEST(ChooseKept, EarliestWithoutDatesIsATie) {
  EXPECT_EQ(
      Kept(Policy(Kind::kEarliest), {Dated("a", 2, ""), Dated("b", 1, "")}),
      "b");
}

TEST(ChooseKept, SourceKeepsTheBestListed) {
  EXPECT_EQ(Kept(Sources({"x.org", "y.org"}),
                 {From("a", 1, "z.org"), From("b", 3, "y.org"),
                  From("c", 4, "x.org"), From("d", 2, "y.org")}),
            "c");
}

TEST(ChooseKept, SourcePutsUnlistedLast) {
  EXPECT_EQ(
      Kept(Sources({"x.org", "y.org"}),
           {From("a", 1, "z.org"), From("b", 3, "y.org"), From("c", 0, "-")}),
      "b");
}

TEST(ChooseKept, SourceWithNoneListedIsATie) {
  EXPECT_EQ(
      Kept(Sources({"x.org"}), {From("a", 2, "z.org"), From("b", 1, "-")}),
      "b");
}

TEST(ChooseKept, FieldKeepsTheLargestNumber) {
  EXPECT_EQ(Kept(Policy(Kind::kFieldMax),
                 {Scored("a", 1, 0.5), Scored("b", 2, -3), Scored("c", 3, 7)}),
            "c");
}

TEST(ChooseKept, FieldPutsMissingLastEvenBehindMinusInfinity) {
  EXPECT_EQ(Kept(Policy(Kind::kFieldMax),
                 {Scored("a", 1, std::nullopt), Scored("b", 2, -HUGE_VAL)}),
            "b");
}

TEST(ChooseKept, FieldThatIsNoNumberCountsAsMissing) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(
      Kept(Policy(Kind::kFieldMax),
           {Scored("a", 1, nan), Scored("b", 2, -1), Scored("c", 0, nan)}),
      "b");
  EXPECT_EQ(Kept(Policy(Kind::kFieldMax),
                 {Scored("a", 2, nan), Scored("b", 1, std::nullopt)}),
            "b");
}

TEST(ChooseKept, FieldTakesZerosOfBothSignsAsEqual) {
  EXPECT_EQ(Kept(Policy(Kind::kFieldMax),
                 {Scored("a", 2, 0.0), Scored("b", 1, -0.0)}),
            "b");
}

TEST(ChooseKept, NoneKeepsNothing) {
  const std::vector<KeepMember> members = {Member("a", 1), Member("b", 2)};
  EXPECT_EQ(ChooseKept(Policy(Kind::kNone), members), std::nullopt);
}

TEST(ChooseKept, SingleMemberIsKept) {
  const std::vector<KeepMember> members = {Member("a", 1)};
  EXPECT_EQ(ChooseKept(Policy(Kind::kEarliest), members), 0u);
}

}  // namespace
}  // namespace litany::cluster
