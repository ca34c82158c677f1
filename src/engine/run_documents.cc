#include "engine/run_documents.h"

#include <simdjson.h>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/strings.h"
#include "engine/duplicate_ids.h"
#include "io/input_files.h"
#include "io/record_reader.h"
#include "litany/options.h"

namespace litany::engine {
namespace {

// Calls take(id, chars) for the rows, until it returns false.
absl::Status ForEachRow(
    const std::string& path,
    const std::function<bool(std::string_view id, uint64_t chars)>& take) {
  const std::vector<io::InputFile> files = {{.path = path,
                                             .name = path,
                                             .format = InputFormat::kJsonl,
                                             .codec = io::Codec::kPlain}};
  io::RecordReader reader(files, {});
  io::RecordBatch batch;
  simdjson::dom::parser parser;
  while (reader.Next(io::kBatchBytes, &batch)) {
    if (!batch.rejects.empty()) {
      return absl::DataLossError(absl::StrCat("cannot read ", path, ": ",
                                              batch.rejects.front().reason));
    }
    for (const io::RecordBatch::Entry& entry : batch.entries) {
      const std::string_view bytes = batch.RecordBytes(entry);
      simdjson::dom::element row;
      std::string_view id;
      simdjson::dom::object causes;
      if (parser.parse(bytes.data(), bytes.size(), /*realloc_if_needed=*/false)
                  .get(row) != simdjson::SUCCESS ||
          row["id"].get(id) != simdjson::SUCCESS ||
          row["chars"].get(causes) != simdjson::SUCCESS) {
        return absl::DataLossError(absl::StrCat(
            "a row without `id` and `chars` (", path, ", line ",
            entry.location.record, "); run the command that wrote it again"));
      }
      uint64_t chars = 0;
      for (const auto cause : causes) {
        uint64_t of_cause = 0;
        if (cause.value.get(of_cause) == simdjson::SUCCESS) chars += of_cause;
      }
      if (!take(id, chars)) return absl::OkStatus();
    }
  }
  return absl::OkStatus();
}

// "x" of "x#12"; empty of all others.
std::string_view BaseOfSuffixed(std::string_view id) {
  const size_t at = id.rfind('#');
  if (at == std::string_view::npos || at + 1 == id.size()) return {};
  const std::string_view digits = id.substr(at + 1);
  const bool is_suffix = std::all_of(digits.begin(), digits.end(), [](char c) {
    return c >= '0' && c <= '9';
  });
  return is_suffix ? id.substr(0, at) : std::string_view();
}

void Count(const std::string& id, uint64_t* count, std::string* first) {
  if (*count == 0 || id < *first) *first = id;
  ++*count;
}

}  // namespace

absl::StatusOr<RunDocuments> RunDocuments::Read(const std::string& run) {
  RunDocuments documents(run + "/documents.jsonl");
  LITANY_RETURN_IF_ERROR(
      ForEachRow(documents.path_, [&](std::string_view id, uint64_t chars) {
        documents.rows_.try_emplace(base::HashBytes128(id), Row{chars, false});
        const std::string_view base = BaseOfSuffixed(id);
        if (!base.empty()) {
          documents.repeated_.insert(base::HashBytes128(base));
        }
        return true;
      }));
  return documents;
}

std::optional<uint64_t> RunDocuments::Take(const std::string& id,
                                           const base::Hash128& record_hash,
                                           uint64_t chars) {
  if (id.find('#') != std::string::npos) used_.insert(id);
  if (!repeated_.contains(base::HashBytes128(id))) {
    Check(id, chars);
    return std::nullopt;
  }
  doubtful_.push_back({id, record_hash, chars});
  return doubtful_.size() - 1;
}

void RunDocuments::SettleNames() {
  std::vector<RecordId> records;
  records.reserve(doubtful_.size());
  for (Doubtful& document : doubtful_) {
    records.push_back({&document.id, document.record_hash});
  }
  SettleDuplicateIds(std::move(records), used_);
  for (const Doubtful& document : doubtful_) {
    Check(document.id, document.chars);
  }
}

void RunDocuments::Check(const std::string& id, uint64_t chars) {
  const auto row = rows_.find(base::HashBytes128(id));
  // A second document of a name that the run gave to one.
  if (row == rows_.end() || row->second.is_read) {
    Count(id, &differences_.added, &differences_.first_added);
    return;
  }
  row->second.is_read = true;
  if (row->second.chars != chars) {
    Count(id, &differences_.resized, &differences_.first_resized);
  }
}

absl::StatusOr<RunDifferences> RunDocuments::Compare() const {
  RunDifferences differences = differences_;
  for (const auto& entry : rows_) {
    if (!entry.second.is_read) ++differences.missing;
  }
  if (differences.missing == 0) return differences;
  // The table is sorted by id.
  LITANY_RETURN_IF_ERROR(ForEachRow(path_, [&](std::string_view id, uint64_t) {
    const auto row = rows_.find(base::HashBytes128(id));
    if (row == rows_.end() || row->second.is_read) return true;
    differences.first_missing = id;
    return false;
  }));
  return differences;
}

}  // namespace litany::engine
