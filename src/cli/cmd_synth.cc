// litany synth
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/command.h"
#include "cli/messages.h"
#include "cli/option_table.h"
#include "cli/shared_options.h"
#include "engine/synthesise.h"

namespace litany::cli {
namespace {

// What is made: SynthKind, or sites.
enum class Made { kPairs, kChain, kFamilies, kSites };

int MakeSites(const char* command, const synth::SitesOptions& options,
              const std::string& output, bool force) {
  const auto counts = engine::SynthesiseSites(options, output, force);
  if (!counts.ok()) return ExitFor(command, counts.status());
  if (output != "-") {
    PrintNote(absl::StrCat(WithCommas(counts->pages), " pages: ", output, "\n",
                           WithCommas(counts->blocks), " lines of furniture: ",
                           engine::GoldPathFor(output, engine::kSitesGold)));
  }
  return kDone;
}

}  // namespace

int RunSynthCommand(const std::vector<std::string>& arguments) {
  constexpr char kName[] = "synth";
  constexpr uint64_t kMany = 1000000000;
  using synth::Language;
  using synth::SynthKind;
  synth::SynthOptions options;
  synth::SitesOptions sites;
  Made made = Made::kPairs;
  std::string output;
  bool force = false;
  OptionTable table(
      "Makes a collection in which the similarity of every planted copy is "
      "known\nexactly, and a table of the planted pairs beside it "
      "(OUT.gold.tsv); or sites whose\nfurniture is known, with gold for "
      "litany "
      "eval (OUT.gold.jsonl).\n\nUsage: litany synth [OPTIONS] -o OUT.jsonl",
      {"litany synth --shingles 460 --jaccard 0.804 --pairs 2000 -o "
       "planted.jsonl",
       "litany synth --kind chain --pairs 1 --members 5000 --shingles 37 "
       "--jaccard 0.85 -o chain.jsonl",
       "litany synth --kind families --language zh -o families.jsonl.zst",
       "litany synth --kind sites --sites 50 --pages 200 -o sites.jsonl"});
  table.Group("What");
  table.Value("kind", "WORD",
              "pairs (a document and a copy; default), chain (neighbours "
              "alike), families (a base and its variants) or sites (pages with "
              "furniture around prose)",
              TakeWord<Made>(&made, {{"pairs", Made::kPairs},
                                     {"chain", Made::kChain},
                                     {"families", Made::kFamilies},
                                     {"sites", Made::kSites}}));
  table.Value(
      "language", "WORD", "zh, en or mixed (default)",
      TakeWord<Language>(&options.language, {{"zh", Language::kChinese},
                                             {"en", Language::kEnglish},
                                             {"mixed", Language::kMixed}}));
  table.Value("pairs", "N", "pairs, chains or families (default 1000)",
              TakeCount(&options.clusters, 0, kMany));
  table.Value("members", "N", "documents of a chain or family (default 8)",
              TakeCount(&options.members, 2, kMany));
  table.Value("unrelated", "N", "documents like no other (default 0)",
              TakeCount(&options.unrelated, 0, kMany));
  table.Value("shingles", "N", "distinct shingles a document (default 200)",
              TakeCount(&options.shingles, 1, synth::kMostShingles));
  table.Value("jaccard", "J",
              "of pairs and neighbours (default 0.8); the nearest that can be",
              TakeShare(&options.jaccard));
  table.Value("jaccard-low", "J", "of families (default 0.3)",
              TakeShare(&options.jaccard_low));
  table.Value("jaccard-high", "J", "of families (default 1)",
              TakeShare(&options.jaccard_high));
  table.Value("sites", "N", "default 50", TakeCount(&sites.sites, 0, kMany));
  table.Value("pages", "N", "of each site (default 200)",
              TakeCount(&sites.pages, 0, kMany));
  table.Value("seed", "N", "default 1",
              TakeCount(&options.seed, 0, ~uint64_t{0}));
  table.Group("Output");
  table.Value("output,o", "FILE",
              "where to; by its ending .gz or .zst; - is standard output",
              TakeString(&output));
  table.Flag("force", "write over existing files", &force);
  if (const auto ended = ParseArguments(kName, &table, arguments)) {
    return *ended;
  }
  if (output.empty()) {
    PrintError(kName, "no --output FILE (see litany synth --help)");
    return kUsageOrFatal;
  }
  if (made == Made::kSites) {
    sites.language = options.language;
    sites.seed = options.seed;
    return MakeSites(kName, sites, output, force);
  }
  options.kind = made == Made::kPairs   ? SynthKind::kPairs
                 : made == Made::kChain ? SynthKind::kChain
                                        : SynthKind::kFamilies;
  const auto counts = engine::Synthesise(options, output, force);
  if (!counts.ok()) return ExitFor(kName, counts.status());
  if (output != "-") {
    PrintNote(absl::StrCat(WithCommas(counts->documents), " documents: ",
                           output, "\n", WithCommas(counts->pairs),
                           " planted pairs: ", engine::GoldPathFor(output)));
  }
  return kDone;
}

}  // namespace litany::cli
