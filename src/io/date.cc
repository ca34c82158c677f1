#include "io/date.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "base/strings.h"

namespace litany::io {
namespace {

std::string_view Trim(std::string_view text) {
  return base::FromAbsl(absl::StripAsciiWhitespace(base::ToAbsl(text)));
}

// Reads a text from the front; what does not match is left where it was.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool AtEnd() const { return rest_.empty(); }
  bool At(char c) const { return rest_.starts_with(c); }

  bool Consume(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  // The digits at the front.
  size_t CountDigits() const {
    const auto end =
        std::find_if_not(rest_.begin(), rest_.end(), absl::ascii_isdigit);
    return static_cast<size_t>(end - rest_.begin());
  }

  // Exactly `count` digits, whatever follows them.
  bool ConsumeNumber(size_t count, int* value) {
    if (CountDigits() < count) return false;
    *value = 0;
    for (size_t i = 0; i < count; ++i) *value = *value * 10 + (rest_[i] - '0');
    rest_.remove_prefix(count);
    return true;
  }

  void ConsumeDigits() { rest_.remove_prefix(CountDigits()); }

 private:
  std::string_view rest_;
};

struct Time {
  int hour = 0;
  int minute = 0;
  int second = 0;
  // Minutes east of Greenwich.
  std::optional<int> zone;
};

struct Date {
  int year = 0;
  int month = 0;  // 0: not given
  int day = 0;    // 0: not given
  std::optional<Time> time;
};

bool IsLeapYear(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int DaysOfMonth(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeapYear(year) ? 29 : kDays[month - 1];
}

bool Exists(const Date& date) {
  if (date.year < 1) return false;
  if (date.month == 0) return true;
  if (date.month > 12) return false;
  if (date.day > DaysOfMonth(date.year, date.month)) return false;
  if (!date.time.has_value()) return true;
  // 60 is a leap second; which days had one is not for us to know.
  return date.time->hour < 24 && date.time->minute < 60 &&
         date.time->second <= 60;
}

// Days since 1970-01-01 and back (proleptic Gregorian calendar), after
// H. Hinnant, "chrono-compatible low-level date algorithms": years begin in
// March, so that the leap day is a year's last, and come in eras of 400.
int64_t DaysFromCivil(const Date& date) {
  const int64_t year = date.month <= 2 ? date.year - 1 : date.year;
  const int64_t era = (year >= 0 ? year : year - 399) / 400;
  const int64_t year_of_era = year - era * 400;
  const int64_t month = (date.month + 9) % 12;
  const int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
  const int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

Date CivilFromDays(int64_t days) {
  days += 719468;
  const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const int64_t day_of_era = days - era * 146097;
  const int64_t year_of_era = (day_of_era - day_of_era / 1460 +
                               day_of_era / 36524 - day_of_era / 146096) /
                              365;
  const int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t month = (5 * day_of_year + 2) / 153;
  Date date;
  date.day = static_cast<int>(day_of_year - (153 * month + 2) / 5 + 1);
  date.month = static_cast<int>(month < 10 ? month + 3 : month - 9);
  date.year =
      static_cast<int>(year_of_era + era * 400 + (date.month <= 2 ? 1 : 0));
  return date;
}

constexpr int64_t kSecondsPerDay = 86400;

Date FromEpoch(int64_t seconds) {
  int64_t days = seconds / kSecondsPerDay;
  int64_t rest = seconds % kSecondsPerDay;
  if (rest < 0) {
    rest += kSecondsPerDay;
    --days;
  }
  Date date = CivilFromDays(days);
  date.time = Time{.hour = static_cast<int>(rest / 3600),
                   .minute = static_cast<int>(rest / 60 % 60),
                   .second = static_cast<int>(rest % 60),
                   .zone = 0};
  return date;
}

// Z, +08:00, +0800, +08, or nothing.
bool ReadZone(Scanner* scanner, Time* time) {
  if (scanner->AtEnd()) return true;
  if (scanner->Consume("Z") || scanner->Consume("z") ||
      scanner->Consume("UTC")) {
    time->zone = 0;
    return true;
  }
  const bool west = scanner->Consume("-");
  if (!west && !scanner->Consume("+")) return false;
  int hours = 0;
  int minutes = 0;
  if (!scanner->ConsumeNumber(2, &hours)) return false;
  const bool colon = scanner->Consume(":");
  if (!scanner->ConsumeNumber(2, &minutes) && colon) return false;
  if (hours > 23 || minutes > 59) return false;
  time->zone = (west ? -1 : 1) * (hours * 60 + minutes);
  return true;
}

// hh:mm[:ss[.fff]] or hhmm[ss[.fff]], then a zone.
bool ReadTime(Scanner* scanner, Time* time) {
  if (!scanner->ConsumeNumber(2, &time->hour)) return false;
  const bool colons = scanner->Consume(":");
  if (!scanner->ConsumeNumber(2, &time->minute)) return false;
  const bool has_second =
      colons ? scanner->Consume(":") : scanner->CountDigits() > 0;
  if (has_second) {
    if (!scanner->ConsumeNumber(2, &time->second)) return false;
    if (scanner->Consume(".") || scanner->Consume(",")) {
      if (scanner->CountDigits() == 0) return false;
      scanner->ConsumeDigits();
    }
  }
  scanner->Consume(" ");
  return ReadZone(scanner, time);
}

// YYYY[-MM[-DD]] (or with slashes), or YYYYMMDD.
bool ReadDay(Scanner* scanner, Date* date) {
  const bool compact = scanner->CountDigits() >= 8;
  if (!scanner->ConsumeNumber(4, &date->year)) return false;
  const auto two_digits = [scanner](int* value) {
    return scanner->ConsumeNumber(2, value) && *value > 0;
  };
  if (compact) return two_digits(&date->month) && two_digits(&date->day);
  const std::string_view separator = scanner->At('/') ? "/" : "-";
  if (!scanner->Consume(separator)) return scanner->AtEnd();
  if (!two_digits(&date->month)) return false;
  if (!scanner->Consume(separator)) return scanner->AtEnd();
  return two_digits(&date->day);
}

// Seconds since 1970, whole or with a fraction, which is dropped.
bool ReadEpoch(std::string_view text, Date* date) {
  Scanner scanner(text);
  const size_t digits = scanner.CountDigits();
  // Ten digits reach the year 2286; fewer than nine are before 1973 and look
  // like other things, as does a number with zeros in front.
  if ((digits != 9 && digits != 10) || scanner.At('0')) return false;
  int high = 0;
  int low = 0;
  scanner.ConsumeNumber(digits - 5, &high);
  scanner.ConsumeNumber(5, &low);
  if (scanner.Consume(".")) scanner.ConsumeDigits();
  if (!scanner.AtEnd()) return false;
  *date = FromEpoch(int64_t{high} * 100000 + low);
  return true;
}

bool ReadDate(std::string_view text, Date* date) {
  Scanner scanner(text);
  const size_t digits = scanner.CountDigits();
  if (digits == 9 || digits == 10) return ReadEpoch(text, date);
  if (digits != 4 && digits != 8 && digits != 14) return false;
  if (!ReadDay(&scanner, date)) return false;
  if (scanner.AtEnd()) return true;
  if (digits != 14 && !scanner.Consume("T") && !scanner.Consume("t") &&
      !scanner.Consume(" ")) {
    return false;
  }
  Time time;
  if (!ReadTime(&scanner, &time) || !scanner.AtEnd()) return false;
  date->time = time;
  return true;
}

Date ToUtc(const Date& date) {
  const Time& time = *date.time;
  return FromEpoch(DaysFromCivil(date) * kSecondsPerDay +
                   (time.hour * 60 + time.minute - *time.zone) * 60 +
                   time.second);
}

}  // namespace

std::string NormaliseDate(std::string_view text) {
  Date date;
  if (!ReadDate(Trim(text), &date) || !Exists(date)) return "";
  if (date.time.has_value()) {
    // The tables know no leap second: the one before it.
    date.time->second = std::min(date.time->second, 59);
    if (date.time->zone.value_or(0) != 0) {
      date = ToUtc(date);
      if (date.year < 1 || date.year > 9999) return "";
    }
  }
  std::string out = absl::StrFormat("%04d", date.year);
  if (date.month != 0) absl::StrAppendFormat(&out, "-%02d", date.month);
  if (date.day != 0) absl::StrAppendFormat(&out, "-%02d", date.day);
  if (date.time.has_value()) {
    absl::StrAppendFormat(&out, "T%02d:%02d:%02d%s", date.time->hour,
                          date.time->minute, date.time->second,
                          date.time->zone.has_value() ? "Z" : "");
  }
  return out;
}

std::string HostOfUrl(std::string_view url) {
  url = Trim(url);
  if (!url.starts_with("//")) {
    const size_t colon = url.find(':');
    if (colon == 0 || colon == url.npos) return "";
    const auto in_scheme = [](char c) {
      return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '+' ||
             c == '-' || c == '.';
    };
    const std::string_view scheme = url.substr(0, colon);
    if (!absl::ascii_isalpha(static_cast<unsigned char>(scheme[0])) ||
        !std::all_of(scheme.begin(), scheme.end(), in_scheme)) {
      return "";
    }
    url.remove_prefix(colon + 1);
    if (!url.starts_with("//")) return "";
  }
  url.remove_prefix(2);
  // A backslash ends the host for browsers; what follows must not pass for it.
  std::string_view host = url.substr(0, url.find_first_of("/\\?#"));
  const size_t at = host.rfind('@');
  if (at != host.npos) host.remove_prefix(at + 1);
  if (host.starts_with('[')) {
    const size_t bracket = host.find(']');
    if (bracket == host.npos) return "";
    const std::string_view after = host.substr(bracket + 1);
    if (!after.empty() && after.front() != ':') return "";
    host = host.substr(0, bracket + 1);
  } else {
    host = host.substr(0, host.find(':'));
    if (host.ends_with('.')) host.remove_suffix(1);
  }
  const auto is_foul = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7F;
  };
  if (std::any_of(host.begin(), host.end(), is_foul)) return "";
  return absl::AsciiStrToLower(base::ToAbsl(host));
}

}  // namespace litany::io
