#include "cli/help_formatter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <sstream>

namespace alhf::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class HelpFormatterTest : public ::testing::Test {
 protected:
  HelpFormatterTest() { app_.formatter(std::make_shared<HelpFormatter>()); }
  CLI::App app_;
  std::string word_;
  int number_ = 7;
};

TEST_F(HelpFormatterTest, ShowsTheWordsThatAnOptionTakes) {
  app_.add_option("--wait", word_, "How long")
      ->type_name("")
      ->check(CLI::IsMember({"short", "long"}));
  EXPECT_THAT(app_.help(), HasSubstr("--wait {short,long}       How long\n"));
}

TEST_F(HelpFormatterTest, ShowsADefaultAndNoChecks) {
  app_.add_option("--limit", number_, "At most so many")
      ->check(CLI::Range(0, 10))
      ->type_name("N")
      ->capture_default_str();
  EXPECT_THAT(app_.help(),
              HasSubstr("--limit N                 At most so many "
                        "(default: 7)\n"));
}

TEST_F(HelpFormatterTest, NoLineIsLongerThanATerminal) {
  app_.add_option("--text", word_,
                  "One two three four five six seven eight nine ten eleven "
                  "twelve thirteen fourteen fifteen sixteen seventeen");
  std::istringstream help(app_.help());
  for (std::string line; std::getline(help, line);) {
    EXPECT_LE(line.size(), 80u) << line;
  }
  EXPECT_THAT(app_.help(), HasSubstr("seventeen"));
  EXPECT_THAT(app_.help(), Not(HasSubstr("nine ten eleven twelve")));
}

}  // namespace
}  // namespace alhf::cli
