#include "components/sql_generator/term_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

TEST(TermNamesTest, RowsHaveOtherNames) {
  const Library library;
  EXPECT_THAT(NamesOfTerm(library.catalog(), "active reader"),
              Contains("active member"));
  EXPECT_THAT(NamesOfTerm(library.catalog(), "VIP"), ElementsAre("VIP"));
}

TEST(TermNamesTest, AMeasureHasItsSynonyms) {
  const Library library;
  EXPECT_THAT(NamesOfTerm(library.catalog(), "takings"),
              Contains("fee income"));
}

TEST(TermNamesTest, BriefWithoutTheRows) {
  const Library library;
  EXPECT_EQ(BriefTerm(library.catalog(), "very active readers"), "very active");
  EXPECT_EQ(BriefTerm(library.catalog(), "VIP"), "");
  EXPECT_EQ(BriefTerm(library.catalog(), "readers"), "");
}

}  // namespace
}  // namespace alhf::sql_generator
