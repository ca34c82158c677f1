#include "eval/phrase_gold.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "base/strings.h"
#include "eval/tab_table.h"

namespace litany::eval {
namespace {

bool IsGood(std::string_view verdict) {
  return verdict == "whole" || verdict == "good" || verdict == "yes" ||
         verdict == "ok";
}

}  // namespace

absl::StatusOr<PhraseGold> ReadPhraseGold(const std::string& path) {
  LITANY_ASSIGN_OR_RETURN(const TabTable table, TabTable::Read(path));
  LITANY_ASSIGN_OR_RETURN(const size_t phrase, table.Column("phrase"));
  const size_t text = table.Find("folded").value_or(phrase);
  const std::optional<size_t> verdict = table.Find("verdict");
  const std::optional<size_t> ids = table.Find("ids");
  PhraseGold gold;
  gold.judged = verdict.has_value();
  std::map<std::string, PhraseGold::Entry> entries;
  for (size_t row = 0; row < table.size(); ++row) {
    PhraseGold::Entry entry;
    entry.text = table.Cell(row, text);
    if (entry.text.empty()) return table.Bad(row, "the phrase is empty");
    if (verdict.has_value()) {
      entry.verdict = table.Cell(row, *verdict);
      entry.good = IsGood(entry.verdict);
      if (entry.verdict.empty()) continue;  // not judged yet
    }
    if (ids.has_value()) {
      entry.ids = absl::StrSplit(table.Cell(row, *ids), ',', absl::SkipEmpty());
      std::sort(entry.ids.begin(), entry.ids.end());
    }
    const auto [at, is_new] = entries.try_emplace(entry.text, entry);
    if (!is_new && at->second.verdict != entry.verdict) {
      return table.Bad(row, "the phrase has another verdict above; give one");
    }
  }
  for (auto& [name, entry] : entries) gold.entries.push_back(std::move(entry));
  if (gold.entries.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the gold holds no phrase; is it the right one? (", path, ")"));
  }
  return gold;
}

}  // namespace litany::eval
