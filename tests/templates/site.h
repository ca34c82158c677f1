// Pages of a made site: a head, a text of its own, and a foot.
#ifndef LITANY_TESTS_TEMPLATES_SITE_H_
#define LITANY_TESTS_TEMPLATES_SITE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace litany::templates {

// A sentence that no other (page, number) has.
inline std::string SentenceOf(uint32_t page, uint32_t number) {
  uint64_t state = uint64_t{page} * 1000003 + number + 1;
  std::string sentence;
  for (int word = 0; word < 9; ++word) {
    if (word > 0) sentence += ' ';
    for (int letter = 0; letter < 6; ++letter) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      sentence += static_cast<char>('a' + (state >> 33) % 26);
    }
  }
  return sentence + ".";
}

struct Site {
  std::string head = "Example Daily\nHome\nNews\nSport";
  std::string foot = "Contact us\nAll rights reserved\nImprint";
  // What stands between the sentences of a page; empty: nothing.
  std::string inserted;

  std::string Page(uint32_t page, uint32_t sentences = 4) const {
    std::string text = head + "\n";
    for (uint32_t i = 0; i < sentences; ++i) {
      text += SentenceOf(page, i) + "\n";
      if (i == 1 && !inserted.empty()) text += inserted + "\n";
    }
    return text + foot;
  }
  std::vector<std::string> Pages(uint32_t count) const {
    std::vector<std::string> pages;
    for (uint32_t p = 0; p < count; ++p) pages.push_back(Page(p));
    return pages;
  }
};

}  // namespace litany::templates

#endif  // LITANY_TESTS_TEMPLATES_SITE_H_
