// A folder of a test with files of secrets; it is deleted.
#ifndef ALHF_TESTS_UNIT_BASE_SECRET_FOLDER_H_
#define ALHF_TESTS_UNIT_BASE_SECRET_FOLDER_H_

#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "gtest/gtest.h"

namespace alhf::testing {

class SecretFolder {
 public:
  SecretFolder() {
    std::string pattern = ::testing::TempDir() + "/secrets.XXXXXX";
    path_ = mkdtemp(pattern.data());
  }
  ~SecretFolder() { std::filesystem::remove_all(path_); }
  SecretFolder(const SecretFolder&) = delete;
  SecretFolder& operator=(const SecretFolder&) = delete;

  // Returns the path of `name` with `text` in it.
  std::string Write(const std::string& name, const std::string& text,
                    mode_t mode = 0600) const {
    const std::string path = path_ + "/" + name;
    std::ofstream(path, std::ios::binary) << text;
    chmod(path.c_str(), mode);
    return path;
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace alhf::testing

#endif  // ALHF_TESTS_UNIT_BASE_SECRET_FOLDER_H_
