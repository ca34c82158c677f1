#include "passage/clause_words.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/check.h"
#include "base/thread_pool.h"
#include "passage/token_key.h"

namespace litany::passage {
namespace {

constexpr uint32_t kNoKind = ~uint32_t{0};
// Marks of a token that is no word, and of one that is none of the clause, of
// the word before it.
constexpr uint8_t kHides = kMasked | kCountedElsewhere;
constexpr uint8_t kEndsClause = kAfterClause | kHides;
constexpr uint8_t kEndsWord = kEndsClause | kStartsWord;

// Bounds of `parts` runs of texts of about as many tokens each.
std::vector<uint32_t> CutTexts(const TokenTable& tokens, uint32_t parts) {
  std::vector<uint32_t> bounds = {0};
  for (uint32_t text = 0; text < tokens.texts(); ++text) {
    if (bounds.size() < parts && uint64_t{tokens.begin(text)} * parts >=
                                     uint64_t{tokens.size()} * bounds.size()) {
      bounds.push_back(text);
    }
  }
  bounds.resize(size_t{parts} + 1, tokens.texts());
  return bounds;
}

// How many words, with the end of each clause, and clauses are in some texts.
struct Room {
  uint32_t words = 0;
  uint32_t clauses = 0;
};

Room RoomFor(const TokenTable& tokens, uint32_t first, uint32_t last) {
  Room room;
  for (uint32_t text = first; text < last; ++text) {
    uint8_t before = kMasked;  // a text begins a clause
    for (uint32_t i = tokens.begin(text); i < tokens.end(text); ++i) {
      const uint8_t marks = tokens.marks(i);
      const bool is_word = (marks & kHides) == 0;
      const bool is_cut = (before & kHides) != 0;
      const bool begins_clause = is_cut || (marks & kAfterClause) != 0;
      const bool begins_word = begins_clause || (marks & kStartsWord) != 0;
      room.clauses += is_word && begins_clause ? 1 : 0;
      room.words += is_word && begins_word ? 1 : 0;
      before = marks;
    }
  }
  room.words += room.clauses;
  return room;
}

}  // namespace

// Reads some texts in a row, with kinds numbered by themselves.
struct ClauseWords::Range {
  ClauseWords* out = nullptr;  // for its words and clauses
  // The next ones there.
  uint32_t word = 0;
  uint32_t clause = 0;
  std::vector<WordKind> kinds;
  Numbers numbers;
  // By kind: its token, or the key of its tokens.
  struct KindKey {
    uint64_t key = 0;
    bool is_token = false;
  };
  std::vector<KindKey> keys;
  uint64_t total = 0;
  uint64_t clause_total = 0;
  // Of the words of the clause that is read: keys of those of several tokens.
  std::vector<uint64_t> clause_keys;

  // The number of a kind, which may be met for the first time.
  uint32_t Take(KindKey key, uint32_t* number) {
    if (*number == kNoKind) {
      *number = static_cast<uint32_t>(kinds.size());
      kinds.emplace_back();
      keys.push_back(key);
    }
    return *number;
  }

  void CountWord(uint32_t text, bool begins_clause, bool is_token,
                 WordKind* kind) const {
    ++kind->count;
    kind->documents += kind->last_document != text ? 1 : 0;
    kind->last_document = text;
    kind->begins += begins_clause ? 1 : 0;
    kind->may_begin += begins_clause || is_token ? 1 : 0;
  }

  // Cuts the clause at `token` into words: their tokens' begins, from `word`
  // on, and keys.  Returns its end.
  uint32_t CutClause(const TokenTable& tokens, uint32_t token, uint32_t stop) {
    clause_keys.clear();
    uint32_t* const begins = &out->token_begins_[word];
    do {
      const uint32_t begin = token++;
      uint64_t key = 0;
      if (token < stop && (tokens.marks(token) & kEndsWord) == 0) {
        key = ExtendKey(kEmptyKey, tokens.id(begin));
        do {
          key = ExtendKey(key, tokens.id(token++));
        } while (token < stop && (tokens.marks(token) & kEndsWord) == 0);
        // The words of a clause are looked up at once: most are far apart.
        numbers.of_runs.prefetch(key);
      }
      begins[clause_keys.size()] = begin;
      clause_keys.push_back(key);
    } while (token < stop && (tokens.marks(token) & kEndsClause) == 0);
    begins[clause_keys.size()] = token;
    return token;
  }

  // Takes in the clause that CutClause has cut.
  void TakeClause(const PhraseTexts& texts, const TokenTable& tokens,
                  uint32_t text) {
    const auto size = static_cast<uint32_t>(clause_keys.size());
    const uint32_t* const begins = &out->token_begins_[word];
    uint32_t* const kinds_of = &out->kinds_of_words_[word];
    const bool is_counted = texts.IsCounted(text);
    for (uint32_t i = 0; i < size; ++i) {
      const uint32_t at = begins[i];
      const bool is_token = begins[i + 1] - at == 1;
      const uint64_t key = is_token ? tokens.id(at) : clause_keys[i];
      const uint32_t kind = Take(
          {key, is_token},
          is_token ? &numbers.of_tokens[key]
                   : &numbers.of_runs.try_emplace(key, kNoKind).first->second);
      kinds_of[i] = kind;
      if (is_counted) CountWord(text, i == 0, is_token, &kinds[kind]);
    }
    if (is_counted) {
      ++kinds[kinds_of[size - 1]].ends;
      total += size;
      ++clause_total;
    }
    kinds_of[size] = kClauseEnd;
    out->clauses_[clause++] = {text, word, word + size};
    word += size + 1;
  }

  void Read(const PhraseTexts& texts, const TokenTable& tokens, uint32_t first,
            uint32_t last) {
    numbers.of_tokens.assign(tokens.id_count(), kNoKind);
    for (uint32_t text = first; text < last; ++text) {
      const uint32_t stop = tokens.end(text);
      for (uint32_t token = tokens.begin(text); token < stop;) {
        if (tokens.masked(token)) {
          ++token;
          continue;
        }
        token = CutClause(tokens, token, stop);
        TakeClause(texts, tokens, text);
      }
    }
  }
};

void ClauseWords::AddKinds(Range* range, std::vector<uint32_t>* numbers) {
  total_ += range->total;
  clause_total_ += range->clause_total;
  numbers->resize(range->keys.size());
  if (kinds_.empty()) {
    kinds_ = std::move(range->kinds);
    numbers_ = std::move(range->numbers);
    std::iota(numbers->begin(), numbers->end(), 0u);
    return;
  }
  for (size_t i = 0; i < range->keys.size(); ++i) {
    const auto [key, is_token] = range->keys[i];
    uint32_t& number =
        is_token ? numbers_.of_tokens[key]
                 : numbers_.of_runs.try_emplace(key, kNoKind).first->second;
    if (number == kNoKind) {
      number = static_cast<uint32_t>(kinds_.size());
      kinds_.emplace_back();
    }
    (*numbers)[i] = number;
    const WordKind& from = range->kinds[i];
    WordKind& kind = kinds_[number];
    kind.count += from.count;
    kind.may_begin += from.may_begin;
    kind.begins += from.begins;
    kind.ends += from.ends;
    kind.documents += from.documents;
  }
}

void ClauseWords::Renumber(const std::vector<uint32_t>& numbers, uint32_t first,
                           uint32_t last, uint32_t threads) {
  constexpr size_t kWordsAPiece = size_t{1} << 16;
  base::ParallelForPieces(threads, last - first, kWordsAPiece,
                          [&](uint32_t, const base::Piece& piece) {
                            for (size_t i = piece.begin; i < piece.end; ++i) {
                              uint32_t& kind = kinds_of_words_[first + i];
                              if (kind != kClauseEnd) kind = numbers[kind];
                            }
                          });
}

ClauseWords::ClauseWords(const PhraseTexts& texts, const TokenTable& tokens,
                         uint32_t threads) {
  const uint32_t parts = std::max(threads, 1u);
  const std::vector<uint32_t> bounds = CutTexts(tokens, parts);
  std::vector<Range> ranges(parts);
  std::vector<Room> rooms(parts);
  base::ParallelFor(threads, parts, [&](uint32_t, size_t part) {
    rooms[part] = RoomFor(tokens, bounds[part], bounds[part + 1]);
  });
  Room all;
  for (uint32_t part = 0; part < parts; ++part) {
    ranges[part].out = this;
    ranges[part].word = all.words;
    ranges[part].clause = all.clauses;
    all.words += rooms[part].words;
    all.clauses += rooms[part].clauses;
  }
  kinds_of_words_.resize(all.words);
  token_begins_.resize(all.words);
  clauses_.resize(all.clauses);
  base::ParallelFor(threads, parts, [&](uint32_t, size_t part) {
    Range& range = ranges[part];
    const uint32_t end = range.word + rooms[part].words;
    range.Read(texts, tokens, bounds[part], bounds[part + 1]);
    LITANY_CHECK(range.word == end);
  });
  // Kinds get the numbers that they would have if all texts were one range.
  std::vector<uint32_t> numbers;
  for (uint32_t part = 0; part < parts; ++part) {
    AddKinds(&ranges[part], &numbers);
    if (part > 0) {
      Renumber(numbers, ranges[part].word - rooms[part].words,
               ranges[part].word, threads);
    }
    ranges[part] = Range();
  }
  first_clauses_.assign(size_t{tokens.texts()} + 1, 0);
  for (const Clause& clause : clauses_) ++first_clauses_[clause.text + 1];
  for (size_t t = 1; t < first_clauses_.size(); ++t) {
    first_clauses_[t] += first_clauses_[t - 1];
  }
}

const WordKind& ClauseWords::KindOf(std::span<const uint32_t> ids) const {
  static constexpr WordKind kNowhere;
  uint32_t number = kNoKind;
  if (ids.size() == 1) {
    number = numbers_.of_tokens[ids.front()];
  } else {
    const auto at = numbers_.of_runs.find(passage::KeyOf(ids));
    if (at != numbers_.of_runs.end()) number = at->second;
  }
  return number == kNoKind ? kNowhere : kinds_[number];
}

uint32_t ClauseWords::ClauseOf(uint32_t word) const {
  const auto behind = std::upper_bound(
      clauses_.begin(), clauses_.end(), word,
      [](uint32_t w, const Clause& clause) { return w < clause.begin; });
  return static_cast<uint32_t>(behind - clauses_.begin()) - 1;
}

}  // namespace litany::passage
