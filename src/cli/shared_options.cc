#include "cli/shared_options.h"

#include <cstdio>

#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "base/strings.h"
#include "cli/command.h"

namespace litany::cli {

void AddInputOptions(OptionTable* table, RunOptions* run) {
  InputOptions* input = &run->input;
  table->Group("Input");
  table->Value("text-field", "NAME[,NAME]",
               "fields that make the text, joined by a line end (default: the "
               "first of text, content, raw_content, body)",
               TakeStrings(&input->text_fields));
  table->Value("id-field", "NAME", "default id; missing: path:line",
               TakeString(&input->id_field));
  table->Value("source-field", "NAME",
               "who published it, where the url has no host",
               TakeString(&input->source_field));
  table->Value("url-field", "NAME", "default url",
               TakeString(&input->url_field));
  table->Value("date-field", "NAME[,NAME]",
               "the first that holds a date (default date,published,WARC-Date)",
               TakeStrings(&input->date_fields));
  table->Value(
      "format", "WORD", "how to read files: auto (by name), jsonl or text",
      TakeWord<InputFormat>(&input->format, {{"auto", InputFormat::kAuto},
                                             {"jsonl", InputFormat::kJsonl},
                                             {"text", InputFormat::kText}}));
  table->Value(
      "records", "WORD",
      "documents of a text file (.txt; with line also .log and "
      "standard input): file (the whole file; default) or line (each "
      "line that is not blank, with id path:line)",
      TakeWord<TextRecords>(&input->records, {{"file", TextRecords::kFile},
                                              {"line", TextRecords::kLine}}));
  table->Value(
      "on-error", "WORD",
      "ill-formed UTF-8: replace (by U+FFFD, counted; default), skip "
      "(the record), or fail at the first bad record of any kind",
      TakeWord<OnError>(&input->on_error, {{"replace", OnError::kReplace},
                                           {"skip", OnError::kSkip},
                                           {"fail", OnError::kFail}}));
  table->Value(
      "max-doc-bytes", "SIZE",
      "larger records are rejected unread (default 64MiB, at most 128MiB)",
      TakeBytes(&input->max_doc_bytes));
}

void AddFoldOptions(OptionTable* table, RunOptions* run) {
  FoldOptions* fold = &run->fold;
  table->Group("What counts as the same");
  table->Value("unit", "WORD",
               "tokens: auto (words, but single characters of scripts written "
               "without spaces; default), char or word",
               TakeWord<TokenUnit>(&fold->unit, {{"auto", TokenUnit::kAuto},
                                                 {"char", TokenUnit::kChar},
                                                 {"word", TokenUnit::kWord}}));
  table->Value("shingle", "N", "tokens in a shingle (default 5)",
               TakeCount(&fold->shingle, 1, 32));
  table->Value("markup", "WORD",
               "HTML tags in the text: auto (known elements do not count; "
               "default), keep, or ignore (no tag counts)",
               TakeWord<Markup>(&fold->markup, {{"auto", Markup::kAuto},
                                                {"keep", Markup::kKeep},
                                                {"ignore", Markup::kIgnore}}));
  table->List("distinguish", "KIND[,KIND]",
              "differences that count: script (traditional, simplified), "
              "variant, width, case, punct, digits",
              TakeFlags({{"script", &fold->distinguish_script},
                         {"variant", &fold->distinguish_variant},
                         {"width", &fold->distinguish_width},
                         {"case", &fold->distinguish_case},
                         {"punct", &fold->distinguish_punct},
                         {"digits", &fold->distinguish_digits}},
                        "script, variant, width, case, punct, digits"));
}

void AddOutputOption(OptionTable* table, RunOptions* run) {
  table->Value("output,o", "DIR",
               "folder for the tables (default litany-out); - prints "
               "documents.jsonl",
               TakeString(&run->output));
}

void AddProgressOption(OptionTable* table, ProgressStyle* style) {
  table->Value(
      "progress", "WORD", "auto (a line on a terminal; default), json or none",
      TakeWord<ProgressStyle>(style, {{"auto", ProgressStyle::kAuto},
                                      {"json", ProgressStyle::kJson},
                                      {"none", ProgressStyle::kNone}}));
}

void AddConfigOption(OptionTable* table) {
  table->Value("config", "FILE",
               "lines \"option = value\"; the command line wins",
               [](const std::string&) { return absl::OkStatus(); });
}

void AddRunningOptions(OptionTable* table, RunOptions* run,
                       RunningOptions* running) {
  table->Group("How to run");
  table->Value("threads", "N", "default: the cores of the machine",
               TakeCount(&run->threads, 1, 1024));
  table->Value("seed", "N", "of the hashes (default 1)",
               TakeCount(&run->seed, 0, ~uint64_t{0}));
  table->Value("secret-seed", "FILE",
               "bytes mixed into the seed, so that nobody can aim at a bucket",
               TakeSecret(&run->secret));
  table->Value("tmp-dir", "DIR", "for spooled input (default $TMPDIR or /tmp)",
               TakeString(&run->tmp_dir));
  table->Flag("json", "print summary.json on standard output", &running->json);
  AddProgressOption(table, &running->progress);
  AddColorOption(table, &running->color);
  AddConfigOption(table);
}

TakeValue TakeSecret(std::string* secret) {
  return [secret](const std::string& path) -> absl::Status {
    auto bytes = base::ReadWholeFile(path);
    if (!bytes.ok()) {
      return absl::InvalidArgumentError("must be a file that can be read");
    }
    if (bytes->size() < 16) {
      return absl::InvalidArgumentError(
          "must be a file of at least 16 secret bytes");
    }
    *secret = *std::move(bytes);
    return absl::OkStatus();
  };
}

std::optional<int> ParseArguments(const char* command, OptionTable* table,
                                  const std::vector<std::string>& arguments) {
  const absl::Status status = table->Parse(arguments);
  if (!status.ok()) {
    PrintError(command,
               base::FromAbsl(absl::StrCat(status.message(), " (see litany ",
                                           command, " --help)")));
    return kUsageOrFatal;
  }
  if (table->help_wanted()) {
    std::fputs(table->Help().c_str(), stdout);
    return kDone;
  }
  return std::nullopt;
}

std::optional<int> ParseWithInputs(const char* command, OptionTable* table,
                                   const std::vector<std::string>& arguments,
                                   const std::vector<std::string>& inputs) {
  const std::optional<int> ended = ParseArguments(command, table, arguments);
  if (ended || !inputs.empty()) return ended;
  PrintError(command, absl::StrCat("no input; name files, folders or - (see "
                                   "litany ",
                                   command, " --help)"));
  return kUsageOrFatal;
}

}  // namespace litany::cli
