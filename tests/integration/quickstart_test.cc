// deploy/quickstart on the programs of this build: it plays, it can be run
// twice, it stops; and it does the same on other data.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/mini_system.h"
#include "tests/support/process.h"

namespace alhf::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Optional;

class QuickstartTest : public ::testing::Test {
 protected:
  void SetUp() override {
    home_ = "/tmp/alhf-XXXXXX";
    ASSERT_NE(mkdtemp(home_.data()), nullptr);
  }
  void TearDown() override {
    Quickstart({"--stop"});
    std::filesystem::remove_all(home_);
  }

  CommandResult Quickstart(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), ALHF_SAMPLES_FOLDER "/../quickstart");
    return RunCommand(
        arguments,
        {"ALHF_HOME=" + home_ + "/home", "XDG_STATE_HOME=" + home_ + "/state",
         "ALHF_BIN=" ALHF_BIN_FOLDER},
        absl::Minutes(2));
  }

  CommandResult Alhf(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), MiniSystem::Program("alhf"));
    return RunCommand(arguments, {"ALHF_HOME=" + home_ + "/home",
                                  "XDG_STATE_HOME=" + home_ + "/state"});
  }

  // The sample company as nobody here knows it: other tables, other folders.
  std::string OtherDatabase() {
    const std::string path = home_ + "/Vessel Data.sqlite";
    std::filesystem::copy_file(ALHF_SAMPLE_DATABASE, path);
    sqlite3* database = nullptr;
    EXPECT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database,
                           "ALTER TABLE orders RENAME TO voyages;"
                           "ALTER TABLE voyages RENAME order_date TO sailed_on;"
                           "ALTER TABLE customers RENAME TO passengers;",
                           nullptr, nullptr, nullptr),
              SQLITE_OK)
        << sqlite3_errmsg(database);
    sqlite3_close(database);
    return path;
  }
  std::string OtherDocuments() {
    const std::string path = home_ + "/log book";
    std::filesystem::create_directory(path);
    std::filesystem::copy(ALHF_SAMPLES_FOLDER "/company/handbook/people",
                          path + "/crew",
                          std::filesystem::copy_options::recursive);
    return path;
  }

  std::string home_;
};

TEST_F(QuickstartTest, PlaysTwiceAndStops) {
  const CommandResult first = Quickstart({});
  ASSERT_THAT(first.exit_code, Optional(0)) << first.out << first.err;
  EXPECT_THAT(first.out,
              AllOf(HasSubstr("ISO"), HasSubstr("word for word"),
                    HasSubstr("--stop"), Not(HasSubstr("runs already"))));
  const CommandResult second = Quickstart({});
  ASSERT_THAT(second.exit_code, Optional(0)) << second.out << second.err;
  EXPECT_THAT(second.out,
              AllOf(HasSubstr("runs already"), HasSubstr("word for word")));
  const CommandResult stopped = Quickstart({"--stop"});
  EXPECT_THAT(stopped.exit_code, Optional(0));
  EXPECT_THAT(stopped.out, HasSubstr("Stopped"));
  EXPECT_THAT(Quickstart({"--stop"}).out, HasSubstr("Nothing runs"));
}

TEST_F(QuickstartTest, DemoOnlyLeavesNothingRunning) {
  const CommandResult played = Quickstart({"--demo-only"});
  ASSERT_THAT(played.exit_code, Optional(0)) << played.out << played.err;
  EXPECT_THAT(played.out, HasSubstr("Stopped again"));
  EXPECT_THAT(Quickstart({"--stop"}).out, HasSubstr("Nothing runs"));
}

TEST_F(QuickstartTest, BringsTheSameAgentUpOnOwnData) {
  const std::string database = OtherDatabase();
  const std::string documents = OtherDocuments();
  const CommandResult up =
      Quickstart({"--database", database, "--documents", documents});
  ASSERT_THAT(up.exit_code, Optional(0)) << up.out << up.err;
  EXPECT_THAT(up.out,
              AllOf(HasSubstr("vessel_data"), HasSubstr("alhf feedback")));

  const CommandResult count = RunCommand(
      {"sqlite3", database,
       "SELECT COUNT(*) FROM voyages WHERE sailed_on LIKE '2025-%'"});
  const std::string voyages = count.out.substr(0, count.out.find('\n'));
  EXPECT_THAT(Alhf({"ask", "How many voyages were there in 2025?"}).out,
              HasSubstr(voyages));
  const std::string leave =
      "How many days of paid leave do full-time staff have?";
  const CommandResult before = Alhf({"ask", leave});
  EXPECT_THAT(before.out, HasSubstr("crew/leave.md"));
  ASSERT_THAT(
      Alhf({"feedback", "--strict", "Figures as JSON, please."}).exit_code,
      Optional(0));
  EXPECT_THAT(Alhf({"ask", "How many voyages were there in 2024?"}).out,
              HasSubstr("{"));
  EXPECT_EQ(Alhf({"ask", leave}).out, before.out);

  const CommandResult other = Quickstart({});
  EXPECT_THAT(other.exit_code, Optional(1));
  EXPECT_THAT(other.err, HasSubstr("other data"));
}

TEST_F(QuickstartTest, SaysWhatIsWrongWithOwnData) {
  const std::string documents = OtherDocuments();
  const std::string text = home_ + "/notes.db";
  std::ofstream(text) << "no database";
  const std::string empty = home_ + "/empty";
  std::filesystem::create_directory(empty);
  struct Case {
    std::string database;
    std::string documents;
    std::string words;
  };
  for (const Case& c :
       {Case{home_ + "/none.db", documents, "/none.db: there is no such file"},
        Case{text, documents, "/notes.db: the file is not an SQLite database"},
        Case{documents, documents, "it is no file"},
        Case{"mysql://localhost/shop", documents, "postgresql://"},
        Case{"postgresql://127.0.0.1:1/shop", documents, "cannot be used"},
        Case{ALHF_SAMPLE_DATABASE, home_ + "/none", "there is no such folder"},
        Case{ALHF_SAMPLE_DATABASE, empty, "holds no .md"}}) {
    const CommandResult result =
        Quickstart({"--database", c.database, "--documents", c.documents});
    EXPECT_THAT(result.exit_code, Optional(1)) << c.words << result.out;
    EXPECT_THAT(result.err, HasSubstr(c.words));
    EXPECT_THAT(Quickstart({"--stop"}).out, HasSubstr("Nothing runs"));
  }
  EXPECT_THAT(Quickstart({"--database", text}).exit_code, Optional(2));
  EXPECT_THAT(Quickstart({"--documents"}).exit_code, Optional(2));
}

TEST_F(QuickstartTest, SaysWhatIsWrong) {
  EXPECT_THAT(Quickstart({"--help"}).exit_code, Optional(0));
  EXPECT_THAT(Quickstart({"--nonsense"}).exit_code, Optional(2));
  const CommandResult no_programs =
      RunCommand({ALHF_SAMPLES_FOLDER "/../quickstart"},
                 {"ALHF_HOME=" + home_ + "/home", "ALHF_BIN=" + home_});
  EXPECT_THAT(no_programs.exit_code, Optional(1));
  EXPECT_THAT(no_programs.err, HasSubstr("alhf-coordinator"));
}

}  // namespace
}  // namespace alhf::testing
