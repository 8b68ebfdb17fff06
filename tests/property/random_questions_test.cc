// Random questions to random databases of invented nouns: the SQL generator
// gives the rows that looking at every row gives, or it is wrong. It may refuse
// what it does not understand, and there is nothing here that it may not.
//
// A failure names its seed; ALHF_FIRST_SEED and ALHF_SEEDS choose others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "alhf/testing/status_matchers.h"
#include "tests/property/brute_force_evaluator.h"
#include "tests/property/lesson_writer.h"
#include "tests/property/question_writer.h"
#include "tests/property/random_conversation.h"
#include "tests/property/random_database.h"
#include "tests/property/unmeant_links.h"
#include "tests/support/postgres_server.h"
#include "tests/support/sql_parsers.h"

namespace alhf::testing {
namespace {

using ::testing::Contains;

constexpr size_t kQuestions = 25;  // of a database, before and after lessons

class RandomQuestionsTest : public ::testing::Test {
 protected:
  RandomQuestionsTest()
      : first_(FromEnvironment("ALHF_FIRST_SEED", 1)),
        seeds_(FromEnvironment("ALHF_SEEDS", 24)) {}

  void TearDown() override {
    std::cout << "answered " << asked_ - refused_ << " of " << asked_
              << " questions and learned " << taught_ - not_learned_ << " of "
              << taught_ << " lessons\n";
  }

  // Asks, teaches and asks again. `uri`: where `database` lies.
  void Converse(RandomDatabase database, const std::string& uri,
                InventedWords& words, Dice& dice) {
    const SqlParsers parsers(SqlOf(database));
    RandomConversation conversation(database, uri);
    // A statement is then printed for both engines.
    ASSERT_EQ(conversation.Teach("We are on Postgres."), "");
    Taught taught;
    lessons_.clear();
    AskAll(conversation, database, taught, parsers, dice);
    LessonWriter writer(database, taught, words, dice);
    lessons_ = writer.Some();
    if (!TeachAll(conversation)) return;
    AskAll(conversation, database, taught, parsers, dice);
  }

  // Asks questions over `known`, and compares.
  void AskAll(RandomConversation& conversation, const RandomDatabase& known,
              const Taught& taught, const SqlParsers& parsers, Dice& dice) {
    QuestionWriter writer(known, taught, dice);
    for (size_t i = 0; i < kQuestions; ++i) {
      const Asked asked = writer.Next();
      const v1::StepOutput output = conversation.Ask(asked.text);
      ++asked_;
      if (output.has_refusal()) {
        ++refused_;
        ADD_FAILURE() << About(asked.text)
                      << "\nrefused: " << output.refusal().reason();
        continue;
      }
      Compare(Evaluate(known, asked.question, taught), asked, output.table());
      CheckSql(output.table().dialect(), output.table().sql(), parsers);
      CheckSql(output.table().executed_dialect(), output.table().executed_sql(),
               parsers);
    }
  }

  void Compare(const Answer& right, const Asked& asked,
               const v1::Table& table) const {
    EXPECT_EQ(Difference(right, RowsOf(table)), "")
        << About(asked.text) << "\n"
        << table.sql() << "\ngiven:\n"
        << RowsText(RowsOf(table)) << "\nright:\n"
        << RowsText(right.rows);
  }

  static void CheckSql(const std::string& dialect, const std::string& sql,
                       const SqlParsers& parsers) {
    if (dialect == "postgresql") {
      EXPECT_THAT(parsers.CheckPostgresql(sql), IsOk());
    } else if (dialect == "sqlite") {
      EXPECT_THAT(parsers.CheckSqlite(sql), IsOk());
    }
  }

  // Teaches all lessons; false: one was not understood.
  bool TeachAll(RandomConversation& conversation) {
    bool all = true;
    for (const std::string& lesson : lessons_) {
      ++taught_;
      const std::string wrong = conversation.Teach(lesson);
      if (wrong.empty()) continue;
      ++not_learned_;
      ADD_FAILURE() << "seed " << seed_ << ": \"" << lesson << "\" " << wrong;
      all = false;
    }
    return all;
  }

  std::string About(const std::string& text) const {
    return absl::StrCat("seed ", seed_, ": ", text,
                        "\ntaught: ", absl::StrJoin(lessons_, " / "));
  }

  const uint64_t first_;
  const uint64_t seeds_;
  uint64_t seed_ = 0;
  std::vector<std::string> lessons_;
  size_t asked_ = 0;
  size_t refused_ = 0;
  size_t taught_ = 0;
  size_t not_learned_ = 0;
};

TEST_F(RandomQuestionsTest, AreAnsweredRightOnSqlite) {
  for (seed_ = first_; seed_ < first_ + seeds_; ++seed_) {
    Dice dice(seed_);
    InventedWords words(dice);
    const RandomDatabase database = MakeRandomDatabase(dice, words);
    const TestFolder folder;
    const std::string path = folder.path() + "/random.db";
    LoadSqlite(path, SqlOf(database));
    Converse(database, "sqlite:" + path, words, dice);
  }
}

TEST_F(RandomQuestionsTest, AreAnsweredRightOnPostgresql) {
  const auto server = PostgresServer::Start();
  ASSERT_THAT(server, IsOk());
  for (seed_ = first_; seed_ < first_ + seeds_ / 4; ++seed_) {
    Dice dice(seed_);
    InventedWords words(dice);
    const RandomDatabase database = MakeRandomDatabase(dice, words);
    const std::string schema = absl::StrCat("seed", seed_);
    ASSERT_THAT((*server)->Execute(
                    absl::StrCat("CREATE SCHEMA ", schema, "; SET search_path ",
                                 "TO ", schema, ";\n", SqlOf(database))),
                IsOk());
    Converse(
        database,
        absl::StrCat((*server)->uri(), "&options=-csearch_path%3D", schema),
        words, dice);
  }
}

TEST_F(RandomQuestionsTest, AreRefusedForAWordThatNobodyKnows) {
  for (seed_ = first_; seed_ < first_ + seeds_ / 4; ++seed_) {
    Dice dice(seed_);
    InventedWords words(dice);
    const RandomDatabase database = MakeRandomDatabase(dice, words);
    const TestFolder folder;
    const std::string path = folder.path() + "/random.db";
    LoadSqlite(path, SqlOf(database));
    RandomConversation conversation(database, "sqlite:" + path);
    const Taught taught;
    QuestionWriter writer(database, taught, dice);
    for (size_t i = 0; i < kQuestions; ++i) {
      std::vector<std::string> question =
          absl::StrSplit(writer.Next().text, ' ');
      const std::string word = words.Noun();
      question.insert(question.begin() + static_cast<std::ptrdiff_t>(
                                             dice.Below(question.size() + 1)),
                      word);
      const std::string text = absl::StrJoin(question, " ");
      const v1::StepOutput output = conversation.Ask(text);
      EXPECT_TRUE(output.has_refusal()) << About(text);
      EXPECT_THAT(output.refusal().not_understood(), Contains(word))
          << About(text);
    }
  }
}

// A reference of a table to itself changes nothing; where two ways lead from
// one table to another, nobody has said which is meant.
TEST_F(RandomQuestionsTest, AreRefusedWhereTwoWaysLead) {
  for (seed_ = first_; seed_ < first_ + seeds_ / 4; ++seed_) {
    Dice dice(seed_);
    InventedWords words(dice);
    RandomDatabase database = MakeRandomDatabase(dice, words);
    const auto ways = AddUnmeantLinks(database, dice, words);
    const TestFolder folder;
    const std::string path = folder.path() + "/random.db";
    LoadSqlite(path, SqlOf(database));
    RandomConversation conversation(database, "sqlite:" + path);
    const Taught taught;
    QuestionWriter writer(database, taught, dice);
    for (size_t i = 0; i < kQuestions; ++i) {
      const Asked asked = writer.Next();
      const v1::StepOutput output = conversation.Ask(asked.text);
      ++asked_;
      const bool unclear = ways && Crosses(database, asked.question, *ways);
      EXPECT_EQ(output.has_refusal(), unclear)
          << About(asked.text) << "\n"
          << output.refusal().reason() << output.table().sql();
      if (output.has_refusal()) {
        ++refused_;
      } else if (!unclear) {
        Compare(Evaluate(database, asked.question, taught), asked,
                output.table());
      }
    }
  }
}

}  // namespace
}  // namespace alhf::testing
