#include "io/record_writer.h"

#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "io/output_paths.h"
#include "tests/io/memory_files.h"
#include "tests/io/temp_folder.h"

namespace litany::io {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string Contents(const std::string& path) {
  const auto bytes = base::ReadWholeFile(path);
  EXPECT_TRUE(bytes.ok()) << bytes.status();
  return bytes.value_or("");
}

// What a reader makes of a file that OpenCompressed wrote.
std::string Unpacked(const std::string& path, Codec codec) {
  const ReadResult result =
      OneFile(Contents(path), InputFormat::kText, codec).Read();
  EXPECT_TRUE(result.rejects.empty());
  return result.records.empty() ? "" : result.records[0].bytes;
}

absl::Status Write(
    const std::vector<std::string>& inputs, const std::string& path,
    const std::set<std::pair<uint32_t, uint64_t>>& dropped = {}) {
  const auto found = ListInputs(inputs, {});
  EXPECT_TRUE(found.ok()) << found.status();
  return WriteKept(found->files, InputOptions(), path,
                   [&dropped](const RecordLocation& location,
                              const base::Hash128&) -> absl::StatusOr<bool> {
                     return !dropped.contains({location.file, location.record});
                   });
}

TEST(WriteKept, OneFileOfLinesKeepsItsBytesAndOrder) {
  const TempFolder folder;
  const std::string input =
      folder.Write("in.jsonl", "\xEF\xBB\xBF{1}\r\n\n{2}\n  {3}\xFF \n{4}");
  ASSERT_TRUE(Write({input}, folder.Path("out/kept.jsonl"), {{0, 3}}).ok());
  EXPECT_EQ(Contents(folder.Path("out/kept.jsonl")),
            "\xEF\xBB\xBF{1}\r\n  {3}\xFF \n{4}");
}

TEST(WriteKept, PassesHashesThatForgetTheRecordsPlace) {
  const TempFolder folder;
  const std::string input =
      folder.Write("in.jsonl", "\xEF\xBB\xBF{1}\r\n{2}\n{1}\n{2} ");
  const auto found = ListInputs({input}, {});
  ASSERT_TRUE(found.ok());
  std::vector<base::Hash128> hashes;
  ASSERT_TRUE(
      WriteKept(found->files, InputOptions(), folder.Path("o.jsonl"),
                [&hashes](const RecordLocation&,
                          const base::Hash128& hash) -> absl::StatusOr<bool> {
                  hashes.push_back(hash);
                  return true;
                })
          .ok());
  EXPECT_THAT(
      hashes,
      ElementsAre(base::HashBytes128("{1}"), base::HashBytes128("{2}"),
                  base::HashBytes128("{1}"), base::HashBytes128("{2} ")));
}

TEST(WriteKept, ErrorOfTheCallerEndsIt) {
  const TempFolder folder;
  const std::string input = folder.Write("in.jsonl", "{1}\n");
  const auto found = ListInputs({input}, {});
  ASSERT_TRUE(found.ok());
  const absl::Status status = WriteKept(
      found->files, InputOptions(), folder.Path("o.jsonl"),
      [](const RecordLocation&, const base::Hash128&) -> absl::StatusOr<bool> {
        return absl::FailedPreconditionError("the input changed");
      });
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
}

TEST(WriteKept, FoldersAreMirrored) {
  const TempFolder folder;
  folder.Write("in/a.jsonl", "{1}\n{2}\n");
  folder.Write("in/deep/b.jsonl.gz", Gzip("{3}\n{4}\n"));
  folder.Write("in/deep/c.jsonl.zst", Zstd("{5}\n"));
  folder.Write("in/empty.jsonl", "");
  folder.Write("in/gone.jsonl", "{6}\n");
  folder.Write("in/kept.txt", "text\r\nas it is");
  folder.Write("in/left.txt", "out");
  ASSERT_TRUE(
      Write({folder.Path("in")}, folder.Path("out"), {{1, 1}, {4, 1}, {6, 1}})
          .ok());
  EXPECT_EQ(Contents(folder.Path("out/a.jsonl")), "{1}\n{2}\n");
  EXPECT_EQ(Unpacked(folder.Path("out/deep/b.jsonl.gz"), Codec::kGzip),
            "{4}\n");
  EXPECT_EQ(Unpacked(folder.Path("out/deep/c.jsonl.zst"), Codec::kZstd),
            "{5}\n");
  EXPECT_EQ(Contents(folder.Path("out/empty.jsonl")), "");
  EXPECT_EQ(Contents(folder.Path("out/gone.jsonl")), "");
  EXPECT_EQ(Contents(folder.Path("out/kept.txt")), "text\r\nas it is");
  EXPECT_FALSE(fs::exists(folder.Path("out/left.txt")));
}

TEST(WriteKept, EmptyOutputsAreStillWholeArchives) {
  const TempFolder folder;
  const std::string input = folder.Write("in.jsonl.gz", Gzip("{1}\n"));
  ASSERT_TRUE(Write({input}, folder.Path("o.jsonl.gz"), {{0, 1}}).ok());
  EXPECT_EQ(Unpacked(folder.Path("o.jsonl.gz"), Codec::kGzip), "");
  ASSERT_TRUE(Write({input}, folder.Path("o.jsonl.zst"), {{0, 1}}).ok());
  EXPECT_EQ(Unpacked(folder.Path("o.jsonl.zst"), Codec::kZstd), "");
}

TEST(WriteKept, NeverWritesOverAnInput) {
  const TempFolder folder;
  const std::string input = folder.Write("in.jsonl", "{1}\n");
  fs::create_symlink(input, folder.Path("link.jsonl"));
  for (const std::string& output : {input, folder.Path("link.jsonl")}) {
    const absl::Status status = Write({input}, output);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(status.message()), HasSubstr("overwrite"));
  }
  folder.Write("dir/a.jsonl", "{2}\n");
  folder.Write("dir/b.jsonl", "{3}\n");
  EXPECT_FALSE(Write({folder.Path("dir")}, folder.Path("dir")).ok());
  EXPECT_EQ(Contents(input), "{1}\n");
  EXPECT_EQ(Contents(folder.Path("dir/b.jsonl")), "{3}\n");
}

TEST(WriteKept, FullDiskIsAnError) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  const TempFolder folder;
  const std::string input = folder.Write("in.jsonl", "{1}\n");
  EXPECT_EQ(Write({input}, "/dev/full").code(),
            absl::StatusCode::kResourceExhausted);
}

// Leaves out record 2 of each file and cuts two characters out of all others
// but lines 1.
absl::Status WriteWithCuts(const std::vector<std::string>& inputs,
                           const std::string& path) {
  const auto found = ListInputs(inputs, {});
  EXPECT_TRUE(found.ok()) << found.status();
  return WriteRecords(
      found->files, InputOptions(), path,
      [&found](const RecordLocation& at,
               const base::Hash128&) -> absl::StatusOr<RecordFate> {
        if (at.record == 2) return RecordFate{};
        if (at.record == 1 &&
            found->files[at.file].format != InputFormat::kText) {
          return RecordFate{.keep = true, .cuts = {}};
        }
        return RecordFate{.keep = true, .cuts = {{1, 3}}};
      });
}

TEST(WriteRecords, CutsChangeTheTextAlone) {
  const TempFolder folder;
  const std::string input =
      folder.Write("in.jsonl",
                   "\xEF\xBB\xBF{\"text\":\"abcd\"} \r\n{2}\n"
                   " {\"text\":\"abcd\",\"n\": 1.0}\r\n\n{\"text\":\"abc\"}");
  ASSERT_TRUE(WriteWithCuts({input}, folder.Path("o.jsonl.gz")).ok());
  EXPECT_EQ(Unpacked(folder.Path("o.jsonl.gz"), Codec::kGzip),
            "\xEF\xBB\xBF{\"text\":\"abcd\"} \r\n"
            " {\"text\":\"ad\",\"n\": 1.0}\r\n{\"text\":\"a\"}");
}

TEST(WriteRecords, CutsTextFiles) {
  const TempFolder folder;
  folder.Write("in/a.txt", "abcd\r\n");
  folder.Write("in/b.jsonl.zst", Zstd("{1}\n{2}\n{\"body\":\"abcd\"}\n"));
  ASSERT_TRUE(WriteWithCuts({folder.Path("in")}, folder.Path("out")).ok());
  EXPECT_EQ(Contents(folder.Path("out/a.txt")), "ad\r\n");
  EXPECT_EQ(Unpacked(folder.Path("out/b.jsonl.zst"), Codec::kZstd),
            "{1}\n{\"body\":\"ad\"}\n");
}

TEST(WriteRecords, SaysWhichRecordCannotBeCut) {
  const TempFolder folder;
  const std::string input =
      folder.Write("in.jsonl", "{1}\n{2}\n{\"text\":\"ab\"}\n");
  const absl::Status status = WriteWithCuts({input}, folder.Path("o.jsonl"));
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("(in.jsonl, record 3, byte 8)"));
}

TEST(OpenCompressed, LargeOutputsReadBackAsTheyWere) {
  const TempFolder folder;
  std::string bytes;
  for (int i = 0; i < 200000; ++i) bytes += std::to_string(i * 7919) + "\n";
  for (const auto& [name, codec] :
       {std::pair("o.gz", Codec::kGzip), std::pair("o.zst", Codec::kZstd),
        std::pair("o.GZ", Codec::kGzip), std::pair("o", Codec::kPlain)}) {
    auto sink = OpenCompressed(folder.Path(name));
    ASSERT_TRUE(sink.ok());
    for (size_t at = 0; at < bytes.size(); at += 100003) {
      ASSERT_TRUE(
          (*sink)->Write(std::string_view(bytes).substr(at, 100003)).ok());
    }
    ASSERT_TRUE((*sink)->Close().ok());
    EXPECT_EQ(Unpacked(folder.Path(name), codec), bytes);
    if (codec != Codec::kPlain) {
      EXPECT_LT(fs::file_size(folder.Path(name)), bytes.size() / 2);
    }
  }
}

InputFile File(const std::string& root, const std::string& name,
               InputFormat format = InputFormat::kJsonl) {
  return {name == "-" ? name : root + "/" + name, name, format, Codec::kPlain};
}

TEST(OutputPaths, OneFileOfLinesIsThePathItself) {
  EXPECT_THAT(OutputPaths({File("in", "a.jsonl")}, "o"), ElementsAre("o"));
  EXPECT_THAT(OutputPaths({File("", "-")}, "o"), ElementsAre("o"));
  EXPECT_THAT(OutputPaths({File("in", "a.txt", InputFormat::kText)}, "o"),
              ElementsAre("o/a.txt"));
  EXPECT_THAT(OutputPaths({File("in", "a.jsonl"), File("", "-")}, "o"),
              ElementsAre("o/a.jsonl", "o/stdin.jsonl"));
}

TEST(OutputPaths, InputsWithOneNameGetNumberedFolders) {
  EXPECT_THAT(OutputPaths({File("x", "a.jsonl"), File("x", "b/c.jsonl"),
                           File("y", "b/c.jsonl"), File("y", "d.jsonl")},
                          "o"),
              ElementsAre("o/1/a.jsonl", "o/1/b/c.jsonl", "o/2/b/c.jsonl",
                          "o/2/d.jsonl"));
  // One input twice.
  EXPECT_THAT(OutputPaths({File("x", "a.jsonl"), File("x", "a.jsonl")}, "o"),
              ElementsAre("o/1/a.jsonl", "o/2/a.jsonl"));
  // A number that an input uses itself is in nobody's way.
  EXPECT_THAT(OutputPaths({File("x", "1/a.jsonl"), File("y", "a.jsonl"),
                           File("z", "a.jsonl")},
                          "o"),
              ElementsAre("o/1/1/a.jsonl", "o/2/a.jsonl", "o/3/a.jsonl"));
}

TEST(OutputPaths, AFileIsNeverAlsoAFolder) {
  EXPECT_THAT(
      OutputPaths({File("x", "a.jsonl"), File("y", "a.jsonl/b.jsonl")}, "o"),
      ElementsAre("o/1/a.jsonl", "o/2/a.jsonl/b.jsonl"));
}

}  // namespace
}  // namespace litany::io
