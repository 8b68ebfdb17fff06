// Who taught, changed, erased and read what: real processes and sockets. The
// rules are those of docs/protocol.md, section 14.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <leveldb/db.h>

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "coordinator/feedback/log_codec.h"
#include "tests/integration/security_fixture.h"
#include "tests/support/eventually.h"

namespace alhf::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kConfig[] = "keys_file: 'keys' component_token_file: 'part'";

class AuditTest : public SecurityTest {
 protected:
  // ann a member, eve an expert, root an admin, and an agent for anybody.
  void Start(const std::string& more = "") {
    for (const auto& [user, role] :
         std::vector<std::pair<std::string, std::string>>{
             {"ann", "member"}, {"eve", "expert"}, {"root", "admin"}}) {
      system_.AddKey(user,
                     {"--role", role, "--tenant", "acme", "--user", user});
    }
    system_.AddKey("keeper",
                   {"--role", "admin", "--every-tenant", "--user", "kim"});
    system_.AddKey("gateway", {"--role", "agent", "--tenant", "acme"});
    system_.AddKey("part-key",
                   {"--role", "component", "--component", "support_writer"});
    ASSERT_NO_FATAL_FAILURE(
        system_.StartCoordinator(absl::StrCat(kConfig, " ", more)));
    ASSERT_NO_FATAL_FAILURE(StartComponent());
  }
  void StartComponent() {
    ASSERT_NO_FATAL_FAILURE(system_.StartComponent(
        {"--token-file", system_.File("part"), "--coordinator-token-file",
         system_.File("part-key")}));
    ASSERT_TRUE(Eventually([&] {
      return absl::StrContains(Run("root", {"components"}).out, "serving");
    })) << system_.Logs();
  }
  CommandResult Run(const std::string& who,
                    std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--tenant", "acme", "--user", who});
    return As(who, arguments);
  }
  // Teaches `text` as `who` for `user`; returns the id of record and lesson.
  std::pair<std::string, std::string> Say(const std::string& who,
                                          const std::string& user,
                                          const std::string& text) {
    const CommandResult taught =
        Teach(who, text, {"--tenant", "acme", "--user", user, "--json"});
    EXPECT_EQ(taught.exit_code, 0) << taught.err;
    const auto status = nlohmann::json::parse(taught.out)["status"];
    return {status["record"]["id"], status["lessons"][0]["id"]};
  }
  // "WHO/FOR ACTION CALL" of each thing that was done, newest first.
  std::vector<std::string> Audit(std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"audit", "--json", "--limit", "0"});
    const CommandResult listed = Run("root", more);
    EXPECT_EQ(listed.exit_code, 0) << listed.err;
    std::vector<std::string> entries;
    const auto response = nlohmann::json::parse(listed.out);
    for (const auto& entry : response.value("entries", nlohmann::json())) {
      entries.push_back(absl::StrCat(
          entry.value("principal", ""), "/", entry.value("user", ""), " ",
          entry.value("action", "").substr(6),
          entry.value("call", "").empty() ? "" : " ", entry.value("call", "")));
    }
    return entries;
  }
  // What is stored under a key of a log's entries, of a coordinator that stands
  // still; `value` is written there where it is not empty.
  std::string Stored(const std::string& log, const std::string& key,
                     const std::string& value = "") {
    leveldb::DB* opened = nullptr;
    const std::string folder =
        system_.File(absl::StrCat("data/coordinator/", log, "/entries"));
    EXPECT_TRUE(leveldb::DB::Open(leveldb::Options(), folder, &opened).ok());
    const std::unique_ptr<leveldb::DB> db(opened);
    std::string stored;
    EXPECT_TRUE(db->Get(leveldb::ReadOptions(), key, &stored).ok());
    if (!value.empty()) {
      EXPECT_TRUE(db->Put(leveldb::WriteOptions(), key, value).ok());
    }
    return stored;
  }
};

// AUDIT_01
TEST_F(AuditTest, EveryActSaysWhoAndForWhom) {
  ASSERT_NO_FATAL_FAILURE(Start());
  const auto [record, lesson] =
      Say("ann", "ann", "Never apologise in answers.");
  Say("gateway", "cat", "At most 60 words, please.");
  for (const std::vector<std::string>& change :
       {std::vector<std::string>{"promote", lesson},
        {"edit", lesson, "Do not apologise."},
        {"forget", lesson},
        {"restore", lesson},
        {"pause"},
        {"resume"}}) {
    const CommandResult done = Run("eve", change);
    ASSERT_EQ(done.exit_code, 0) << change[0] << done.err;
  }
  ASSERT_EQ(Run("root", {"erase", "--record", record, "--yes"}).exit_code, 0);
  EXPECT_THAT(Audit(),
              ElementsAre("key:root/ ERASED", "key:eve/eve ROLLED_OUT",
                          "key:eve/eve ROLLED_OUT", "key:eve/eve RESTORED",
                          "key:eve/eve RETIRED", "key:eve/eve CHANGED",
                          "key:eve/eve PROMOTED", "key:gateway/cat TAUGHT",
                          // The words are gone, and her name with them.
                          "key:ann/ TAUGHT"));
  EXPECT_THAT(Audit({"--principal", "key:gateway"}),
              ElementsAre("key:gateway/cat TAUGHT"));
  EXPECT_THAT(
      Audit({"--lesson", lesson, "--action", "promoted", "--action", "erased"}),
      ElementsAre("key:root/ ERASED", "key:eve/eve PROMOTED"));
  EXPECT_THAT(Run("root", {"audit"}).out,
              AllOf(HasSubstr("key:gateway  cat"), Not(HasSubstr("60 words"))));
  // It is the keepers' to look at.
  EXPECT_THAT(Run("eve", {"audit"}).err, HasSubstr("PERMISSION_DENIED"));
  EXPECT_THAT(Run("eve", {"audit", "verify"}).err,
              HasSubstr("PERMISSION_DENIED"));
}

// AUDIT_02
TEST_F(AuditTest, ReadingOthersWordsIsNotedAndOnesOwnIsNot) {
  ASSERT_NO_FATAL_FAILURE(Start());
  const auto [record, lesson] =
      Say("ann", "ann", "Never apologise in answers.");
  const auto reads = [&] { return Audit({"--action", "read"}); };
  // Her own, and what is nobody's words.
  for (const std::vector<std::string>& own :
       {std::vector<std::string>{"records"},
        {"records", "--mine"},
        {"record", record},
        {"lessons"},
        {"lesson", lesson},
        {"exchanges"},
        {"components"},
        {"status"},
        {"plan", kOther}}) {
    const CommandResult read = Run("ann", own);
    EXPECT_EQ(read.exit_code, 0) << own[0] << read.err;
  }
  EXPECT_THAT(reads(), IsEmpty());
  for (const std::vector<std::string>& others :
       {std::vector<std::string>{"records"},
        {"record", record},
        {"watch", record},
        {"lessons"},
        {"lesson", lesson}}) {
    const CommandResult read = Run("eve", others);
    EXPECT_EQ(read.exit_code, 0) << others[0] << read.err;
  }
  EXPECT_THAT(reads(), ElementsAre("key:eve/eve READ GetLesson",
                                   "key:eve/eve READ ListLessons",
                                   "key:eve/eve READ WatchFeedback",
                                   "key:eve/eve READ GetFeedback",
                                   "key:eve/eve READ ListFeedback"));
  EXPECT_THAT(Audit({"--record", record, "--action", "read"}),
              ElementsAre("key:eve/eve READ WatchFeedback",
                          "key:eve/eve READ GetFeedback"));
  // An export is read through the same lists.
  ASSERT_EQ(Run("root", {"export", system_.File("all.jsonl")}).exit_code, 0);
  EXPECT_THAT(reads(), Contains("key:root/root READ GetFeedback"));
  // Copies of everything stand in the chain of each tenant.
  const CommandResult copied =
      As("keeper",
         {"backup", system_.File("copy"), "--tenant", "acme", "--user", "kim"});
  ASSERT_EQ(copied.exit_code, 0) << copied.err;
  EXPECT_EQ(reads().front(), "key:keeper/kim READ Backup");
}

// AUDIT_02: exchanges too; the owner takes them in from elsewhere.
TEST_F(AuditTest, ExchangesOfOthersAreTheirWords) {
  ASSERT_NO_FATAL_FAILURE(Start("token_file: 'token'"));
  const std::string file =
      system_.Write("asked.jsonl",
                    R"({"header":{"format":1,"tenant":"acme"}}
{"exchange":{"id":"x-z","user":"zoe","question":"how many?","answer":"7"}}
)");
  const CommandResult imported =
      As("token", {"import", file, "--tenant", "acme"});
  ASSERT_EQ(imported.exit_code, 0) << imported.err;
  EXPECT_EQ(Run("eve", {"exchanges"}).exit_code, 0);
  EXPECT_EQ(Run("eve", {"explain", "x-z"}).exit_code, 0);
  EXPECT_EQ(Run("eve", {"exchanges", "--mine"}).exit_code, 0);
  EXPECT_THAT(Audit({"--action", "read"}),
              ElementsAre("key:eve/eve READ GetExchange",
                          "key:eve/eve READ ListExchanges"));
}

// AUDIT_03
TEST_F(AuditTest, ErasingKeepsTheChain) {
  ASSERT_NO_FATAL_FAILURE(Start());
  Say("gateway", "zebedee", "Never apologise in answers.");
  Say("ann", "ann", "At most 60 words, please.");
  ASSERT_EQ(Run("eve", {"records", "--json"}).exit_code, 0);
  const CommandResult before = Run("root", {"audit", "verify"});
  ASSERT_EQ(before.exit_code, 0) << before.err;
  std::vector<std::string> heads;
  for (const char* chain : {"acts:", "accesses:"}) {
    const size_t at = before.out.find(absl::StrCat("end ", chain));
    ASSERT_NE(at, std::string::npos) << before.out;
    heads.push_back(
        before.out.substr(at + 4, before.out.find('\n', at) - at - 4));
  }
  const CommandResult erased =
      As("root", {"erase", "--user-of", "zebedee", "--yes", "--tenant", "acme",
                  "--user", "root"});
  ASSERT_EQ(erased.exit_code, 0) << erased.err;
  const CommandResult after =
      Run("root", {"audit", "verify", "--head", heads[0], "--head", heads[1]});
  EXPECT_EQ(after.exit_code, 0) << after.out << after.err;
  EXPECT_THAT(after.out, HasSubstr("without erased words"));
  // And over a restart.
  system_.Stop("coordinator");
  ASSERT_NO_FATAL_FAILURE(system_.StartCoordinator(kConfig));
  const CommandResult again =
      Run("root", {"audit", "verify", "--head", heads[0], "--head", heads[1]});
  EXPECT_EQ(again.exit_code, 0) << again.out << again.err;
}

// AUDIT_03, AUDIT_04
TEST_F(AuditTest, AChangedEntryIsFoundAndNamed) {
  ASSERT_NO_FATAL_FAILURE(Start());
  Say("ann", "ann", "Never apologise in answers.");
  for (const char* command : {"records", "lessons", "status"}) {
    ASSERT_EQ(Run("eve", {command}).exit_code, 0);
    ASSERT_EQ(Run("root", {command}).exit_code, 0);
  }
  ASSERT_EQ(Run("root", {"audit", "verify"}).exit_code, 0);
  system_.Stop("coordinator");
  // Somebody who can write the files takes the reader's place.
  const std::string other = Stored("audit", coordinator::PayloadKey("acme", 1));
  Stored("audit", coordinator::PayloadKey("acme", 3), other);
  ASSERT_NO_FATAL_FAILURE(system_.StartCoordinator(kConfig));
  const CommandResult broken = Run("root", {"audit", "verify"});
  EXPECT_EQ(broken.exit_code, 1);
  EXPECT_THAT(broken.out, HasSubstr("accesses: broken at entry 3: the digest"));
  EXPECT_THAT(broken.out, HasSubstr("acts: "));
  EXPECT_THAT(broken.out, Not(HasSubstr("acts: broken")));
  EXPECT_EQ(Run("root", {"audit", "verify", "--json"}).exit_code, 1);
}

// AUDIT_04: the tenant's own log is checked at each start as well.
TEST_F(AuditTest, ALogThatWasChangedIsNotServed) {
  ASSERT_NO_FATAL_FAILURE(Start());
  Say("ann", "ann", "Never apologise in answers.");
  Say("ann", "ann", "At most 60 words, please.");
  system_.Stop("coordinator");
  const std::string other = Stored("log", coordinator::PayloadKey("acme", 3));
  Stored("log", coordinator::PayloadKey("acme", 4), other);
  const CommandResult refused = system_.TryCoordinator("127.0.0.1:0", kConfig);
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("the digest of entry 4 is wrong"));
}

// AUDIT_05
TEST_F(AuditTest, WhoWasRefusedWhatIsNoted) {
  ASSERT_NO_FATAL_FAILURE(Start());
  const auto [record, lesson] =
      Say("ann", "ann", "Never apologise in answers.");
  // By her role, by her tenants, by who she is, and by whose the lesson is.
  EXPECT_NE(Run("ann", {"pause"}).exit_code, 0);
  for (const auto& [tenant, user] :
       std::vector<std::pair<const char*, const char*>>{{"globex", "ann"},
                                                        {"acme", "bob"}}) {
    EXPECT_NE(As("ann", {"plan", kOther, "--tenant", tenant, "--user", user})
                  .exit_code,
              0);
  }
  EXPECT_NE(Run("ann", {"promote", lesson}).exit_code, 0);
  const std::vector<std::string> refused = {"--action", "refused"};
  EXPECT_THAT(Audit(refused), ElementsAre("key:ann/ann REFUSED ChangeLesson",
                                          "key:ann/ann REFUSED ComposePlan",
                                          "key:ann/ann REFUSED ComposePlan",
                                          "key:ann/ann REFUSED ChangeRollout"));
  const CommandResult shown = Run("root", {"audit", "--action", "refused"});
  EXPECT_THAT(shown.out,
              AllOf(HasSubstr("ChangeRollout as member"),
                    HasSubstr("ComposePlan as member in tenant globex")));
  // The same once more is counted.
  for (int i = 0; i < 5; ++i) Run("ann", {"pause"});
  EXPECT_EQ(Audit(refused).size(), 4u);
  EXPECT_EQ(Run("root", {"audit", "verify"}).exit_code, 0);
  // The other tenant has no part in it.
  EXPECT_THAT(
      As("keeper", {"audit", "--tenant", "globex", "--user", "kim"}).out,
      HasSubstr("nothing of that kind"));
}

// AUDIT_06
TEST_F(AuditTest, WhoIsNobodyHereIsNoted) {
  ASSERT_NO_FATAL_FAILURE(Start());
  system_.Write("wrong", "no-key-of-this-system");
  for (int i = 0; i < 3; ++i) {
    EXPECT_NE(system_
                  .Alhf({"plan", kOther, "--tenant", "acme", "--token-file",
                         system_.File("wrong")})
                  .exit_code,
              0);
  }
  EXPECT_NE(system_.Alhf({"lessons", "--tenant", "acme"}).exit_code, 0);
  const std::vector<std::string> unknown = {"audit", "--tenant", "*", "--user",
                                            "kim"};
  const CommandResult shown = As("keeper", unknown);
  ASSERT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_THAT(shown.out,
              AllOf(HasSubstr("unknown:ipv4:127.0.0.1"),
                    HasSubstr("ComposePlan"), HasSubstr("ListLessons")));
  EXPECT_THAT(shown.out, Not(HasSubstr("no-key-of-this-system")));
  // It is in no tenant's, and who has one tenant does not see it.
  EXPECT_THAT(Audit({"--action", "refused"}), IsEmpty());
  EXPECT_THAT(As("root", unknown).err, HasSubstr("may not name tenant '*'"));
  EXPECT_THAT(As("keeper", {"audit", "verify", "--tenant", "*"}).out,
              HasSubstr("accesses: 2 entries hold"));
}

// LIMIT_01
TEST_F(AuditTest, AGiverMayTeachSoMuch) {
  ASSERT_NO_FATAL_FAILURE(
      Start("limits { giver_calls_per_minute: 2 keeper_calls_per_minute: 9 }"));
  Say("ann", "ann", "Never apologise in answers.");
  Say("ann", "ann", "At most 60 words, please.");
  const CommandResult refused =
      Teach("ann", "Answer in German.",
            {"--tenant", "acme", "--user", "ann", "--json"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("RATE_LIMITED"));
  EXPECT_THAT(refused.err, HasSubstr("2 calls a minute"));
  EXPECT_THAT(Run("ann", {"forget", "l-none"}).err, HasSubstr("try again in"));
  EXPECT_EQ(Run("ann", {"plan", kOther}).exit_code, 0);  // asking is free
  // The agent's users have limits of their own, and so has who keeps it.
  Say("gateway", "cat", "Never apologise in answers.");
  Say("gateway", "dan", "Never apologise in answers.");
  for (int i = 0; i < 9; ++i) {
    const CommandResult taught =
        Teach("root", "Answer in German.",
              {"--tenant", "acme", "--user", "root", "--wait", "durable"});
    EXPECT_EQ(taught.exit_code, 0) << taught.err;
  }
  EXPECT_THAT(
      Teach("root", "Answer in German.", {"--tenant", "acme", "--user", "root"})
          .err,
      HasSubstr("9 calls a minute"));
}

}  // namespace
}  // namespace alhf::testing
