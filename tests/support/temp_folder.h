// A folder of a test's own that goes away with its object: tests run side by
// side.
//
//   const TempFolder folder;
//   const std::string path = folder.Write("a.txt", "text");
#ifndef ALHF_TESTS_SUPPORT_TEMP_FOLDER_H_
#define ALHF_TESTS_SUPPORT_TEMP_FOLDER_H_

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/string_view.h"

namespace alhf::testing {

class TempFolder {
 public:
  TempFolder() : path_(::testing::TempDir() + "/alhf-test-XXXXXX") {
    if (mkdtemp(path_.data()) == nullptr) std::abort();
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  // Returns the path of the file.
  std::string Write(absl::string_view name, absl::string_view text) const {
    const std::filesystem::path file = File(name);
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file;
  }

  std::string File(absl::string_view name) const {
    return std::filesystem::path(path_) / std::string(name);
  }

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace alhf::testing

#endif  // ALHF_TESTS_SUPPORT_TEMP_FOLDER_H_
