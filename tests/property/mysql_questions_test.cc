// What is shown where "we are on MySQL" was taught, run on MariaDB: the rows
// are those that looking at every row gives.
//
// A failure names its seed; ALHF_FIRST_SEED and ALHF_SEEDS choose others.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "alhf/testing/status_matchers.h"
#include "tests/property/brute_force_evaluator.h"
#include "tests/property/lesson_writer.h"
#include "tests/property/question_writer.h"
#include "tests/property/random_conversation.h"
#include "tests/support/mariadb_server.h"

namespace alhf::testing {
namespace {

constexpr int kQuestions = 25;  // of a database, before and after lessons

// MySQL's TIMESTAMP is another thing, and its DATETIME what others call so.
std::string MysqlOf(const RandomDatabase& database) {
  return absl::StrReplaceAll(SqlOf(database), {{" TIMESTAMP", " DATETIME"}});
}

Value ValueOf(const MariadbServer::Cell& cell) {
  if (!cell.has_value()) return {};
  double number = 0;
  if (absl::SimpleAtod(*cell, &number)) return number;
  return *cell;
}

class MysqlQuestionsTest : public ::testing::Test {
 protected:
  void AskAll(RandomConversation& conversation, const RandomDatabase& known,
              const Taught& taught, Dice& dice) {
    QuestionWriter writer(known, taught, dice);
    for (int i = 0; i < kQuestions; ++i) {
      const Asked asked = writer.Next();
      const v1::StepOutput output = conversation.Ask(asked.text);
      SCOPED_TRACE(absl::StrCat(name_, ": ", asked.text,
                                "\ntaught: ", absl::StrJoin(lessons_, " / "),
                                "\n", output.table().sql()));
      ASSERT_EQ(output.table().dialect(), "mysql");
      const auto cells = server_->Query(name_, output.table().sql());
      ASSERT_THAT(cells, IsOk());
      std::vector<Row> rows;
      for (const auto& line : *cells) {
        Row& row = rows.emplace_back();
        for (const auto& cell : line) row.push_back(ValueOf(cell));
      }
      const Answer right = Evaluate(known, asked.question, taught);
      EXPECT_EQ(Difference(right, rows), "") << "given:\n"
                                             << RowsText(rows) << "\nright:\n"
                                             << RowsText(right.rows);
    }
  }

  std::unique_ptr<MariadbServer> server_;
  std::string name_;
  std::vector<std::string> lessons_;
};

TEST_F(MysqlQuestionsTest, AreAnsweredRightOnMariadb) {
  auto server = MariadbServer::Start();
  ASSERT_THAT(server, IsOk());
  server_ = *std::move(server);
  const uint64_t first = FromEnvironment("ALHF_FIRST_SEED", 1);
  const uint64_t seeds = FromEnvironment("ALHF_SEEDS", 24);
  for (uint64_t seed = first; seed < first + seeds; ++seed) {
    name_ = absl::StrCat("seed", seed);
    Dice dice(seed);
    InventedWords words(dice);
    RandomDatabase database = MakeRandomDatabase(dice, words);
    const TestFolder folder;
    const std::string path = folder.path() + "/random.db";
    LoadSqlite(path, SqlOf(database));
    ASSERT_THAT(server_->Load(name_, MysqlOf(database)), IsOk());
    RandomConversation conversation(database, "sqlite:" + path);
    ASSERT_EQ(conversation.Teach("We are on MySQL."), "");
    Taught taught;
    lessons_.clear();
    AskAll(conversation, database, taught, dice);
    LessonWriter writer(database, taught, words, dice);
    lessons_ = writer.Some();
    for (const std::string& lesson : lessons_) {
      ASSERT_EQ(conversation.Teach(lesson), "") << lesson;
    }
    AskAll(conversation, database, taught, dice);
  }
}

}  // namespace
}  // namespace alhf::testing
