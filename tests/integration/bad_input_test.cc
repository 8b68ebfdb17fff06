// Bad input over the wire: each a clear error with its reason, and nothing
// lost or half-written.
#include <gmock/gmock.h>
#include <grpcpp/client_context.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "alhf/testing/status_matchers.h"
#include "base/grpc_status.h"
#include "tests/integration/system_test.h"

namespace alhf::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using enum absl::StatusCode;

// Valid nowhere in UTF-8.
constexpr char kNotUtf8[] = "caf\xe9 orders";

class BadInputTest : public SystemTest {
 protected:
  void SetUp() override { ASSERT_NO_FATAL_FAILURE(StartSystem()); }

  v1::SubmitFeedbackRequest Detached(const std::string& words) {
    v1::SubmitFeedbackRequest request;
    request.mutable_record()->set_text(words);
    request.mutable_record()->mutable_exchange()->set_question(kWeeks);
    request.mutable_record()->mutable_exchange()->set_answer("Many.");
    return request;
  }

  // The number of records and the end of the log: what a refused request
  // must not change.
  std::string Written(Conversation& talk) {
    const auto status = talk.Status();
    EXPECT_TRUE(status.ok()) << status.status();
    if (!status.ok()) return "";
    return absl::StrCat(status->records(), " records, position ",
                        status->position().sequence());
  }
};

TEST_F(BadInputTest, QuestionsThatCannotBeTaken) {
  Conversation talk = Talk("acme");
  EXPECT_THAT(talk.Ask(""), StatusIs(kInvalidArgument, Reason::FIELD_REQUIRED));
  EXPECT_THAT(talk.Ask(std::string(8 * 1024 + 1, 'a')),
              StatusIs(kInvalidArgument, Reason::FIELD_TOO_LARGE));
  EXPECT_THAT(talk.Ask(kNotUtf8),
              StatusIs(kInvalidArgument, Reason::INVALID_UTF8));
  EXPECT_THAT(talk.Plan(""),
              StatusIs(kInvalidArgument, Reason::FIELD_REQUIRED));
  EXPECT_THAT(talk.Plan(kNotUtf8),
              StatusIs(kInvalidArgument, Reason::INVALID_UTF8));
  Conversation nobody = Talk("");
  EXPECT_THAT(nobody.Ask(kWeeks),
              StatusIs(kInvalidArgument, Reason::FIELD_REQUIRED));
  Conversation odd = Talk("../acme");
  EXPECT_THAT(odd.Ask(kWeeks),
              StatusIs(kInvalidArgument, Reason::FIELD_INVALID));
  // Long is not too long, and the system is none the worse.
  EXPECT_TRUE(talk.Ask(std::string(8 * 1024, 'a')).ok());
  EXPECT_TRUE(talk.Ask(kWeeks).ok());
}

TEST_F(BadInputTest, RecordsThatCannotBeTakenLeaveNothingBehind) {
  Conversation talk = Talk("acme");
  ASSERT_OK(talk.Submit(Detached(kIsoFeedback)).status());
  const std::string before = Written(talk);
  EXPECT_THAT(talk.Submit(Detached("")),
              StatusIs(kInvalidArgument, Reason::FIELD_REQUIRED));
  EXPECT_THAT(talk.Submit(Detached(std::string(16 * 1024 + 1, 'a'))),
              StatusIs(kInvalidArgument, Reason::FIELD_TOO_LARGE));
  EXPECT_THAT(talk.Submit(Detached(kNotUtf8)),
              StatusIs(kInvalidArgument, Reason::INVALID_UTF8));
  v1::SubmitFeedbackRequest request = Detached(kIsoFeedback);
  request.mutable_record()->mutable_exchange()->set_question(
      std::string(8 * 1024 + 1, 'a'));
  EXPECT_THAT(talk.Submit(request),
              StatusIs(kInvalidArgument, Reason::FIELD_TOO_LARGE));
  request = Detached(kIsoFeedback);
  request.mutable_record()->add_assign_to("nobody");
  EXPECT_THAT(talk.Submit(request),
              StatusIs(kNotFound, Reason::COMPONENT_NOT_FOUND));
  request = Detached(kIsoFeedback);
  request.mutable_record()->set_kind(v1::RECORD_MISAPPLIED);
  request.mutable_record()->add_about_lessons("l-nowhere-1");
  EXPECT_THAT(talk.Submit(request),
              StatusIs(kNotFound, Reason::LESSON_NOT_FOUND));
  request = v1::SubmitFeedbackRequest();
  request.mutable_record()->set_text(kIsoFeedback);
  request.mutable_record()->mutable_exchange()->set_id("x-nowhere");
  EXPECT_THAT(talk.Submit(request),
              StatusIs(kNotFound, Reason::EXCHANGE_NOT_FOUND));
  EXPECT_EQ(Written(talk), before);
}

TEST_F(BadInputTest, ThingsThatAreNotThere) {
  Conversation talk = Talk("acme");
  EXPECT_THAT(talk.Forget("l-nowhere-1"),
              StatusIs(kNotFound, Reason::LESSON_NOT_FOUND));
  EXPECT_THAT(talk.Record("f-nowhere"),
              StatusIs(kNotFound, Reason::RECORD_NOT_FOUND));
  grpc::ClientContext context;
  v1::ListLessonsRequest request;
  request.set_tenant("acme");
  request.set_component("nobody");
  v1::ListLessonsResponse response;
  EXPECT_THAT(FromGrpcStatus(system().coordinator().ListLessons(
                  &context, request, &response)),
              StatusIs(kNotFound, Reason::COMPONENT_NOT_FOUND));
}

TEST_F(BadInputTest, ARequestIdIsOfOnePayload) {
  Conversation talk = Talk("acme");
  v1::SubmitFeedbackRequest request = Detached(kIsoFeedback);
  request.set_request_id("r-1");
  ASSERT_OK_AND_ASSIGN(const v1::FeedbackStatus first, talk.Submit(request));
  v1::SubmitFeedbackRequest other = Detached("Answer in bullet points.");
  other.set_request_id("r-1");
  const std::string before = Written(talk);
  for (const char* when : {"at once", "after a restart"}) {
    SCOPED_TRACE(when);
    ASSERT_OK_AND_ASSIGN(const v1::FeedbackStatus again, talk.Submit(request));
    EXPECT_EQ(again.record().id(), first.record().id());
    EXPECT_THAT(talk.Submit(other),
                StatusIs(kInvalidArgument, Reason::REQUEST_ID_REUSED));
    EXPECT_EQ(Written(talk), before);
    ASSERT_OK(system().RestartAll());
  }
  // Another tenant's ids are its own.
  Conversation stranger = Talk("other");
  EXPECT_TRUE(stranger.Submit(other).ok());
}

TEST_F(BadInputTest, AnAnswerIsNeverOlderThanAskedFor) {
  Conversation talk = Talk("acme");
  ASSERT_OK(talk.Submit(Detached(kIsoFeedback)).status());
  v1::AskRequest request;
  request.set_tenant("acme");
  request.mutable_query()->set_text(kWeeks);
  *request.mutable_query()->mutable_min_position() = talk.min_position();
  v1::Position& position = *request.mutable_query()->mutable_min_position();
  position.set_sequence(position.sequence() + 1000);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::seconds(20));
  const auto reader = system().coordinator().Ask(&context, request);
  v1::AskEvent event;
  while (reader->Read(&event)) EXPECT_FALSE(event.has_answer());
  EXPECT_THAT(FromGrpcStatus(reader->Finish()),
              StatusIs(kFailedPrecondition, Reason::POSITION_STALE));
}

TEST_F(BadInputTest, SqlInAQuestionIsOnlyWords) {
  Conversation talk = Talk("acme");
  for (const char* question :
       {"DROP TABLE orders", "orders'; DELETE FROM orders; --",
        "How many orders are there\"; ATTACH 'x' AS y; --",
        "SELECT name FROM sqlite_master"}) {
    SCOPED_TRACE(question);
    ASSERT_OK_AND_ASSIGN(const v1::Exchange answer, talk.Ask(question));
    const v1::StepOutput output =
        StepOf(answer, MiniSystem::kSqlGenerator).output();
    EXPECT_TRUE(output.has_refusal()) << output.ShortDebugString();
  }
  ASSERT_OK_AND_ASSIGN(const v1::Exchange answer,
                       talk.Ask("How many orders are there?"));
  const v1::Table table =
      StepOf(answer, MiniSystem::kSqlGenerator).output().table();
  ASSERT_EQ(table.rows_size(), 1);
  EXPECT_EQ(table.rows(0).cells(0).integer(), 22504);
}

// A database of its own, which the test can lock.
class LockedDatabaseTest : public SystemTest {
 protected:
  void SetUp() override {
    folder_ = "/tmp/alhf-XXXXXX";
    ASSERT_NE(mkdtemp(folder_.data()), nullptr);
    MiniSystemOptions options;
    options.database = folder_ + "/own.db";
    std::filesystem::copy_file(ALHF_SAMPLE_DATABASE, options.database);
    ASSERT_NO_FATAL_FAILURE(StartSystem(options));
    ASSERT_EQ(sqlite3_open(options.database.c_str(), &other_), SQLITE_OK);
  }
  void TearDown() override {
    sqlite3_close(other_);
    std::filesystem::remove_all(folder_);
  }

  // Runs a statement of another program that uses the database.
  void Execute(const char* sql) {
    ASSERT_EQ(sqlite3_exec(other_, sql, nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(other_);
  }

  std::string folder_;
  sqlite3* other_ = nullptr;
};

TEST_F(LockedDatabaseTest, IsSaidAndIsOverWithTheLock) {
  Conversation talk = Talk("acme");
  ASSERT_NO_FATAL_FAILURE(Execute("BEGIN EXCLUSIVE"));
  ASSERT_OK_AND_ASSIGN(v1::Exchange answer, talk.Ask(kWeeks));
  v1::Step step = StepOf(answer, MiniSystem::kSqlGenerator);
  EXPECT_THAT(step.error(), HasSubstr("lock")) << answer.DebugString();
  EXPECT_THAT(step.output().table().rows(), IsEmpty());
  ASSERT_EQ(answer.missing_size(), 1) << answer.DebugString();
  EXPECT_EQ(answer.missing(0).component(), MiniSystem::kSqlGenerator);

  ASSERT_NO_FATAL_FAILURE(Execute("ROLLBACK"));
  ASSERT_OK_AND_ASSIGN(answer, talk.Ask(kWeeks));
  step = StepOf(answer, MiniSystem::kSqlGenerator);
  EXPECT_THAT(step.error(), IsEmpty());
  EXPECT_THAT(step.output().table().rows(), Not(IsEmpty()));
}

// A database that cannot be read is said where it is needed; it may come.
void ExpectSaid(const std::string& database) {
  MiniSystemOptions options;
  options.database = database;
  ASSERT_OK_AND_ASSIGN(const auto system, MiniSystem::Start(options));
  Conversation talk(system->coordinator(), "acme");
  ASSERT_OK_AND_ASSIGN(const v1::Exchange answer, talk.Ask(kWeeks));
  EXPECT_THAT(StepOf(answer, MiniSystem::kSqlGenerator).error(),
              HasSubstr(database))
      << answer.DebugString();
}

TEST(UnreadableDatabaseTest, IsNotThere) { ExpectSaid("/no/such.db"); }

TEST(UnreadableDatabaseTest, IsNoDatabase) {
  ExpectSaid(ALHF_SAMPLES_FOLDER "/company/handbook/README.md");
}

}  // namespace
}  // namespace alhf::testing
