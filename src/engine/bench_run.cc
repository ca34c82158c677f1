#include "engine/bench_run.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/thread_pool.h"
#include "engine/bench_clock.h"
#include "engine/collection.h"
#include "engine/copies.h"
#include "engine/environment.h"
#include "engine/parameters.h"
#include "report/json_writer.h"

namespace litany::engine {
namespace {

// Fewer documents than this say nothing of many.
constexpr uint64_t kLeastForExponent = 2000;

std::string ProcessorName() {
  std::ifstream info("/proc/cpuinfo");
  std::string line;
  while (std::getline(info, line)) {
    if (!line.starts_with("model name")) continue;
    const size_t colon = line.find(": ");
    if (colon != line.npos) return line.substr(colon + 2);
  }
  return "unknown";
}

struct FoundCopies {
  Collection collection;
  Copies copies;
};

// What all measurements of one corpus share.
struct Bench {
  const RunOptions& options;
  const DedupOptions& dedup;
  const Hooks& hooks;
  io::InputFiles files;
  Pipeline pipeline;
};

absl::Status FindAll(const Bench& bench, uint64_t most_bytes, uint32_t threads,
                     const Hooks& hooks, FoundCopies* found) {
  LITANY_ASSIGN_OR_RETURN(
      found->collection,
      ReadCollection(bench.files, bench.options.input, bench.pipeline, threads,
                     hooks, most_bytes));
  LITANY_ASSIGN_OR_RETURN(found->copies,
                          FindCopies(found->collection, nullptr, bench.pipeline,
                                     bench.dedup, threads, hooks));
  return absl::OkStatus();
}

absl::StatusOr<MeasuredDedup> MeasureDedup(const Bench& bench,
                                           uint64_t most_bytes,
                                           uint32_t threads,
                                           FoundCopies* found) {
  *found = {};
  MeasuredDedup measured;
  measured.threads = threads;
  const PeakMeter memory;
  StageWatch watch;
  const Hooks hooks = watch.Watch(bench.hooks);
  absl::Status status;
  measured.seconds = SecondsOf(
      [&] { status = FindAll(bench, most_bytes, threads, hooks, found); });
  LITANY_RETURN_IF_ERROR(status);
  measured.stages = watch.End();
  measured.memory = memory.Bytes();
  measured.bytes = found->collection.bytes_unpacked;
  measured.documents = found->collection.documents.size();
  measured.vertices = found->collection.vertices.size();
  return measured;
}

// The slope of log seconds by log documents (least squares).
std::optional<double> GrowthExponent(const std::vector<MeasuredDedup>& runs) {
  double x = 0;
  double y = 0;
  double xx = 0;
  double xy = 0;
  for (const MeasuredDedup& run : runs) {
    if (run.documents < kLeastForExponent) return std::nullopt;
    const double log_documents = std::log(static_cast<double>(run.documents));
    const double log_seconds = std::log(run.seconds);
    x += log_documents;
    y += log_seconds;
    xx += log_documents * log_documents;
    xy += log_documents * log_seconds;
  }
  const auto n = static_cast<double>(runs.size());
  const double spread = n * xx - x * x;
  if (spread < 1e-6) return std::nullopt;
  return (n * xy - x * y) / spread;
}

// More of the same: as long and as alike.
std::vector<Forecast> ForecastOf(const MeasuredDedup& run) {
  std::vector<Forecast> forecasts;
  for (const double documents : {1e6, 1e7, 1e8, 1e9}) {
    const double times = documents / static_cast<double>(run.documents);
    Forecast forecast{documents, run.seconds * times, std::nullopt};
    if (run.memory) {
      forecast.memory = static_cast<double>(*run.memory) * times;
    }
    forecasts.push_back(forecast);
  }
  return forecasts;
}

absl::StatusOr<Bench> Prepare(const RunOptions& options,
                              const DedupOptions& dedup, const Hooks& hooks) {
  LITANY_RETURN_IF_ERROR(CheckInputOptions(options.input));
  LITANY_ASSIGN_OR_RETURN(Pipeline pipeline, MakeCopyPipeline(options, dedup));
  LITANY_ASSIGN_OR_RETURN(io::InputFiles files,
                          io::ListInputs(options.inputs, options.input));
  for (const io::InputFile& file : files.files) {
    if (file.name == "-") {
      return absl::InvalidArgumentError(
          "bench reads its input several times, which standard input cannot "
          "be: name a file");
    }
  }
  return Bench{options, dedup, hooks, std::move(files), std::move(pipeline)};
}

absl::Status MeasureGrowth(const Bench& bench, uint64_t most_bytes,
                           uint32_t threads, FoundCopies* found,
                           BenchReport* report) {
  LITANY_ASSIGN_OR_RETURN(report->one_thread,
                          MeasureDedup(bench, most_bytes, 1, found));
  const uint64_t bytes = report->one_thread.bytes;
  for (const uint64_t part : {4u, 2u, 1u}) {
    LITANY_ASSIGN_OR_RETURN(
        MeasuredDedup run,
        MeasureDedup(bench, part == 1 ? most_bytes : bytes / part, threads,
                     found));
    report->growing.push_back(std::move(run));
  }
  report->exponent = GrowthExponent(report->growing);
  return absl::OkStatus();
}

void WriteStage(const StageSpeed& stage, report::JsonWriter* json) {
  json->BeginObject();
  json->Key("stage").String(stage.stage);
  json->Key("bytes").Number(stage.bytes);
  json->Key("seconds").Probability(stage.seconds);
  json->Key("megabytes_per_second").Seconds(stage.megabytes_a_second());
  json->EndObject();
}

void WriteStages(const char* key, const std::vector<StageSpeed>& stages,
                 report::JsonWriter* json) {
  json->Key(key).BeginArray();
  for (const StageSpeed& stage : stages) WriteStage(stage, json);
  json->EndArray();
}

void WriteRun(const MeasuredDedup& run, report::JsonWriter* json) {
  json->BeginObject();
  json->Key("threads").Number(run.threads);
  json->Key("bytes").Number(run.bytes);
  json->Key("documents").Number(run.documents);
  json->Key("distinct_texts").Number(run.vertices);
  json->Key("seconds").Seconds(run.seconds);
  json->Key("stages").BeginObject();
  for (const auto& [stage, seconds] : run.stages) {
    json->Key(stage).Seconds(seconds);
  }
  json->EndObject();
  json->Key("memory_bytes");
  if (run.memory) {
    json->Number(*run.memory);
  } else {
    json->Null();
  }
  json->EndObject();
}

void WriteRecall(const BenchReport& report, report::JsonWriter* json) {
  const SampledRecall& recall = report.recall;
  json->Key("quality").BeginObject();
  if (report.simhash) {
    json->Key("simhash_bits").Number(report.simhash->bits);
    json->Key("hamming").Number(report.simhash->distance);
  } else {
    json->Key("slots").Number(report.bands.slots);
    json->Key("bands").Number(report.bands.bands);
    json->Key("rows").Number(report.bands.rows);
  }
  json->Key("candidates").Number(report.candidates);
  json->Key("verified_pairs").Number(report.pairs);
  json->Key("sampled_texts").Number(recall.sampled);
  json->Key("pairs_by_brute_force").Number(recall.pairs);
  json->Key("pairs_found").Number(recall.found);
  json->Key("pairs_wrong").Number(recall.wrong);
  json->Key("texts_with_a_pair").Number(recall.related);
  json->Key("texts_with_a_found_pair").Number(recall.related_found);
  json->EndObject();
}

void WriteForecasts(const BenchReport& report, report::JsonWriter* json) {
  json->Key("growth_exponent");
  if (report.exponent) {
    json->Seconds(*report.exponent);
  } else {
    json->Null();
  }
  json->Key("forecasts").BeginArray();
  for (const Forecast& forecast : report.forecasts) {
    json->BeginObject();
    json->Key("documents").Probability(forecast.documents);
    json->Key("seconds").Seconds(forecast.seconds);
    json->Key("memory_bytes");
    if (forecast.memory) {
      json->Probability(std::round(*forecast.memory));
    } else {
      json->Null();
    }
    json->EndObject();
  }
  json->EndArray();
}

}  // namespace

absl::StatusOr<BenchReport> RunBench(const RunOptions& options,
                                     const DedupOptions& dedup,
                                     const BenchOptions& bench,
                                     const Hooks& hooks) {
  LITANY_ASSIGN_OR_RETURN(const Bench corpus, Prepare(options, dedup, hooks));
  BenchReport report;
  report.kernels = KernelName();
  report.processor = ProcessorName();
  report.threads = options.threads == 0 ? base::UsableCores() : options.threads;
  report.bands = corpus.pipeline.bands;
  report.simhash = dedup.simhash;
  FoundCopies found;
  LITANY_RETURN_IF_ERROR(
      MeasureGrowth(corpus, bench.most_bytes, report.threads, &found, &report));
  if (found.collection.documents.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("there is no document to measure in the input (",
                     found.collection.rejects.size(), " rejects)"));
  }
  report.is_whole = found.collection.bytes_unpacked < bench.most_bytes;
  report.rejects = found.collection.rejects.size();
  report.candidates = found.copies.candidates;
  report.pairs = found.copies.pairs.size();
  hooks.Report({"compare", found.collection.documents.size(), 0, 0});
  report.recall = MeasureRecall(found.collection, corpus.pipeline, found.copies,
                                bench.sample, report.threads);
  if (hooks.IsCancelled()) return absl::CancelledError("interrupted");
  found = {};
  hooks.Report({"stages", 0, 0, 0});
  report.speeds = MeasureSpeeds(corpus.files, options.input, corpus.pipeline,
                                std::min(bench.stage_bytes, bench.most_bytes),
                                bench.seconds);
  report.forecasts = ForecastOf(report.growing.back());
  return report;
}

std::string BenchJson(const BenchReport& report) {
  std::string out;
  report::JsonWriter json(&out, /*indent=*/true);
  json.BeginObject();
  json.Key("schema").String("litany-bench-1");
  json.Key("processor").String(report.processor);
  json.Key("kernels").String(report.kernels);
  json.Key("threads").Number(report.threads);
  json.Key("whole_input").Bool(report.is_whole);
  json.Key("rejects").Number(report.rejects);
  json.Key("stage_documents").Number(report.speeds.documents);
  json.Key("stage_text_bytes").Number(report.speeds.text_bytes);
  json.Key("stage_tokens").Number(report.speeds.tokens);
  json.Key("stage_shingles").Number(report.speeds.shingles);
  WriteStages("limits", report.speeds.limits, &json);
  WriteStages("stages", report.speeds.stages, &json);
  json.Key("one_thread");
  WriteRun(report.one_thread, &json);
  json.Key("growing").BeginArray();
  for (const MeasuredDedup& run : report.growing) WriteRun(run, &json);
  json.EndArray();
  WriteRecall(report, &json);
  WriteForecasts(report, &json);
  json.EndObject();
  out += '\n';
  return out;
}

}  // namespace litany::engine
