// Texts that a person has looked at once, kept below tests/golden.
//
//   EXPECT_EQ(prompt, Golden("prompts/sql_generator.txt", prompt));
//
// With the environment variable ALHF_UPDATE_GOLDEN set, the file is written
// instead, and the difference is for `git diff` to show.
#ifndef ALHF_TESTS_SUPPORT_GOLDEN_H_
#define ALHF_TESTS_SUPPORT_GOLDEN_H_

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace alhf::testing {

// Returns what the file `name` holds; a file that is missing holds nothing.
inline std::string Golden(const std::string& name, const std::string& now) {
  const std::string path = std::string(ALHF_GOLDEN_FOLDER "/") + name;
  if (std::getenv("ALHF_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << now;
  }
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file),
          std::istreambuf_iterator<char>()};
}

}  // namespace alhf::testing

#endif  // ALHF_TESTS_SUPPORT_GOLDEN_H_
