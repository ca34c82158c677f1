#include "eval/xml_tags.h"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace litany::eval {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

void AppendCodePoint(uint32_t point, std::string* out) {
  const auto byte = [out](uint32_t value) {
    out->push_back(static_cast<char>(value));
  };
  if (point < 0x80) {
    byte(point);
  } else if (point < 0x800) {
    byte(0xC0 | point >> 6);
    byte(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    byte(0xE0 | point >> 12);
    byte(0x80 | (point >> 6 & 0x3F));
    byte(0x80 | (point & 0x3F));
  } else {
    byte(0xF0 | point >> 18);
    byte(0x80 | (point >> 12 & 0x3F));
    byte(0x80 | (point >> 6 & 0x3F));
    byte(0x80 | (point & 0x3F));
  }
}

// What &NAME; stands for, appended; false: nothing that we know.
bool AppendEntity(std::string_view name, std::string* out) {
  constexpr std::pair<std::string_view, char> kNamed[] = {
      {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  for (const auto& [known, character] : kNamed) {
    if (name == known) {
      out->push_back(character);
      return true;
    }
  }
  if (!name.starts_with('#')) return false;
  const bool is_hex = name.starts_with("#x");
  name.remove_prefix(is_hex ? 2 : 1);
  uint32_t point = 0;
  const char* const end = name.data() + name.size();
  const auto read = std::from_chars(name.data(), end, point, is_hex ? 16 : 10);
  const bool is_character =
      point > 0 && point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
  if (read.ec != std::errc() || read.ptr != end || !is_character) return false;
  AppendCodePoint(point, out);
  return true;
}

std::string Unescape(std::string_view value) {
  std::string out;
  while (!value.empty()) {
    if (value.front() == '&') {
      const size_t end = value.find(';');
      if (end != std::string_view::npos &&
          AppendEntity(value.substr(1, end - 1), &out)) {
        value.remove_prefix(end + 1);
        continue;
      }
    }
    out.push_back(value.front());
    value.remove_prefix(1);
  }
  return out;
}

class Scanner {
 public:
  explicit Scanner(std::string_view xml) : rest_(xml), whole_(xml.size()) {}

  absl::StatusOr<std::vector<XmlTag>> Tags() {
    std::vector<XmlTag> tags;
    while (SkipTo('<')) {
      if (rest_.starts_with("<!--")) {
        LITANY_RETURN_IF_ERROR(SkipPast("-->"));
      } else if (rest_.starts_with("<![CDATA[")) {
        LITANY_RETURN_IF_ERROR(SkipPast("]]>"));
      } else if (rest_.starts_with("<?")) {
        LITANY_RETURN_IF_ERROR(SkipPast("?>"));
      } else if (rest_.starts_with("<!") || rest_.starts_with("</")) {
        LITANY_RETURN_IF_ERROR(SkipPast(">"));
      } else {
        LITANY_ASSIGN_OR_RETURN(tags.emplace_back(), Tag());
      }
    }
    return tags;
  }

 private:
  bool SkipTo(char wanted) {
    const size_t at = rest_.find(wanted);
    if (at == std::string_view::npos) return false;
    rest_.remove_prefix(at);
    return true;
  }

  absl::Status SkipPast(std::string_view end) {
    const size_t at = rest_.find(end);
    if (at == std::string_view::npos) return Unended();
    rest_.remove_prefix(at + end.size());
    return absl::OkStatus();
  }

  absl::Status Unended() const {
    return absl::DataLossError(
        absl::StrCat("the XML is cut in what begins at byte ",
                     whole_ - rest_.size(), "; is the file complete?"));
  }

  void SkipSpace() {
    const size_t at = rest_.find_first_not_of(kSpace);
    rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at);
  }

  std::string_view Name() {
    const size_t end = rest_.find_first_of(" \t\r\n=/>\"'");
    const std::string_view name = rest_.substr(0, end);
    rest_.remove_prefix(name.size());
    return name;
  }

  absl::StatusOr<XmlTag> Tag() {
    rest_.remove_prefix(1);
    XmlTag tag;
    tag.name = Name();
    while (true) {
      SkipSpace();
      if (rest_.empty()) return Unended();
      if (rest_.front() == '>') {
        rest_.remove_prefix(1);
        return tag;
      }
      const std::string_view name = Name();
      if (name.empty()) {  // a slash, or what should not be here
        rest_.remove_prefix(1);
        continue;
      }
      SkipSpace();
      if (!rest_.starts_with('=')) continue;
      rest_.remove_prefix(1);
      SkipSpace();
      if (rest_.empty()) return Unended();
      const char quote = rest_.front();
      if (quote != '"' && quote != '\'') {
        return absl::DataLossError(
            absl::StrCat("the value of an attribute stands without quotes at "
                         "byte ",
                         whole_ - rest_.size()));
      }
      const size_t end = rest_.find(quote, 1);
      if (end == std::string_view::npos) return Unended();
      tag.attributes.insert_or_assign(std::string(name),
                                      Unescape(rest_.substr(1, end - 1)));
      rest_.remove_prefix(end + 1);
    }
  }

  std::string_view rest_;
  size_t whole_;
};

}  // namespace

const std::string* XmlTag::Find(std::string_view attribute) const {
  const auto at = attributes.find(attribute);
  return at == attributes.end() ? nullptr : &at->second;
}

absl::StatusOr<std::vector<XmlTag>> ReadXmlTags(std::string_view xml) {
  return Scanner(xml).Tags();
}

}  // namespace litany::eval
