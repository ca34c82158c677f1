// report.html: the shell that src/report/page builds, filled with a title, the
// tables that are shown without JavaScript, and blocks of JSON from which the
// page draws all else.
//
// The shell carries its program and its style, and a content security policy
// that allows these two by their hashes and nothing besides; what is put in
// here is data and runs nowhere (report/escape.h).
//
// The bytes depend on the arguments alone.  Cost: one pass over the blocks.
// Thread safety: functions without state.
// Tested by tests/report/page_writer_test.cc, and in a browser by tests/page.
#ifndef LITANY_REPORT_PAGE_WRITER_H_
#define LITANY_REPORT_PAGE_WRITER_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "base/file.h"

namespace litany::report {

// A table of the page without JavaScript.
struct PageTable {
  std::string caption;
  std::vector<std::string> head;
  std::vector<std::vector<std::string>> rows;
  // What to know of it: what is left out, why it is empty.  May be empty.
  std::string note;
};

// <script type="application/json" id="litany-NAME">; `json` in pieces, so
// that rows that are held need not be copied together.
struct PageBlock {
  std::string name;  // lower-case ASCII letters
  std::vector<std::string> json;
};

struct Page {
  std::string title;
  std::vector<std::string> lead;  // sentences
  std::vector<PageTable> tables;
  std::vector<PageBlock> blocks;
};

// The shell as built.
std::string_view PageShell();

// Internal if the shell lacks one of its marks (a test holds that it does
// not); else what `sink` says.
absl::Status WritePage(const Page& page, base::ByteSink* sink);

}  // namespace litany::report

#endif  // LITANY_REPORT_PAGE_WRITER_H_
