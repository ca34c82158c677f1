#include "templates/chunk_numbers.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "templates/pattern.h"

namespace litany::templates {
namespace {

constexpr std::array<std::string_view, 5> kMarks = {"、", ".", "．", ")", "）"};
// Of the letters of a page's text, and of the pages of a source.
constexpr uint64_t kNearlyAllPercent = 80;

struct ChunkNumber {
  uint32_t page = 0;
  uint32_t begin = 0;  // bytes of the page: digits, then the mark
  uint32_t digits = 0;
  uint32_t value = 0;
  uint32_t mark = 0;  // into kMarks
};

// The number that a line begins with, followed by text.
std::optional<ChunkNumber> NumberOf(std::string_view line) {
  constexpr uint32_t kMostDigits = 3;
  ChunkNumber number;
  while (number.digits < line.size() && line[number.digits] >= '0' &&
         line[number.digits] <= '9') {
    number.value =
        number.value * 10 + static_cast<uint32_t>(line[number.digits] - '0');
    if (++number.digits > kMostDigits) return std::nullopt;
  }
  if (number.digits == 0) return std::nullopt;
  const std::string_view rest = line.substr(number.digits);
  for (uint32_t m = 0; m < kMarks.size(); ++m) {
    if (!rest.starts_with(kMarks[m])) continue;
    const std::string_view text = rest.substr(kMarks[m].size());
    // "3.5 km" is no third chunk.
    if (text.empty() || (text[0] >= '0' && text[0] <= '9' && m == 1)) {
      return std::nullopt;
    }
    number.mark = m;
    return number;
  }
  return std::nullopt;
}

// The numbers of a page; none unless it is numbered.
std::vector<ChunkNumber> NumbersOf(std::string_view page, uint32_t number,
                                   std::span<const PageLine> lines,
                                   std::span<const uint8_t> furniture) {
  std::vector<ChunkNumber> numbers;
  uint64_t letters = 0;
  uint64_t in_chunks = 0;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (furniture[i] != 0) continue;
    letters += lines[i].weight;
    std::optional<ChunkNumber> found = NumberOf(lines[i].In(page));
    if (!found || found->value != numbers.size() + 1 ||
        (!numbers.empty() && found->mark != numbers[0].mark)) {
      continue;
    }
    found->page = number;
    found->begin = lines[i].begin;
    in_chunks += lines[i].weight;
    numbers.push_back(*found);
  }
  if (numbers.size() < kLeastChunks ||
      in_chunks < uint64_t{kLeastLetters} * numbers.size() ||
      in_chunks * 100 < letters * kNearlyAllPercent) {
    numbers.clear();
  }
  return numbers;
}

// The number in `result` of the template "<number>MARK", which is made if it is
// not there.
uint32_t TemplateFor(std::string_view mark, SourceTemplates* result) {
  Template made;
  made.pattern.parts.resize(2);
  made.pattern.parts[0].gap = 1;
  made.pattern.parts[0].type = GapType::kNumber;
  for (const char* const example : {"1", "2", "3"}) {
    made.pattern.parts[0].examples.emplace_back(example);
  }
  made.pattern.parts[1].text = mark;
  made.length = ConstantLength(made.pattern);
  const std::string constant = ConstantText(made.pattern);
  const auto at =
      std::find_if(result->templates.begin(), result->templates.end(),
                   [&](const Template& one) {
                     return ConstantText(one.pattern) >= constant;
                   });
  const auto number = static_cast<uint32_t>(at - result->templates.begin());
  if (at != result->templates.end() && ConstantText(at->pattern) == constant) {
    return number;
  }
  result->templates.insert(at, std::move(made));
  for (Place& place : result->places) place.of += place.of >= number ? 1 : 0;
  return number;
}

}  // namespace

void AddChunkNumbers(std::span<const std::string_view> pages,
                     const SourceLines& source,
                     std::span<const uint8_t> furniture,
                     SourceTemplates* result) {
  std::vector<ChunkNumber> numbers;
  uint64_t numbered = 0;
  uint64_t with_text = 0;
  for (uint32_t p = 0; p < pages.size(); ++p) {
    const auto marks = furniture.subspan(
        source.begins[p], source.begins[p + 1] - source.begins[p]);
    with_text += std::count(marks.begin(), marks.end(), 0) > 0 ? 1 : 0;
    const std::vector<ChunkNumber> found =
        NumbersOf(pages[p], p, source.Lines(p), marks);
    numbered += found.empty() ? 0 : 1;
    numbers.insert(numbers.end(), found.begin(), found.end());
  }
  if (numbered < kLeastPages || numbered * 2 <= with_text) return;
  for (uint32_t m = 0; m < kMarks.size(); ++m) {
    const auto is_of = [m](const ChunkNumber& one) { return one.mark == m; };
    if (std::none_of(numbers.begin(), numbers.end(), is_of)) continue;
    const uint32_t of = TemplateFor(kMarks[m], result);
    Template& made = result->templates[of];
    uint32_t last = ~uint32_t{0};
    for (const ChunkNumber& one : numbers) {
      if (!is_of(one)) continue;
      const uint32_t end = one.begin + one.digits;
      Place place;
      place.of = of;
      place.page = one.page;
      place.begin = one.begin;
      place.end = end + static_cast<uint32_t>(kMarks[m].size());
      place.gaps_begin = static_cast<uint32_t>(result->gaps.size());
      result->gaps.push_back({1, one.begin, end});
      place.gaps_end = static_cast<uint32_t>(result->gaps.size());
      result->places.push_back(place);
      ++made.count;
      made.pages += one.page == last ? 0 : 1;
      last = one.page;
    }
  }
  std::sort(result->places.begin(), result->places.end(),
            [](const Place& x, const Place& y) {
              return std::tie(x.page, x.begin) < std::tie(y.page, y.begin);
            });
}

}  // namespace litany::templates
