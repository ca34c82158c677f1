#include "engine/report_texts.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "base/status_macros.h"
#include "base/thread_pool.h"
#include "base/utf8.h"
#include "engine/run_documents.h"
#include "engine/run_json.h"
#include "eval/json_rows.h"
#include "io/input_files.h"
#include "io/record_hash.h"
#include "io/record_parser.h"
#include "io/record_reader.h"
#include "litany/document.h"
#include "litany/options.h"
#include "text/folded_text.h"

namespace litany::engine {
namespace {

constexpr size_t kContextPoints = 60;
constexpr size_t kMostUrlBytes = 2000;

struct Found {
  std::string id;  // as the record has it
  base::Hash128 record_hash;
  uint64_t chars = 0;
  bool is_held = false;
  std::string text;
  std::string url;
};

struct TextBatch {
  io::RecordBatch records;
  uint64_t bytes_read = 0;
  std::vector<Found> found;
};

// What to hold of which documents.
struct Wanted {
  absl::flat_hash_set<std::string> ids;  // as records have them
  absl::flat_hash_map<std::string, std::vector<const ShownPlace*>> places;
};

// "x" of "x#2".  Ids that end so by themselves are wanted under both names.
std::string_view WithoutSuffix(std::string_view id) {
  const size_t at = id.rfind('#');
  return at == std::string_view::npos ? id : id.substr(0, at);
}

Wanted WantedOf(const ReportRows& rows) {
  Wanted wanted;
  const auto want = [&](const std::string& id) {
    wanted.ids.insert(id);
    wanted.ids.emplace(WithoutSuffix(id));
  };
  for (const auto& [id, document] : rows.documents) want(id);
  for (const ShownPlace& place : rows.places) {
    want(place.id);
    wanted.places[place.id].push_back(&place);
  }
  return wanted;
}

struct TextWorker {
  TextWorker(const io::InputFiles& files, const InputOptions& input)
      : parser(files.files, input) {}
  io::RecordParser parser;
  eval::JsonRowParser rows;
};

std::string UrlOf(std::string_view record, const InputOptions& input,
                  eval::JsonRowParser* parser) {
  eval::JsonRow row;
  row.json = record;
  if (!parser->Parse(&row.json, &row.fields).ok()) return "";
  std::string url = eval::TextField(row, input.url_field);
  return url.size() <= kMostUrlBytes ? url : "";
}

void FindTexts(const Wanted& wanted, const io::InputFiles& files,
               const InputOptions& input, TextWorker* worker,
               TextBatch* batch) {
  batch->found.clear();
  for (const io::RecordBatch::Entry& entry : batch->records.entries) {
    auto parsed = worker->parser.Parse(batch->records, entry);
    auto* document = std::get_if<Document>(&parsed);
    if (document == nullptr) continue;
    const std::string_view record = batch->records.RecordBytes(entry);
    Found found;
    found.record_hash = io::RecordHash(record);
    found.chars = base::CountCodePoints(document->text);
    found.is_held = wanted.ids.contains(document->id);
    found.id = std::move(document->id);
    if (found.is_held) {
      found.text = std::move(document->text);
      if (files.files[entry.location.file].format == InputFormat::kJsonl) {
        found.url = UrlOf(record, input, &worker->rows);
      }
    }
    batch->found.push_back(std::move(found));
  }
}

bool IsInside(std::string_view text, size_t at) {
  return at < text.size() && base::IsUtf8Trail(text[at]);
}

// text[begin, end) widened by code points; nothing if it is no span of it.
std::optional<ShownContext> ContextOf(std::string_view text,
                                      const ShownPlace& place) {
  if (place.begin > place.end || place.end > text.size()) return std::nullopt;
  const auto begin = static_cast<size_t>(place.begin);
  const auto end = static_cast<size_t>(place.end);
  if (IsInside(text, begin) || IsInside(text, end)) return std::nullopt;
  const size_t from = base::BackCodePoints(text, begin, kContextPoints);
  const size_t to = base::ForwardCodePoints(text, end, kContextPoints);
  return ShownContext{.occurrence = place.occurrence,
                      .before = std::string(text.substr(from, begin - from)),
                      .after = std::string(text.substr(end, to - end))};
}

// Takes what was found under the name that the run gave it.
class TextTaker {
 public:
  TextTaker(const ReportRows& rows, const Wanted& wanted, ReportTexts* result)
      : rows_(rows), wanted_(wanted), result_(result) {}

  void Take(const std::string& id, Found* found) {
    const auto places = wanted_.places.find(id);
    if (places != wanted_.places.end()) {
      for (const ShownPlace* place : places->second) {
        auto context = ContextOf(found->text, *place);
        if (context) result_->contexts.push_back(*std::move(context));
      }
    }
    const auto document = rows_.documents.find(id);
    if (document == rows_.documents.end()) return;
    if (found->chars != document->second.chars) {
      ++result_->changed;
      return;
    }
    if (!found->url.empty()) result_->urls.emplace(id, std::move(found->url));
    if (document->second.with_text) {
      result_->texts.emplace(id, std::move(found->text));
    }
  }

  void Finish() {
    std::sort(result_->contexts.begin(), result_->contexts.end(),
              [](const ShownContext& a, const ShownContext& b) {
                return a.occurrence < b.occurrence;
              });
    uint64_t texts = 0;
    for (const auto& entry : rows_.documents) {
      if (entry.second.with_text) ++texts;
    }
    const uint64_t shown = result_->texts.size();
    result_->missing = texts - std::min(texts, shown);
  }

 private:
  const ReportRows& rows_;
  const Wanted& wanted_;
  ReportTexts* result_;
};

}  // namespace

absl::StatusOr<ReportTexts> ReadReportTexts(
    const std::string& run, const std::vector<std::string>& inputs,
    uint32_t threads, const ReportRows& rows, const Hooks& hooks) {
  ReportTexts result;
  LITANY_ASSIGN_OR_RETURN(const RunOptions options, ReadRunOptions(run));
  if (options.no_text || rows.texts_hidden) {
    result.state = TextsState::kHidden;
    return result;
  }
  const std::vector<std::string>& read =
      inputs.empty() ? options.inputs : inputs;
  if (std::find(read.begin(), read.end(), "-") != read.end()) {
    result.state = TextsState::kStandard;
    return result;
  }
  const auto files = io::ListInputs(read, options.input);
  if (!files.ok()) {
    if (!inputs.empty()) return files.status();
    result.state = TextsState::kGone;
    return result;
  }
  LITANY_ASSIGN_OR_RETURN(RunDocuments documents, RunDocuments::Read(run));
  if (threads == 0) threads = base::UsableCores();
  const Wanted wanted = WantedOf(rows);
  io::RecordReader reader(files->files, options.input);
  std::vector<std::unique_ptr<TextWorker>> workers;
  for (uint32_t i = 0; i < threads; ++i) {
    workers.push_back(std::make_unique<TextWorker>(*files, options.input));
  }
  TextTaker taker(rows, wanted, &result);
  // Documents of an id that the run has several of.
  std::vector<std::pair<uint64_t, Found>> unnamed;
  absl::Status status;
  uint64_t read_documents = 0;
  base::RunOrdered<TextBatch>(
      threads, size_t{threads} * 3,
      [&](TextBatch* batch) {
        const bool more = reader.Next(io::kBatchBytes, &batch->records);
        batch->bytes_read = reader.bytes_read();
        return more;
      },
      [&](uint32_t thread, TextBatch* batch) {
        FindTexts(wanted, *files, options.input, workers[thread].get(), batch);
      },
      [&](TextBatch* batch) {
        read_documents += batch->found.size();
        for (Found& found : batch->found) {
          const auto number =
              documents.Take(found.id, found.record_hash, found.chars);
          if (!found.is_held) continue;
          if (number) {
            unnamed.emplace_back(*number, std::move(found));
          } else {
            taker.Take(found.id, &found);
          }
        }
        hooks.Report({"texts", read_documents, batch->bytes_read, 0});
        if (hooks.IsCancelled()) status = absl::CancelledError("interrupted");
        return status.ok();
      });
  LITANY_RETURN_IF_ERROR(status);
  documents.SettleNames();
  for (auto& [number, found] : unnamed) {
    taker.Take(documents.NameOf(number), &found);
  }
  taker.Finish();
  return result;
}

}  // namespace litany::engine
