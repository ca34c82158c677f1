// Seconds of processor time from the texts of a file to their signatures, by
// stage, one thread: what the sketches of other tools are compared with.
//
//   sketch_file FILE SLOTS RUNS
//
// FILE holds one text after another: its length in bytes, eight bytes with the
// lowest first, then the text.  Prints one JSON object, medians of RUNS.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "sketch/minhash.h"
#include "text/fold.h"
#include "text/shingles.h"

namespace litany::bench {
namespace {

struct Seconds {
  double fold = 0;
  double hash = 0;
  double sign = 0;
};

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

double Since(std::clock_t begin) {
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

std::vector<std::string> Split(std::string_view bytes) {
  std::vector<std::string> texts;
  while (!bytes.empty()) {
    uint64_t length = 0;
    LITANY_CHECK(bytes.size() >= sizeof(length));
    std::memcpy(&length, bytes.data(), sizeof(length));
    bytes.remove_prefix(sizeof(length));
    LITANY_CHECK(bytes.size() >= length);
    texts.emplace_back(bytes.substr(0, length));
    bytes.remove_prefix(length);
  }
  return texts;
}

// Stage after stage over the whole file, so that a stage is timed once and not
// once a document.
Seconds Run(const std::vector<std::string>& texts, uint32_t slots,
            size_t* shingles) {
  auto folder = text::Folder::Create(FoldOptions());
  LITANY_CHECK(folder.ok());
  const text::Shingler shingler(5, text::HashSeeds(1, ""));
  auto hasher = sketch::MinHasher::Create(slots);
  LITANY_CHECK(hasher.ok());
  text::FoldScratch fold_scratch;
  text::ShingleScratch scratch;
  sketch::MinHashScratch sketch_scratch;
  std::vector<text::FoldedText> folded(texts.size());
  std::vector<std::vector<uint32_t>> hashes(texts.size());
  std::vector<uint16_t> signature(slots);
  Seconds seconds;

  std::clock_t begin = std::clock();
  for (size_t i = 0; i < texts.size(); ++i) {
    folder->Fold(texts[i], false, &fold_scratch, &folded[i]);
  }
  seconds.fold = Since(begin);

  begin = std::clock();
  for (size_t i = 0; i < texts.size(); ++i) {
    shingler.Hashes(folded[i], &scratch);
    hashes[i] = scratch.hashes;
  }
  seconds.hash = Since(begin);

  *shingles = 0;
  uint32_t seen = 0;
  begin = std::clock();
  for (const std::vector<uint32_t>& document : hashes) {
    if (document.empty()) continue;
    hasher->Sign(document, &sketch_scratch, signature);
    seen += signature[0];
    *shingles += document.size();
  }
  seconds.sign = Since(begin);
  // Uses what was made, so that no compiler leaves it out.
  LITANY_CHECK(*shingles == 0 || seen < ~uint32_t{0});
  return seconds;
}

int Main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: sketch_file FILE SLOTS RUNS\n");
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "sketch_file: cannot read %s\n", argv[1]);
    return 2;
  }
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const std::vector<std::string> texts = Split(bytes);
  const auto slots = static_cast<uint32_t>(std::atoi(argv[2]));
  std::vector<double> fold;
  std::vector<double> hash;
  std::vector<double> sign;
  size_t shingles = 0;
  for (int run = 0; run < std::max(1, std::atoi(argv[3])); ++run) {
    const Seconds seconds = Run(texts, slots, &shingles);
    fold.push_back(seconds.fold);
    hash.push_back(seconds.hash);
    sign.push_back(seconds.sign);
  }
  std::printf(
      "{\"documents\": %zu, \"shingles\": %zu, \"fold\": %.6f, "
      "\"hash\": %.6f, \"sign\": %.6f}\n",
      texts.size(), shingles, Median(fold), Median(hash), Median(sign));
  return 0;
}

}  // namespace
}  // namespace litany::bench

int main(int argc, char** argv) { return litany::bench::Main(argc, argv); }
