// Saved inputs of the fuzz targets, as plain tests: what once broke a target,
// and a few that reach its corners.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"
#include "gtest/gtest.h"
#include "tests/fuzz/targets.h"

namespace litany::fuzz {
namespace {

void Replay(const std::string& folder,
            void (*target)(const uint8_t* data, size_t size)) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(
           std::string(LITANY_FUZZ_CORPUS) + "/" + folder)) {
    paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  ASSERT_FALSE(paths.empty());
  for (const std::string& path : paths) {
    SCOPED_TRACE(path);
    const auto bytes = base::ReadWholeFile(path);
    ASSERT_TRUE(bytes.ok()) << bytes.status();
    const auto* data = reinterpret_cast<const uint8_t*>(bytes->data());
    target(data, bytes->size());
    // The same content under every choice that the first byte makes.
    std::vector<uint8_t> copy(data, data + bytes->size());
    if (copy.empty()) continue;
    for (int choice = 0; choice < 64; ++choice) {
      copy[0] = static_cast<uint8_t>(choice);
      target(copy.data(), copy.size());
    }
  }
}

TEST(FuzzReplay, RecordReaderKeepsItsPromises) {
  Replay("record_reader", RecordReaderTarget);
}

TEST(FuzzReplay, RecordParserKeepsItsPromises) {
  Replay("record_parser", RecordParserTarget);
}

TEST(FuzzReplay, KernelsAgree) { Replay("kernels", KernelsTarget); }

TEST(FuzzReplay, TextCutterKeepsItsPromises) {
  Replay("text_cutter", TextCutterTarget);
}

}  // namespace
}  // namespace litany::fuzz
