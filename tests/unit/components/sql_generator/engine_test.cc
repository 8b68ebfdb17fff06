#include "components/sql_generator/engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "alhf/testing/status_matchers.h"
#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using alhf::testing::IsOk;
using alhf::testing::StatusIs;
using ::testing::HasSubstr;

class EngineTest : public ::testing::Test {
 protected:
  Library library_;
  std::unique_ptr<Database> database_ = library_.Open();
  SqlEngine engine_{*database_};
};

TEST_F(EngineTest, AnswersWithSqlAndRows) {
  const auto question = engine_.Understand(
      {"how many loans in Spain", LibraryNow(), ""}, Settings());
  ASSERT_THAT(question, IsOk());
  const auto output = engine_.Answer(*question, absl::Seconds(5));
  ASSERT_THAT(output, IsOk());
  EXPECT_EQ(output->table().sql(),
            "SELECT COUNT(*) AS loans_count\n"
            "FROM loans\n"
            "JOIN readers ON readers.id = loans.reader_id\n"
            "WHERE readers.country = 'Spain'");
  EXPECT_EQ(output->table().dialect(), "sqlite");
  EXPECT_EQ(output->table().executed_sql(), "");
  EXPECT_EQ(output->table().database(), "library");
  EXPECT_EQ(RowsOf(output->table()), "1");
}

TEST_F(EngineTest, QuotesValues) {
  LoadSqlite(library_.folder() + "/library.db",
             "INSERT INTO readers VALUES (7, 'O''Hara; DROP', 'x', 1, "
             "'2025-01-01', FALSE)");
  const auto fresh = library_.Open();
  const SqlEngine engine(*fresh);
  const auto question = engine.Understand(
      {"how many readers O'Hara DROP", LibraryNow(), ""}, Settings());
  ASSERT_THAT(question, IsOk());
  const auto output = engine.Answer(*question, absl::Seconds(5));
  ASSERT_THAT(output, IsOk());
  EXPECT_THAT(output->table().sql(), HasSubstr("'O''Hara; DROP'"))
      << output->refusal().reason();
  EXPECT_EQ(RowsOf(output->table()), "1");
}

TEST_F(EngineTest, FindsWhatIsNewInTheDatabase) {
  const AskedQuestion question = {"how many loans in Narnia", LibraryNow(), ""};
  EXPECT_FALSE(engine_.Understand(question, Settings())->built.ok);
  LoadSqlite(library_.folder() + "/library.db",
             "INSERT INTO readers VALUES (7, 'Lu', 'Narnia', 1, '2025-01-01', "
             "FALSE)");
  EXPECT_FALSE(engine_.Understand(question, Settings())->built.ok);
  const_cast<ManualClock&>(library_.clock()).Advance(absl::Minutes(2));
  EXPECT_TRUE(engine_.Understand(question, Settings())->built.ok);
}

TEST_F(EngineTest, KnowsWhichDayItIs) {
  const absl::Time late =
      absl::FromCivil(absl::CivilHour(2025, 12, 31, 23), absl::UTCTimeZone());
  EXPECT_EQ(*TodayIn("", late), absl::CivilDay(2025, 12, 31));
  EXPECT_EQ(*TodayIn("Europe/Berlin", late), absl::CivilDay(2026, 1, 1));
  EXPECT_THAT(
      TodayIn("Middle/Earth", late),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::FIELD_INVALID));
  EXPECT_EQ(library_.Rows("how many loans yesterday"), "0");
}

TEST_F(EngineTest, CutsRowsAndTime) {
  Config config;
  config.set_row_limit(2);
  auto& entry = *config.add_databases();
  entry.set_name("library");
  entry.set_uri(library_.uri());
  const auto database = Database::Make(config, "", library_.clock());
  ASSERT_THAT(database, IsOk());
  const SqlEngine engine(**database);
  const auto question =
      engine.Understand({"loans per reader", LibraryNow(), ""}, Settings());
  ASSERT_THAT(question, IsOk());
  const auto output = engine.Answer(*question, absl::Seconds(5));
  ASSERT_THAT(output, IsOk());
  EXPECT_EQ(output->table().rows_size(), 2);
  EXPECT_TRUE(output->table().truncated());
}

TEST_F(EngineTest, TermsOfAnotherDatabaseSayNothing) {
  TermDefinition gone;
  gone.set_term("gone");
  gone.mutable_measure()->set_table("nowhere");
  TermDefinition same;
  same.set_term("patron");
  same.set_same_as("reader");
  TermDefinition unknown;
  unknown.set_term("glorp");
  unknown.set_same_as("fnord");
  const Vocabulary terms =
      TermVocabulary(library_.catalog(), {gone, same, unknown});
  const auto length = [&terms](const std::string& text) {
    return terms.At(text, sdk::Analyze(text).tokens, 0).length;
  };
  EXPECT_EQ(length("gone"), 0);
  EXPECT_EQ(length("patrons"), 1);
  EXPECT_EQ(length("glorp"), 0);
}

}  // namespace
}  // namespace alhf::sql_generator
