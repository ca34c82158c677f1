#include "engine/templates_run.h"

#include <memory>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "base/status_macros.h"
#include "engine/collection.h"
#include "engine/find_templates.h"
#include "engine/output_checks.h"
#include "engine/parameters.h"
#include "engine/row_pieces.h"
#include "engine/template_store.h"
#include "engine/template_tables.h"
#include "report/json_writer.h"
#include "report/table_writer.h"

namespace litany::engine {
namespace {

// All that a run knows at its end.
struct TemplatesRun {
  const Session& session;
  const TemplateOptions& options;
  FoundTemplates found;
  std::vector<DocumentRecord> documents;
  std::vector<SourceRecord> sources;
  TemplatesReport report;
};

std::string TemplatesSummary(const TemplatesRun& run) {
  const TemplatesReport& report = run.report;
  SummaryParts parts;
  parts.parameters = [&](report::JsonWriter* json) {
    WriteTemplateParameters(run.options, json);
    WriteRunParameters(run.session.options, json);
  };
  parts.counts = [&](report::JsonWriter* json) {
    json->Key("sources").Number(report.sources);
    json->Key("sources_too_few_pages").Number(report.too_few_pages);
    json->Key("sources_pages_alike").Number(report.pages_alike);
    json->Key("sources_no_templates").Number(report.unknown);
    json->Key("templates").Number(report.templates);
    json->Key("occurrences").Number(report.occurrences);
    json->Key("in_templates").Number(report.holding);
    json->Key("all_template").Number(report.all_template);
    json->Key("chars").Number(report.chars);
    json->Key("template_chars").Number(report.template_chars);
  };
  return SummaryJson(run.session, report.kept, report.dropped, parts);
}

void MakeTemplatesDocuments(TemplatesRun* run) {
  const Collection& collection = run->session.collection;
  TemplatesReport& report = run->report;
  run->documents.reserve(collection.documents.size());
  for (size_t d = 0; d < collection.documents.size(); ++d) {
    DocumentRecord record = PlainRecord(collection, collection.documents[d]);
    const std::vector<OriginalSpan>& covered = run->found.covered[d];
    record.chars.template_chars = CharsIn(covered);
    record.chars.own -= record.chars.template_chars;
    record.reason = Reason::kUnique;
    if (!run->options.whole &&
        run->found.verdicts[d] == templates::Verdict::kAllTemplate) {
      record.keep = false;
      record.reason = Reason::kAllTemplate;
      ++report.all_template;
    } else if (!covered.empty() && !run->options.write_path.empty()) {
      record.reason = Reason::kCut;
    }
    ++(record.keep ? report.kept : report.dropped);
    report.holding += covered.empty() ? 0 : 1;
    report.template_chars += record.chars.template_chars;
    report.chars += record.chars.template_chars + record.chars.own;
    run->documents.push_back(std::move(record));
  }
  run->sources = MakeSources(collection, run->found, run->documents);
  for (const SourceRecord& source : run->sources) {
    report.too_few_pages += source.reason == "too-few-pages" ? 1 : 0;
    report.pages_alike += source.reason == "pages-alike" ? 1 : 0;
    report.unknown += source.reason == "no-templates" ? 1 : 0;
  }
  report.sources = run->sources.size();
  report.templates = run->found.templates.size();
  report.occurrences = run->found.places.size();
}

absl::Status WriteTemplateRows(const TemplatesRun& run,
                               const std::string& folder) {
  const bool with_text = !run.session.options.no_text;
  const Collection& collection = run.session.collection;
  const std::vector<RepeatRecord> repeats =
      MakeTemplateRepeats(collection, run.found, with_text);
  LITANY_RETURN_IF_ERROR(
      report::WriteTable(repeats, folder + "/repeats.jsonl"));
  const std::vector<TemplatePlace>& places = run.found.places;
  return WriteInPieces(
      run.session.threads, places.size(), folder + "/occurrences.jsonl",
      [&](const base::Piece& piece, std::string* lines) {
        OccurrenceRecord record;
        for (size_t i = piece.begin; i < piece.end; ++i) {
          FillTemplateOccurrence(collection, run.found, repeats[places[i].of],
                                 places[i], with_text, &record);
          report::AppendLine(record, lines);
        }
      });
}

absl::Status WriteTemplatesTables(const TemplatesRun& run,
                                  const std::string& folder) {
  LITANY_RETURN_IF_ERROR(
      WriteDocuments(run.session, run.documents, folder + "/documents.jsonl"));
  LITANY_RETURN_IF_ERROR(WriteTemplateRows(run, folder));
  LITANY_RETURN_IF_ERROR(
      report::WriteTable(run.sources, folder + "/sources.jsonl"));
  return WriteRejects(run.session, folder + "/rejects.jsonl");
}

}  // namespace

absl::StatusOr<TemplatesReport> RunTemplates(const RunOptions& options,
                                             const TemplateOptions& asked,
                                             const Hooks& hooks) {
  const TemplateOptions templates = ResolveTemplates(asked, options.input);
  if (!asked.save_path.empty() && !asked.apply_path.empty()) {
    return absl::InvalidArgumentError(
        "--save writes what is learned, and --apply learns nothing; leave one "
        "of them out");
  }
  LITANY_ASSIGN_OR_RETURN(Pipeline pipeline, MakePipeline(options, 128));
  pipeline.texts_only = true;
  LITANY_ASSIGN_OR_RETURN(
      const std::unique_ptr<Session> session,
      OpenSession(options, {.command = "templates",
                            .against = {},
                            .write_path = templates.write_path}));
  if (!templates.save_path.empty()) {
    LITANY_RETURN_IF_ERROR(CheckOutputs(session->files, session->against_files,
                                        options, templates.save_path));
  }
  LITANY_RETURN_IF_ERROR(ReadInputs(pipeline, hooks, session.get()));
  TemplatesRun run{.session = *session,
                   .options = templates,
                   .found = {},
                   .documents = {},
                   .sources = {},
                   .report = {}};
  session->clock.Begin("templates");
  hooks.Report({"templates", session->collection.documents.size(), 0, 0});
  LITANY_ASSIGN_OR_RETURN(
      run.found,
      FindTemplates(session->collection, templates, session->threads, hooks));
  MakeTemplatesDocuments(&run);

  session->clock.Begin("write");
  hooks.Report({"write", session->collection.documents.size(), 0, 0});
  if (!templates.save_path.empty()) {
    LITANY_RETURN_IF_ERROR(WriteTemplateStore(
        session->collection, run.found, templates.whole, templates.save_path));
  }
  if (!templates.write_path.empty()) {
    LITANY_RETURN_IF_ERROR(
        WriteKeptRecords(*session, run.documents, run.found.covered));
  }
  if (session->to_stdout()) {
    LITANY_RETURN_IF_ERROR(WriteDocuments(*session, run.documents, "-"));
  } else {
    LITANY_RETURN_IF_ERROR(WriteTemplatesTables(run, options.output));
  }
  session->clock.End();
  TemplatesReport report = run.report;
  FillReport(*session, &report);
  report.kept = run.report.kept;
  report.dropped = run.report.dropped;
  report.summary_json = TemplatesSummary(run);
  if (!session->to_stdout()) {
    LITANY_RETURN_IF_ERROR(FinishSession(*session, report.summary_json));
  }
  return report;
}

}  // namespace litany::engine
