// Programs that are started on what cannot work: they end, say where and why,
// and leave nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/support/mini_system.h"
#include "tests/support/process.h"

namespace alhf::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Ne;
using ::testing::Optional;

class BadStartTest : public ::testing::Test {
 protected:
  void SetUp() override {
    home_ = "/tmp/alhf-XXXXXX";
    ASSERT_NE(mkdtemp(home_.data()), nullptr);
  }
  void TearDown() override { std::filesystem::remove_all(home_); }

  std::string Write(const std::string& name, const std::string& text) {
    const std::string path = home_ + "/" + name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  CommandResult Start(const std::string& program, const std::string& config,
                      std::string listen = "") {
    if (listen.empty()) listen = "unix:" + home_ + "/run/a.sock";
    return RunCommand({MiniSystem::Program(program), "--config", config,
                       "--data", home_ + "/data", "--listen", listen});
  }

  CommandResult StartCoordinator(const std::string& config) {
    return RunCommand(
        {MiniSystem::Program("alhf-coordinator"), "--config", config});
  }

  std::string home_;
};

// It ended by itself, and not as if all were well.
void ExpectRefused(const CommandResult& result,
                   const std::vector<std::string>& words) {
  EXPECT_THAT(result.exit_code, Optional(AllOf(Ne(0), ::testing::Gt(0))));
  for (const std::string& word : words) {
    EXPECT_THAT(result.err, HasSubstr(word));
  }
}

TEST_F(BadStartTest, TypingErrorsAreNamedByFileLineAndColumn) {
  const std::string coordinator =
      Write("coordinator.textproto", "data_folder: '/tmp/x'\n  lissen: 'y'\n");
  ExpectRefused(StartCoordinator(coordinator), {coordinator + ":2:"});
  const std::string retriever =
      Write("retriever.textproto", "folder: '/tmp'\nmax_passages: 'many'\n");
  ExpectRefused(Start("alhf-retriever", retriever), {retriever + ":2:"});
  const std::string generator =
      Write("sql_generator.textproto", "databases {\n  name 'company'\n}\n");
  ExpectRefused(Start("alhf-sql-generator", generator), {generator + ":2:"});
  const std::string semantic =
      Write("semantic.textproto", "measures { name: 'a' tabel: 'b' }\n");
  const std::string with_semantic =
      Write("with_semantic.textproto",
            absl::StrCat("semantic_file: '", semantic,
                         "'\ndatabases { name: 'company' uri: 'sqlite:",
                         ALHF_SAMPLE_DATABASE, "' }\n"));
  ExpectRefused(Start("alhf-sql-generator", with_semantic), {semantic + ":1:"});
}

TEST_F(BadStartTest, FilesAndFoldersThatAreNotThere) {
  ExpectRefused(StartCoordinator(home_ + "/nowhere.textproto"),
                {home_ + "/nowhere.textproto"});
  ExpectRefused(Start("alhf-retriever",
                      Write("r.textproto", "folder: '/no/such/folder'\n")),
                {"/no/such/folder"});
}

TEST_F(BadStartTest, OnlySocketsOfTheOwnerAreListenedOn) {
  Write("page.md", "# A page\n");
  const std::string folder =
      Write("r.textproto", absl::StrCat("folder: '", home_, "'\n"));
  ExpectRefused(Start("alhf-retriever", folder, "127.0.0.1:5001"),
                {"127.0.0.1:5001"});
  ExpectRefused(
      StartCoordinator(
          Write("c.textproto", absl::StrCat("data_folder: '", home_, "/data'\n",
                                            "listen: '0.0.0.0:5000'\n"))),
      {"0.0.0.0:5000"});
  ExpectRefused(Start("alhf-retriever", folder,
                      absl::StrCat("unix:", home_, "/", std::string(120, 'l'))),
                {"long"});
}

TEST_F(BadStartTest, ADataFolderHasOneProcess) {
  const std::string config = Write(
      "c.textproto", absl::StrCat("data_folder: '", home_, "/data'\n",
                                  "listen: 'unix:", home_, "/run/a.sock'\n"));
  const std::string second = Write(
      "d.textproto", absl::StrCat("data_folder: '", home_, "/data'\n",
                                  "listen: 'unix:", home_, "/run/b.sock'\n"));
  const auto first = Process::Start(
      {MiniSystem::Program("alhf-coordinator"), "--config", config},
      home_ + "/first.log");
  ASSERT_TRUE(first.ok()) << first.status();
  const absl::Time deadline = absl::Now() + absl::Seconds(30);
  while (!std::filesystem::exists(home_ + "/run/a.sock")) {
    ASSERT_LT(absl::Now(), deadline) << "the coordinator does not listen";
    ASSERT_TRUE((*first)->Running());
    absl::SleepFor(absl::Milliseconds(10));
  }
  ExpectRefused(StartCoordinator(second), {home_ + "/data"});
  EXPECT_TRUE((*first)->Running());
}

TEST_F(BadStartTest, WrongArgumentsAreUsageErrors) {
  for (const char* program : {"alhf-coordinator", "alhf-retriever",
                              "alhf-sql-generator", "alhf-answer-writer"}) {
    SCOPED_TRACE(program);
    const CommandResult wrong =
        RunCommand({MiniSystem::Program(program), "--no-such-option"});
    EXPECT_THAT(wrong.exit_code, Optional(2));
    EXPECT_THAT(wrong.err, HasSubstr("--help"));
    const CommandResult help =
        RunCommand({MiniSystem::Program(program), "--help"});
    EXPECT_THAT(help.exit_code, Optional(0));
    EXPECT_THAT(help.out, HasSubstr("--config"));
  }
}

}  // namespace
}  // namespace alhf::testing
