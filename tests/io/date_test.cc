#include "io/date.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace litany::io {
namespace {

struct DateCase {
  const char* text;
  const char* want;
};

TEST(NormaliseDate, ReadsTheSpellingsOfTheContract) {
  constexpr DateCase kCases[] = {
      {"2026", "2026"},
      {"2026-11", "2026-11"},
      {"2026/11", "2026-11"},
      {"2026-11-23", "2026-11-23"},
      {"2026/11/23", "2026-11-23"},
      {"20261123", "2026-11-23"},
      {"20261123101112", "2026-11-23T10:11:12"},
      {"2026-11-23T10:11", "2026-11-23T10:11:00"},
      {"2026-11-23T10:11:12", "2026-11-23T10:11:12"},
      {"2026-11-23T10:11:12.345", "2026-11-23T10:11:12"},
      {"2026-11-23T10:11:12,9", "2026-11-23T10:11:12"},
      {"2026-11-23T10:11:12Z", "2026-11-23T10:11:12Z"},
      {"2026-11-23t10:11:12z", "2026-11-23T10:11:12Z"},
      {"2026-11-23T10:11Z", "2026-11-23T10:11:00Z"},
      {"2026-11-23T10:11:12.345+00:00", "2026-11-23T10:11:12Z"},
      {"2026-11-23 10:11", "2026-11-23T10:11:00"},
      {"2026-11-23 10:11:12", "2026-11-23T10:11:12"},
      {"2026/11/23 10:11:12", "2026-11-23T10:11:12"},
      {"2026-11-23 10:11:12 +0800", "2026-11-23T02:11:12Z"},
      {"2026-11-23 10:11:12 UTC", "2026-11-23T10:11:12Z"},
      {"20261123T101112Z", "2026-11-23T10:11:12Z"},
      {"  2026-11-23\n", "2026-11-23"},
  };
  for (const DateCase& c : kCases)
    EXPECT_EQ(NormaliseDate(c.text), c.want) << c.text;
}

TEST(NormaliseDate, TurnsZonesIntoUtcAcrossDaysAndYears) {
  constexpr DateCase kCases[] = {
      {"2026-11-23T02:00:00+08:00", "2026-11-22T18:00:00Z"},
      {"2026-01-01T00:30:00+01", "2025-12-31T23:30:00Z"},
      {"2025-12-31T23:30:00-0100", "2026-01-01T00:30:00Z"},
      {"2024-02-28T23:00:00-02:00", "2024-02-29T01:00:00Z"},
      {"2025-02-28T23:00:00-02:00", "2025-03-01T01:00:00Z"},
      {"1900-03-01T00:00:00+00:30", "1900-02-28T23:30:00Z"},
      {"0001-01-01T00:00:00+01:00", ""},
      {"9999-12-31T23:30:00-01:00", ""},
  };
  for (const DateCase& c : kCases)
    EXPECT_EQ(NormaliseDate(c.text), c.want) << c.text;
}

TEST(NormaliseDate, ReadsSecondsSinceTheEpoch) {
  constexpr DateCase kCases[] = {
      {"100000000", "1973-03-03T09:46:40Z"},
      {"1000000000", "2001-09-09T01:46:40Z"},
      {"1582934400", "2020-02-29T00:00:00Z"},
      {"1700000000.75", "2023-11-14T22:13:20Z"},
      {"9999999999", "2286-11-20T17:46:39Z"},
      {"0123456789", ""},
      {"1700000000000", ""},  // milliseconds are not in the contract
      {"-100000000", ""},
  };
  for (const DateCase& c : kCases)
    EXPECT_EQ(NormaliseDate(c.text), c.want) << c.text;
}

TEST(NormaliseDate, KnowsWhichDaysExist) {
  constexpr DateCase kCases[] = {
      {"2024-02-29", "2024-02-29"},
      {"2023-02-29", ""},
      {"2000-02-29", "2000-02-29"},
      {"1900-02-29", ""},
      {"2026-04-31", ""},
      {"2026-13-01", ""},
      {"2026-00-01", ""},
      {"2026-01-00", ""},
      {"2026-13", ""},
      {"0000", ""},
      {"20261332", ""},
      {"2026-11-23T24:00:00", ""},
      {"2026-11-23T10:60:00", ""},
      {"2026-11-23T10:11:61", ""},
      // A leap second is real, but the tables have no 60.
      {"2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"},
  };
  for (const DateCase& c : kCases)
    EXPECT_EQ(NormaliseDate(c.text), c.want) << c.text;
}

TEST(NormaliseDate, RefusesWhatIsNoDate) {
  for (const char* text : {"",
                           " ",
                           "yesterday",
                           "23.11.2026",
                           "11/23/2026",
                           "2026-11/23",
                           "26",
                           "202",
                           "20261",
                           "202611",
                           "2026-1-5",
                           "2026-11-23T",
                           "2026-11-23T10",
                           "2026-11-23T10:1",
                           "2026-11-23T10:11:12+",
                           "2026-11-23T10:11:12+8",
                           "2026-11-23T10:11:12+24:00",
                           "2026-11-23T10:11:12.Z",
                           "2026-11-23x",
                           "2026-11-23T10:11:12Zx",
                           "2026-",
                           "2026-11-",
                           "-2026",
                           "2026T10:11",
                           "2026-11-23T10:11:12+08:",
                           "\xEF\xBC\x92\xEF\xBC\x90",
                           "1e9"}) {
    EXPECT_EQ(NormaliseDate(text), "") << text;
  }
}

TEST(NormaliseDate, IsItsOwnFixedPoint) {
  for (const char* text : {"2026", "2026/11", "20261123", "20261123101112",
                           "2026-11-23T10:11+08:00", "1700000000"}) {
    const std::string once = NormaliseDate(text);
    EXPECT_EQ(NormaliseDate(once), once);
  }
}

TEST(NormaliseDate, ResultsOrderByTimeAndCoarserFirst) {
  std::vector<std::string> dates;
  for (const char* text :
       {"0999", "2025-12-31T23:59:59", "2026", "2026-01", "2026-01-01",
        "2026-01-01T00:00:00", "2026-01-01T00:00:00Z", "2026-01-01T00:00:01",
        "2026-01-02", "2026-02", "2027"}) {
    dates.push_back(NormaliseDate(text));
    EXPECT_NE(dates.back(), "");
  }
  EXPECT_TRUE(std::is_sorted(dates.begin(), dates.end()));
}

// Every day of four hundred years, through the zone arithmetic and back.
TEST(NormaliseDate, EveryDayShiftsToTheNextAndNoneIsSkipped) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  std::string yesterday = "1899-12-31";
  int days = 0;
  for (int year = 1900; year < 2300; ++year) {
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    for (int month = 1; month <= 12; ++month) {
      const int last = kDays[month - 1] + (month == 2 && leap ? 1 : 0);
      for (int day = 1; day <= last; ++day, ++days) {
        char today[32];
        std::snprintf(today, sizeof(today), "%04d-%02d-%02d", year, month, day);
        ASSERT_EQ(NormaliseDate(yesterday + "T23:00:00-02:00"),
                  std::string(today) + "T01:00:00Z");
        ASSERT_EQ(NormaliseDate(std::string(today) + "T01:00:00+02:00"),
                  yesterday + "T23:00:00Z");
        yesterday = today;
      }
    }
  }
  EXPECT_EQ(days, 146097);
}

TEST(HostOfUrl, TakesTheHostAndNothingElse) {
  constexpr DateCase kCases[] = {
      {"http://example.com", "example.com"},
      {"https://Example.COM/Path?q#f", "example.com"},
      {"https://example.com:8080/", "example.com"},
      {"https://user:pa@ss@example.com:1/", "example.com"},
      {"https://example.com./x", "example.com"},
      {"https://example.com?x=http://other.org/", "example.com"},
      {"https://example.com#@other.org", "example.com"},
      {"https://example.com\\@other.org", "example.com"},
      {"ftp://ftp.example.com/a", "ftp.example.com"},
      {"//cdn.example.com/lib.js", "cdn.example.com"},
      {"  http://example.com \n", "example.com"},
      {"http://[2001:DB8::1]:80/x", "[2001:db8::1]"},
      {"http://user@[::1]", "[::1]"},
      {"http://192.0.2.1/", "192.0.2.1"},
      {"http://\xE4\xB8\xAD.example/", "\xE4\xB8\xAD.example"},
      {"HTTP://EXAMPLE.COM", "example.com"},
  };
  for (const DateCase& c : kCases)
    EXPECT_EQ(HostOfUrl(c.text), c.want) << c.text;
}

TEST(HostOfUrl, IsEmptyWhereThereIsNoHost) {
  for (const char* url : {"",
                          "example.com",
                          "example.com/path",
                          "/path",
                          "mailto:a@b.c",
                          "http:",
                          "http:/",
                          "http://",
                          "http:///path",
                          "http://user@/",
                          "http://:80/",
                          "file:///etc/hosts",
                          "://example.com",
                          "1http://example.com",
                          "ht tp://example.com",
                          "http://exa mple.com/",
                          "http://[::1",
                          "http://[::1]x/",
                          "http://a\x01z/",
                          "javascript:x",
                          "http://./"}) {
    EXPECT_EQ(HostOfUrl(url), "") << url;
  }
}

}  // namespace
}  // namespace litany::io
