// Made-up sites whose furniture is known: lines with gaps around prose, and the
// gold that says which characters are whose.
//
// A site has one to three kinds of pages.  Each kind has two lines of header,
// two of navigation and three of footer; a line has 0 to 6 gaps of six types
// between its constants, and one line in seven is left out of some pages.  One
// page in five has a noise line between header and navigation, the body is two
// to six paragraphs of prose, and in one page of twenty a footer line stands
// quoted inside a paragraph, where it is text.
//
// The same options give the same bytes on every platform, and a site does not
// depend on how many others there are.
// Tested by tests/synth/sites_test.cc.
#ifndef LITANY_SYNTH_SITES_H_
#define LITANY_SYNTH_SITES_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "synth/lexicon.h"

namespace litany::synth {

struct SitesOptions {
  // kMixed: every other site is Chinese.
  Language language = Language::kMixed;
  uint64_t seed = 1;
  uint64_t sites = 50;
  uint64_t pages = 200;  // of each site
};

// Code points of a page's text.
struct CharRange {
  uint64_t begin = 0;
  uint64_t end = 0;
};

struct SiteGap {
  CharRange range;
  std::string_view type;  // number, date, time, url, email or word
};

// A line of furniture on a page.
struct SiteBlock {
  // Of the line of its site, whatever the kind of page.
  std::string name;
  std::string pattern;  // its constants, "<*>" for each gap
  CharRange range;
  std::vector<SiteGap> gaps;
};

struct SitePage {
  std::string id;
  std::string url;
  std::string date;  // YYYY-MM-DD
  std::string text;
  std::vector<SiteBlock> blocks;
  std::vector<CharRange> prose;  // its lines
};

// Calls `take` for each page, site by site; an error of it ends the work.
absl::Status GenerateSites(
    const SitesOptions& options,
    const std::function<absl::Status(const SitePage&)>& take);

}  // namespace litany::synth

#endif  // LITANY_SYNTH_SITES_H_
