#include "templates/pattern.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/utf8.h"
#include "templates/value_shapes.h"

namespace litany::templates {
namespace {

// A text with each run of white space as one space and none at its ends.
struct Folded {
  std::string text;
  std::vector<uint32_t> origin;  // of each byte, and of the end
};

Folded Fold(std::string_view text) {
  Folded folded;
  folded.text.reserve(text.size());
  folded.origin.reserve(text.size() + 1);
  uint32_t end = 0;  // of the last byte that is no white space
  bool space_before = false;
  for (size_t at = 0; at < text.size();) {
    if (const size_t space = WhiteSpaceAt(text.substr(at)); space > 0) {
      space_before = true;
      at += space;
      continue;
    }
    if (space_before && !folded.text.empty()) {
      folded.text += ' ';
      folded.origin.push_back(end);
    }
    space_before = false;
    folded.text += text[at];
    folded.origin.push_back(static_cast<uint32_t>(at));
    end = static_cast<uint32_t>(++at);
  }
  folded.origin.push_back(end);
  return folded;
}

// Whether folding `text` would change nothing.
bool IsFolded(std::string_view text) {
  bool after_space = true;
  for (size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<uint8_t>(text[at]);
    // No white space begins with any other byte.
    if (byte > ' ' && byte != 0xC2 && byte != 0xE3) {
      after_space = false;
    } else if (WhiteSpaceAt(text.substr(at)) > 0) {
      if (after_space || text[at] != ' ') return false;
      after_space = true;
    } else {
      after_space = false;
    }
  }
  return text.empty() || !after_space;
}

// A constant part with each run of white space as one space, at its ends too.
std::string FoldConstant(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const size_t space = WhiteSpaceAt(text.substr(at));
    if (space == 0) {
      folded += text[at++];
    } else {
      if (folded.empty() || folded.back() != ' ') folded += ' ';
      at += space;
    }
  }
  return folded;
}

// For each prefix of `pattern`: its longest border (Knuth, Morris, Pratt).
std::vector<uint32_t> Borders(std::string_view pattern) {
  std::vector<uint32_t> borders(pattern.size() + 1);
  uint32_t border = 0;
  for (size_t i = 1; i < pattern.size(); ++i) {
    while (border > 0 && pattern[i] != pattern[border]) {
      border = borders[border];
    }
    border += pattern[i] == pattern[border];
    borders[i + 1] = border;
  }
  return borders;
}

// How far some parts reach, and by which reach of the step before.
struct Reach {
  uint32_t at = 0;
  uint32_t from = 0;
};

class Matcher {
 public:
  // `spans` in bytes of the folded text.
  Matcher(std::string_view text, std::span<const MaskedSpan> spans)
      : text_(text), spans_(spans) {}

  // Appends the places after `part` to *reaches, whose last ones, from `begin`
  // on, are those before it; both ascending in `at`.  Places from which `next`
  // (nullptr: the end) cannot go on may be left out.
  void Step(const PatternMatcher::Part& part, const PatternMatcher::Part* next,
            size_t begin, std::vector<Reach>* reaches) const {
    const size_t size = reaches->size();
    // No step makes more, so what is before stays where it is.
    const size_t most = size + 2 * (size - begin) + text_.size() + 1;
    if (most > reaches->capacity()) {
      reaches->reserve(std::max(most, 2 * reaches->capacity()));
    }
    const std::span<const Reach> before =
        std::span<const Reach>(*reaches).subspan(begin);
    if (part.gap == 0) {
      StepConstant(part.text, before, reaches);
    } else if (part.type == GapType::kText || part.type == GapType::kWord) {
      StepText(part, next, before, reaches);
    } else {
      StepValue(part, before, size, reaches);
    }
  }

 private:
  void StepConstant(std::string_view constant, std::span<const Reach> before,
                    std::vector<Reach>* after) const {
    if (before.size() <= 4) {
      for (uint32_t i = 0; i < before.size(); ++i) {
        if (text_.substr(before[i].at, constant.size()) == constant) {
          Add(before[i].at + constant.size(), i, after);
        }
      }
      return;
    }
    const std::vector<uint32_t> borders = Borders(constant);
    size_t matched = 0;
    uint32_t i = 0;
    for (size_t at = before[0].at; at < text_.size(); ++at) {
      while (matched > 0 &&
             (matched == constant.size() || text_[at] != constant[matched])) {
        matched = borders[matched];
      }
      matched += text_[at] == constant[matched];
      if (matched < constant.size()) continue;
      const size_t begin = at + 1 - constant.size();
      while (i < before.size() && before[i].at < begin) ++i;
      if (i == before.size()) return;
      if (before[i].at == begin) Add(at + 1, i, after);
    }
  }

  // Every place that follows, up to white space if it is one word; each from
  // the first place before that reaches it.
  void StepText(const PatternMatcher::Part& part,
                const PatternMatcher::Part* next_part,
                std::span<const Reach> before,
                std::vector<Reach>* after) const {
    const bool one_word = part.type == GapType::kWord;
    const bool before_constant =
        next_part != nullptr && !next_part->text.empty();
    // Most places of a text are of no use to the constant that follows.
    const auto goes_on = [&](size_t at) {
      if (next_part == nullptr) return at == text_.size();
      return !before_constant ||
             (at < text_.size() && text_[at] == next_part->text[0]);
    };
    size_t next = 0;  // place before
    bool open = false;
    uint32_t from = 0;
    for (size_t at = before[0].at; at <= text_.size();) {
      const bool here = next < before.size() && before[next].at == at;
      if (open && goes_on(at)) {
        Add(at, from, after);
      } else if (!open && here && part.optional && goes_on(at)) {
        Add(at, static_cast<uint32_t>(next), after);
      }
      if (at == text_.size()) return;
      if (one_word && text_[at] == ' ') open = false;
      if (here && !open && !(one_word && text_[at] == ' ')) {
        open = true;
        from = static_cast<uint32_t>(next);
      }
      next += here;
      if (!open && next == before.size()) return;
      at = open ? std::min(at + base::Utf8Length(text_[at]), text_.size())
                : before[next].at;
      while (next < before.size() && before[next].at < at) ++next;
    }
  }

  void StepValue(const PatternMatcher::Part& part,
                 std::span<const Reach> before, size_t after_begin,
                 std::vector<Reach>* after) const {
    for (uint32_t i = 0; i < before.size(); ++i) {
      const size_t at = before[i].at;
      if (part.optional) Add(at, i, after);
      const auto span = std::lower_bound(
          spans_.begin(), spans_.end(), at,
          [](const MaskedSpan& s, size_t place) { return s.begin < place; });
      if (span != spans_.end() && span->begin == at) Add(span->end, i, after);
    }
    const auto by_place = [](const Reach& a, const Reach& b) {
      return a.at != b.at ? a.at < b.at : a.from < b.from;
    };
    const auto first = after->begin() + static_cast<ptrdiff_t>(after_begin);
    std::sort(first, after->end(), by_place);
    after->erase(std::unique(first, after->end(),
                             [](const Reach& a, const Reach& b) {
                               return a.at == b.at;
                             }),
                 after->end());
  }

  static void Add(size_t at, uint32_t from, std::vector<Reach>* after) {
    after->push_back({static_cast<uint32_t>(at), from});
  }

  std::string_view text_;
  std::span<const MaskedSpan> spans_;
};

}  // namespace

std::string PatternString(const Pattern& pattern) {
  std::string out;
  for (const PatternPart& part : pattern.parts) {
    out += part.gap == 0 ? part.text : "<*>";
  }
  return out;
}

std::string ConstantText(const Pattern& pattern) {
  std::string out;
  for (const PatternPart& part : pattern.parts) {
    if (part.gap == 0) {
      out += part.text;
    } else {
      out.push_back('\0');
    }
  }
  return out;
}

uint32_t ConstantLength(const Pattern& pattern) {
  size_t length = 0;
  for (const PatternPart& part : pattern.parts) {
    length += base::CountCodePoints(part.text);
  }
  return static_cast<uint32_t>(length);
}

PatternMatcher::PatternMatcher(const Pattern& pattern) {
  parts_.reserve(pattern.parts.size());
  for (const PatternPart& part : pattern.parts) {
    const bool is_gap = part.gap != 0;
    parts_.push_back({is_gap ? std::string() : FoldConstant(part.text),
                      part.gap, part.type, part.optional});
    has_gaps_ |= is_gap;
    one_way_ &= !is_gap || (!part.optional && part.type != GapType::kText &&
                            part.type != GapType::kWord);
  }
}

bool PatternMatcher::MatchOneWay(std::string_view text,
                                 std::span<const MaskedSpan> spans,
                                 std::vector<GapSpan>* gaps) const {
  const size_t size = gaps->size();
  const auto misses = [&] {
    gaps->resize(size);
    return false;
  };
  size_t at = 0;
  auto span = spans.begin();
  for (const Part& part : parts_) {
    if (part.gap == 0) {
      if (!text.substr(at).starts_with(part.text)) return misses();
      at += part.text.size();
      continue;
    }
    while (span != spans.end() && span->begin < at) ++span;
    if (span == spans.end() || span->begin != at) return misses();
    gaps->push_back({part.gap, span->begin, span->end});
    at = span->end;
  }
  return at == text.size() || misses();
}

std::optional<std::vector<GapSpan>> PatternMatcher::Match(
    std::string_view text, std::span<const MaskedSpan> spans) const {
  std::vector<GapSpan> gaps;
  if (!AppendMatch(text, spans, &gaps)) return std::nullopt;
  return gaps;
}

bool PatternMatcher::AppendMatch(std::string_view text,
                                 std::span<const MaskedSpan> spans,
                                 std::vector<GapSpan>* gaps) const {
  const bool is_folded = IsFolded(text);
  if (is_folded && one_way_) return MatchOneWay(text, spans, gaps);
  Folded folded;
  std::vector<MaskedSpan> moved;
  if (!is_folded) {
    folded = Fold(text);
    const auto place_of = [&](uint32_t byte) {
      return static_cast<uint32_t>(
          std::lower_bound(folded.origin.begin(), folded.origin.end(), byte) -
          folded.origin.begin());
    };
    for (const MaskedSpan& span : spans) {
      moved.push_back({place_of(span.begin), place_of(span.end), span.type});
    }
    spans = moved;
  }
  const std::string_view plain = is_folded ? text : folded.text;
  if (parts_.empty()) return plain.empty();
  // Most texts do not fit, and most of those differ at an end.
  if ((parts_.front().gap == 0 && !plain.starts_with(parts_.front().text)) ||
      (parts_.back().gap == 0 && !plain.ends_with(parts_.back().text))) {
    return false;
  }
  const Matcher matcher(plain, spans);
  // Step by step; those of step i begin at begins[i].
  std::vector<Reach> reaches = {{0, 0}};
  std::vector<size_t> begins = {0};
  begins.reserve(parts_.size() + 1);
  for (size_t i = 0; i < parts_.size(); ++i) {
    const size_t size = reaches.size();
    matcher.Step(parts_[i], i + 1 < parts_.size() ? &parts_[i + 1] : nullptr,
                 begins.back(), &reaches);
    if (reaches.size() == size) return false;
    begins.push_back(size);
  }
  if (reaches.back().at != plain.size()) return false;

  const auto origin = [&](uint32_t at) {
    return is_folded ? at : folded.origin[at];
  };
  const auto first = static_cast<ptrdiff_t>(gaps->size());
  size_t place = reaches.size() - 1;
  for (size_t i = parts_.size(); i > 0; --i) {
    const Reach& stop = reaches[place];
    place = begins[i - 1] + stop.from;
    const Reach& start = reaches[place];
    if (parts_[i - 1].gap != 0) {
      // A folded space that ends a gap is none of it.
      const uint32_t begin = origin(start.at);
      const uint32_t end = stop.at == start.at ? begin : origin(stop.at);
      gaps->push_back({parts_[i - 1].gap, begin, end});
    }
  }
  std::reverse(gaps->begin() + first, gaps->end());
  return true;
}

std::optional<std::vector<GapSpan>> MatchPattern(const Pattern& pattern,
                                                 std::string_view text) {
  std::vector<MaskedSpan> spans;
  Masker().Mask(text, &spans);
  return PatternMatcher(pattern).Match(text, spans);
}

}  // namespace litany::templates
