#include "components/sql_generator/written_names.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "alhf/sdk/text.h"

namespace alhf::sql_generator {
namespace {

class WrittenNamesTest : public ::testing::Test {
 protected:
  WrittenNamesTest() {
    Table orders;
    orders.name = "CustOrder";
    for (const char* name : {"RushFlag", "Qty", "DiscPct"}) {
      orders.columns.emplace_back();
      orders.columns.back().name = name;
      orders.columns.back().kind = ColumnKind::kInteger;
    }
    Table calls;
    calls.name = "call_log";
    schema_ = Schema({orders, calls});
    AddWrittenNames(schema_, vocabulary_);
  }
  // What `words` are a name of: "table 0", "Qty"; "" for nothing.
  std::string Named(const std::string& words) const {
    const auto tokens = sdk::Analyze(words).tokens;
    const auto found = vocabulary_.At(words, tokens, 0);
    if (found.length != tokens.size()) return "";
    const Meaning& meaning = found.meanings[0];
    return meaning.column != nullptr ? meaning.column->name
                                     : "table " + std::to_string(meaning.table);
  }
  Schema schema_;
  Vocabulary vocabulary_;
};

TEST_F(WrittenNamesTest, NamesAreKnownAsTheyAreWritten) {
  EXPECT_EQ(Named("RushFlag"), "RushFlag");
  EXPECT_EQ(Named("custorder"), "table 0");
}

TEST_F(WrittenNamesTest, AbbreviationsAreSpelledOut) {
  EXPECT_EQ(Named("quantity"), "Qty");
  EXPECT_EQ(Named("customer orders"), "table 0");
  EXPECT_EQ(Named("discount percent"), "DiscPct");
  EXPECT_EQ(Named("discount"), "DiscPct");
  EXPECT_EQ(SpelledOut({"amt", "net"}),
            (std::vector<std::string>{"amount", "net"}));
}

TEST_F(WrittenNamesTest, ATableIsCalledAfterItsRows) {
  EXPECT_EQ(Named("calls"), "table 1");
  EXPECT_EQ(Named("log"), "");
}

}  // namespace
}  // namespace alhf::sql_generator
