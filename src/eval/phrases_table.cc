#include "eval/phrases_table.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "eval/json_rows.h"

namespace litany::eval {

absl::StatusOr<std::vector<RunPhrase>> ReadPhrases(const std::string& path) {
  struct Ranked {
    double rank = 0;
    RunPhrase phrase;
  };
  std::vector<Ranked> ranked;
  uint64_t without_text = 0;
  const auto add = [&](const JsonRow& row) -> absl::Status {
    if (TextField(row, "kind") != "phrase") return absl::OkStatus();
    Ranked one;
    one.phrase = {TextField(row, "repeat"), TextField(row, "text")};
    if (one.phrase.text.empty()) {
      ++without_text;
      return absl::OkStatus();
    }
    simdjson::dom::object scores;
    if (row.fields["scores"].get(scores) != simdjson::SUCCESS ||
        scores["rank"].get(one.rank) != simdjson::SUCCESS) {
      one.rank = std::numeric_limits<double>::max();
    }
    ranked.push_back(std::move(one));
    return absl::OkStatus();
  };
  LITANY_RETURN_IF_ERROR(ForEachJsonRow(path, add));
  if (ranked.empty() && without_text > 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("the phrases have no text; run it again without --no-text "
                     "(",
                     path, ")"));
  }
  std::stable_sort(
      ranked.begin(), ranked.end(),
      [](const Ranked& x, const Ranked& y) { return x.rank < y.rank; });
  std::vector<RunPhrase> phrases;
  phrases.reserve(ranked.size());
  for (Ranked& one : ranked) phrases.push_back(std::move(one.phrase));
  return phrases;
}

}  // namespace litany::eval
