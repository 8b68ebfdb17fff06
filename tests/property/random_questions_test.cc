// Random questions to random databases of invented nouns: the SQL generator
// gives the rows that looking at every row gives, or it is wrong. It may refuse
// what it does not understand, and there is nothing here that it may not.
//
// A failure names its seed; ALHF_FIRST_SEED and ALHF_SEEDS choose others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "alhf/sdk/clock.h"
#include "alhf/testing/harness.h"
#include "alhf/testing/status_matchers.h"
#include "components/sql_generator/sql_generator.h"
#include "tests/property/brute_force_evaluator.h"
#include "tests/property/calendar.h"
#include "tests/property/lesson_writer.h"
#include "tests/property/question_writer.h"
#include "tests/property/random_database.h"
#include "tests/property/unmeant_links.h"
#include "tests/support/postgres_server.h"
#include "tests/support/sql_parsers.h"

namespace alhf::testing {
namespace {

using ::testing::Contains;

constexpr size_t kQuestions = 25;  // of a database, before and after lessons

uint64_t FromEnvironment(const char* name, uint64_t otherwise) {
  const char* text = getenv(name);
  uint64_t value = 0;
  return text != nullptr && absl::SimpleAtoi(text, &value) ? value : otherwise;
}

absl::Time TimeOf(int day) {
  return absl::UnixEpoch() + absl::Hours(24) * day + absl::Hours(9);
}

// A folder that is removed with the object.
class Folder {
 public:
  Folder() : path_(absl::StrCat(::testing::TempDir(), "random.XXXXXX")) {
    EXPECT_NE(mkdtemp(path_.data()), nullptr);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

void LoadSqlite(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  const std::string all =
      absl::StrCat("PRAGMA synchronous = OFF; BEGIN;", sql, "COMMIT");
  char* error = nullptr;
  sqlite3_exec(database, all.c_str(), nullptr, nullptr, &error);
  ASSERT_EQ(error, nullptr) << error << "\n" << sql;
  sqlite3_close(database);
}

std::vector<Row> RowsOf(const v1::Table& table) {
  std::vector<Row> rows;
  for (const v1::Row& from : table.rows()) {
    Row& row = rows.emplace_back();
    for (const v1::Cell& cell : from.cells()) {
      switch (cell.value_case()) {
        case v1::Cell::kText:
          row.emplace_back(cell.text());
          break;
        case v1::Cell::kInteger:
          row.emplace_back(static_cast<double>(cell.integer()));
          break;
        case v1::Cell::kNumber:
          row.emplace_back(cell.number());
          break;
        case v1::Cell::kBoolean:
          row.emplace_back(cell.boolean() ? 1.0 : 0.0);
          break;
        case v1::Cell::VALUE_NOT_SET:
          row.emplace_back();
      }
    }
  }
  return rows;
}

// A generator over one database, and what was asked of it.
class Conversation {
 public:
  // `uri`: where the database lies.
  Conversation(const RandomDatabase& database, const std::string& uri)
      : clock_(TimeOf(database.today)), now_(TimeOf(database.today)) {
    std::ofstream(folder_.path() + "/semantic.textproto")
        << SemanticOf(database);
    sql_generator::Config config;
    config.set_semantic_file("semantic.textproto");
    config.add_databases()->set_name("random");
    config.mutable_databases(0)->set_uri(uri);
    auto source = sql_generator::Database::Make(config, folder_.path(), clock_);
    EXPECT_THAT(source, IsOk());
    harness_ = std::make_unique<ComponentHarness>(
        std::make_unique<sql_generator::SqlGenerator>(*std::move(source),
                                                      clock_));
  }

  v1::StepOutput Ask(const std::string& text) {
    v1::Query query;
    query.set_text(text);
    query.mutable_now()->set_seconds(absl::ToUnixSeconds(now_));
    const auto output = harness_->Run(query);
    EXPECT_THAT(output, IsOk()) << text;
    return output.value_or(v1::StepOutput());
  }

  // What is wrong with how `text` was understood, or "".
  std::string Teach(const std::string& text) {
    const auto assessment = harness_->Teach(text);
    if (!assessment.ok()) return assessment.status().ToString();
    if (assessment->outcome() != v1::OUTCOME_CLAIMED) return "not claimed";
    for (const v1::Proposal& proposal : assessment->proposals()) {
      if (proposal.effect() != v1::EFFECT_ENFORCED) {
        return "not enforced: " + proposal.understood_as();
      }
    }
    return assessment->proposals().size() == 1 ? "" : "not one lesson";
  }

 private:
  Folder folder_;
  ManualClock clock_;
  const absl::Time now_;
  std::unique_ptr<ComponentHarness> harness_;
};

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
    Conversation conversation(database, uri);
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
  void AskAll(Conversation& conversation, const RandomDatabase& known,
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
  bool TeachAll(Conversation& conversation) {
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
    const Folder folder;
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
    const Folder folder;
    const std::string path = folder.path() + "/random.db";
    LoadSqlite(path, SqlOf(database));
    Conversation conversation(database, "sqlite:" + path);
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
    const Folder folder;
    const std::string path = folder.path() + "/random.db";
    LoadSqlite(path, SqlOf(database));
    Conversation conversation(database, "sqlite:" + path);
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
