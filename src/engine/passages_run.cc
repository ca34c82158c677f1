#include "engine/passages_run.h"

#include <memory>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "base/status_macros.h"
#include "engine/collection.h"
#include "engine/find_passages.h"
#include "engine/networks.h"
#include "engine/parameters.h"
#include "engine/passage_tables.h"
#include "report/json_writer.h"
#include "report/table_writer.h"

namespace litany::engine {
namespace {

// All that a run knows at its end.
struct PassagesRun {
  const Session& session;
  const PassageOptions& options;
  FoundPassages found;
  PassageTables tables;
  std::vector<DocumentRecord> documents;
  uint64_t kept = 0;
  uint64_t dropped = 0;
};

std::string PassagesSummary(const PassagesRun& run) {
  SummaryParts parts;
  parts.parameters = [&](report::JsonWriter* json) {
    WritePassageParameters(run.options, json);
    WriteRunParameters(run.session.options, json);
  };
  parts.counts = [&](report::JsonWriter* json) {
    json->Key("vertices").Number(run.session.collection.vertices.size());
    json->Key("anchors").Number(run.found.anchors);
    json->Key("repeated_anchors").Number(run.found.postings);
    json->Key("seeds").Number(run.found.seeds);
    json->Key("stretches").Number(run.found.stretches);
    json->Key("passages").Number(run.tables.repeats.size());
    json->Key("occurrences").Number(run.tables.occurrences.size());
    json->Key("in_passages").Number(run.tables.documents);
  };
  parts.caps = [&](report::JsonWriter* json) {
    if (run.found.large_buckets == 0) return;
    json->Key("popular_anchors").Number(run.found.large_buckets);
    json->Key("popular_anchor_places").Number(run.found.in_large_buckets);
  };
  return SummaryJson(run.session, run.kept, run.dropped, parts);
}

// What --cut takes out of a document; nothing where whole documents go.
const std::vector<OriginalSpan>& CutsOf(const PassagesRun& run,
                                        size_t document) {
  static const std::vector<OriginalSpan>* const kNothing =
      new std::vector<OriginalSpan>();
  if (!run.options.cut) return *kNothing;
  switch (*run.options.cut) {
    case CutPolicy::kDrop:
      break;
    case CutPolicy::kAll:
      return run.tables.covered[document];
    case CutPolicy::kAllButFirst:
      return run.tables.covered_later[document];
  }
  return *kNothing;
}

void MakePassagesDocuments(PassagesRun* run) {
  const Collection& collection = run->session.collection;
  const bool is_against = !run->options.against.empty();
  for (size_t d = 0; d < collection.documents.size(); ++d) {
    DocumentRecord record = PlainRecord(collection, collection.documents[d]);
    record.chars.passage = CharsIn(run->tables.covered[d]);
    record.chars.own -= record.chars.passage;
    const bool holds_one = !run->tables.taken_from[d].empty();
    if (run->options.cut == CutPolicy::kDrop && holds_one) {
      record.keep = false;
      record.reason = is_against ? Reason::kAgainst : Reason::kPassage;
      record.representative = run->tables.taken_from[d];
    } else if (!CutsOf(*run, d).empty()) {
      record.reason = Reason::kCut;
      record.representative = run->tables.taken_from[d];
    }
    run->documents.push_back(std::move(record));
  }
  for (const DocumentRecord& record : run->documents) {
    ++(record.keep ? run->kept : run->dropped);
  }
}

// The kept records, without what is cut.
absl::Status WriteRecordsOf(const PassagesRun& run) {
  std::vector<std::vector<OriginalSpan>> cuts;
  for (size_t d = 0; d < run.documents.size(); ++d) {
    cuts.push_back(CutsOf(run, d));
  }
  return WriteKeptRecords(run.session, run.documents, cuts);
}

absl::Status WritePassagesTables(const PassagesRun& run,
                                 const std::string& folder) {
  LITANY_RETURN_IF_ERROR(
      WriteDocuments(run.session, run.documents, folder + "/documents.jsonl"));
  const PassageTables& tables = run.tables;
  LITANY_RETURN_IF_ERROR(
      report::WriteTable(tables.repeats, folder + "/repeats.jsonl"));
  LITANY_RETURN_IF_ERROR(
      report::WriteTable(tables.occurrences, folder + "/occurrences.jsonl"));
  LITANY_RETURN_IF_ERROR(
      report::WriteTable(tables.reuse, folder + "/reuse.jsonl"));
  LITANY_RETURN_IF_ERROR(
      report::WriteTable(tables.scripting, folder + "/scripting.jsonl"));
  if (run.options.network) {
    LITANY_RETURN_IF_ERROR(WriteNetworks(tables.reuse, folder));
  }
  return WriteRejects(run.session, folder + "/rejects.jsonl");
}

PassagesReport MakePassagesReport(const PassagesRun& run) {
  PassagesReport report;
  FillReport(run.session, &report);
  report.kept = run.kept;
  report.dropped = run.dropped;
  for (size_t d = 0; d < run.documents.size(); ++d) {
    report.cut_documents += run.documents[d].reason == Reason::kCut ? 1u : 0u;
    report.cut_chars += CharsIn(CutsOf(run, d));
  }
  report.passages = run.tables.repeats.size();
  report.occurrences = run.tables.occurrences.size();
  report.reusing = run.tables.documents;
  for (const DocumentRecord& record : run.documents) {
    report.covered_chars += record.chars.passage;
    report.chars += record.chars.passage + record.chars.own;
  }
  report.summary_json = PassagesSummary(run);
  return report;
}

}  // namespace

absl::StatusOr<PassagesReport> RunPassages(const RunOptions& options,
                                           const PassageOptions& passages,
                                           const Hooks& hooks) {
  if (!passages.write_path.empty() && !passages.cut) {
    return absl::InvalidArgumentError(
        "--write needs --cut: drop, all or all-but-first");
  }
  if (passages.cut == CutPolicy::kDrop && passages.against.empty()) {
    return absl::InvalidArgumentError(
        "--cut drop needs --against: without it, it would drop the first "
        "witness of a passage as well");
  }
  LITANY_ASSIGN_OR_RETURN(Pipeline pipeline, MakePipeline(options, 128));
  pipeline.keep_symbols = true;
  LITANY_ASSIGN_OR_RETURN(
      const std::unique_ptr<Session> session,
      OpenSession(options, {.command = "passages",
                            .against = passages.against,
                            .write_path = passages.write_path}));
  LITANY_RETURN_IF_ERROR(ReadInputs(pipeline, hooks, session.get()));
  PassagesRun run{.session = *session,
                  .options = passages,
                  .found = {},
                  .tables = {},
                  .documents = {}};

  session->clock.Begin("match");
  LITANY_ASSIGN_OR_RETURN(
      run.found, FindPassages(session->collection, session->reference_or_null(),
                              options, passages, session->threads, hooks));
  session->clock.Begin("locate");
  hooks.Report({"locate", session->collection.documents.size(), 0, 0});
  run.tables = MakePassageTables(
      session->collection, session->reference_or_null(), pipeline.folder,
      run.found.passages, !options.no_text, session->threads);
  MakePassagesDocuments(&run);

  session->clock.Begin("write");
  hooks.Report({"write", session->collection.documents.size(), 0, 0});
  if (!passages.write_path.empty()) {
    LITANY_RETURN_IF_ERROR(WriteRecordsOf(run));
  }
  if (session->to_stdout()) {
    LITANY_RETURN_IF_ERROR(WriteDocuments(*session, run.documents, "-"));
  } else {
    LITANY_RETURN_IF_ERROR(WritePassagesTables(run, options.output));
  }
  session->clock.End();
  PassagesReport report = MakePassagesReport(run);
  if (!session->to_stdout()) {
    LITANY_RETURN_IF_ERROR(FinishSession(*session, report.summary_json));
  }
  return report;
}

}  // namespace litany::engine
