// A folder that is gone when the test is over.
#ifndef LITANY_TESTS_IO_TEMP_FOLDER_H_
#define LITANY_TESTS_IO_TEMP_FOLDER_H_

#include <stdlib.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/file.h"
#include "gtest/gtest.h"

namespace litany::io {

class TempFolder {
 public:
  TempFolder() : path_(::testing::TempDir() + "litany-io-XXXXXX") {
    LITANY_CHECK(::mkdtemp(path_.data()) != nullptr);
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  std::string Path(std::string_view name = "") const {
    return name.empty() ? path_ : path_ + "/" + std::string(name);
  }

  // Writes a file, and makes the folders it is in.
  std::string Write(std::string_view name, std::string_view bytes) const {
    const std::string path = Path(name);
    std::filesystem::create_directories(
        std::filesystem::path(path).parent_path());
    LITANY_CHECK(base::WriteWholeFile(path, bytes).ok());
    return path;
  }

 private:
  std::string path_;
};

}  // namespace litany::io

#endif  // LITANY_TESTS_IO_TEMP_FOLDER_H_
