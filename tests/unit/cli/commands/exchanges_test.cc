#include "base/status.h"
#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class ExchangesTest : public CliTest {
 protected:
  ExchangesTest() {
    server_->exchange.Returns(
        Proto<v1::Exchange>("id: 'x-1' question: 'How many?'"));
    server_->exchanges.Returns(Proto<v1::ListExchangesResponse>(
        "exchanges { id: 'x-1' question: 'How many?' }"));
  }
};

TEST_F(ExchangesTest, ExplainsTheLastOne) {
  const Result result = Alhf({"explain"});
  EXPECT_EQ(result.code, ExitCode::kOk);
  EXPECT_THAT(result.out, HasSubstr("  How many?\n"));
  const auto requests = server_->exchange.requests();
  ASSERT_THAT(requests, SizeIs(2));
  EXPECT_EQ(requests[0].exchange_id(), "last");
  EXPECT_EQ(requests[0].user(), "someone");
  EXPECT_EQ(requests[1].exchange_id(), "x-1");
}

TEST_F(ExchangesTest, ExplainsTheOneThatIsNamed) {
  EXPECT_THAT(Alhf({"explain", "x-1", "--json"}).out,
              HasSubstr("\"question\": \"How many?\""));
  ASSERT_THAT(server_->exchange.requests(), SizeIs(1));
  EXPECT_EQ(server_->exchange.requests()[0].exchange_id(), "x-1");
}

TEST_F(ExchangesTest, SaysThatNothingWasAskedYet) {
  server_->exchange.Fails(Error(absl::StatusCode::kNotFound,
                                Reason::EXCHANGE_NOT_FOUND, "no exchange"));
  const Result result = Alhf({"explain", "--user", "other"});
  EXPECT_EQ(result.code, ExitCode::kRefused);
  EXPECT_THAT(result.err,
              HasSubstr("user other has asked nothing yet in tenant default"));
}

TEST_F(ExchangesTest, ListsAllOrMine) {
  EXPECT_THAT(Alhf({"exchanges"}).out, HasSubstr("x-1"));
  EXPECT_THAT(Alhf({"exchanges", "--mine", "--json"}).out,
              HasSubstr("\"id\": \"x-1\""));
  const auto requests = server_->exchanges.requests();
  ASSERT_THAT(requests, SizeIs(2));
  EXPECT_EQ(requests[0].user(), "");
  EXPECT_EQ(requests[1].user(), "someone");
}

}  // namespace
}  // namespace alhf::cli
