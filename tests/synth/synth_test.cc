#include "synth/synth.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "synth/collection.h"

namespace litany::synth {
namespace {

using ::testing::SizeIs;

constexpr Language kLanguages[] = {Language::kChinese, Language::kEnglish,
                                   Language::kMixed};
constexpr SynthKind kKinds[] = {SynthKind::kPairs, SynthKind::kChain,
                                SynthKind::kFamilies};

// Counts each gold pair again from the two texts.
void ExpectGoldIsExact(const Collection& collection) {
  const auto texts = collection.TextById();
  ASSERT_EQ(texts.size(), collection.documents.size());
  for (const GoldPair& pair : collection.pairs) {
    SCOPED_TRACE(pair.a + " " + pair.b);
    EXPECT_LT(pair.a, pair.b);
    const Shingles a = ReadShingles(texts.at(pair.a));
    const Shingles b = ReadShingles(texts.at(pair.b));
    EXPECT_EQ(a.size(), pair.size_a);
    EXPECT_EQ(b.size(), pair.size_b);
    EXPECT_EQ(CountShared(a, b), pair.shared);
  }
}

TEST(Generate, GoldOfEveryKindAndLanguageIsWhatTheTextsShow) {
  for (const Language language : kLanguages) {
    for (const SynthKind kind : kKinds) {
      SynthOptions options;
      options.kind = kind;
      options.language = language;
      options.clusters = 12;
      options.members = 5;
      options.shingles = 60;
      const Collection collection = Collect(options);
      const bool pairs = kind == SynthKind::kPairs;
      EXPECT_THAT(collection.documents, SizeIs(pairs ? 24 : 60));
      EXPECT_THAT(collection.pairs, SizeIs(pairs ? 12 : 48));
      ExpectGoldIsExact(collection);
    }
  }
}

TEST(Generate, EveryPairHasTheSimilarityAskedFor) {
  for (const Language language : kLanguages) {
    SynthOptions options;
    options.language = language;
    options.clusters = 50;
    options.shingles = 46;
    for (const GoldPair& pair : Collect(options).pairs) {
      EXPECT_EQ(pair.shared, 41u);
      EXPECT_EQ(pair.size_a, 46u);
      EXPECT_EQ(pair.size_b, 46u);
    }
  }
}

TEST(Generate, NeighboursOfAChainShareAndTheFarEndsDoNot) {
  SynthOptions options;
  options.kind = SynthKind::kChain;
  options.clusters = 2;
  options.members = 40;
  options.shingles = 90;
  const Collection collection = Collect(options);
  ASSERT_THAT(collection.pairs, SizeIs(2 * 39));
  for (const GoldPair& pair : collection.pairs) EXPECT_EQ(pair.shared, 80u);
  // Each step moves on by 10 shingles of 90.
  const auto shared = [&collection](size_t i, size_t j) {
    return CountShared(ReadShingles(collection.documents[i].text),
                       ReadShingles(collection.documents[j].text));
  };
  EXPECT_EQ(shared(0, 3), 60u);
  EXPECT_EQ(shared(0, 8), 10u);
  EXPECT_EQ(shared(0, 9), 0u);
  EXPECT_EQ(shared(0, 39), 0u);
}

TEST(Generate, VariantsOfAFamilySpreadOverTheWholeRange) {
  SynthOptions options;
  options.kind = SynthKind::kFamilies;
  options.clusters = 100;
  options.members = 6;
  options.shingles = 50;
  options.jaccard_low = 0.5;
  options.jaccard_high = 1.0;
  std::set<uint64_t> shared;
  for (const GoldPair& pair : Collect(options).pairs) {
    shared.insert(pair.shared);
  }
  // 50 * (1 - .5) / (1 + .5) is 17 shingles at most: 33 to 50 stay.
  EXPECT_THAT(shared, SizeIs(18));
  EXPECT_EQ(*shared.begin(), 33u);
  EXPECT_EQ(*shared.rbegin(), 50u);
}

TEST(Generate, NothingIsSimilarThatWasNotPlanted) {
  for (const Language language : kLanguages) {
    SynthOptions options;
    options.language = language;
    options.clusters = 40;
    options.unrelated = 40;
    options.shingles = 100;
    const Collection collection = Collect(options);
    std::vector<Shingles> shingles;
    for (const SynthDocument& document : collection.documents) {
      shingles.push_back(ReadShingles(document.text));
    }
    for (size_t i = 0; i < shingles.size(); ++i) {
      for (size_t j = i + 1; j < shingles.size(); ++j) {
        if (collection.documents[i].cluster ==
            collection.documents[j].cluster) {
          continue;
        }
        // 0.1 of 200 - 18 would be 18.
        EXPECT_LE(CountShared(shingles[i], shingles[j]), 2u);
      }
    }
  }
}

TEST(Generate, AnUnrelatedDocumentIsAClusterOfItsOwnBetweenTheOthers) {
  SynthOptions options;
  options.clusters = 3;
  options.unrelated = 7;
  const Collection collection = Collect(options);
  std::vector<std::string> ids;
  for (const SynthDocument& document : collection.documents) {
    ids.push_back(document.id);
    EXPECT_EQ(document.cluster, document.id.substr(0, 8));
  }
  EXPECT_THAT(ids, testing::ElementsAre("p0000001-1", "p0000001-2", "u0000001",
                                        "u0000002", "u0000003", "p0000002-1",
                                        "p0000002-2", "u0000004", "u0000005",
                                        "p0000003-1", "p0000003-2", "u0000006",
                                        "u0000007"));
  options.clusters = 0;
  EXPECT_THAT(Collect(options).documents, SizeIs(7));
}

TEST(Generate, AClusterDoesNotDependOnHowManyOthersThereAre) {
  for (const SynthKind kind : kKinds) {
    SynthOptions options;
    options.kind = kind;
    options.clusters = 2;
    const Collection few = Collect(options);
    options.clusters = 5;
    options.unrelated = 9;
    const auto texts = Collect(options).TextById();
    for (const SynthDocument& document : few.documents) {
      EXPECT_EQ(texts.at(document.id), document.text);
    }
  }
}

TEST(Generate, AnotherSeedGivesOtherTexts) {
  SynthOptions options;
  options.clusters = 1;
  const std::string text = Collect(options).documents[0].text;
  options.seed = 2;
  EXPECT_NE(Collect(options).documents[0].text, text);
}

TEST(Generate, ASimilarityOfOneIsTheSameTextTwice) {
  SynthOptions options;
  options.clusters = 3;
  options.jaccard = 1;
  const Collection collection = Collect(options);
  EXPECT_EQ(collection.documents[0].text, collection.documents[1].text);
  ExpectGoldIsExact(collection);
}

TEST(Generate, MembersOfAClusterAreDatedInOrder) {
  SynthOptions options;
  options.kind = SynthKind::kFamilies;
  options.clusters = 200;
  options.shingles = 20;
  options.jaccard_high = 0.9;
  std::string cluster, date;
  for (const SynthDocument& document : Collect(options).documents) {
    ASSERT_THAT(document.date,
                testing::MatchesRegex("2025-[01][0-9]-[0-3][0-9]"));
    EXPECT_LE(document.date, "2025-12-31");
    if (document.cluster == cluster) {
      EXPECT_GE(document.date, date);
    }
    cluster = document.cluster;
    date = document.date;
    EXPECT_THAT(document.url, testing::HasSubstr(document.id + ".html"));
  }
}

TEST(Generate, TextHasSentencesAndLines) {
  for (const Language language : kLanguages) {
    SynthOptions options;
    options.language = language;
    options.clusters = 1;
    options.shingles = 500;
    const std::string text = Collect(options).documents[0].text;
    EXPECT_NE(text.find('\n'), std::string::npos);
    EXPECT_EQ(text.find("  "), std::string::npos);
    if (language != Language::kChinese) {
      EXPECT_NE(text.find(". "), std::string::npos);
      EXPECT_NE(text.find(", "), std::string::npos);
    }
    if (language != Language::kEnglish) {
      for (const char* mark : {"、", "，", "。"}) {
        EXPECT_NE(text.find(mark), std::string::npos) << mark;
      }
    }
  }
}

TEST(Generate, OptionsThatCannotBeMetAreAnError) {
  const auto code_of = [](const SynthOptions& options) {
    const auto ignore = [](const auto&) { return absl::OkStatus(); };
    return Generate(options, {.document = ignore, .pair = ignore}).code();
  };
  using Options = SynthOptions;
  constexpr auto kWrong = absl::StatusCode::kInvalidArgument;
  constexpr auto kChain = SynthKind::kChain;
  constexpr auto kFamilies = SynthKind::kFamilies;
  EXPECT_EQ(code_of(Options{.shingles = 0}), kWrong);
  EXPECT_EQ(code_of(Options{.shingles = kMostShingles + 1}), kWrong);
  EXPECT_EQ(code_of(Options{.jaccard = 0}), kWrong);
  EXPECT_EQ(code_of(Options{.jaccard = 1.01}), kWrong);
  EXPECT_EQ(code_of(Options{.jaccard = std::stod("nan")}), kWrong);
  // One shingle of ten gone is .82 already; nine of ten, .05.
  EXPECT_EQ(code_of(Options{.shingles = 10, .jaccard = 0.95}), kWrong);
  EXPECT_EQ(code_of(Options{.shingles = 10, .jaccard = 0.01}), kWrong);
  EXPECT_EQ(code_of(Options{.kind = kChain, .members = 1}), kWrong);
  EXPECT_EQ(code_of(Options{.kind = kChain, .jaccard = 1}), kWrong);
  EXPECT_EQ(code_of(Options{
                .kind = kFamilies, .jaccard_low = 0.9, .jaccard_high = 0.5}),
            kWrong);
  EXPECT_EQ(code_of(Options{.clusters = 1}), absl::StatusCode::kOk);
}

TEST(Generate, AnErrorOfTheSinkEndsIt) {
  int documents = 0;
  SynthSink sink;
  sink.document = [&documents](const SynthDocument&) {
    return ++documents == 3 ? absl::UnavailableError("full") : absl::OkStatus();
  };
  sink.pair = [](const GoldPair&) { return absl::OkStatus(); };
  EXPECT_EQ(Generate({}, sink).code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(documents, 3);
}

}  // namespace
}  // namespace litany::synth
