#include "engine/query_run.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "base/thread_pool.h"
#include "base/utf8.h"
#include "engine/parameters.h"
#include "engine/query_hits.h"
#include "engine/rejects.h"
#include "engine/run_documents.h"
#include "engine/run_json.h"
#include "io/input_files.h"
#include "io/record_hash.h"
#include "io/record_parser.h"
#include "io/record_reader.h"
#include "litany/options.h"
#include "text/folded_text.h"

namespace litany::engine {
namespace {

// Where the documents of the run are now.
absl::StatusOr<io::InputFiles> FindInputs(const QueryOptions& options,
                                          const RunOptions& run) {
  const std::vector<std::string>& inputs =
      options.texts.empty() ? run.inputs : options.texts;
  if (options.texts.empty()) {
    if (inputs.empty() ||
        std::find(inputs.begin(), inputs.end(), "-") != inputs.end()) {
      return absl::NotFoundError(
          absl::StrCat("the run ", options.run,
                       " read standard input, which is gone; name the same "
                       "documents with --texts INPUT"));
    }
  }
  auto files = io::ListInputs(inputs, run.input);
  if (files.ok() || !options.texts.empty()) return files;
  return absl::Status(
      files.status().code(),
      absl::StrCat("the input of the run ", options.run,
                   " cannot be read again: ", files.status().message(),
                   "; run in the folder where it ran, or name where the "
                   "documents are now with --texts INPUT"));
}

// A document in which something was found.
struct Finding {
  std::string id;
  std::string source;
  std::string date;
  base::Hash128 record_hash;
  std::optional<uint64_t> number;  // of RunDocuments
  std::vector<DocumentHits> hits;
};

struct Seen {
  std::string id;
  base::Hash128 record_hash;
  uint64_t chars = 0;
  std::optional<size_t> finding;  // into Batch::findings
};

struct Batch {
  io::RecordBatch records;
  uint64_t bytes_read = 0;
  std::vector<Seen> documents;
  std::vector<Finding> findings;
  std::vector<Reject> rejects;
};

struct Worker {
  Worker(const io::InputFiles& files, const InputOptions& input,
         const QuerySet& set, uint64_t limit)
      : parser(files.files, input), search(set, limit) {}

  io::RecordParser parser;
  QueryWorker search;
};

void Process(Worker* worker, Batch* batch) {
  batch->documents.clear();
  batch->findings.clear();
  batch->rejects = std::move(batch->records.rejects);
  batch->records.rejects.clear();
  for (const io::RecordBatch::Entry& entry : batch->records.entries) {
    auto parsed = worker->parser.Parse(batch->records, entry);
    if (auto* reject = std::get_if<Reject>(&parsed)) {
      batch->rejects.push_back(std::move(*reject));
      continue;
    }
    Document& document = std::get<Document>(parsed);
    Seen seen;
    seen.record_hash = io::RecordHash(batch->records.RecordBytes(entry));
    seen.chars = base::CountCodePoints(document.text);
    const std::vector<DocumentHits>& hits =
        worker->search.Search(document.text);
    if (!hits.empty()) {
      seen.finding = batch->findings.size();
      batch->findings.push_back({document.id, std::move(document.source),
                                 std::move(document.date), seen.record_hash,
                                 std::nullopt, hits});
    }
    seen.id = std::move(document.id);
    batch->documents.push_back(std::move(seen));
  }
  SortRejects(&batch->rejects);
}

// A row that may be shown, with what decides its place.
struct Candidate {
  base::Hash128 record_hash;
  std::optional<uint64_t> number;
  QueryHitRecord row;

  auto Key() const {
    return std::tie(row.date, row.id, record_hash, row.begin, row.end);
  }
  bool operator<(const Candidate& other) const {
    if (row.date.empty() != other.row.date.empty()) return !row.date.empty();
    return Key() < other.Key();
  }
};

// The answer to one query as it grows.
class Collector {
 public:
  explicit Collector(uint64_t limit) : limit_(limit) {}

  void Take(const Finding& finding, DocumentHits* hits) {
    answer_.hits += hits->hits;
    ++(hits->is_exact ? answer_.exact_documents : answer_.other_documents);
    for (QueryHitRecord& row : hits->rows) {
      row.id = finding.id;
      row.source = finding.source;
      row.date = finding.date;
      Candidate candidate{finding.record_hash, finding.number, std::move(row)};
      if (limit_ == 0 || rows_.size() < limit_) {
        rows_.push_back(std::move(candidate));
        if (limit_ > 0) std::push_heap(rows_.begin(), rows_.end());
      } else if (candidate < rows_.front()) {
        std::pop_heap(rows_.begin(), rows_.end());
        rows_.back() = std::move(candidate);
        std::push_heap(rows_.begin(), rows_.end());
      }
    }
  }

  QueryAnswer Finish(const RunDocuments& documents) && {
    for (Candidate& candidate : rows_) {
      if (candidate.number) {
        candidate.row.id = documents.NameOf(*candidate.number);
      }
    }
    std::sort(rows_.begin(), rows_.end());
    // The first row of all is among those that are shown.
    if (!rows_.empty() && !rows_[0].row.date.empty()) {
      answer_.first_id = rows_[0].row.id;
      answer_.first_date = rows_[0].row.date;
    }
    for (Candidate& candidate : rows_) {
      answer_.rows.push_back(std::move(candidate.row));
    }
    return std::move(answer_);
  }

 private:
  const uint64_t limit_;
  QueryAnswer answer_;
  std::vector<Candidate> rows_;  // a heap, the last row at its top
};

std::vector<std::string> WarningsOf(const RunDifferences& differences) {
  std::vector<std::string> warnings;
  const auto warn = [&](uint64_t count, const std::string& first,
                        const char* one, const char* many) {
    if (count == 0) return;
    warnings.push_back(
        absl::StrCat(count, " ", count == 1 ? one : many,
                     count == 1 ? ": " : "; the first: ", first));
  };
  warn(differences.added, differences.first_added,
       "document is not in the run, but in its input now",
       "documents are not in the run, but in its input now");
  warn(differences.missing, differences.first_missing,
       "document of the run is not in its input any more",
       "documents of the run are not in its input any more");
  warn(differences.resized, differences.first_resized,
       "document is not as long as it was in the run",
       "documents are not as long as they were in the run");
  return warnings;
}

}  // namespace

absl::StatusOr<QueryReport> RunQuery(const QueryOptions& options,
                                     const Hooks& hooks) {
  LITANY_ASSIGN_OR_RETURN(const RunOptions run, ReadRunOptions(options.run));
  LITANY_RETURN_IF_ERROR(CheckInputOptions(run.input));
  LITANY_ASSIGN_OR_RETURN(text::Folder folder, text::Folder::Create(run.fold));
  LITANY_ASSIGN_OR_RETURN(const QuerySet set,
                          QuerySet::Create(std::move(folder), options));
  LITANY_ASSIGN_OR_RETURN(const io::InputFiles files, FindInputs(options, run));
  LITANY_ASSIGN_OR_RETURN(RunDocuments documents,
                          RunDocuments::Read(options.run));
  const uint32_t threads =
      options.threads == 0 ? base::UsableCores() : options.threads;
  io::RecordReader reader(files.files, run.input);
  std::vector<std::unique_ptr<Worker>> workers;
  for (uint32_t i = 0; i < threads; ++i) {
    workers.push_back(
        std::make_unique<Worker>(files, run.input, set, options.limit));
  }
  std::vector<Collector> collectors(set.queries().size(),
                                    Collector(options.limit));
  QueryReport report;
  absl::Status status;
  base::RunOrdered<Batch>(
      threads, size_t{threads} * 3,
      [&](Batch* batch) {
        const bool more = reader.Next(io::kBatchBytes, &batch->records);
        batch->bytes_read = reader.bytes_read();
        return more;
      },
      [&](uint32_t thread, Batch* batch) {
        Process(workers[thread].get(), batch);
      },
      [&](Batch* batch) {
        if (!batch->rejects.empty()) {
          if (report.rejects == 0) {
            report.first_reject = RejectText(files, batch->rejects.front());
          }
          report.rejects += batch->rejects.size();
          if (run.input.on_error == OnError::kFail) {
            status = absl::DataLossError(report.first_reject);
            return false;
          }
        }
        report.documents += batch->documents.size();
        for (const Seen& seen : batch->documents) {
          const auto number =
              documents.Take(seen.id, seen.record_hash, seen.chars);
          if (!seen.finding) continue;
          Finding& finding = batch->findings[*seen.finding];
          finding.number = number;
          for (DocumentHits& hits : finding.hits) {
            collectors[hits.query].Take(finding, &hits);
          }
        }
        hooks.Report({"search", report.documents, batch->bytes_read, 0});
        if (hooks.IsCancelled()) status = absl::CancelledError("interrupted");
        return status.ok();
      });
  LITANY_RETURN_IF_ERROR(status);
  documents.SettleNames();
  LITANY_ASSIGN_OR_RETURN(const RunDifferences differences,
                          documents.Compare());
  report.warnings = WarningsOf(differences);
  for (size_t q = 0; q < collectors.size(); ++q) {
    report.answers.push_back(std::move(collectors[q]).Finish(documents));
    report.answers.back().name = set.queries()[q].text.name;
    report.answers.back().is_long = set.queries()[q].search.is_long();
  }
  return report;
}

}  // namespace litany::engine
