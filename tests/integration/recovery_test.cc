// What is lost when a part of the system is: nothing that was learned, and of
// an answer only that part.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "tests/integration/system_test.h"
#include "tests/support/eventually.h"

namespace alhf::testing {
namespace {

namespace fs = std::filesystem;

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

using RecoveryTest = SystemTest;

v1::Table TableOf(const v1::Exchange& exchange) {
  return StepOf(exchange, MiniSystem::kSqlGenerator).output().table();
}

std::vector<std::string> MissingOf(const v1::Exchange& exchange) {
  std::vector<std::string> names;
  for (const v1::MissingPart& part : exchange.missing()) {
    names.push_back(part.component());
  }
  return names;
}

// What a lesson is, wherever it is stored.
std::vector<std::string> Described(const std::vector<v1::Lesson>& lessons) {
  std::vector<std::string> described;
  for (v1::Lesson lesson : lessons) {
    lesson.clear_position();
    described.push_back(lesson.ShortDebugString());
  }
  std::sort(described.begin(), described.end());
  return described;
}

void TeachWithoutExchange(Conversation& talk, const std::string& question,
                          const std::string& words,
                          v1::FeedbackStatus& status) {
  v1::SubmitFeedbackRequest request;
  request.mutable_record()->set_text(words);
  request.mutable_record()->mutable_exchange()->set_question(question);
  request.mutable_record()->mutable_exchange()->set_answer("An answer.");
  ASSERT_OK_AND_ASSIGN(status, talk.Submit(request));
}

TEST_F(RecoveryTest, ACopiedLogTeachesEmptyComponents) {
  ASSERT_NO_FATAL_FAILURE(StartSystem());
  const std::vector<std::pair<std::string, std::string>> taught = {
      {"acme", kIsoFeedback},
      {"acme", "Answer in bullet points."},
      {"acme", "Never use the archive folder."},
      {"other", "Leave out test accounts."},
  };
  for (const auto& [tenant, words] : taught) {
    Conversation talk = Talk(tenant);
    v1::FeedbackStatus status;
    ASSERT_NO_FATAL_FAILURE(TeachWithoutExchange(talk, kWeeks, words, status));
    EXPECT_THAT(status.lessons(), Not(IsEmpty())) << words;
  }
  std::vector<std::vector<std::string>> before;
  for (const char* tenant : {"acme", "other"}) {
    ASSERT_OK_AND_ASSIGN(const auto lessons, Talk(tenant).Lessons());
    before.push_back(Described(lessons));
  }
  EXPECT_THAT(before[0], Not(IsEmpty()));
  for (const std::string& name : MiniSystem::Components()) {
    ASSERT_OK(system().Stop(name));
  }
  ASSERT_OK(system().Stop(MiniSystem::kCoordinator));

  MiniSystemOptions options;
  options.log_from = system().DataFolder(MiniSystem::kCoordinator);
  ASSERT_OK_AND_ASSIGN(const auto copy, MiniSystem::Start(options));
  std::vector<std::vector<std::string>> after;
  for (const char* tenant : {"acme", "other"}) {
    ASSERT_OK(copy->AwaitServing(tenant));
    Conversation talk(copy->coordinator(), tenant);
    ASSERT_OK_AND_ASSIGN(const auto lessons, talk.Lessons());
    after.push_back(Described(lessons));
  }
  EXPECT_EQ(after, before);
  Conversation talk(copy->coordinator(), "acme");
  ASSERT_OK_AND_ASSIGN(const v1::Exchange answer, talk.Ask(kWeeksReworded));
  EXPECT_EQ(TableOf(answer).dialect(), "postgresql");
}

// Flips a bit in the largest file of `folder` that ends with `suffix`, in the
// first half: at the end of a table is what LevelDB does not read.
void FlipBit(const fs::path& folder, const std::string& suffix) {
  fs::path largest;
  uintmax_t size = 0;
  for (const auto& file : fs::directory_iterator(folder)) {
    if (file.path().extension() != suffix || file.file_size() <= size) continue;
    largest = file.path();
    size = file.file_size();
  }
  ASSERT_GT(size, 0u) << folder << suffix;
  const auto place = static_cast<std::streamoff>(size / 3);
  std::fstream bytes(largest, std::ios::in | std::ios::out | std::ios::binary);
  bytes.seekg(place);
  const char flipped = static_cast<char>(bytes.get() ^ 1);
  bytes.seekp(place);
  bytes.put(flipped);
}

int CountSetAside(const fs::path& folder) {
  int found = 0;
  for (const auto& each : fs::directory_iterator(folder.parent_path())) {
    found +=
        absl::StartsWith(each.path().string(), folder.string() + ".damaged-");
  }
  return found;
}

// DISK_03
TEST_F(RecoveryTest, ADamagedMemoryIsSetAsideAndRebuilt) {
  ASSERT_NO_FATAL_FAILURE(StartSystem());
  Conversation talk = Talk("acme");
  v1::FeedbackStatus status;
  ASSERT_NO_FATAL_FAILURE(
      TeachWithoutExchange(talk, kWeeks, kIsoFeedback, status));
  ASSERT_THAT(Learners(status), ElementsAre(MiniSystem::kSqlGenerator));
  ASSERT_OK_AND_ASSIGN(const auto lessons, talk.Lessons());
  const std::string folder = system().DataFolder(MiniSystem::kSqlGenerator);
  int set_aside = 0;
  // What was written since the start lies in the log; a start makes a table.
  for (const std::string file : {".log", ".ldb"}) {
    SCOPED_TRACE(file);
    ASSERT_OK(system().Stop(MiniSystem::kSqlGenerator));
    if (file == ".ldb") {
      ASSERT_OK(system().StartProcess(MiniSystem::kSqlGenerator));
      ASSERT_OK(system().AwaitServing(talk.tenant()));
      ASSERT_OK(system().Stop(MiniSystem::kSqlGenerator));
    }
    ASSERT_NO_FATAL_FAILURE(FlipBit(folder, file));
    ASSERT_OK(system().StartProcess(MiniSystem::kSqlGenerator));
    ASSERT_OK(system().AwaitServing(talk.tenant()));
    EXPECT_EQ(CountSetAside(folder), ++set_aside);
    ASSERT_OK_AND_ASSIGN(const auto again, talk.Lessons());
    EXPECT_EQ(Described(again), Described(lessons));
    ASSERT_OK_AND_ASSIGN(const v1::Exchange answer, talk.Ask(kWeeksReworded));
    EXPECT_EQ(TableOf(answer).dialect(), "postgresql");
  }
  EXPECT_THAT(system().Log(MiniSystem::kSqlGenerator),
              HasSubstr("a damaged memory is set aside and will be rebuilt"));
}

TEST_F(RecoveryTest, ADeadComponentCostsOnlyItsPart) {
  ASSERT_NO_FATAL_FAILURE(StartSystem());
  Conversation talk = Talk("acme");
  system().Kill(MiniSystem::kRetriever);
  ASSERT_OK_AND_ASSIGN(v1::Exchange answer, talk.Ask(kWeeks));
  EXPECT_THAT(MissingOf(answer), ElementsAre(MiniSystem::kRetriever));
  EXPECT_THAT(TableOf(answer).rows(), Not(IsEmpty()));
  EXPECT_THAT(answer.answer(), Not(IsEmpty()));

  // Without the part that the question needs: said, not made up.
  ASSERT_OK_AND_ASSIGN(answer, talk.Ask(kLeave));
  EXPECT_THAT(MissingOf(answer), Contains(MiniSystem::kRetriever));
  EXPECT_THAT(answer.answer(), Not(HasSubstr("28")));

  // The writer is not there: what the others found still is.
  ASSERT_OK(system().StartProcess(MiniSystem::kRetriever));
  ASSERT_OK(system().AwaitServing());
  system().Kill(MiniSystem::kAnswerWriter);
  ASSERT_OK_AND_ASSIGN(answer, talk.Ask(kLeave));
  EXPECT_THAT(MissingOf(answer), ElementsAre(MiniSystem::kAnswerWriter));
  EXPECT_THAT(StepOf(answer, MiniSystem::kRetriever).output().passages(),
              Not(IsEmpty()));
}

TEST_F(RecoveryTest, AComponentThatHangsCostsOnlyItsPart) {
  MiniSystemOptions options;
  options.coordinator_config = "limits { adjust_ms: 500 run_ms: 2000 }\n";
  ASSERT_NO_FATAL_FAILURE(StartSystem(options));
  Conversation talk = Talk("acme");
  system().process(MiniSystem::kRetriever).Pause();
  ASSERT_OK_AND_ASSIGN(const v1::Exchange answer, talk.Ask(kWeeks));
  EXPECT_THAT(MissingOf(answer), ElementsAre(MiniSystem::kRetriever));
  EXPECT_THAT(TableOf(answer).rows(), Not(IsEmpty()));
  system().process(MiniSystem::kRetriever).Continue();
  EXPECT_TRUE(Eventually([&] {
    const auto later = talk.Ask(kLeave);
    return later.ok() && later->missing().empty();
  }));
}

TEST_F(RecoveryTest, AMemberThatWasAwayLearnsWhenItIsBack) {
  ASSERT_NO_FATAL_FAILURE(StartSystem());
  Conversation talk = Talk("acme");
  // A member from the first record on.
  v1::FeedbackStatus status;
  ASSERT_NO_FATAL_FAILURE(
      TeachWithoutExchange(talk, kLeave, "Answer in bullet points.", status));
  system().Kill(MiniSystem::kSqlGenerator);

  v1::SubmitFeedbackRequest request;
  request.set_wait_for(v1::WAIT_FOR_ASSESSED);
  request.mutable_record()->set_text(kIsoFeedback);
  request.mutable_record()->mutable_exchange()->set_question(kWeeks);
  request.mutable_record()->mutable_exchange()->set_answer("An answer.");
  ASSERT_OK_AND_ASSIGN(status, talk.Submit(request));
  EXPECT_THAT(Learners(status), IsEmpty());
  EXPECT_THAT(status.assignment().missing(), SizeIs(1));
  const std::string record = status.record().id();

  ASSERT_OK(system().StartProcess(MiniSystem::kSqlGenerator));
  ASSERT_OK(system().AwaitServing(talk.tenant()));
  EXPECT_TRUE(Eventually([&] {
    const auto now = talk.Record(record);
    return now.ok() && now->state() == v1::FEEDBACK_LEARNED &&
           Learners(*now) ==
               std::vector<std::string>{MiniSystem::kSqlGenerator} &&
           now->assignment().revision() == 2;
  }));
  ASSERT_OK_AND_ASSIGN(status, talk.Record(record));
  talk.min_position() = status.position();
  ASSERT_OK_AND_ASSIGN(const v1::Exchange answer, talk.Ask(kWeeksReworded));
  EXPECT_EQ(TableOf(answer).dialect(), "postgresql");
}

TEST_F(RecoveryTest, AComponentThatJoinsByItselfLearnsFromThenOn) {
  MiniSystemOptions options;
  options.joining = {MiniSystem::kSqlGenerator};
  options.absent = {MiniSystem::kSqlGenerator};
  ASSERT_NO_FATAL_FAILURE(StartSystem(options));
  Conversation talk = Talk("acme");
  v1::FeedbackStatus early;
  ASSERT_NO_FATAL_FAILURE(
      TeachWithoutExchange(talk, kWeeks, kIsoFeedback, early));
  EXPECT_THAT(Learners(early), IsEmpty());

  ASSERT_OK(system().StartProcess(MiniSystem::kSqlGenerator));
  ASSERT_OK(system().AwaitServing());
  v1::FeedbackStatus late;
  ASSERT_NO_FATAL_FAILURE(
      TeachWithoutExchange(talk, kWeeks, kIsoFeedback, late));
  EXPECT_THAT(Learners(late), ElementsAre(MiniSystem::kSqlGenerator));
  ASSERT_OK_AND_ASSIGN(const auto lessons, talk.Lessons());
  for (const v1::Lesson& lesson : lessons) {
    EXPECT_EQ(lesson.sources(0).record_id(), late.record().id());
  }

  // It stops as asked, and is missed until its membership ends.
  ASSERT_OK(system().Stop(MiniSystem::kSqlGenerator));
  ASSERT_OK_AND_ASSIGN(v1::Plan plan, talk.Plan(kWeeksReworded));
  ASSERT_THAT(plan.missing(), SizeIs(1));
  EXPECT_EQ(plan.missing(0).component(), MiniSystem::kSqlGenerator);
  EXPECT_TRUE(plan.degraded());
  const CommandResult listed =
      system().Alhf({"components", "--tenant", talk.tenant()});
  EXPECT_THAT(listed.out, HasSubstr("it has left"));
  ASSERT_OK_AND_ASSIGN(plan, Talk("other").Plan(kWeeksReworded));
  EXPECT_THAT(plan.missing(), IsEmpty()) << "it was no member there";
  const CommandResult removed =
      system().Alhf({"remove-component", MiniSystem::kSqlGenerator, "--tenant",
                     talk.tenant()});
  EXPECT_EQ(removed.exit_code, 0) << removed.err;
  ASSERT_OK_AND_ASSIGN(plan, talk.Plan(kWeeksReworded));
  EXPECT_THAT(plan.missing(), IsEmpty());
}

TEST_F(RecoveryTest, WhatIsDurableSurvivesAPowerCut) {
  ASSERT_NO_FATAL_FAILURE(StartSystem());
  Conversation talk = Talk("acme");
  v1::SubmitFeedbackRequest request;
  request.set_wait_for(v1::WAIT_FOR_DURABLE);
  request.mutable_record()->set_text(kIsoFeedback);
  request.mutable_record()->mutable_exchange()->set_question(kWeeks);
  request.mutable_record()->mutable_exchange()->set_answer("An answer.");
  ASSERT_OK_AND_ASSIGN(const v1::FeedbackStatus status, talk.Submit(request));
  for (const std::string& name : MiniSystem::Components()) {
    system().Kill(name);
  }
  system().Kill(MiniSystem::kCoordinator);

  for (const std::string& name : MiniSystem::Components()) {
    ASSERT_OK(system().StartProcess(name));
  }
  ASSERT_OK(system().StartProcess(MiniSystem::kCoordinator));
  ASSERT_OK(system().AwaitServing(talk.tenant()));
  EXPECT_TRUE(Eventually([&] {
    const auto now = talk.Record(status.record().id());
    return now.ok() && now->state() == v1::FEEDBACK_LEARNED &&
           !now->lessons().empty();
  }));
}

}  // namespace
}  // namespace alhf::testing
