#include "components/sql_generator/manners.h"

#include <gtest/gtest.h>

#include "alhf/sdk/text.h"
#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

size_t Courtesy(const std::string& text) {
  return CourtesyAt(sdk::Analyze(text).tokens, 0);
}

TEST(CourtesyAtTest, TakesTheLongest) {
  EXPECT_EQ(Courtesy("Would you be so good as to list the kites"), 7);
  EXPECT_EQ(Courtesy("if I may ask"), 4);
  EXPECT_EQ(Courtesy("if we might trouble you"), 5);
  EXPECT_EQ(Courtesy("I should be grateful for the number of kites"), 5);
  EXPECT_EQ(Courtesy("would kites be good"), 0);
  EXPECT_EQ(Courtesy("kites"), 0);
}

TEST(MeantByTest, WordsOfQuestionsWrittenInHaste) {
  EXPECT_EQ(MeantBy("w"), "with");
  EXPECT_EQ(MeantBy("befor"), "before");
  // Words of their own.
  EXPECT_EQ(MeantBy("form"), "");
  EXPECT_EQ(MeantBy("places"), "");
  EXPECT_EQ(MeantBy("kites"), "");
}

std::string KitesSql() {
  return R"sql(
CREATE TABLE makers (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, rank TEXT NOT NULL,
  since DATE NOT NULL);
CREATE TABLE kites (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, maker_id INTEGER NOT NULL
  REFERENCES makers (id), finish TEXT NOT NULL, wing_rate REAL,
  hours INTEGER NOT NULL, no TEXT NOT NULL, tail TEXT,
  flown_on DATE NOT NULL);
INSERT INTO makers VALUES (1, 'Ilka', 'head weaver', '2011-03-04'),
  (2, 'Joss', 'weaver', '2019-05-06');
INSERT INTO kites VALUES
  (1, 'Puff', 1, 'painting', 2.5, 3, 'A', NULL, '2024-10-02'),
  (2, 'Gale', 1, 'lacquer', 4.5, 8, 'B', 'long', '2025-02-03'),
  (3, 'Lull', 2, 'lacquer', 1.5, 9, 'C', NULL, '2024-11-05'),
  (4, 'Gust', 2, 'waxing', 1.0, 2, 'D', 'long', '2023-10-06');
)sql";
}

class KitesTest : public ::testing::Test {
 protected:
  std::string Rows(const std::string& question) {
    return kites_.Rows(question);
  }
  Library kites_{KitesSql(), ""};
};

TEST_F(KitesTest, AskedNicelyOrInHaste) {
  EXPECT_EQ(Rows("Would you be so kind as to tell me how many kites we have, "
                 "if I may trouble you?"),
            "4");
  EXPECT_EQ(Rows("I should be grateful for the number of kites"), "4");
  EXPECT_EQ(Rows("whats the highest wing rate"), "4.5");
  EXPECT_EQ(Rows("how many kites did we hav rite now"), "4");
}

TEST_F(KitesTest, ABookIsWhereRowsStand) {
  EXPECT_EQ(Rows("how many kites are in our book"), "4");
  EXPECT_EQ(Rows("How many books of kites").substr(0, 7), "refused");
}

TEST_F(KitesTest, NamesOfColumnsThatSayNothingAlone) {
  EXPECT_EQ(Rows("how many kites have no tail"), "2");
  EXPECT_EQ(Rows("how many kites lack a tail"), "2");
}

TEST_F(KitesTest, SinceWhenAndWho) {
  EXPECT_EQ(Rows("Since when has Joss been with us?"), "2019-05-06");
  EXPECT_EQ(Rows("Who is our head weaver?"), "1|Ilka");
}

TEST_F(KitesTest, AUnitThatIsAColumnSaysWhichIsCompared) {
  EXPECT_EQ(Rows("how many kites are longer than 5 hours"), "2");
}

TEST_F(KitesTest, ANumberWhoseNameBeginsAsADatePart) {
  EXPECT_EQ(Rows("highest wing rate given"), "4.5");
}

}  // namespace
}  // namespace alhf::sql_generator
