#include "engine/dedup.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "base/thread_pool.h"
#include "engine/collection.h"
#include "engine/copies.h"
#include "engine/copy_tables.h"
#include "engine/output_checks.h"
#include "engine/parameters.h"
#include "engine/rejects.h"
#include "engine/run_directory.h"
#include "io/record_writer.h"
#include "litany/version.h"
#include "report/json_writer.h"
#include "report/table_writer.h"
#include "simd/kernels.h"

namespace litany::engine {
namespace {

// All that a run knows at its end.
struct Run {
  const RunOptions& options;
  const DedupOptions& dedup;
  uint32_t threads;
  std::string started;
  StageClock clock;
  Collection collection;
  std::optional<Collection> reference;
  Copies copies;
  CopyTables tables;
};

absl::StatusOr<Pipeline> MakePipeline(const RunOptions& run,
                                      const lsh::Bands& bands) {
  LITANY_ASSIGN_OR_RETURN(text::Folder folder, text::Folder::Create(run.fold));
  LITANY_ASSIGN_OR_RETURN(sketch::MinHasher hasher,
                          sketch::MinHasher::Create(bands.slots));
  return Pipeline{
      std::move(folder),
      text::Shingler(run.fold.shingle, text::HashSeeds(run.seed, run.secret)),
      hasher};
}

void WriteCounts(const Run& run, report::JsonWriter* json) {
  const Collection& collection = run.collection;
  json->Key("counts").BeginObject();
  json->Key("read").Number(collection.documents.size() +
                           collection.rejects.size());
  json->Key("documents").Number(collection.documents.size());
  json->Key("rejects").Number(collection.rejects.size());
  json->Key("kept").Number(run.tables.kept);
  json->Key("dropped").Number(run.tables.dropped);
  json->Key("duplicate_ids").Number(collection.duplicate_ids);
  json->Key("repaired").Number(collection.repaired);
  json->Key("no_tokens").Number(run.tables.no_tokens);
  json->Key("vertices").Number(collection.vertices.size());
  json->Key("candidates").Number(run.copies.candidates);
  json->Key("pairs").Number(run.copies.pairs.size());
  json->Key("copies").Number(run.tables.groups.size());
  json->Key("in_copies").Number(run.tables.in_copies);
  json->Key("against").Number(run.tables.against);
  json->EndObject();
}

std::string SummaryJson(const Run& run) {
  std::string text;
  report::JsonWriter json(&text, /*indent=*/true);
  json.BeginObject();
  json.Key("schema").Number(kTableSchema);
  json.Key("command").String("dedup");
  json.Key("version").String(kVersion);
  json.Key("parameters").BeginObject();
  WriteParameters(run.options, run.dedup, &json);
  json.EndObject();
  const lsh::Bands& bands = run.copies.bands;
  json.Key("bands").BeginObject();
  json.Key("signature_scheme").Number(kSignatureScheme);
  json.Key("slots").Number(bands.slots);
  json.Key("bands").Number(bands.bands);
  json.Key("rows").Number(bands.rows);
  // Six places: what the C library's pow differs in is not a result.
  json.Key("recall").Ratio(
      static_cast<uint64_t>(std::llround(bands.recall * 1e6)), 1000000);
  json.EndObject();
  WriteCounts(run, &json);
  json.Key("caps").BeginObject().EndObject();
  json.EndObject();
  text.push_back('\n');
  return text;
}

std::string RunJson(const Run& run) {
  std::string text;
  report::JsonWriter json(&text, /*indent=*/true);
  const auto strings = [&json](const std::vector<std::string>& values) {
    json.BeginArray();
    for (const std::string& value : values) json.Bytes(value);
    json.EndArray();
  };
  const Collection& collection = run.collection;
  json.BeginObject();
  json.Key("started").String(run.started);
  json.Key("seconds").BeginObject();
  for (const auto& [stage, seconds] : run.clock.seconds()) {
    json.Key(stage).Seconds(seconds);
  }
  json.EndObject();
  json.Key("bytes").BeginObject();
  json.Key("read").Number(collection.bytes_read);
  json.Key("unpacked").Number(collection.bytes_unpacked);
  json.EndObject();
  json.Key("files").Number(collection.files.files.size());
  json.Key("skipped").BeginObject();
  json.Key("hidden").Number(collection.files.skipped_hidden);
  json.Key("links").Number(collection.files.skipped_links);
  json.Key("unknown").Number(collection.files.skipped_unknown);
  json.EndObject();
  json.Key("peak_memory_bytes").Number(PeakMemoryBytes());
  json.Key("threads").Number(run.threads);
  json.Key("host").Bytes(HostName());
  json.Key("simd").String(simd::Kernels().name);
  json.Key("inputs");
  strings(run.options.inputs);
  json.Key("against");
  strings(run.dedup.against);
  json.Key("output").Bytes(run.options.output);
  json.Key("input_options");
  WriteInputOptions(run.options.input, &json);
  json.EndObject();
  text.push_back('\n');
  return text;
}

// Document numbers by id.
std::vector<uint32_t> ById(const Collection& collection) {
  std::vector<uint32_t> order(collection.documents.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return collection.documents[a].id < collection.documents[b].id;
  });
  return order;
}

absl::Status WriteDocuments(const Run& run, const std::string& path) {
  LITANY_ASSIGN_OR_RETURN(auto table, report::TableWriter::Create(path));
  for (const uint32_t d : ById(run.collection)) {
    LITANY_RETURN_IF_ERROR(table.Write(run.tables.documents[d]));
  }
  return table.Close();
}

// repeats.jsonl and occurrences.jsonl.
absl::Status WriteCopies(const Run& run, const std::string& folder) {
  LITANY_ASSIGN_OR_RETURN(
      auto repeats, report::TableWriter::Create(folder + "/repeats.jsonl"));
  LITANY_ASSIGN_OR_RETURN(auto occurrences, report::TableWriter::Create(
                                                folder + "/occurrences.jsonl"));
  std::vector<const CopyGroup*> groups;
  for (const CopyGroup& group : run.tables.groups) groups.push_back(&group);
  std::sort(groups.begin(), groups.end(),
            [&](const CopyGroup* a, const CopyGroup* b) {
              return CopyId(run.collection, *a) < CopyId(run.collection, *b);
            });
  for (const CopyGroup* group : groups) {
    LITANY_RETURN_IF_ERROR(
        repeats.Write(MakeCopyRecord(run.collection, run.copies, *group)));
    for (const OccurrenceRecord& row :
         MakeOccurrences(run.collection, run.copies, *group)) {
      LITANY_RETURN_IF_ERROR(occurrences.Write(row));
    }
  }
  LITANY_RETURN_IF_ERROR(repeats.Close());
  return occurrences.Close();
}

absl::Status WriteRejects(const Run& run, const std::string& path) {
  LITANY_ASSIGN_OR_RETURN(auto table, report::TableWriter::Create(path));
  for (const Reject& reject : run.collection.rejects) {
    const RejectRecord row{
        run.collection.files.files[reject.location.file].name,
        reject.location.record, reject.location.byte, reject.reason};
    LITANY_RETURN_IF_ERROR(table.Write(row));
  }
  return table.Close();
}

absl::Status WriteTables(const Run& run, const Pipeline& pipeline,
                         const std::string& folder) {
  LITANY_RETURN_IF_ERROR(WriteDocuments(run, folder + "/documents.jsonl"));
  LITANY_RETURN_IF_ERROR(WriteCopies(run, folder));
  if (run.dedup.pairs) {
    LITANY_ASSIGN_OR_RETURN(
        auto table, report::TableWriter::Create(folder + "/pairs.jsonl"));
    for (const PairRecord& row :
         MakePairs(run.collection, pipeline, run.copies)) {
      LITANY_RETURN_IF_ERROR(table.Write(row));
    }
    LITANY_RETURN_IF_ERROR(table.Close());
  }
  return WriteRejects(run, folder + "/rejects.jsonl");
}

// Reads the input once more and writes what is kept.
absl::Status WriteKeptRecords(const Run& run) {
  const Collection& collection = run.collection;
  // Documents come in input order; what is between them was rejected.
  size_t next = 0;
  const auto changed = [&](const RecordLocation& location) {
    return absl::FailedPreconditionError(
        absl::StrCat("the input changed while it was read: ",
                     collection.files.files[location.file].path, ", record ",
                     location.record));
  };
  const auto keep = [&](const RecordLocation& location,
                        const base::Hash128& hash) -> absl::StatusOr<bool> {
    if (next >= collection.documents.size()) return false;
    const DocumentRow& row = collection.documents[next];
    if (row.location.file != location.file ||
        row.location.record != location.record) {
      return false;
    }
    if (row.record_hash != hash) return changed(location);
    return run.tables.documents[next++].keep;
  };
  LITANY_RETURN_IF_ERROR(io::WriteKept(
      collection.files.files, run.options.input, run.dedup.write_path, keep));
  if (next < collection.documents.size()) {
    return changed(collection.documents[next].location);
  }
  return absl::OkStatus();
}

DedupReport MakeReport(const Run& run) {
  const Collection& collection = run.collection;
  DedupReport report;
  report.documents = collection.documents.size();
  report.rejects = collection.rejects.size();
  report.read = report.documents + report.rejects;
  report.kept = run.tables.kept;
  report.dropped = run.tables.dropped;
  report.copies = run.tables.groups.size();
  report.in_copies = run.tables.in_copies;
  report.against = run.tables.against;
  report.repaired = collection.repaired;
  report.duplicate_ids = collection.duplicate_ids;
  report.skipped_files = collection.files.skipped_hidden +
                         collection.files.skipped_links +
                         collection.files.skipped_unknown;
  report.bytes_unpacked = collection.bytes_unpacked;
  report.recall = run.copies.bands.recall;
  for (const auto& [stage, seconds] : run.clock.seconds()) {
    report.seconds += seconds;
  }
  if (!collection.rejects.empty()) {
    report.first_reject =
        RejectText(collection.files, collection.rejects.front());
  }
  if (run.reference && !run.reference->rejects.empty()) {
    report.against_rejects = run.reference->rejects.size();
    report.first_against_reject =
        RejectText(run.reference->files, run.reference->rejects.front());
  }
  report.summary_json = SummaryJson(run);
  return report;
}

}  // namespace

absl::StatusOr<DedupReport> RunDedup(const RunOptions& options,
                                     const DedupOptions& dedup,
                                     const Hooks& hooks) {
  Run run{
      .options = options,
      .dedup = dedup,
      .threads = options.threads == 0 ? base::UsableCores() : options.threads,
      .started = UtcNow(),
      .clock = {},
      .collection = {},
      .reference = {},
      .copies = {},
      .tables = {}};
  LITANY_RETURN_IF_ERROR(CheckInputOptions(options.input));
  LITANY_ASSIGN_OR_RETURN(const lsh::Bands bands,
                          lsh::SolveBands(dedup.threshold, dedup.recall));
  LITANY_ASSIGN_OR_RETURN(const Pipeline pipeline,
                          MakePipeline(options, bands));
  LITANY_ASSIGN_OR_RETURN(io::InputFiles files,
                          io::ListInputs(options.inputs, options.input.format));
  LITANY_ASSIGN_OR_RETURN(const io::InputFiles against,
                          io::ListInputs(dedup.against, options.input.format));
  LITANY_RETURN_IF_ERROR(CheckOutputs(files, against, options, dedup));
  const bool to_stdout = options.output == "-";
  if (!to_stdout) {
    LITANY_RETURN_IF_ERROR(PrepareRunDirectory(options.output, options.force));
  }
  std::optional<SpooledInput> spooled;
  for (io::InputFile& file : files.files) {
    if (file.path != "-" || dedup.write_path.empty()) continue;
    LITANY_ASSIGN_OR_RETURN(spooled, SpooledInput::Create(options.tmp_dir));
    file.path = spooled->path();
  }

  run.clock.Begin("read");
  LITANY_ASSIGN_OR_RETURN(
      run.collection,
      ReadCollection(files, options.input, pipeline, run.threads, hooks));
  if (!dedup.against.empty()) {
    LITANY_ASSIGN_OR_RETURN(
        run.reference,
        ReadCollection(against, options.input, pipeline, run.threads, hooks));
  }
  const Collection* reference = run.reference ? &*run.reference : nullptr;

  run.clock.Begin("match");
  LITANY_ASSIGN_OR_RETURN(
      run.copies, FindCopies(run.collection, reference, pipeline, bands, dedup,
                             run.threads, hooks));
  run.tables = MakeCopyTables(run.collection, reference, pipeline, run.copies,
                              dedup.keep);

  run.clock.Begin("write");
  hooks.Report({"write", run.collection.documents.size(), 0, 0});
  // Before the tables: whoever reads these from standard output may have
  // enough of them, and that ends the run.
  if (!dedup.write_path.empty()) {
    LITANY_RETURN_IF_ERROR(WriteKeptRecords(run));
  }
  if (to_stdout) {
    LITANY_RETURN_IF_ERROR(WriteDocuments(run, "-"));
  } else {
    LITANY_RETURN_IF_ERROR(WriteTables(run, pipeline, options.output));
  }
  run.clock.End();
  DedupReport report = MakeReport(run);
  if (!to_stdout) {
    LITANY_RETURN_IF_ERROR(
        base::WriteWholeFile(options.output + "/run.json", RunJson(run)));
    LITANY_RETURN_IF_ERROR(base::WriteWholeFile(
        options.output + "/summary.json", report.summary_json));
  }
  return report;
}

}  // namespace litany::engine
