#include "alhf/sdk/serve.h"

#include <grpcpp/generic/generic_stub.h>
#include <sys/stat.h>

#include <fstream>
#include <future>

#include "absl/strings/match.h"
#include "tests/unit/sdk/src/blocking_component.h"
#include "tests/unit/sdk/src/served_component.h"

namespace alhf::sdk {
namespace {

using ::absl::StatusCode;
using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;

// Calls a method that we have no messages for, with `request` as bytes.
grpc::Status RawCall(const std::shared_ptr<grpc::Channel>& channel,
                     const std::string& method, const std::string& request,
                     std::string* response) {
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::seconds(30));
  const grpc::Slice slice(request);
  grpc::ByteBuffer in(&slice, 1);
  grpc::ByteBuffer out;
  std::promise<grpc::Status> done;
  stub.UnaryCall(&context, method, {}, &in, &out,
                 [&](grpc::Status status) { done.set_value(status); });
  grpc::Status status = done.get_future().get();
  std::vector<grpc::Slice> slices;
  if (status.ok() && out.Dump(&slices).ok()) {
    response->clear();
    for (const grpc::Slice& each : slices) {
      response->append(reinterpret_cast<const char*>(each.begin()),
                       each.size());
    }
  }
  return status;
}

TEST(ServeTest, AnswersHealthChecks) {
  ServedComponent served(std::make_unique<PlainComponent>());
  std::string response;
  ASSERT_TRUE(
      RawCall(served.channel(), "/grpc.health.v1.Health/Check", "", &response)
          .ok());
  EXPECT_EQ(response, std::string("\x08\x01", 2));  // status: SERVING
}

TEST(ServeTest, OffersReflection) {
  ServedComponent served(std::make_unique<PlainComponent>());
  std::string response;
  // Reflection is a stream; that the method is known is enough.
  EXPECT_NE(RawCall(served.channel(),
                    "/grpc.reflection.v1alpha.ServerReflection/"
                    "ServerReflectionInfo",
                    std::string("\x3a\x00", 2), &response)
                .error_code(),
            grpc::StatusCode::UNIMPLEMENTED);
}

TEST(ServeTest, TheSocketAndItsFolderArePrivate) {
  ServedComponent served(std::make_unique<PlainComponent>());
  struct stat found;
  const std::string path = served.folder() + "/run/component.sock";
  ASSERT_EQ(stat(path.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600);
  ASSERT_EQ(stat((served.folder() + "/run").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0700);
  EXPECT_EQ(served.server().address(), "unix:" + path);
}

class ServeRefusalTest : public ::testing::Test {
 protected:
  absl::Status TryServe(const std::string& listen,
                        const std::string& coordinator = "") {
    ServeOptions options;
    options.data_folder = folder_.path() + "/data";
    options.listen = listen;
    options.coordinator = coordinator;
    return Serve(std::make_unique<PlainComponent>(), options).status();
  }
  std::string Socket() const { return "unix:" + folder_.path() + "/a.sock"; }

  TemporaryFolder folder_;
};

TEST_F(ServeRefusalTest, OnlyWhereCallersAreToldApart) {
  const auto refused =
      StatusIs(StatusCode::kInvalidArgument, Reason::ADDRESS_REFUSED);
  EXPECT_THAT(TryServe("127.0.0.1:7000"), refused);
  EXPECT_THAT(TryServe("0.0.0.0:7000"), refused);
  EXPECT_THAT(TryServe(""), refused);
  EXPECT_THAT(TryServe(Socket(), "10.0.0.1:7000"), refused);
  EXPECT_TRUE(absl::StrContains(TryServe("localhost:1").message(), "unix:"));
  EXPECT_FALSE(std::filesystem::exists(folder_.path() + "/data"));
}

TEST_F(ServeRefusalTest, AFileInTheWayIsNotRemoved) {
  std::ofstream(folder_.path() + "/a.sock") << "text";
  EXPECT_THAT(TryServe(Socket()),
              StatusIs(StatusCode::kInvalidArgument, Reason::ADDRESS_REFUSED));
  EXPECT_TRUE(std::filesystem::exists(folder_.path() + "/a.sock"));
}

TEST_F(ServeRefusalTest, AFolderInUseIsToldApart) {
  ServeOptions options;
  options.data_folder = folder_.path() + "/data";
  options.listen = Socket();
  const auto first = Serve(std::make_unique<PlainComponent>(), options);
  ASSERT_THAT(first, IsOk());
  options.listen = "unix:" + folder_.path() + "/b.sock";
  EXPECT_THAT(Serve(std::make_unique<PlainComponent>(), options),
              StatusIs(StatusCode::kUnavailable, Reason::STORE_LOCKED));
  options.data_folder = folder_.path() + "/data2";
  options.listen = Socket();
  EXPECT_THAT(Serve(std::make_unique<PlainComponent>(), options),
              StatusIs(StatusCode::kInvalidArgument, Reason::ADDRESS_REFUSED));
}

TEST_F(ServeRefusalTest, ServesAgainAfterARestart) {
  EXPECT_THAT(TryServe(Socket()), IsOk());
  EXPECT_THAT(TryServe(Socket()), IsOk());
}

TEST(ServeDrainTest, FinishesWhatIsUnderWayAndTakesNoMore) {
  Gate gate;
  ServeOptions options;
  options.drain = absl::Seconds(30);
  ServedComponent served(std::make_unique<BlockingComponent>(&gate), options);
  auto under_way = std::async(std::launch::async, [&] {
    v1::AdjustQueryResponse response;
    return served.Call(&v1::Feedback::Stub::AdjustQuery, Question("How many?"),
                       &response);
  });
  gate.AwaitCallers(1);
  auto drained =
      std::async(std::launch::async, [&] { served.server().Drain(); });
  // Refused from some moment on, while the first call is still under way.
  absl::Status refused;
  do {
    v1::GetManifestResponse response;
    refused = served.Call(&v1::Feedback::Stub::GetManifest,
                          v1::GetManifestRequest(), &response);
  } while (refused.ok());
  EXPECT_THAT(refused, StatusIs(StatusCode::kUnavailable, Reason::DRAINING));
  gate.Open();
  EXPECT_THAT(under_way.get(), IsOk());
  drained.get();
}

TEST(ServeDrainTest, CancelsWhatTakesTooLong) {
  Gate gate;
  ServeOptions options;
  options.drain = absl::Milliseconds(50);
  ServedComponent served(std::make_unique<BlockingComponent>(&gate), options);
  auto under_way = std::async(std::launch::async, [&] {
    v1::AdjustQueryResponse response;
    return served.Call(&v1::Feedback::Stub::AdjustQuery, Question("How many?"),
                       &response);
  });
  gate.AwaitCallers(1);
  auto drained =
      std::async(std::launch::async, [&] { served.server().Drain(); });
  EXPECT_FALSE(under_way.get().ok());
  gate.Open();
  drained.get();
}

}  // namespace
}  // namespace alhf::sdk
