// What two texts share, the slow and certain way: full tables, no seeds, no
// bands, no drop-off.  The search of src/passage is compared with these.
//
// Scores are integers; src/passage/align.h counts half symbols, so its scheme
// is {2, -2, -3} here.  Time and space O(nm).
#ifndef LITANY_TESTS_REFERENCE_LOCAL_ALIGNMENT_H_
#define LITANY_TESTS_REFERENCE_LOCAL_ALIGNMENT_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace litany::reference {

struct AlignmentScores {
  int64_t match = 2;
  int64_t replace = -2;
  int64_t gap = -3;  // one symbol of either text without a partner
};

// a[begin_a, end_a) goes with b[begin_b, end_b).
struct LocalAlignment {
  int64_t score = 0;
  size_t begin_a = 0;
  size_t end_a = 0;
  size_t begin_b = 0;
  size_t end_b = 0;
  size_t matches = 0;

  friend bool operator==(const LocalAlignment&,
                         const LocalAlignment&) = default;
};

namespace alignment_table {

struct Cell {
  int64_t score = 0;
  size_t begin_a = 0;
  size_t begin_b = 0;
  size_t matches = 0;
};

inline const Cell& Better(const Cell& x, const Cell& y) {
  return y.score > x.score ? y : x;
}

inline Cell Step(Cell from, int64_t score, size_t matches) {
  from.score += score;
  from.matches += matches;
  return from;
}

// The best cell of the table.  `is_local`: an alignment may begin anywhere;
// otherwise all begin at (0, 0).  Of equal scores the one that ends first in
// a, then in b.  `at_end`: only the cell at the ends of both texts counts.
inline LocalAlignment Best(std::span<const uint32_t> a,
                           std::span<const uint32_t> b,
                           const AlignmentScores& scores, bool is_local,
                           bool at_end) {
  const size_t width = b.size() + 1;
  std::vector<Cell> cells((a.size() + 1) * width);
  LocalAlignment best;
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      Cell& cell = cells[i * width + j];
      const Cell fresh{0, i, j, 0};
      bool is_reached = i == 0 && j == 0;
      if (is_reached) cell = fresh;
      const auto offer = [&](const Cell& other) {
        cell = is_reached ? Better(cell, other) : other;
        is_reached = true;
      };
      if (i > 0 && j > 0) {
        const bool is_match = a[i - 1] == b[j - 1];
        offer(Step(cells[(i - 1) * width + j - 1],
                   is_match ? scores.match : scores.replace, is_match ? 1 : 0));
      }
      if (i > 0) offer(Step(cells[(i - 1) * width + j], scores.gap, 0));
      if (j > 0) offer(Step(cells[i * width + j - 1], scores.gap, 0));
      // Of equal scores the alignment that begins later, so that none begins
      // with a stretch that adds nothing.
      if (is_local && cell.score <= 0) cell = fresh;
      const bool is_end = i == a.size() && j == b.size();
      if (at_end ? is_end : cell.score > best.score) {
        best = {cell.score, cell.begin_a, i, cell.begin_b, j, cell.matches};
      }
    }
  }
  return best;
}

}  // namespace alignment_table

// The best local alignment (Smith and Waterman 1981, linear gap cost).
inline LocalAlignment AlignLocally(std::span<const uint32_t> a,
                                   std::span<const uint32_t> b,
                                   const AlignmentScores& scores = {}) {
  return alignment_table::Best(a, b, scores, true, false);
}

// The best alignment of a beginning of a with a beginning of b.
inline LocalAlignment AlignBeginnings(std::span<const uint32_t> a,
                                      std::span<const uint32_t> b,
                                      const AlignmentScores& scores = {}) {
  return alignment_table::Best(a, b, scores, false, false);
}

// The best alignment of all of a with all of b (Needleman and Wunsch 1970).
inline LocalAlignment AlignWhole(std::span<const uint32_t> a,
                                 std::span<const uint32_t> b,
                                 const AlignmentScores& scores = {}) {
  return alignment_table::Best(a, b, scores, false, true);
}

// Length of a longest common subsequence.
inline size_t CommonSubsequence(std::span<const uint32_t> a,
                                std::span<const uint32_t> b) {
  return static_cast<size_t>(AlignWhole(a, b, {1, 0, 0}).score);
}

// a[begin_a, begin_a + size) equals b[begin_b, begin_b + size), and neither
// the symbols before nor those after do.
struct SharedRun {
  size_t begin_a = 0;
  size_t begin_b = 0;
  size_t size = 0;

  friend auto operator<=>(const SharedRun&, const SharedRun&) = default;
};

// All of them of at least `least` symbols, by (begin_a, begin_b).
inline std::vector<SharedRun> SharedRuns(std::span<const uint32_t> a,
                                         std::span<const uint32_t> b,
                                         size_t least) {
  std::vector<SharedRun> runs;
  for (size_t i = 0; i < a.size(); ++i) {
    for (size_t j = 0; j < b.size(); ++j) {
      if (i > 0 && j > 0 && a[i - 1] == b[j - 1]) continue;
      size_t size = 0;
      while (i + size < a.size() && j + size < b.size() &&
             a[i + size] == b[j + size]) {
        ++size;
      }
      if (size >= std::max<size_t>(least, 1)) runs.push_back({i, j, size});
    }
  }
  return runs;
}

}  // namespace litany::reference

#endif  // LITANY_TESTS_REFERENCE_LOCAL_ALIGNMENT_H_
