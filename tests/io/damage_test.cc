// What RecordReader makes of archives that are cut, corrupt or not archives.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "io/record_reader.h"
#include "tests/io/memory_files.h"

namespace litany::io {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// 40,000 lines that do not compress away.
std::string ManyLines() {
  std::string lines;
  uint64_t state = 1;
  for (int i = 0; i < 40000; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    lines += "{\"n\": " + std::to_string(state >> 20) + "}\n";
  }
  return lines;
}

// That `result` holds the first lines of `lines`, all whole, and one reject
// for the damage that came after them.
void ExpectPrefixAndOneReject(const ReadResult& result,
                              const std::string& lines) {
  std::string read;
  for (const ReadRecord& record : result.records) read += record.bytes;
  EXPECT_TRUE(lines.starts_with(read));
  EXPECT_TRUE(read.empty() || read.ends_with('\n'));
  ASSERT_THAT(result.rejects, SizeIs(1));
  EXPECT_EQ(result.rejects[0].location.record, 0u);
  EXPECT_GE(result.rejects[0].location.byte, read.size());
  EXPECT_FALSE(result.rejects[0].reason.empty());
}

class Damage : public ::testing::TestWithParam<Codec> {
 protected:
  ReadResult ReadLines(const std::string& packed) const {
    return OneFile(packed, InputFormat::kJsonl, GetParam()).Read();
  }
  ReadResult ReadText(const std::string& packed) const {
    return OneFile(packed, InputFormat::kText, GetParam()).Read();
  }
  std::string Packed(std::string_view bytes) const {
    return Pack(GetParam(), bytes);
  }
};

INSTANTIATE_TEST_SUITE_P(Codecs, Damage,
                         ::testing::Values(Codec::kGzip, Codec::kZstd),
                         [](const auto& test) {
                           return test.param == Codec::kGzip ? "Gzip" : "Zstd";
                         });

TEST_P(Damage, ManyMembersReadAsOneFile) {
  // A line may begin in one member and end in the next, and one may be empty.
  const ReadResult result =
      ReadLines(Packed("one\ntw") + Packed("") + Packed("o\nthree"));
  EXPECT_THAT(result.records, ElementsAre(ReadRecord{0, 1, 0, "one\n"},
                                          ReadRecord{0, 2, 4, "two\n"},
                                          ReadRecord{0, 3, 8, "three"}));
  EXPECT_THAT(result.rejects, IsEmpty());
}

TEST_P(Damage, CutMemberIsOneReject) {
  const std::string lines = ManyLines();
  const std::string packed = Packed(lines);
  const ReadResult result = ReadLines(packed.substr(0, packed.size() / 2));
  ExpectPrefixAndOneReject(result, lines);
  EXPECT_GT(result.records.size(), 10000u) << "what came before is lost";
  EXPECT_THAT(result.rejects[0].reason, HasSubstr("the file ends inside it"));
  EXPECT_THAT(result.rejects[0].reason, HasSubstr("not read from here on"));
}

TEST_P(Damage, FlippedBitIsOneReject) {
  const std::string lines = ManyLines();
  std::string packed = Packed(lines);
  packed[packed.size() / 2] ^= 0x10;
  const ReadResult result = ReadLines(packed);
  ASSERT_THAT(result.rejects, SizeIs(1));
  EXPECT_EQ(result.rejects[0].location.record, 0u);
  EXPECT_GT(result.records.size(), 10000u) << "what came before is lost";
}

TEST_P(Damage, FlippedBitInTheChecksumIsOneReject) {
  std::string packed = Packed("one\ntwo\n");
  // The last four bytes: the length (gzip) or the checksum (zstd).
  packed[packed.size() - 3] ^= 0x01;
  const ReadResult result = ReadLines(packed);
  ASSERT_THAT(result.rejects, SizeIs(1));
  EXPECT_EQ(result.rejects[0].location.byte, 8u);
  EXPECT_THAT(result.Lines(), ElementsAre("one\n", "two\n"));
}

TEST_P(Damage, BytesAfterTheLastMemberAreOneReject) {
  for (const std::string& tail :
       {std::string("garbage"), std::string(512, '\0')}) {
    const ReadResult result = ReadLines(Packed("one\n") + tail);
    EXPECT_THAT(result.Lines(), ElementsAre("one\n"));
    ASSERT_THAT(result.rejects, SizeIs(1));
    EXPECT_EQ(result.rejects[0].location.record, 0u);
    EXPECT_EQ(result.rejects[0].location.byte, 4u);
    EXPECT_THAT(result.rejects[0].reason, HasSubstr("bytes that are not"));
  }
}

TEST_P(Damage, OneByteAfterTheLastMemberIsOneReject) {
  const ReadResult result = ReadLines(Packed("one\n") + "\n");
  EXPECT_THAT(result.Lines(), ElementsAre("one\n"));
  EXPECT_THAT(result.rejects, SizeIs(1));
}

TEST_P(Damage, FileThatIsNoArchiveIsOneReject) {
  const ReadResult result = ReadLines("{\"text\": \"plain\"}\n");
  EXPECT_THAT(result.records, IsEmpty());
  ASSERT_THAT(result.rejects, SizeIs(1));
  EXPECT_THAT(result.rejects[0].reason, HasSubstr("not "));
  EXPECT_THAT(result.rejects[0].reason, HasSubstr("nothing of the file"));
}

TEST_P(Damage, EmptyFileIsNoArchive) {
  const ReadResult result = ReadLines("");
  EXPECT_THAT(result.records, IsEmpty());
  ASSERT_THAT(result.rejects, SizeIs(1));
  EXPECT_THAT(result.rejects[0].reason, HasSubstr("empty"));
}

TEST_P(Damage, EmptyMemberIsAnEmptyFile) {
  EXPECT_THAT(ReadLines(Packed("")).rejects, IsEmpty());
  EXPECT_THAT(ReadText(Packed("")).Lines(), ElementsAre(""));
}

TEST_P(Damage, DamagedTextFileIsNoDocument) {
  const std::string packed = Packed("one document\n");
  for (const std::string& broken :
       {packed.substr(0, packed.size() - 1), packed + "tail"}) {
    const ReadResult result = ReadText(broken);
    EXPECT_THAT(result.records, IsEmpty());
    ASSERT_THAT(result.rejects, SizeIs(1));
    EXPECT_EQ(result.rejects[0].location.record, 0u);
  }
}

TEST_P(Damage, NextFileIsReadAfterADamagedOne) {
  MemoryFiles files;
  files.Add("a", Packed("cut\n").substr(0, 12), InputFormat::kJsonl,
            GetParam());
  files.Add("b", Packed("whole\n"), InputFormat::kJsonl, GetParam());
  const ReadResult result = files.Read();
  EXPECT_THAT(result.records, ElementsAre(ReadRecord{1, 1, 0, "whole\n"}));
  ASSERT_THAT(result.rejects, SizeIs(1));
  EXPECT_EQ(result.rejects[0].location.file, 0u);
}

TEST_P(Damage, ReadErrorInsideAMemberIsOneReject) {
  const std::string lines = ManyLines();
  MemoryFiles files = OneFile(Packed(lines), InputFormat::kJsonl, GetParam());
  files.fault = files.bytes["a"].size() / 2;
  const ReadResult result = files.Read();
  ExpectPrefixAndOneReject(result, lines);
  EXPECT_GT(result.records.size(), 10000u);
  EXPECT_THAT(result.rejects[0].reason, HasSubstr("the disk is on fire"));
}

TEST_P(Damage, EveryCutOfASmallFileIsFoundOut) {
  const std::string first = Packed("{\"n\": 1}\n{\"n\": 2}\n");
  const std::string packed = first + Packed("{\"n\": 3}\n{\"n\": 4}\n");
  const std::string lines = "{\"n\": 1}\n{\"n\": 2}\n{\"n\": 3}\n{\"n\": 4}\n";
  for (size_t cut = 0; cut < packed.size(); ++cut) {
    SCOPED_TRACE(cut);
    const ReadResult result = ReadLines(packed.substr(0, cut));
    if (cut == first.size()) {
      EXPECT_THAT(result.records, SizeIs(2));
      EXPECT_THAT(result.rejects, IsEmpty());
    } else {
      ExpectPrefixAndOneReject(result, lines);
      EXPECT_GE(result.records.size(), cut > first.size() ? 2u : 0u);
    }
  }
}

TEST_P(Damage, EveryFlippedBitOfASmallFileIsSurvived) {
  const std::string lines = "{\"n\": 1}\n{\"n\": 2}\n{\"n\": 1}\n";
  const std::string packed = Packed(lines) + Packed(lines);
  const std::string both = lines + lines;
  size_t silent = 0;
  for (size_t bit = 0; bit < packed.size() * 8; ++bit) {
    SCOPED_TRACE(bit);
    std::string broken = packed;
    broken[bit / 8] = static_cast<char>(broken[bit / 8] ^ (1 << (bit % 8)));
    const ReadResult result = ReadLines(broken);
    if (!result.rejects.empty()) {
      ASSERT_THAT(result.rejects, SizeIs(1));
      EXPECT_EQ(result.rejects[0].location.record, 0u);
      continue;
    }
    // Without a reject the content is untouched: the bit was one that does
    // not matter (a time in the header, say).
    std::string read;
    for (const ReadRecord& record : result.records) read += record.bytes;
    EXPECT_EQ(read, both);
    ++silent;
  }
  EXPECT_LT(silent, packed.size() * 8 / 4);
}

TEST(ZstdDamage, SkippableFramesAreSkipped) {
  const std::string skippable("\x51\x2a\x4d\x18\x05\x00\x00\x00note!", 13);
  const ReadResult result =
      OneFile(skippable + Zstd("one\n") + skippable + Zstd("two\n") + skippable,
              InputFormat::kJsonl, Codec::kZstd)
          .Read();
  EXPECT_THAT(result.Lines(), ElementsAre("one\n", "two\n"));
  EXPECT_THAT(result.rejects, IsEmpty());
}

TEST(ZstdDamage, WindowUpToTheCapIsReadAndAboveItIsOneReject) {
  const ReadResult at_cap =
      OneFile(Zstd("one\n", 27), InputFormat::kJsonl, Codec::kZstd).Read();
  EXPECT_THAT(at_cap.Lines(), ElementsAre("one\n"));
  const ReadResult above =
      OneFile(Zstd("one\n", 28), InputFormat::kJsonl, Codec::kZstd).Read();
  EXPECT_THAT(above.records, IsEmpty());
  ASSERT_THAT(above.rejects, SizeIs(1));
  EXPECT_THAT(above.rejects[0].reason, HasSubstr("larger than 128 MiB"));
}

}  // namespace
}  // namespace litany::io
