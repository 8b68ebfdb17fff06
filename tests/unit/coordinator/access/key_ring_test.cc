#include "coordinator/access/key_ring.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "base/text.h"
#include "tests/unit/base/secret_folder.h"

namespace alhf::coordinator {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::SecretFolder;
using ::alhf::testing::StatusIs;
using ::testing::HasSubstr;

std::string Line(const std::string& id, const std::string& key,
                 const std::string& rest) {
  return absl::StrCat("key { id: '", id, "' sha256: '",
                      absl::BytesToHexString(Sha256(key)), "' ", rest, " }\n");
}

class KeyRingTest : public ::testing::Test {
 protected:
  std::string Write(const std::string& text, mode_t mode = 0600) {
    return folder_.Write("keys", text, mode);
  }
  const SecretFolder folder_;
};

constexpr char kMember[] = "role: MEMBER tenant: 'acme' user: 'ann'";

TEST_F(KeyRingTest, FindsAKeyByItsDigestAlone) {
  const auto keys = KeyRing::Open(Write(Line("a", "one", kMember)));
  ASSERT_THAT(keys, IsOk());
  ASSERT_TRUE((*keys)->Find("one").has_value());
  EXPECT_EQ((*keys)->Find("one")->user(), "ann");
  EXPECT_FALSE((*keys)->Find("two").has_value());
  EXPECT_FALSE((*keys)->Find("").has_value());
  // What lies in the file opens nothing.
  EXPECT_FALSE(
      (*keys)->Find(absl::BytesToHexString(Sha256("one"))).has_value());
}

TEST_F(KeyRingTest, AChangedFileIsReadAgain) {
  const auto keys = KeyRing::Open(Write(Line("a", "one", kMember)));
  ASSERT_THAT(keys, IsOk());
  Write(Line("longer", "two", kMember));
  EXPECT_FALSE((*keys)->Find("one").has_value());
  EXPECT_TRUE((*keys)->Find("two").has_value());
}

TEST_F(KeyRingTest, AFileThatIsWrongNowChangesNothing) {
  const auto keys = KeyRing::Open(Write(Line("a", "one", kMember)));
  ASSERT_THAT(keys, IsOk());
  Write("key { id: 'half");
  EXPECT_TRUE((*keys)->Find("one").has_value());
  Write(Line("longer", "two", kMember), 0644);
  EXPECT_TRUE((*keys)->Find("one").has_value());
  EXPECT_FALSE((*keys)->Find("two").has_value());
}

TEST_F(KeyRingTest, AKeyThatIsNotCompleteIsNamed) {
  const struct {
    std::string text;
    const char* says;
  } kCases[] = {
      {Line("a", "one", "role: MEMBER user: 'ann'"), "tenant"},
      {Line("a", "one", "role: MEMBER tenant: 't'"), "user"},
      {Line("a", "one", "tenant: 't' user: 'ann'"), "role"},
      {Line("a", "one", "role: AGENT"), "tenant"},
      {Line("a", "one", "role: COMPONENT"), "component"},
      {Line("", "one", kMember), "id"},
      {Line("a", "one", kMember) + Line("a", "two", kMember), "twice"},
      {Line("a", "one", kMember) + Line("b", "one", kMember), "twice"},
      {absl::StrCat("key { id: 'a' sha256: 'ab' ", kMember, "}"), "sha256"},
  };
  for (const auto& c : kCases) {
    const auto keys = KeyRing::Open(Write(c.text));
    EXPECT_THAT(keys, StatusIs(absl::StatusCode::kInvalidArgument,
                               Reason::CONFIG_INVALID))
        << c.text;
    EXPECT_THAT(std::string(keys.status().message()), HasSubstr(c.says));
  }
}

}  // namespace
}  // namespace alhf::coordinator
