#include "engine/find_run.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <numeric>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

#include "absl/status/status.h"
#include "base/status_macros.h"
#include "base/thread_pool.h"
#include "engine/attribution.h"
#include "engine/collection.h"
#include "engine/copies.h"
#include "engine/copy_tables.h"
#include "engine/find_passages.h"
#include "engine/find_phrases.h"
#include "engine/find_templates.h"
#include "engine/networks.h"
#include "engine/parameters.h"
#include "engine/passage_tables.h"
#include "engine/phrase_tables.h"
#include "engine/report_run.h"
#include "engine/source_shares.h"
#include "engine/template_tables.h"
#include "lsh/containment.h"
#include "report/json_writer.h"
#include "report/table_writer.h"

namespace litany::engine {
namespace {

// All that a run knows at its end.
struct FindRun {
  const Session& session;
  const FindOptions& options;
  FoundTemplates templates;
  std::optional<Copies> copies;
  // By vertex: itself where no copy is looked for.
  std::vector<uint32_t> representative;
  CopyTables copy_tables;
  FoundPassages found_passages;
  PassageTables passages;
  passage::Phrases found_phrases;
  PhraseTables phrases;
  std::vector<DocumentRecord> documents;
  std::vector<SourceRecord> sources;
  FindReport report;

  const Collection& collection() const { return session.collection; }
};

// --- Stages ----------------------------------------------------------------

absl::Status FindTemplatesStage(const Hooks& hooks, Session* session,
                                FindRun* run) {
  Collection& collection = session->collection;
  if (!run->options.find_templates) {
    run->templates.verdicts.resize(collection.documents.size());
    run->templates.covered.resize(collection.documents.size());
    run->templates.counted.resize(collection.sources.size());
    return absl::OkStatus();
  }
  session->clock.Begin("templates");
  hooks.Report({"templates", collection.documents.size(), 0, 0});
  LITANY_ASSIGN_OR_RETURN(run->templates,
                          FindTemplates(collection, run->options.templates,
                                        session->threads, hooks));
  MaskTemplates(run->templates, session->threads, &collection);
  return absl::OkStatus();
}

absl::Status FindCopiesStage(const Pipeline& pipeline, const Hooks& hooks,
                             Session* session, FindRun* run) {
  const Collection& collection = run->collection();
  run->representative.resize(collection.vertices.size());
  std::iota(run->representative.begin(), run->representative.end(), 0u);
  if (!run->options.find_copies) {
    for (const DocumentRow& row : collection.documents) {
      run->copy_tables.documents.push_back(PlainRecord(collection, row));
    }
    return absl::OkStatus();
  }
  session->clock.Begin("copies");
  LITANY_ASSIGN_OR_RETURN(
      run->copies, FindCopies(collection, nullptr, pipeline, run->options.dedup,
                              session->threads, hooks));
  run->representative = run->copies->representative;
  run->copy_tables = MakeCopyTables(collection, nullptr, pipeline, *run->copies,
                                    run->options.dedup.keep, session->threads);
  return absl::OkStatus();
}

absl::Status FindPassagesStage(const Pipeline& pipeline, const Hooks& hooks,
                               Session* session, FindRun* run) {
  const Collection& collection = run->collection();
  run->passages.covered.resize(collection.documents.size());
  if (!run->options.find_passages) return absl::OkStatus();
  session->clock.Begin("passages");
  LITANY_ASSIGN_OR_RETURN(run->found_passages,
                          FindPassagesBetweenCopies(
                              collection, run->representative, session->options,
                              run->options.passages, session->threads, hooks));
  run->passages = MakePassageTables(
      collection, nullptr, pipeline.folder, run->found_passages.passages,
      !session->options.no_text, session->threads);
  return absl::OkStatus();
}

// The symbols of every occurrence of a passage but its medoid's.
std::vector<uint8_t> MarkLaterOccurrences(const FindRun& run) {
  const Collection& collection = run.collection();
  std::vector<uint8_t> marks(collection.symbols.size());
  const auto mark = [&](const passage::Occurrence& place) {
    const auto begin =
        marks.begin() +
        static_cast<ptrdiff_t>(collection.symbol_begins[place.text]);
    std::fill(begin + place.begin, begin + place.end, uint8_t{1});
  };
  for (const passage::Passage& passage : run.found_passages.passages) {
    for (size_t i = 1; i < passage.occurrences.size(); ++i) {
      mark(passage.occurrences[i]);
    }
  }
  return marks;
}

absl::Status FindPhrasesStage(const Pipeline& pipeline, const Hooks& hooks,
                              Session* session, FindRun* run) {
  const Collection& collection = run->collection();
  run->phrases.covered.resize(collection.documents.size());
  if (!run->options.find_phrases) return absl::OkStatus();
  session->clock.Begin("phrases");
  const std::vector<uint8_t> later = MarkLaterOccurrences(*run);
  LITANY_ASSIGN_OR_RETURN(
      run->found_phrases,
      FindPhrases(
          collection, pipeline.folder,
          {.representative = run->representative, .counted_elsewhere = later},
          run->options.phrases, session->threads, hooks));
  run->phrases =
      MakePhraseTables(collection, pipeline.folder, run->found_phrases,
                       !session->options.no_text, session->threads);
  return absl::OkStatus();
}

// --- Documents and sources -------------------------------------------------

void Add(const CauseChars& from, CauseChars* to) {
  to->template_chars += from.template_chars;
  to->copy += from.copy;
  to->passage += from.passage;
  to->phrase += from.phrase;
  to->own += from.own;
}

DocumentRecord FinishDocument(const FindRun& run, size_t d) {
  const Collection& collection = run.collection();
  const DocumentRow& row = collection.documents[d];
  const std::vector<OriginalSpan>& covered = run.templates.covered[d];
  DocumentRecord record = run.copy_tables.documents[d];
  record.chars = Attribute(row.chars, {.templates = covered,
                                       .is_copy = record.chars.copy > 0,
                                       .passages = run.passages.covered[d],
                                       .phrases = run.phrases.covered[d]});
  if (run.options.templates.whole) {
    // A message of a log is of one template, and is no page of a site.
    if (record.reason == Reason::kNoTokens && !covered.empty()) {
      record.reason = Reason::kUnique;
    }
  } else if (run.templates.verdicts[d] == templates::Verdict::kAllTemplate ||
             (record.reason == Reason::kNoTokens && !covered.empty())) {
    record.keep = false;
    record.reason = Reason::kAllTemplate;
  }
  if (record.reason == Reason::kUnique && run.options.strip_templates &&
      !covered.empty()) {
    record.reason = Reason::kCut;
  }
  return record;
}

void FinishDocuments(FindRun* run) {
  const Collection& collection = run->collection();
  FindReport& report = run->report;
  for (size_t d = 0; d < collection.documents.size(); ++d) {
    run->documents.push_back(FinishDocument(*run, d));
    const DocumentRecord& record = run->documents.back();
    ++(record.keep ? report.kept : report.dropped);
    report.in_templates += run->templates.covered[d].empty() ? 0 : 1;
    report.all_template += record.reason == Reason::kAllTemplate ? 1 : 0;
    Add(record.chars, &report.chars);
  }
  run->sources = MakeSources(collection, run->templates, run->documents);
  FillSourceShares(collection, run->copy_tables.groups, run->documents,
                   run->passages.reuse, &run->sources);
  report.sources = run->sources.size();
  report.templates = run->templates.templates.size();
  report.copies = run->copy_tables.groups.size();
  report.in_copies = run->copy_tables.in_copies;
  if (run->copies) report.recall = run->copies->recall;
  report.passages = run->passages.repeats.size();
  report.in_passages = run->passages.documents;
  report.phrases = run->found_phrases.phrases.size();
  report.formulas = run->found_phrases.formulas.size();
  report.in_phrases = run->phrases.documents;
}

// --- Tables ----------------------------------------------------------------

// Writes repeats.jsonl and occurrences.jsonl, the kinds together, by id.
class RepeatWriter {
 public:
  RepeatWriter(const FindRun& run, const std::string& folder)
      : run_(run), folder_(folder) {
    with_text_ = !run.session.options.no_text;
    template_rows_ =
        MakeTemplateRepeats(run.collection(), run.templates, with_text_);
    const auto add = [&](std::string id, RepeatKind kind, size_t number) {
      repeats_.push_back({std::move(id), kind, number});
    };
    for (size_t i = 0; i < template_rows_.size(); ++i) {
      add(template_rows_[i].repeat, RepeatKind::kTemplate, i);
    }
    for (size_t i = 0; i < run.copy_tables.groups.size(); ++i) {
      add(CopyId(run.collection(), run.copy_tables.groups[i]),
          RepeatKind::kCopy, i);
    }
    for (size_t i = 0; i < run.passages.repeats.size(); ++i) {
      add(run.passages.repeats[i].repeat, RepeatKind::kPassage, i);
    }
    for (size_t i = 0; i < run.phrases.repeats.size(); ++i) {
      add(run.phrases.repeats[i].repeat, RepeatKind::kPhrase, i);
    }
    std::sort(repeats_.begin(), repeats_.end());
    FindPlaces();
  }

  absl::Status Write() {
    LITANY_ASSIGN_OR_RETURN(
        auto repeats, report::TableWriter::Create(folder_ + "/repeats.jsonl"));
    LITANY_ASSIGN_OR_RETURN(
        auto occurrences,
        report::TableWriter::Create(folder_ + "/occurrences.jsonl"));
    for (const Numbered& repeat : repeats_) {
      LITANY_RETURN_IF_ERROR(WriteOne(repeat, &repeats, &occurrences));
    }
    LITANY_RETURN_IF_ERROR(repeats.Close());
    return occurrences.Close();
  }

 private:
  struct Numbered {
    std::string id;
    RepeatKind kind = RepeatKind::kCopy;
    size_t number = 0;
    friend auto operator<=>(const Numbered&, const Numbered&) = default;
  };

  // Where the places of each template and passage begin.
  void FindPlaces() {
    const std::vector<TemplatePlace>& places = run_.templates.places;
    template_begins_.assign(template_rows_.size() + 1, places.size());
    for (size_t i = places.size(); i > 0; --i) {
      template_begins_[places[i - 1].of] = i - 1;
    }
    for (size_t t = template_rows_.size(); t > 0; --t) {
      template_begins_[t - 1] =
          std::min(template_begins_[t - 1], template_begins_[t]);
    }
    const std::vector<OccurrenceRecord>& rows = run_.passages.occurrences;
    size_t at = 0;
    for (const RepeatRecord& repeat : run_.passages.repeats) {
      passage_begins_.push_back(at);
      while (at < rows.size() && rows[at].repeat == repeat.repeat) ++at;
    }
    passage_begins_.push_back(at);
  }

  absl::Status WriteOne(const Numbered& repeat, report::TableWriter* repeats,
                        report::TableWriter* occurrences) const {
    const Collection& collection = run_.collection();
    const size_t n = repeat.number;
    switch (repeat.kind) {
      case RepeatKind::kTemplate:
        LITANY_RETURN_IF_ERROR(repeats->Write(template_rows_[n]));
        for (size_t i = template_begins_[n]; i < template_begins_[n + 1]; ++i) {
          LITANY_RETURN_IF_ERROR(occurrences->Write(MakeTemplateOccurrence(
              collection, run_.templates, template_rows_[n],
              run_.templates.places[i], with_text_)));
        }
        break;
      case RepeatKind::kCopy: {
        const CopyGroup& group = run_.copy_tables.groups[n];
        LITANY_RETURN_IF_ERROR(
            repeats->Write(MakeCopyRecord(collection, *run_.copies, group)));
        for (const OccurrenceRecord& row :
             MakeOccurrences(collection, *run_.copies, group)) {
          LITANY_RETURN_IF_ERROR(occurrences->Write(row));
        }
        break;
      }
      case RepeatKind::kPassage:
        LITANY_RETURN_IF_ERROR(repeats->Write(run_.passages.repeats[n]));
        for (size_t i = passage_begins_[n]; i < passage_begins_[n + 1]; ++i) {
          LITANY_RETURN_IF_ERROR(
              occurrences->Write(run_.passages.occurrences[i]));
        }
        break;
      case RepeatKind::kPhrase: {
        const PhraseTables& phrases = run_.phrases;
        LITANY_RETURN_IF_ERROR(repeats->Write(phrases.repeats[n]));
        for (size_t i = phrases.row_begins[n]; i < phrases.row_begins[n + 1];
             ++i) {
          LITANY_RETURN_IF_ERROR(occurrences->Write(MakePhraseOccurrence(
              collection, phrases, phrases.rows[i], with_text_)));
        }
        break;
      }
    }
    return absl::OkStatus();
  }

  const FindRun& run_;
  const std::string& folder_;
  bool with_text_ = true;
  std::vector<RepeatRecord> template_rows_;
  std::vector<Numbered> repeats_;
  std::vector<size_t> template_begins_;  // by template, and one more
  std::vector<size_t> passage_begins_;   // by passage, and one more
};

absl::Status WritePassageTables(const FindRun& run, const std::string& folder) {
  LITANY_RETURN_IF_ERROR(
      report::WriteTable(run.passages.reuse, folder + "/reuse.jsonl"));
  LITANY_RETURN_IF_ERROR(
      report::WriteTable(run.passages.scripting, folder + "/scripting.jsonl"));
  return run.options.passages.network
             ? WriteNetworks(run.passages.reuse, folder)
             : absl::OkStatus();
}

absl::Status WritePhraseTables(const FindRun& run, const std::string& folder) {
  LITANY_RETURN_IF_ERROR(
      report::WriteTable(run.phrases.series, folder + "/series.jsonl"));
  return report::WriteTable(run.phrases.variants, folder + "/variants.jsonl");
}

absl::Status WriteFindTables(const FindRun& run, const Pipeline& pipeline,
                             const std::string& folder) {
  // The long ones first.
  std::vector<std::function<absl::Status()>> tables = {
      [&] { return RepeatWriter(run, folder).Write(); },
      [&] {
        return WriteDocuments(run.session, run.documents,
                              folder + "/documents.jsonl");
      },
      [&] {
        return report::WriteTable(run.sources, folder + "/sources.jsonl");
      },
      [&] { return WriteRejects(run.session, folder + "/rejects.jsonl"); }};
  if (run.options.find_passages) {
    tables.emplace_back([&] { return WritePassageTables(run, folder); });
  }
  if (run.options.find_phrases) {
    tables.emplace_back([&] { return WritePhraseTables(run, folder); });
  }
  if (run.options.dedup.pairs && run.copies) {
    tables.emplace_back([&] {
      return report::WriteTable(
          MakePairs(run.collection(), pipeline, *run.copies),
          folder + "/pairs.jsonl");
    });
  }
  std::vector<absl::Status> statuses(tables.size());
  base::ParallelFor(
      run.session.threads, tables.size(),
      [&](uint32_t, size_t table) { statuses[table] = tables[table](); });
  for (const absl::Status& status : statuses) {
    LITANY_RETURN_IF_ERROR(status);
  }
  return absl::OkStatus();
}

void WriteFindParameters(const FindRun& run, report::JsonWriter* json) {
  const FindOptions& options = run.options;
  const auto part = [json](const char* name, bool is_on, const auto& write) {
    json->Key(name);
    if (!is_on) {
      json->Null();
      return;
    }
    json->BeginObject();
    write();
    json->EndObject();
  };
  part("templates", options.find_templates,
       [&] { WriteTemplateParameters(options.templates, json); });
  part("copies", options.find_copies,
       [&] { WriteCopyParameters(options.dedup, json); });
  part("passages", options.find_passages,
       [&] { WritePassageParameters(options.passages, json); });
  part("phrases", options.find_phrases,
       [&] { WritePhraseParameters(options.phrases, json); });
  // What the similarities of copies are of.
  json->Key("compared")
      .String(options.find_templates ? "text without templates" : "text");
  WriteRunParameters(run.session.options, json);
}

std::string FindSummary(const FindRun& run) {
  const FindReport& report = run.report;
  SummaryParts parts;
  parts.parameters = [&](report::JsonWriter* json) {
    WriteFindParameters(run, json);
  };
  parts.middle = [&](report::JsonWriter* json) {
    json->Key("chars").BeginObject();
    json->Key("template").Number(report.chars.template_chars);
    json->Key("copy").Number(report.chars.copy);
    json->Key("passage").Number(report.chars.passage);
    json->Key("phrase").Number(report.chars.phrase);
    json->Key("own").Number(report.chars.own);
    json->EndObject();
  };
  parts.counts = [&](report::JsonWriter* json) {
    json->Key("vertices").Number(run.collection().vertices.size());
    json->Key("sources").Number(report.sources);
    json->Key("templates").Number(report.templates);
    json->Key("in_templates").Number(report.in_templates);
    json->Key("all_template").Number(report.all_template);
    json->Key("copies").Number(report.copies);
    json->Key("in_copies").Number(report.in_copies);
    json->Key("passages").Number(report.passages);
    json->Key("in_passages").Number(report.in_passages);
    json->Key("phrases").Number(report.phrases);
    json->Key("formulas").Number(report.formulas);
    json->Key("in_phrases").Number(report.in_phrases);
  };
  parts.caps = [&](report::JsonWriter* json) {
    if (run.found_passages.large_buckets > 0) {
      json->Key("popular_anchors").Number(run.found_passages.large_buckets);
      json->Key("popular_anchor_places")
          .Number(run.found_passages.in_large_buckets);
    }
    const uint64_t left_out =
        run.found_phrases.found - run.found_phrases.phrases.size();
    if (left_out > 0) json->Key("phrases_left_out").Number(left_out);
  };
  return SummaryJson(run.session, report.kept, report.dropped, parts);
}

absl::Status CheckFindOptions(const FindOptions& find) {
  if (!find.find_templates && !find.find_copies && !find.find_passages &&
      !find.find_phrases) {
    return absl::InvalidArgumentError("there is no kind to look for");
  }
  if (find.strip_templates && find.write_path.empty()) {
    return absl::InvalidArgumentError("--strip needs --write");
  }
  if (find.strip_templates && !find.find_templates) {
    return absl::InvalidArgumentError(
        "--strip needs the templates, which --kinds leaves out");
  }
  return CheckContained(find.dedup);
}

absl::Status WriteOut(const Pipeline& pipeline, const FindRun& run) {
  const Session& session = run.session;
  if (!run.options.write_path.empty()) {
    LITANY_RETURN_IF_ERROR(
        WriteKeptRecords(session, run.documents,
                         run.options.strip_templates
                             ? run.templates.covered
                             : std::vector<std::vector<OriginalSpan>>()));
  }
  if (session.to_stdout()) {
    return WriteDocuments(session, run.documents, "-");
  }
  return WriteFindTables(run, pipeline, session.options.output);
}

}  // namespace

absl::StatusOr<FindReport> RunFind(const RunOptions& options,
                                   const FindOptions& asked,
                                   const Hooks& hooks) {
  LITANY_RETURN_IF_ERROR(CheckFindOptions(asked));
  FindOptions find = asked;
  find.templates = ResolveTemplates(asked.templates, options.input);
  if (find.strip_templates) find.templates.write_path = find.write_path;
  LITANY_ASSIGN_OR_RETURN(Pipeline pipeline,
                          MakeCopyPipeline(options, find.dedup));
  pipeline.keep_symbols = true;
  pipeline.keep_signatures = find.find_copies;
  LITANY_ASSIGN_OR_RETURN(
      const std::unique_ptr<Session> session,
      OpenSession(
          options,
          {.command = "find", .against = {}, .write_path = find.write_path}));
  Pipeline reading = pipeline;
  reading.texts_only = true;
  LITANY_RETURN_IF_ERROR(ReadInputs(reading, hooks, session.get()));
  FindRun run{.session = *session,
              .options = find,
              .templates = {},
              .copies = {},
              .representative = {},
              .copy_tables = {},
              .found_passages = {},
              .passages = {},
              .found_phrases = {},
              .phrases = {},
              .documents = {},
              .sources = {},
              .report = {}};
  LITANY_RETURN_IF_ERROR(FindTemplatesStage(hooks, session.get(), &run));
  session->clock.Begin("fold");
  hooks.Report({"fold", session->collection.documents.size(), 0, 0});
  FoldCollection(pipeline, session->threads, &session->collection);
  LITANY_RETURN_IF_ERROR(FindCopiesStage(pipeline, hooks, session.get(), &run));
  LITANY_RETURN_IF_ERROR(
      FindPassagesStage(pipeline, hooks, session.get(), &run));
  LITANY_RETURN_IF_ERROR(
      FindPhrasesStage(pipeline, hooks, session.get(), &run));
  FinishDocuments(&run);

  session->clock.Begin("write");
  hooks.Report({"write", session->collection.documents.size(), 0, 0});
  LITANY_RETURN_IF_ERROR(WriteOut(pipeline, run));
  session->clock.End();
  FindReport report = run.report;
  FillReport(*session, &report);
  report.kept = run.report.kept;
  report.dropped = run.report.dropped;
  report.summary_json = FindSummary(run);
  if (session->to_stdout()) return report;
  LITANY_RETURN_IF_ERROR(FinishSession(*session, report.summary_json));
  if (!find.report) return report;
  hooks.Report({"report", session->collection.documents.size(), 0, 0});
  ReportOptions page;
  page.threads = session->threads;
  LITANY_ASSIGN_OR_RETURN(ReportOutcome outcome,
                          WriteReport(options.output, page, hooks));
  report.report_path = std::move(outcome.path);
  report.report_bytes = outcome.bytes;
  report.report_notes = std::move(outcome.notes);
  return report;
}

}  // namespace litany::engine
