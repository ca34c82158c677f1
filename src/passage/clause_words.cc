#include "passage/clause_words.h"

#include <algorithm>
#include <utility>

#include "base/thread_pool.h"
#include "passage/token_key.h"

namespace litany::passage {
namespace {

constexpr uint32_t kNoKind = ~uint32_t{0};
// Marks of a token that is none of the clause, of the word before it.
constexpr uint8_t kEndsClause = kAfterClause | kMasked | kCountedElsewhere;
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

}  // namespace

// What is read of some texts in a row, with kinds numbered by themselves.
struct ClauseWords::Range {
  std::vector<uint32_t> kinds_of_words;
  std::vector<uint32_t> token_begins;
  std::vector<Clause> clauses;
  std::vector<WordKind> kinds;
  std::vector<uint64_t> keys;  // by kind
  uint64_t total = 0;
  uint64_t clause_total = 0;

  // The number of a kind, which may be met for the first time.
  uint32_t Take(uint64_t key, uint32_t* number) {
    if (*number == kNoKind) {
      *number = static_cast<uint32_t>(kinds.size());
      kinds.emplace_back();
      keys.push_back(key);
    }
    return *number;
  }

  void Count(const Clause& clause) {
    for (uint32_t i = clause.begin; i < clause.end; ++i) {
      WordKind& kind = kinds[kinds_of_words[i]];
      ++kind.count;
      if (kind.last_document != clause.text) {
        ++kind.documents;
        kind.last_document = clause.text;
      }
      const bool begins_clause = i == clause.begin;
      if (begins_clause) ++kind.begins;
      if (begins_clause || token_begins[i + 1] - token_begins[i] == 1) {
        ++kind.may_begin;
      }
    }
    ++kinds[kinds_of_words[clause.end - 1]].ends;
    total += clause.end - clause.begin;
    ++clause_total;
  }

  void Read(const PhraseTexts& texts, const TokenTable& tokens, uint32_t first,
            uint32_t last) {
    std::vector<uint32_t> of_token(tokens.id_count(), kNoKind);
    Numbers of_run;
    for (uint32_t text = first; text < last; ++text) {
      const uint32_t stop = tokens.end(text);
      for (uint32_t token = tokens.begin(text); token < stop;) {
        if (tokens.masked(token)) {
          ++token;
          continue;
        }
        Clause clause{text, static_cast<uint32_t>(kinds_of_words.size()), 0};
        do {
          const uint32_t begin = token++;
          uint64_t key = ExtendKey(kEmptyKey, tokens.id(begin));
          while (token < stop && (tokens.marks(token) & kEndsWord) == 0) {
            key = ExtendKey(key, tokens.id(token++));
          }
          uint32_t* const number =
              token - begin == 1
                  ? &of_token[tokens.id(begin)]
                  : &of_run.try_emplace(key, kNoKind).first->second;
          kinds_of_words.push_back(Take(key, number));
          token_begins.push_back(begin);
        } while (token < stop && (tokens.marks(token) & kEndsClause) == 0);
        clause.end = static_cast<uint32_t>(kinds_of_words.size());
        kinds_of_words.push_back(kClauseEnd);
        token_begins.push_back(token);
        clauses.push_back(clause);
        if (texts.IsCounted(text)) Count(clause);
      }
    }
  }
};

void ClauseWords::AddKinds(const Range& range, std::vector<uint32_t>* numbers) {
  numbers->reserve(range.keys.size());
  for (size_t i = 0; i < range.keys.size(); ++i) {
    const auto next = static_cast<uint32_t>(kinds_.size());
    const auto [at, is_new] = number_of_.try_emplace(range.keys[i], next);
    if (is_new) kinds_.emplace_back();
    numbers->push_back(at->second);
    const WordKind& from = range.kinds[i];
    WordKind& kind = kinds_[at->second];
    kind.count += from.count;
    kind.may_begin += from.may_begin;
    kind.begins += from.begins;
    kind.ends += from.ends;
    kind.documents += from.documents;
  }
  total_ += range.total;
  clause_total_ += range.clause_total;
}

void ClauseWords::Place(const Range& range,
                        const std::vector<uint32_t>& numbers, size_t first_word,
                        size_t first_clause) {
  for (size_t i = 0; i < range.kinds_of_words.size(); ++i) {
    const uint32_t kind = range.kinds_of_words[i];
    kinds_of_words_[first_word + i] =
        kind == kClauseEnd ? kClauseEnd : numbers[kind];
    token_begins_[first_word + i] = range.token_begins[i];
  }
  const auto base = static_cast<uint32_t>(first_word);
  for (size_t i = 0; i < range.clauses.size(); ++i) {
    const Clause& clause = range.clauses[i];
    clauses_[first_clause + i] = {clause.text, clause.begin + base,
                                  clause.end + base};
  }
}

ClauseWords::ClauseWords(const PhraseTexts& texts, const TokenTable& tokens,
                         uint32_t threads) {
  const uint32_t parts = std::max(threads, 1u);
  const std::vector<uint32_t> bounds = CutTexts(tokens, parts);
  std::vector<Range> ranges(parts);
  base::ParallelFor(threads, parts, [&](uint32_t, size_t part) {
    ranges[part].Read(texts, tokens, bounds[part], bounds[part + 1]);
  });
  // One range behind the other, kinds have the numbers that they would have
  // if all texts were one range.
  std::vector<std::vector<uint32_t>> numbers(parts);
  std::vector<size_t> first_word = {0};
  std::vector<size_t> first_clause = {0};
  for (uint32_t part = 0; part < parts; ++part) {
    const Range& range = ranges[part];
    AddKinds(range, &numbers[part]);
    first_word.push_back(first_word.back() + range.kinds_of_words.size());
    first_clause.push_back(first_clause.back() + range.clauses.size());
  }
  if (parts == 1) {
    kinds_of_words_ = std::move(ranges[0].kinds_of_words);
    token_begins_ = std::move(ranges[0].token_begins);
    clauses_ = std::move(ranges[0].clauses);
  } else {
    kinds_of_words_.resize(first_word.back());
    token_begins_.resize(first_word.back());
    clauses_.resize(first_clause.back());
    base::ParallelFor(threads, parts, [&](uint32_t, size_t part) {
      Place(ranges[part], numbers[part], first_word[part], first_clause[part]);
      ranges[part] = Range();
    });
  }
  first_clauses_.assign(size_t{tokens.texts()} + 1, 0);
  for (const Clause& clause : clauses_) ++first_clauses_[clause.text + 1];
  for (size_t t = 1; t < first_clauses_.size(); ++t) {
    first_clauses_[t] += first_clauses_[t - 1];
  }
}

const WordKind& ClauseWords::KindOf(std::span<const uint32_t> ids) const {
  static constexpr WordKind kNowhere;
  const auto at = number_of_.find(passage::KeyOf(ids));
  return at == number_of_.end() ? kNowhere : kinds_[at->second];
}

uint32_t ClauseWords::ClauseOf(uint32_t word) const {
  const auto behind = std::upper_bound(
      clauses_.begin(), clauses_.end(), word,
      [](uint32_t w, const Clause& clause) { return w < clause.begin; });
  return static_cast<uint32_t>(behind - clauses_.begin()) - 1;
}

}  // namespace litany::passage
