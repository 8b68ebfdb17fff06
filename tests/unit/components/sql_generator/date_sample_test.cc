#include "components/sql_generator/date_sample.h"

#include <gtest/gtest.h>

#include <string>

#include "alhf/testing/status_matchers.h"
#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

ColumnKind KindAfter(ColumnKind kind, const std::string& values) {
  TempFolder folder;
  LoadSqlite(folder.path() + "/a.db",
             "CREATE TABLE t (c TEXT); INSERT INTO t VALUES " + values);
  const auto connection = ConnectSqlite(folder.path() + "/a.db");
  EXPECT_THAT(connection, alhf::testing::IsOk());
  Column column{.name = "c", .kind = kind};
  EXPECT_THAT(SampleDates(**connection, "t", column), alhf::testing::IsOk());
  return column.kind;
}

TEST(DateSampleTest, TextOfDatesIsDates) {
  EXPECT_EQ(KindAfter(ColumnKind::kText, "('2025-01-02'), (NULL)"),
            ColumnKind::kDate);
  EXPECT_EQ(KindAfter(ColumnKind::kText, "('2025-01-02T10:00:00Z')"),
            ColumnKind::kTimestamp);
}

TEST(DateSampleTest, OtherTextStays) {
  EXPECT_EQ(KindAfter(ColumnKind::kText, "('2025-01-02'), ('soon')"),
            ColumnKind::kText);
  EXPECT_EQ(KindAfter(ColumnKind::kText, "('2025-01-023')"), ColumnKind::kText);
  EXPECT_EQ(KindAfter(ColumnKind::kText, "(NULL)"), ColumnKind::kText);
}

TEST(DateSampleTest, DatesOfNoDatesAreOfNoUse) {
  EXPECT_EQ(KindAfter(ColumnKind::kDate, "('02/01/2025')"), ColumnKind::kOther);
  EXPECT_EQ(KindAfter(ColumnKind::kDate, "(NULL)"), ColumnKind::kDate);
}

}  // namespace
}  // namespace alhf::sql_generator
