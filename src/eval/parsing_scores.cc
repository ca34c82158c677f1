#include "eval/parsing_scores.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/json_string.h"
#include "base/status_macros.h"
#include "base/strings.h"
#include "eval/gold.h"
#include "eval/json_rows.h"
#include "eval/score_text.h"
#include "io/record_parser.h"

namespace litany::eval {
namespace {

constexpr std::string_view kGap = "<*>";

bool IsBlank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' ||
         c == '\v';
}

absl::StatusOr<std::string> PatternOf(const JsonRow& row) {
  simdjson::dom::array pieces;
  if (row.fields["pattern"].get(pieces) != simdjson::SUCCESS) {
    return absl::DataLossError("a template has no `pattern`");
  }
  std::string text;
  for (const simdjson::dom::element piece : pieces) {
    std::string_view constant;
    if (piece["text"].get(constant) == simdjson::SUCCESS) {
      text += constant;
    } else if (piece["gap"].error() == simdjson::SUCCESS) {
      text += kGap;
    } else {
      return absl::DataLossError(
          "a member of `pattern` is neither text nor a gap");
    }
  }
  return text;
}

Score Share(uint64_t part, uint64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

PrecisionRecall Rates(uint64_t right_of_run, uint64_t run,
                      uint64_t right_of_gold, uint64_t gold) {
  PrecisionRecall rates{Share(right_of_run, run), Share(right_of_gold, gold),
                        std::nullopt};
  if (rates.precision && rates.recall) {
    const double sum = *rates.precision + *rates.recall;
    rates.f1 = sum == 0 ? 0 : 2 * *rates.precision * *rates.recall / sum;
  }
  return rates;
}

std::string TextOf(const JsonRow& row, const InputOptions& input) {
  for (const std::string& field : io::TextFieldsOf(input)) {
    std::string text = TextField(row, field);
    if (!text.empty()) return text;
  }
  return "";
}

}  // namespace

std::string NormalTemplate(std::string_view text) {
  std::string out;
  bool blank = false;
  for (const char c : text) {
    if (IsBlank(c)) {
      blank = true;
      continue;
    }
    if (blank && !out.empty()) out += ' ';
    blank = false;
    out += c;
    // The gap before this one says the same.
    if (out.ends_with("<*><*>")) out.resize(out.size() - kGap.size());
  }
  return out;
}

absl::StatusOr<PredictedTemplates> ReadPredictedTemplates(
    const std::string& run) {
  absl::flat_hash_map<std::string, std::string> patterns;
  LITANY_RETURN_IF_ERROR(ForEachJsonRow(
      run + "/repeats.jsonl", [&](const JsonRow& row) -> absl::Status {
        if (TextField(row, "kind") != "template") return absl::OkStatus();
        LITANY_ASSIGN_OR_RETURN(patterns[TextField(row, "repeat")],
                                PatternOf(row));
        return absl::OkStatus();
      }));
  using Place = std::tuple<std::string, uint64_t, uint64_t, std::string>;
  std::vector<Place> places;  // id, begin, end, repeat
  LITANY_RETURN_IF_ERROR(ForEachJsonRow(
      run + "/occurrences.jsonl", [&](const JsonRow& row) -> absl::Status {
        if (TextField(row, "kind") != "template") return absl::OkStatus();
        uint64_t begin = 0;
        uint64_t end = 0;
        if (row.fields["char_begin"].get(begin) != simdjson::SUCCESS ||
            row.fields["char_end"].get(end) != simdjson::SUCCESS) {
          return absl::DataLossError("the row lacks `char_begin`, `char_end`");
        }
        places.emplace_back(TextField(row, "id"), begin, end,
                            TextField(row, "repeat"));
        return absl::OkStatus();
      }));
  std::sort(places.begin(), places.end());
  PredictedTemplates predicted;
  for (const auto& [id, begin, end, repeat] : places) {
    const auto pattern = patterns.find(repeat);
    if (pattern == patterns.end()) {
      return absl::DataLossError(
          absl::StrCat("occurrences.jsonl names the template ", repeat,
                       ", which repeats.jsonl lacks (", run, ")"));
    }
    std::string& text = predicted[id];
    if (!text.empty()) text += ' ';
    text += pattern->second;
  }
  for (auto& [id, text] : predicted) text = NormalTemplate(text);
  return predicted;
}

absl::StatusOr<std::vector<ParsedDocument>> ReadParsedDocuments(
    const std::string& gold, const std::string& gold_field,
    const InputOptions& input, const PredictedTemplates& predicted) {
  if (!GoldHoldsTexts(gold)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "templates are scored against JSON lines with ids and templates (",
        gold, ")"));
  }
  std::vector<ParsedDocument> documents;
  LITANY_RETURN_IF_ERROR(
      ForEachJsonRow(gold, [&](const JsonRow& row) -> absl::Status {
        ParsedDocument one;
        one.gold = NormalTemplate(TextField(row, gold_field));
        if (one.gold.empty()) return absl::OkStatus();
        one.id = TextField(row, input.id_field);
        if (one.id.empty()) {
          one.id = absl::StrCat(GoldAsInput(gold).name, ":", row.line);
        }
        const auto found = predicted.find(one.id);
        if (found != predicted.end()) {
          one.predicted = found->second;
        } else {
          one.predicted = NormalTemplate(TextOf(row, input));
        }
        // No template has a NUL: it is a group of its own.
        if (one.predicted.empty())
          one.predicted = std::string(1, '\0') + one.id;
        documents.push_back(std::move(one));
        return absl::OkStatus();
      }));
  if (documents.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("no line of the gold has a template in the field \"",
                     gold_field, "\"; name it with --gold-field (", gold, ")"));
  }
  std::sort(documents.begin(), documents.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  for (size_t i = 1; i < documents.size(); ++i) {
    if (documents[i].id == documents[i - 1].id) {
      return absl::InvalidArgumentError(absl::StrCat(
          "the gold names \"", documents[i].id, "\" twice (", gold, ")"));
    }
  }
  return documents;
}

ParsingScores ScoreParsing(absl::Span<const ParsedDocument> documents,
                           size_t worst) {
  ParsingScores scores;
  scores.documents = documents.size();
  // Contingency: gold -> predicted -> documents.
  std::map<std::string_view, std::map<std::string_view, uint64_t>> by_gold;
  std::map<std::string_view, uint64_t> run_sizes;
  std::map<std::string_view, std::set<std::string_view>> golds_of;
  for (const ParsedDocument& one : documents) {
    ++by_gold[one.gold][one.predicted];
    ++run_sizes[one.predicted];
    golds_of[one.predicted].insert(one.gold);
  }
  scores.gold_templates = by_gold.size();
  scores.run_templates = run_sizes.size();
  uint64_t grouped = 0;
  uint64_t spelt = 0;
  for (const auto& [gold, groups] : by_gold) {
    WrongTemplate wrong{.gold = std::string(gold), .predicted = ""};
    uint64_t most = 0;
    for (const auto& [predicted, size] : groups) {
      wrong.documents += size;
      if (size > most) {
        most = size;
        wrong.predicted = predicted;
      }
      if (predicted == gold) spelt += size;
    }
    wrong.groups = groups.size();
    wrong.grouped = groups.size() == 1 &&
                    run_sizes[groups.begin()->first] == wrong.documents;
    if (wrong.grouped) {
      ++scores.right_groups;
      grouped += wrong.documents;
    }
    if (!wrong.grouped || wrong.predicted != gold) {
      scores.worst.push_back(std::move(wrong));
    }
  }
  for (const auto& [predicted, golds] : golds_of) {
    if (golds.size() == 1 && *golds.begin() == predicted) {
      ++scores.right_templates;
    }
  }
  scores.group_accuracy = Share(grouped, scores.documents);
  scores.parsing_accuracy = Share(spelt, scores.documents);
  scores.groups = Rates(scores.right_groups, scores.run_templates,
                        scores.right_groups, scores.gold_templates);
  scores.templates = Rates(scores.right_templates, scores.run_templates,
                           scores.right_templates, scores.gold_templates);
  std::stable_sort(scores.worst.begin(), scores.worst.end(),
                   [](const WrongTemplate& a, const WrongTemplate& b) {
                     return a.grouped != b.grouped ? !a.grouped
                                                   : a.documents > b.documents;
                   });
  if (scores.worst.size() > worst) scores.worst.resize(worst);
  return scores;
}

std::string RenderParsingText(const ParsingScores& scores) {
  std::string out = absl::StrCat(
      scores.documents, " documents, ", scores.gold_templates,
      " templates in the gold, ", scores.run_templates, " in the run\n\nGA  ",
      TextCell(scores.group_accuracy), "  (documents in right groups)\nFGA ",
      TextCell(scores.groups.f1), "  (groups: precision ",
      TextCell(scores.groups.precision), ", recall ",
      TextCell(scores.groups.recall), ")\nPA  ",
      TextCell(scores.parsing_accuracy),
      "  (documents with the right template)\nFTA ",
      TextCell(scores.templates.f1), "  (templates: precision ",
      TextCell(scores.templates.precision), ", recall ",
      TextCell(scores.templates.recall), ")\n");
  for (const WrongTemplate& wrong : scores.worst) {
    absl::StrAppend(&out, "\n  ", wrong.documents, " documents, ",
                    wrong.grouped ? "right group, other string"
                                  : absl::StrCat(wrong.groups, " groups"),
                    "\n    gold ", Printable(wrong.gold), "\n    run  ",
                    Printable(wrong.predicted), "\n");
  }
  return out;
}

std::string RenderParsingJson(const ParsingScores& scores) {
  std::string out = absl::StrCat(
      "{\"schema\":1,\"scored\":\"templates\",\"documents\":", scores.documents,
      ",\"gold_templates\":", scores.gold_templates,
      ",\"run_templates\":", scores.run_templates,
      ",\"right_groups\":", scores.right_groups,
      ",\"right_templates\":", scores.right_templates,
      ",\"ga\":", JsonNumber(scores.group_accuracy),
      ",\"fga\":", JsonNumber(scores.groups.f1),
      ",\"pa\":", JsonNumber(scores.parsing_accuracy),
      ",\"fta\":", JsonNumber(scores.templates.f1), ",\"groups\":{",
      JsonScores(scores.groups), "},\"templates\":{",
      JsonScores(scores.templates), "},\"worst\":[");
  bool first = true;
  for (const WrongTemplate& wrong : scores.worst) {
    absl::StrAppend(
        &out, first ? "" : ",", "{\"gold\":", base::JsonString(wrong.gold),
        ",\"documents\":", wrong.documents, ",\"groups\":", wrong.groups,
        ",\"predicted\":", base::JsonString(wrong.predicted),
        ",\"grouped\":", wrong.grouped ? "true" : "false", "}");
    first = false;
  }
  return out + "]}\n";
}

}  // namespace litany::eval
