#include "sdk/src/grpc_registration.h"

#include <map>

#include "tests/unit/sdk/src/memory_fixture.h"
#include "tests/unit/sdk/src/served_component.h"

namespace alhf::sdk {
namespace {

// A coordinator's registry that remembers who came.
class FakeRegistry final : public v1::Registry::Service {
 public:
  grpc::Status Join(grpc::ServerContext*, const v1::JoinRequest* request,
                    v1::JoinResponse* response) override {
    MutexLock lock(mutex_);
    changed_.NotifyAll();
    last_join_ = *request;
    ++joins_;
    if (refuse_joins_ > 0) {
      --refuse_joins_;
      return grpc::Status(grpc::StatusCode::ALREADY_EXISTS, "name taken");
    }
    response->set_lease_id(absl::StrCat("lease-", joins_));
    response->mutable_renew_within()->set_nanos(150'000'000);
    return grpc::Status::OK;
  }
  grpc::Status Renew(grpc::ServerContext*, const v1::RenewRequest* request,
                     v1::RenewResponse* response) override {
    MutexLock lock(mutex_);
    changed_.NotifyAll();
    ++renewals_;
    if (forgotten_ == request->lease_id()) {
      return grpc::Status(grpc::StatusCode::NOT_FOUND, "lease expired");
    }
    response->mutable_renew_within()->set_nanos(150'000'000);
    return grpc::Status::OK;
  }
  grpc::Status Leave(grpc::ServerContext*, const v1::LeaveRequest* request,
                     v1::LeaveResponse*) override {
    MutexLock lock(mutex_);
    left_ = request->lease_id();
    return grpc::Status::OK;
  }

  void AwaitJoins(int count) {
    MutexLock lock(mutex_);
    while (joins_ < count) {
      ASSERT_TRUE(changed_.WaitFor(mutex_, absl::Seconds(30)));
    }
  }
  void AwaitRenewals(int count) {
    MutexLock lock(mutex_);
    while (renewals_ < count) {
      ASSERT_TRUE(changed_.WaitFor(mutex_, absl::Seconds(30)));
    }
  }
  void Forget(const std::string& lease_id) {
    MutexLock lock(mutex_);
    forgotten_ = lease_id;
  }
  void RefuseJoins(int count) {
    MutexLock lock(mutex_);
    refuse_joins_ = count;
  }
  std::string left() {
    MutexLock lock(mutex_);
    return left_;
  }
  v1::JoinRequest last_join() {
    MutexLock lock(mutex_);
    return last_join_;
  }

 private:
  Mutex mutex_;
  CondVar changed_;
  int joins_ ABSL_GUARDED_BY(mutex_) = 0;
  int renewals_ ABSL_GUARDED_BY(mutex_) = 0;
  int refuse_joins_ ABSL_GUARDED_BY(mutex_) = 0;
  std::string forgotten_ ABSL_GUARDED_BY(mutex_);
  std::string left_ ABSL_GUARDED_BY(mutex_);
  v1::JoinRequest last_join_ ABSL_GUARDED_BY(mutex_);
};

class GrpcRegistrationTest : public ::testing::Test {
 protected:
  std::string Address() const {
    return "unix:" + folder_.path() + "/coordinator.sock";
  }
  void StartRegistry() {
    grpc::ServerBuilder builder;
    builder.AddListeningPort(Address(), grpc::InsecureServerCredentials());
    builder.RegisterService(&registry_);
    server_ = builder.BuildAndStart();
    ASSERT_NE(server_, nullptr);
  }
  CoordinatorRegistration::Options Options() const {
    CoordinatorRegistration::Options options;
    options.coordinator = Address();
    options.address = "unix:/run/plain.sock";
    options.credentials = grpc::InsecureChannelCredentials();
    options.manifest.set_name("plain");
    options.first_backoff = absl::Milliseconds(5);
    options.max_backoff = absl::Milliseconds(50);
    return options;
  }

  TemporaryFolder folder_;
  FakeRegistry registry_;
  std::unique_ptr<grpc::Server> server_;
};

TEST_F(GrpcRegistrationTest, JoinsRenewsAndLeaves) {
  StartRegistry();
  {
    CoordinatorRegistration registration(Options());
    registry_.AwaitRenewals(3);
  }
  EXPECT_EQ(registry_.last_join().manifest().name(), "plain");
  EXPECT_EQ(registry_.last_join().address(), "unix:/run/plain.sock");
  EXPECT_EQ(registry_.left(), "lease-1");
}

TEST_F(GrpcRegistrationTest, JoinsAgainWhereItWasForgotten) {
  StartRegistry();
  CoordinatorRegistration registration(Options());
  registry_.AwaitRenewals(1);
  registry_.Forget("lease-1");
  registry_.AwaitJoins(2);
  registration.Leave();
  EXPECT_EQ(registry_.left(), "lease-2");
}

TEST_F(GrpcRegistrationTest, KeepsTryingWhereItIsRefused) {
  registry_.RefuseJoins(3);
  StartRegistry();
  CoordinatorRegistration registration(Options());
  registry_.AwaitJoins(4);
}

TEST_F(GrpcRegistrationTest, WaitsForACoordinatorThatIsNotThereYet) {
  CoordinatorRegistration registration(Options());
  StartRegistry();
  registry_.AwaitJoins(1);
}

TEST_F(GrpcRegistrationTest, LeavingDoesNotNeedACoordinator) {
  CoordinatorRegistration registration(Options());
  registration.Leave();
  EXPECT_EQ(registry_.left(), "");
}

TEST_F(GrpcRegistrationTest, AServedComponentJoinsWithItsManifest) {
  StartRegistry();
  ServeOptions options;
  options.coordinator = Address();
  ServedComponent served(std::make_unique<PlainComponent>(), options);
  registry_.AwaitJoins(1);
  EXPECT_EQ(registry_.last_join().address(), served.server().address());
  EXPECT_NE(registry_.last_join().manifest().memory_id(), "");
  registry_.AwaitRenewals(1);
  served.server().Drain();
  EXPECT_EQ(registry_.left(), "lease-1");
}

}  // namespace
}  // namespace alhf::sdk
