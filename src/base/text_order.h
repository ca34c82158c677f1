// The order of many texts: by bytes, as std::string_view compares them.
//
// Texts are compared by the eight bytes after what all of them begin with, and
// as texts only where those are equal: lines and ids of one collection begin
// alike.
//
// Cost: O(n log n) comparisons of numbers; 16 bytes a text.
// Thread safety: functions without state.
// Tested by tests/base/text_order_test.cc.
#ifndef LITANY_BASE_TEXT_ORDER_H_
#define LITANY_BASE_TEXT_ORDER_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace litany::base {

// The first eight bytes of `text` as a number that grows with them; what is
// not there counts as U+0000.
inline uint64_t FrontOf(std::string_view text) {
  uint64_t front = 0;
  const size_t size = std::min<size_t>(text.size(), 8);
  for (size_t i = 0; i < size; ++i) {
    front = front << 8 | static_cast<unsigned char>(text[i]);
  }
  return size == 0 ? 0 : front << (8 * (8 - size));
}

// The numbers below `count` in the order of text_of(number); those of equal
// texts in the order of is_before(a, b), and then ascending.
template <typename TextOf, typename IsBefore>
std::vector<uint32_t> OrderOfTexts(size_t count, TextOf text_of,
                                   IsBefore is_before) {
  if (count == 0) return {};
  const std::string_view first = text_of(0);
  size_t shared = first.size();
  for (uint32_t i = 1; i < count && shared > 0; ++i) {
    const std::string_view text = text_of(i);
    const size_t most = std::min(shared, text.size());
    shared = static_cast<size_t>(
        std::mismatch(text.begin(), text.begin() + static_cast<ptrdiff_t>(most),
                      first.begin())
            .first -
        text.begin());
  }
  struct Entry {
    uint64_t front;
    uint32_t number;
  };
  std::vector<Entry> entries(count);
  for (uint32_t i = 0; i < count; ++i) {
    entries[i] = {FrontOf(text_of(i).substr(shared)), i};
  }
  std::sort(entries.begin(), entries.end(),
            [&](const Entry& a, const Entry& b) {
              if (a.front != b.front) return a.front < b.front;
              const int order = text_of(a.number).compare(text_of(b.number));
              if (order != 0) return order < 0;
              if (is_before(a.number, b.number)) return true;
              if (is_before(b.number, a.number)) return false;
              return a.number < b.number;
            });
  std::vector<uint32_t> order(count);
  for (size_t i = 0; i < count; ++i) order[i] = entries[i].number;
  return order;
}

// The same with equal texts in ascending order of their numbers.
template <typename TextOf>
std::vector<uint32_t> OrderOfTexts(size_t count, TextOf text_of) {
  return OrderOfTexts(count, text_of, [](uint32_t, uint32_t) { return false; });
}

}  // namespace litany::base

#endif  // LITANY_BASE_TEXT_ORDER_H_
