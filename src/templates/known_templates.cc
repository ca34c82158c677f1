#include "templates/known_templates.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "templates/frames.h"

namespace litany::templates {
namespace {

// Up to the first white space; all of it if there is none.
std::string_view FirstWord(std::string_view text) {
  size_t end = 0;
  while (end < text.size() && WhiteSpaceAt(text.substr(end)) == 0) ++end;
  return text.substr(0, end);
}

// What the first word of every text that fits begins with: all of the word if
// it ends inside the first constant part.
std::string WordOf(const Pattern& pattern) {
  if (pattern.parts.empty() || pattern.parts.front().gap != 0) return "";
  const std::string& text = pattern.parts.front().text;
  const std::string_view word = FirstWord(text);
  const bool is_whole = word.size() < text.size() || pattern.parts.size() == 1;
  return is_whole ? std::string(word) : "";
}

// The pattern of each line; gaps keep their numbers.
std::vector<Pattern> LinesOf(const Pattern& pattern) {
  std::vector<Pattern> lines(1);
  for (const PatternPart& part : pattern.parts) {
    if (part.gap != 0) {
      lines.back().parts.push_back(part);
      continue;
    }
    std::string_view rest = part.text;
    for (;;) {
      const size_t end = rest.find('\n');
      if (end != 0 && !rest.empty()) {
        PatternPart constant;
        constant.text = rest.substr(0, end);
        lines.back().parts.push_back(std::move(constant));
      }
      if (end == std::string_view::npos) break;
      lines.emplace_back();
      rest.remove_prefix(end + 1);
    }
  }
  return lines;
}

}  // namespace

KnownTemplates::KnownTemplates(std::vector<Pattern> patterns, bool whole)
    : whole_(whole) {
  for (Pattern& pattern : patterns) {
    std::string constant = ConstantText(pattern);
    std::vector<Pattern> lines =
        whole ? std::vector<Pattern>{pattern} : LinesOf(pattern);
    std::vector<PatternMatcher> matchers(lines.begin(), lines.end());
    known_.push_back({std::move(pattern), std::move(constant), std::move(lines),
                      std::move(matchers)});
  }
  std::sort(known_.begin(), known_.end(), [](const Known& x, const Known& y) {
    if (x.lines.size() != y.lines.size()) {
      return x.lines.size() > y.lines.size();
    }
    if (x.constant.size() != y.constant.size()) {
      return x.constant.size() > y.constant.size();
    }
    return x.constant < y.constant;
  });
  known_.erase(std::unique(known_.begin(), known_.end(),
                           [](const Known& x, const Known& y) {
                             return x.constant == y.constant;
                           }),
               known_.end());
  for (uint32_t k = 0; k < known_.size(); ++k) {
    const std::vector<PatternPart>& parts = known_[k].pattern.parts;
    if (parts.size() == 1 && parts[0].gap != 0) {
      any_ = k;
    } else {
      by_word_[WordOf(known_[k].lines.front())].push_back(k);
    }
  }
}

std::optional<KnownTemplates::Fit> KnownTemplates::FitAt(
    std::string_view page, std::span<const PageLine> lines,
    const LineTexts& texts, uint32_t first) const {
  std::vector<uint32_t> candidates;
  const std::string_view word = FirstWord(lines[first].In(page));
  for (const std::string& key : {std::string(word), std::string()}) {
    const auto at = by_word_.find(key);
    if (at == by_word_.end()) continue;
    candidates.insert(candidates.end(), at->second.begin(), at->second.end());
  }
  std::sort(candidates.begin(), candidates.end());
  for (const uint32_t k : candidates) {
    const std::vector<PatternMatcher>& patterns = known_[k].matchers;
    if (patterns.size() > lines.size() - first) continue;
    Fit fit{k, first, {}};
    bool fits = true;
    for (size_t i = 0; fits && i < patterns.size(); ++i) {
      const PageLine& line = lines[first + i];
      const auto gaps =
          patterns[i].Match(line.In(page), texts.Spans(line.text));
      fits = gaps.has_value();
      if (!gaps) break;
      for (const GapSpan& gap : *gaps) {
        fit.gaps.push_back(
            {gap.gap, gap.begin + line.begin, gap.end + line.begin});
      }
    }
    if (fits) return fit;
  }
  return std::nullopt;
}

void KnownTemplates::FindOnPage(std::string_view page, uint32_t number,
                                SourceTemplates* found) const {
  std::vector<PageLine> lines;
  LineSplitter splitter;
  if (whole_) {
    splitter.Whole(page, &lines);
  } else {
    splitter.Split(page, &lines);
  }
  std::vector<Fit> fits;
  std::vector<uint8_t> fitted(lines.size());
  const auto count = static_cast<uint32_t>(lines.size());
  for (uint32_t line = 0; line < count;) {
    std::optional<Fit> fit = FitAt(page, lines, splitter.texts(), line);
    if (!fit) {
      ++line;
      continue;
    }
    const auto size = static_cast<uint32_t>(known_[fit->known].lines.size());
    std::fill_n(fitted.begin() + line, size, uint8_t{1});
    line += size;
    fits.push_back(*std::move(fit));
  }
  std::vector<uint8_t> furniture = fitted;
  Verdict verdict = Verdict::kText;
  if (!whole_) verdict = FramePage(lines, fitted, &furniture);
  found->verdicts.push_back(verdict);

  // By line: each place begins with its own.
  const auto add = [&](uint32_t known, uint32_t first, uint32_t last,
                       const std::vector<GapSpan>& gaps) {
    Place place;
    place.of = known;
    place.page = number;
    place.begin = lines[first].begin;
    place.end = lines[last].end;
    place.gaps_begin = static_cast<uint32_t>(found->gaps.size());
    found->gaps.insert(found->gaps.end(), gaps.begin(), gaps.end());
    place.gaps_end = static_cast<uint32_t>(found->gaps.size());
    found->places.push_back(place);
  };
  // The lines of a fit.
  const auto begin_of = [](const auto& all, const Fit& fit) {
    return all.begin() + static_cast<ptrdiff_t>(fit.first);
  };
  const auto size_of = [&](const Fit& fit) {
    return static_cast<ptrdiff_t>(known_[fit.known].lines.size());
  };
  const auto is_outside = [&](const Fit& fit) {
    const auto begin = begin_of(furniture, fit);
    return std::all_of(begin, begin + size_of(fit),
                       [](uint8_t is) { return is != 0; });
  };
  const auto is_prose = [&](const Fit& fit) {
    const auto begin = begin_of(lines, fit);
    return std::any_of(begin, begin + size_of(fit),
                       [](const PageLine& line) { return line.is_prose; });
  };
  std::vector<uint8_t> has_place(known_.size());
  for (const Fit& fit : fits) {
    if (is_outside(fit)) has_place[fit.known] = 1;
  }
  size_t next = 0;
  for (uint32_t line = 0; line < count;) {
    if (next < fits.size() && fits[next].first == line) {
      const Fit& fit = fits[next++];
      const uint32_t end = line + static_cast<uint32_t>(size_of(fit));
      if (is_outside(fit) || (has_place[fit.known] == 0 && !is_prose(fit))) {
        has_place[fit.known] = 1;
        add(fit.known, line, end - 1, fit.gaps);
      }
      line = end;
      continue;
    }
    if (furniture[line] != 0 && any_) {
      add(*any_, line, line, {{1, lines[line].begin, lines[line].end}});
    }
    ++line;
  }
}

SourceTemplates KnownTemplates::Find(
    std::span<const std::string_view> pages) const {
  SourceTemplates found;
  found.counted = static_cast<uint32_t>(pages.size());
  for (uint32_t p = 0; p < pages.size(); ++p) {
    FindOnPage(pages[p], p, &found);
  }
  // The templates that have a place, by their constant text.
  std::vector<uint32_t> seen(known_.size(), ~uint32_t{0});
  std::vector<Template> templates(known_.size());
  for (const Place& place : found.places) {
    Template& made = templates[place.of];
    ++made.count;
    if (seen[place.of] != place.page) ++made.pages;
    seen[place.of] = place.page;
  }
  std::vector<uint32_t> order;
  for (uint32_t k = 0; k < known_.size(); ++k) {
    if (templates[k].count > 0) order.push_back(k);
  }
  std::sort(order.begin(), order.end(), [&](uint32_t x, uint32_t y) {
    return known_[x].constant < known_[y].constant;
  });
  std::vector<uint32_t> numbers(known_.size());
  for (uint32_t i = 0; i < order.size(); ++i) {
    Template& made = templates[order[i]];
    const Known& known = known_[order[i]];
    made.pattern = known.pattern;
    made.length = ConstantLength(known.pattern);
    numbers[order[i]] = i;
    found.templates.push_back(std::move(made));
  }
  for (Place& place : found.places) place.of = numbers[place.of];
  return found;
}

}  // namespace litany::templates
