#include "engine/run_json.h"

#include <simdjson.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "base/strings.h"
#include "litany/version.h"

namespace litany::engine {
namespace {

namespace fs = std::filesystem;
using simdjson::dom::element;

// A file of a run, member by member.  Remembers the first member that is not
// what a run writes.
class Members {
 public:
  Members(const std::string& path, element top) : path_(path), top_(top) {}

  // The member at a JSON pointer ("/parameters/unit").
  std::string String(const char* pointer) {
    std::string_view text;
    if (top_.at_pointer(pointer).get(text) != simdjson::SUCCESS) Bad(pointer);
    return std::string(text);
  }

  uint64_t Number(const char* pointer) {
    uint64_t number = 0;
    if (top_.at_pointer(pointer).get(number) != simdjson::SUCCESS) Bad(pointer);
    return number;
  }

  std::vector<std::string> Strings(const char* pointer) {
    std::vector<std::string> texts;
    simdjson::dom::array array;
    if (top_.at_pointer(pointer).get(array) != simdjson::SUCCESS) Bad(pointer);
    for (const element member : array) {
      std::string_view text;
      if (member.get(text) != simdjson::SUCCESS) Bad(pointer);
      texts.emplace_back(text);
    }
    return texts;
  }

  template <typename Enum>
  Enum Word(const char* pointer,
            std::initializer_list<std::pair<std::string_view, Enum>> words) {
    const std::string text = String(pointer);
    for (const auto& [name, value] : words) {
      if (text == name) return value;
    }
    Bad(pointer);
    return words.begin()->second;
  }

  // False where a run of an earlier version does not say.
  bool BoolOrFalse(const char* pointer) {
    bool value = false;
    const element member = top_;
    if (member.at_pointer(pointer).get(value) != simdjson::SUCCESS)
      return false;
    return value;
  }

  void Bad(std::string_view pointer) {
    if (!status_.ok()) return;
    status_ = absl::DataLossError(absl::StrCat(
        "what ", path_, " says at ", base::ToAbsl(pointer),
        " is not what a run writes; run the command that wrote it again"));
  }

  const absl::Status& status() const { return status_; }

 private:
  const std::string& path_;
  element top_;
  absl::Status status_;
};

absl::StatusOr<element> ParseFile(const std::string& path,
                                  simdjson::dom::parser* parser) {
  LITANY_ASSIGN_OR_RETURN(const std::string bytes, base::ReadWholeFile(path));
  element top;
  if (parser->parse(bytes).get(top) != simdjson::SUCCESS || !top.is_object()) {
    return absl::DataLossError(absl::StrCat("no JSON object in ", path));
  }
  return top;
}

// As WriteInputOptions writes them.
InputOptions ReadInput(Members* run) {
  InputOptions input;
  input.text_fields = run->Strings("/input_options/text_fields");
  input.id_field = run->String("/input_options/id_field");
  input.source_field = run->String("/input_options/source_field");
  input.url_field = run->String("/input_options/url_field");
  input.date_fields = run->Strings("/input_options/date_fields");
  input.number_field = run->String("/input_options/number_field");
  input.format = run->Word<InputFormat>("/input_options/format",
                                        {{"auto", InputFormat::kAuto},
                                         {"jsonl", InputFormat::kJsonl},
                                         {"text", InputFormat::kText}});
  input.records = run->Word<TextRecords>(
      "/input_options/records",
      {{"file", TextRecords::kFile}, {"line", TextRecords::kLine}});
  input.on_error = run->Word<OnError>("/input_options/on_error",
                                      {{"replace", OnError::kReplace},
                                       {"skip", OnError::kSkip},
                                       {"fail", OnError::kFail}});
  input.max_doc_bytes = run->Number("/input_options/max_doc_bytes");
  return input;
}

// As WriteRunParameters writes them.
FoldOptions ReadFold(Members* summary) {
  FoldOptions fold;
  fold.unit = summary->Word<TokenUnit>("/parameters/unit",
                                       {{"auto", TokenUnit::kAuto},
                                        {"char", TokenUnit::kChar},
                                        {"word", TokenUnit::kWord}});
  fold.markup = summary->Word<Markup>("/parameters/markup",
                                      {{"auto", Markup::kAuto},
                                       {"keep", Markup::kKeep},
                                       {"ignore", Markup::kIgnore}});
  const uint64_t shingle = summary->Number("/parameters/shingle");
  fold.shingle = static_cast<uint32_t>(shingle);
  if (fold.shingle != shingle) summary->Bad("/parameters/shingle");
  const std::pair<std::string_view, bool*> kinds[] = {
      {"script", &fold.distinguish_script},
      {"variant", &fold.distinguish_variant},
      {"width", &fold.distinguish_width},
      {"case", &fold.distinguish_case},
      {"punct", &fold.distinguish_punct},
      {"digits", &fold.distinguish_digits},
  };
  for (const std::string& name : summary->Strings("/parameters/distinguish")) {
    bool is_known = false;
    for (const auto& [kind, target] : kinds) {
      if (name != kind) continue;
      *target = true;
      is_known = true;
    }
    if (!is_known) summary->Bad("/parameters/distinguish");
  }
  return fold;
}

}  // namespace

absl::Status CheckFinishedRun(const std::string& run) {
  std::error_code error;
  if (!fs::is_directory(run, error)) {
    return absl::NotFoundError(absl::StrCat("no run directory ", run));
  }
  if (!fs::exists(fs::path(run) / "summary.json", error)) {
    return absl::FailedPreconditionError(absl::StrCat(
        run,
        " holds no finished run: summary.json, which is written last, "
        "is missing"));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> ReadRunInputs(
    const std::string& path) {
  simdjson::dom::parser parser;
  LITANY_ASSIGN_OR_RETURN(const element top, ParseFile(path, &parser));
  Members members(path, top);
  std::vector<std::string> inputs = members.Strings("/inputs");
  if (!members.status().ok()) return members.status();
  return inputs;
}

absl::StatusOr<std::string> ReadRunCommand(const std::string& path) {
  simdjson::dom::parser parser;
  LITANY_ASSIGN_OR_RETURN(const element top, ParseFile(path, &parser));
  Members members(path, top);
  std::string command = members.String("/command");
  if (!members.status().ok()) return members.status();
  return command;
}

absl::StatusOr<RunOptions> ReadRunOptions(const std::string& run) {
  LITANY_RETURN_IF_ERROR(CheckFinishedRun(run));
  RunOptions options;
  simdjson::dom::parser parser;
  {
    const std::string path = run + "/summary.json";
    LITANY_ASSIGN_OR_RETURN(const element top, ParseFile(path, &parser));
    Members summary(path, top);
    const uint64_t schema = summary.Number("/schema");
    if (summary.status().ok() && schema != kTableSchema) {
      return absl::FailedPreconditionError(absl::StrCat(
          run, " holds tables of schema ", schema, ", this program reads ",
          kTableSchema, "; run the command that wrote it again"));
    }
    options.fold = ReadFold(&summary);
    LITANY_RETURN_IF_ERROR(summary.status());
  }
  const std::string path = run + "/run.json";
  LITANY_ASSIGN_OR_RETURN(const element top, ParseFile(path, &parser));
  Members members(path, top);
  options.inputs = members.Strings("/inputs");
  options.input = ReadInput(&members);
  options.no_text = members.BoolOrFalse("/no_text");
  LITANY_RETURN_IF_ERROR(members.status());
  return options;
}

}  // namespace litany::engine
