#include "text/markup.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <unordered_set>

namespace litany::text {
namespace {

// Elements of HTML, past and present, sorted.
constexpr std::string_view kElements[] = {
    "a",          "abbr",   "acronym",  "address",   "applet",  "area",
    "article",    "aside",  "audio",    "b",         "base",    "basefont",
    "bdi",        "bdo",    "bgsound",  "big",       "blink",   "blockquote",
    "body",       "br",     "button",   "canvas",    "caption", "center",
    "cite",       "code",   "col",      "colgroup",  "data",    "datalist",
    "dd",         "del",    "details",  "dfn",       "dialog",  "dir",
    "div",        "dl",     "dt",       "em",        "embed",   "fieldset",
    "figcaption", "figure", "font",     "footer",    "form",    "frame",
    "frameset",   "h1",     "h2",       "h3",        "h4",      "h5",
    "h6",         "head",   "header",   "hgroup",    "hr",      "html",
    "i",          "iframe", "img",      "input",     "ins",     "isindex",
    "kbd",        "keygen", "label",    "legend",    "li",      "link",
    "listing",    "main",   "map",      "mark",      "marquee", "menu",
    "menuitem",   "meta",   "meter",    "nav",       "nobr",    "noframes",
    "noscript",   "object", "ol",       "optgroup",  "option",  "output",
    "p",          "param",  "picture",  "plaintext", "pre",     "progress",
    "q",          "rb",     "rp",       "rt",        "rtc",     "ruby",
    "s",          "samp",   "script",   "search",    "section", "select",
    "slot",       "small",  "source",   "span",      "strike",  "strong",
    "style",      "sub",    "summary",  "sup",       "svg",     "table",
    "tbody",      "td",     "template", "textarea",  "tfoot",   "th",
    "thead",      "time",   "title",    "tr",        "track",   "tt",
    "u",          "ul",     "var",      "video",     "wbr",     "xmp",
};
constexpr size_t kLongestName = 10;

// Attributes that stand without a value, sorted.
constexpr std::string_view kBareAttributes[] = {
    "allowfullscreen", "async",    "autofocus",
    "autoplay",        "checked",  "compact",
    "controls",        "declare",  "default",
    "defer",           "disabled", "download",
    "hidden",          "inert",    "ismap",
    "itemscope",       "loop",     "multiple",
    "muted",           "nohref",   "nomodule",
    "noresize",        "noshade",  "novalidate",
    "nowrap",          "open",     "readonly",
    "required",        "reversed", "selected",
};

bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool IsSpace(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

std::string Lower(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool IsElement(std::string_view name) {
  return name.size() <= kLongestName &&
         std::binary_search(std::begin(kElements), std::end(kElements),
                            std::string_view(Lower(name)));
}

// Whether what stands between name and ">" may be attributes rather than
// prose: "a<b and c>d" names the element b.  One value is proof enough, since
// attributes on real pages are often broken.
bool MayBeAttributes(std::string_view between) {
  if (between.find('=') != between.npos) return true;
  for (size_t i = 0; i < between.size();) {
    if (IsSpace(between[i]) || between[i] == '/') {
      ++i;
      continue;
    }
    const size_t begin = i;
    while (i < between.size() && !IsSpace(between[i]) && between[i] != '/') {
      ++i;
    }
    const std::string word = Lower(between.substr(begin, i - begin));
    if (!word.starts_with("data-") &&
        !std::binary_search(std::begin(kBareAttributes),
                            std::end(kBareAttributes),
                            std::string_view(word))) {
      return false;
    }
  }
  return true;
}

}  // namespace

size_t FindTags(std::string_view text, Markup markup,
                std::vector<TagSpan>* tags) {
  tags->clear();
  if (markup == Markup::kKeep) return 0;
  size_t steps = 0;
  // What follows a closing quote ends the same way whichever "<" it was
  // reached from, so places from which no tag ended are not tried again: else
  // <a ' ='<a ' ='<a ' =' would be read to its end from every "<".
  std::unordered_set<size_t> never_closed;
  std::vector<size_t> after_quotes;
  size_t at = text.find('<');
  while (at != text.npos) {
    const size_t begin = at;
    size_t p = begin + 1;
    if (p < text.size() && text[p] == '/') ++p;
    const size_t name_begin = p;
    while (p < text.size() &&
           (IsLetter(text[p]) ||
            (p > name_begin &&
             ((text[p] >= '0' && text[p] <= '9') || text[p] == '-')))) {
      ++p;
    }
    const std::string_view name = text.substr(name_begin, p - name_begin);
    const bool begins_like_tag =
        !name.empty() && p < text.size() &&
        (IsSpace(text[p]) || text[p] == '>' || text[p] == '/') &&
        (markup == Markup::kIgnore || IsElement(name));
    bool closed = false;
    bool after_equals = false;
    after_quotes.clear();
    while (begins_like_tag && p < text.size()) {
      const char c = text[p];
      if (c == '>') {
        closed = true;
        ++p;
        break;
      }
      if (c == '<') break;
      if (after_equals && (c == '"' || c == '\'')) {
        const size_t quote = text.find(c, p + 1);
        steps += std::min(quote, text.size()) - p;
        if (quote == text.npos) break;
        p = quote + 1;
        after_equals = false;
        if (never_closed.contains(p)) break;
        after_quotes.push_back(p);
        continue;
      }
      if (!IsSpace(c)) after_equals = c == '=';
      ++p;
      ++steps;
    }
    if (closed && markup == Markup::kAuto) {
      const size_t name_end = name_begin + name.size();
      steps += p - name_end;
      closed = MayBeAttributes(text.substr(name_end, p - 1 - name_end));
    }
    if (closed) {
      tags->push_back({begin, p});
      at = text.find('<', p);
    } else {
      never_closed.insert(after_quotes.begin(), after_quotes.end());
      at = text.find('<', begin + 1);
    }
    steps += name.size() + 1;
  }
  return steps;
}

}  // namespace litany::text
