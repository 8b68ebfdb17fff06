// SQL that no connection of ours speaks, as sqlglot reads it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdio.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "components/sql_generator/printer.h"
#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Prints what is wrong with the statements of a file, each ended by a line
// "--", in the dialect that is its first line.
constexpr char kCheck[] = R"py(
import sys
import sqlglot
dialect, *statements = open(sys.argv[1]).read().split("\n--\n")
for sql in statements:
    if not sql.strip():
        continue
    try:
        found = sqlglot.parse(sql, read=dialect)
        if len(found) != 1:
            print("no one statement:", sql)
    except Exception as error:
        print(sql, str(error)[:300])
)py";

class PrinterDialectsTest : public ::testing::Test {
 protected:
  static std::string OneLine(const std::string& sql) {
    return absl::StrReplaceAll(sql, {{"\n ", ""}, {"\n", " "}});
  }
  std::string Sql(const Library& of, const std::string& question,
                  Engine dialect, Settings settings = {}) const {
    settings.dialect = dialect;
    const Understood understood = of.Understand(question, settings);
    if (!understood.built.ok) return "";
    const auto sql = Print(understood.built.tree, dialect);
    EXPECT_TRUE(sql.ok()) << sql.status();
    return sql.value_or("");
  }
  // What sqlglot says against `statements`; empty: nothing.
  std::string Check(const std::string& dialect,
                    const std::vector<std::string>& statements) const {
    const std::string script = folder_.Write("check.py", kCheck);
    const std::string file = folder_.Write(
        "sql", absl::StrCat(dialect, "\n--\n",
                            absl::StrJoin(statements, "\n--\n"), "\n--\n"));
    FILE* pipe = popen(
        absl::StrCat("/usr/bin/python3 ", script, " ", file, " 2>&1").c_str(),
        "r");
    std::string output;
    char buffer[4096];
    while (pipe != nullptr && fgets(buffer, sizeof(buffer), pipe) != nullptr) {
      output += buffer;
    }
    EXPECT_EQ(pclose(pipe), 0);
    return output;
  }
  TempFolder folder_;
  Library library_;
  Library workshop_{WorkshopSql(), WorkshopSemantic()};
};

TEST_F(PrinterDialectsTest, ReadsAsItsDialect) {
  Settings settings;
  settings.fiscal.emplace().set_first_month(2);
  for (const Engine dialect : {Engine::kMysql, Engine::kDatabricks}) {
    std::vector<std::string> statements;
    for (const auto weeks :
         {WeekConvention::MONDAY, WeekConvention::ISO, WeekConvention::US}) {
      settings.weeks = weeks;
      const auto questions = LibraryQuestions();
      for (size_t i = weeks; i < questions.size(); i += 9) {
        const std::string sql = Sql(library_, questions[i], dialect, settings);
        if (!sql.empty()) statements.push_back(sql);
      }
    }
    for (const char* question :
         {"jobs per fiscal quarter", "how many jobs without a mended date",
          "top 2 owners by income", "how many owners with more than 1 job",
          "list the owners"}) {
      statements.push_back(Sql(workshop_, question, dialect, settings));
      EXPECT_NE(statements.back(), "") << question;
    }
    EXPECT_GT(statements.size(), 80u);
    EXPECT_EQ(Check(NameOf(dialect), statements), "");
  }
  // The check can fail.
  EXPECT_NE(Check("mysql", {"SELECT FROM WHERE ("}), "");
}

TEST_F(PrinterDialectsTest, NamesAndTextsAreQuoted) {
  const Library odd(
      "CREATE TABLE \"a`b\" (id INTEGER PRIMARY KEY, note TEXT);"
      "INSERT INTO \"a`b\" VALUES (1, 'O''Hara\\')",
      "tables { table: 'a`b' names: 'thing' }");
  EXPECT_EQ(
      OneLine(Sql(odd, "how many things with note O'Hara", Engine::kMysql)),
      "SELECT COUNT(*) AS `a_b_count` FROM `a``b` WHERE `note` = "
      "'O\\'Hara\\\\'");
}

TEST_F(PrinterDialectsTest, MissingComesLast) {
  const std::string mysql =
      Sql(library_, "takings per nation, highest first", Engine::kMysql);
  EXPECT_THAT(mysql, HasSubstr("ORDER BY SUM(`loans`.`fee`) IS NULL, 2 DESC, "
                               "`readers`.`country` IS NULL, 1"));
  EXPECT_THAT(mysql, Not(HasSubstr("NULLS")));
  EXPECT_THAT(Sql(library_, "takings per nation", Engine::kDatabricks),
              HasSubstr("ORDER BY 1 NULLS LAST"));
}

TEST_F(PrinterDialectsTest, FractionsAreExact) {
  EXPECT_THAT(Sql(library_, "average fee of loans", Engine::kMysql),
              HasSubstr("AVG((`fee`) * 1e0)"));
  EXPECT_THAT(Sql(library_, "average fee of loans", Engine::kDatabricks),
              HasSubstr("AVG(`fee`)"));
}

TEST_F(PrinterDialectsTest, NumbersOfSomeRowsHaveNoFilter) {
  Settings settings;
  TermDefinition& share = settings.terms.emplace_back();
  share.set_term("late share");
  Measure& measure = *share.mutable_measure();
  measure.set_table("loans");
  measure.set_aggregate(AGGREGATE_COUNT);
  Condition& late = *measure.add_conditions();
  late.set_table("loans");
  late.set_column("state");
  late.mutable_one_of()->add_values("late");
  measure.mutable_over()->set_table("loans");
  measure.mutable_over()->set_aggregate(AGGREGATE_COUNT);
  EXPECT_EQ(library_.Rows("late share", settings), "0.2");
  EXPECT_THAT(Sql(library_, "late share", Engine::kMysql, settings),
              HasSubstr("COUNT(CASE WHEN `state` = 'late' THEN 1 END) * 1e0 / "
                        "NULLIF(COUNT(*), 0)"));
  EXPECT_THAT(Sql(library_, "late share", Engine::kPostgresql, settings),
              HasSubstr("COUNT(*) FILTER (WHERE state = 'late') * 1.0"));
}

TEST_F(PrinterDialectsTest, WeeksAreThoseOfTheConvention) {
  Settings settings;
  settings.weeks = WeekConvention::ISO;
  EXPECT_THAT(Sql(library_, "loans per week", Engine::kMysql, settings),
              HasSubstr("YEARWEEK(`loaned_on`, 3) DIV 100 AS `iso_year`"));
  EXPECT_THAT(Sql(library_, "loans per week", Engine::kDatabricks, settings),
              HasSubstr("EXTRACT(YEAROFWEEK FROM `loaned_on`) AS `iso_year`"));
  EXPECT_THAT(Sql(library_, "loans per week", Engine::kMysql),
              HasSubstr("WEEK(`loaned_on`, 5) AS `week`"));
  settings.fiscal.emplace().set_first_month(2);
  EXPECT_THAT(
      Sql(library_, "loans per fiscal quarter", Engine::kMysql, settings),
      HasSubstr("((MONTH(`loaned_on`) + 10) % 12) DIV 3 + 1"));
}

}  // namespace
}  // namespace alhf::sql_generator
