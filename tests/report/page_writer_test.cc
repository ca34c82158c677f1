#include "report/page_writer.h"

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class PageSink : public base::ByteSink {
 public:
  absl::Status Write(std::string_view bytes) override {
    text.append(bytes);
    return absl::OkStatus();
  }
  absl::Status Close() override { return absl::OkStatus(); }
  std::string text;
};

std::string PageText(const Page& page) {
  PageSink sink;
  EXPECT_TRUE(WritePage(page, &sink).ok());
  return sink.text;
}

size_t Count(std::string_view text, std::string_view what) {
  size_t count = 0;
  for (size_t at = text.find(what); at != std::string_view::npos;
       at = text.find(what, at + 1)) {
    ++count;
  }
  return count;
}

TEST(PageWriter, TheShellHasEachMarkOnceAndLoadsNothing) {
  const std::string_view shell = PageShell();
  for (const std::string_view mark :
       {"<!--litany:title-->", "<!--litany:tables-->",
        "<!--litany:blocks-->"}) {
    EXPECT_EQ(Count(shell, mark), 1u) << mark;
  }
  EXPECT_THAT(std::string(shell), HasSubstr("default-src 'none'; script-src "
                                            "'sha256-"));
  for (const std::string_view loader :
       {" src=", "<link", "<iframe", "@import", "unsafe-inline"}) {
    EXPECT_EQ(Count(shell, loader), 0u) << loader;
  }
}

TEST(PageWriter, TextInEveryPlaceStaysText) {
  const std::string hostile = "</script><script>alert(1)</script>";
  Page page;
  page.title = hostile;
  page.lead = {hostile};
  page.tables = {{.caption = hostile,
                  .head = {hostile},
                  .rows = {{hostile}},
                  .note = hostile}};
  page.blocks = {{.name = "meta", .json = {"\"", hostile, "\""}}};
  const std::string html = PageText(page);
  EXPECT_THAT(html, Not(HasSubstr("alert(1)</script>")));
  EXPECT_EQ(Count(html, "&lt;script&gt;alert(1)&lt;/script&gt;"), 7u);
  EXPECT_EQ(Count(html, "\\u003cscript\\u003ealert(1)"), 1u);
  // One for the program, one for the block.
  EXPECT_EQ(Count(html, "</script>"), 2u);
}

TEST(PageWriter, TablesStandBeforeTheProgram) {
  Page page;
  page.tables = {
      {.caption = "Copies", .head = {"Text"}, .rows = {{"row"}}, .note = ""},
      {.caption = "Phrases", .head = {"Text"}, .rows = {}, .note = "none"}};
  page.blocks = {{.name = "repeats", .json = {"[", "1", "]"}}};
  const std::string html = PageText(page);
  EXPECT_THAT(html, HasSubstr("<h2>Copies</h2>"));
  EXPECT_THAT(html, HasSubstr("<td>row</td>"));
  EXPECT_THAT(html, HasSubstr("<p class=\"note\">none</p>"));
  // A table without rows has no head either.
  EXPECT_EQ(Count(html, "<th scope=\"col\">Text</th>"), 1u);
  const size_t block = html.find(
      "<script type=\"application/json\" id=\"litany-repeats\">[1]</script>");
  ASSERT_NE(block, std::string::npos);
  EXPECT_LT(block, html.find("<script>"));
}

TEST(PageWriter, AFullDiskIsAnError) {
  class FullSink : public base::ByteSink {
   public:
    absl::Status Write(std::string_view) override {
      return absl::ResourceExhaustedError("full");
    }
    absl::Status Close() override { return absl::OkStatus(); }
  };
  FullSink sink;
  EXPECT_EQ(WritePage({}, &sink).code(), absl::StatusCode::kResourceExhausted);
}

}  // namespace
}  // namespace litany::report
