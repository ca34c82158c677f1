#include "report/page_writer.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/strings.h"
#include "report/escape.h"
#include "report/page_shell.h"

namespace litany::report {
namespace {

void AppendRow(const std::vector<std::string>& cells, const char* open,
               const char* close, std::string* html) {
  html->append("<tr>");
  for (const std::string& cell : cells) {
    absl::StrAppend(html, open, HtmlText(cell), close);
  }
  html->append("</tr>\n");
}

std::string TablesHtml(const Page& page) {
  std::string html =
      absl::StrCat("<h1>", HtmlText(page.title), "</h1>\n<noscript><p>",
                   "This page shows more with JavaScript: every repeat, its ",
                   "places and texts. \u6253\u5f00 JavaScript \u53ef\u67e5",
                   "\u770b\u5168\u90e8\u5185\u5bb9\u3002</p></noscript>\n");
  for (const std::string& sentence : page.lead) {
    absl::StrAppend(&html, "<p>", HtmlText(sentence), "</p>\n");
  }
  for (const PageTable& table : page.tables) {
    absl::StrAppend(&html, "<section class=\"plain\"><h2>",
                    HtmlText(table.caption), "</h2>\n");
    if (!table.rows.empty()) {
      html.append("<table>\n<thead>");
      AppendRow(table.head, "<th scope=\"col\">", "</th>", &html);
      html.append("</thead>\n<tbody>\n");
      for (const std::vector<std::string>& row : table.rows) {
        AppendRow(row, "<td>", "</td>", &html);
      }
      html.append("</tbody>\n</table>\n");
    }
    if (!table.note.empty()) {
      absl::StrAppend(&html, "<p class=\"note\">", HtmlText(table.note),
                      "</p>\n");
    }
    html.append("</section>\n");
  }
  return html;
}

absl::Status WriteBlock(const PageBlock& block, base::ByteSink* sink) {
  LITANY_RETURN_IF_ERROR(
      sink->Write(absl::StrCat("<script type=\"application/json\" id=\"litany-",
                               HtmlText(block.name), "\">")));
  std::string escaped;
  for (const std::string& piece : block.json) {
    escaped.clear();
    AppendScriptJson(piece, &escaped);
    LITANY_RETURN_IF_ERROR(sink->Write(escaped));
  }
  return sink->Write("</script>\n");
}

}  // namespace

std::string_view PageShell() {
  return {reinterpret_cast<const char*>(kPageShell), kPageShellSize};
}

absl::Status WritePage(const Page& page, base::ByteSink* sink) {
  constexpr std::string_view kTitle = "<!--litany:title-->";
  constexpr std::string_view kTables = "<!--litany:tables-->";
  constexpr std::string_view kBlocks = "<!--litany:blocks-->";
  std::string_view rest = PageShell();
  // Writes the shell up to `mark` and steps over it.
  const auto advance = [&](std::string_view mark) -> absl::Status {
    const size_t at = rest.find(mark);
    if (at == std::string_view::npos) {
      return absl::InternalError(
          absl::StrCat("the shell of the report has no ", base::ToAbsl(mark),
                       "; build it again with scripts/build-page"));
    }
    const std::string_view before = rest.substr(0, at);
    rest.remove_prefix(at + mark.size());
    return sink->Write(before);
  };
  LITANY_RETURN_IF_ERROR(advance(kTitle));
  LITANY_RETURN_IF_ERROR(sink->Write(HtmlText(page.title)));
  LITANY_RETURN_IF_ERROR(advance(kTables));
  LITANY_RETURN_IF_ERROR(sink->Write(TablesHtml(page)));
  LITANY_RETURN_IF_ERROR(advance(kBlocks));
  for (const PageBlock& block : page.blocks) {
    LITANY_RETURN_IF_ERROR(WriteBlock(block, sink));
  }
  return sink->Write(rest);
}

}  // namespace litany::report
