#include "alhf/client/fake_client.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status.h"

namespace alhf::client {

void FakeClient::Teach(const std::string& component,
                       const std::string& guidance) {
  MutexLock lock(mutex_);
  v1::ComponentPlan& part = *plan_.add_components();
  part.set_component(component);
  part.set_guidance(guidance);
  v1::AdjustmentItem& item = *part.add_items();
  item.set_component(component);
  item.set_lesson_id(absl::StrCat("l-fake-", plan_.components_size()));
  item.set_disposition(v1::DISPOSITION_APPLIED);
  item.mutable_guidance()->set_text(guidance);
}

void FakeClient::SetPlan(v1::Plan plan) {
  MutexLock lock(mutex_);
  plan_ = std::move(plan);
}

void FakeClient::GoAway() {
  MutexLock lock(mutex_);
  away_ = true;
}

void FakeClient::ComeBack() {
  MutexLock lock(mutex_);
  away_ = false;
}

absl::Status FakeClient::Failure() const {
  if (!away_) return absl::OkStatus();
  return Error(absl::StatusCode::kUnavailable, Reason::COMPONENT_UNAVAILABLE,
               "the fake coordinator is away");
}

PlanResult FakeClient::Plan(const std::string& question, const PlanOptions&) {
  MutexLock lock(mutex_);
  PlanResult result;
  result.failure = Failure();
  if (!result.failure.ok()) return result;
  questions_.push_back(question);
  result.plan = plan_;
  return result;
}

Recorded FakeClient::Record(const std::string& question,
                            const std::string& answer,
                            const RecordOptions& options) {
  MutexLock lock(mutex_);
  Recorded recorded{options.exchange_id, question, answer, Failure()};
  if (recorded.exchange_id.empty()) {
    recorded.exchange_id = absl::StrCat("x-fake-", records_.size() + 1);
  }
  if (recorded.ok()) records_.push_back(recorded);
  return recorded;
}

Receipt FakeClient::Feedback(const std::string& text, const Recorded& about,
                             const FeedbackOptions& options) {
  v1::FeedbackRecord record;
  record.set_kind(v1::RECORD_TEXT);
  record.set_text(text);
  record.set_step(options.step);
  record.set_giver(options.user);
  return Take(std::move(record), about);
}

Receipt FakeClient::Thumb(bool up, const Recorded& about,
                          const FeedbackOptions& options) {
  v1::FeedbackRecord record;
  record.set_kind(v1::RECORD_THUMB);
  record.set_thumb_up(up);
  record.set_giver(options.user);
  return Take(std::move(record), about);
}

Receipt FakeClient::Take(v1::FeedbackRecord record, const Recorded& about) {
  MutexLock lock(mutex_);
  Receipt receipt;
  receipt.failure = Failure();
  if (!receipt.ok()) return receipt;
  record.set_id(absl::StrCat("f-fake-", feedback_.size() + 1));
  record.mutable_exchange()->set_id(about.exchange_id);
  record.mutable_exchange()->set_question(about.question);
  record.mutable_exchange()->set_answer(about.answer);
  receipt.request_id = absl::StrCat("r-fake-", feedback_.size() + 1);
  *receipt.status.mutable_record() = record;
  receipt.status.set_state(v1::FEEDBACK_LEARNED);
  feedback_.push_back(std::move(record));
  return receipt;
}

std::vector<std::string> FakeClient::questions() const {
  MutexLock lock(mutex_);
  return questions_;
}

std::vector<Recorded> FakeClient::records() const {
  MutexLock lock(mutex_);
  return records_;
}

std::vector<v1::FeedbackRecord> FakeClient::feedback() const {
  MutexLock lock(mutex_);
  return feedback_;
}

}  // namespace alhf::client
