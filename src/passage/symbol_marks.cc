#include "passage/symbol_marks.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/thread_pool.h"
#include "simd/kernels.h"

namespace litany::passage {
namespace {

// ICU's dictionaries get this many symbols at once.
constexpr uint32_t kMostOfRun = 2000;

bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }

// What the fold left out between two symbols says of the second.
uint8_t BreakMarks(std::string_view original, uint32_t begin, uint32_t end) {
  uint32_t lines = 0;
  uint8_t marks = 0;
  const char* const text = original.data();
  for (uint32_t at = begin; at < end;) {
    UChar32 code_point;
    U8_NEXT_UNSAFE(text, at, code_point);
    if (code_point == '\n') {
      if (++lines == 2) return kAfterBreak | kAfterItem | kAfterClause;
      continue;
    }
    const uint32_t category = U_GET_GC_MASK(code_point);
    if ((category & (U_GC_P_MASK | U_GC_S_MASK)) == 0) continue;
    if ((category & U_GC_PD_MASK) != 0 && end - begin == 1) continue;
    switch (code_point) {
      case '\'':
      case 0x2019:
      case 0xb7:    // middle dot, of names
      case 0x2022:  // bullet, in its place
      case 0x2027:
      case 0x30fb:  // Katakana middle dot
        continue;
      case 0x3001:  // between the items of a list
        marks |= kAfterBreak | kAfterItem;
        continue;
      case '.':
      case ',':
        if (end - begin == 1 && begin > 0 && end < original.size() &&
            IsAsciiDigit(original[begin - 1]) && IsAsciiDigit(original[end])) {
          continue;
        }
        return kAfterBreak | kAfterItem | kAfterClause;
      default:
        break;
    }
    marks |= kAfterBreak;
    constexpr uint32_t kPaired =
        U_GC_PS_MASK | U_GC_PE_MASK | U_GC_PI_MASK | U_GC_PF_MASK;
    if ((category & kPaired) == 0 && code_point != '"') {
      marks |= kAfterItem | kAfterClause;
    }
  }
  return marks;
}

}  // namespace

void MarkBreaks(std::string_view original, const text::FoldedText& folded,
                std::span<uint8_t> marks) {
  uint32_t end = 0;  // of what came before, in bytes
  for (size_t i = 0; i < folded.symbols.size(); ++i) {
    uint8_t mark = 0;
    if ((folded.symbols[i] & simd::kTokenStart) != 0) mark = kStartsToken;
    const text::SourceSpan& span = folded.spans[i];
    if (span.begin > end) mark |= BreakMarks(original, end, span.begin);
    end = std::max(end, span.end);
    marks[i] = static_cast<uint8_t>(marks[i] | mark);
  }
}

absl::Status MarkWords(const TextTable& texts, uint32_t threads,
                       std::span<uint8_t> marks) {
  // One a thread: a breaker holds the text it is at.
  std::vector<std::unique_ptr<icu::BreakIterator>> breakers;
  for (uint32_t i = 0; i < std::max(threads, 1u); ++i) {
    UErrorCode error = U_ZERO_ERROR;
    breakers.emplace_back(
        icu::BreakIterator::createWordInstance(icu::Locale("zh"), error));
    if (U_FAILURE(error) != 0) {
      return absl::UnavailableError(
          absl::StrCat("ICU has no word breaker: ", u_errorName(error)));
    }
  }
  constexpr uint32_t kTextsAPiece = 64;
  base::ParallelFor(
      threads, (texts.size() + kTextsAPiece - 1) / kTextsAPiece,
      [&](uint32_t thread, size_t piece) {
        icu::BreakIterator* const breaker = breakers[thread].get();
        icu::UnicodeString run;
        std::vector<uint64_t> places;  // of each unit of `run`
        const auto end_run = [&] {
          if (run.isEmpty()) return;
          breaker->setText(run);
          for (int32_t at = breaker->first(); at < run.length();
               at = breaker->next()) {
            if (at == icu::BreakIterator::DONE) break;
            uint8_t* const mark = &marks[places[static_cast<size_t>(at)]];
            *mark = static_cast<uint8_t>(*mark | kStartsWord);
          }
          run.remove();
          places.clear();
        };
        const auto last = static_cast<uint32_t>(
            std::min<size_t>(texts.size(), (piece + 1) * kTextsAPiece));
        for (auto t = static_cast<uint32_t>(piece * kTextsAPiece); t < last;
             ++t) {
          const Symbols text = texts[t];
          for (uint32_t i = 0; i < text.size(); ++i) {
            const uint64_t place = texts.begins[t] + i;
            const uint8_t mark = marks[place];
            // Part of a word of letters, or such a word's first symbol.
            const bool is_word =
                (mark & kStartsToken) == 0 ||
                (i + 1 < text.size() && (marks[place + 1] & kStartsToken) == 0);
            if (is_word) {
              end_run();
              if ((mark & kStartsToken) != 0) {
                marks[place] = static_cast<uint8_t>(mark | kStartsWord);
              }
              continue;
            }
            if ((mark & kAfterBreak) != 0 || places.size() >= kMostOfRun) {
              end_run();
            }
            run.append(static_cast<UChar32>(text[i]));
            places.resize(static_cast<size_t>(run.length()), place);
          }
          end_run();
        }
      });
  return absl::OkStatus();
}

}  // namespace litany::passage
