#include "components/sql_generator/statement_calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/testing/status_matchers.h"
#include "base/status.h"

namespace alhf::sql_generator {
namespace {

using ::alhf::testing::IsOk;

TEST(StatementCallsTest, WhatReadsTablesPasses) {
  for (const char* sql :
       {"SELECT COUNT(*) FROM orders",
        "WITH a AS (SELECT 1) SELECT * FROM a JOIN b ON a.x = b.x",
        "SELECT date_trunc('week', placed_on) FROM orders GROUP BY 1",
        "SELECT strftime('%Y', d) FROM t WHERE note = 'call pg_read_file'",
        "SELECT 'it''s -- no comment', \"a \"\"b\"\" c\", `d`, [e] FROM f",
        "SELECT E'a\\'b', page, log_id, credit, my_pg_table FROM t",
        "SELECT 1.5e3, x[1] FROM t WHERE a - -1 > 0", "SELECT 'unended",
        "SELECT \"", ""}) {
    EXPECT_THAT(CheckCalls(sql), IsOk()) << sql;
  }
}

TEST(StatementCallsTest, WhatReachesFurtherIsRefused) {
  for (const char* sql :
       {"SELECT pg_read_file('/etc/passwd')",
        "SELECT PG_READ_FILE('/etc/passwd')",
        "SELECT \"pg_read_file\"('/etc/passwd')",
        "SELECT ('/etc/passwd'::text).pg_read_file",
        "SELECT pg_catalog.lo_import('/etc/passwd')",
        "SELECT * FROM information_schema.tables",
        "SELECT query_to_xml('SELECT 1', true, true, '')",
        "SELECT * FROM dblink('host=x', 'DROP TABLE a') AS t(a int)",
        "SELECT set_config('a.b', 'c', false)",
        "SELECT load_extension('x')",
        "SELECT [sqlite_master].name FROM t",
        "SELECT * FROM sqlite_schema",
        "SELECT * FROM pragma_table_list",
        "SELECT 'a' /* b */",
        "SELECT 1 -- b",
        "SELECT U&\"\\0070g_read_file\"('x')",
        "SELECT u&'x'",
        "SELECT $$a$$",
        "SELECT E'\\'', pg_sleep(9)",
        "SELECT 'a''', pg_sleep(9), 'b'",
        "SELECT nextval('s')",
        "SELECT ts_stat('SELECT 1')"}) {
    const absl::Status refused = CheckCalls(sql);
    EXPECT_EQ(ReasonOf(refused), Reason::MODEL_ANSWER_INVALID) << sql;
  }
}

}  // namespace
}  // namespace alhf::sql_generator
