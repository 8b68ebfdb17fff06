#include "base/status.h"
#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class SystemTest : public CliTest {
 protected:
  SystemTest() {
    server_->status.Returns(Proto<v1::GetStatusResponse>(R"pb(
      version: "1"
      position { log_id: "log-1" epoch: 1 sequence: 9 }
      parked {
        component: "alpha"
        position { log_id: "log-1" epoch: 1 sequence: 4 }
      }
      parked {
        component: "beta"
        position { log_id: "log-1" epoch: 1 sequence: 5 }
      }
    )pb"));
    server_->retry.Returns(
        Proto<v1::RetryParkedResponse>("position { sequence: 10 }"));
  }
};

TEST_F(SystemTest, ShowsStatusAndComponents) {
  server_->components.Returns(Proto<v1::ListComponentsResponse>(
      "components { manifest { name: 'alpha' } health: COMPONENT_SERVING }"));
  EXPECT_THAT(Alhf({"components"}).out, HasSubstr("alpha"));
  EXPECT_EQ(server_->components.requests()[0].tenant(), "default");
  EXPECT_THAT(Alhf({"status"}).out, HasSubstr("version"));
  EXPECT_THAT(Alhf({"status", "--json"}).out, HasSubstr("\"version\": \"1\""));
}

TEST_F(SystemTest, RetriesAllThatIsParked) {
  const Result result = Alhf({"retry-parked"});
  EXPECT_EQ(result.code, ExitCode::kOk);
  EXPECT_EQ(result.out,
            "alpha: position 4 is tried again at 10\n"
            "beta: position 5 is tried again at 10\n");
  const auto requests = server_->retry.requests();
  ASSERT_THAT(requests, SizeIs(2));
  EXPECT_EQ(requests[0].position().log_id(), "log-1");
  EXPECT_FALSE(requests[0].request_id().empty());
  EXPECT_NE(requests[0].request_id(), requests[1].request_id());
}

TEST_F(SystemTest, RetriesWhatIsNamed) {
  Alhf({"retry-parked", "beta"});
  ASSERT_THAT(server_->retry.requests(), SizeIs(1));
  EXPECT_EQ(server_->retry.requests()[0].component(), "beta");
  EXPECT_THAT(Alhf({"retry-parked", "alpha", "--json"}).out,
              HasSubstr("\"sequence\":\"10\""));
}

TEST_F(SystemTest, RemovesAComponent) {
  server_->remove.Returns(
      Proto<v1::RemoveComponentResponse>("position { sequence: 11 }"));
  EXPECT_EQ(Alhf({"remove-component", "alpha"}).out,
            "alpha is no member of this tenant any more\n");
  ASSERT_THAT(server_->remove.requests(), SizeIs(1));
  EXPECT_EQ(server_->remove.requests()[0].component(), "alpha");
}

TEST_F(SystemTest, LetsTheCoordinatorSayThatAnEntryIsNotParked) {
  server_->retry.Fails(Error(absl::StatusCode::kFailedPrecondition,
                             Reason::ENTRY_NOT_PARKED, "not parked"));
  const Result result = Alhf({"retry-parked", "alpha", "--position", "7"});
  EXPECT_EQ(result.code, ExitCode::kRefused);
  EXPECT_THAT(result.err, HasSubstr("ENTRY_NOT_PARKED"));
  ASSERT_THAT(server_->retry.requests(), SizeIs(1));
  EXPECT_EQ(server_->retry.requests()[0].position().sequence(), 7u);
}

TEST_F(SystemTest, SaysThatNothingIsParked) {
  server_->status.Returns({});
  EXPECT_EQ(Alhf({"retry-parked"}).out, "nothing is parked\n");
  EXPECT_EQ(Alhf({"retry-parked", "--json"}).out, "");
}

}  // namespace
}  // namespace alhf::cli
