// MemStore against std::multimap as its shadow.
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <ostream>
#include <random>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "lsh/mem_store.h"
#include "lsh/store.h"

namespace litany::lsh {

static void PrintTo(const Posting& posting, std::ostream* out) {
  *out << "{" << posting.key << ", " << posting.document << ", "
       << posting.position << "}";
}

namespace {

using Groups = std::vector<std::vector<Posting>>;

// What Drain should give, by the words of lsh/store.h.
class Shadow {
 public:
  void Add(std::span<const Posting> postings) {
    for (const Posting& p : postings) {
      postings_.emplace(p.key, std::pair(p.document, p.position));
    }
  }
  Groups Drain(size_t least) {
    Groups groups;
    for (auto at = postings_.begin(); at != postings_.end();) {
      const auto [begin, end] = postings_.equal_range(at->first);
      std::multimap<std::pair<uint32_t, uint32_t>, int> sorted;
      for (auto i = begin; i != end; ++i) sorted.emplace(i->second, 0);
      if (sorted.size() >= least) {
        groups.emplace_back();
        for (const auto& [place, unused] : sorted) {
          groups.back().push_back({at->first, place.first, place.second});
        }
      }
      at = end;
    }
    postings_.clear();
    return groups;
  }

 private:
  std::multimap<uint64_t, std::pair<uint32_t, uint32_t>> postings_;
};

Groups Drain(PostingStore* store, size_t least) {
  Groups groups;
  const absl::Status status =
      store->Drain(least, [&groups](std::span<const Posting> bucket) {
        groups.emplace_back(bucket.begin(), bucket.end());
        return absl::OkStatus();
      });
  EXPECT_TRUE(status.ok()) << status;
  return groups;
}

struct Keys {
  const char* name;
  std::function<uint64_t(std::mt19937_64*)> draw;

  // How ctest names the test.
  friend void PrintTo(const Keys& keys, std::ostream* out) {
    *out << keys.name;
  }
};

class MemStoreTest : public ::testing::TestWithParam<Keys> {};

// Below 2,048 postings the store sorts in another way than above.
TEST_P(MemStoreTest, GivesWhatWasPutIn) {
  for (const size_t size :
       {0u, 1u, 2u, 500u, 2047u, 2048u, 2049u, 3000u, 20000u}) {
    for (const size_t least : {1u, 2u, 3u}) {
      const uint64_t seed = size * 10 + least;
      SCOPED_TRACE(::testing::Message() << "seed " << seed);
      std::mt19937_64 random(seed);
      MemStore store;
      Shadow shadow;
      for (size_t left = size; left > 0;) {
        std::vector<Posting> batch(1 + random() % left);
        left -= batch.size();
        for (Posting& posting : batch) {
          posting = {GetParam().draw(&random),
                     static_cast<uint32_t>(random() % 1000),
                     static_cast<uint32_t>(random() % 4)};
        }
        ASSERT_TRUE(store.Add(batch).ok());
        shadow.Add(batch);
      }
      ASSERT_EQ(Drain(&store, least), shadow.Drain(least));
      ASSERT_TRUE(Drain(&store, 1).empty()) << "not empty after Drain";
    }
  }
}

TEST_P(MemStoreTest, IsAsNewAfterDrain) {
  const uint64_t seed = 1;
  SCOPED_TRACE(::testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  MemStore store;
  Shadow shadow;
  for (const size_t size : {5000u, 100u, 3000u}) {
    std::vector<Posting> batch(size);
    for (Posting& posting : batch) {
      posting = {GetParam().draw(&random), static_cast<uint32_t>(random()), 0};
    }
    ASSERT_TRUE(store.Add(batch).ok());
    shadow.Add(batch);
    ASSERT_EQ(Drain(&store, 1), shadow.Drain(1));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Keys, MemStoreTest,
    ::testing::Values(
        Keys{"Random", [](auto* random) { return (*random)(); }},
        Keys{"Few", [](auto* random) { return (*random)() % 7; }},
        // The radix passes see the top 33 bits alone.
        Keys{"EqualTopBits",
             [](auto* random) {
               return 0xabcdef0123456789 ^ ((*random)() & 0x7fffffff);
             }},
        Keys{"FewTopBits",
             [](auto* random) {
               const uint64_t r = (*random)();
               return r % 5 << 60 | (r >> 40 & 0xff);
             }},
        Keys{"OneBitEach",
             [](auto* random) { return uint64_t{1} << (*random)() % 64; }},
        Keys{"Ends",
             [](auto* random) {
               return (*random)() % 2 == 0 ? uint64_t{0} : ~uint64_t{0};
             }}),
    [](const auto& tested) { return tested.param.name; });

TEST(MemStore, ErrorOfAVisitEndsTheDrainAndIsReturned) {
  MemStore store;
  ASSERT_TRUE(
      store.Add(std::vector<Posting>{{1, 1, 0}, {2, 1, 0}, {3, 1, 0}}).ok());
  int visits = 0;
  const absl::Status status =
      store.Drain(1, [&visits](std::span<const Posting>) {
        return ++visits == 2 ? absl::DataLossError("enough") : absl::OkStatus();
      });
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(visits, 2);
  EXPECT_TRUE(Drain(&store, 1).empty());
}

}  // namespace
}  // namespace litany::lsh
