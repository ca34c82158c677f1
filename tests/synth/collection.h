// A made-up collection in memory, and a reading of its texts that shares no
// code with what wrote them.
#ifndef LITANY_TESTS_SYNTH_COLLECTION_H_
#define LITANY_TESTS_SYNTH_COLLECTION_H_

#include <cctype>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "synth/synth.h"

namespace litany::synth {

struct Collection {
  std::vector<SynthDocument> documents;
  std::vector<GoldPair> pairs;

  std::map<std::string, std::string> TextById() const {
    std::map<std::string, std::string> texts;
    for (const SynthDocument& document : documents) {
      texts[document.id] = document.text;
    }
    return texts;
  }
};

inline Collection Collect(const SynthOptions& options) {
  Collection collection;
  SynthSink sink;
  sink.document = [&collection](const SynthDocument& document) {
    collection.documents.push_back(document);
    return absl::OkStatus();
  };
  sink.pair = [&collection](const GoldPair& pair) {
    collection.pairs.push_back(pair);
    return absl::OkStatus();
  };
  const absl::Status status = Generate(options, sink);
  EXPECT_TRUE(status.ok()) << status.message();
  return collection;
}

// Runs of ASCII letters in lower case, and each other character but 、，。.
inline std::vector<std::string> ReadTokens(const std::string& text) {
  std::vector<std::string> tokens;
  bool in_word = false;
  for (size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      if (std::isalpha(byte) == 0) {
        in_word = false;
      } else {
        if (!in_word) tokens.emplace_back();
        in_word = true;
        tokens.back() += static_cast<char>(std::tolower(byte));
      }
      ++i;
      continue;
    }
    in_word = false;
    const std::string character = text.substr(i, 3);
    if (character != "、" && character != "，" && character != "。") {
      tokens.push_back(character);
    }
    i += 3;
  }
  return tokens;
}

using Shingles = std::set<std::vector<std::string>>;

inline Shingles ReadShingles(const std::string& text) {
  const std::vector<std::string> tokens = ReadTokens(text);
  Shingles shingles;
  for (size_t i = 0; i + 5 <= tokens.size(); ++i) {
    shingles.emplace(tokens.begin() + static_cast<std::ptrdiff_t>(i),
                     tokens.begin() + static_cast<std::ptrdiff_t>(i + 5));
  }
  return shingles;
}

inline size_t CountShared(const Shingles& a, const Shingles& b) {
  size_t shared = 0;
  for (const auto& shingle : a) shared += b.count(shingle);
  return shared;
}

}  // namespace litany::synth

#endif  // LITANY_TESTS_SYNTH_COLLECTION_H_
