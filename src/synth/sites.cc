#include "synth/sites.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <span>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/status_macros.h"
#include "base/utf8.h"
#include "synth/layout.h"
#include "synth/random.h"

namespace litany::synth {
namespace {

// Keys of random streams.
constexpr uint64_t kSiteStream = 0x73697465;
constexpr uint64_t kPageStream = 0x70616765;

constexpr std::string_view kEnglishLabels[] = {
    "Copyright", "Page views:", "Last changed",    "Contact",
    "Home",      "Posted by",   "Section",         "Printed from",
    "Reference", "Comments",    "Updated",         "Archive",
    "Subscribe", "Served by",   "Edition",         "Permanent link",
    "Desk",      "Queries",     "Rights reserved", "Processed in",
    "Licence",   "Write to",    "Browse",          "Next issue"};
constexpr std::string_view kChineseLabels[] = {
    "版权所有", "浏览次数：", "最后修改", "联系我们",     "首页",
    "发布者：", "栏目",       "打印自",   "编号",         "评论",
    "更新于",   "资料库",     "订阅",     "服务器",       "版次",
    "永久链接", "责任编辑：", "查询",     "保留一切权利", "处理用时",
    "许可证",   "来信请寄",   "浏览",     "下期"};
constexpr std::string_view kEnglishNames[] = {
    "Abbott", "Brandt",  "Castillo", "Dvorak", "Eriksen",  "Fontaine",
    "Gupta",  "Hayashi", "Ibrahim",  "Jansen", "Kowalski", "Lindqvist"};
constexpr std::string_view kChineseNames[] = {"安平", "白桦", "常青", "杜若",
                                              "方圆", "顾影", "何川", "江离",
                                              "林深", "孟秋", "乔木", "苏叶"};
constexpr std::string_view kJoints[] = {"| ", "· ", "— ", ""};
constexpr std::string_view kTypes[] = {"number", "date",  "time",
                                       "url",    "email", "word"};
// Lines of header, navigation and footer.
constexpr std::array<size_t, 3> kLinesOfPart = {2, 2, 3};

template <typename Values>
auto Pick(const Values& values, Random* random) {
  const uint64_t at = random->Below(std::size(values));
  return *(std::begin(values) + static_cast<std::ptrdiff_t>(at));
}

bool Chance(uint64_t percent, Random* random) {
  return random->Below(100) < percent;
}

std::string Letters(Random* random) {
  std::string letters;
  for (uint64_t left = random->Between(4, 9); left > 0; --left) {
    letters += static_cast<char>('a' + random->Below(26));
  }
  return letters;
}

std::string RandomDate(Random* random) {
  const uint64_t year = random->Between(1999, 2026);
  const uint64_t month = random->Between(1, 12);
  return absl::StrFormat("%04d-%02d-%02d", year, month, random->Between(1, 28));
}

std::string GapValue(std::string_view type, bool is_chinese, Random* random) {
  if (type == "number") {
    uint64_t end = 1;
    for (uint64_t i = random->Between(1, 6); i > 0; --i) end *= 10;
    return absl::StrCat(random->Below(end));
  }
  if (type == "date") return RandomDate(random);
  if (type == "time") {
    const uint64_t hour = random->Below(24);
    return absl::StrFormat("%02d:%02d", hour, random->Below(60));
  }
  if (type == "word") {
    return std::string(is_chinese ? Pick(kChineseNames, random)
                                  : Pick(kEnglishNames, random));
  }
  const std::string name = Letters(random);
  if (type == "url") {
    return absl::StrCat("http://", name, ".test/", random->Below(100000));
  }
  const char host = static_cast<char>('a' + random->Below(8));
  return absl::StrCat(name, "@", std::string(1, host), "mail.test");
}

// A text that grows, with its length in code points.
class PageText {
 public:
  void Append(std::string_view part) {
    text_ += part;
    size_ += base::CountCodePoints(part);
  }
  uint64_t size() const { return size_; }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  uint64_t size_ = 0;
};

// A line of furniture of a site.
struct FurnitureLine {
  struct Piece {
    std::string constant;
    std::string_view type;  // of the gap behind it; empty: none
  };
  std::string name;
  std::vector<Piece> pieces;
  bool is_optional = false;

  std::string Pattern() const {
    std::string pattern;
    for (const Piece& piece : pieces) {
      absl::StrAppend(&pattern, piece.constant,
                      piece.type.empty() ? "" : "<*>");
    }
    return pattern;
  }

  // Appends it with values for its gaps.
  SiteBlock Write(bool is_chinese, Random* random, PageText* out) const {
    SiteBlock block{name, Pattern(), {out->size(), 0}, {}};
    for (const Piece& piece : pieces) {
      out->Append(piece.constant);
      if (piece.type.empty()) continue;
      const uint64_t begin = out->size();
      out->Append(GapValue(piece.type, is_chinese, random));
      block.gaps.push_back({{begin, out->size()}, piece.type});
    }
    block.range.end = out->size();
    return block;
  }
};

class Site {
 public:
  Site(const SitesOptions& options, uint64_t number, const Lexicon& lexicon)
      : lexicon_(lexicon),
        options_(options),
        number_(number),
        is_chinese_(options.language == Language::kChinese ||
                    (options.language == Language::kMixed && number % 2 == 1)),
        host_(absl::StrFormat("site%03d.test", number)) {
    Random random{options.seed, kSiteStream, number};
    // One pattern is one line, whatever the kind of page.
    std::map<std::string, std::string> names;
    kinds_.resize(random.Between(1, 3));
    for (size_t kind = 0; kind < kinds_.size(); ++kind) {
      std::vector<std::string> labels = Labels(&random);
      for (size_t part = 0; part < kLinesOfPart.size(); ++part) {
        for (size_t i = 0; i < kLinesOfPart[part]; ++i) {
          FurnitureLine line = MakeLine(&labels, &random);
          const std::string name =
              absl::StrCat(number, "/", kind, "/", part, "/", i);
          line.name = names.try_emplace(line.Pattern(), name).first->second;
          kinds_[kind][part].push_back(std::move(line));
        }
      }
    }
  }

  SitePage Page(uint64_t page) const {
    Random random{options_.seed, kPageStream, number_, page};
    SitePage made;
    made.id = absl::StrFormat("%s/%04d", host_, page);
    made.url = absl::StrCat("http://", made.id);
    made.date = RandomDate(&random);
    const PageKind& kind = Pick(kinds_, &random);
    PageText text;
    PutFurniture(kind[0], &random, &text, &made);
    if (Chance(20, &random)) {
      PutProse(Prose(random.Between(6, 20), &random), &text, &made);
    }
    PutFurniture(kind[1], &random, &text, &made);
    for (const std::string& paragraph : Body(kind[2], &random)) {
      PutProse(paragraph, &text, &made);
    }
    PutFurniture(kind[2], &random, &text, &made);
    made.text = text.text();
    return made;
  }

 private:
  using PageKind = std::array<std::vector<FurnitureLine>, kLinesOfPart.size()>;

  // Different labels, some of them usual, in random order.
  std::vector<std::string> Labels(Random* random) const {
    constexpr size_t kWanted = 60;
    absl::flat_hash_set<std::string> taken;
    std::vector<std::string> labels;
    const auto add = [&](std::string label) {
      if (taken.insert(label).second) labels.push_back(std::move(label));
    };
    for (const std::string_view label :
         is_chinese_ ? std::span(kChineseLabels) : std::span(kEnglishLabels)) {
      if (Chance(80, random)) add(std::string(label));
    }
    while (labels.size() < kWanted) add(NewLabel(random));
    for (size_t i = labels.size(); i > 1; --i) {
      std::swap(labels[i - 1], labels[random->Below(i)]);
    }
    return labels;
  }

  std::string NewLabel(Random* random) const {
    std::string label;
    for (uint64_t left = is_chinese_ ? random->Between(2, 4) : 2; left > 0;
         --left) {
      if (is_chinese_) {
        label += lexicon_.Spelling(lexicon_.DrawCharacter(random));
      } else {
        absl::StrAppend(
            &label, label.empty() ? "" : " ",
            std::string(lexicon_.Spelling(lexicon_.DrawWord(random))));
      }
    }
    return label;
  }

  static FurnitureLine MakeLine(std::vector<std::string>* labels,
                                Random* random) {
    constexpr uint64_t kGaps[] = {0, 0, 1, 2, 3, 4, 5, 6};
    FurnitureLine line;
    line.is_optional = Chance(15, random);
    const uint64_t gaps = Pick(kGaps, random);
    for (uint64_t i = 0; i <= gaps; ++i) {
      std::string constant = std::move(labels->back());
      labels->pop_back();
      if (i > 0) {
        constant =
            absl::StrCat(" ", std::string(Pick(kJoints, random)), constant);
      }
      std::string_view type;
      if (i < gaps) {
        type = Pick(kTypes, random);
        constant += ' ';
      }
      line.pieces.push_back({std::move(constant), type});
    }
    return line;
  }

  // One line of about so many characters.
  std::string Prose(uint64_t length, Random* random) const {
    std::vector<Token> tokens;
    for (uint64_t size = 0; size < length;) {
      const Token token = is_chinese_ ? lexicon_.DrawCharacter(random)
                                      : lexicon_.DrawWord(random);
      size += is_chinese_ ? 1 : lexicon_.Spelling(token).size() + 1;
      tokens.push_back(token);
    }
    std::string text = LayOut(tokens, lexicon_, Random{random->Next()});
    std::string line;
    for (const char byte : text) {
      if (byte != '\n') {
        line += byte;
      } else if (!is_chinese_) {
        line += ' ';
      }
    }
    return line;
  }

  std::vector<std::string> Body(const std::vector<FurnitureLine>& footer,
                                Random* random) const {
    std::vector<std::string> paragraphs(random->Between(2, 6));
    for (std::string& paragraph : paragraphs) {
      paragraph = Prose(random->Between(80, 300), random);
    }
    if (Chance(5, random)) {
      PageText quoted;
      footer[random->Below(footer.size())].Write(is_chinese_, random, &quoted);
      std::string& around = paragraphs[random->Below(paragraphs.size())];
      const size_t middle =
          base::ForwardCodePoints(around, 0, base::CountCodePoints(around) / 2);
      around.insert(middle, absl::StrCat(" “", quoted.text(), "” "));
    }
    return paragraphs;
  }

  static void BeginLine(PageText* text) {
    if (text->size() > 0) text->Append("\n");
  }

  static void PutProse(const std::string& line, PageText* text,
                       SitePage* page) {
    BeginLine(text);
    const uint64_t begin = text->size();
    text->Append(line);
    page->prose.push_back({begin, text->size()});
  }

  void PutFurniture(const std::vector<FurnitureLine>& lines, Random* random,
                    PageText* text, SitePage* page) const {
    for (const FurnitureLine& line : lines) {
      if (line.is_optional && Chance(40, random)) continue;
      BeginLine(text);
      page->blocks.push_back(line.Write(is_chinese_, random, text));
    }
  }

  const Lexicon& lexicon_;
  const SitesOptions& options_;
  const uint64_t number_;
  const bool is_chinese_;
  const std::string host_;
  std::vector<PageKind> kinds_;
};

}  // namespace

absl::Status GenerateSites(
    const SitesOptions& options,
    const std::function<absl::Status(const SitePage&)>& take) {
  const Lexicon lexicon;
  for (uint64_t number = 0; number < options.sites; ++number) {
    const Site site(options, number, lexicon);
    for (uint64_t page = 0; page < options.pages; ++page) {
      LITANY_RETURN_IF_ERROR(take(site.Page(page)));
    }
  }
  return absl::OkStatus();
}

}  // namespace litany::synth
