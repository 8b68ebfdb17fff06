#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

class KeepingTest : public CliTest {
 protected:
  KeepingTest() {
    server_->rebuild.Returns(
        Proto<v1::RebuildComponentResponse>("position { sequence: 12 }"));
    server_->backup.Returns(
        Proto<v1::BackupResponse>("tenants: 1 entries: 40"));
    server_->erase.Returns(Proto<v1::EraseResponse>(R"pb(
      records: 1
      lessons: 2
      exchanges: 0
      entries: 3
      pending: "alpha"
      position { sequence: 13 }
    )pb"));
  }
};

TEST_F(KeepingTest, RebuildsAComponent) {
  EXPECT_EQ(Alhf({"rebuild", "alpha"}).out,
            "alpha is rebuilt; done when alhf components shows position 12\n");
  ASSERT_THAT(server_->rebuild.requests(), SizeIs(1));
  EXPECT_EQ(server_->rebuild.requests()[0].component(), "alpha");
}

TEST_F(KeepingTest, ABackupGoesToAnAbsolutePath) {
  EXPECT_THAT(Alhf({"backup", "monday"}).out,
              HasSubstr("/monday: 1 tenant, 40 entries\n"));
  ASSERT_THAT(server_->backup.requests(), SizeIs(1));
  EXPECT_THAT(server_->backup.requests()[0].folder(), StartsWith("/"));
}

TEST_F(KeepingTest, EraseCountsFirst) {
  const Result counted = Alhf({"erase", "--record", "f-1"});
  EXPECT_EQ(counted.code, ExitCode::kOk);
  EXPECT_EQ(counted.out,
            "would be erased: 1 record, 2 lessons, 0 exchanges, words in the "
            "log at 3 positions\n"
            "nothing was erased: add --yes\n");
  ASSERT_THAT(server_->erase.requests(), SizeIs(1));
  EXPECT_TRUE(server_->erase.requests()[0].dry_run());
  EXPECT_EQ(server_->erase.requests()[0].record_id(), "f-1");
}

TEST_F(KeepingTest, EraseSaysWhoHasNotConfirmed) {
  const Result erased = Alhf({"erase", "--user-of", "ann", "--yes"});
  EXPECT_THAT(erased.out, StartsWith("erased: 1 record, 2 lessons"));
  EXPECT_THAT(erased.out, HasSubstr("not confirmed yet: alpha"));
  ASSERT_THAT(server_->erase.requests(), SizeIs(1));
  EXPECT_FALSE(server_->erase.requests()[0].dry_run());
  EXPECT_EQ(server_->erase.requests()[0].user(), "ann");
  Alhf({"erase", "--everything", "--yes"});
  EXPECT_TRUE(server_->erase.requests()[1].everything());
}

TEST_F(KeepingTest, EraseNeedsToBeToldWhat) {
  EXPECT_EQ(Alhf({"erase", "--yes"}).code, ExitCode::kUsage);
  EXPECT_EQ(Alhf({"erase", "--record", "f-1", "--everything"}).code,
            ExitCode::kUsage);
  EXPECT_THAT(server_->erase.requests(), SizeIs(0));
}

}  // namespace
}  // namespace alhf::cli
