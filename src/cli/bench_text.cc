#include "cli/bench_text.h"

#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/messages.h"
#include "cli/run_summary.h"

namespace litany::cli {
namespace {

// Decimal places that leave two digits or more.
int PlacesOf(double value) { return value < 9.95 ? 1 : 0; }

void AppendSpeeds(const std::vector<engine::StageSpeed>& speeds,
                  std::string* out) {
  for (const engine::StageSpeed& speed : speeds) {
    absl::StrAppendFormat(out, "  %-20s %12s\n", speed.stage,
                          WithCommas(static_cast<uint64_t>(
                              std::llround(speed.megabytes_a_second()))));
  }
}

// The speed that fold, hash and sketch have one after another, as a share of
// that which they reach together.
std::string SeriesText(const engine::Speeds& speeds) {
  double apart = 0;
  for (const char* stage : {"fold", "hash", "sketch"}) {
    apart += speeds.Stage(stage).seconds;
  }
  const double together = speeds.Stage("signature").seconds;
  if (apart <= 0 || together <= 0) return "";
  return absl::StrFormat(
      "  (signature: fold, hash and sketch; %.0f %% of the speed that they "
      "make in series)\n",
      100 * apart / together);
}

void AppendRun(const engine::MeasuredDedup& run, std::string* out) {
  const auto rate = [&](double amount) {
    return run.seconds > 0 ? amount / run.seconds : 0;
  };
  absl::StrAppendFormat(
      out, "  %7u %12s %10s %9s %11s %8.1f %9s\n", run.threads,
      WithCommas(run.documents), HumanBytes(run.bytes),
      HumanSeconds(run.seconds),
      WithCommas(
          static_cast<uint64_t>(rate(static_cast<double>(run.documents)))),
      rate(static_cast<double>(run.bytes) * 1e-6),
      run.memory && run.documents > 0 ? WithCommas(*run.memory / run.documents)
                                      : "unknown");
}

std::string StagesText(const engine::MeasuredDedup& run) {
  std::string text;
  for (const auto& [stage, seconds] : run.stages) {
    absl::StrAppend(&text, text.empty() ? "" : ", ", stage, " ",
                    HumanSeconds(seconds));
  }
  return text;
}

void AppendRecall(const engine::BenchReport& report, std::string* out) {
  const engine::SampledRecall& recall = report.recall;
  absl::StrAppend(
      out, "Quality: ", WithCommas(recall.sampled),
      " texts compared with all others, exactly\n  pairs by brute force ",
      WithCommas(recall.pairs), ", found ", WithCommas(recall.found));
  if (recall.pairs > 0) {
    absl::StrAppend(out, " (recall ", Percent(recall.found, recall.pairs), ")");
  }
  const uint64_t claimed = recall.found + recall.wrong;
  if (claimed > 0) {
    absl::StrAppend(out, ", precision ", Percent(recall.found, claimed));
  }
  if (recall.related > 0) {
    absl::StrAppend(out, "\n  texts with a pair ", WithCommas(recall.related),
                    ", of which one was found for ",
                    WithCommas(recall.related_found));
  }
  absl::StrAppend(out, "\n  candidates ", WithCommas(report.candidates),
                  ", verified ", WithCommas(report.pairs));
  if (report.candidates > 0) {
    absl::StrAppend(out, " (", Percent(report.pairs, report.candidates), ")");
  }
  *out += '\n';
}

void AppendForecasts(const engine::BenchReport& report, std::string* out) {
  absl::StrAppend(out, "Forecast of dedup: more of the same, in memory, ",
                  report.threads, " threads\n");
  absl::StrAppendFormat(out, "  %15s %10s %10s\n", "documents", "time",
                        "memory");
  for (const engine::Forecast& forecast : report.forecasts) {
    absl::StrAppendFormat(
        out, "  %15s %10s %10s\n",
        WithCommas(static_cast<uint64_t>(forecast.documents)),
        HumanSeconds(forecast.seconds),
        forecast.memory ? HumanBytes(static_cast<uint64_t>(*forecast.memory))
                        : "unknown");
  }
  if (report.exponent) {
    absl::StrAppendFormat(
        out, "  (seconds grew with documents to the power of %.2f here)\n",
        *report.exponent);
  } else {
    *out += "  (from few documents: a larger input tells more)\n";
  }
}

}  // namespace

std::string HumanSeconds(double seconds) {
  constexpr std::pair<double, const char*> kUnits[] = {
      {86400 * 3, "days"}, {3600, "h"}, {60, "min"}};
  for (const auto& [length, unit] : kUnits) {
    if (seconds < length * 1.5) continue;
    const double value = seconds / (length > 86400 ? 86400 : length);
    return absl::StrFormat("%.*f %s", PlacesOf(value), value, unit);
  }
  if (seconds < 0.1) return absl::StrFormat("%.0f ms", seconds * 1000);
  return absl::StrFormat("%.*f s", PlacesOf(seconds), seconds);
}

std::string BenchText(const engine::BenchReport& report) {
  const engine::Speeds& speeds = report.speeds;
  std::string out = absl::StrCat(
      report.processor, ", kernels ", report.kernels, "\n",
      WithCommas(report.growing.back().documents), " documents (",
      HumanBytes(report.growing.back().bytes),
      report.is_whole ? "" : ", the beginning of the input", ")\n\n",
      "One thread, MB/s (", WithCommas(speeds.documents), " documents, ",
      WithCommas(speeds.shingles), " shingles)\n this machine\n");
  AppendSpeeds(speeds.limits, &out);
  out += " litany\n";
  AppendSpeeds(speeds.stages, &out);
  out += SeriesText(speeds);
  absl::StrAppendFormat(&out, "\ndedup, from files to copies in memory\n");
  absl::StrAppendFormat(&out, "  %7s %12s %10s %9s %11s %8s %9s\n", "threads",
                        "documents", "input", "time", "documents/s", "MB/s",
                        "B/doc");
  AppendRun(report.one_thread, &out);
  for (const engine::MeasuredDedup& run : report.growing) AppendRun(run, &out);
  absl::StrAppend(&out, "  (the last: ", StagesText(report.growing.back()),
                  ")\n\n");
  AppendRecall(report, &out);
  out += '\n';
  AppendForecasts(report, &out);
  return out;
}

}  // namespace litany::cli
