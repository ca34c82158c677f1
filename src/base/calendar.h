// Days of the proleptic Gregorian calendar as numbers, and what dates that are
// known in part say about the distance of two events.
//
// Cost: constant; nothing is allocated.
// Thread safety: functions without state.
// Tested by tests/base/calendar_test.cc.
#ifndef LITANY_BASE_CALENDAR_H_
#define LITANY_BASE_CALENDAR_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace litany::base {

struct CivilDay {
  int year = 1970;
  int month = 1;  // 1 to 12
  int day = 1;

  friend bool operator==(const CivilDay&, const CivilDay&) = default;
};

// REQUIRES: 1 <= month <= 12
int DaysOfMonth(int year, int month);

// Days since 1970-01-01 and back.
// REQUIRES: 1 <= day.month <= 12
int64_t DayNumber(const CivilDay& day);
CivilDay DayOfNumber(int64_t number);

// The days that a date may mean, both ends included.
struct DayRange {
  int64_t first = 0;
  int64_t last = 0;

  friend bool operator==(const DayRange&, const DayRange&) = default;
};

// The days of a normalised date (io/date.h): "YYYY", "YYYY-MM", "YYYY-MM-DD"
// or "YYYY-MM-DDThh:mm:ss[Z]", years 0001 to 9999.  The day is taken as it is
// written: the time of day does not count, nor whether its zone was known.
// Nothing if it is empty (undated), not so spelt, or no day that exists.
std::optional<DayRange> DaysOfDate(std::string_view date);

// The least number of days that may lie between two dates; 0 if they may mean
// the same day.  "2026-01" and "2026-02-03" are 3 days apart.
// Nothing if DaysOfDate knows nothing of one of them.
std::optional<int64_t> DaysApart(std::string_view a, std::string_view b);

}  // namespace litany::base

#endif  // LITANY_BASE_CALENDAR_H_
