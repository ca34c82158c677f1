// Who used this text: the occurrences of one query in texts that come by one
// after another, without an index.
//
// A query of at most 64 symbols is looked for as a whole: first the places
// where it stands unchanged, from the left and without overlap; then, between
// them, those where it stands with changes (approximate.h).  Neither begins or
// ends inside a word.  Of the latter, those stay that are similar also by the
// edits shown (AlignSpans), which leave out scattered matches.
//
// A longer one may be used in part: between the places where all of it stands
// unchanged, stretches are found as between two documents (pairs.h), from all
// grams of the query.  So a run of symbols that is as long as
// QueryParams::stretches asks for is covered wherever it stands, unless all
// its grams are among those that occur more than kMostPlaces times in the
// query.
//
// Thread safety: const methods may run concurrently; scratch is the caller's.
// Tested by tests/passage/text_query_test.cc.
#ifndef LITANY_PASSAGE_TEXT_QUERY_H_
#define LITANY_PASSAGE_TEXT_QUERY_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "passage/align.h"
#include "passage/approximate.h"
#include "passage/pairs.h"
#include "passage/seeds.h"
#include "passage/text_table.h"

namespace litany::passage {

struct QueryParams {
  // The least similarity of a place to the query, or to the part of it that
  // was used; in (0, 1].
  double similarity = 0.7;
  // Only what is unchanged.
  bool exact = false;
  // Of long queries: dense_length, letter_length and max_gap.
  PairParams stretches;
};

// text[begin, end) goes with query[query_begin, query_end).
struct QueryHit {
  uint32_t query_begin = 0;
  uint32_t query_end = 0;
  uint32_t begin = 0;
  uint32_t end = 0;
  // a is that part of the query, b the text; both counted from their begins.
  SpanAlignment alignment;

  bool is_exact() const { return alignment.edits.empty(); }
};

// Buffers of one thread.
struct QueryScratch {
  ApproximateScratch approximate;
  AlignScratch align;
  std::vector<Place> places;
  std::vector<Seed> seeds;
  std::vector<uint32_t> symbols;
  std::vector<Stretch> stretches;
};

class TextQuery {
 public:
  // Grams that occur more often in the query begin no stretch: in periodic
  // text each would begin one at every symbol.
  static constexpr uint32_t kMostPlaces = 16;

  // InvalidArgument if the query is empty, or larger than 2^27 symbols, or a
  // parameter is out of range.  Copies `query`.
  static absl::StatusOr<TextQuery> Create(Symbols query,
                                          const QueryParams& params);

  // Replaces *hits by those in `text`, by (begin, end); none lies inside
  // another.
  void Find(Symbols text, TokenStarts starts, QueryScratch* scratch,
            std::vector<QueryHit>* hits) const;

  Symbols symbols() const { return query_; }
  bool is_long() const { return !finder_; }

 private:
  // Grams of the query, one length of those with and one of those without a
  // dense symbol.
  struct Grams {
    uint32_t length = 0;
    bool dense = false;
    // Of 16 slots a gram: may a gram with this hash be one of the query's?
    std::vector<uint64_t> filter;
    absl::flat_hash_map<uint64_t, std::vector<uint32_t>> places;
    std::vector<bool> is_placed;  // by symbol of the query: is it a place?
  };

  TextQuery(Symbols query, const QueryParams& params);

  void FindExact(Symbols text, TokenStarts starts,
                 std::vector<QueryHit>* hits) const;
  // In text[begin, end), which no exact hit touches.
  void FindChanged(Symbols text, TokenStarts starts, uint32_t begin,
                   uint32_t end, QueryScratch* scratch,
                   std::vector<QueryHit>* hits) const;
  void FindParts(Symbols text, uint32_t begin, uint32_t end,
                 QueryScratch* scratch, std::vector<QueryHit>* hits) const;

  void AddGrams(Grams* grams) const;
  void FindSeeds(const Grams& grams, Symbols text,
                 std::vector<Seed>* seeds) const;
  void AddPart(const TextTable& texts, const Stretch& stretch, uint32_t shift,
               QueryScratch* scratch, std::vector<QueryHit>* hits) const;

  std::vector<uint32_t> query_;
  // By length of a beginning of the query: its longest proper end that is a
  // beginning too (Knuth, Morris, Pratt 1977).
  std::vector<uint32_t> borders_;
  QueryParams params_;
  std::optional<ApproximateFinder> finder_;  // of a short query
  Grams grams_[2];                           // of a long one
};

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_TEXT_QUERY_H_
