#include "text/fold_builder.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "base/check.h"
#include "simd/kernels.h"
#include "text/han_map.h"

namespace litany::text {
namespace {

using simd::FoldClass;
using Sequence = std::vector<UChar32>;

// Scripts written without spaces: each code point is a token.
bool IsUnspaced(UChar32 c) {
  constexpr UScriptCode kScripts[] = {
      USCRIPT_HAN,     USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_BOPOMOFO,
      USCRIPT_HANGUL,  USCRIPT_THAI,     USCRIPT_LAO,      USCRIPT_KHMER,
      USCRIPT_MYANMAR, USCRIPT_TIBETAN};
  UErrorCode error = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(c, &error);
  if (script == USCRIPT_COMMON || script == USCRIPT_INHERITED) {
    // ー and the like, which only such scripts use.
    return std::any_of(std::begin(kScripts), std::end(kScripts),
                       [c](UScriptCode s) { return uscript_hasScript(c, s); });
  }
  return std::find(std::begin(kScripts), std::end(kScripts), script) !=
         std::end(kScripts);
}

class Builder {
 public:
  explicit Builder(const FoldOptions& options) : options_(options) {
    UErrorCode error = U_ZERO_ERROR;
    nfkc_ = icu::Normalizer2::getNFKCInstance(error);
    nfkc_casefold_ = icu::Normalizer2::getNFKCCasefoldInstance(error);
    LITANY_CHECK(U_SUCCESS(error));
    if (options.distinguish_script && options.distinguish_variant) {
      han_ = {};
    } else if (options.distinguish_script) {
      han_ = kHanVariant;
    } else if (options.distinguish_variant) {
      han_ = kHanScript;
    } else {
      han_ = kHanBoth;
    }
  }

  FoldEntries Build() {
    FoldEntries result;
    result.entries.resize(kCodePoints);
    std::map<Sequence, uint32_t> expansion_at;
    for (uint32_t i = 0; i < kCodePoints; ++i) {
      const auto c = static_cast<UChar32>(i);
      Sequence sequence = {c};
      for (int round = 0;; ++round) {
        LITANY_CHECK(round < 16);
        Sequence next;
        for (const UChar32 part : sequence) {
          const Sequence mapped = MapOnce(part);
          next.insert(next.end(), mapped.begin(), mapped.end());
        }
        if (next == sequence) break;
        sequence = std::move(next);
      }
      uint32_t context = NeedsContext(c) ? simd::kFoldContext : 0;
      for (const UChar32 part : sequence) {
        if (NeedsContext(part)) context = simd::kFoldContext;
      }
      uint32_t value = 0;
      FoldClass fold_class = FoldClass::kJoin;
      const bool has_symbol =
          std::any_of(sequence.begin(), sequence.end(), [this](UChar32 part) {
            const FoldClass k = ClassOfFinal(part);
            return k == FoldClass::kSingle || k == FoldClass::kWord;
          });
      if (sequence.size() == 1) {
        value = static_cast<uint32_t>(sequence[0]);
        fold_class = ClassOfFinal(sequence[0]);
      } else if (has_symbol) {
        const auto [at, is_new] = expansion_at.emplace(
            sequence, static_cast<uint32_t>(result.expansions.size()));
        if (is_new) {
          result.expansions.push_back(static_cast<uint32_t>(sequence.size()));
          result.expansions.insert(result.expansions.end(), sequence.begin(),
                                   sequence.end());
        }
        value = at->second;
        fold_class = FoldClass::kExpand;
      } else if (std::any_of(sequence.begin(), sequence.end(),
                             [this](UChar32 part) {
                               return ClassOfFinal(part) == FoldClass::kBreak;
                             })) {
        fold_class = FoldClass::kBreak;
      }
      result.entries[i] = simd::MakeEntry(fold_class, value) | context;
    }
    return result;
  }

 private:
  // Marks that may join or change places with a neighbour.
  bool NeedsContext(UChar32 c) const {
    if (c < 0x300) return false;
    if (u_getCombiningClass(c) != 0) return true;
    return u_getIntPropertyValue(c, UCHAR_NFC_QUICK_CHECK) == UNORM_MAYBE;
  }

  UChar32 MapHan(UChar32 c) const {
    const auto found = std::lower_bound(
        han_.begin(), han_.end(), static_cast<uint32_t>(c),
        [](const HanPair& pair, uint32_t key) { return pair.from < key; });
    return found != han_.end() && found->from == static_cast<uint32_t>(c)
               ? static_cast<UChar32>(found->to)
               : c;
  }

  bool StaysAsDigit(UChar32 c) const {
    return options_.distinguish_digits && (U_GET_GC_MASK(c) & U_GC_N_MASK) != 0;
  }

  bool StaysAsWidth(UChar32 c) const {
    if (!options_.distinguish_width) return false;
    const int type = u_getIntPropertyValue(c, UCHAR_DECOMPOSITION_TYPE);
    return type == U_DT_WIDE || type == U_DT_NARROW;
  }

  // The compatibility form of one code point, then its Han form.
  Sequence MapOnce(UChar32 c) const {
    if (c >= 0xd800 && c <= 0xdfff) return {c};
    if (u_charType(c) == U_UNASSIGNED &&
        !u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
      return {c};
    }
    if (StaysAsDigit(c)) return {c};
    UErrorCode error = U_ZERO_ERROR;
    icu::UnicodeString form(c);
    if (StaysAsWidth(c)) {
      if (!options_.distinguish_case) form.foldCase();
    } else if (options_.distinguish_case) {
      if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
        return {};
      }
      form = nfkc_->normalize(icu::UnicodeString(c), error);
    } else {
      form = nfkc_casefold_->normalize(icu::UnicodeString(c), error);
    }
    LITANY_CHECK(U_SUCCESS(error));
    Sequence mapped;
    for (int32_t i = 0; i < form.length(); i = form.moveIndex32(i, 1)) {
      mapped.push_back(MapHan(form.char32At(i)));
    }
    return mapped;
  }

  // The class of a code point that maps to itself.
  FoldClass ClassOfFinal(UChar32 c) const {
    const uint32_t category = U_GET_GC_MASK(c);
    if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
      return FoldClass::kJoin;
    }
    if ((category & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0) {
      return IsUnspaced(c) ? FoldClass::kSingle : FoldClass::kWord;
    }
    if (options_.distinguish_punct &&
        (category & (U_GC_P_MASK | U_GC_S_MASK)) != 0) {
      return FoldClass::kSingle;
    }
    return c == 0x27 || c == 0x2019 ? FoldClass::kJoin : FoldClass::kBreak;
  }

  const FoldOptions options_;
  const icu::Normalizer2* nfkc_ = nullptr;
  const icu::Normalizer2* nfkc_casefold_ = nullptr;
  std::span<const HanPair> han_;
};

}  // namespace

FoldEntries BuildFoldEntries(const FoldOptions& options) {
  return Builder(options).Build();
}

}  // namespace litany::text
