#include "cli/audit_options.h"

#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::PrintToString;

template <typename C>
C Parsed(const std::vector<std::string>& arguments) {
  const auto parsed = ParseCommandLine(arguments, Environment());
  EXPECT_TRUE(std::holds_alternative<CommandLine>(parsed))
      << PrintToString(arguments);
  const auto* line = std::get_if<CommandLine>(&parsed);
  const C* command = line == nullptr ? nullptr : std::get_if<C>(&line->command);
  EXPECT_NE(command, nullptr) << PrintToString(arguments);
  return command == nullptr ? C() : *command;
}

TEST(AuditOptionsTest, Filters) {
  const auto all = Parsed<AuditCommand>({"audit"});
  EXPECT_TRUE(all.actions.empty());
  EXPECT_FALSE(all.within.has_value());
  const auto some = Parsed<AuditCommand>(
      {"audit", "--action", "read", "--action", "rolled-out", "--principal",
       "key:a", "--for", "ann", "--record", "f-1", "--lesson", "l-1", "--days",
       "0.5", "--limit", "7"});
  EXPECT_THAT(some.actions, ElementsAre(v1::AUDIT_READ, v1::AUDIT_ROLLED_OUT));
  EXPECT_THAT(Parsed<AuditCommand>({"audit", "--action", "refused"}).actions,
              ElementsAre(v1::AUDIT_REFUSED));
  EXPECT_EQ(some.principal, "key:a");
  EXPECT_EQ(some.user, "ann");
  EXPECT_EQ(some.record, "f-1");
  EXPECT_EQ(some.lesson, "l-1");
  EXPECT_EQ(some.within, absl::Hours(12));
  EXPECT_EQ(some.list.limit, 7);
}

TEST(AuditOptionsTest, Verify) {
  EXPECT_TRUE(Parsed<AuditVerifyCommand>({"audit", "verify"}).heads.empty());
  EXPECT_THAT(Parsed<AuditVerifyCommand>(
                  {"audit", "verify", "--head", "a:1:b", "--head", "c:2:d"})
                  .heads,
              ElementsAre("a:1:b", "c:2:d"));
}

TEST(AuditOptionsTest, Reassess) {
  const auto all = Parsed<ReassessCommand>({"reassess"});
  EXPECT_TRUE(all.records.empty());
  EXPECT_FALSE(all.accept);
  const auto one = Parsed<ReassessCommand>({"reassess", "f-1", "--accept"});
  EXPECT_THAT(one.records, ElementsAre("f-1"));
  EXPECT_TRUE(one.accept);
}

TEST(AuditOptionsTest, WrongUsage) {
  for (const std::vector<std::string>& wrong :
       {std::vector<std::string>{"audit", "--action", "dreamt"},
        {"audit", "--days", "0"},
        {"audit", "everything"}}) {
    EXPECT_TRUE(std::holds_alternative<EarlyExit>(
        ParseCommandLine(wrong, Environment())))
        << PrintToString(wrong);
  }
}

}  // namespace
}  // namespace alhf::cli
