// A whole feedback path for tests: the real log on a memory disk, fake
// components with the SDK's real memory, a clock that stands still.
#ifndef ALHF_TESTS_UNIT_COORDINATOR_FEEDBACK_PATH_FIXTURE_H_
#define ALHF_TESTS_UNIT_COORDINATOR_FEEDBACK_PATH_FIXTURE_H_

#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "base/clock.h"
#include "base/executor.h"
#include "coordinator/feedback/feedback_path.h"
#include "coordinator/feedback/leveldb_feedback_log.h"
#include "tests/support/eventually.h"
#include "tests/support/fake_component.h"
#include "tests/support/fault_env.h"

namespace alhf::coordinator {

class PathFixture : public ::testing::Test {
 protected:
  PathFixture() {
    options_.assess_timeout = absl::Seconds(30);
    options_.apply_timeout = absl::Seconds(30);
    options_.retry_base = absl::Milliseconds(2);
    options_.retry_cap = absl::Milliseconds(20);
  }

  void Open(const std::string& folder = "/log") {
    auto log = OpenLevelDbFeedbackLog({.folder = folder, .env = &env_});
    ASSERT_THAT(log, testing::IsOk());
    log_ = *std::move(log);
    auto path = FeedbackPath::Create(options_, &registry_, log_.get(), &clock_,
                                     &executor_);
    ASSERT_THAT(path, testing::IsOk());
    path_ = *std::move(path);
  }
  void Close() {
    path_.reset();
    log_.reset();
  }
  void Reopen() {
    Close();
    Open();
  }

  static Giver Expert() { return {"unix:1000", "ann", v1::ROLE_EXPERT}; }
  static Giver Member() { return {"unix:1000", "bob", v1::ROLE_MEMBER}; }

  static v1::SubmitFeedbackRequest Words(
      const std::string& text, v1::WaitFor wait_for = v1::WAIT_FOR_LEARNED,
      const std::string& tenant = "acme") {
    v1::SubmitFeedbackRequest request;
    request.set_tenant(tenant);
    request.mutable_record()->set_kind(v1::RECORD_TEXT);
    request.mutable_record()->set_text(text);
    v1::Exchange& exchange = *request.mutable_record()->mutable_exchange();
    exchange.set_id("x-1");
    exchange.set_question("how many?");
    exchange.set_answer("seven");
    exchange.add_steps()->set_component("alpha");
    request.set_wait_for(wait_for);
    request.mutable_wait()->set_seconds(30);
    return request;
  }

  absl::StatusOr<v1::FeedbackStatus> Submit(
      const v1::SubmitFeedbackRequest& request, const Giver& giver = Expert()) {
    std::promise<absl::StatusOr<v1::FeedbackStatus>> answer;
    path_->Submit(request, giver,
                  [&](absl::StatusOr<v1::FeedbackStatus> status) {
                    answer.set_value(std::move(status));
                  });
    return answer.get_future().get();
  }
  // Teaches `text` and returns its status once it is learned.
  v1::FeedbackStatus Teach(const std::string& text) {
    auto status = Submit(Words(text));
    EXPECT_THAT(status, testing::IsOk());
    return status.ok() ? *std::move(status) : v1::FeedbackStatus();
  }

  static v1::ChangeLessonRequest ChangeOf(const std::string& lesson_id) {
    v1::ChangeLessonRequest request;
    request.set_tenant("acme");
    request.set_lesson_id(lesson_id);
    request.set_wait_for(v1::WAIT_FOR_LEARNED);
    request.mutable_wait()->set_seconds(30);
    return request;
  }
  absl::StatusOr<v1::ChangeLessonResponse> Change(
      const v1::ChangeLessonRequest& request, const Giver& giver = Expert()) {
    std::promise<absl::StatusOr<v1::ChangeLessonResponse>> answer;
    path_->ChangeLesson(request, giver,
                        [&](absl::StatusOr<v1::ChangeLessonResponse> response) {
                          answer.set_value(std::move(response));
                        });
    return answer.get_future().get();
  }
  absl::StatusOr<v1::RetryParkedResponse> Retry(
      const v1::RetryParkedRequest& request) {
    std::promise<absl::StatusOr<v1::RetryParkedResponse>> answer;
    path_->RetryParked(request, Expert(),
                       [&](absl::StatusOr<v1::RetryParkedResponse> response) {
                         answer.set_value(std::move(response));
                       });
    return answer.get_future().get();
  }

  absl::StatusOr<v1::FeedbackStatus> Get(const std::string& record_id,
                                         const std::string& tenant = "acme") {
    v1::GetFeedbackRequest request;
    request.set_tenant(tenant);
    request.set_record_id(record_id);
    return path_->Get(request);
  }
  v1::GetStatusResponse Status(const std::string& tenant = "acme") {
    v1::GetStatusResponse response;
    path_->FillStatus(tenant, &response);
    return response;
  }
  std::vector<v1::Lesson> Lessons(const std::string& tenant = "acme") {
    v1::ListLessonsRequest request;
    request.set_tenant(tenant);
    request.set_page_size(1000);
    const auto response = path_->ListLessons(request);
    EXPECT_THAT(response, testing::IsOk());
    return {response->lessons().begin(), response->lessons().end()};
  }
  std::vector<LogEntry> Log(const std::string& tenant = "acme") {
    auto entries = log_->Read(tenant, 0, 100000);
    EXPECT_THAT(entries, testing::IsOk());
    return *std::move(entries);
  }
  // Whether `component` has applied everything there is.
  bool CaughtUp(testing::FakeComponent& component,
                const std::string& tenant = "acme") {
    return component.Applied(tenant) == log_->End(tenant).sequence();
  }

  FeedbackOptions options_;
  testing::FaultEnv env_;
  ManualClock clock_{absl::FromUnixSeconds(1700000000)};
  testing::FakeRegistry registry_;
  ThreadPoolExecutor executor_{{.threads = 4, .queue = 1024}};
  std::unique_ptr<FeedbackLog> log_;
  std::unique_ptr<FeedbackPath> path_;
};

}  // namespace alhf::coordinator

#endif  // ALHF_TESTS_UNIT_COORDINATOR_FEEDBACK_PATH_FIXTURE_H_
