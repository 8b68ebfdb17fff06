// Every method of every service, called by every role in its own tenant and in
// another, over real sockets: exactly the table of access (AUTH_07, AUTH_08).
#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <future>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "alhf/v1/agent.pb.h"
#include "alhf/v1/coordinator.pb.h"
#include "alhf/v1/feedback.pb.h"
#include "alhf/v1/registry.pb.h"
#include "base/grpc_credentials.h"
#include "base/grpc_message.h"
#include "base/grpc_status.h"
#include "coordinator/access/access_table.h"
#include "tests/integration/secured_system.h"

namespace alhf::testing {
namespace {

using coordinator::AccessRule;
using coordinator::Role;
using coordinator::TenantRule;
using google::protobuf::MethodDescriptor;

constexpr char kOwn[] = "acme";
constexpr char kForeign[] = "other";
constexpr Role kRoles[] = {
    config::v1::READER, config::v1::MEMBER,    config::v1::EXPERT,
    config::v1::ADMIN,  config::v1::COMPONENT, config::v1::COORDINATOR,
    config::v1::AGENT,
};

std::vector<const MethodDescriptor*> MethodsOf(
    const google::protobuf::FileDescriptor* file) {
  std::vector<const MethodDescriptor*> methods;
  for (int i = 0; i < file->service_count(); ++i) {
    for (int j = 0; j < file->service(i)->method_count(); ++j) {
      methods.push_back(file->service(i)->method(j));
    }
  }
  return methods;
}

std::string NameOf(const MethodDescriptor& method) {
  return absl::StrCat(method.service()->full_name(), "/", method.name());
}

// A request that says its tenant and nothing else: whoever may call gets as far
// as its other fields.
grpc::ByteBuffer RequestOf(const MethodDescriptor& method,
                           const std::string& tenant) {
  const std::unique_ptr<google::protobuf::Message> request(
      google::protobuf::MessageFactory::generated_factory()
          ->GetPrototype(method.input_type())
          ->New());
  const auto* field = method.input_type()->FindFieldByName("tenant");
  if (field != nullptr) {
    request->GetReflection()->SetString(request.get(), field, tenant);
  }
  return SerializeMessage(*request);
}

class AccessMatrixTest : public ::testing::Test {
 protected:
  // Calls with the secret in the file `secret`; empty: with none.
  absl::Status Call(const std::string& address, const std::string& secret,
                    const MethodDescriptor& method, const std::string& tenant) {
    auto& stub = stubs_[address + " " + secret];
    if (stub == nullptr) {
      const auto credentials = ToCall(
          address, {.token_file = secret.empty() ? "" : system_.File(secret),
                    .tls_folder = ""});
      EXPECT_THAT(credentials, IsOk());
      stub = std::make_unique<grpc::GenericStub>(
          grpc::CreateChannel(address, *credentials));
    }
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::seconds(30));
    const grpc::ByteBuffer request = RequestOf(method, tenant);
    grpc::ByteBuffer response;
    std::promise<grpc::Status> ended;
    stub->UnaryCall(&context, "/" + NameOf(method), {}, &request, &response,
                    [&](grpc::Status status) { ended.set_value(status); });
    return FromGrpcStatus(ended.get_future().get());
  }

  SecuredSystem system_;
  std::map<std::string, std::unique_ptr<grpc::GenericStub>> stubs_;
};

bool IsRefusal(const absl::Status& status) {
  return absl::IsPermissionDenied(status) || absl::IsUnauthenticated(status);
}

bool MayName(const AccessRule& rule, Role role, bool own) {
  if (!rule.Allows(role)) return false;
  if (rule.tenants == TenantRule::kNone) return true;
  // A component has the lessons of every tenant anyway.
  if (role == config::v1::COMPONENT) return true;
  return own && rule.tenants == TenantRule::kNamed;
}

TEST_F(AccessMatrixTest, IsTheTable) {
  for (const Role role : kRoles) {
    const std::string name = coordinator::RoleName(role);
    std::vector<std::string> options = {"--role", name,     "--tenant",
                                        kOwn,     "--user", "ann"};
    if (role == config::v1::COMPONENT) {
      // Requests here name no component, and so none but "" is granted.
      options.insert(options.end(), {"--component", "x"});
    }
    system_.AddKey(name, options);
  }
  system_.Write("token", "the-token-of-the-coordinator");
  system_.Write("stranger", "a-token-that-nobody-knows");
  ASSERT_NO_FATAL_FAILURE(
      system_.StartCoordinator("token_file: 'token' keys_file: 'keys'"));
  const std::string address = system_.CoordinatorAddress();

  int calls = 0;
  std::vector<const MethodDescriptor*> methods =
      MethodsOf(v1::AskRequest::descriptor()->file());
  for (const auto* method : MethodsOf(v1::JoinRequest::descriptor()->file())) {
    methods.push_back(method);
  }
  for (const MethodDescriptor* method : methods) {
    const AccessRule* rule = coordinator::FindRule(NameOf(*method));
    ASSERT_NE(rule, nullptr) << NameOf(*method);
    for (const Role role : kRoles) {
      for (const bool own : {true, false}) {
        const absl::Status status = Call(address, coordinator::RoleName(role),
                                         *method, own ? kOwn : kForeign);
        ++calls;
        EXPECT_EQ(!IsRefusal(status), MayName(*rule, role, own))
            << NameOf(*method) << " as " << coordinator::RoleName(role)
            << (own ? " in its own tenant: " : " in another tenant: ")
            << status;
        if (IsRefusal(status)) {
          EXPECT_THAT(status, StatusIs(absl::StatusCode::kPermissionDenied,
                                       Reason::PERMISSION));
        }
      }
    }
    for (const std::string& nobody : {std::string(), std::string("stranger")}) {
      EXPECT_THAT(
          Call(address, nobody, *method, kOwn),
          StatusIs(absl::StatusCode::kUnauthenticated, Reason::UNAUTHENTICATED))
          << NameOf(*method);
      ++calls;
    }
    const absl::Status owner = Call(address, "token", *method, kForeign);
    EXPECT_FALSE(IsRefusal(owner)) << NameOf(*method) << owner;
    ++calls;
  }
  EXPECT_EQ(calls, 29 * (7 * 2 + 2 + 1));
}

// Components ask for their own token, and know no other.
TEST_F(AccessMatrixTest, ComponentsAnswerTheCoordinatorAlone) {
  for (const Role role : kRoles) {
    const std::string name = coordinator::RoleName(role);
    std::vector<std::string> options = {"--role", name,     "--tenant",
                                        kOwn,     "--user", "ann"};
    if (role == config::v1::COMPONENT) {
      options.insert(options.end(), {"--component", "support_writer"});
    }
    system_.AddKey(name, options);
  }
  // The coordinator's key is the component's token.
  ASSERT_NO_FATAL_FAILURE(system_.StartCoordinator(
      "keys_file: 'keys' component_token_file: 'coordinator'"));
  ASSERT_NO_FATAL_FAILURE(system_.StartComponent(
      {"--token-file", system_.File("coordinator"), "--coordinator-token-file",
       system_.File("component")}));
  for (const MethodDescriptor* method :
       MethodsOf(v1::GetManifestRequest::descriptor()->file())) {
    const AccessRule* rule = coordinator::FindRule(NameOf(*method));
    ASSERT_NE(rule, nullptr) << NameOf(*method);
    for (const Role role : kRoles) {
      const absl::Status status =
          Call(system_.ComponentAddress(), coordinator::RoleName(role), *method,
               kOwn);
      EXPECT_EQ(!absl::IsUnauthenticated(status), rule->Allows(role))
          << NameOf(*method) << " as " << coordinator::RoleName(role) << ": "
          << status;
    }
    EXPECT_TRUE(absl::IsUnauthenticated(
        Call(system_.ComponentAddress(), "", *method, kOwn)));
  }
}

}  // namespace
}  // namespace alhf::testing
