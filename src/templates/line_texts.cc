#include "templates/line_texts.h"

#include "base/hash.h"

namespace litany::templates {
namespace {

constexpr uint32_t kNoText = ~uint32_t{0};

}  // namespace

uint32_t LineTexts::Number(std::string_view text) {
  const auto number = static_cast<uint32_t>(texts_.size());
  const uint64_t hash = base::HashBytes64(text);
  const auto [at, is_new] = last_.try_emplace(hash, number);
  if (!is_new) {
    for (uint32_t same = at->second; same != kNoText; same = before_[same]) {
      if (texts_[same].text == text) return same;
    }
  }
  before_.push_back(is_new ? kNoText : at->second);
  at->second = number;
  LineText made;
  made.text = text;
  LineMeter meter(text);
  made.key = masker_.MaskLine(text, hash, &spans_of_one_, &meter);
  made.measure = meter.Measure();
  texts_.push_back(made);
  spans_.insert(spans_.end(), spans_of_one_.begin(), spans_of_one_.end());
  span_begins_.push_back(spans_.size());
  return number;
}

}  // namespace litany::templates
