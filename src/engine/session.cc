#include "engine/session.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "base/thread_pool.h"
#include "engine/output_checks.h"
#include "engine/parameters.h"
#include "engine/rejects.h"
#include "engine/row_pieces.h"
#include "io/record_writer.h"
#include "litany/version.h"
#include "report/table_writer.h"
#include "simd/kernels.h"

namespace litany::engine {
namespace {

std::string RunJson(const Session& session) {
  std::string text;
  report::JsonWriter json(&text, /*indent=*/true);
  const auto strings = [&json](const std::vector<std::string>& values) {
    json.BeginArray();
    for (const std::string& value : values) json.Bytes(value);
    json.EndArray();
  };
  const Collection& collection = session.collection;
  json.BeginObject();
  json.Key("started").String(session.started);
  json.Key("seconds").BeginObject();
  for (const auto& [stage, seconds] : session.clock.seconds()) {
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
  json.Key("threads").Number(session.threads);
  json.Key("host").Bytes(HostName());
  json.Key("simd").String(simd::Kernels().name);
  json.Key("inputs");
  strings(session.options.inputs);
  json.Key("against");
  strings(session.plan.against);
  json.Key("output").Bytes(session.options.output);
  json.Key("no_text").Bool(session.options.no_text);
  json.Key("input_options");
  WriteInputOptions(session.options.input, &json);
  json.EndObject();
  text.push_back('\n');
  return text;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Session>> OpenSession(const RunOptions& options,
                                                     SessionPlan plan) {
  auto session = std::make_unique<Session>(Session{
      .options = options,
      .plan = std::move(plan),
      .threads = options.threads == 0 ? base::UsableCores() : options.threads,
      .started = UtcNow(),
      .clock = {},
      .files = {},
      .against_files = {},
      .spooled = {},
      .collection = {},
      .reference = {}});
  LITANY_RETURN_IF_ERROR(CheckInputOptions(options.input));
  LITANY_ASSIGN_OR_RETURN(session->files,
                          io::ListInputs(options.inputs, options.input));
  LITANY_ASSIGN_OR_RETURN(session->against_files,
                          io::ListInputs(session->plan.against, options.input));
  LITANY_RETURN_IF_ERROR(CheckOutputs(session->files, session->against_files,
                                      options, session->plan.write_path));
  if (!session->to_stdout()) {
    LITANY_RETURN_IF_ERROR(PrepareRunDirectory(options.output, options.force));
  }
  for (io::InputFile& file : session->files.files) {
    if (file.path != "-" || session->plan.write_path.empty()) continue;
    LITANY_ASSIGN_OR_RETURN(session->spooled,
                            SpooledInput::Create(options.tmp_dir));
    file.path = session->spooled->path();
  }
  return session;
}

absl::Status ReadInputs(const Pipeline& pipeline, const Hooks& hooks,
                        Session* session) {
  session->clock.Begin("read");
  const InputOptions& input = session->options.input;
  LITANY_ASSIGN_OR_RETURN(
      session->collection,
      ReadCollection(session->files, input, pipeline, session->threads, hooks));
  OrderById(&session->collection);
  if (!session->plan.against.empty()) {
    LITANY_ASSIGN_OR_RETURN(session->reference,
                            ReadCollection(session->against_files, input,
                                           pipeline, session->threads, hooks));
  }
  return absl::OkStatus();
}

std::vector<uint32_t> RanksById(const Collection& collection) {
  const std::vector<uint32_t>& order = collection.by_id;
  std::vector<uint32_t> ranks(order.size());
  for (uint32_t i = 0; i < order.size(); ++i) ranks[order[i]] = i;
  return ranks;
}

DocumentRecord PlainRecord(const Collection& collection,
                           const DocumentRow& row) {
  DocumentRecord record;
  record.id = row.id;
  record.source = collection.sources[row.source];
  record.date = row.date;
  record.repairs = row.repairs;
  record.chars.own = row.chars;
  if (row.vertex == kNoVertex) record.reason = Reason::kNoTokens;
  return record;
}

void FillOccurrence(const Collection& collection, uint32_t document,
                    const OriginalSpan& span, bool with_text,
                    OccurrenceRecord* record) {
  const DocumentRow& row = collection.documents[document];
  record->id = row.id;
  record->begin = span.begin;
  record->end = span.end;
  record->char_begin = span.char_begin;
  record->char_end = span.char_end;
  record->source = collection.sources[row.source];
  record->date = row.date;
  if (with_text) record->text = span.In(collection.Text(document));
}

OccurrenceRecord PlainOccurrence(const Collection& collection,
                                 uint32_t document, const OriginalSpan& span,
                                 bool with_text) {
  OccurrenceRecord record;
  FillOccurrence(collection, document, span, with_text, &record);
  return record;
}

std::optional<FirstWitness> FirstOf(const Collection& collection,
                                    std::span<const uint32_t> documents) {
  const DocumentRow* best = nullptr;
  FirstWitness first;
  for (const uint32_t d : documents) {
    const DocumentRow& row = collection.documents[d];
    if (row.date.empty()) {
      ++first.undated;
      continue;
    }
    if (best != nullptr && row.date == best->date) {
      ++first.ties;
      if (row.id < best->id) best = &row;
    } else if (best == nullptr || row.date < best->date) {
      best = &row;
      first.ties = 0;
    }
  }
  if (best == nullptr) return std::nullopt;
  first.witness = {best->id, best->date};
  return first;
}

absl::Status WriteDocuments(const Session& session,
                            const std::vector<DocumentRecord>& rows,
                            const std::string& path) {
  const std::vector<uint32_t>& order = session.collection.by_id;
  return WriteInPieces(session.threads, order.size(), path,
                       [&](const base::Piece& piece, std::string* lines) {
                         for (size_t i = piece.begin; i < piece.end; ++i) {
                           report::AppendLine(rows[order[i]], lines);
                         }
                       });
}

absl::Status WriteRejects(const Session& session, const std::string& path) {
  LITANY_ASSIGN_OR_RETURN(auto table, report::TableWriter::Create(path));
  for (const Reject& reject : session.collection.rejects) {
    const RejectRecord row{
        session.collection.files.files[reject.location.file].name,
        reject.location.record, reject.location.byte, reject.reason};
    LITANY_RETURN_IF_ERROR(table.Write(row));
  }
  return table.Close();
}

absl::Status WriteKeptRecords(
    const Session& session, const std::vector<DocumentRecord>& rows,
    const std::vector<std::vector<OriginalSpan>>& cuts) {
  const Collection& collection = session.collection;
  // Documents come in input order; what is between them was rejected.
  size_t next = 0;
  const auto changed = [&](const RecordLocation& location) {
    return absl::FailedPreconditionError(
        absl::StrCat("the input changed while it was read: ",
                     collection.files.files[location.file].path, ", record ",
                     location.record));
  };
  const auto decide =
      [&](const RecordLocation& location,
          const base::Hash128& hash) -> absl::StatusOr<io::RecordFate> {
    if (next >= collection.documents.size()) return io::RecordFate();
    const DocumentRow& row = collection.documents[next];
    if (row.location.file != location.file ||
        row.location.record != location.record) {
      return io::RecordFate();
    }
    if (row.record_hash != hash) return changed(location);
    io::RecordFate fate;
    fate.keep = rows[next].keep;
    if (fate.keep && next < cuts.size()) {
      for (const OriginalSpan& span : cuts[next]) {
        fate.cuts.push_back({span.begin, span.end});
      }
    }
    ++next;
    return fate;
  };
  LITANY_RETURN_IF_ERROR(io::WriteRecords(collection.files.files,
                                          session.options.input,
                                          session.plan.write_path, decide));
  if (next < collection.documents.size()) {
    return changed(collection.documents[next].location);
  }
  return absl::OkStatus();
}

std::string SummaryJson(const Session& session, uint64_t kept, uint64_t dropped,
                        const SummaryParts& parts) {
  const auto add = [](const std::function<void(report::JsonWriter*)>& part,
                      report::JsonWriter* json) {
    if (part) part(json);
  };
  const Collection& collection = session.collection;
  std::string text;
  report::JsonWriter json(&text, /*indent=*/true);
  json.BeginObject();
  json.Key("schema").Number(kTableSchema);
  json.Key("command").String(session.plan.command);
  json.Key("version").String(kVersion);
  json.Key("parameters").BeginObject();
  add(parts.parameters, &json);
  json.EndObject();
  add(parts.middle, &json);
  json.Key("counts").BeginObject();
  json.Key("read").Number(collection.documents.size() +
                          collection.rejects.size());
  json.Key("documents").Number(collection.documents.size());
  json.Key("rejects").Number(collection.rejects.size());
  json.Key("kept").Number(kept);
  json.Key("dropped").Number(dropped);
  json.Key("duplicate_ids").Number(collection.duplicate_ids);
  json.Key("repaired").Number(collection.repaired);
  add(parts.counts, &json);
  json.EndObject();
  json.Key("caps").BeginObject();
  add(parts.caps, &json);
  json.EndObject();
  json.EndObject();
  text.push_back('\n');
  return text;
}

void FillReport(const Session& session, RunReport* report) {
  const Collection& collection = session.collection;
  report->documents = collection.documents.size();
  report->rejects = collection.rejects.size();
  report->read = report->documents + report->rejects;
  report->repaired = collection.repaired;
  report->duplicate_ids = collection.duplicate_ids;
  report->skipped_files = collection.files.skipped_hidden +
                          collection.files.skipped_links +
                          collection.files.skipped_unknown;
  report->bytes_unpacked = collection.bytes_unpacked;
  for (const auto& [stage, seconds] : session.clock.seconds()) {
    report->seconds += seconds;
  }
  if (!collection.rejects.empty()) {
    report->first_reject =
        RejectText(collection.files, collection.rejects.front());
  }
  if (session.reference && !session.reference->rejects.empty()) {
    report->against_rejects = session.reference->rejects.size();
    report->first_against_reject = RejectText(
        session.reference->files, session.reference->rejects.front());
  }
}

absl::Status FinishSession(const Session& session,
                           const std::string& summary_json) {
  const std::string& output = session.options.output;
  LITANY_RETURN_IF_ERROR(
      base::WriteWholeFile(output + "/run.json", RunJson(session)));
  return base::WriteWholeFile(output + "/summary.json", summary_json);
}

}  // namespace litany::engine
