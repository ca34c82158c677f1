// The shapes of values: which words are numbers, dates, hosts, paths and
// identifiers.  The part of the masker that looks at one word; masker.cc cuts
// the words.
//
// Cost: linear in the word.
// Thread safety: functions without state.
// Tested by tests/templates/masker_prop_test.cc.
#ifndef LITANY_TEMPLATES_VALUE_SHAPES_H_
#define LITANY_TEMPLATES_VALUE_SHAPES_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "templates/masker.h"
#include "templates/point_set.h"

namespace litany::templates {

bool HasDigit(std::string_view s);

// true, false or null, in lower case or with a capital.
bool IsLiteral(std::string_view word);

// Labels of letters, digits and hyphens with a dot between, the last of two
// small letters or more.
bool IsHost(std::string_view s);
bool IsPort(std::string_view s);

// The whole of a run is a time, date, e-mail address, hardware address, path.
bool IsWholeValue(std::string_view s, GapType* type);

// A part between colons that is a value, or holds one after a name.
bool IsValuePiece(std::string_view s);

// Bytes of a name and its joiner in front of the value: "core." of core.17.
size_t NamePrefix(std::string_view s);
GapType ValueType(std::string_view s);

// Where an abbreviated unit after one space ends (1.77 KB), else `end`.
size_t UnitEnd(std::string_view text, size_t end);
bool IsThousandsHead(std::string_view s);
bool IsThousandsTail(std::string_view s);

// "Sun Jul 24 02:38:22 2005", "March 4, 2011" from `begin`; 0 if none.
size_t NamedDateEnd(std::string_view text, size_t begin);
// "March 2011" from `begin`; 0 if none.
size_t MonthYearEnd(std::string_view text, size_t begin);

// A number with sign, decimals and a glued unit (-1, 16K, 0x2f).
bool IsNumber(std::string_view s);
// Letters, then one digit: L2, tty1, eth0.
bool IsNameWithDigit(std::string_view s);

// In text[begin, end): where scheme://... or www. begins, else npos.
size_t FindUrl(std::string_view text, size_t begin, size_t end);
size_t UrlEnd(std::string_view text, size_t begin);

// What WideNumberEnd and CjkDateEnd begin with.
inline constexpr std::string_view kCountingPoints =
    "〇一二三四五六七八九十百千万零两萬兩亿億廿年月"
    "０１２３４５６７８９";
inline constexpr PointSet kCounting(kCountingPoints);

// The end of a run of full-width digits or of CJK numerals, `at` if there is
// none; and whether it is a number, as numerals of ordinary words are not.
size_t WideNumberEnd(std::string_view text, size_t at, bool* counts);
// After a number, at 年 or 月: the end of 2011年3月4日; 0 if it is none.
size_t CjkDateEnd(std::string_view text, size_t at);

}  // namespace litany::templates

#endif  // LITANY_TEMPLATES_VALUE_SHAPES_H_
