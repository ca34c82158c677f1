#include "engine/dedup.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "base/status_macros.h"
#include "base/thread_pool.h"
#include "engine/collection.h"
#include "engine/copies.h"
#include "engine/copy_tables.h"
#include "engine/parameters.h"
#include "engine/row_pieces.h"
#include "litany/version.h"
#include "report/json_writer.h"
#include "report/table_writer.h"

namespace litany::engine {
namespace {

// All that a run knows at its end.
struct Run {
  const Session& session;
  const DedupOptions& dedup;
  const Pipeline& pipeline;
  Copies copies;
  CopyTables tables;

  const Collection& collection() const { return session.collection; }
};

uint64_t CountContained(const Copies& copies) {
  return static_cast<uint64_t>(
      std::count_if(copies.pairs.begin(), copies.pairs.end(),
                    [](const cluster::VerifiedPair& pair) {
                      return pair.relation == Relation::kContained;
                    }));
}

void WriteBands(const lsh::Bands& bands, report::JsonWriter* json) {
  json->Key("bands").BeginObject();
  json->Key("signature_scheme").Number(kSignatureScheme);
  json->Key("slots").Number(bands.slots);
  json->Key("bands").Number(bands.bands);
  json->Key("rows").Number(bands.rows);
  // Six places: what the C library's pow differs in is not a result.
  json->Key("recall").Ratio(
      static_cast<uint64_t>(std::llround(bands.recall * 1e6)), 1000000);
  json->EndObject();
}

void WriteFingerprints(const Run& run, report::JsonWriter* json) {
  json->Key("fingerprints").BeginObject();
  json->Key("simhash_scheme").Number(kSimHashScheme);
  json->Key("bits").Number(run.dedup.simhash->bits);
  json->Key("hamming").Number(run.dedup.simhash->distance);
  json->EndObject();
}

std::string DedupSummary(const Run& run) {
  SummaryParts parts;
  parts.parameters = [&](report::JsonWriter* json) {
    WriteParameters(run.session.options, run.dedup, json);
  };
  parts.middle = [&](report::JsonWriter* json) {
    if (run.dedup.simhash) {
      WriteFingerprints(run, json);
    } else {
      WriteBands(run.pipeline.bands, json);
    }
  };
  parts.counts = [&](report::JsonWriter* json) {
    json->Key("no_tokens").Number(run.tables.no_tokens);
    json->Key("vertices").Number(run.collection().vertices.size());
    json->Key("candidates").Number(run.copies.candidates);
    json->Key("pairs").Number(run.copies.pairs.size());
    json->Key("contained").Number(CountContained(run.copies));
    json->Key("copies").Number(run.tables.groups.size());
    json->Key("in_copies").Number(run.tables.in_copies);
    json->Key("against").Number(run.tables.against);
  };
  return SummaryJson(run.session, run.tables.kept, run.tables.dropped, parts);
}

// repeats.jsonl and occurrences.jsonl.
absl::Status WriteCopies(const Run& run, const std::string& folder) {
  // By id, which is spelt from the hash of the content.
  std::vector<std::pair<base::Hash128, const CopyGroup*>> groups;
  groups.reserve(run.tables.groups.size());
  for (const CopyGroup& group : run.tables.groups) {
    groups.emplace_back(
        run.collection().vertices[group.representative_vertex].content, &group);
  }
  std::sort(groups.begin(), groups.end());
  LITANY_RETURN_IF_ERROR(WriteInPieces(
      run.session.threads, groups.size(), folder + "/repeats.jsonl",
      [&](const base::Piece& piece, std::string* lines) {
        for (size_t i = piece.begin; i < piece.end; ++i) {
          report::AppendLine(
              MakeCopyRecord(run.collection(), run.copies, *groups[i].second),
              lines);
        }
      }));
  return WriteInPieces(
      run.session.threads, groups.size(), folder + "/occurrences.jsonl",
      [&](const base::Piece& piece, std::string* lines) {
        for (size_t i = piece.begin; i < piece.end; ++i) {
          for (const OccurrenceRecord& row : MakeOccurrences(
                   run.collection(), run.copies, *groups[i].second)) {
            report::AppendLine(row, lines);
          }
        }
      });
}

absl::Status WriteTables(const Run& run, const std::string& folder) {
  LITANY_RETURN_IF_ERROR(WriteDocuments(run.session, run.tables.documents,
                                        folder + "/documents.jsonl"));
  LITANY_RETURN_IF_ERROR(WriteCopies(run, folder));
  if (run.dedup.pairs) {
    LITANY_ASSIGN_OR_RETURN(
        auto table, report::TableWriter::Create(folder + "/pairs.jsonl"));
    for (const PairRecord& row :
         MakePairs(run.collection(), run.pipeline, run.copies)) {
      LITANY_RETURN_IF_ERROR(table.Write(row));
    }
    LITANY_RETURN_IF_ERROR(table.Close());
  }
  return WriteRejects(run.session, folder + "/rejects.jsonl");
}

DedupReport MakeReport(const Run& run) {
  DedupReport report;
  FillReport(run.session, &report);
  report.kept = run.tables.kept;
  report.dropped = run.tables.dropped;
  report.copies = run.tables.groups.size();
  report.in_copies = run.tables.in_copies;
  report.against = run.tables.against;
  report.recall = run.copies.recall;
  report.summary_json = DedupSummary(run);
  return report;
}

}  // namespace

absl::StatusOr<DedupReport> RunDedup(const RunOptions& options,
                                     const DedupOptions& dedup,
                                     const Hooks& hooks) {
  LITANY_ASSIGN_OR_RETURN(const Pipeline pipeline,
                          MakeCopyPipeline(options, dedup));
  LITANY_ASSIGN_OR_RETURN(
      const std::unique_ptr<Session> session,
      OpenSession(options, {.command = "dedup",
                            .against = dedup.against,
                            .write_path = dedup.write_path}));
  LITANY_RETURN_IF_ERROR(ReadInputs(pipeline, hooks, session.get()));
  Run run{.session = *session,
          .dedup = dedup,
          .pipeline = pipeline,
          .copies = {},
          .tables = {}};

  session->clock.Begin("match");
  LITANY_ASSIGN_OR_RETURN(
      run.copies, FindCopies(session->collection, session->reference_or_null(),
                             pipeline, dedup, session->threads, hooks));
  run.tables =
      MakeCopyTables(session->collection, session->reference_or_null(),
                     pipeline, run.copies, dedup.keep, session->threads);

  session->clock.Begin("write");
  hooks.Report({"write", session->collection.documents.size(), 0, 0});
  // Before the tables: whoever reads these from standard output may have
  // enough of them, and that ends the run.
  if (!dedup.write_path.empty()) {
    LITANY_RETURN_IF_ERROR(WriteKeptRecords(*session, run.tables.documents));
  }
  if (session->to_stdout()) {
    LITANY_RETURN_IF_ERROR(WriteDocuments(*session, run.tables.documents, "-"));
  } else {
    LITANY_RETURN_IF_ERROR(WriteTables(run, options.output));
  }
  session->clock.End();
  DedupReport report = MakeReport(run);
  if (!session->to_stdout()) {
    LITANY_RETURN_IF_ERROR(FinishSession(*session, report.summary_json));
  }
  return report;
}

}  // namespace litany::engine
