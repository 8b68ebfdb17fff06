// What the tests of the query path share: fake components, and beside them the
// real composer, executor and exchange store.
#ifndef ALHF_TESTS_UNIT_COORDINATOR_QUERY_QUERY_FIXTURE_H_
#define ALHF_TESTS_UNIT_COORDINATOR_QUERY_QUERY_FIXTURE_H_

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/executor.h"
#include "coordinator/exchanges/exchange_store.h"
#include "coordinator/query/query_path.h"
#include "core/compose/composer.h"
#include "tests/unit/coordinator/fake_registry.h"

namespace alhf::coordinator {

// The events and the end of one Ask, as its caller sees them.
class Caller {
 public:
  auto OnEvent() {
    return [this](const v1::AskEvent& event) {
      MutexLock lock(mutex_);
      events_.push_back(event);
      changed_.NotifyAll();
      return !gone_;
    };
  }
  auto Done() {
    return [this](absl::Status status) {
      MutexLock lock(mutex_);
      end_ = std::move(status);
      ++ends_;
      changed_.NotifyAll();
    };
  }
  // From now on events are of no use.
  void Leave() {
    MutexLock lock(mutex_);
    gone_ = true;
  }
  // Waits for the end and returns its status.
  absl::Status Wait() {
    MutexLock lock(mutex_);
    while (ends_ == 0) {
      if (!changed_.WaitFor(mutex_, absl::Seconds(30))) {
        ADD_FAILURE() << "the call never ended";
        return absl::DeadlineExceededError("test");
      }
    }
    EXPECT_EQ(ends_, 1);
    return end_;
  }
  std::vector<v1::AskEvent> events() {
    MutexLock lock(mutex_);
    return events_;
  }
  v1::Exchange answer() {
    const auto all = events();
    if (all.empty() || !all.back().has_answer()) {
      ADD_FAILURE() << "the last event is no answer";
      return {};
    }
    return all.back().answer();
  }

 private:
  Mutex mutex_;
  CondVar changed_;
  std::vector<v1::AskEvent> events_ ABSL_GUARDED_BY(mutex_);
  bool gone_ ABSL_GUARDED_BY(mutex_) = false;
  int ends_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status end_ ABSL_GUARDED_BY(mutex_);
};

class QueryFixture : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = ::testing::TempDir() + "/queryXXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    auto store = ExchangeStore::Open(folder_ + "/exchanges", nullptr);
    ASSERT_TRUE(store.ok()) << store.status();
    exchanges_ = *std::move(store);
  }
  void TearDown() override {
    exchanges_.reset();
    std::filesystem::remove_all(folder_);
  }

  static v1::AskRequest Question(const std::string& text = "how many?") {
    v1::AskRequest request;
    request.set_tenant("t");
    request.mutable_query()->set_text(text);
    request.mutable_query()->set_user("ada");
    return request;
  }
  // An item that applies, of a lesson.
  static v1::AdjustmentItem Item(const std::string& lesson,
                                 const std::string& key = "",
                                 double score = 0.9) {
    v1::AdjustmentItem item;
    item.set_lesson_id(lesson);
    item.set_score(score);
    item.set_conflict_key(key);
    item.mutable_guidance()->set_text("do it");
    return item;
  }
  // Makes `client` answer its stage with `text`.
  static void Say(FakeClient& client, const std::string& text) {
    client.on_run = [text](const auto&, const auto& write) {
      v1::RunEvent event;
      event.mutable_output()->set_text(text);
      write(event);
      return absl::OkStatus();
    };
  }

  std::string folder_;
  FakeRegistry registry_;
  std::unique_ptr<ExchangeStore> exchanges_;
  core::PrecedenceComposer composer_;
  ManualClock clock_{absl::FromUnixSeconds(1'700'000'000)};
  ThreadPoolExecutor executor_{{.threads = 2, .queue = 16}};
};

}  // namespace alhf::coordinator

#endif  // ALHF_TESTS_UNIT_COORDINATOR_QUERY_QUERY_FIXTURE_H_
