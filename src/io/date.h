// Dates of many spellings to one.
#ifndef LITANY_IO_DATE_H_
#define LITANY_IO_DATE_H_

#include <string>
#include <string_view>

namespace litany::io {

// Reads ISO 8601 in full or in part (2026, 2026-11, 2026-11-23,
// 2026-11-23T10:11[:12[.345]][Z|+08:00|+0800]), YYYYMMDD, YYYYMMDDhhmmss,
// "YYYY-MM-DD hh:mm[:ss]" (with / for - too) and seconds since the epoch (9 or
// 10 digits).  Returns "YYYY", "YYYY-MM", "YYYY-MM-DD" or
// "YYYY-MM-DDThh:mm:ss", with "Z" where the zone was given (the time is then
// in UTC).  Such strings order by time when compared byte by byte, coarser
// before finer.  Empty: not a date, or not one that exists.
std::string NormaliseDate(std::string_view text);

// The host of an http(s) or other authority-based url: lower case, without
// user, port and a trailing dot.  Empty: there is none.
std::string HostOfUrl(std::string_view url);

}  // namespace litany::io

#endif  // LITANY_IO_DATE_H_
