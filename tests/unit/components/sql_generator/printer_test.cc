#include "components/sql_generator/printer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "alhf/testing/status_matchers.h"
#include "components/sql_generator/definitions.h"
#include "tests/support/sql_parsers.h"
#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using alhf::testing::IsOk;
using alhf::testing::SqlParsers;
using ::testing::HasSubstr;

class PrinterTest : public ::testing::Test {
 protected:
  // Both engines take what is printed for `question`; false: it is refused.
  bool IsTaken(const std::string& question) const {
    for (const auto weeks :
         {WeekConvention::MONDAY, WeekConvention::ISO, WeekConvention::US}) {
      Settings settings;
      settings.weeks = weeks;
      const Understood understood = library_.Understand(question, settings);
      if (!understood.built.ok) return false;
      const QueryTree& tree = understood.built.tree;
      const auto sqlite = Print(tree, Engine::kSqlite);
      const auto postgresql = Print(tree, Engine::kPostgresql);
      EXPECT_THAT(sqlite, IsOk());
      EXPECT_THAT(postgresql, IsOk());
      EXPECT_THAT(parsers_.CheckSqlite(*sqlite), IsOk()) << question;
      EXPECT_THAT(parsers_.CheckPostgresql(*postgresql), IsOk()) << question;
    }
    return true;
  }
  std::string Postgresql(const std::string& question) const {
    Settings settings;
    settings.dialect = Engine::kPostgresql;
    return library_.Sql(question, settings);
  }

  Library library_;
  const SqlParsers parsers_{LibrarySql()};
};

TEST_F(PrinterTest, TheEnginesTakeAllThatIsPrinted) {
  size_t answered = 0;
  const auto questions = LibraryQuestions();
  for (const std::string& question : questions) {
    answered += IsTaken(question) ? 1 : 0;
  }
  EXPECT_GT(answered, questions.size() * 9 / 10) << questions.size();
}

TEST_F(PrinterTest, TheEnginesTakeRanksAndLists) {
  for (const char* question :
       {"top 3 readers by takings", "which nation has the most loans",
        "bottom 2 genres by number of loans in 2025",
        "list the readers in Rell", "what are the different genres",
        "show genre and price of all books",
        "the 3 biggest loans of readers in Spain"}) {
    EXPECT_TRUE(IsTaken(question)) << question;
  }
}

TEST_F(PrinterTest, QuotesNamesAndValues) {
  TempFolder folder;
  const std::string schema = R"sql(
    CREATE TABLE "Order" ("Id" INTEGER PRIMARY KEY, "from" TEXT,
      "unit ""price""" REAL, "größe" INTEGER, made DATE);
    INSERT INTO "Order" VALUES (1, 'O''Hara', 2, 3, '2025-01-01');
    INSERT INTO "Order" VALUES (2, 'x\', 2, 3, '2025-01-01');)sql";
  LoadSqlite(folder.path() + "/a.db", schema);
  Config config;
  auto& entry = *config.add_databases();
  entry.set_name("a");
  entry.set_uri("sqlite:a.db");
  const ManualClock clock(LibraryNow());
  const auto database = Database::Make(config, folder.path(), clock);
  ASSERT_THAT(database, IsOk());
  const SqlEngine engine(**database);
  const SqlParsers parsers(schema);
  for (const char* question :
       {"how many orders from O'Hara per year", "average unit price of orders",
        "total größe of orders per from", "how many orders from x\\"}) {
    const auto understood =
        engine.Understand({question, LibraryNow(), ""}, Settings());
    ASSERT_THAT(understood, IsOk());
    ASSERT_TRUE(understood->built.ok)
        << question << understood->built.refusal.reason();
    const auto sqlite = Print(understood->built.tree, Engine::kSqlite);
    ASSERT_THAT(sqlite, IsOk());
    EXPECT_THAT(parsers.CheckSqlite(*sqlite), IsOk());
    const auto postgresql = Print(understood->built.tree, Engine::kPostgresql);
    ASSERT_THAT(postgresql, IsOk());
    EXPECT_THAT(parsers.CheckPostgresql(*postgresql), IsOk());
    EXPECT_THAT(*postgresql, HasSubstr("FROM \"Order\""));
    EXPECT_THAT(engine.Answer(*understood, absl::Seconds(5)), IsOk());
  }
}

TEST_F(PrinterTest, PrintsDatesOfEachDialect) {
  EXPECT_EQ(library_.Sql("how many loans in 2025"),
            "SELECT COUNT(*) AS loans_count FROM loans "
            "WHERE loaned_on >= '2025-01-01' AND loaned_on < '2026-01-01'");
  EXPECT_EQ(Postgresql("how many loans in 2025"),
            "SELECT COUNT(*) AS loans_count FROM loans WHERE loaned_on >= "
            "DATE '2025-01-01' AND loaned_on < DATE '2026-01-01'");
}

TEST_F(PrinterTest, ATableWithinItselfHasAnotherName) {
  const auto term = ResolveTerm(library_.catalog(), "big reader",
                                "readers with loans over 8", absl::CivilDay());
  ASSERT_TRUE(term.directive.has_value());
  Settings settings;
  settings.terms.push_back(*term.directive);
  const std::string sql =
      library_.Sql("how many loans of big readers", settings);
  EXPECT_THAT(parsers_.CheckSqlite(sql), IsOk());
  EXPECT_THAT(sql, HasSubstr("FROM loans AS loans_2 "
                             "WHERE readers.id = loans_2.reader_id"));
  EXPECT_EQ(library_.Rows("how many loans of big readers", settings), "5");
}

TEST_F(PrinterTest, RefusesATreeOfAnotherSchema) {
  Understood question = library_.Understand("how many loans in Spain");
  ASSERT_TRUE(question.built.ok);
  question.built.tree.conditions[0].set_table("nowhere");
  EXPECT_FALSE(Print(question.built.tree, Engine::kSqlite).ok());
}

}  // namespace
}  // namespace alhf::sql_generator
