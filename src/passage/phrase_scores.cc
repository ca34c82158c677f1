#include "passage/phrase_scores.h"

#include <algorithm>
#include <bit>

namespace litany::passage {
namespace {

int64_t ComputeLog2(uint64_t x) {
  const int whole = static_cast<int>(std::bit_width(x)) - 1;
  // The mantissa in [1, 2), with 31 bits behind the point.
  uint64_t mantissa = whole >= 31 ? x >> (whole - 31) : x << (31 - whole);
  int64_t result = whole;
  for (int i = 0; i < 16; ++i) {
    mantissa = (mantissa * mantissa) >> 31;
    result <<= 1;
    if (mantissa >= uint64_t{1} << 32) {
      mantissa >>= 1;
      result |= 1;
    }
  }
  return result;
}

// exp(-count / texts) in units of 2^-32.
uint64_t ExpOfMinus(uint32_t count, uint32_t texts) {
  // Halved until the series converges fast, then squared as often.
  uint32_t halvings = 0;
  uint64_t x = (uint64_t{count} << 32) / texts;
  while (x > uint64_t{1} << 30) {
    x >>= 1;
    ++halvings;
  }
  // 1 - x + x^2/2 - x^3/6 + ...
  uint64_t sum = uint64_t{1} << 32;
  uint64_t term = sum;
  for (uint32_t i = 1; i < 12 && term > 0; ++i) {
    term = (term * x >> 32) / i;
    sum = i % 2 == 1 ? sum - term : sum + term;
  }
  for (uint32_t i = 0; i < halvings; ++i) {
    // At most 1, whose square would not fit.
    if (sum >= uint64_t{1} << 32) sum = (uint64_t{1} << 32) - 1;
    sum = sum * sum >> 32;
  }
  return sum;
}

}  // namespace

int64_t Log2(uint64_t x) {
  static const std::vector<int64_t>* const kTable = [] {
    auto* logs = new std::vector<int64_t>(4096);
    for (uint64_t i = 1; i < logs->size(); ++i) (*logs)[i] = ComputeLog2(i);
    return logs;
  }();
  if (x < kTable->size()) return (*kTable)[x];
  return ComputeLog2(x);
}

int64_t EntropyOf(std::vector<uint32_t>* values, uint32_t total) {
  if (total == 0) return 0;
  std::sort(values->begin(), values->end());
  int64_t sum = 0;
  for (size_t begin = 0; begin < values->size();) {
    size_t end = begin + 1;
    while (end < values->size() && (*values)[end] == (*values)[begin]) ++end;
    const auto part = static_cast<int64_t>(end - begin);
    sum += part * Log2(static_cast<uint64_t>(part));
    begin = end;
  }
  return Log2(total) - sum / static_cast<int64_t>(total);
}

int64_t ResidualIdf(uint32_t count, uint32_t documents, uint32_t texts) {
  if (documents == 0 || texts == 0) return 0;
  const int64_t idf = Log2(texts) - Log2(documents);
  const uint64_t some = (uint64_t{1} << 32) - ExpOfMinus(count, texts);
  return idf - (32 * kLogUnit - Log2(std::max<uint64_t>(some, 1)));
}

Sides SideCounter::Count(const TokenTable& tokens,
                         std::span<const uint32_t> places, uint32_t length) {
  Sides sides;
  sides.count = static_cast<uint32_t>(places.size());
  beside_.clear();
  for (const uint32_t place : places) {
    const bool at_end =
        tokens.symbol_begin(place) == 0 || tokens.masked(place - 1);
    if (at_end || tokens.after_break(place)) ++sides.left_breaks;
    if (at_end || tokens.starts_word(place)) ++sides.left_words;
    if (at_end || tokens.starts_item(place)) ++sides.left_items;
    if (at_end || tokens.starts_clause(place)) continue;
    beside_.push_back(tokens.id(place - 1));
    if (tokens.IsNumber(place - 1)) ++sides.left_numbers;
  }
  sides.left_entropy = EntropyOf(&beside_, sides.count);
  beside_.clear();
  for (const uint32_t place : places) {
    const uint32_t next = place + length;
    const bool at_end = next == tokens.size() ||
                        tokens.symbol_begin(next) == 0 || tokens.masked(next);
    if (at_end || tokens.after_break(next)) ++sides.right_breaks;
    if (at_end || tokens.starts_word(next)) ++sides.right_words;
    if (at_end || tokens.starts_item(next)) ++sides.right_items;
    if (at_end || tokens.starts_clause(next)) continue;
    beside_.push_back(tokens.id(next));
    if (tokens.IsNumber(next)) ++sides.right_numbers;
  }
  sides.right_entropy = EntropyOf(&beside_, sides.count);
  return sides;
}

}  // namespace litany::passage
