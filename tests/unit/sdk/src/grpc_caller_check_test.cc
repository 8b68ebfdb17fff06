#include "sdk/src/grpc_caller_check.h"

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>

#include "alhf/testing/status_matchers.h"
#include "base/grpc_credentials.h"
#include "sdk/examples/hello/answer_tone.h"
#include "tests/unit/base/secret_folder.h"
#include "tests/unit/sdk/src/served_component.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::SecretFolder;
using ::alhf::testing::StatusIs;

// Over TCP on the loopback, where a token is asked for.
class CallerCheckTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ServeOptions options;
    options.data_folder = folder_.path() + "/data";
    options.listen = "127.0.0.1:0";
    options.token_file =
        folder_.Write("token", "0123456789abcdef0123456789abcdef");
    auto server = Serve(std::make_unique<AnswerTone>(), options);
    ASSERT_THAT(server, IsOk());
    server_ = *std::move(server);
  }

  // Calls it with the token in that file; empty: with none.
  absl::Status CallWith(const std::string& token_file) {
    const auto credentials = ToCall(
        server_->address(), {.token_file = token_file, .tls_folder = ""});
    EXPECT_THAT(credentials, IsOk());
    v1::GetManifestResponse manifest;
    grpc::ClientContext context;
    return FromGrpcStatus(
        v1::Feedback::NewStub(
            grpc::CreateChannel(server_->address(), *credentials))
            ->GetManifest(&context, {}, &manifest));
  }

  const SecretFolder folder_;
  std::unique_ptr<Server> server_;
};

TEST_F(CallerCheckTest, AnswersWhoSendsTheToken) {
  EXPECT_THAT(CallWith(folder_.path() + "/token"), IsOk());
}

TEST_F(CallerCheckTest, AnswersNobodyElse) {
  for (const std::string& file :
       {std::string(), folder_.Write("other", "another-token-0123456789")}) {
    const absl::Status status = CallWith(file);
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnauthenticated,
                                 Reason::UNAUTHENTICATED));
    EXPECT_THAT(std::string(status.message()),
                ::testing::HasSubstr("component_token_file"));
  }
}

}  // namespace
}  // namespace alhf::sdk
