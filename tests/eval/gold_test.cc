#include "eval/gold.h"

#include <string>

#include "base/file.h"
#include "eval/texts.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "io/record_writer.h"

namespace litany::eval {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

// A gold file of that name; the ending decides how it is packed.
std::string Write(const std::string& name, const std::string& bytes) {
  const std::string path = testing::TempDir() + "/litany_eval_" + name;
  auto sink = io::OpenCompressed(path);
  EXPECT_TRUE(sink.ok()) << sink.status().message();
  EXPECT_TRUE((*sink)->Write(bytes).ok());
  EXPECT_TRUE((*sink)->Close().ok());
  return path;
}

absl::StatusOr<Gold> Read(const std::string& name, const std::string& bytes,
                          const std::string& field = "cluster") {
  return ReadGold(Write(name, bytes), field, InputOptions{});
}

// "id=label" of every entry, "-" for unlabelled.
std::string Spell(const absl::StatusOr<Gold>& gold) {
  if (!gold.ok()) return std::string(gold.status().message());
  std::string out;
  for (const Gold::Entry& entry : gold->entries) {
    out +=
        entry.id + "=" +
        (entry.label == Gold::kUnlabelled ? "-" : gold->labels[entry.label]) +
        " ";
  }
  return out;
}

constexpr char kLines[] =
    "{\"id\":\"a\",\"cluster\":\"x\",\"text\":\"one\"}\n"
    "{\"id\":\"b\",\"cluster\":\"x\",\"family\":7}\n"
    "{\"id\":\"c\",\"cluster\":\"\",\"text\":\"three\"}\n"
    "\n"
    "{\"id\":\"d\",\"cluster\":null}\n"
    "{\"id\":5,\"family\":\"f\"}\n";

TEST(ReadGold, JsonLinesGiveLabels) {
  EXPECT_EQ(Spell(Read("a.jsonl", kLines)), "5=- a=x b=x c=- d=- ");
}

TEST(ReadGold, AnotherFieldMayHoldTheLabels) {
  EXPECT_EQ(Spell(Read("b.jsonl", kLines, "family")), "5=f a=- b=7 c=- d=- ");
}

TEST(ReadGold, PackedFilesReadTheSame) {
  const std::string want = Spell(Read("c.jsonl", kLines));
  EXPECT_EQ(Spell(Read("c.jsonl.gz", kLines)), want);
  EXPECT_EQ(Spell(Read("c.ndjson.zst", kLines)), want);
}

TEST(ReadGold, ARecordWithoutIdIsNamedByItsLine) {
  EXPECT_EQ(Spell(Read("d.jsonl",
                       "{\"cluster\":\"x\"}\n"
                       "{\"cluster\":\"y\"}\n")),
            "litany_eval_d.jsonl:1=x litany_eval_d.jsonl:2=y ");
}

TEST(ReadGold, ARecordThatTheRunRepairsIsRepairedHereToo) {
  EXPECT_EQ(Spell(Read("e.jsonl",
                       "{\"id\":\"a\",\"text\":\"\xFF\","
                       "\"cluster\":\"x\"}\n"
                       "{\"id\":\"b\xFF\",\"text\":\"\\udc00\"}\n"
                       "{\"id\":1e400,\"n\":NaN,\"cluster\":"
                       "12345678901234567890123}\n")),
            "1e400=12345678901234567890123 a=x b\xEF\xBF\xBD=- ");
}

TEST(ReadGold, ALineThatIsNotJsonIsDataLossThatNamesTheLine) {
  const auto gold = Read("f.jsonl", "{\"id\":\"a\"}\n{\"id\":\"b\n");
  EXPECT_EQ(gold.status().code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(gold.status().message()), HasSubstr("line 2"));
}

TEST(ReadGold, NumbersAreSpeltAsTheyStand) {
  EXPECT_EQ(Spell(Read("q.jsonl",
                       "{\"cluster\":1.50,\"id\":-0}\n"
                       "{\"id\":1,\"id\":2,\"cluster\":7}\n")),
            "-0=1.50 2=7 ");
}

TEST(ReadGold, AnArrayIsNoLabel) {
  const auto gold = Read("g.jsonl", "{\"id\":\"a\",\"cluster\":[1]}\n");
  EXPECT_EQ(gold.status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(ReadGold, TabsWithoutHeaderArePairs) {
  const auto gold = Read("h.tsv", "b\ta\nc\td\textra\r\n");
  EXPECT_EQ(Spell(gold), "a=a b=a c=c d=c ");
  EXPECT_THAT(gold->pairs, SizeIs(2));
}

TEST(ReadGold, AHeaderNamesTheColumnsOfPairs) {
  const auto gold = Read("i.tsv.gz", "label\tid_a\tid_b\nq\tb\ta\n");
  EXPECT_EQ(Spell(gold), "a=a b=a ");
  EXPECT_EQ(gold->form, Gold::Form::kPairs);
}

TEST(ReadGold, AHeaderWithIdAndClusterGivesLabels) {
  const auto gold =
      Read("j.tsv", "\xEF\xBB\xBFid\tnote\tcluster\na\t\tx\nb\tn\t\n");
  EXPECT_EQ(Spell(gold), "a=x b=- ");
  EXPECT_EQ(gold->form, Gold::Form::kLabels);
}

TEST(ReadGold, AHeaderWithoutTheLabelsIsAnError) {
  const auto gold = Read("k.tsv", "id\tgroup\na\tx\n");
  EXPECT_EQ(gold.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(gold.status().message()), HasSubstr("--gold-field"));
  EXPECT_EQ(Spell(Read("l.tsv", "id\tgroup\na\tx\n", "group")), "a=x ");
}

TEST(ReadGold, ALineWithOneColumnIsDataLoss) {
  EXPECT_EQ(Read("m.tsv", "a\tb\nc\n").status().code(),
            absl::StatusCode::kDataLoss);
}

TEST(ReadGold, AnUnknownEndingOrNoLineAtAllIsAnError) {
  EXPECT_EQ(Read("n.csv", "a,b\n").status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Read("o.tsv", "").status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(ReadGold, AMissingFileIsAnError) {
  EXPECT_FALSE(
      ReadGold("/nonexistent/gold.jsonl", "cluster", InputOptions{}).ok());
}

TEST(LoadErrorTexts, FindsTheTextsOfTheErrorsAndNoOthers) {
  const std::string path = Write("p.jsonl.zst", kLines);
  Evaluation evaluation;
  PairError error;
  error.a.id = "a";
  error.b.id = "nowhere";
  evaluation.misses.push_back(error);
  EXPECT_TRUE(GoldHoldsTexts(path));
  EXPECT_FALSE(GoldHoldsTexts("pairs.tsv.gz"));
  const Texts texts =
      LoadErrorTexts(evaluation, {GoldAsInput(path)}, InputOptions{});
  EXPECT_THAT(texts, SizeIs(1));
  EXPECT_EQ(texts.at("a"), "one");
}

}  // namespace
}  // namespace litany::eval
