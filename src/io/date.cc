#include "io/date.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "base/calendar.h"
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

bool Exists(const Date& date) {
  if (date.year < 1) return false;
  if (date.month == 0) return true;
  if (date.month > 12) return false;
  if (date.day > base::DaysOfMonth(date.year, date.month)) return false;
  if (!date.time.has_value()) return true;
  // 60 is a leap second; which days had one is not for us to know.
  return date.time->hour < 24 && date.time->minute < 60 &&
         date.time->second <= 60;
}

constexpr int64_t kSecondsPerDay = 86400;

Date FromEpoch(int64_t seconds) {
  int64_t days = seconds / kSecondsPerDay;
  int64_t rest = seconds % kSecondsPerDay;
  if (rest < 0) {
    rest += kSecondsPerDay;
    --days;
  }
  const base::CivilDay day = base::DayOfNumber(days);
  Date date = {day.year, day.month, day.day, std::nullopt};
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
  return FromEpoch(
      base::DayNumber({date.year, date.month, date.day}) * kSecondsPerDay +
      (time.hour * 60 + time.minute - *time.zone) * 60 + time.second);
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
