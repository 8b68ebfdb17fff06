// `ServeMain` as users have it: the program of the example, as a process.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "absl/strings/match.h"
#include "tests/unit/sdk/src/served_component.h"

namespace alhf::sdk {
namespace {

class ServeMainTest : public ::testing::Test {
 protected:
  // Starts the program; its standard error goes to a file.
  pid_t Start(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), ALHF_HELLO_PROGRAM);
    const std::string log = Log();
    const pid_t pid = fork();
    if (pid != 0) return pid;
    if (freopen(log.c_str(), "w", stderr) == nullptr ||
        freopen("/dev/null", "w", stdout) == nullptr) {
      _exit(126);
    }
    std::vector<char*> argv;
    for (std::string& each : arguments) argv.push_back(each.data());
    argv.push_back(nullptr);
    execv(argv[0], argv.data());
    _exit(127);
  }
  static int ExitCode(pid_t pid) {
    int status = 0;
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  int Run(const std::vector<std::string>& arguments) {
    return ExitCode(Start(arguments));
  }
  std::string Log() const { return folder_.path() + "/log"; }
  std::string Said() const {
    std::stringstream text;
    text << std::ifstream(Log()).rdbuf();
    return text.str();
  }
  std::string Data() const { return folder_.path() + "/data"; }
  std::string Socket() const {
    return "unix:" + folder_.path() + "/run/hello.sock";
  }

  TemporaryFolder folder_;
};

TEST_F(ServeMainTest, ServesUntilToldToStop) {
  for (const int signal : {SIGTERM, SIGINT}) {
    const pid_t pid = Start({"--data", Data(), "--listen", Socket()});
    const auto stub = v1::Feedback::NewStub(
        grpc::CreateChannel(Socket(), grpc::InsecureChannelCredentials()));
    grpc::ClientContext context;
    context.set_wait_for_ready(true);
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::seconds(30));
    v1::GetManifestResponse response;
    const grpc::Status status = stub->GetManifest(&context, {}, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(response.manifest().name(), "answer_tone");
    ASSERT_EQ(kill(pid, signal), 0);
    EXPECT_EQ(ExitCode(pid), 0) << Said();
  }
}

TEST_F(ServeMainTest, WhatIsNotSaidLiesBelowItsHome) {
  setenv("ALHF_HOME", folder_.path().c_str(), /*overwrite=*/1);
  const pid_t pid = Start({});
  unsetenv("ALHF_HOME");
  const std::string socket = "unix:" + folder_.path() + "/run/answer_tone.sock";
  const auto stub = v1::Feedback::NewStub(
      grpc::CreateChannel(socket, grpc::InsecureChannelCredentials()));
  grpc::ClientContext context;
  context.set_wait_for_ready(true);
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::seconds(30));
  v1::GetManifestResponse response;
  const grpc::Status status = stub->GetManifest(&context, {}, &response);
  EXPECT_TRUE(status.ok()) << status.error_message() << Said();
  ASSERT_EQ(kill(pid, SIGTERM), 0);
  EXPECT_EQ(ExitCode(pid), 0) << Said();
  EXPECT_TRUE(
      std::filesystem::exists(folder_.path() + "/data/answer_tone/CURRENT"));
}

TEST_F(ServeMainTest, HelpIsNoError) { EXPECT_EQ(Run({"--help"}), 0); }

TEST_F(ServeMainTest, WrongArgumentsAreTwo) {
  EXPECT_EQ(Run({"--data", Data(), "--listen", Socket(), "--unknown"}), 2);
  EXPECT_EQ(Run({"--data", Data(), "--listen", Socket(), "--queue", "0"}), 2);
  EXPECT_EQ(Run({"--data", Data(), "--listen", Socket(), "--drain-ms", "x"}),
            2);
}

TEST_F(ServeMainTest, WhatStopsItIsOneAndSaid) {
  EXPECT_EQ(Run({"--data", Data(), "--listen", "localhost:7000"}), 1);
  EXPECT_TRUE(absl::StrContains(Said(), "ADDRESS_REFUSED")) << Said();
  std::ofstream(Data()) << "text";
  EXPECT_EQ(Run({"--data", Data(), "--listen", Socket()}), 1);
  EXPECT_TRUE(absl::StrContains(Said(), "CONFIG_INVALID")) << Said();
}

// The configuration is read by the component's own code.
TEST(ServeMainFactoryTest, AFactorysErrorIsOne) {
  std::vector<std::string> words = {
      "program",  "--data", "/nowhere/data", "--listen", "unix:/nowhere/a.sock",
      "--config", "broken"};
  std::vector<char*> argv;
  for (std::string& each : words) argv.push_back(each.data());
  EXPECT_EQ(
      ServeMain(static_cast<int>(argv.size()), argv.data(), {.name = "program"},
                [](const std::string& path)
                    -> absl::StatusOr<std::unique_ptr<Component>> {
                  EXPECT_EQ(path, "broken");
                  return absl::InvalidArgumentError("broken:1:2: no");
                }),
      1);
}

}  // namespace
}  // namespace alhf::sdk
