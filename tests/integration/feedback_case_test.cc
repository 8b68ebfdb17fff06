// The case that the project was made for, over real processes and a real
// PostgreSQL: one sentence of feedback changes the answers that it should, and
// no others, for as long as nobody forgets it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/integration/system_test.h"
#include "tests/support/postgres_server.h"
#include "tests/support/process.h"

namespace alhf::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Optional;

// Rows as text: one way to compare what three programs return.
using Rows = std::vector<std::vector<std::string>>;

constexpr char kSqliteWeeks[] =
    "SELECT CAST(strftime('%Y', order_date) AS INTEGER),"
    " CAST(strftime('%W', order_date) AS INTEGER), COUNT(*) FROM orders"
    " WHERE order_date LIKE '2025-%' GROUP BY 1, 2 ORDER BY 1, 2";
constexpr char kIsoWeeks[] =
    "SELECT to_char(order_date, 'IYYY')::int, to_char(order_date, 'IW')::int,"
    " COUNT(*) FROM orders"
    " WHERE order_date BETWEEN DATE '2025-01-01' AND DATE '2025-12-31'"
    " GROUP BY 1, 2 ORDER BY 1, 2";

Rows RowsOf(const std::string& text) {
  Rows rows;
  for (absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    rows.push_back(absl::StrSplit(line, '|'));
  }
  return rows;
}

std::string TextOf(const v1::Cell& cell) {
  switch (cell.value_case()) {
    case v1::Cell::kText:
      return cell.text();
    case v1::Cell::kInteger:
      return absl::StrCat(cell.integer());
    case v1::Cell::kNumber:
      return absl::StrCat(cell.number());
    case v1::Cell::kBoolean:
      return cell.boolean() ? "t" : "f";
    case v1::Cell::VALUE_NOT_SET:
      return "";
  }
  return "?";
}

Rows RowsOf(const v1::Table& table) {
  Rows rows;
  for (const v1::Row& row : table.rows()) {
    rows.emplace_back();
    for (const v1::Cell& cell : row.cells()) {
      rows.back().push_back(TextOf(cell));
    }
  }
  return rows;
}

v1::Table TableOf(const v1::Exchange& exchange) {
  return StepOf(exchange, MiniSystem::kSqlGenerator).output().table();
}

Rows RunOnSqlite(const std::string& sql) {
  const CommandResult result =
      RunCommand({"/usr/bin/sqlite3", "-readonly", ALHF_SAMPLE_DATABASE, sql});
  EXPECT_THAT(result.exit_code, Optional(0)) << sql << "\n" << result.err;
  return RowsOf(result.out);
}

class FeedbackCaseTest : public SystemTest {
 protected:
  void SetUp() override {
    ASSERT_OK_AND_ASSIGN(postgres_, PostgresServer::Start());
    ASSERT_OK(postgres_->Load(ALHF_SAMPLE_SQL));
  }

  Rows RunOnPostgres(const std::string& sql) {
    const CommandResult result = postgres_->Psql({"-c", sql});
    EXPECT_THAT(result.exit_code, Optional(0)) << sql << "\n" << result.err;
    return RowsOf(result.out);
  }

  // Untaught: the default dialect and its weeks.
  void ExpectDefaultWeeks(Conversation& talk, const std::string& question) {
    ASSERT_OK_AND_ASSIGN(const v1::Exchange answer, talk.Ask(question));
    EXPECT_EQ(TableOf(answer).dialect(), "sqlite") << answer.DebugString();
    EXPECT_EQ(RowsOf(TableOf(answer)), RunOnSqlite(kSqliteWeeks));
    EXPECT_EQ(RunOnSqlite(TableOf(answer).sql()), RunOnSqlite(kSqliteWeeks));
    EXPECT_THAT(AppliedLessons(answer), IsEmpty());
  }

  // Taught: SQL that PostgreSQL runs, and that is right.
  void ExpectIsoWeeks(Conversation& talk, const std::string& question) {
    ASSERT_OK_AND_ASSIGN(const v1::Exchange answer, talk.Ask(question));
    const Rows expected = RunOnPostgres(kIsoWeeks);
    // The last days of 2025 are in week 1 of 2026.
    ASSERT_THAT(expected, Contains(Contains("2026")));
    EXPECT_EQ(TableOf(answer).dialect(), "postgresql") << answer.DebugString();
    EXPECT_EQ(RunOnPostgres(TableOf(answer).sql()), expected);
    EXPECT_EQ(RowsOf(TableOf(answer)), expected);
    EXPECT_EQ(AppliedLessons(answer), lessons_);
    EXPECT_THAT(answer.missing(), IsEmpty());
  }

  void ExpectLeaveUntouched(Conversation& talk) {
    ASSERT_OK_AND_ASSIGN(const v1::Exchange answer, talk.Ask(kLeave));
    EXPECT_THAT(answer.answer(), HasSubstr("28 days"));
    EXPECT_THAT(AppliedLessons(answer), IsEmpty());
    if (leave_answer_.empty()) leave_answer_ = answer.answer();
    EXPECT_EQ(answer.answer(), leave_answer_);
  }

  // Teaches the one sentence on a first answer.
  void Teach(Conversation& talk) {
    ASSERT_OK_AND_ASSIGN(const v1::Exchange answer, talk.Ask(kWeeks));
    ASSERT_OK_AND_ASSIGN(const v1::FeedbackStatus taught,
                         talk.Teach(answer.id(), kIsoFeedback));
    EXPECT_THAT(Learners(taught), ElementsAre(MiniSystem::kSqlGenerator));
    for (const v1::Assessment& assessment : taught.assessments()) {
      EXPECT_EQ(assessment.outcome(),
                assessment.component() == MiniSystem::kSqlGenerator
                    ? v1::OUTCOME_CLAIMED
                    : v1::OUTCOME_DECLINED)
          << assessment.DebugString();
    }
    EXPECT_EQ(taught.assessments_size(), 3);
    for (const v1::Lesson& lesson : taught.lessons()) {
      EXPECT_EQ(lesson.effect(), v1::EFFECT_ENFORCED) << lesson.DebugString();
      EXPECT_THAT(std::string(kIsoFeedback), HasSubstr(lesson.text()));
      lessons_.push_back(lesson.id());
    }
    std::sort(lessons_.begin(), lessons_.end());
    EXPECT_THAT(lessons_, Not(IsEmpty()));
  }

  void ExpectEverythingHolds(Conversation& talk, Conversation& other) {
    ASSERT_NO_FATAL_FAILURE(ExpectIsoWeeks(talk, kWeeksReworded));
    ASSERT_NO_FATAL_FAILURE(ExpectLeaveUntouched(talk));
    ASSERT_NO_FATAL_FAILURE(ExpectDefaultWeeks(other, kWeeksReworded));
  }

  std::unique_ptr<PostgresServer> postgres_;
  std::vector<std::string> lessons_;
  std::string leave_answer_;
};

TEST_F(FeedbackCaseTest, OneSentenceChangesWeeksUntilItIsForgotten) {
  MiniSystemOptions options;
  options.postgres_uri = postgres_->uri();
  ASSERT_NO_FATAL_FAILURE(StartSystem(options));
  Conversation talk = Talk("acme");
  Conversation other = Talk("other");

  ASSERT_NO_FATAL_FAILURE(ExpectDefaultWeeks(talk, kWeeks));
  ASSERT_NO_FATAL_FAILURE(ExpectLeaveUntouched(talk));
  ASSERT_NO_FATAL_FAILURE(Teach(talk));
  {
    SCOPED_TRACE("after the feedback");
    ExpectEverythingHolds(talk, other);
  }
  {
    SCOPED_TRACE("after a restart of every process");
    ASSERT_OK(system().RestartAll());
    ExpectEverythingHolds(talk, other);
  }
  {
    SCOPED_TRACE("after deleting the SQL generator's data");
    ASSERT_OK(system().Stop(MiniSystem::kSqlGenerator));
    system().DeleteData(MiniSystem::kSqlGenerator);
    ASSERT_OK(system().StartProcess(MiniSystem::kSqlGenerator));
    ASSERT_OK(system().AwaitServing(talk.tenant()));
    ExpectEverythingHolds(talk, other);
  }
  for (const std::string& lesson : lessons_) {
    const CommandResult forgotten =
        system().Alhf({"forget", lesson, "--tenant", talk.tenant()});
    ASSERT_THAT(forgotten.exit_code, Optional(0)) << forgotten.err;
  }
  SCOPED_TRACE("after alhf forget");
  ExpectDefaultWeeks(talk, kWeeksReworded);
  ExpectLeaveUntouched(talk);
}

// Without a PostgreSQL at hand the statement is written for it all the same;
// what runs is its equal in SQLite.
TEST_F(FeedbackCaseTest, WritesPostgresqlWhileOnlySqliteIsThere) {
  ASSERT_NO_FATAL_FAILURE(StartSystem());
  Conversation talk = Talk("acme");
  ASSERT_NO_FATAL_FAILURE(Teach(talk));
  ASSERT_NO_FATAL_FAILURE(ExpectIsoWeeks(talk, kWeeksReworded));
  ASSERT_OK_AND_ASSIGN(const v1::Exchange answer, talk.Ask(kWeeks));
  EXPECT_EQ(TableOf(answer).executed_dialect(), "sqlite");
}

}  // namespace
}  // namespace alhf::testing
