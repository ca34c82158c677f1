#include "engine/phrases_run.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "engine/collection.h"
#include "engine/copies.h"
#include "engine/find_phrases.h"
#include "engine/parameters.h"
#include "engine/phrase_tables.h"
#include "lsh/containment.h"
#include "report/json_writer.h"
#include "report/table_writer.h"

namespace litany::engine {
namespace {

// What a person is told of at the end.
constexpr size_t kTopOfReport = 20;

// All that a run knows at its end.
struct PhrasesRun {
  const Session& session;
  const PhraseOptions& options;
  std::optional<Copies> copies;  // none: all documents count
  passage::Phrases found;
  PhraseTables tables;
  std::vector<DocumentRecord> documents;
  uint64_t uncounted = 0;  // documents

  const Collection& collection() const { return session.collection; }
};

std::string PhrasesSummary(const PhrasesRun& run) {
  SummaryParts parts;
  parts.parameters = [&](report::JsonWriter* json) {
    WritePhraseParameters(run.options, json);
    WriteRunParameters(run.session.options, json);
  };
  parts.middle = [&](report::JsonWriter* json) {
    // What the defaults came to.
    json->Key("sieve").BeginObject();
    json->Key("min_documents").Number(run.found.bounds.min_documents);
    json->Key("min_sources").Number(run.found.bounds.min_sources);
    json->EndObject();
  };
  parts.counts = [&](report::JsonWriter* json) {
    json->Key("vertices").Number(run.collection().vertices.size());
    json->Key("uncounted_copies").Number(run.uncounted);
    json->Key("tokens").Number(run.found.tokens);
    json->Key("sieved_tokens").Number(run.found.sieved_tokens);
    json->Key("found").Number(run.found.found);
    json->Key("furniture").Number(run.found.furniture);
    json->Key("phrases").Number(run.found.phrases.size());
    json->Key("formulas").Number(run.found.formulas.size());
    json->Key("occurrences").Number(run.tables.rows.size());
    json->Key("in_phrases").Number(run.tables.documents);
  };
  parts.caps = [&](report::JsonWriter* json) {
    const uint64_t left_out = run.found.found - run.found.phrases.size();
    if (left_out > 0) json->Key("phrases_left_out").Number(left_out);
  };
  return SummaryJson(run.session, run.documents.size(), 0, parts);
}

void MakePhrasesDocuments(PhrasesRun* run) {
  const Collection& collection = run->collection();
  for (size_t d = 0; d < collection.documents.size(); ++d) {
    DocumentRecord record = PlainRecord(collection, collection.documents[d]);
    record.chars.phrase = CharsIn(run->tables.covered[d]);
    record.chars.own -= record.chars.phrase;
    run->documents.push_back(std::move(record));
  }
}

// repeats.jsonl and occurrences.jsonl.
absl::Status WritePhrases(const PhrasesRun& run, const std::string& folder) {
  const PhraseTables& tables = run.tables;
  LITANY_ASSIGN_OR_RETURN(
      auto repeats, report::TableWriter::Create(folder + "/repeats.jsonl"));
  LITANY_ASSIGN_OR_RETURN(auto occurrences, report::TableWriter::Create(
                                                folder + "/occurrences.jsonl"));
  const bool with_text = !run.session.options.no_text;
  for (const uint32_t p : tables.by_id) {
    LITANY_RETURN_IF_ERROR(repeats.Write(tables.repeats[p]));
    for (size_t i = tables.row_begins[p]; i < tables.row_begins[p + 1]; ++i) {
      LITANY_RETURN_IF_ERROR(occurrences.Write(MakePhraseOccurrence(
          run.collection(), tables, tables.rows[i], with_text)));
    }
  }
  LITANY_RETURN_IF_ERROR(repeats.Close());
  return occurrences.Close();
}

absl::Status WritePhrasesTables(const PhrasesRun& run,
                                const std::string& folder) {
  LITANY_RETURN_IF_ERROR(
      WriteDocuments(run.session, run.documents, folder + "/documents.jsonl"));
  LITANY_RETURN_IF_ERROR(WritePhrases(run, folder));
  LITANY_RETURN_IF_ERROR(
      report::WriteTable(run.tables.series, folder + "/series.jsonl"));
  LITANY_RETURN_IF_ERROR(
      report::WriteTable(run.tables.variants, folder + "/variants.jsonl"));
  return WriteRejects(run.session, folder + "/rejects.jsonl");
}

PhrasesReport MakePhrasesReport(const PhrasesRun& run) {
  PhrasesReport report;
  FillReport(run.session, &report);
  report.kept = run.documents.size();
  report.phrases = run.found.phrases.size();
  report.formulas = run.found.formulas.size();
  report.found = run.found.found;
  report.furniture = run.found.furniture;
  report.occurrences = run.tables.rows.size();
  report.holding = run.tables.documents;
  report.copies = run.uncounted;
  report.min_documents = run.found.bounds.min_documents;
  report.min_sources = run.found.bounds.min_sources;
  for (const RepeatRecord& repeat : run.tables.repeats) {
    if (report.top.size() == kTopOfReport || !repeat.text) break;
    report.top.push_back({*repeat.text, repeat.documents, repeat.count});
  }
  report.summary_json = PhrasesSummary(run);
  return report;
}

}  // namespace

absl::StatusOr<PhrasesReport> RunPhrases(const RunOptions& options,
                                         const PhraseOptions& phrases,
                                         const Hooks& hooks) {
  // Copies as `dedup` finds them without options.
  const DedupOptions dedup;
  LITANY_ASSIGN_OR_RETURN(Pipeline pipeline, MakeCopyPipeline(options, dedup));
  pipeline.keep_symbols = true;
  pipeline.keep_signatures = !phrases.count_copies;
  LITANY_ASSIGN_OR_RETURN(
      const std::unique_ptr<Session> session,
      OpenSession(options,
                  {.command = "phrases", .against = {}, .write_path = {}}));
  LITANY_RETURN_IF_ERROR(ReadInputs(pipeline, hooks, session.get()));
  const Collection& collection = session->collection;
  PhrasesRun run{.session = *session,
                 .options = phrases,
                 .copies = {},
                 .found = {},
                 .tables = {},
                 .documents = {}};

  PhraseScope scope;
  if (!phrases.count_copies) {
    session->clock.Begin("match");
    LITANY_ASSIGN_OR_RETURN(run.copies,
                            FindCopies(collection, nullptr, pipeline, dedup,
                                       session->threads, hooks));
    scope.representative = run.copies->representative;
    for (const DocumentRow& row : collection.documents) {
      if (row.vertex == kNoVertex) continue;
      const bool counts =
          scope.representative[row.vertex] == row.vertex &&
          collection.vertices[row.vertex].document ==
              static_cast<uint32_t>(&row - collection.documents.data());
      run.uncounted += counts ? 0 : 1;
    }
  }
  session->clock.Begin("phrases");
  LITANY_ASSIGN_OR_RETURN(
      run.found, FindPhrases(collection, pipeline.folder, scope, phrases,
                             session->threads, hooks));
  session->clock.Begin("locate");
  hooks.Report({"locate", collection.documents.size(), 0, 0});
  run.tables = MakePhraseTables(collection, pipeline.folder, run.found,
                                !options.no_text, session->threads);
  MakePhrasesDocuments(&run);

  session->clock.Begin("write");
  hooks.Report({"write", collection.documents.size(), 0, 0});
  if (session->to_stdout()) {
    LITANY_RETURN_IF_ERROR(WriteDocuments(*session, run.documents, "-"));
  } else {
    LITANY_RETURN_IF_ERROR(WritePhrasesTables(run, options.output));
  }
  session->clock.End();
  PhrasesReport report = MakePhrasesReport(run);
  if (!session->to_stdout()) {
    LITANY_RETURN_IF_ERROR(FinishSession(*session, report.summary_json));
  }
  return report;
}

}  // namespace litany::engine
