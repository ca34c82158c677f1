#include "base/file.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "base/check.h"
#include "base/strings.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::base {
namespace {

using ::testing::HasSubstr;

class FileTest : public ::testing::Test {
 protected:
  FileTest() : folder_(::testing::TempDir() + "litany-base-XXXXXX") {
    LITANY_CHECK(::mkdtemp(folder_.data()) != nullptr);
  }
  ~FileTest() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  std::string Path(std::string_view name) const {
    return folder_ + "/" + std::string(name);
  }

  std::string folder_;
};

// Bytes without a period that a buffer size could hide behind.
std::string Pattern(size_t size) {
  std::string bytes(size, '\0');
  uint32_t state = 12345;
  for (char& byte : bytes) {
    state = state * 1664525 + 1013904223;
    byte = static_cast<char>(state >> 24);
  }
  return bytes;
}

std::string MessageOf(const absl::Status& status) {
  return std::string(FromAbsl(status.message()));
}

TEST_F(FileTest, WholeFileComesBack) {
  // 64 KiB is the reader's step, 256 KiB the writer's buffer.
  for (const size_t size :
       {0u, 1u, 65535u, 65536u, 65537u, 262143u, 262144u, 262145u, 1000000u}) {
    const std::string bytes = Pattern(size);
    ASSERT_TRUE(WriteWholeFile(Path("f"), bytes).ok());
    const auto back = ReadWholeFile(Path("f"));
    ASSERT_TRUE(back.ok()) << back.status();
    EXPECT_TRUE(*back == bytes) << "size " << size;
  }
}

TEST_F(FileTest, PiecesOfAnySizeComeBackInOrder) {
  auto sink = OpenForWrite(Path("f"));
  ASSERT_TRUE(sink.ok()) << sink.status();
  std::string want;
  for (const size_t size :
       {1u, 0u, 200000u, 100000u, 262144u, 3u, 500000u, 262143u, 1u}) {
    const std::string piece = Pattern(size);
    want += piece;
    ASSERT_TRUE((*sink)->Write(piece).ok());
  }
  ASSERT_TRUE((*sink)->Close().ok());
  const auto back = ReadWholeFile(Path("f"));
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_TRUE(*back == want);
}

TEST_F(FileTest, WritingTruncatesWhatWasThere) {
  ASSERT_TRUE(WriteWholeFile(Path("f"), "a long line").ok());
  ASSERT_TRUE(WriteWholeFile(Path("f"), "short").ok());
  EXPECT_EQ(ReadWholeFile(Path("f")).value(), "short");
}

TEST_F(FileTest, ReadGivesZeroAtTheEndAndAgain) {
  ASSERT_TRUE(WriteWholeFile(Path("f"), "abc").ok());
  auto source = OpenForRead(Path("f"));
  ASSERT_TRUE(source.ok());
  std::vector<char> buffer(2);
  EXPECT_EQ((*source)->Read(buffer).value(), 2u);
  EXPECT_EQ((*source)->Read(buffer).value(), 1u);
  EXPECT_EQ((*source)->Read(buffer).value(), 0u);
  EXPECT_EQ((*source)->Read(buffer).value(), 0u);
}

TEST_F(FileTest, MissingFileIsNotFoundAndNamed) {
  const auto source = OpenForRead(Path("nothing"));
  EXPECT_EQ(source.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(MessageOf(source.status()), HasSubstr(Path("nothing")));
  EXPECT_EQ(ReadWholeFile(Path("nothing")).status().code(),
            absl::StatusCode::kNotFound);
}

TEST_F(FileTest, FileInPlaceOfAFolderIsNotFound) {
  ASSERT_TRUE(WriteWholeFile(Path("f"), "").ok());
  EXPECT_EQ(OpenForRead(Path("f/inside")).status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(OpenForWrite(Path("f/inside")).status().code(),
            absl::StatusCode::kNotFound);
}

TEST_F(FileTest, MissingFolderIsNotFoundOnWriting) {
  const auto status = WriteWholeFile(Path("no/such/folder"), "x");
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(MessageOf(status), HasSubstr(Path("no/such/folder")));
}

TEST_F(FileTest, FolderCannotBeReadAsAFile) {
  const auto bytes = ReadWholeFile(folder_);
  EXPECT_FALSE(bytes.ok());
  EXPECT_THAT(MessageOf(bytes.status()), HasSubstr(folder_));
}

TEST_F(FileTest, FolderCannotBeWritten) {
  EXPECT_FALSE(OpenForWrite(folder_).ok());
}

TEST_F(FileTest, ForbiddenFileIsPermissionDenied) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
  ASSERT_TRUE(WriteWholeFile(Path("f"), "x").ok());
  ASSERT_EQ(::chmod(Path("f").c_str(), 0), 0);
  EXPECT_EQ(OpenForRead(Path("f")).status().code(),
            absl::StatusCode::kPermissionDenied);
}

TEST_F(FileTest, FullDiskIsResourceExhausted) {
  if (::access("/dev/full", W_OK) != 0) GTEST_SKIP() << "no /dev/full";
  auto sink = OpenForWrite("/dev/full");
  ASSERT_TRUE(sink.ok()) << sink.status();
  // A small piece waits in the buffer, so the error is Close's to tell.
  EXPECT_TRUE((*sink)->Write("x").ok());
  const absl::Status closed = (*sink)->Close();
  EXPECT_EQ(closed.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(MessageOf(closed), HasSubstr("/dev/full"));
}

TEST_F(FileTest, FullDiskIsToldByALargeWrite) {
  if (::access("/dev/full", W_OK) != 0) GTEST_SKIP() << "no /dev/full";
  auto sink = OpenForWrite("/dev/full");
  ASSERT_TRUE(sink.ok()) << sink.status();
  EXPECT_EQ((*sink)->Write(std::string(1 << 20, 'x')).code(),
            absl::StatusCode::kResourceExhausted);
}

TEST_F(FileTest, MakeFoldersMakesParentsAndIsContentWithWhatIsThere) {
  ASSERT_TRUE(MakeFolders(Path("a/b/c")).ok());
  EXPECT_TRUE(std::filesystem::is_directory(Path("a/b/c")));
  EXPECT_TRUE(MakeFolders(Path("a/b/c")).ok());
}

TEST_F(FileTest, MakeFoldersFailsOnAFileInTheWay) {
  ASSERT_TRUE(WriteWholeFile(Path("f"), "").ok());
  const absl::Status status = MakeFolders(Path("f/inside"));
  EXPECT_FALSE(status.ok());
  EXPECT_THAT(MessageOf(status), HasSubstr(Path("f/inside")));
  EXPECT_FALSE(MakeFolders(Path("f")).ok());
}

}  // namespace
}  // namespace litany::base
