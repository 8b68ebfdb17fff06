// Kills processes at random, and at named points of their writes and answers,
// while people teach; then looks whether anything that was acknowledged was
// lost, learned twice or reordered, and whether each memory is what its log
// says, byte for byte.
//
// CRASH_KILLS says how many (20), CRASH_SEED where the randomness begins.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/grpc_status.h"
#include "tests/fault/history.h"
#include "tests/fault/memory_export.h"
#include "tests/support/conversation.h"
#include "tests/support/eventually.h"
#include "tests/support/mini_system.h"

namespace alhf::testing {
namespace {

using ::testing::IsEmpty;

constexpr int kTeachers = 3;
// A teacher who hears nothing asks again with the same request id, so often.
constexpr int kTries = 40;
// So many records are given up at the first failure.
constexpr double kImpatient = 0.2;

int NumberFrom(const char* variable, int otherwise) {
  const char* const text = std::getenv(variable);
  int number = 0;
  return text != nullptr && absl::SimpleAtoi(text, &number) ? number
                                                            : otherwise;
}

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

// One person who teaches, in a tenant of his own, until told to stop.
class Teacher {
 public:
  Teacher(MiniSystem& system, int number)
      : system_(system),
        tenant_(absl::StrCat("tenant", number)),
        random_(static_cast<unsigned>(number)) {}

  void Teach(const std::atomic<bool>& stop) {
    for (int i = 0; !stop; ++i) {
      history_.push_back({Sentence(i), false, ""});
      const bool patient =
          std::uniform_real_distribution<>(0, 1)(random_) >= kImpatient;
      for (int tries = patient ? kTries : 1; tries > 0; --tries) {
        const auto record_id = Submit(i, history_.back().text);
        if (record_id.ok()) {
          history_.back().acknowledged = true;
          history_.back().record_id = *record_id;
          break;
        }
      }
      if (i % 3 == 0) Ask();
    }
  }

  const std::string& tenant() const { return tenant_; }
  const History& history() const { return history_; }

 private:
  static std::chrono::system_clock::time_point Soon() {
    return std::chrono::system_clock::now() + std::chrono::seconds(2);
  }

  absl::StatusOr<std::string> Submit(int number, const std::string& text) {
    v1::SubmitFeedbackRequest request;
    request.set_tenant(tenant_);
    request.set_request_id(absl::StrCat(tenant_, "-", number));
    // Most wait a while until it is assessed, so that they do not run away
    // from those who learn.
    request.set_wait_for(number % 4 == 0 ? v1::WAIT_FOR_DURABLE
                                         : v1::WAIT_FOR_ASSESSED);
    request.mutable_wait()->set_seconds(1);
    request.mutable_record()->set_kind(v1::RECORD_TEXT);
    request.mutable_record()->set_text(text);
    request.mutable_record()->mutable_exchange()->set_question(
        "How many orders were there in 2025?");
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
  void Ask() {
    v1::ComposePlanRequest request;
    request.set_tenant(tenant_);
    request.mutable_query()->set_text("How many orders were there in 2025?");
    grpc::ClientContext context;
    context.set_deadline(Soon());
    v1::ComposePlanResponse response;
    system_.coordinator().ComposePlan(&context, request, &response);
  }

  MiniSystem& system_;
  const std::string tenant_;
  std::mt19937 random_;
  History history_;
};

class CrashTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_OK_AND_ASSIGN(system_, MiniSystem::Start());
    seed_ = NumberFrom("CRASH_SEED", 1);
    random_.seed(static_cast<unsigned>(seed_));
    RecordProperty("seed", seed_);
  }

  int Pick(int most) {
    return std::uniform_int_distribution<>(0, most - 1)(random_);
  }

  // Where a process shall end: a call, a side of it, and which of them.
  std::string PickPoint() {
    static constexpr const char* kCalls[] = {"write", "fdatasync", "rename",
                                             "sendmsg"};
    const char* const call = kCalls[Pick(4)];
    const int most = call == std::string("rename") ? 2 : 40;
    return absl::StrCat(call, Pick(2) == 0 ? " before " : " after ",
                        1 + Pick(most));
  }

  // Kills one process now, lets it come up and die at a point of its own, and
  // starts it again. Returns the number of kills.
  int Crash() {
    std::vector<std::string> names = MiniSystem::Components();
    names.push_back(MiniSystem::kCoordinator);
    names.push_back(MiniSystem::kCoordinator);  // it has the most to lose
    const std::string name = names[static_cast<size_t>(Pick(5))];
    system_->Kill(name);
    const std::string point = PickPoint();
    EXPECT_TRUE(system_
                    ->StartProcess(name, {"LD_PRELOAD=" CRASH_POINT_LIBRARY,
                                          "CRASH_POINT=" + point})
                    .ok());
    // Where it never comes to the point it dies at a moment of no meaning.
    const auto end = system_->process(name).Await(absl::Seconds(2));
    if (end.has_value()) {
      EXPECT_EQ(end, -SIGKILL) << system_->Log(name);
      ++reached_;
    }
    ++points_[absl::StrCat(name, " ", point.substr(0, point.rfind(' ')))];
    system_->Kill(name);
    EXPECT_TRUE(system_->StartProcess(name).ok());
    return 2;
  }

  // All records of a tenant, oldest first.
  absl::StatusOr<std::vector<v1::FeedbackStatus>> Records(
      const std::string& tenant) {
    std::vector<v1::FeedbackStatus> records;
    v1::ListFeedbackRequest request;
    request.set_tenant(tenant);
    do {
      grpc::ClientContext context;
      v1::ListFeedbackResponse response;
      ALHF_RETURN_IF_ERROR(FromGrpcStatus(
          system_->coordinator().ListFeedback(&context, request, &response)));
      records.insert(records.end(), response.records().begin(),
                     response.records().end());
      request.set_page_token(response.next_page_token());
    } while (!request.page_token().empty());
    std::reverse(records.begin(), records.end());
    return records;
  }

  absl::StatusOr<std::map<std::string, std::string>> Memory(
      const std::string& component, const std::string& tenant) {
    return ExportMemory(system_->Address(component), tenant);
  }

  // Everyone has assessed and applied everything. False where that does not
  // come about, and nothing moves towards it any more.
  bool Settled(const std::string& tenant) {
    Conversation talk(system_->coordinator(), tenant);
    for (uint64_t before = UINT64_MAX; before > 0;) {
      uint64_t now = before;
      const bool moved = Eventually([&] {
        const auto status = talk.Status();
        if (status.ok()) now = status->awaiting_assessment();
        return now < before;
      });
      if (!moved) return false;
      before = now;
    }
    return system_->AwaitServing(tenant).ok();
  }

  std::unique_ptr<MiniSystem> system_;
  int seed_ = 0;
  std::mt19937 random_;
  std::map<std::string, int> points_;
  int reached_ = 0;
};

TEST_F(CrashTest, NothingAcknowledgedIsLostOrLearnedTwice) {
  std::vector<Teacher> teachers;
  for (int i = 0; i < kTeachers; ++i) teachers.emplace_back(*system_, i);
  std::atomic<bool> stop = false;
  std::vector<std::thread> threads;
  for (Teacher& teacher : teachers) {
    threads.emplace_back([&] { teacher.Teach(stop); });
  }
  int kills = 0;
  while (kills < NumberFrom("CRASH_KILLS", 20)) kills += Crash();
  stop = true;
  for (std::thread& thread : threads) thread.join();

  size_t acknowledged = 0;
  for (const Teacher& teacher : teachers) {
    SCOPED_TRACE(teacher.tenant());
    ASSERT_TRUE(Settled(teacher.tenant()));
    ASSERT_OK_AND_ASSIGN(const auto records, Records(teacher.tenant()));
    EXPECT_THAT(BrokenPromises(teacher.history(), records), IsEmpty());
    acknowledged += static_cast<size_t>(std::count_if(
        teacher.history().begin(), teacher.history().end(),
        [](const Taught& taught) { return taught.acknowledged; }));
  }
  std::cout << kills << " kills, " << reached_
            << " of them where the test said, " << acknowledged
            << " records acknowledged, seed " << seed_ << "\n";
  for (const auto& [point, count] : points_) {
    std::cout << "  " << point << ": " << count << "\n";
  }
  EXPECT_GT(acknowledged, static_cast<size_t>(kills));
  EXPECT_GT(reached_, 0) << "is " CRASH_POINT_LIBRARY " preloaded?";

  for (const std::string& component : MiniSystem::Components()) {
    std::map<std::string, std::map<std::string, std::string>> before;
    for (const Teacher& teacher : teachers) {
      ASSERT_OK_AND_ASSIGN(before[teacher.tenant()],
                           Memory(component, teacher.tenant()));
      EXPECT_FALSE(before[teacher.tenant()].empty());
    }
    ASSERT_OK(system_->Stop(component));
    system_->DeleteData(component);
    ASSERT_OK(system_->StartProcess(component));
    for (const Teacher& teacher : teachers) {
      ASSERT_TRUE(Settled(teacher.tenant()));
      // The coordinator may still show what the process before had applied.
      std::map<std::string, std::string> rebuilt;
      EXPECT_TRUE(Eventually([&] {
        const auto now = Memory(component, teacher.tenant());
        if (now.ok()) rebuilt = *now;
        return rebuilt == before[teacher.tenant()];
      })) << component
          << " has another memory of " << teacher.tenant()
          << " than its log: " << before[teacher.tenant()].size()
          << " items, rebuilt " << rebuilt.size();
    }
  }
}

}  // namespace
}  // namespace alhf::testing
