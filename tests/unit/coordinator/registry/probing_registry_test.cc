#include "coordinator/registry/probing_registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "alhf/testing/status_matchers.h"
#include "base/status.h"
#include "coordinator/registry/grpc_component_client.h"
#include "tests/support/eventually.h"
#include "tests/unit/coordinator/fake_component_server.h"

namespace alhf::coordinator {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

v1::Manifest ManifestOf(const std::string& name) {
  v1::Manifest manifest;
  manifest.set_name(name);
  manifest.set_protocol_min(1);
  manifest.set_protocol_max(1);
  return manifest;
}

// Counts what it hears.
class Ear {
 public:
  void Hear(const std::string& name) {
    MutexLock lock(mutex_);
    names_.push_back(name);
    heard_.NotifyAll();
  }
  // Returns the names heard once there are `count`, or after long.
  std::vector<std::string> Wait(size_t count) {
    MutexLock lock(mutex_);
    while (names_.size() < count) {
      if (!heard_.WaitFor(mutex_, absl::Seconds(30))) break;
    }
    return names_;
  }

 private:
  Mutex mutex_;
  CondVar heard_;
  std::vector<std::string> names_ ABSL_GUARDED_BY(mutex_);
};

class ProbingRegistryTest : public ::testing::Test {
 protected:
  // A registry that probes all the time, of one component "a" or of none.
  void Start(bool configured, absl::Duration interval = absl::Milliseconds(5)) {
    RegistryOptions options;
    if (configured) {
      options.components.push_back(
          {.name = "a", .address = address_, .from_beginning = true});
    }
    options.probe_interval = interval;
    options.probe_timeout = absl::Seconds(30);
    options.lease = absl::Seconds(10);
    options.max_components = 3;
    registry_ = std::make_unique<ProbingRegistry>(
        options,
        [this](const std::string& address) {
          return connector_.Connect(address);
        },
        &clock_);
    registry_->OnReady([this](const std::string& name) { ear_.Hear(name); });
  }

  RegistryOptions HourlyOptions() const;

  RegisteredComponent Await(
      const std::function<bool(const RegisteredComponent&)>& condition) {
    const absl::Time deadline = absl::Now() + absl::Seconds(30);
    while (absl::Now() < deadline) {
      const auto component = registry_->Find("a");
      if (component.has_value() && condition(*component)) return *component;
      std::this_thread::yield();
    }
    ADD_FAILURE() << "the component never came to the state waited for";
    return {};
  }
  RegisteredComponent AwaitHealth(v1::ComponentHealth health) {
    return Await([&](const auto& c) { return c.health == health; });
  }

  TempFolder folder_;
  GrpcConnector connector_;
  const std::string address_ = folder_.Socket("a");
  ManualClock clock_{absl::FromUnixSeconds(1000)};
  Ear ear_;
  std::unique_ptr<ProbingRegistry> registry_;
};

TEST_F(ProbingRegistryTest, ServesWhatAnswersAsConfigured) {
  FakeComponentServer server(address_, "a");
  Start(true);
  const RegisteredComponent component = AwaitHealth(v1::COMPONENT_SERVING);
  EXPECT_EQ(component.manifest->description(), "a fake");
  EXPECT_EQ(component.address, address_);
  EXPECT_TRUE(component.from_beginning);
  EXPECT_FALSE(component.joined);
  EXPECT_THAT(ear_.Wait(1), ElementsAre("a"));
  EXPECT_EQ(registry_->List().size(), 1u);
  EXPECT_FALSE(registry_->Find("b").has_value());
}

TEST_F(ProbingRegistryTest, NoticesAbsenceReturnAndRestart) {
  Start(true);
  Await([](const auto& c) {
    return c.health == v1::COMPONENT_UNREACHABLE &&
           c.detail.find("cannot be reached") != std::string::npos;
  });
  auto server = std::make_unique<FakeComponentServer>(address_, "a");
  EXPECT_EQ(ear_.Wait(1).size(), 1u);
  server.reset();
  AwaitHealth(v1::COMPONENT_UNREACHABLE);
  server = std::make_unique<FakeComponentServer>(address_, "a");
  EXPECT_THAT(ear_.Wait(2), ElementsAre("a", "a"));
}

TEST_F(ProbingRegistryTest, NoticesARestartBetweenTwoProbes) {
  auto server = std::make_unique<FakeComponentServer>(address_, "a");
  Start(true, absl::Hours(1));
  const auto before = AwaitHealth(v1::COMPONENT_SERVING).manifest;
  server.reset();
  server = std::make_unique<FakeComponentServer>(address_, "a");
  // The channel may take a moment to notice; whatever fails is no restart.
  const absl::Time deadline = absl::Now() + absl::Seconds(30);
  while (registry_->Find("a")->manifest->replica_id() == before->replica_id()) {
    ASSERT_LT(absl::Now(), deadline);
    registry_->Probe();
    std::this_thread::yield();
  }
  EXPECT_EQ(ear_.Wait(2).size(), 2u);
}

TEST_F(ProbingRegistryTest, RefusesAnotherName) {
  FakeComponentServer server(address_, "b");
  Start(true);
  const RegisteredComponent component = AwaitHealth(v1::COMPONENT_REFUSED);
  EXPECT_THAT(component.detail, HasSubstr("calls itself 'b'"));
  EXPECT_EQ(component.name, "a");
}

TEST_F(ProbingRegistryTest, RefusesAnotherProtocol) {
  FakeComponentServer server(address_, "a");
  server.manifest.set_protocol_min(7);
  server.manifest.set_protocol_max(9);
  Start(true);
  EXPECT_THAT(AwaitHealth(v1::COMPONENT_REFUSED).detail, HasSubstr("7 to 9"));
}

TEST_F(ProbingRegistryTest, AskedComponentsJoinAndLeave) {
  FakeComponentServer server(address_, "a");
  Start(false);
  const auto lease = registry_->Join(ManifestOf("a"), address_);
  ASSERT_THAT(lease, IsOk());
  EXPECT_LT(lease->renew_within, absl::Seconds(10));
  EXPECT_TRUE(AwaitHealth(v1::COMPONENT_SERVING).joined);
  EXPECT_THAT(ear_.Wait(1), ElementsAre("a"));

  const auto again = registry_->Join(ManifestOf("a"), address_);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->id, lease->id);
  registry_->Leave(lease->id);
  EXPECT_THAT(registry_->List(), IsEmpty());
  registry_->Leave(lease->id);
  EXPECT_THAT(registry_->Renew(lease->id),
              StatusIs(absl::StatusCode::kNotFound, Reason::LEASE_EXPIRED));
}

TEST_F(ProbingRegistryTest, LeasesEndWithoutRenewal) {
  FakeComponentServer server(address_, "a");
  Start(false);
  const auto lease = registry_->Join(ManifestOf("a"), address_);
  ASSERT_THAT(lease, IsOk());
  AwaitHealth(v1::COMPONENT_SERVING);
  clock_.Advance(absl::Seconds(6));
  EXPECT_THAT(registry_->Renew(lease->id), IsOk());
  clock_.Advance(absl::Seconds(6));
  EXPECT_THAT(registry_->Renew(lease->id), IsOk());
  clock_.Advance(absl::Seconds(10));
  EXPECT_THAT(registry_->Renew(lease->id),
              StatusIs(absl::StatusCode::kNotFound, Reason::LEASE_EXPIRED));
  EXPECT_THAT(AwaitHealth(v1::COMPONENT_UNREACHABLE).detail,
              HasSubstr("lease ended"));

  const std::string elsewhere = folder_.Socket("elsewhere");
  ASSERT_THAT(registry_->Join(ManifestOf("a"), elsewhere), IsOk());
  EXPECT_EQ(registry_->Find("a")->address, elsewhere);
}

TEST_F(ProbingRegistryTest, ALiveNameIsTaken) {
  Start(false, absl::Hours(1));
  ASSERT_THAT(registry_->Join(ManifestOf("a"), address_), IsOk());
  EXPECT_THAT(
      registry_->Join(ManifestOf("a"), folder_.Socket("elsewhere")),
      StatusIs(absl::StatusCode::kAlreadyExists, Reason::COMPONENT_NAME_TAKEN));
  EXPECT_EQ(registry_->Find("a")->address, address_);
}

TEST_F(ProbingRegistryTest, AConfiguredNameIsTakenButMayJoinItself) {
  Start(true, absl::Hours(1));
  EXPECT_THAT(
      registry_->Join(ManifestOf("a"), folder_.Socket("elsewhere")),
      StatusIs(absl::StatusCode::kAlreadyExists, Reason::COMPONENT_NAME_TAKEN));
  const auto lease = registry_->Join(ManifestOf("a"), address_);
  ASSERT_THAT(lease, IsOk());
  EXPECT_FALSE(registry_->Find("a")->joined);
  registry_->Leave(lease->id);
  EXPECT_TRUE(registry_->Find("a").has_value());
}

TEST_F(ProbingRegistryTest, RefusesWhatCannotJoin) {
  Start(false, absl::Hours(1));
  v1::Manifest newer = ManifestOf("a");
  newer.set_protocol_min(2);
  newer.set_protocol_max(3);
  EXPECT_THAT(registry_->Join(newer, address_),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       Reason::PROTOCOL_UNSUPPORTED));
  EXPECT_THAT(
      registry_->Join(ManifestOf("a"), "localhost:80"),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::ADDRESS_REFUSED));
  for (const char* name : {"a", "b", "c"}) {
    EXPECT_THAT(registry_->Join(ManifestOf(name), folder_.Socket(name)),
                IsOk());
  }
  EXPECT_THAT(
      registry_->Join(ManifestOf("d"), folder_.Socket("d")),
      StatusIs(absl::StatusCode::kResourceExhausted, Reason::QUEUE_FULL));
}

// A client that answers probes when it is told to, and at its end.
class HeldClient final : public ComponentClient {
 public:
  ~HeldClient() override {
    for (auto& done : waiting_) done(Away());
  }
  void GetManifest(const CallOptions&, const v1::GetManifestRequest&,
                   Callback<v1::GetManifestResponse> done) override {
    MutexLock lock(mutex_);
    waiting_.push_back(std::move(done));
    callers_.insert(std::this_thread::get_id());
  }
  void AssessFeedback(const CallOptions&, const v1::AssessFeedbackRequest&,
                      Callback<v1::AssessFeedbackResponse>) override {}
  void ApplyChanges(const CallOptions&, const v1::ApplyChangesRequest&,
                    Callback<v1::ApplyChangesResponse>) override {}
  void AdjustQuery(const CallOptions&, const v1::AdjustQueryRequest&,
                   Callback<v1::AdjustQueryResponse>) override {}
  void ListLessons(const CallOptions&, const v1::ListLessonsRequest&,
                   Callback<v1::ListLessonsResponse>) override {}
  void GetLesson(const CallOptions&, const v1::GetLessonRequest&,
                 Callback<v1::Lesson>) override {}
  void Run(const CallOptions&, const v1::RunRequest&,
           absl::AnyInvocable<void(const v1::RunEvent&)>,
           absl::AnyInvocable<void(absl::Status)>) override {}

  // Answers the probes under way; returns how many they were.
  size_t Answer(const absl::StatusOr<v1::GetManifestResponse>& with = Away()) {
    std::vector<Callback<v1::GetManifestResponse>> answered;
    {
      MutexLock lock(mutex_);
      answered.swap(waiting_);
    }
    for (auto& done : answered) done(with);
    return answered.size();
  }
  // Returns the threads that probed since the last time.
  std::set<std::thread::id> TakeCallers() {
    MutexLock lock(mutex_);
    return std::exchange(callers_, {});
  }

 private:
  static absl::Status Away() {
    return Error(absl::StatusCode::kUnavailable, Reason::DRAINING, "ended");
  }

  Mutex mutex_;
  std::vector<Callback<v1::GetManifestResponse>> waiting_
      ABSL_GUARDED_BY(mutex_);
  std::set<std::thread::id> callers_ ABSL_GUARDED_BY(mutex_);
};

// Of one component "a", probed by the clock once an hour.
RegistryOptions ProbingRegistryTest::HourlyOptions() const {
  RegistryOptions options;
  options.components.push_back({.name = "a", .address = address_});
  options.probe_interval = absl::Hours(1);
  return options;
}

// Makes one, and tells which.
ClientFactory HeldFactory(HeldClient*& client) {
  return [&client](const auto&) {
    auto made = std::make_shared<HeldClient>();
    client = made.get();
    return made;
  };
}

TEST_F(ProbingRegistryTest, EndsWhileAProbeIsUnderWay) {
  RegistryOptions options;
  options.components.push_back({.name = "a", .address = address_});
  options.probe_interval = absl::Milliseconds(1);
  ProbingRegistry registry(
      options, [](const auto&) { return std::make_shared<HeldClient>(); },
      &clock_);
  registry.OnReady([](const auto&) { FAIL() << "nobody is ready"; });
}

// An answer that brought on the next question would keep every process busy.
TEST_F(ProbingRegistryTest, AsksNobodyAgainBecauseOfAnAnswer) {
  HeldClient* client = nullptr;
  ProbingRegistry registry(HourlyOptions(), HeldFactory(client), &clock_);
  while (client->Answer() == 0) std::this_thread::yield();
  client->TakeCallers();
  for (int i = 0; i < 50; ++i) {
    registry.Probe();
    client->Answer();
    std::this_thread::yield();
  }
  EXPECT_THAT(client->TakeCallers(), ElementsAre(std::this_thread::get_id()));
}

// A restart would be over long before the next probe by the clock.
TEST_F(ProbingRegistryTest, LooksAtOnceForWhoWentAway) {
  HeldClient* client = nullptr;
  ProbingRegistry registry(HourlyOptions(), HeldFactory(client), &clock_);
  v1::GetManifestResponse serving;
  *serving.mutable_manifest() = ManifestOf("a");
  while (client->Answer(serving) == 0) std::this_thread::yield();
  registry.Probe();
  client->TakeCallers();
  ASSERT_EQ(client->Answer(), 1u);
  // Not asked by this thread.
  EXPECT_TRUE(testing::Eventually([&] { return client->Answer() > 0; }));
  EXPECT_EQ(client->TakeCallers().count(std::this_thread::get_id()), 0u);
}

}  // namespace
}  // namespace alhf::coordinator
