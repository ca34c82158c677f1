#include "passage/symbol_marks.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/thread_pool.h"
#include "passage/han_words.h"
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

bool IsAsciiAlnum(uint32_t code_point) {
  return (code_point >= '0' && code_point <= '9') ||
         (code_point >= 'a' && code_point <= 'z') ||
         (code_point >= 'A' && code_point <= 'Z');
}

// Sets kStartsWord in texts, one after another.
class WordMarker {
 public:
  // Unavailable if ICU has no word breaker.
  absl::Status Open() {
    UErrorCode error = U_ZERO_ERROR;
    breaker_.reset(
        icu::BreakIterator::createWordInstance(icu::Locale("zh"), error));
    if (U_FAILURE(error) != 0) {
      return absl::UnavailableError(
          absl::StrCat("ICU has no word breaker: ", u_errorName(error)));
    }
    han_words_ = HanWords::Create();
    return absl::OkStatus();
  }

  // `marks` of the symbols of `text`.
  void Mark(Symbols text, std::span<uint8_t> marks) {
    uint32_t begin = 0;  // of a run that no word of letters interrupts
    const auto end_run = [&](uint32_t end) {
      if (begin < end) {
        MarkRun(text.subspan(begin, end - begin),
                marks.subspan(begin, end - begin));
      }
      begin = end;
    };
    for (uint32_t i = 0; i < text.size(); ++i) {
      const uint8_t mark = marks[i];
      // Part of a word of letters, or such a word's first symbol.
      const bool is_word =
          (mark & kStartsToken) == 0 ||
          (i + 1 < text.size() && (marks[i + 1] & kStartsToken) == 0);
      if (is_word) {
        end_run(i);
        begin = i + 1;
        if ((mark & kStartsToken) != 0) SetStart(&marks[i]);
      } else if ((mark & kAfterBreak) != 0 || i - begin >= kMostOfRun) {
        end_run(i);
      }
    }
    end_run(static_cast<uint32_t>(text.size()));
  }

 private:
  static void SetStart(uint8_t* mark) {
    *mark = static_cast<uint8_t>(*mark | kStartsWord);
  }

  // Of symbols that are tokens each, without a break between them.
  void MarkRun(Symbols run, std::span<uint8_t> marks) {
    const bool is_plain =
        han_words_ != nullptr &&
        std::all_of(run.begin(), run.end(), [](uint32_t symbol) {
          return IsBasicHan(symbol) || IsAsciiAlnum(symbol);
        });
    if (!is_plain) {
      AskBreaker(run, marks);
      return;
    }
    for (uint32_t begin = 0; begin < run.size();) {
      uint32_t end = begin + 1;
      const bool is_han = IsBasicHan(run[begin]);
      while (end < run.size() && IsBasicHan(run[end]) == is_han) ++end;
      if (is_han) {
        han_words_->Split(run.subspan(begin, end - begin), &starts_);
        for (const uint32_t start : starts_) SetStart(&marks[begin + start]);
      } else {
        // Letters and digits by themselves make one word for ICU.
        SetStart(&marks[begin]);
      }
      begin = end;
    }
  }

  void AskBreaker(Symbols run, std::span<uint8_t> marks) {
    units_.remove();
    symbol_at_.clear();
    for (uint32_t i = 0; i < run.size(); ++i) {
      units_.append(static_cast<UChar32>(run[i]));
      symbol_at_.resize(static_cast<size_t>(units_.length()), i);
    }
    breaker_->setText(units_);
    for (int32_t at = breaker_->first(); at < units_.length();
         at = breaker_->next()) {
      if (at == icu::BreakIterator::DONE) break;
      SetStart(&marks[symbol_at_[static_cast<size_t>(at)]]);
    }
  }

  std::unique_ptr<icu::BreakIterator> breaker_;
  std::unique_ptr<HanWords> han_words_;  // null: the breaker does it all
  std::vector<uint32_t> starts_;
  icu::UnicodeString units_;
  std::vector<uint32_t> symbol_at_;  // by unit
};

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

void MarkBreaks(std::string_view original, std::span<const text::Gap> gaps,
                std::span<uint8_t> marks) {
  for (const text::Gap& gap : gaps) {
    marks[gap.symbol] = static_cast<uint8_t>(
        marks[gap.symbol] | BreakMarks(original, gap.begin, gap.end));
  }
}

absl::Status MarkWords(const TextTable& texts, uint32_t threads,
                       std::span<uint8_t> marks) {
  std::vector<WordMarker> markers(std::max(threads, 1u));
  for (WordMarker& marker : markers) LITANY_RETURN_IF_ERROR(marker.Open());
  constexpr size_t kTextsAPiece = 64;
  base::ParallelForPieces(
      threads, texts.size(), kTextsAPiece,
      [&](uint32_t thread, const base::Piece& piece) {
        for (size_t t = piece.begin; t < piece.end; ++t) {
          const Symbols text = texts[static_cast<uint32_t>(t)];
          markers[thread].Mark(text,
                               marks.subspan(texts.begins[t], text.size()));
        }
      });
  return absl::OkStatus();
}

}  // namespace litany::passage
