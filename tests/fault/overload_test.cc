// Ten times the load that the system can carry: who is not answered in time is
// refused with a delay, most of the peak is still answered, nothing
// acknowledged is lost, and no process grows beyond its queues.
//
// Callers and system share the processors. So the share of the peak is taken
// twice: as it is, and for each second of processor time that the system had,
// in which its own refusing is a cost and its callers are none.
//
//   LOAD_SECONDS  of each kind of load (12); from 300 on memory may not grow
#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/mutex.h"
#include "tests/fault/load.h"
#include "tests/fault/promises.h"
#include "tests/support/conversation.h"
#include "tests/support/mini_system.h"

namespace alhf::testing {
namespace {

constexpr char kQuestion[] = "How many orders were there in 2025?";
// Each has a connection of its own.
constexpr int kTenants = 16;
// More than saturates it, fewer than it refuses.
constexpr int kAtOnce = 32;
constexpr double kTimes = 10;
// What a caller waits.
constexpr auto kPatience = std::chrono::seconds(3);
// Peak and overload are measured in turn, since the machine is another one
// from second to second.
constexpr int kTurns = 3;
constexpr double kTurnSeconds = 10;
// What full queues of a process may hold beside twice its idle memory, in MiB.
constexpr double kQueues = 64;
// Of the peak, for each second of processor time. A build that is not optimised
// refuses as slowly as it does everything else in headers of gRPC.
#ifdef NDEBUG
constexpr double kShare = 0.8;
#else
constexpr double kShare = 0.4;
#endif
// From so many seconds on memory may grow by so many MiB a minute.
constexpr double kLong = 300;
constexpr double kGrowth = 1;

double Seconds() {
  const char* const text = std::getenv("LOAD_SECONDS");
  double seconds = 0;
  return text != nullptr && absl::SimpleAtod(text, &seconds) ? seconds : 12;
}

// What a call needs until it ends. Its context holds the channel, so it goes
// before anybody hears that the call has ended: he may let go of his channels
// then, the last of which ends gRPC's threads for callbacks, and one of those
// threads that had to do that would wait for itself and go on with what it has
// freed (gRPC 1.51).
template <typename Request, typename Response>
struct Call {
  grpc::ClientContext context;
  Request request;
  Response response;
};

class AskReader final : public grpc::ClientReadReactor<v1::AskEvent> {
 public:
  AskReader(v1::Coordinator::StubInterface& stub, const v1::AskRequest& request,
            std::function<void(Answer)> done)
      : request_(request), done_(std::move(done)) {
    context_.set_deadline(std::chrono::system_clock::now() + kPatience);
    stub.async()->Ask(&context_, &request_, this);
    StartRead(&event_);
    StartCall();
  }
  void OnReadDone(bool ok) override {
    if (!ok) return;
    if (event_.has_answer()) good_ = event_.answer().missing().empty();
    StartRead(&event_);
  }
  void OnDone(const grpc::Status& status) override {
    const Answer answer = {status, good_};
    const std::function<void(Answer)> done = std::move(done_);
    delete this;  // as a `Call` goes
    done(answer);
  }

 private:
  grpc::ClientContext context_;
  const v1::AskRequest request_;
  std::function<void(Answer)> done_;
  v1::AskEvent event_;
  bool good_ = false;
};

// Resident memory of a process, in MiB: now, or (`VmHWM`) at most.
double Resident(pid_t pid, const std::string& what = "VmRSS") {
  std::ifstream file(absl::StrCat("/proc/", pid, "/status"));
  double kib = 0;
  for (std::string word; file >> word;) {
    if (word == what + ":") file >> kib;
  }
  return kib / 1024;
}

// Processor time that a process has had, in seconds.
double ProcessorTime(pid_t pid) {
  std::ifstream file(absl::StrCat("/proc/", pid, "/stat"));
  std::string word;
  while (file >> word && word.back() != ')') {
  }
  // The 3rd field is next; the 14th and 15th are of user and system.
  for (int field = 3; field < 14; ++field) file >> word;
  double user = 0;
  double system = 0;
  file >> user >> system;
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

// Memory over time, and how it grows in the last four fifths of it.
class Growth {
 public:
  void Add(double minute, double mib) { samples_.emplace_back(minute, mib); }
  // Least squares, in MiB a minute.
  double Slope() const {
    const size_t first = samples_.size() / 5;
    const auto count = static_cast<double>(samples_.size() - first);
    double x = 0, y = 0, xx = 0, xy = 0;
    for (size_t i = first; i < samples_.size(); ++i) {
      const auto& [minute, mib] = samples_[i];
      x += minute;
      y += mib;
      xx += minute * minute;
      xy += minute * mib;
    }
    const double spread = count * xx - x * x;
    return spread > 0 ? (count * xy - x * y) / spread : 0;
  }

 private:
  std::vector<std::pair<double, double>> samples_;
};

class OverloadTest : public ::testing::Test {
 protected:
  void SetUp() override {
    // The limits that people have, not those that a loaded machine gets.
    MiniSystemOptions options;
    options.coordinator_config = "limits { adjust_ms: 500 }\n";
    ASSERT_OK_AND_ASSIGN(system_, MiniSystem::Start(options));
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    for (int i = 0; i < kTenants; ++i) {
      stubs_.push_back(v1::Coordinator::NewStub(grpc::CreateCustomChannel(
          system_->Address(MiniSystem::kCoordinator),
          grpc::InsecureChannelCredentials(), arguments)));
    }
    for (const std::string& name : Processes()) {
      idle_[name] = Resident(system_->process(name).pid());
    }
  }

  static std::vector<std::string> Processes() {
    std::vector<std::string> names = MiniSystem::Components();
    names.push_back(MiniSystem::kCoordinator);
    return names;
  }

  // Whose turn it is.
  struct Caller {
    std::string tenant;
    v1::Coordinator::StubInterface* stub;
  };
  Caller NextCaller() {
    const uint64_t number = next_++ % kTenants;
    return {absl::StrCat("tenant", number), stubs_[number].get()};
  }

  BeginCall Plans() {
    return [this](std::function<void(Answer)> done) {
      using PlanCall = Call<v1::ComposePlanRequest, v1::ComposePlanResponse>;
      auto call = std::make_shared<PlanCall>();
      const Caller caller = NextCaller();
      call->request.set_tenant(caller.tenant);
      call->request.mutable_query()->set_text(kQuestion);
      call->context.set_deadline(std::chrono::system_clock::now() + kPatience);
      caller.stub->async()->ComposePlan(
          &call->context, &call->request, &call->response,
          [call, done = std::move(done)](const grpc::Status& status) mutable {
            const bool good = !call->response.plan().degraded();
            call = nullptr;
            done({status, good});
          });
    };
  }

  BeginCall Questions() {
    return [this](std::function<void(Answer)> done) {
      v1::AskRequest request;
      const Caller caller = NextCaller();
      request.set_tenant(caller.tenant);
      request.mutable_query()->set_text(kQuestion);
      new AskReader(*caller.stub, request, std::move(done));
    };
  }

  BeginCall Records() {
    return [this](std::function<void(Answer)> done) {
      using SubmitCall =
          Call<v1::SubmitFeedbackRequest, v1::SubmitFeedbackResponse>;
      auto call = std::make_shared<SubmitCall>();
      const auto [tenant, stub] = NextCaller();
      v1::SubmitFeedbackRequest& request = call->request;
      request.set_tenant(tenant);
      request.set_wait_for(v1::WAIT_FOR_DURABLE);
      request.mutable_record()->set_kind(v1::RECORD_TEXT);
      request.mutable_record()->set_text(
          absl::StrCat("Never use the folder shelf", next_.load(), "."));
      request.mutable_record()->mutable_exchange()->set_question(kQuestion);
      request.mutable_record()->mutable_exchange()->set_answer("An answer.");
      call->context.set_deadline(std::chrono::system_clock::now() + kPatience);
      stub->async()->SubmitFeedback(
          &call->context, &request, &call->response,
          [this, call, tenant = tenant,
           done = std::move(done)](const grpc::Status& status) mutable {
            if (status.ok()) {
              MutexLock lock(mutex_);
              acknowledged_[tenant].insert(
                  call->response.status().record().id());
            }
            call = nullptr;
            done({status, true});
          });
    };
  }

  double ResidentOf(const std::string& name) {
    return Resident(system_->process(name).pid());
  }
  double MostOf(const std::string& name) {
    return Resident(system_->process(name).pid(), "VmHWM");
  }

  // What was answered, and what it took.
  struct Work {
    double goodput = 0;
    double answered = 0;
    double system = 0;   // seconds of processor time
    double callers = 0;  // the same
    double ForEachSecond() const { return answered / system; }
  };

  double SystemTime() {
    double seconds = 0;
    for (const std::string& name : Processes()) {
      seconds += ProcessorTime(system_->process(name).pid());
    }
    return seconds;
  }

  Outcome Measure(const std::function<Outcome()>& load, Work& work) {
    const double system = SystemTime();
    const double callers = ProcessorTime(getpid());
    const Outcome outcome = load();
    EXPECT_EQ(outcome.wrong, 0u) << outcome.example;
    work.goodput += outcome.goodput();
    work.answered += static_cast<double>(outcome.answered);
    work.system += SystemTime() - system;
    work.callers += ProcessorTime(getpid()) - callers;
    return outcome;
  }

  // Puts ten times the load of the peak on it, and looks what comes of it.
  // `kept`: what is taken stays in memory, all of it in the coordinator's.
  void Overload(const std::string& what, const BeginCall& begin,
                bool kept = false) {
    const int turns =
        std::max(kTurns, static_cast<int>(Seconds() / kTurnSeconds / 2));
    const absl::Duration turn = absl::Seconds(Seconds() / turns / 2);
    const absl::Time start = absl::Now();
    std::map<std::string, Growth> growth;
    Work peak;
    Work over;
    for (int i = 0; i < turns; ++i) {
      const Outcome before =
          Measure([&] { return AtOnce(begin, kAtOnce, turn); }, peak);
      std::cout << what << ", " << kAtOnce << " at once: " << before.Describe()
                << "\n";
      const Outcome after = Measure(
          [&] { return AtRate(begin, kTimes * before.goodput(), turn); }, over);
      std::cout << what << ", " << kTimes << " times that: " << after.Describe()
                << std::endl;
      for (const std::string& name : Processes()) {
        growth[name].Add(absl::ToDoubleMinutes(absl::Now() - start),
                         ResidentOf(name));
      }
    }
    const double share = over.ForEachSecond() / peak.ForEachSecond();
    std::cout << what << ": " << over.goodput / peak.goodput
              << " of the peak, and " << share
              << " for each second of processor time; callers took "
              << peak.callers / (peak.callers + peak.system) << " of it, then "
              << over.callers / (over.callers + over.system) << "\n";
    EXPECT_GE(share, kShare);
    for (const std::string& name : Processes()) {
      std::cout << "  " << name << ": " << idle_[name] << " MiB idle, "
                << MostOf(name) << " at most, " << ResidentOf(name) << " now, "
                << growth[name].Slope() << " more a minute\n";
      if (kept && name == MiniSystem::kCoordinator) continue;
      EXPECT_LE(MostOf(name), 2 * idle_[name] + kQueues) << name;
      if (kept || Seconds() < kLong) continue;
      EXPECT_LE(growth[name].Slope(), kGrowth) << name;
    }
  }

  std::unique_ptr<MiniSystem> system_;
  std::vector<std::unique_ptr<v1::Coordinator::StubInterface>> stubs_;
  std::map<std::string, double> idle_;
  std::atomic<uint64_t> next_ = 0;
  Mutex mutex_;
  std::map<std::string, std::set<std::string>> acknowledged_
      ABSL_GUARDED_BY(mutex_);
};

TEST_F(OverloadTest, PlansAreMadeOrRefused) { Overload("plans", Plans()); }

TEST_F(OverloadTest, QuestionsAreAnsweredOrRefused) {
  Overload("questions", Questions());
}

TEST_F(OverloadTest, RecordsAreTakenOrRefusedAndNoneIsLost) {
  Overload("records", Records(), /*kept=*/true);
  const std::string coordinator = MiniSystem::kCoordinator;
  const double most = MostOf(coordinator);
  ASSERT_OK(system_->RestartAll());
  // The records are there again, and what they waited in is not.
  const double restarted = ResidentOf(coordinator);
  std::cout << "records: the coordinator had " << most << " MiB, and has "
            << restarted << " after a restart\n";
  EXPECT_LE(most, restarted + idle_[coordinator] + kQueues);
  MutexLock lock(mutex_);
  for (const auto& [tenant, ids] : acknowledged_) {
    ASSERT_OK_AND_ASSIGN(const auto records, RecordsOf(*system_, tenant));
    std::set<std::string> there;
    for (const v1::FeedbackStatus& each : records) {
      there.insert(each.record().id());
    }
    for (const std::string& id : ids) EXPECT_EQ(there.count(id), 1u) << id;
  }
}

}  // namespace
}  // namespace alhf::testing
