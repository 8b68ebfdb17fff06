#include "cli/option_kinds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class OptionKindsTest : public ::testing::Test {
 protected:
  // Returns what is wrong with `arguments`; empty where nothing is.
  std::string Parse(std::vector<std::string> arguments) {
    try {
      app_.parse(
          std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    } catch (const CLI::Error& error) {
      return error.what();
    }
    return "";
  }

  CLI::App app_;
};

TEST_F(OptionKindsTest, TimeoutTakesUnitsAndPlainSeconds) {
  std::optional<absl::Duration> timeout;
  AddTimeout(&app_, &timeout);
  EXPECT_EQ(Parse({"--timeout", "1500ms"}), "");
  EXPECT_EQ(timeout, absl::Milliseconds(1500));
  EXPECT_EQ(Parse({"--timeout", "2m"}), "");
  EXPECT_EQ(timeout, absl::Minutes(2));
  EXPECT_EQ(Parse({"--timeout", "0.5"}), "");
  EXPECT_EQ(timeout, absl::Milliseconds(500));
}

TEST_F(OptionKindsTest, TimeoutRefusesWhatIsNone) {
  std::optional<absl::Duration> timeout;
  AddTimeout(&app_, &timeout);
  EXPECT_THAT(Parse({"--timeout", "soon"}), HasSubstr("write 10s"));
  for (const char* value : {"0", "-1s", "25h", "inf", "nan", "1e300"}) {
    EXPECT_THAT(Parse({std::string("--timeout=") + value}),
                HasSubstr("between 1ms and 24h"))
        << value;
  }
  EXPECT_EQ(timeout, std::nullopt);
}

TEST_F(OptionKindsTest, NowTakesADayOrATime) {
  QueryOptions query;
  AddQuery(&app_, &query);
  EXPECT_EQ(Parse({"q", "--now", "2026-01-15"}), "");
  EXPECT_EQ(query.now,
            absl::FromCivil(absl::CivilDay(2026, 1, 15), absl::UTCTimeZone()));
  EXPECT_EQ(Parse({"q", "--now", "2026-01-15T09:30:00+01:00"}), "");
  EXPECT_EQ(query.now, absl::FromCivil(absl::CivilMinute(2026, 1, 15, 8, 30),
                                       absl::UTCTimeZone()));
  EXPECT_THAT(Parse({"q", "--now", "tomorrow"}), HasSubstr("is not a time"));
}

TEST_F(OptionKindsTest, AsOfIsANumber) {
  QueryOptions query;
  AddQuery(&app_, &query);
  EXPECT_EQ(Parse({"q", "--as-of", "12"}), "");
  EXPECT_EQ(query.as_of, 12u);
  EXPECT_NE(Parse({"q", "--as-of", "twelve"}), "");
  EXPECT_NE(Parse({"q", "--as-of=-1"}), "");
}

TEST_F(OptionKindsTest, RepeatedTakesOneValueEach) {
  std::vector<std::string> names;
  std::string text;
  AddRepeated(&app_, "--to", &names, "Help.");
  AddText(&app_, "text", &text, "Help");
  EXPECT_EQ(Parse({"--to", "a", "the text", "--to", "[b,c]"}), "");
  EXPECT_THAT(names, ElementsAre("a", "[b,c]"));
  EXPECT_EQ(text, "the text");
}

TEST_F(OptionKindsTest, WaitTakesThreeWords) {
  v1::WaitFor wait = v1::WAIT_FOR_LEARNED;
  AddWait(&app_, &wait);
  EXPECT_EQ(Parse({"--wait", "durable"}), "");
  EXPECT_EQ(wait, v1::WAIT_FOR_DURABLE);
  EXPECT_EQ(Parse({"--wait", "durable", "--wait", "assessed"}), "");
  EXPECT_EQ(wait, v1::WAIT_FOR_ASSESSED);
  EXPECT_THAT(Parse({"--wait", "forever"}),
              HasSubstr("{durable,assessed,learned}"));
}

TEST_F(OptionKindsTest, StatesAdd) {
  std::vector<v1::LessonState> states;
  AddStates(&app_, &states);
  EXPECT_EQ(Parse({"--state", "retired", "--state", "held"}), "");
  EXPECT_THAT(states, ElementsAre(v1::LESSON_RETIRED, v1::LESSON_HELD));
}

TEST_F(OptionKindsTest, ListHasALimit) {
  ListOptions list;
  AddList(&app_, &list);
  EXPECT_EQ(Parse({"--limit", "0", "--page-token", "t"}), "");
  EXPECT_EQ(list.limit, 0);
  EXPECT_EQ(list.page_token, "t");
  EXPECT_NE(Parse({"--limit=-1"}), "");
}

TEST_F(OptionKindsTest, RequestIdIsTakenAsItIs) {
  std::string id;
  AddRequestId(&app_, &id);
  EXPECT_EQ(Parse({"--request-id", "a b"}), "");
  EXPECT_EQ(id, "a b");
}

}  // namespace
}  // namespace alhf::cli
