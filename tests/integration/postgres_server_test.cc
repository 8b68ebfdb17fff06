#include "tests/support/postgres_server.h"

#include <gtest/gtest.h>

#include <string>

namespace alhf::testing {
namespace {

TEST(PostgresServerTest, RunsSqlInADatabaseOfItsOwn) {
  const auto one = PostgresServer::Start();
  ASSERT_TRUE(one.ok()) << one.status();
  const auto other = PostgresServer::Start();
  ASSERT_TRUE(other.ok()) << other.status();
  ASSERT_TRUE((*one)
                  ->Execute("CREATE TABLE a (b INT, c TEXT);"
                            "INSERT INTO a VALUES (1, 'x'), (2, NULL)")
                  .ok());
  EXPECT_EQ((*one)->Psql({"-c", "SELECT * FROM a ORDER BY b"}).out,
            "1|x\n2|\n");
  EXPECT_FALSE((*other)->Execute("SELECT * FROM a").ok());
  EXPECT_FALSE((*one)->Load("/no/such/file.sql").ok());
}

TEST(PostgresServerTest, ComesBackWithWhatItHeld) {
  const auto server = PostgresServer::Start();
  ASSERT_TRUE(server.ok()) << server.status();
  ASSERT_TRUE((*server)->Execute("CREATE TABLE a (b INT)").ok());
  (*server)->Stop();
  EXPECT_FALSE((*server)->Execute("SELECT * FROM a").ok());
  ASSERT_TRUE((*server)->Restart().ok());
  EXPECT_TRUE((*server)->Execute("SELECT * FROM a").ok());
}

}  // namespace
}  // namespace alhf::testing
