#include "coordinator/api/principal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/testing/status_matchers.h"

namespace alhf::coordinator {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::IsOkAndHolds;
using ::alhf::testing::StatusIs;

constexpr auto kDenied = absl::StatusCode::kPermissionDenied;

TEST(SocketOwnerTest, IsAnExpertInEveryTenant) {
  const SocketOwnerAuthenticator authenticator("mira");
  const auto principal =
      authenticator.Authenticate({.peer = "unix:", .metadata = {}});
  ASSERT_THAT(principal, IsOk());
  EXPECT_EQ(principal->role, v1::ROLE_EXPERT);
  EXPECT_THAT(AuthorizeTenant(*principal, "any"), IsOk());
  EXPECT_THAT(UserOf(*principal, ""), IsOkAndHolds("mira"));
  EXPECT_THAT(UserOf(*principal, "jon"), IsOkAndHolds("jon"));
}

TEST(SocketOwnerTest, IsNobodyOverTcp) {
  const SocketOwnerAuthenticator authenticator("mira");
  EXPECT_THAT(
      authenticator.Authenticate({.peer = "ipv4:127.0.0.1:5", .metadata = {}}),
      StatusIs(kDenied, Reason::PERMISSION));
}

TEST(PrincipalTest, MayNameOnlyWhatIsGranted) {
  Principal principal;
  principal.name = "token:7";
  principal.tenants = {"a"};
  principal.user = "mira";
  EXPECT_THAT(AuthorizeTenant(principal, "a"), IsOk());
  EXPECT_THAT(AuthorizeTenant(principal, "b"),
              StatusIs(kDenied, Reason::PERMISSION));
  EXPECT_THAT(UserOf(principal, "mira"), IsOkAndHolds("mira"));
  EXPECT_THAT(UserOf(principal, "jon"), StatusIs(kDenied, Reason::PERMISSION));
}

}  // namespace
}  // namespace alhf::coordinator
