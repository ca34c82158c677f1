#include "engine/fold_texts.h"

#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "base/status_macros.h"
#include "engine/parameters.h"
#include "engine/rejects.h"
#include "io/input_files.h"
#include "io/record_parser.h"
#include "io/record_reader.h"
#include "report/json_writer.h"
#include "text/fold.h"

namespace litany::engine {
namespace {

std::string FoldLine(const Document& document, const text::FoldedText& folded) {
  std::string line;
  report::JsonWriter json(&line);
  json.BeginObject().Key("id").String(document.id);
  json.Key("folded").String(text::FoldedUtf8(folded));
  json.Key("tokens").BeginArray();
  for (const std::string& token : text::TokenStrings(folded)) {
    json.String(token);
  }
  json.EndArray().EndObject();
  line.push_back('\n');
  return line;
}

}  // namespace

absl::StatusOr<FoldReport> FoldTexts(const RunOptions& run, base::ByteSink* out,
                                     const Hooks& hooks) {
  LITANY_RETURN_IF_ERROR(CheckInputOptions(run.input));
  LITANY_ASSIGN_OR_RETURN(const text::Folder folder,
                          text::Folder::Create(run.fold));
  LITANY_ASSIGN_OR_RETURN(const io::InputFiles files,
                          io::ListInputs(run.inputs, run.input));
  io::RecordReader reader(files.files, run.input);
  io::RecordParser parser(files.files, run.input);
  io::RecordBatch batch;
  text::FoldScratch scratch;
  text::FoldedText folded;
  FoldReport report;
  const auto take_reject = [&](const Reject& reject) -> absl::Status {
    std::string message = RejectText(files, reject);
    if (run.input.on_error == OnError::kFail) {
      return absl::DataLossError(message);
    }
    report.rejects.push_back(std::move(message));
    return absl::OkStatus();
  };
  while (reader.Next(io::kBatchBytes, &batch)) {
    for (const io::RecordBatch::Entry& entry : batch.entries) {
      const auto parsed = parser.Parse(batch, entry);
      if (const auto* reject = std::get_if<Reject>(&parsed)) {
        batch.rejects.push_back(*reject);
        continue;
      }
      const Document& document = std::get<Document>(parsed);
      folder.Fold(document.text, /*with_spans=*/false, &scratch, &folded);
      LITANY_RETURN_IF_ERROR(out->Write(FoldLine(document, folded)));
      ++report.documents;
    }
    SortRejects(&batch.rejects);
    for (const Reject& reject : batch.rejects) {
      LITANY_RETURN_IF_ERROR(take_reject(reject));
    }
    hooks.Report({"fold", report.documents, reader.bytes_read(), 0});
    if (hooks.IsCancelled()) return absl::CancelledError("interrupted");
  }
  return report;
}

}  // namespace litany::engine
