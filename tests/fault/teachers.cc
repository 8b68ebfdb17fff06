#include "tests/fault/teachers.h"

#include <chrono>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/grpc_status.h"
#include "base/status.h"
#include "tests/support/eventually.h"

namespace alhf::testing {
namespace {

constexpr int kTries = 40;
constexpr double kImpatient = 0.2;
constexpr absl::Duration kRest = absl::Milliseconds(10);
constexpr char kQuestion[] = "How many orders were there in 2025?";

// A sentence that one of the components learns, unlike any other.
std::string Sentence(int number) {
  switch (number % 4) {
    case 0:
      return absl::StrCat("Answer in at most ", 100 + number, " words.");
    case 1:
      return absl::StrCat("A class", number,
                          " customer means ordered in the last ", 10 + number,
                          " days.");
    case 2:
      return absl::StrCat("Never use the folder shelf", number, ".");
    default:
      return absl::StrCat("Leave out orders whose status is s", number, ".");
  }
}

std::chrono::system_clock::time_point Soon() {
  return std::chrono::system_clock::now() + std::chrono::seconds(2);
}

}  // namespace

Teacher::Teacher(MiniSystem& system, int number)
    : system_(system),
      tenant_(absl::StrCat("tenant", number)),
      random_(static_cast<unsigned>(number)) {}

void Teacher::Teach(const std::atomic<bool>& stop,
                    const std::atomic<size_t>& allowed,
                    std::atomic<size_t>& acknowledged) {
  for (int i = 0; !stop;) {
    if (acknowledged >= allowed) {
      absl::SleepFor(kRest);
      continue;
    }
    if (TeachOne(i)) ++acknowledged;
    if (i % 3 == 0) Ask();
    ++i;
  }
}

bool Teacher::TeachOne(int number) {
  history_.push_back({Sentence(number), false, ""});
  Taught& taught = history_.back();
  const bool patient =
      std::uniform_real_distribution<>(0, 1)(random_) >= kImpatient;
  for (int tries = patient ? kTries : 1; tries > 0; --tries) {
    const auto record_id = Submit(number, taught.text);
    if (!record_id.ok()) continue;
    taught.acknowledged = true;
    taught.record_id = *record_id;
    break;
  }
  return taught.acknowledged;
}

absl::StatusOr<std::string> Teacher::Submit(int number,
                                            const std::string& text) {
  v1::SubmitFeedbackRequest request;
  request.set_tenant(tenant_);
  request.set_request_id(absl::StrCat(tenant_, "-", number));
  // Most wait a while until it is assessed, so that they do not run away from
  // those who learn.
  request.set_wait_for(number % 4 == 0 ? v1::WAIT_FOR_DURABLE
                                       : v1::WAIT_FOR_ASSESSED);
  request.mutable_wait()->set_seconds(1);
  request.mutable_record()->set_kind(v1::RECORD_TEXT);
  request.mutable_record()->set_text(text);
  request.mutable_record()->mutable_exchange()->set_question(kQuestion);
  request.mutable_record()->mutable_exchange()->set_answer("An answer.");
  grpc::ClientContext context;
  context.set_wait_for_ready(true);
  context.set_deadline(Soon());
  v1::SubmitFeedbackResponse response;
  ALHF_RETURN_IF_ERROR(FromGrpcStatus(
      system_.coordinator().SubmitFeedback(&context, request, &response)));
  return response.status().record().id();
}

// What becomes of it does not matter; that it goes on meanwhile does.
void Teacher::Ask() {
  v1::ComposePlanRequest request;
  request.set_tenant(tenant_);
  request.mutable_query()->set_text(kQuestion);
  grpc::ClientContext context;
  context.set_deadline(Soon());
  v1::ComposePlanResponse response;
  system_.coordinator().ComposePlan(&context, request, &response);
}

Teachers::Teachers(MiniSystem& system, int count) {
  for (int i = 0; i < count; ++i) teachers_.emplace_back(system, i);
}

void Teachers::Start() {
  for (Teacher& teacher : teachers_) {
    threads_.emplace_back(
        [&] { teacher.Teach(stop_, allowed_, acknowledged_); });
  }
}

void Teachers::Stop() {
  stop_ = true;
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

bool Teachers::AwaitAcknowledged(size_t count) const {
  for (size_t before = acknowledged_; before < count;) {
    if (!Eventually([&] { return acknowledged_ > before; })) return false;
    before = acknowledged_;
  }
  return true;
}

}  // namespace alhf::testing
