#include "coordinator/access/access_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "alhf/testing/status_matchers.h"
#include "alhf/v1/agent.pb.h"
#include "alhf/v1/coordinator.pb.h"
#include "alhf/v1/feedback.pb.h"
#include "alhf/v1/registry.pb.h"

namespace alhf::coordinator {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;

// Every method of every service, in the protos' own order.
std::vector<const google::protobuf::MethodDescriptor*> Methods() {
  std::vector<const google::protobuf::MethodDescriptor*> methods;
  for (const google::protobuf::FileDescriptor* file :
       {v1::AskRequest::descriptor()->file(),
        v1::JoinRequest::descriptor()->file(),
        v1::GetManifestRequest::descriptor()->file(),
        v1::RunRequest::descriptor()->file()}) {
    for (int i = 0; i < file->service_count(); ++i) {
      for (int j = 0; j < file->service(i)->method_count(); ++j) {
        methods.push_back(file->service(i)->method(j));
      }
    }
  }
  return methods;
}

std::string NameOf(const google::protobuf::MethodDescriptor& method) {
  return absl::StrCat(method.service()->full_name(), "/", method.name());
}

TEST(AccessTableTest, HasARuleForEveryMethodAndForNoOther) {
  std::vector<std::string> methods;
  for (const auto* method : Methods()) methods.push_back(NameOf(*method));
  std::vector<std::string> rules;
  for (const AccessRule& rule : AccessTable()) rules.push_back(rule.method);
  EXPECT_THAT(rules, ::testing::UnorderedElementsAreArray(methods));
}

TEST(AccessTableTest, NamesTheTenantWhereTheRequestDoes) {
  for (const auto* method : Methods()) {
    const AccessRule* rule = FindRule(NameOf(*method));
    ASSERT_NE(rule, nullptr) << NameOf(*method);
    const bool names =
        method->input_type()->FindFieldByName("tenant") != nullptr;
    EXPECT_EQ(rule->tenants == TenantRule::kNone, !names) << NameOf(*method);
  }
}

// The rows of the page's table, as this table would write them.
TEST(AccessTableTest, IsTheOneOfThePage) {
  std::vector<std::string> expected;
  for (const AccessRule& rule : AccessTable()) {
    const char* tenants = rule.tenants == TenantRule::kNamed   ? "its own"
                          : rule.tenants == TenantRule::kEvery ? "all"
                                                               : "–";
    expected.push_back(
        absl::StrCat("| `", rule.method, "` | ",
                     absl::StrJoin(rule.roles, ", ",
                                   [](std::string* out, Role role) {
                                     absl::StrAppend(out, RoleName(role));
                                   }),
                     " | ", tenants, " |"));
  }
  std::vector<std::string> rows;
  std::ifstream page(ALHF_SECURITY_PAGE);
  for (std::string line; std::getline(page, line);) {
    if (absl::StartsWith(line, "| `alhf.v1.")) rows.push_back(line);
  }
  EXPECT_THAT(rows, ElementsAreArray(expected))
      << absl::StrJoin(expected, "\n");
}

TEST(AccessTableTest, WhoMayNotIsToldWhoMay) {
  EXPECT_THAT(CheckRole("alhf.v1.Coordinator/Ask", config::v1::READER), IsOk());
  const absl::Status refused =
      CheckRole("alhf.v1.Coordinator/Erase", config::v1::EXPERT);
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kPermissionDenied,
                                Reason::PERMISSION));
  EXPECT_THAT(std::string(refused.message()), HasSubstr("admin"));
  EXPECT_THAT(
      CheckRole("alhf.v1.Coordinator/NoSuch", config::v1::ADMIN),
      StatusIs(absl::StatusCode::kPermissionDenied, Reason::PERMISSION));
}

}  // namespace
}  // namespace alhf::coordinator
