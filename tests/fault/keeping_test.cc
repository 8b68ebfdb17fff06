// Words that are kept, and words that are gone: backup, restore, rebuild and
// erase, over the whole system, with a look into the files.
#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/fault/memory_export.h"
#include "tests/support/conversation.h"
#include "tests/support/eventually.h"
#include "tests/support/mini_system.h"

namespace alhf::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// Found nowhere else.
constexpr char kMarker[] = "zanzibarmarker";
constexpr char kOther[] = "keptmarker";
constexpr char kQuestion[] = "How many orders were there in 2025?";

class KeepingTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_OK_AND_ASSIGN(system_, MiniSystem::Start()); }

  Conversation Talk() { return {system_->coordinator(), "acme"}; }

  // Teaches a definition whose words have `marker` in them, on an answer that
  // `user` got. Returns the id of the record.
  std::string Teach(const std::string& marker, const std::string& user) {
    const CommandResult asked = Run({"ask", kQuestion, "--user", user});
    EXPECT_EQ(asked.exit_code, 0) << asked.err;
    const CommandResult taught =
        Run({"feedback",
             absl::StrCat("A ", marker,
                          " customer means ordered in the last 90 days."),
             "--user", user, "--wait", "learned", "--json"});
    EXPECT_EQ(taught.exit_code, 0) << taught.err;
    const size_t at = taught.out.find("\"f-");
    return taught.out.substr(at + 1, taught.out.find('"', at + 1) - at - 1);
  }

  CommandResult Run(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--tenant", "acme"});
    return system_->Alhf(arguments);
  }

  // Files of the system that hold `word`, below its data folder.
  std::vector<std::string> FilesWith(const std::string& word) {
    std::vector<std::string> found;
    const std::string data = system_->home() + "/data";
    for (const auto& file :
         std::filesystem::recursive_directory_iterator(data)) {
      if (!file.is_regular_file()) continue;
      std::ifstream in(file.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(in),
                              std::istreambuf_iterator<char>()};
      if (absl::StrContains(bytes, word)) found.push_back(file.path());
    }
    return found;
  }

  void AwaitLearned() { ASSERT_OK(system_->AwaitServing("acme")); }

  std::vector<std::string> LessonTexts() {
    std::vector<std::string> texts;
    const auto lessons = Talk().Lessons();
    if (!lessons.ok()) return {lessons.status().ToString()};
    for (const v1::Lesson& lesson : *lessons) texts.push_back(lesson.text());
    return texts;
  }

  std::unique_ptr<MiniSystem> system_;
};

TEST_F(KeepingTest, AnErasedRecordIsInNoFile) {
  const std::string record = Teach(kMarker, "ann");
  Teach(kOther, "ann");
  // An exchange whose plan has the lesson.
  ASSERT_EQ(
      Run({"ask", absl::StrCat("How many ", kMarker, " customers are there?")})
          .exit_code,
      0);
  EXPECT_THAT(FilesWith(kMarker), Not(IsEmpty()));

  const CommandResult counted = Run({"erase", "--record", record});
  EXPECT_EQ(counted.exit_code, 0) << counted.err;
  EXPECT_THAT(counted.out, HasSubstr("would be erased: 1 record, 1 lesson"));
  EXPECT_THAT(FilesWith(kMarker), Not(IsEmpty()));

  const CommandResult erased = Run({"erase", "--record", record, "--yes"});
  EXPECT_EQ(erased.exit_code, 0) << erased.err;
  EXPECT_THAT(erased.out, HasSubstr("erased: 1 record, 1 lesson"));
  ASSERT_NO_FATAL_FAILURE(AwaitLearned());

  EXPECT_EQ(Run({"record", record}).exit_code, 1);
  EXPECT_THAT(LessonTexts(), Not(Contains(HasSubstr(kMarker))));
  EXPECT_THAT(LessonTexts(), Contains(HasSubstr(kOther)));
  // The question itself was not erased: it is no part of the record.
  const CommandResult user = Run({"erase", "--everything", "--yes"});
  EXPECT_EQ(user.exit_code, 0) << user.err;
  ASSERT_NO_FATAL_FAILURE(AwaitLearned());
  EXPECT_THAT(FilesWith(kMarker), IsEmpty());
  EXPECT_THAT(FilesWith(kOther), IsEmpty());
  EXPECT_THAT(LessonTexts(), IsEmpty());
}

TEST_F(KeepingTest, AnErasedPersonIsInNoFileAndOthersAreLeft) {
  Teach(kMarker, "ann");
  Teach(kOther, "bob");
  const CommandResult erased = Run({"erase", "--user-of", "ann", "--yes"});
  EXPECT_EQ(erased.exit_code, 0) << erased.err;
  ASSERT_NO_FATAL_FAILURE(AwaitLearned());
  EXPECT_THAT(FilesWith(kMarker), IsEmpty());
  EXPECT_THAT(LessonTexts(), ElementsAre(HasSubstr(kOther)));
  // What was erased stays so, and the memory is what the log says.
  ASSERT_OK_AND_ASSIGN(
      const auto before,
      ExportMemory(system_->Address(MiniSystem::kSqlGenerator), "acme"));
  ASSERT_OK(system_->Stop(MiniSystem::kSqlGenerator));
  system_->DeleteData(MiniSystem::kSqlGenerator);
  ASSERT_OK(system_->StartProcess(MiniSystem::kSqlGenerator));
  ASSERT_NO_FATAL_FAILURE(AwaitLearned());
  EXPECT_TRUE(Eventually([&] {
    const auto rebuilt =
        ExportMemory(system_->Address(MiniSystem::kSqlGenerator), "acme");
    return rebuilt.ok() && *rebuilt == before;
  }));
  EXPECT_THAT(FilesWith(kMarker), IsEmpty());
}

TEST_F(KeepingTest, AComponentThatWasAwayErasesWhenItIsBack) {
  const std::string record = Teach(kMarker, "ann");
  ASSERT_OK(system_->Stop(MiniSystem::kSqlGenerator));
  const CommandResult erased = Run({"erase", "--record", record, "--yes"});
  EXPECT_EQ(erased.exit_code, 0) << erased.err;
  EXPECT_THAT(erased.out, HasSubstr("not confirmed yet: sql_generator"));
  EXPECT_THAT(FilesWith(kMarker), Not(IsEmpty()));
  ASSERT_OK(system_->StartProcess(MiniSystem::kSqlGenerator));
  ASSERT_NO_FATAL_FAILURE(AwaitLearned());
  EXPECT_THAT(FilesWith(kMarker), IsEmpty());
}

TEST_F(KeepingTest, ARebuiltMemoryIsTheSame) {
  Teach(kMarker, "ann");
  ASSERT_OK_AND_ASSIGN(
      const auto before,
      ExportMemory(system_->Address(MiniSystem::kSqlGenerator), "acme"));
  const CommandResult rebuilt = Run({"rebuild", "sql_generator"});
  EXPECT_EQ(rebuilt.exit_code, 0) << rebuilt.err;
  EXPECT_TRUE(Eventually([&] {
    return absl::StrContains(system_->Log(MiniSystem::kCoordinator),
                             "component is rebuilt") &&
           system_->AwaitServing("acme").ok();
  }));
  ASSERT_OK_AND_ASSIGN(
      const auto after,
      ExportMemory(system_->Address(MiniSystem::kSqlGenerator), "acme"));
  EXPECT_TRUE(before == after);
  EXPECT_EQ(Run({"rebuild", "nobody"}).exit_code, 1);
}

TEST_F(KeepingTest, ABackupHoldsWhatWasTaughtAndNotWhatWasErasedSince) {
  const std::string record = Teach(kMarker, "ann");
  Teach(kOther, "bob");
  const std::string backup = system_->home() + "/backup";
  const CommandResult copied = Run({"backup", backup});
  EXPECT_EQ(copied.exit_code, 0) << copied.err;
  EXPECT_EQ(Run({"backup", backup}).exit_code, 1) << "it is not empty";
  Teach("latermarker", "bob");
  ASSERT_EQ(Run({"erase", "--record", record, "--yes"}).exit_code, 0);

  const std::vector<std::string> restore = {
      MiniSystem::Program("alhf-coordinator"), "--config",
      system_->ConfigPath(MiniSystem::kCoordinator), "--restore", backup};
  const CommandResult running = RunCommand(restore);
  EXPECT_EQ(running.exit_code, 1);
  EXPECT_THAT(running.err, HasSubstr("another process holds"));
  ASSERT_OK(system_->Stop(MiniSystem::kCoordinator));
  const CommandResult restored = RunCommand(restore);
  EXPECT_EQ(restored.exit_code, 0) << restored.err;
  EXPECT_THAT(restored.out, HasSubstr("1 erasures since the backup"));
  ASSERT_OK(system_->StartProcess(MiniSystem::kCoordinator));
  ASSERT_NO_FATAL_FAILURE(AwaitLearned());

  EXPECT_THAT(LessonTexts(), ElementsAre(HasSubstr(kOther)));
  const auto lessons =
      Talk().Plan(absl::StrCat("How many ", kOther, " customers are there?"));
  ASSERT_TRUE(lessons.ok()) << lessons.status();
  EXPECT_FALSE(lessons->degraded());
  const std::string coordinator =
      system_->DataFolder(MiniSystem::kCoordinator) + "/log/";
  EXPECT_THAT(FilesWith(absl::StrCat(kMarker, " customer means")),
              Not(Contains(HasSubstr(coordinator))));
}

TEST_F(KeepingTest, ADamagedLogIsRepairedAndWhatItLostIsNamed) {
  const std::string record = Teach(kMarker, "ann");
  Teach(kOther, "bob");
  ASSERT_OK(system_->Stop(MiniSystem::kCoordinator));
  // The record's own words, not those of what was learned from it.
  int flipped = 0;
  for (const std::string& file : FilesWith(record)) {
    if (!absl::StrContains(file, "/log/entries/")) continue;
    std::string bytes;
    {
      std::ifstream in(file, std::ios::binary);
      bytes.assign(std::istreambuf_iterator<char>(in), {});
    }
    bytes[bytes.find(record) + 2] ^= 1;
    std::ofstream(file, std::ios::binary) << bytes;
    ++flipped;
  }
  ASSERT_EQ(flipped, 1);
  ASSERT_OK(system_->StartProcess(MiniSystem::kCoordinator));
  EXPECT_EQ(system_->process(MiniSystem::kCoordinator).Await(absl::Seconds(20)),
            1);
  EXPECT_THAT(system_->Log(MiniSystem::kCoordinator),
              HasSubstr("alhf-coordinator --repair"));

  const CommandResult repaired =
      RunCommand({MiniSystem::Program("alhf-coordinator"), "--config",
                  system_->ConfigPath(MiniSystem::kCoordinator), "--repair"});
  EXPECT_EQ(repaired.exit_code, 0) << repaired.err;
  EXPECT_THAT(repaired.out, HasSubstr("of tenant acme, RECORD by"));
  EXPECT_THAT(repaired.out, HasSubstr("1 are lost"));
  ASSERT_OK(system_->StartProcess(MiniSystem::kCoordinator));
  ASSERT_NO_FATAL_FAILURE(AwaitLearned());
  EXPECT_EQ(Run({"record", record}).exit_code, 1);
  // Both lessons stand in entries of their own, which are whole.
  EXPECT_THAT(LessonTexts(),
              ElementsAre(HasSubstr(kMarker), HasSubstr(kOther)));
  Teach("latermarker", "bob");
  EXPECT_THAT(LessonTexts(), Contains(HasSubstr("latermarker")));
}

}  // namespace
}  // namespace alhf::testing
