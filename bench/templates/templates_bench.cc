// The messages of a log, in memory, to their templates: each message assigned
// to its template with the places of its gaps, and the patterns ready.  No
// file is read and no table written, as Drain3 does it
// (scripts/template_quality.py --only logs).
//
// LITANY_BENCH_LOG=FILE takes the lines of a file, else they are made up: 200
// patterns of words with numbers, addresses, identifiers and paths between.
// `repeated` gives a thirteenth of the lines 13 times, `digits` makes each
// digit another at random, so that hardly two lines are equal.  The lines are
// one log, or kSources logs which the threads share: the arguments are the
// threads and the logs.  items_per_second counts lines.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/thread_pool.h"
#include "templates/source_templates.h"

namespace litany::bench {
namespace {

constexpr size_t kLines = 16000;
constexpr size_t kTimes = 13;
constexpr int64_t kSources = 8;
constexpr size_t kPatterns = 200;

std::string WordOf(std::mt19937_64* random) {
  std::string word;
  for (uint64_t size = 3 + (*random)() % 7; size > 0; --size) {
    word.push_back(static_cast<char>('a' + (*random)() % 26));
  }
  return word;
}

// A space, and a word (of the pattern) or a value.
std::string PartOf(uint64_t kind, const std::string& word,
                   std::mt19937_64* random) {
  const auto number = [random](uint64_t below) { return (*random)() % below; };
  switch (kind) {
    case 0:
      return absl::StrCat(" ", number(100000));
    case 1:
      return absl::StrCat(" /10.", number(256), ".", number(256), ".",
                          number(256), ":", 1000 + number(60000));
    case 2:
      return absl::StrCat(" blk_", number(1000000000));
    case 3:
      return absl::StrCat(" ", word, "=", number(1000));
    case 4:
      return absl::StrCat(" /var/", word, "/part-", number(1000));
    default:
      return absl::StrCat(" ", word);
  }
}

std::vector<std::string> MadeLines() {
  struct Part {
    uint64_t kind;
    std::string word;
  };
  std::mt19937_64 random(1);
  std::vector<std::vector<Part>> patterns(kPatterns);
  for (std::vector<Part>& pattern : patterns) {
    for (uint64_t size = 4 + random() % 6; size > 0; --size) {
      pattern.push_back({random() % 12, WordOf(&random)});
    }
  }
  std::vector<std::string> lines(kLines);
  for (std::string& line : lines) {
    // The first ones are the most frequent.
    const uint64_t most = 1 + random() % kPatterns;
    for (const Part& part : patterns[random() % most]) {
      line += PartOf(part.kind, part.word, &random);
    }
  }
  return lines;
}

std::vector<std::string> Lines() {
  const char* const path = std::getenv("LITANY_BENCH_LOG");
  if (path == nullptr) return MadeLines();
  std::ifstream file(path);
  LITANY_CHECK(file.good());
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> Many(bool other_digits) {
  const std::vector<std::string> lines = Lines();
  std::mt19937_64 random(2);
  std::vector<std::string> many;
  for (size_t time = 0; time < kTimes; ++time) {
    for (std::string line : lines) {
      if (other_digits) {
        for (char& c : line) {
          if (c >= '0' && c <= '9') {
            c = static_cast<char>('0' + random() % 10);
          }
        }
      }
      many.push_back(std::move(line));
    }
  }
  return many;
}

void BM_Logs(benchmark::State& state, bool other_digits) {
  const std::vector<std::string> lines = Many(other_digits);
  // A source is a stretch of what the lines are taken from, as the systems of
  // a collection of logs follow each other.
  const size_t once = lines.size() / kTimes;
  std::vector<std::vector<std::string_view>> sources(
      static_cast<size_t>(state.range(1)));
  int64_t bytes = 0;
  for (size_t i = 0; i < lines.size(); ++i) {
    sources[i % once * sources.size() / once].push_back(lines[i]);
    bytes += static_cast<int64_t>(lines[i].size());
  }
  for (auto _ : state) {
    base::ParallelFor(static_cast<uint32_t>(state.range(0)), sources.size(),
                      [&](uint32_t, size_t s) {
                        const templates::SourceTemplates found =
                            templates::FindTemplates(sources[s],
                                                     {.whole = true});
                        LITANY_CHECK(found.places.size() <= sources[s].size());
                        benchmark::DoNotOptimize(found.templates.data());
                      });
  }
  state.SetItemsProcessed(state.iterations() *
                          static_cast<int64_t>(lines.size()));
  state.SetBytesProcessed(state.iterations() * bytes);
}

void Arguments(benchmark::internal::Benchmark* logs) {
  logs->Args({1, 1})->Args({1, kSources})->Args({2, kSources});
  logs->MeasureProcessCPUTime()->UseRealTime();
  logs->Unit(benchmark::kMillisecond);
}
BENCHMARK_CAPTURE(BM_Logs, repeated, false)->Apply(Arguments);
BENCHMARK_CAPTURE(BM_Logs, digits, true)->Apply(Arguments);

}  // namespace
}  // namespace litany::bench

BENCHMARK_MAIN();
