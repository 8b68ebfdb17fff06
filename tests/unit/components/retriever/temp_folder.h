// A folder of invented documents that goes away with its object.
#ifndef ALHF_TESTS_UNIT_COMPONENTS_RETRIEVER_TEMP_FOLDER_H_
#define ALHF_TESTS_UNIT_COMPONENTS_RETRIEVER_TEMP_FOLDER_H_

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/string_view.h"

namespace alhf::retriever {

class TempFolder {
 public:
  TempFolder() : path_(::testing::TempDir() + "/guide-XXXXXX") {
    if (mkdtemp(path_.data()) == nullptr) std::abort();
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  void Write(absl::string_view name, absl::string_view text) const {
    const std::filesystem::path file =
        std::filesystem::path(path_) / std::string(name);
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace alhf::retriever

#endif  // ALHF_TESTS_UNIT_COMPONENTS_RETRIEVER_TEMP_FOLDER_H_
