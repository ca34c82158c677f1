// How many pages hold a thing, of things that come page by page.
//
// Thread safety: values without state.
// Tested by tests/templates/page_tally_test.cc.
#ifndef LITANY_TEMPLATES_PAGE_TALLY_H_
#define LITANY_TEMPLATES_PAGE_TALLY_H_

#include <cstdint>

namespace litany::templates {

class PageTally {
 public:
  // REQUIRES: no page before that of the last call
  void Add(uint32_t page) {
    if (page < next_) return;
    ++pages_;
    next_ = page + 1;
  }
  uint32_t pages() const { return pages_; }

 private:
  uint32_t pages_ = 0;
  uint32_t next_ = 0;  // the first page that counts again
};

}  // namespace litany::templates

#endif  // LITANY_TEMPLATES_PAGE_TALLY_H_
