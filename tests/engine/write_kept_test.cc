// `--write`: the kept records, byte for byte as they came.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "base/check.h"
#include "engine/run.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "io/record_writer.h"
#include "io/unpack.h"

namespace litany::engine {
namespace {

using ::testing::HasSubstr;

// Standard input is `path` while this lives.
class StandardInput {
 public:
  explicit StandardInput(const std::string& path)
      : saved_(::dup(STDIN_FILENO)) {
    const int file = ::open(path.c_str(), O_RDONLY);
    LITANY_CHECK(file >= 0 && ::dup2(file, STDIN_FILENO) == STDIN_FILENO);
    ::close(file);
  }
  ~StandardInput() {
    ::dup2(saved_, STDIN_FILENO);
    ::close(saved_);
  }
  StandardInput(const StandardInput&) = delete;
  StandardInput& operator=(const StandardInput&) = delete;

 private:
  int saved_;
};

class WriteKept : public DedupTest {
 protected:
  WriteKept() {
    dedup_.write_path = folder_.Path("kept.jsonl");
    dedup_.keep.kind = KeepPolicy::Kind::kFirst;
  }

  std::string Unpacked(std::string_view name, io::Codec codec) const {
    auto source = base::OpenForRead(folder_.Path(name));
    EXPECT_TRUE(source.ok());
    auto stream = io::Unpack(*std::move(source), codec);
    std::string bytes;
    std::string buffer(4096, '\0');
    while (true) {
      const auto got = stream->Read(buffer);
      EXPECT_TRUE(got.ok()) << got.status();
      if (!got.ok() || *got == 0) return bytes;
      bytes.append(buffer, 0, *got);
    }
  }

  void WritePacked(std::string_view name, std::string_view bytes) {
    auto sink = io::OpenCompressed(folder_.Path(name));
    ASSERT_TRUE(sink.ok());
    ASSERT_TRUE((*sink)->Write(bytes).ok());
    ASSERT_TRUE((*sink)->Close().ok());
    run_.inputs.push_back(folder_.Path(name));
  }

  void ExpectRefused(std::string_view reason) {
    run_.force = true;
    const auto report = TryRun();
    EXPECT_EQ(report.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(report.status().message()),
                HasSubstr(std::string(reason)));
  }
};

const std::string& First() {
  static const auto& line = *new std::string(Line("a", Words(1, 0, 50)));
  return line;
}
const std::string& Copy() {
  static const auto& line = *new std::string(Line("b", Words(1, 0, 50)));
  return line;
}
const std::string& Other() {
  static const auto& line = *new std::string(Line("c", Words(2, 0, 50)));
  return line;
}

std::string WithoutLineEnd(std::string line) {
  line.pop_back();
  return line;
}

std::string WithCarriageReturn(const std::string& line) {
  return WithoutLineEnd(line) + "\r\n";
}

TEST_F(WriteKept, KeepsTheOrderOfTheInputAndDropsCopies) {
  Input("a.jsonl", Other() + First() + Copy());
  Run();
  EXPECT_EQ(Read("kept.jsonl"), Other() + First());
}

TEST_F(WriteKept, KeepsFieldsSpacesAndEscapesAsTheyWere) {
  const std::string odd =
      "  {\"x\" :[1,2.50e3,{}],\t\"text\":\"\\u0061 b\\/c\", \"id\":7 } \n";
  Input("a.jsonl", odd + First());
  Run();
  EXPECT_EQ(Read("kept.jsonl"), odd + First());
}

TEST_F(WriteKept, KeepsCarriageReturns) {
  Input("a.jsonl", WithCarriageReturn(First()) + WithCarriageReturn(Copy()) +
                       WithCarriageReturn(Other()));
  Run();
  EXPECT_EQ(Read("kept.jsonl"),
            WithCarriageReturn(First()) + WithCarriageReturn(Other()));
}

TEST_F(WriteKept, KeepsAByteOrderMark) {
  Input("a.jsonl", "\xEF\xBB\xBF" + First() + Copy());
  Run();
  EXPECT_EQ(Read("kept.jsonl"), "\xEF\xBB\xBF" + First());
}

TEST_F(WriteKept, LastRecordWithoutALineEndHasNone) {
  Input("a.jsonl", First() + Copy() + WithoutLineEnd(Other()));
  Run();
  EXPECT_EQ(Read("kept.jsonl"), First() + WithoutLineEnd(Other()));
}

TEST_F(WriteKept, KeepsIllFormedBytesOfRepairedRecords) {
  const std::string bad = Line("x", "caf\xe9 au lait");
  Input("a.jsonl", bad + First());
  EXPECT_EQ(Run().repaired, 1u);
  EXPECT_EQ(Read("kept.jsonl"), bad + First());
}

TEST_F(WriteKept, LeavesOutRejects) {
  Input("a.jsonl", "nonsense\n" + First() + "{}\n" + Copy() + Other() + "[\n");
  EXPECT_EQ(Run().rejects, 3u);
  EXPECT_EQ(Read("kept.jsonl"), First() + Other());
}

TEST_F(WriteKept, KeepNoneLeavesWhatIsInNoCopy) {
  dedup_.keep.kind = KeepPolicy::Kind::kNone;
  Input("a.jsonl", First() + Copy() + Other());
  Run();
  EXPECT_EQ(Read("kept.jsonl"), Other());
}

TEST_F(WriteKept, IsPackedAsItsNameSays) {
  for (const auto& [ending, codec] :
       {std::pair{".gz", io::Codec::kGzip}, {".zst", io::Codec::kZstd}}) {
    run_.inputs.clear();
    WritePacked(absl::StrCat("in.jsonl", ending), First() + Copy() + Other());
    const std::string kept = absl::StrCat("packed.jsonl", ending);
    dedup_.write_path = folder_.Path(kept);
    Run();
    EXPECT_EQ(Unpacked(kept, codec), First() + Other()) << ending;
  }
}

TEST_F(WriteKept, StandardInputIsSpooledAndTheSpoolRemoved) {
  const StandardInput input(folder_.Write("stdin", First() + Copy() + Other()));
  std::filesystem::create_directory(folder_.Path("tmp"));
  run_.tmp_dir = folder_.Path("tmp");
  run_.inputs = {"-"};
  Run();
  EXPECT_EQ(Read("kept.jsonl"), First() + Other());
  EXPECT_TRUE(std::filesystem::is_empty(folder_.Path("tmp")));
}

TEST_F(WriteKept, MissingTmpDirIsNamed) {
  const StandardInput input(folder_.Write("stdin", First()));
  run_.tmp_dir = folder_.Path("none");
  run_.inputs = {"-"};
  const auto report = TryRun();
  EXPECT_THAT(std::string(report.status().message()),
              HasSubstr("--tmp-dir " + folder_.Path("none")));
}

TEST_F(WriteKept, SeveralInputsAreMirrored) {
  folder_.Write("in/a.jsonl", First());
  folder_.Write("in/sub/b.jsonl", Copy() + Other());
  folder_.Write("in/c.jsonl", Line("d", Words(1, 0, 50)));
  run_.inputs = {folder_.Path("in")};
  dedup_.write_path = folder_.Path("kept");
  Run();
  EXPECT_EQ(Read("kept/a.jsonl"), First());
  EXPECT_EQ(Read("kept/sub/b.jsonl"), Other());
  EXPECT_EQ(Read("kept/c.jsonl"), "");  // all of its records were dropped
}

TEST_F(WriteKept, TextFilesAreWrittenWholeOrNotAtAll) {
  folder_.Write("in/a.txt", Words(1, 0, 50) + "\r\n\n");
  folder_.Write("in/b.txt", Words(1, 0, 50));
  run_.inputs = {folder_.Path("in")};
  dedup_.write_path = folder_.Path("kept");
  Run();
  EXPECT_EQ(Read("kept/a.txt"), Words(1, 0, 50) + "\r\n\n");
  EXPECT_FALSE(Exists("kept/b.txt"));
}

TEST_F(WriteKept, RefusesToWriteOverAnInput) {
  Input("a.jsonl", First());
  dedup_.write_path = folder_.Path("a.jsonl");
  ExpectRefused("overwrite the input");
  EXPECT_EQ(Read("a.jsonl"), First());
}

TEST_F(WriteKept, RefusesToWriteOverAnInputByAnotherName) {
  Input("a.jsonl", First());
  std::filesystem::create_symlink(folder_.Path("a.jsonl"),
                                  folder_.Path("link.jsonl"));
  dedup_.write_path = folder_.Path("link.jsonl");
  ExpectRefused("overwrite the input");
  EXPECT_EQ(Read("a.jsonl"), First());
}

TEST_F(WriteKept, RefusesToMirrorOntoTheInputs) {
  Input("a.jsonl", First());
  Input("b.jsonl", Copy());
  dedup_.write_path = folder_.Path();
  ExpectRefused("overwrite the input");
  EXPECT_EQ(Read("a.jsonl"), First());
  EXPECT_EQ(Read("b.jsonl"), Copy());
}

TEST_F(WriteKept, RefusesToWriteOverATableOfTheRun) {
  Input("a.jsonl", First());
  dedup_.write_path = run_.output + "/./documents.jsonl";
  ExpectRefused("a table of the run");
}

TEST_F(WriteKept, RefusesAFolderWhereAFileIsWanted) {
  Input("a.jsonl", First());
  std::filesystem::create_directory(folder_.Path("kept"));
  dedup_.write_path = folder_.Path("kept");
  ExpectRefused("is a folder");
}

TEST_F(WriteKept, RefusesAFileWhereAFolderIsWanted) {
  Input("a.jsonl", First());
  Input("b.jsonl", Copy());
  folder_.Write("kept", "");
  dedup_.write_path = folder_.Path("kept");
  ExpectRefused("is a file");
}

TEST_F(WriteKept, RefusesToReadAPipeTwice) {
  ASSERT_EQ(::mkfifo(folder_.Path("pipe.jsonl").c_str(), 0600), 0);
  run_.inputs = {folder_.Path("pipe.jsonl")};
  ExpectRefused("standard input (-)");
}

TEST_F(WriteKept, ExistingFileNeedsForce) {
  Input("a.jsonl", First());
  folder_.Write("kept.jsonl", "precious");
  const auto report = TryRun();
  EXPECT_EQ(report.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(report.status().message()), HasSubstr("--force"));
  EXPECT_EQ(Read("kept.jsonl"), "precious");
  EXPECT_FALSE(Exists("out"));  // refused before anything was made
  Run();
  EXPECT_EQ(Read("kept.jsonl"), First());
}

TEST_F(WriteKept, InputThatShrinksMeanwhileEndsTheRun) {
  Input("a.jsonl", First() + Other());
  Hooks hooks;
  hooks.progress = [&](const Progress& progress) {
    if (progress.stage == "write") folder_.Write("a.jsonl", First());
  };
  const auto report = RunDedup(run_, dedup_, hooks);
  EXPECT_EQ(report.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(report.status().message()), HasSubstr("changed"));
  EXPECT_FALSE(Exists("out/summary.json"));
}

TEST_F(WriteKept, InputThatChangesMeanwhileEndsTheRun) {
  Input("a.jsonl", First() + Other());
  Hooks hooks;
  hooks.progress = [&](const Progress& progress) {
    if (progress.stage == "write") folder_.Write("a.jsonl", Other() + First());
  };
  const auto report = RunDedup(run_, dedup_, hooks);
  EXPECT_EQ(report.status().code(), absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace litany::engine
