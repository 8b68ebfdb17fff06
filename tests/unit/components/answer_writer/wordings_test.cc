#include "components/answer_writer/wordings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace alhf::answer_writer {
namespace {

using ::testing::IsEmpty;

Style StyleOf(const std::string& from, const std::string& to) {
  Style style;
  Wording& wording = *style.add_wordings();
  wording.set_from(from);
  wording.set_to(to);
  return style;
}

TEST(ReadWordingsTest, InManyWays) {
  struct Case {
    const char* text;
    std::vector<std::string> from;
    const char* to;
  };
  for (const Case& c : {
           Case{"Say quay instead of pier.", {"pier"}, "quay"},
           Case{"On our boats nobody is called sailor or hand. We say "
                "shipmates.",
                {"sailor", "hand"},
                "shipmates"},
           Case{"We say shipmates here, nobody is called sailor.",
                {"sailor"},
                "shipmates"},
           Case{"never write sailor but shipmate", {"sailor"}, "shipmate"},
           Case{"don't call them sailors, call them shipmates",
                {"sailors"},
                "shipmates"},
           Case{"The word sailor is banned, use shipmate.",
                {"sailor"},
                "shipmate"},
           Case{"Stop saying sailors, they are shipmates to us",
                {"sailors"},
                "shipmates"},
           Case{"We don't have sailors, we have shipmates.",
                {"sailors"},
                "shipmates"},
       }) {
    const std::vector<Wording> wordings = ReadWordings(c.text);
    std::vector<std::string> from;
    for (const Wording& wording : wordings) {
      from.push_back(wording.from());
      EXPECT_EQ(wording.to(), c.to) << c.text;
    }
    EXPECT_EQ(from, c.from) << c.text;
  }
}

TEST(ReadWordingsTest, ConditionsAndWishesAreNone) {
  for (const char* text :
       {"", "write 14:00 instead of 2 pm",
        "When I say log I want a table and not a single word around it.",
        "use bullets, not prose in all that you write about boats and sails"}) {
    EXPECT_THAT(ReadWordings(text), IsEmpty()) << text;
  }
}

TEST(WithWordingsTest, WholeWordsOutsideOfSources) {
  EXPECT_EQ(WithWordings(StyleOf("pier", "quay"),
                         "Piers: the pier's end. Pierced. [pier.md]"),
            "Quays: the quay's end. Pierced. [pier.md]");
}

TEST(WithWordingsTest, InTheNumberThatIsMeant) {
  const Style style = StyleOf("sailor", "crew members");
  EXPECT_EQ(WithWordings(style, "An old sailor and a sailor. Sailors sing."),
            "An old crew member and a crew member. Crew members sing.");
  const Style apprentice = StyleOf("sailor", "apprentices");
  EXPECT_EQ(WithWordings(apprentice, "A sailor sings."),
            "An apprentice sings.");
  EXPECT_EQ(WithWordings(StyleOf("crew", "crew members"), "Pay of crew."),
            "Pay of crew members.");
  EXPECT_EQ(WithWordings(StyleOf("refund", "money back"), "Two refunds."),
            "Two refunds.");
}

TEST(WithWordingsTest, NeverInQuotesNamesAddressesOrCode) {
  const Style style = StyleOf("sailor", "shipmate");
  for (const char* text :
       {"It says \"each sailor\".", "Run `sailor`.", "the Sailor Arms",
        "sailor@port.example", "https://sailor.example/sailor"}) {
    EXPECT_EQ(WithWordings(style, text), text);
  }
}

}  // namespace
}  // namespace alhf::answer_writer
