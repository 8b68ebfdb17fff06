#include "base/address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/testing/status_matchers.h"

namespace alhf {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;

TEST(AddressTest, IsReadAndWrittenTheSame) {
  for (const char* text : {"unix:/run/a.sock", "127.0.0.1:0", "[::1]:7400",
                           "coordinator.example:443", "10.0.0.7:1"}) {
    const auto address = ParseAddress(text);
    ASSERT_THAT(address, IsOk()) << text;
    EXPECT_EQ(address->ToString(), text);
  }
}

TEST(AddressTest, KnowsWhatOnlyThisMachineReaches) {
  for (const char* text :
       {"127.0.0.1:1", "127.9.9.9:1", "[::1]:1", "localhost:1"}) {
    EXPECT_TRUE(ParseAddress(text)->loopback()) << text;
  }
  for (const char* text :
       {"0.0.0.0:1", "[::]:1", "10.0.0.1:1", "localhost.example:1",
        "127.0.0.1.example:1", "unix:/a"}) {
    EXPECT_FALSE(ParseAddress(text)->loopback()) << text;
  }
}

TEST(AddressTest, RefusesWhatIsNone) {
  for (const char* text :
       {"", "unix:", ":80", "host", "host:", "host:x", "host:65536", "host:-1",
        "::1:80", "[::1:80", "[host]:80", "http://host:80", "dns:///host:80"}) {
    EXPECT_THAT(ParseAddress(text), StatusIs(absl::StatusCode::kInvalidArgument,
                                             Reason::ADDRESS_REFUSED))
        << text;
  }
}

}  // namespace
}  // namespace alhf
