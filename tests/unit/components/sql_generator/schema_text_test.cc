#include "components/sql_generator/schema_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST(SchemaTextTest, SaysWhatTheDatabaseHas) {
  const Library library;
  const std::string text = SchemaText(library.catalog().schema());
  EXPECT_THAT(text, HasSubstr("loans("));
  EXPECT_THAT(text, HasSubstr("-> readers.id"));
  EXPECT_THAT(text, HasSubstr(" key"));
  EXPECT_EQ(text, SchemaText(library.catalog().schema()));
}

TEST(SchemaTextTest, SaysWhatItLeavesOut) {
  std::vector<Table> tables(5000);
  for (size_t i = 0; i < tables.size(); ++i) {
    tables[i].name = "table_" + std::to_string(i);
    tables[i].columns.resize(1);
    tables[i].columns[0].name = "column";
  }
  const std::string text = SchemaText(Schema(std::move(tables)));
  EXPECT_LT(text.size(), size_t{33} << 10);
  EXPECT_THAT(text, HasSubstr("table_0(column other)\n"));
  EXPECT_THAT(text, HasSubstr(" more that are not shown\n"));
}

TEST(SemanticTextTest, SaysWhatPeopleMean) {
  const Library library;
  EXPECT_THAT(SemanticText(library.catalog().semantic()),
              HasSubstr("date_column"));
  EXPECT_EQ(SemanticText(Semantic()), "");
  Semantic large;
  for (int i = 0; i < 5000; ++i) large.add_ignored_words("euro");
  EXPECT_THAT(SemanticText(large), SizeIs(16 << 10));
}

}  // namespace
}  // namespace alhf::sql_generator
