#include "io/record_reader.h"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/io/memory_files.h"

namespace litany::io {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(RecordReader, LinesEndAtLineFeedsAlone) {
  // U+2028, U+0085, vertical tab, form feed and a lone carriage return.
  const std::string odd =
      "a\xE2\x80\xA8"
      "b\xC2\x85"
      "c\vd\fe\rf\n";
  const ReadResult result = OneFile(odd + "g\n").Read();
  EXPECT_THAT(result.Lines(), ElementsAre(odd, "g\n"));
  EXPECT_THAT(result.rejects, IsEmpty());
}

TEST(RecordReader, BlankLinesCountButAreNoRecords) {
  const ReadResult result = OneFile("\n \t\r\n{1}\r\n\v\f\n\n{2}").Read();
  EXPECT_THAT(result.records, ElementsAre(ReadRecord{0, 3, 5, "{1}\r\n"},
                                          ReadRecord{0, 6, 14, "{2}"}));
}

TEST(RecordReader, LastLineNeedsNoLineFeed) {
  EXPECT_THAT(OneFile("x\ny").Read().Lines(), ElementsAre("x\n", "y"));
  EXPECT_THAT(OneFile("x\n   ").Read().Lines(), ElementsAre("x\n"));
}

TEST(RecordReader, ByteOrderMarkStaysInTheRecordButMakesNone) {
  EXPECT_THAT(OneFile("\xEF\xBB\xBF{}\n").Read().Lines(),
              ElementsAre("\xEF\xBB\xBF{}\n"));
  EXPECT_THAT(OneFile("\xEF\xBB\xBF \n{}\n").Read().records,
              ElementsAre(ReadRecord{0, 2, 5, "{}\n"}));
  // Elsewhere it is not a mark but text, and an error of the parser.
  EXPECT_THAT(OneFile("{}\n\xEF\xBB\xBF\n").Read().records, SizeIs(2));
}

TEST(RecordReader, EmptyFileOfLinesHasNoRecords) {
  const ReadResult result = OneFile("").Read();
  EXPECT_THAT(result.records, IsEmpty());
  EXPECT_THAT(result.rejects, IsEmpty());
}

TEST(RecordReader, TextFileIsOneRecordEvenIfEmpty) {
  MemoryFiles files;
  files.Add("a", "x\n\ny\n", InputFormat::kText);
  files.Add("b", "", InputFormat::kText);
  files.Add("c", "z", InputFormat::kText);
  EXPECT_THAT(files.Read().records,
              ElementsAre(ReadRecord{0, 1, 0, "x\n\ny\n"},
                          ReadRecord{1, 1, 0, ""}, ReadRecord{2, 1, 0, "z"}));
}

TEST(RecordReader, CountsFromOneInEveryFile) {
  MemoryFiles files;
  files.Add("a", "1\n2");
  files.Add("b", "3\n");
  EXPECT_THAT(files.Read().records,
              ElementsAre(ReadRecord{0, 1, 0, "1\n"}, ReadRecord{0, 2, 2, "2"},
                          ReadRecord{1, 1, 0, "3\n"}));
}

TEST(RecordReader, FileThatCannotBeOpenedIsOneRejectAndNoMore) {
  MemoryFiles files;
  files.Add("a", "1\n");
  files.Add("gone", "");
  files.Add("b", "2\n");
  files.bytes.erase("gone");
  const ReadResult result = files.Read();
  EXPECT_THAT(result.Lines(), ElementsAre("1\n", "2\n"));
  ASSERT_THAT(result.rejects, SizeIs(1));
  EXPECT_EQ(result.rejects[0].location.file, 1u);
  EXPECT_EQ(result.rejects[0].location.record, 0u);
  EXPECT_EQ(result.rejects[0].location.byte, 0u);
  EXPECT_THAT(result.rejects[0].reason, HasSubstr("cannot open gone"));
}

TEST(RecordReader, ReadErrorKeepsTheRecordsBeforeItAndTakesTheCutOne) {
  MemoryFiles files = OneFile("first\nsecond\nthird\n");
  files.fault = 9;
  const ReadResult result = files.Read();
  EXPECT_THAT(result.Lines(), ElementsAre("first\n"));
  ASSERT_THAT(result.rejects, SizeIs(1));
  EXPECT_EQ(result.rejects[0].location.record, 0u);
  EXPECT_EQ(result.rejects[0].location.byte, 9u);
  EXPECT_THAT(result.rejects[0].reason, HasSubstr("the disk is on fire"));
}

TEST(RecordReader, RealUnreadableFileIsOneReject) {
  // Reading the first page of a process gives EIO.
  const std::vector<InputFile> files = {
      {"/proc/self/mem", "mem", InputFormat::kText, Codec::kPlain}};
  RecordReader reader(files, InputOptions());
  RecordBatch batch;
  ASSERT_TRUE(reader.Next(1, &batch));
  EXPECT_THAT(batch.entries, IsEmpty());
  ASSERT_THAT(batch.rejects, SizeIs(1));
  EXPECT_THAT(batch.rejects[0].reason, HasSubstr("/proc/self/mem"));
  EXPECT_FALSE(reader.Next(1, &batch));
}

TEST(RecordReader, GiantLineIsOneRejectWithItsSizeAndPlace) {
  InputOptions options;
  options.max_doc_bytes = 10;
  const std::string fits(10, 'x');
  const std::string giant(11, 'x');
  const ReadResult result =
      OneFile("a\n" + fits + "\n" + giant + "\n" + fits + "\n" + giant)
          .Read(options);
  EXPECT_THAT(result.Lines(), ElementsAre("a\n", fits + "\n", fits + "\n"));
  ASSERT_THAT(result.rejects, SizeIs(2));
  EXPECT_EQ(result.rejects[0].location.record, 3u);
  EXPECT_EQ(result.rejects[0].location.byte, 13u);
  EXPECT_THAT(
      result.rejects[0].reason,
      HasSubstr("a record of 11 bytes is larger than --max-doc-bytes (10)"));
  EXPECT_EQ(result.rejects[1].location.record, 5u);
  EXPECT_EQ(result.rejects[1].location.byte, 36u);
}

TEST(RecordReader, GiantBlankLineIsStillBlank) {
  InputOptions options;
  options.max_doc_bytes = 10;
  const ReadResult result =
      OneFile(std::string(size_t{5} << 20, ' ') + "\nx\n").Read(options);
  EXPECT_THAT(result.rejects, IsEmpty());
  EXPECT_THAT(result.records,
              ElementsAre(ReadRecord{0, 2, (size_t{5} << 20) + 1, "x\n"}));
}

TEST(RecordReader, GiantLineIsNeverHeld) {
  InputOptions options;
  options.max_doc_bytes = 1 << 20;
  const size_t giant = size_t{64} << 20;
  MemoryFiles files = OneFile(Gzip("a\n" + std::string(giant, 'x') + "\nb\n"),
                              InputFormat::kJsonl, Codec::kGzip);
  const ReadResult result = files.Read(options);
  EXPECT_THAT(result.Lines(), ElementsAre("a\n", "b\n"));
  ASSERT_THAT(result.rejects, SizeIs(1));
  EXPECT_THAT(result.rejects[0].reason, HasSubstr("record of 67108864 bytes"));
  EXPECT_LE(result.largest_batch, options.max_doc_bytes + (8u << 20));
}

TEST(RecordReader, GiantTextFileIsOneRejectAndTheNextIsRead) {
  InputOptions options;
  options.max_doc_bytes = 1000;
  MemoryFiles files;
  files.Add("bomb", Zstd(std::string(size_t{64} << 20, '\0')),
            InputFormat::kText, Codec::kZstd);
  files.Add("b", std::string(1000, 'b'), InputFormat::kText);
  const ReadResult result = files.Read(options);
  ASSERT_THAT(result.rejects, SizeIs(1));
  EXPECT_EQ(result.rejects[0].location.record, 1u);
  EXPECT_THAT(result.rejects[0].reason,
              HasSubstr("larger than --max-doc-bytes (1000)"));
  EXPECT_THAT(result.Lines(), ElementsAre(std::string(1000, 'b')));
  EXPECT_LE(result.largest_batch, size_t{8} << 20);
  EXPECT_LE(result.bytes_unpacked, size_t{8} << 20) << "the bomb was unpacked";
}

TEST(RecordReader, LargestAllowedLineStaysWithinTheMemoryBound) {
  InputOptions options;
  options.max_doc_bytes = 20u << 20;
  const std::string line(20u << 20, 'x');
  const ReadResult result = OneFile(line + "\n" + line + "\n").Read(options);
  EXPECT_THAT(result.records, SizeIs(2));
  EXPECT_LE(result.largest_batch, options.max_doc_bytes + (8u << 20));
}

TEST(RecordReader, BatchThatHeldAGiantShrinksAgain) {
  MemoryFiles files = OneFile(std::string(30u << 20, 'x') + "\n");
  RecordReader large(files.files, InputOptions(), files.Opener());
  RecordBatch batch;
  ASSERT_TRUE(large.Next(1 << 20, &batch));
  EXPECT_GT(batch.bytes.capacity(), 30u << 20);
  const MemoryFiles small_files = OneFile("y\n");
  RecordReader small(small_files.files, InputOptions(), small_files.Opener());
  ASSERT_TRUE(small.Next(1 << 20, &batch));
  EXPECT_LT(batch.bytes.capacity(), 8u << 20);
}

TEST(RecordReader, BlankLinesAndTinyLinesDoNotFillMemory) {
  const ReadResult blank =
      OneFile(std::string(size_t{32} << 20, '\n') + "x\n").Read();
  EXPECT_THAT(blank.records, SizeIs(1));
  EXPECT_EQ(blank.records[0].record, (uint64_t{32} << 20) + 1);
  EXPECT_LE(blank.largest_batch, size_t{8} << 20);

  std::string tiny;
  for (int i = 0; i < 300000; ++i) tiny += "1\n";
  const MemoryFiles files = OneFile(tiny);
  RecordReader reader(files.files, InputOptions(), files.Opener());
  RecordBatch batch;
  size_t records = 0;
  while (reader.Next(1 << 20, &batch)) {
    EXPECT_LE(batch.entries.size(), size_t{1} << 16);
    for (const RecordBatch::Entry& entry : batch.entries) {
      EXPECT_EQ(entry.location.record, ++records);
    }
  }
  EXPECT_EQ(records, 300000u);
}

TEST(RecordReader, StandardInputIsUnpackedByItsFirstBytes) {
  for (const Codec codec : {Codec::kPlain, Codec::kGzip, Codec::kZstd}) {
    MemoryFiles files;
    files.Add("-", Pack(codec, "one\ntwo\n"));
    EXPECT_THAT(files.Read().Lines(), ElementsAre("one\n", "two\n"));
    files.next_piece = [] { return 1; };
    EXPECT_THAT(files.Read().Lines(), ElementsAre("one\n", "two\n"));
  }
  MemoryFiles brief;
  brief.Add("-", "x");
  EXPECT_THAT(brief.Read().Lines(), ElementsAre("x"));
}

TEST(RecordReader, CountsBytesBeforeAndAfterUnpacking) {
  const std::string content(100000, 'x');
  const std::string packed = Gzip(content);
  const MemoryFiles files = OneFile(packed, InputFormat::kText, Codec::kGzip);
  RecordReader reader(files.files, InputOptions(), files.Opener());
  RecordBatch batch;
  while (reader.Next(1 << 20, &batch)) {
  }
  EXPECT_EQ(reader.bytes_read(), packed.size());
  EXPECT_EQ(reader.bytes_unpacked(), content.size());
}

// However the bytes arrive and however large the batches are, the records are
// those of the naive cut at line feeds.
TEST(RecordReaderProperty, PiecesAndBatchSizesDoNotMatter) {
  std::mt19937 random(20261123);
  for (int round = 0; round < 200; ++round) {
    SCOPED_TRACE(round);
    InputOptions options;
    options.max_doc_bytes = 20 + random() % 200;
    std::string content;
    std::vector<ReadRecord> want;
    size_t want_rejects = 0;
    const size_t lines = random() % 60;
    for (size_t i = 0; i < lines; ++i) {
      const size_t length = random() % 8 == 0 ? random() % 300 : random() % 20;
      std::string line(length, random() % 4 == 0 ? ' ' : 'x');
      const uint64_t byte = content.size();
      const bool blank = line.find('x') == line.npos;
      const bool giant = line.size() > options.max_doc_bytes;
      const bool open = i + 1 == lines && random() % 2 == 0;
      if (!open) line += '\n';
      content += line;
      if (blank) continue;
      if (giant) {
        ++want_rejects;
      } else {
        want.push_back({0, i + 1, byte, line});
      }
    }
    for (const Codec codec : {Codec::kPlain, Codec::kGzip, Codec::kZstd}) {
      MemoryFiles files =
          OneFile(Pack(codec, content), InputFormat::kJsonl, codec);
      for (const size_t most : {size_t{1}, size_t{7}, size_t{1000}}) {
        files.next_piece = [&random, most] { return 1 + random() % most; };
        for (const size_t target : {size_t{1}, size_t{100}, size_t{1} << 20}) {
          const ReadResult got = files.Read(options, target);
          EXPECT_EQ(got.records, want);
          EXPECT_THAT(got.rejects, SizeIs(want_rejects));
          EXPECT_EQ(got.bytes_unpacked, content.size());
        }
      }
    }
  }
}

// As above, with records that run over many reads and batches.
TEST(RecordReaderProperty, LongRecordsSurviveBatchBorders) {
  std::mt19937 random(7);
  MemoryFiles files;
  std::vector<std::string> want;
  for (int i = 0; i < 40; ++i) {
    std::string bytes(random() % 400000, static_cast<char>('a' + i % 26));
    if (i % 3 == 0) {
      files.Add("t" + std::to_string(i), bytes, InputFormat::kText);
      want.push_back(bytes);
    } else {
      bytes += "x\n";
      files.Add("l" + std::to_string(i), bytes + bytes);
      want.push_back(bytes);
      want.push_back(bytes);
    }
  }
  for (const size_t target :
       {size_t{1}, size_t{100000}, size_t{1} << 20, size_t{1} << 24}) {
    files.next_piece = [&random] { return 1 + random() % 300000; };
    const ReadResult got = files.Read(InputOptions(), target);
    EXPECT_EQ(got.Lines(), want) << target;
    EXPECT_THAT(got.rejects, IsEmpty());
  }
}

TEST(RecordReader, LinesOfTextAreRecordsWhereTheyAreAskedFor) {
  for (const Codec codec : {Codec::kPlain, Codec::kGzip, Codec::kZstd}) {
    MemoryFiles files = OneFile(Pack(codec, "a\r\n\nlong line\n \nz"),
                                InputFormat::kText, codec);
    files.files[0].text_lines = true;
    InputOptions options;
    options.max_doc_bytes = 5;
    const ReadResult result = files.Read(options);
    EXPECT_THAT(result.records, ElementsAre(ReadRecord{0, 1, 0, "a\r\n"},
                                            ReadRecord{0, 5, 16, "z"}));
    ASSERT_THAT(result.rejects, SizeIs(1));
    EXPECT_EQ(result.rejects[0].location.record, 3u);
    EXPECT_EQ(result.rejects[0].location.byte, 4u);
  }
}

}  // namespace
}  // namespace litany::io
