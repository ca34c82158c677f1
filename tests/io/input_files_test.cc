#include "io/input_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/io/temp_folder.h"

namespace litany::io {
namespace {

InputOptions OptionsOf(InputFormat format, TextRecords records) {
  InputOptions options;
  options.format = format;
  options.records = records;
  return options;
}

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> Names(const InputFiles& found) {
  std::vector<std::string> names;
  for (const InputFile& file : found.files) names.push_back(file.name);
  return names;
}

TEST(ListInputs, WalksFoldersInByteOrderOfPath) {
  const TempFolder folder;
  // '.' < '/' < '0' < 'A' < 'a': the order of whole paths, not of parts.
  for (const char* name : {"a/z.jsonl", "a.jsonl", "a0.jsonl", "B.txt",
                           "a/b/c.ndjson", "\xE4\xB8\xAD.txt"}) {
    folder.Write(name, "");
  }
  const auto found = ListInputs({folder.Path()}, {});
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_THAT(Names(*found),
              ElementsAre("B.txt", "a.jsonl", "a/b/c.ndjson", "a/z.jsonl",
                          "a0.jsonl", "\xE4\xB8\xAD.txt"));
  EXPECT_EQ(found->files[2].path, folder.Path("a/b/c.ndjson"));
  // A slash at the end changes nothing.
  const auto again = ListInputs({folder.Path() + "/"}, {});
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(Names(*again), Names(*found));
}

TEST(ListInputs, TellsFormatAndCodecByTheEndingWhateverItsCase) {
  const TempFolder folder;
  for (const char* name : {"a.jsonl", "b.ndjson.gz", "c.txt.zst", "d.TXT.GZ"}) {
    folder.Write(name, "");
  }
  const auto found = ListInputs({folder.Path()}, {});
  ASSERT_TRUE(found.ok());
  ASSERT_EQ(found->files.size(), 4u);
  EXPECT_EQ(found->files[0].format, InputFormat::kJsonl);
  EXPECT_EQ(found->files[0].codec, Codec::kPlain);
  EXPECT_EQ(found->files[1].format, InputFormat::kJsonl);
  EXPECT_EQ(found->files[1].codec, Codec::kGzip);
  EXPECT_EQ(found->files[2].format, InputFormat::kText);
  EXPECT_EQ(found->files[2].codec, Codec::kZstd);
  EXPECT_EQ(found->files[3].format, InputFormat::kText);
  EXPECT_EQ(found->files[3].codec, Codec::kGzip);
}

TEST(ListInputs, SkipsAndCountsHiddenLinkedAndUnknownFiles) {
  const TempFolder folder;
  folder.Write("a.jsonl", "");
  folder.Write(".hidden.jsonl", "");
  folder.Write(".git/b.jsonl", "");
  folder.Write("notes.csv", "");
  folder.Write("archive.gz", "");
  folder.Write("jsonl", "");
  folder.Write("deep/c.txt", "");
  fs::create_symlink(folder.Path("a.jsonl"), folder.Path("link.jsonl"));
  fs::create_symlink(folder.Path("nowhere"), folder.Path("broken.jsonl"));
  fs::create_directory_symlink(folder.Path(), folder.Path("deep/loop"));
  ASSERT_EQ(::mkfifo(folder.Path("pipe.jsonl").c_str(), 0600), 0);
  const auto found = ListInputs({folder.Path()}, {});
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_THAT(Names(*found), ElementsAre("a.jsonl", "deep/c.txt"));
  EXPECT_EQ(found->skipped_hidden, 2u);
  EXPECT_EQ(found->skipped_links, 3u);
  EXPECT_EQ(found->skipped_unknown, 4u);
}

TEST(ListInputs, KeepsTheOrderOfTheArgumentsAndTheFilesOwnNames) {
  const TempFolder folder;
  const std::string b = folder.Write("two/x.jsonl", "");
  const std::string a = folder.Write("one/x.jsonl", "");
  const auto found = ListInputs({b, "-", a}, {});
  ASSERT_TRUE(found.ok());
  EXPECT_THAT(Names(*found), ElementsAre("x.jsonl", "-", "x.jsonl"));
  EXPECT_EQ(found->files[0].path, b);
  EXPECT_EQ(found->files[1].path, "-");
  EXPECT_EQ(found->files[1].format, InputFormat::kJsonl);
  EXPECT_EQ(found->files[2].path, a);
}

TEST(ListInputs, FollowsALinkThatIsNamedOutright) {
  const TempFolder folder;
  folder.Write("real/a.jsonl", "");
  fs::create_directory_symlink(folder.Path("real"), folder.Path("link"));
  fs::create_symlink(folder.Path("real/a.jsonl"), folder.Path("b.jsonl"));
  const auto found =
      ListInputs({folder.Path("link"), folder.Path("b.jsonl")}, {});
  ASSERT_TRUE(found.ok());
  EXPECT_THAT(Names(*found), ElementsAre("a.jsonl", "b.jsonl"));
}

TEST(ListInputs, RepairsNamesButNotPaths) {
  const TempFolder folder;
  folder.Write("bad\xFF/\xE4\xB8.txt", "");
  const auto found = ListInputs({folder.Path()}, {});
  ASSERT_TRUE(found.ok());
  EXPECT_THAT(Names(*found), ElementsAre("bad\uFFFD/\uFFFD.txt"));
  EXPECT_EQ(found->files[0].path, folder.Path("bad\xFF/\xE4\xB8.txt"));
}

TEST(ListInputs, LinesAreRecordsOfTextAlone) {
  const TempFolder folder;
  folder.Write("a.txt.gz", "");
  folder.Write("b.log.zst", "");
  folder.Write("c.jsonl", "");
  const auto found = ListInputs(
      {folder.Path(), "-"}, OptionsOf(InputFormat::kAuto, TextRecords::kLine));
  ASSERT_TRUE(found.ok());
  EXPECT_THAT(Names(*found),
              ElementsAre("a.txt.gz", "b.log.zst", "c.jsonl", "-"));
  std::vector<bool> lines;
  for (const InputFile& file : found->files) lines.push_back(file.text_lines);
  EXPECT_THAT(lines, ElementsAre(true, true, false, true));
  // Where files are documents a log is none, and standard input is JSON.
  const auto whole = ListInputs({folder.Path(), "-"}, {});
  ASSERT_TRUE(whole.ok());
  EXPECT_THAT(Names(*whole), ElementsAre("a.txt.gz", "c.jsonl", "-"));
  EXPECT_TRUE(whole->files[0].IsOneRecord());
  EXPECT_EQ(whole->files[2].format, InputFormat::kJsonl);
  const auto json =
      ListInputs({"-"}, OptionsOf(InputFormat::kJsonl, TextRecords::kLine));
  ASSERT_TRUE(json.ok());
  EXPECT_FALSE(json->files[0].text_lines);
}

TEST(ListInputs, FormatSettlesWhatTheNameDoesNot) {
  const TempFolder folder;
  const std::string csv = folder.Write("a.csv", "");
  const std::string gz = folder.Write("b.gz", "");
  const auto refused = ListInputs({csv}, {});
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("a.csv"));
  const auto found = ListInputs(
      {csv, gz, "-"}, OptionsOf(InputFormat::kText, TextRecords::kFile));
  ASSERT_TRUE(found.ok());
  for (const InputFile& file : found->files) {
    EXPECT_EQ(file.format, InputFormat::kText);
  }
  EXPECT_EQ(found->files[1].codec, Codec::kGzip);
  // In a folder nobody named the file, so its name still decides.
  const auto listed = ListInputs(
      {folder.Path()}, OptionsOf(InputFormat::kText, TextRecords::kFile));
  ASSERT_TRUE(listed.ok());
  EXPECT_EQ(listed->skipped_unknown, 2u);
}

TEST(ListInputs, MissingFileIsNotFoundAndNamed) {
  const TempFolder folder;
  const auto found = ListInputs({folder.Path("none.jsonl")}, {});
  EXPECT_EQ(found.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(found.status().message()), HasSubstr("none.jsonl"));
  EXPECT_EQ(ListInputs({""}, {}).status().code(), absl::StatusCode::kNotFound);
  const std::string file = folder.Write("a.jsonl", "");
  EXPECT_EQ(ListInputs({file + "/b.jsonl"}, {}).status().code(),
            absl::StatusCode::kNotFound);
}

TEST(ListInputs, StandardInputTwiceIsAnError) {
  EXPECT_EQ(ListInputs({"-", "-"}, {}).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(ListInputs, FolderThatCannotBeListedIsAnErrorNotALoss) {
  const TempFolder folder;
  folder.Write("a.jsonl", "");
  // Too deep to be opened by its path; permissions would not stop root.
  const std::string part(250, 'd');
  int parent = ::open(folder.Path().c_str(), O_RDONLY | O_DIRECTORY);
  for (int depth = 0; depth < 20; ++depth) {
    ASSERT_EQ(::mkdirat(parent, part.c_str(), 0700), 0);
    const int child = ::openat(parent, part.c_str(), O_RDONLY | O_DIRECTORY);
    ASSERT_GE(child, 0);
    ::close(parent);
    parent = child;
  }
  ::close(parent);
  const auto found = ListInputs({folder.Path()}, {});
  EXPECT_EQ(found.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(found.status().message()),
              HasSubstr("cannot list the folder"));
}

}  // namespace
}  // namespace litany::io
