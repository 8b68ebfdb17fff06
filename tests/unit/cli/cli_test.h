// The program `alhf` in this process, against a fake coordinator, with a home
// folder of its own.
#ifndef ALHF_TESTS_UNIT_CLI_CLI_TEST_H_
#define ALHF_TESTS_UNIT_CLI_CLI_TEST_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "cli/environment.h"
#include "cli/exit_code.h"
#include "google/protobuf/text_format.h"
#include "tests/unit/cli/fake_coordinator_server.h"

namespace alhf::cli {

// Returns the message that `text` (textproto) is.
template <typename Message>
Message Proto(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message))
      << text;
  return message;
}

// Makes a new folder below the test's temporary one, and removes it in the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

class CliTest : public ::testing::Test {
 protected:
  struct Result {
    ExitCode code;
    std::string out;
    std::string err;
  };

  CliTest();

  // Runs the program with `arguments`; `input` stands on standard input.
  Result Alhf(const std::vector<std::string>& arguments,
              const std::string& input = "") const;

  TemporaryFolder folder_;
  Environment environment_;
  std::string address_;
  // Null: nobody listens.
  std::unique_ptr<FakeCoordinatorServer> server_;
};

}  // namespace alhf::cli

#endif  // ALHF_TESTS_UNIT_CLI_CLI_TEST_H_
