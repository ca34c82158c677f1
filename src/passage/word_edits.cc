#include "passage/word_edits.h"

#include <algorithm>
#include <cstddef>

namespace litany::passage {
namespace {

// The longest way to an end of a word.
constexpr uint32_t kMostSymbols = 32;

class Widener {
 public:
  Widener(const TokenText& a, const TokenText& b,
          const std::vector<SymbolEdit>& edits)
      : a_(a), b_(b), edits_(edits) {}

  std::vector<SymbolEdit> Widen() {
    for (size_t i = 0; i < edits_.size(); ++i) {
      SymbolEdit edit = edits_[i];
      // What matches on either side of it.
      const uint32_t before = edit.begin_b - (done_.empty() ? 0 : end().end_b);
      const uint32_t behind =
          (i + 1 < edits_.size() ? edits_[i + 1].begin_b : Size(b_)) -
          edit.end_b;
      const bool touches = !done_.empty() && before == 0;
      const int32_t shift = touches ? 0 : BestShift(edit, before, behind);
      edit = Shifted(edit, shift);
      const uint32_t left = ToBoundary<-1>(
          edit.begin_a, edit.begin_b,
          static_cast<uint32_t>(static_cast<int32_t>(before) + shift));
      edit.begin_a -= left;
      edit.begin_b -= left;
      const uint32_t right = ToBoundary<1>(
          edit.end_a, edit.end_b,
          static_cast<uint32_t>(static_cast<int32_t>(behind) - shift));
      edit.end_a += right;
      edit.end_b += right;
      Add(edit);
    }
    return std::move(done_);
  }

 private:
  static uint32_t Size(const TokenText& text) {
    return static_cast<uint32_t>(text.symbols.size());
  }
  static bool IsBoundary(const TokenText& text, uint32_t at) {
    return at == 0 || at == Size(text) || text.starts[at] != 0;
  }
  bool AreBoundaries(uint32_t at_a, uint32_t at_b) const {
    return IsBoundary(a_, at_a) && IsBoundary(b_, at_b);
  }
  const SymbolEdit& end() const { return done_.back(); }

  // Symbols from there to where a token starts in both, at most `most`, where
  // the next edit is; 0 if that is too far.
  template <int kStep>
  uint32_t ToBoundary(uint32_t at_a, uint32_t at_b, uint32_t most) const {
    for (uint32_t n = 0; n <= std::min(most, kMostSymbols); ++n) {
      const uint32_t by = kStep < 0 ? 0u - n : n;
      if (n == most || AreBoundaries(at_a + by, at_b + by)) return n;
    }
    return 0;
  }

  static SymbolEdit Shifted(SymbolEdit edit, int32_t by) {
    for (uint32_t* at :
         {&edit.begin_a, &edit.end_a, &edit.begin_b, &edit.end_b}) {
      *at = static_cast<uint32_t>(static_cast<int32_t>(*at) + by);
    }
    return edit;
  }

  // By how much to move what is only inserted or only left out, so that it
  // begins and ends with tokens: the least of the ways there are, else 0.
  int32_t BestShift(const SymbolEdit& edit, uint32_t before,
                    uint32_t behind) const {
    const bool is_insertion = edit.begin_a == edit.end_a;
    if (!is_insertion && edit.begin_b != edit.end_b) return 0;
    const TokenText& text = is_insertion ? b_ : a_;
    const uint32_t begin = is_insertion ? edit.begin_b : edit.begin_a;
    const uint32_t end = is_insertion ? edit.end_b : edit.end_a;
    const auto fits = [&](int32_t by) {
      const SymbolEdit moved = Shifted(edit, by);
      return AreBoundaries(moved.begin_a, moved.begin_b) &&
             AreBoundaries(moved.end_a, moved.end_b);
    };
    if (fits(0)) return 0;
    bool is_left_open = true;
    bool is_right_open = true;
    for (uint32_t n = 1; n <= kMostSymbols; ++n) {
      is_left_open = is_left_open && n <= before &&
                     text.symbols[begin - n] == text.symbols[end - n];
      is_right_open = is_right_open && n <= behind &&
                      text.symbols[begin + n - 1] == text.symbols[end + n - 1];
      const auto by = static_cast<int32_t>(n);
      if (is_left_open && fits(-by)) return -by;
      if (is_right_open && fits(by)) return by;
      if (!is_left_open && !is_right_open) break;
    }
    return 0;
  }

  void Add(const SymbolEdit& edit) {
    if (!done_.empty() && end().end_b >= edit.begin_b &&
        end().end_a >= edit.begin_a) {
      done_.back().end_a = edit.end_a;
      done_.back().end_b = edit.end_b;
    } else {
      done_.push_back(edit);
    }
  }

  const TokenText& a_;
  const TokenText& b_;
  const std::vector<SymbolEdit>& edits_;
  std::vector<SymbolEdit> done_;
};

}  // namespace

void WidenToWords(const TokenText& a, const TokenText& b,
                  std::vector<SymbolEdit>* edits) {
  if (!edits->empty()) *edits = Widener(a, b, *edits).Widen();
}

}  // namespace litany::passage
