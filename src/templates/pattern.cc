#include "templates/pattern.h"

#include <algorithm>
#include <cstddef>

#include "templates/value_shapes.h"

namespace litany::templates {
namespace {

size_t SkipWhiteSpace(std::string_view text, size_t at) {
  while (const size_t space = WhiteSpaceAt(text.substr(at))) at += space;
  return at;
}

// Past `constant` at `at`, where a space stands for a run of white space;
// npos if it is not there.
size_t MatchConstant(std::string_view constant, std::string_view text,
                     size_t at) {
  for (const char c : constant) {
    if (c == ' ') {
      const size_t end = SkipWhiteSpace(text, at);
      if (end == at) return std::string_view::npos;
      at = end;
    } else {
      if (at >= text.size() || text[at] != c) return std::string_view::npos;
      ++at;
    }
  }
  return at;
}

// A place reached after some parts, and from which place of the step before.
struct Reach {
  uint32_t at = 0;
  uint32_t from = 0;
};

class Matcher {
 public:
  Matcher(std::string_view text, const std::vector<MaskedSpan>& spans)
      : text_(text), spans_(spans) {}

  // The places after `part` from those before it, ascending in `at`, each
  // from the last place before it that reaches it.
  std::vector<Reach> Step(const PatternPart& part,
                          const std::vector<Reach>& before, size_t end) const {
    std::vector<Reach> after;
    for (uint32_t i = 0; i < before.size(); ++i) {
      const size_t at = before[i].at;
      if (part.gap == 0) {
        const size_t stop = MatchConstant(part.text, text_, at);
        if (stop != std::string_view::npos && stop <= end) Add(stop, i, &after);
        continue;
      }
      if (part.optional) Add(at, i, &after);
      if (part.type == GapType::kText || part.type == GapType::kWord) {
        const size_t limit =
            part.type == GapType::kText || i + 1 == before.size() ? end : end;
        AddRun(at, limit, part.type == GapType::kWord, i, &after);
        if (part.type == GapType::kText) break;  // reaches all that follow
      } else {
        const auto span = std::lower_bound(
            spans_.begin(), spans_.end(), at,
            [](const MaskedSpan& s, size_t place) { return s.begin < place; });
        if (span != spans_.end() && span->begin == at) {
          Add(span->end, i, &after);
        }
      }
    }
    std::sort(after.begin(), after.end(), [](const Reach& a, const Reach& b) {
      return a.at != b.at ? a.at < b.at : a.from < b.from;
    });
    after.erase(std::unique(after.begin(), after.end(),
                            [](const Reach& a, const Reach& b) {
                              return a.at == b.at;
                            }),
                after.end());
    return after;
  }

 private:
  static void Add(size_t at, uint32_t from, std::vector<Reach>* after) {
    after->push_back({static_cast<uint32_t>(at), from});
  }

  // Every place after `at` up to `end`, or up to white space.
  void AddRun(size_t at, size_t end, bool one_word, uint32_t from,
              std::vector<Reach>* after) const {
    const size_t reached = after->empty() ? 0 : after->back().at;
    while (at < end) {
      if (one_word && WhiteSpaceAt(text_.substr(at)) > 0) return;
      at = std::min(at + Utf8Length(text_[at]), end);
      if (at > reached || after->empty()) Add(at, from, after);
    }
  }

  std::string_view text_;
  const std::vector<MaskedSpan>& spans_;
};

}  // namespace

std::string PatternString(const Pattern& pattern) {
  std::string out;
  for (const PatternPart& part : pattern.parts) {
    out += part.gap == 0 ? part.text : "<*>";
  }
  return out;
}

std::optional<std::vector<GapSpan>> MatchPattern(const Pattern& pattern,
                                                 std::string_view text) {
  std::vector<MaskedSpan> spans;
  Masker masker;
  masker.Mask(text, &spans);
  const size_t begin = SkipWhiteSpace(text, 0);
  size_t end = begin;
  for (size_t at = begin; at < text.size();) {
    const size_t space = WhiteSpaceAt(text.substr(at));
    at += space > 0 ? space : Utf8Length(text[at]);
    if (space == 0) end = std::min(at, text.size());
  }

  const Matcher matcher(text, spans);
  std::vector<std::vector<Reach>> steps = {{{static_cast<uint32_t>(begin), 0}}};
  for (const PatternPart& part : pattern.parts) {
    std::vector<Reach> after = matcher.Step(part, steps.back(), end);
    if (after.empty()) return std::nullopt;
    steps.push_back(std::move(after));
  }
  if (steps.back().back().at != end) return std::nullopt;

  std::vector<GapSpan> gaps;
  uint32_t place = static_cast<uint32_t>(steps.back().size() - 1);
  for (size_t i = pattern.parts.size(); i > 0; --i) {
    const Reach& stop = steps[i][place];
    const Reach& start = steps[i - 1][stop.from];
    if (pattern.parts[i - 1].gap != 0) {
      gaps.push_back({pattern.parts[i - 1].gap, start.at, stop.at});
    }
    place = stop.from;
  }
  std::reverse(gaps.begin(), gaps.end());
  return gaps;
}

}  // namespace litany::templates
