#include "coordinator/feedback/membership.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "alhf/testing/status_matchers.h"
#include "coordinator/feedback/leveldb_feedback_log.h"
#include "tests/support/fake_component.h"
#include "tests/support/fault_env.h"
#include "tests/unit/coordinator/feedback/log_entries.h"

namespace alhf::coordinator {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsOk;

std::vector<std::string> Names(Membership::Joining& joining) {
  std::vector<std::string> names;
  for (const NewEntry& entry : joining.entries()) {
    names.push_back(entry.payload.component_joined().manifest().name());
  }
  return names;
}

class MembershipTest : public ::testing::Test {
 protected:
  testing::FaultEnv env_;
  ManualClock clock_{TestTime()};
  std::unique_ptr<FeedbackLog> log_ =
      *OpenLevelDbFeedbackLog({.folder = "/log", .env = &env_});
  TenantJournal journal_{"acme", log_.get(), &clock_, [] {}};
  testing::FakeRegistry registry_;
  Membership membership_{&journal_, &registry_};
};

TEST_F(MembershipTest, WhoIsNoMemberYetJoinsOnce) {
  registry_.Add("a");
  registry_.Add("b", /*from_beginning=*/true);
  {
    auto joining = membership_.Begin(TestTime());
    EXPECT_THAT(Names(joining), ElementsAre("a", "b"));
    using Joined = storage::v1::Payload::ComponentJoined;
    EXPECT_EQ(joining.entries()[0].payload.component_joined().from(),
              Joined::NOW);
    EXPECT_EQ(joining.entries()[1].payload.component_joined().from(),
              Joined::BEGINNING);
    EXPECT_EQ(joining.entries()[0].principal, "coordinator");
    ASSERT_THAT(journal_.Append(std::move(joining.entries())), IsOk());
  }
  registry_.Add("c");
  auto next = membership_.Begin(TestTime());
  EXPECT_THAT(Names(next), ElementsAre("c"));
}

TEST_F(MembershipTest, NobodyGoesOnBeforeThoseWhoJoinAreMembers) {
  registry_.Add("a");
  std::vector<std::thread> others;
  std::atomic<int> ended = 0;
  {
    auto joining = membership_.Begin(TestTime());
    for (int i = 0; i < 4; ++i) {
      others.emplace_back([&] {
        auto other = membership_.Begin(TestTime());
        EXPECT_THAT(Names(other), IsEmpty());
        EXPECT_EQ(journal_.Look([](const TenantView& view) {
          return view.members().size();
        }),
                  1u);
        ++ended;
      });
    }
    EXPECT_EQ(ended, 0);
    ASSERT_THAT(journal_.Append(std::move(joining.entries())), IsOk());
  }
  for (std::thread& each : others) each.join();
  EXPECT_EQ(ended, 4);
}

TEST_F(MembershipTest, WhatWasNotAppendedIsTriedAgain) {
  registry_.Add("a");
  { auto abandoned = membership_.Begin(TestTime()); }
  auto again = membership_.Begin(TestTime());
  EXPECT_THAT(Names(again), ElementsAre("a"));
}

}  // namespace
}  // namespace alhf::coordinator
