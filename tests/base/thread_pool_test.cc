#include "base/thread_pool.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <ostream>
#include <set>
#include <thread>
#include <vector>

#include "gtest/gtest.h"

namespace litany::base {
namespace {

TEST(UsableCores, IsAtLeastOne) { EXPECT_GE(UsableCores(), 1u); }

class ParallelForTest : public ::testing::TestWithParam<uint32_t> {};

TEST_P(ParallelForTest, DoesEachPieceOnce) {
  const uint32_t threads = GetParam();
  for (const size_t pieces : {0u, 1u, 2u, 7u, 1000u}) {
    std::vector<std::atomic<int>> calls(pieces);
    ParallelFor(threads, pieces,
                [&](uint32_t, size_t piece) { ++calls[piece]; });
    for (size_t piece = 0; piece < pieces; ++piece) {
      EXPECT_EQ(calls[piece], 1) << "piece " << piece << " of " << pieces;
    }
  }
}

TEST_P(ParallelForTest, PiecesAreAllThingsInOrder) {
  for (const size_t count : {0u, 1u, 6u, 7u, 8u, 700u}) {
    const size_t pieces = PiecesOf(count, 7);
    std::vector<Piece> done(pieces);
    ParallelForPieces(GetParam(), count, 7, [&](uint32_t, const Piece& piece) {
      done[piece.number] = piece;
    });
    size_t next = 0;
    for (size_t i = 0; i < pieces; ++i) {
      EXPECT_EQ(done[i].number, i);
      EXPECT_EQ(done[i].begin, next);
      EXPECT_GT(done[i].end, next);
      EXPECT_LE(done[i].end, next + 7);
      next = done[i].end;
    }
    EXPECT_EQ(next, count);
  }
}

// Callers keep one scratch a thread number, so no number may be two threads.
TEST_P(ParallelForTest, NoTwoThreadsShareANumber) {
  const uint32_t threads = GetParam();
  std::vector<std::atomic<int>> inside(threads);
  std::atomic<int> clashes{0};
  ParallelFor(threads, 2000, [&](uint32_t thread, size_t) {
    ASSERT_LT(thread, threads);
    if (++inside[thread] != 1) ++clashes;
    std::this_thread::yield();
    --inside[thread];
  });
  EXPECT_EQ(clashes, 0);
}

TEST_P(ParallelForTest, ReturnsAfterTheLastPiece) {
  std::atomic<int> running{0};
  ParallelFor(GetParam(), 64, [&](uint32_t, size_t) {
    ++running;
    std::this_thread::yield();
    --running;
  });
  EXPECT_EQ(running, 0);
}

INSTANTIATE_TEST_SUITE_P(Threads, ParallelForTest,
                         ::testing::Values(1u, 2u, 3u, 8u));

TEST(ParallelFor, OneThreadGoesInOrderOnTheCallingThread) {
  std::vector<size_t> order;
  const auto caller = std::this_thread::get_id();
  ParallelFor(1, 5, [&](uint32_t thread, size_t piece) {
    EXPECT_EQ(thread, 0u);
    EXPECT_EQ(std::this_thread::get_id(), caller);
    order.push_back(piece);
  });
  EXPECT_EQ(order, (std::vector<size_t>{0, 1, 2, 3, 4}));
}

struct Item {
  size_t number = 0;
  size_t square = 0;
};

struct Shape {
  uint32_t threads;
  size_t in_flight;

  // How ctest names the test.
  friend void PrintTo(const Shape& shape, std::ostream* out) {
    *out << shape.threads << " threads, " << shape.in_flight << " items";
  }
};

class RunOrderedTest : public ::testing::TestWithParam<Shape> {
 protected:
  // Runs `count` items through; consume stops after `stop_after` of them.
  // Returns what was consumed.
  std::vector<Item> Run(size_t count, size_t stop_after) {
    std::vector<Item> consumed;
    RunOrdered<Item>(
        GetParam().threads, GetParam().in_flight,
        [&](Item* item) {
          Alone alone(&producing_, &clashes_);
          if (produced_ == count) return false;
          items_.insert(item);
          item->number = produced_++;
          return true;
        },
        [&](uint32_t thread, Item* item) {
          EXPECT_LT(thread, GetParam().threads);
          // Uneven work, so that items overtake one another.
          for (size_t i = 0; i < item->number % 5; ++i) {
            std::this_thread::yield();
          }
          item->square = item->number * item->number;
        },
        [&](Item* item) {
          Alone alone(&consuming_, &clashes_);
          consumed.push_back(*item);
          return consumed.size() < stop_after;
        });
    return consumed;
  }

  // Counts a clash when two are alive at once.
  class Alone {
   public:
    Alone(std::atomic<int>* inside, std::atomic<int>* clashes)
        : inside_(inside) {
      if (++*inside_ != 1) ++*clashes;
    }
    ~Alone() { --*inside_; }

   private:
    std::atomic<int>* inside_;
  };

  size_t produced_ = 0;
  std::set<Item*> items_;
  std::atomic<int> producing_{0};
  std::atomic<int> consuming_{0};
  std::atomic<int> clashes_{0};
};

TEST_P(RunOrderedTest, ConsumesEverythingInTheOrderOfProduction) {
  const std::vector<Item> consumed = Run(500, ~size_t{0});
  ASSERT_EQ(consumed.size(), 500u);
  for (size_t i = 0; i < consumed.size(); ++i) {
    EXPECT_EQ(consumed[i].number, i);
    EXPECT_EQ(consumed[i].square, i * i);
  }
  EXPECT_EQ(clashes_, 0) << "produce or consume ran on two threads at once";
}

TEST_P(RunOrderedTest, UsesNoMoreItemsThanAllowed) {
  Run(500, ~size_t{0});
  EXPECT_LE(items_.size(), GetParam().in_flight);
}

TEST_P(RunOrderedTest, NothingProducedIsNothingConsumed) {
  EXPECT_TRUE(Run(0, ~size_t{0}).empty());
}

TEST_P(RunOrderedTest, EndsWhenConsumeSaysSo) {
  const std::vector<Item> consumed = Run(500, 10);
  ASSERT_EQ(consumed.size(), 10u);
  EXPECT_EQ(consumed.back().number, 9u);
  EXPECT_LE(produced_, 10 + GetParam().in_flight);
}

INSTANTIATE_TEST_SUITE_P(Shapes, RunOrderedTest,
                         ::testing::Values(Shape{1, 1}, Shape{1, 4},
                                           Shape{2, 1}, Shape{2, 2},
                                           Shape{3, 12}, Shape{8, 3}),
                         [](const auto& tested) {
                           return "Threads" +
                                  std::to_string(tested.param.threads) +
                                  "InFlight" +
                                  std::to_string(tested.param.in_flight);
                         });

}  // namespace
}  // namespace litany::base
