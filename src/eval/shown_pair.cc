#include "eval/shown_pair.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "base/json_string.h"
#include "base/strings.h"
#include "eval/score_text.h"

namespace litany::eval {
namespace {

// What is shown of a side; none if its text is not known.
struct ShownTexts {
  std::optional<Excerpt> a;
  std::optional<Excerpt> b;
};

std::optional<std::string> TextOf(const ShownSide& side, const Texts& texts) {
  const auto at = texts.find(side.id);
  if (at == texts.end()) return std::nullopt;
  return side.span.has_value() ? CutOut(at->second, *side.span) : at->second;
}

ShownTexts TextsOf(const ShownPair& pair, const Texts& texts) {
  const std::optional<std::string> a = TextOf(pair.a, texts);
  const std::optional<std::string> b =
      pair.b.has_value() ? TextOf(*pair.b, texts) : std::nullopt;
  const ExcerptPair cut = CutAroundDifference(a.value_or(""), b.value_or(""));
  ShownTexts shown;
  if (a.has_value()) shown.a = cut.a;
  if (b.has_value()) shown.b = cut.b;
  return shown;
}

void AppendTextSide(const ShownSide& side, const std::optional<Excerpt>& text,
                    std::string* out) {
  absl::StrAppend(out, "  ", Printable(side.id));
  if (side.span.has_value()) {
    absl::StrAppend(out, "  [", side.span->begin, ", ", side.span->end, ")");
  }
  if (!text.has_value()) {
    absl::StrAppend(out, "\n    (text not found)\n");
    return;
  }
  absl::StrAppend(out, "\n    ", text->cut_before ? "…" : "",
                  Printable(text->text), text->cut_after ? "…" : "", "\n");
}

std::string JsonSide(const ShownSide& side,
                     const std::optional<Excerpt>& text) {
  std::string out = absl::StrCat("{\"id\":", base::JsonString(side.id));
  if (side.span.has_value()) {
    absl::StrAppend(&out, ",\"begin\":", side.span->begin,
                    ",\"end\":", side.span->end);
  }
  absl::StrAppend(&out, ",\"text\":",
                  text.has_value() ? base::JsonString(text->text) : "null",
                  "}");
  return out;
}

}  // namespace

void AddIds(const std::vector<ShownPair>& pairs,
            absl::flat_hash_set<std::string>* ids) {
  for (const ShownPair& pair : pairs) {
    ids->insert(pair.a.id);
    if (pair.b.has_value()) ids->insert(pair.b->id);
  }
}

void AppendShownText(std::string_view title,
                     const std::vector<ShownPair>& pairs, const Texts& texts,
                     std::string* out) {
  for (size_t i = 0; i < pairs.size(); ++i) {
    const ShownPair& pair = pairs[i];
    absl::StrAppend(out, "\n", base::ToAbsl(title), " ", i + 1);
    for (const auto& [name, value] : pair.facts) {
      absl::StrAppend(out, ", ", name, " ", Printable(value));
    }
    absl::StrAppend(out, "\n");
    const ShownTexts shown = TextsOf(pair, texts);
    AppendTextSide(pair.a, shown.a, out);
    if (pair.b.has_value()) AppendTextSide(*pair.b, shown.b, out);
  }
}

std::string ShownJson(const std::vector<ShownPair>& pairs, const Texts& texts) {
  std::string out = "[";
  for (const ShownPair& pair : pairs) {
    const ShownTexts shown = TextsOf(pair, texts);
    absl::StrAppend(&out, out.size() > 1 ? "," : "", "{");
    for (const auto& [name, value] : pair.facts) {
      absl::StrAppend(&out, base::JsonString(name), ":", value, ",");
    }
    absl::StrAppend(&out, "\"a\":", JsonSide(pair.a, shown.a), ",\"b\":",
                    pair.b.has_value() ? JsonSide(*pair.b, shown.b) : "null",
                    "}");
  }
  out += "]";
  return out;
}

}  // namespace litany::eval
