// The fixture of tests that run the whole system.
//
//   TEST_F(SystemTest, Answers) {
//     ASSERT_NO_FATAL_FAILURE(StartSystem());
//     Conversation talk = Talk("acme");
//     …
//   }
#ifndef ALHF_TESTS_INTEGRATION_SYSTEM_TEST_H_
#define ALHF_TESTS_INTEGRATION_SYSTEM_TEST_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "tests/support/conversation.h"
#include "tests/support/mini_system.h"

namespace alhf::testing {

// Questions about the sample company that the tests share.
inline constexpr char kWeeks[] =
    "How many orders were there per week of the year in 2025?";
inline constexpr char kWeeksReworded[] =
    "Show me the weekly number of orders in 2025";
inline constexpr char kLeave[] =
    "How many days of paid leave do full-time staff have?";
inline constexpr char kIsoFeedback[] = "We are on Postgres, use ISO weeks.";

class SystemTest : public ::testing::Test {
 protected:
  void StartSystem(const MiniSystemOptions& options = {}) {
    ASSERT_OK_AND_ASSIGN(system_, MiniSystem::Start(options));
  }
  MiniSystem& system() { return *system_; }
  Conversation Talk(std::string tenant) {
    return Conversation(system_->coordinator(), std::move(tenant));
  }

  std::unique_ptr<MiniSystem> system_;
};

}  // namespace alhf::testing

#endif  // ALHF_TESTS_INTEGRATION_SYSTEM_TEST_H_
