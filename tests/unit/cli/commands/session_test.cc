#include "cli/commands/session.h"

#include <algorithm>
#include <string>

#include "absl/time/civil_time.h"
#include "base/text.h"
#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

v1::GetStatusResponse StatusAt(const std::string& log, uint64_t sequence) {
  v1::GetStatusResponse status;
  status.mutable_position()->set_log_id(log);
  status.mutable_position()->set_epoch(1);
  status.mutable_position()->set_sequence(sequence);
  return status;
}

// The session as the commands see it, through `plan`, `forget` and `lessons`.
class SessionTest : public CliTest {
 protected:
  SessionTest() { server_->plan.Returns({}); }

  // Changes a lesson, which leads to `position`.
  void Change(const v1::Position& position) {
    v1::ChangeLessonResponse response;
    *response.mutable_position() = position;
    server_->change.Returns(response);
    ASSERT_EQ(Alhf({"forget", "l-1"}).code, ExitCode::kOk);
  }
  v1::Query LastQuery() const {
    return server_->plan.requests().back().query();
  }
};

TEST_F(SessionTest, QueriesSeeWhatThisPersonChanged) {
  ASSERT_EQ(Alhf({"plan", "q"}).code, ExitCode::kOk);
  EXPECT_FALSE(LastQuery().has_min_position());
  Change(StatusAt("log-1", 7).position());
  ASSERT_EQ(Alhf({"plan", "q"}).code, ExitCode::kOk);
  EXPECT_EQ(LastQuery().min_position().SerializeAsString(),
            StatusAt("log-1", 7).position().SerializeAsString());
  ASSERT_EQ(Alhf({"plan", "q", "--tenant", "other"}).code, ExitCode::kOk);
  EXPECT_FALSE(LastQuery().has_min_position());
}

TEST_F(SessionTest, APositionOfALogThatIsNoMoreIsForgotten) {
  Change(StatusAt("log-1", 7).position());
  server_->status.Returns(StatusAt("log-2", 9));
  server_->plan.Replies([](const v1::ComposePlanRequest& request)
                            -> absl::StatusOr<v1::ComposePlanResponse> {
    if (!request.query().has_min_position()) {
      return v1::ComposePlanResponse();
    }
    return Error(absl::StatusCode::kFailedPrecondition, Reason::POSITION_STALE,
                 "not reached");
  });
  EXPECT_EQ(Alhf({"plan", "q"}).code, ExitCode::kOk);
  EXPECT_THAT(server_->plan.requests(), SizeIs(2));
  EXPECT_EQ(Alhf({"plan", "q"}).code, ExitCode::kOk);
  EXPECT_THAT(server_->plan.requests(), SizeIs(3));
}

TEST_F(SessionTest, APositionThatIsNotReachedYetIsAnError) {
  Change(StatusAt("log-1", 7).position());
  server_->status.Returns(StatusAt("log-1", 9));
  server_->plan.Fails(Error(absl::StatusCode::kFailedPrecondition,
                            Reason::POSITION_STALE, "not reached"));
  const Result result = Alhf({"plan", "q"});
  EXPECT_EQ(result.code, ExitCode::kRefused);
  EXPECT_THAT(result.err, HasSubstr("POSITION_STALE"));
  EXPECT_THAT(server_->plan.requests(), SizeIs(1));
}

TEST_F(SessionTest, AsOfIsAPlaceOfTheLogAsItIsNow) {
  Change(StatusAt("log-1", 7).position());
  server_->status.Returns(StatusAt("log-1", 9));
  ASSERT_EQ(Alhf({"plan", "q", "--as-of", "3"}).code, ExitCode::kOk);
  EXPECT_EQ(LastQuery().as_of().SerializeAsString(),
            StatusAt("log-1", 3).position().SerializeAsString());
  EXPECT_FALSE(LastQuery().has_min_position());
}

TEST_F(SessionTest, QueriesNameUserTimeAndZone) {
  ASSERT_EQ(Alhf({"plan", "q", "--user", "other", "--now", "2026-01-15",
                  "--time-zone", "Europe/Berlin"})
                .code,
            ExitCode::kOk);
  EXPECT_EQ(LastQuery().user(), "other");
  EXPECT_EQ(LastQuery().time_zone(), "Europe/Berlin");
  EXPECT_EQ(FromProto(LastQuery().now()),
            absl::FromCivil(absl::CivilDay(2026, 1, 15), absl::UTCTimeZone()));
  ASSERT_EQ(Alhf({"plan", "q"}).code, ExitCode::kOk);
  EXPECT_EQ(LastQuery().user(), "someone");
  EXPECT_FALSE(LastQuery().has_now());
}

TEST_F(SessionTest, ADashReadsStandardInput) {
  ASSERT_EQ(Alhf({"plan", "-"}, "\nHow many\nper week?\n").code, ExitCode::kOk);
  EXPECT_EQ(LastQuery().text(), "How many\nper week?");
}

TEST_F(SessionTest, StandardInputMustBeTextOfALimitedSize) {
  Result result = Alhf({"plan", "-"}, "caf\xE9");
  EXPECT_EQ(result.code, ExitCode::kRefused);
  EXPECT_THAT(result.err, HasSubstr("INVALID_UTF8"));
  result = Alhf({"plan", "-"}, std::string((1 << 20) + 1, 'a'));
  EXPECT_EQ(result.code, ExitCode::kRefused);
  EXPECT_THAT(result.err, HasSubstr("FIELD_TOO_LARGE"));
  EXPECT_THAT(server_->plan.requests(), SizeIs(0));
}

// A list of `total` lessons in pages of at most two.
FakeMethod<v1::ListLessonsRequest, v1::ListLessonsResponse>::Reply Pages(
    int total) {
  return [total](const v1::ListLessonsRequest& request)
             -> absl::StatusOr<v1::ListLessonsResponse> {
    int next =
        request.page_token().empty() ? 0 : std::stoi(request.page_token());
    v1::ListLessonsResponse response;
    const int end = std::min({total, next + 2, next + request.page_size()});
    for (; next < end; ++next) {
      response.add_lessons()->set_id(absl::StrCat("l-", next));
    }
    if (next < total) response.set_next_page_token(absl::StrCat(next));
    return response;
  };
}

TEST_F(SessionTest, ListsReadPagesUpToTheLimit) {
  server_->lessons.Replies(Pages(5));
  EXPECT_THAT(Alhf({"lessons", "--limit", "0"}).out, HasSubstr("l-4"));
  EXPECT_THAT(server_->lessons.requests(), SizeIs(3));
  const Result three = Alhf({"lessons", "--limit", "3", "--json"});
  EXPECT_THAT(three.out, HasSubstr("l-2"));
  EXPECT_THAT(three.out, Not(HasSubstr("l-3")));
  EXPECT_THAT(three.out, HasSubstr("\"nextPageToken\": \"3\""));
  EXPECT_THAT(Alhf({"lessons", "--page-token", "3"}).out, HasSubstr("l-4"));
}

TEST_F(SessionTest, AChangeWithoutARequestIdGetsOne) {
  Change({});
  EXPECT_THAT(server_->change.requests()[0].request_id(),
              ::testing::MatchesRegex("cli-[a-z2-7]{10}"));
}

}  // namespace
}  // namespace alhf::cli
