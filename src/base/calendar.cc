#include "base/calendar.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace litany::base {
namespace {

bool IsLeapYear(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Whether `text` is spelt as `form`, in which 0 stands for any digit.
bool HasForm(std::string_view text, std::string_view form) {
  return std::equal(text.begin(), text.end(), form.begin(), form.end(),
                    [](char c, char wanted) {
                      return wanted == '0' ? IsDigit(c) : c == wanted;
                    });
}

// The number of the digits at `begin`.
int Number(std::string_view text, size_t begin, size_t length) {
  int number = 0;
  for (const char c : text.substr(begin, length)) {
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

int DaysOfMonth(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeapYear(year) ? 29 : kDays[month - 1];
}

// Both after H. Hinnant, "chrono-compatible low-level date algorithms": years
// begin in March, so that the leap day is a year's last, and come in eras of
// 400.
int64_t DayNumber(const CivilDay& day) {
  const int64_t year = day.month <= 2 ? day.year - 1 : day.year;
  const int64_t era = (year >= 0 ? year : year - 399) / 400;
  const int64_t year_of_era = year - era * 400;
  const int64_t month = (day.month + 9) % 12;
  const int64_t day_of_year = (153 * month + 2) / 5 + day.day - 1;
  const int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

CivilDay DayOfNumber(int64_t number) {
  number += 719468;
  const int64_t era = (number >= 0 ? number : number - 146096) / 146097;
  const int64_t day_of_era = number - era * 146097;
  const int64_t year_of_era = (day_of_era - day_of_era / 1460 +
                               day_of_era / 36524 - day_of_era / 146096) /
                              365;
  const int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t month = (5 * day_of_year + 2) / 153;
  CivilDay day;
  day.day = static_cast<int>(day_of_year - (153 * month + 2) / 5 + 1);
  day.month = static_cast<int>(month < 10 ? month + 3 : month - 9);
  day.year =
      static_cast<int>(year_of_era + era * 400 + (day.month <= 2 ? 1 : 0));
  return day;
}

std::optional<DayRange> DaysOfDate(std::string_view date) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  constexpr size_t kYear = 4;
  constexpr size_t kMonth = 7;
  constexpr size_t kDay = 10;
  constexpr size_t kTime = 19;
  const size_t size = date.size();
  if ((size != kYear && size != kMonth && size != kDay && size != kTime &&
       size != kForm.size()) ||
      !HasForm(date, kForm.substr(0, size))) {
    return std::nullopt;
  }
  const int year = Number(date, 0, 4);
  if (year < 1) return std::nullopt;
  if (size == kYear) {
    return DayRange{DayNumber({year, 1, 1}), DayNumber({year, 12, 31})};
  }
  const int month = Number(date, 5, 2);
  if (month < 1 || month > 12) return std::nullopt;
  const int days = DaysOfMonth(year, month);
  if (size == kMonth) {
    return DayRange{DayNumber({year, month, 1}),
                    DayNumber({year, month, days})};
  }
  const int day = Number(date, 8, 2);
  if (day < 1 || day > days) return std::nullopt;
  const int64_t number = DayNumber({year, month, day});
  return DayRange{number, number};
}

std::optional<int64_t> DaysApart(std::string_view a, std::string_view b) {
  const std::optional<DayRange> days_a = DaysOfDate(a);
  const std::optional<DayRange> days_b = DaysOfDate(b);
  if (!days_a.has_value() || !days_b.has_value()) return std::nullopt;
  return std::max<int64_t>(
      {0, days_b->first - days_a->last, days_a->first - days_b->last});
}

}  // namespace litany::base
