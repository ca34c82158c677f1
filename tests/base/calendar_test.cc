#include "base/calendar.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace litany::base {
namespace {

std::string Spelling(const CivilDay& day) {
  char text[16];
  std::snprintf(text, sizeof(text), "%04u-%02u-%02u",
                static_cast<unsigned>(day.year) % 10000,
                static_cast<unsigned>(day.month) % 100,
                static_cast<unsigned>(day.day) % 100);
  return text;
}

// The calendar counted day by day, by the rule as one learns it.
class DayByDay {
 public:
  const CivilDay& day() const { return day_; }
  void Next() {
    const bool leap =
        day_.year % 400 == 0 || (day_.year % 4 == 0 && day_.year % 100 != 0);
    const int month = day_.month;
    const int days = month == 2 ? (leap ? 29 : 28)
                     : month == 4 || month == 6 || month == 9 || month == 11
                         ? 30
                         : 31;
    if (++day_.day <= days) return;
    day_.day = 1;
    if (++day_.month <= 12) return;
    day_.month = 1;
    ++day_.year;
  }

 private:
  CivilDay day_ = {1, 1, 1};
};

TEST(Calendar, KnowsTheseDays) {
  EXPECT_EQ(DayNumber({1970, 1, 1}), 0);
  EXPECT_EQ(DayNumber({1969, 12, 31}), -1);
  EXPECT_EQ(DayNumber({2000, 3, 1}), 11017);
  EXPECT_EQ(DayNumber({2026, 11, 23}), 20780);
  // datetime.date.min and max of Python, less date(1970, 1, 1).
  EXPECT_EQ(DayNumber({1, 1, 1}), -719162);
  EXPECT_EQ(DayNumber({9999, 12, 31}), 2932896);
}

TEST(Calendar, CountsEveryDayOfTenThousandYears) {
  DayByDay counted;
  for (int64_t number = -719162; number <= 2932896; ++number) {
    ASSERT_EQ(DayNumber(counted.day()), number);
    ASSERT_EQ(DayOfNumber(number), counted.day()) << number;
    counted.Next();
  }
}

TEST(DaysOfDate, AgreesWithALoopOverFourCenturies) {
  DayByDay counted;
  std::map<std::string, DayRange> ranges;
  for (int64_t number = -719162; counted.day().year <= 400; ++number) {
    const std::string date = Spelling(counted.day());
    for (const size_t length : {4u, 7u, 10u}) {
      DayRange& range =
          ranges.try_emplace(date.substr(0, length), DayRange{number, number})
              .first->second;
      range.last = number;
    }
    counted.Next();
  }
  EXPECT_EQ(ranges.size(), 400u + 4800u + 146097u);
  for (const auto& [date, range] : ranges) {
    ASSERT_EQ(DaysOfDate(date), range) << date;
  }
  EXPECT_EQ(DaysOfDate("9999"), (DayRange{2932896 - 364, 2932896}));
}

TEST(DaysOfDate, LeavesOutTheTimeOfDay) {
  const auto day = DaysOfDate("2026-11-23");
  ASSERT_TRUE(day.has_value());
  EXPECT_EQ(DaysOfDate("2026-11-23T23:59:59"), day);
  EXPECT_EQ(DaysOfDate("2026-11-23T00:00:00Z"), day);
}

TEST(DaysOfDate, KnowsNothingOfOtherSpellings) {
  for (const std::string date : {"",
                                 "202",
                                 "20260",
                                 "2026-",
                                 "2026-1",
                                 "2026-11-",
                                 "2026-11-3",
                                 "2026/11/23",
                                 "20261123",
                                 "2026-11-23T",
                                 "2026-11-23T10:11",
                                 "2026-11-23 10:11:12",
                                 "2026-11-23T10:11:12z",
                                 "2026-11-23T10:11:12ZZ",
                                 "0000",
                                 "2026-00",
                                 "2026-13",
                                 "2026-11-00",
                                 "2026-11-31",
                                 "2025-02-29",
                                 "1900-02-29",
                                 "x026",
                                 "-026"}) {
    EXPECT_EQ(DaysOfDate(date), std::nullopt) << date;
    EXPECT_EQ(DaysApart(date, "2026"), std::nullopt) << date;
    EXPECT_EQ(DaysApart("2026", date), std::nullopt) << date;
  }
}

TEST(DaysApart, IsTheLeastThatMayBe) {
  EXPECT_EQ(DaysApart("2026-11-23", "2026-11-23T10:11:12Z"), 0);
  EXPECT_EQ(DaysApart("2026-11-23", "2026-11-24"), 1);
  EXPECT_EQ(DaysApart("2026-01", "2026-02-03"), 3);
  EXPECT_EQ(DaysApart("2026", "2026-02"), 0);
  EXPECT_EQ(DaysApart("2023", "2025"), 367);
  EXPECT_EQ(DaysApart("2024-02", "2024-03-01"), 1);
}

// All pairs of days that two dates may mean, over three years with a leap day.
TEST(DaysApart, AgreesWithALoopOverAllDays) {
  std::map<std::string, std::vector<int64_t>> days_of;
  for (int64_t number = DayNumber({2023, 1, 1});
       number <= DayNumber({2025, 12, 31}); ++number) {
    const std::string date = Spelling(DayOfNumber(number));
    for (const size_t length : {4u, 7u, 10u}) {
      days_of[date.substr(0, length)].push_back(number);
    }
  }
  std::vector<std::string> dates;
  for (const auto& [date, days] : days_of) dates.push_back(date);
  std::mt19937 random(9);
  for (int i = 0; i < 3000; ++i) {
    std::string a = dates[random() % dates.size()];
    std::string b = dates[random() % dates.size()];
    // So that years and months are as frequent as days.
    a.resize(4 + 3 * (random() % (a.size() / 3)));
    b.resize(4 + 3 * (random() % (b.size() / 3)));
    int64_t least = INT64_MAX;
    for (const int64_t day_a : days_of.at(a)) {
      for (const int64_t day_b : days_of.at(b)) {
        least = std::min(least, std::abs(day_a - day_b));
      }
    }
    ASSERT_EQ(DaysApart(a, b), least) << a << " " << b;
    ASSERT_EQ(DaysApart(b, a), least) << a << " " << b;
  }
}

}  // namespace
}  // namespace litany::base
