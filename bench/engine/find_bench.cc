// From a file to the tables of a run: `find`, and each of its kinds alone.
//
// The collection is made up: 16 MB of Chinese in documents of 600 shingles, on
// 40 sites that put a head of three lines and a foot of two, one with a time
// and a number, around them; a tenth of the documents are copies of another
// with 3 % of the symbols changed, and a tenth have a tenth of another's text.
// bytes_per_second counts the UTF-8 of the texts.  The argument is the threads.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/json_string.h"
#include "base/utf8.h"
#include "benchutil/texts.h"
#include "engine/dedup.h"
#include "engine/find_run.h"
#include "engine/passages_run.h"
#include "engine/phrases_run.h"
#include "engine/templates_run.h"
#include "synth/synth.h"

namespace litany::bench {
namespace {

constexpr size_t kBytes = size_t{16} << 20;
constexpr uint32_t kSites = 40;

// The beginning of each code point, and the end of the text.
std::vector<size_t> BoundariesOf(const std::string& text) {
  std::vector<size_t> at;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!base::IsUtf8Trail(text[i])) at.push_back(i);
  }
  at.push_back(text.size());
  return at;
}

std::string Changed(const std::string& text, std::mt19937_64* random) {
  const std::vector<size_t> at = BoundariesOf(text);
  std::string made;
  for (size_t i = 0; i + 1 < at.size(); ++i) {
    made +=
        (*random)() % 100 < 3 ? "永" : text.substr(at[i], at[i + 1] - at[i]);
  }
  return made;
}

// A tenth of a text.
std::string TenthOf(const std::string& text, std::mt19937_64* random) {
  const std::vector<size_t> at = BoundariesOf(text);
  const size_t points = (at.size() - 1) / 10;
  const size_t begin = (*random)() % (at.size() - points);
  return text.substr(at[begin], at[begin + points] - at[begin]);
}

struct Corpus {
  std::string path;
  int64_t bytes = 0;
};

Corpus MakeCorpus() {
  Texts texts = MakeTexts(synth::Language::kChinese, 600, kBytes);
  std::mt19937_64 random(1);
  const std::vector<std::string> original = texts.documents;
  Corpus corpus;
  corpus.path =
      (std::filesystem::temp_directory_path() / "litany-find-bench.jsonl")
          .string();
  std::ofstream file(corpus.path, std::ios::binary);
  for (size_t d = 0; d < original.size(); ++d) {
    std::string text = original[d];
    const std::string& other = original[random() % original.size()];
    const uint64_t kind = random() % 10;
    if (kind == 0) text = Changed(other, &random);
    if (kind == 1) text += TenthOf(other, &random);
    const uint64_t site = random() % kSites;
    const std::string page = absl::StrCat(
        "Site ", site, " Daily\nHome News Sport\nYou are here\n", text,
        "。\nPrinted at ", 10 + random() % 14, ":", 10 + random() % 50,
        ", read ", random() % 10000, " times\nAll rights reserved");
    corpus.bytes += static_cast<int64_t>(page.size());
    std::string line =
        absl::StrCat("{\"id\": \"", d, "\", \"url\": \"http://site", site,
                     ".test/\", \"text\": ");
    base::AppendJsonString(page, &line);
    file << line << "}\n";
  }
  LITANY_CHECK(file.flush().good());
  return corpus;
}

const Corpus& Input() {
  static const Corpus* corpus = new Corpus(MakeCorpus());
  return *corpus;
}

template <typename RunIt>
void Measure(benchmark::State& state, const RunIt& run_it) {
  RunOptions run;
  run.inputs = {Input().path};
  run.output =
      (std::filesystem::temp_directory_path() / "litany-find-bench").string();
  run.force = true;
  run.threads = static_cast<uint32_t>(state.range(0));
  for (auto _ : state) {
    const auto report = run_it(run);
    LITANY_CHECK(report.ok() && report->rejects == 0 && report->documents > 0);
  }
  state.SetBytesProcessed(state.iterations() * Input().bytes);
}

void BM_Find(benchmark::State& state) {
  FindOptions find;
  find.report = false;
  Measure(state, [&](const RunOptions& run) {
    return engine::RunFind(run, find, {});
  });
}

void BM_Templates(benchmark::State& state) {
  Measure(state, [](const RunOptions& run) {
    return engine::RunTemplates(run, {}, {});
  });
}

void BM_Dedup(benchmark::State& state) {
  Measure(state,
          [](const RunOptions& run) { return engine::RunDedup(run, {}, {}); });
}

void BM_Passages(benchmark::State& state) {
  Measure(state, [](const RunOptions& run) {
    return engine::RunPassages(run, {}, {});
  });
}

void BM_Phrases(benchmark::State& state) {
  Measure(state, [](const RunOptions& run) {
    return engine::RunPhrases(run, {}, {});
  });
}

constexpr auto kUnit = benchmark::kMillisecond;
BENCHMARK(BM_Find)->Arg(1)->Arg(2)->UseRealTime()->Unit(kUnit);
BENCHMARK(BM_Templates)->Arg(1)->Arg(2)->UseRealTime()->Unit(kUnit);
BENCHMARK(BM_Dedup)->Arg(1)->Arg(2)->UseRealTime()->Unit(kUnit);
BENCHMARK(BM_Passages)->Arg(1)->Arg(2)->UseRealTime()->Unit(kUnit);
BENCHMARK(BM_Phrases)->Arg(1)->Arg(2)->UseRealTime()->Unit(kUnit);

}  // namespace
}  // namespace litany::bench

BENCHMARK_MAIN();
