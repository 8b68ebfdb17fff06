#include <gtest/gtest.h>

#include <string>

#include "core/relevance/trigger.h"

namespace alhf::core {
namespace {

struct DefinitionCase {
  const char* sentence;
  const char* term;  // empty: no definition
  const char* meaning = "";
};

class DefinitionTest : public ::testing::TestWithParam<DefinitionCase> {};

TEST_P(DefinitionTest, IsFoundWhereThereIsOne) {
  const std::string sentence = GetParam().sentence;
  const std::optional<Definition> found = ParseDefinition(sentence);
  ASSERT_EQ(found.has_value(), *GetParam().term != '\0')
      << (found ? found->term + " := " + found->meaning : "");
  if (!found) return;
  EXPECT_EQ(found->term, GetParam().term);
  EXPECT_EQ(found->meaning, GetParam().meaning);
  EXPECT_LE(found->end, sentence.size());
  const std::string whole =
      sentence.substr(found->begin, found->end - found->begin);
  EXPECT_NE(whole.find(found->term), std::string::npos) << whole;
  EXPECT_NE(whole.find(found->meaning), std::string::npos) << whole;
}

INSTANTIATE_TEST_SUITE_P(
    Stated, DefinitionTest,
    ::testing::Values(
        DefinitionCase{"An active moon means one seen in the last 90 days.",
                       "active moon", "one seen in the last 90 days"},
        DefinitionCase{"active moon means seen in 90 days", "active moon",
                       "seen in 90 days"},
        DefinitionCase{"Mass is net of dust", "Mass", "net of dust"},
        DefinitionCase{"ARR = annual recurring rain", "ARR",
                       "annual recurring rain"},
        DefinitionCase{"ARR := annual recurring rain.", "ARR",
                       "annual recurring rain"},
        DefinitionCase{"ARR means annual recurring rain here.", "ARR",
                       "annual recurring rain"},
        DefinitionCase{"ARR means annual recurring rain for us", "ARR",
                       "annual recurring rain"},
        DefinitionCase{"ARR means annual recurring rain in our house.", "ARR",
                       "annual recurring rain"},
        DefinitionCase{"ARR is annual recurring rain", "ARR",
                       "annual recurring rain"},
        DefinitionCase{"ARR stands for annual recurring rain", "ARR",
                       "annual recurring rain"},
        DefinitionCase{"ARR is short for annual recurring rain", "ARR",
                       "annual recurring rain"},
        DefinitionCase{"A moonlet is just another name for a small moon",
                       "moonlet", "a small moon"},
        DefinitionCase{"a moonlet is what the atlas calls a small moon",
                       "moonlet", "a small moon"},
        DefinitionCase{"What we call a rock is a moon without light", "rock",
                       "a moon without light"},
        DefinitionCase{"moonlets and small moons are the same thing",
                       "moonlets", "small moons"},
        DefinitionCase{"Moonlets for us means small moons", "Moonlets",
                       "small moons"},
        DefinitionCase{"When we say giant we mean above 10 tons", "giant",
                       "above 10 tons"},
        DefinitionCase{"When people talk about big moons, we mean above 10 t!",
                       "big moons", "above 10 t"},
        DefinitionCase{"By giant we mean above 10 tons.", "giant",
                       "above 10 tons"},
        DefinitionCase{"by \"giant moon\", we mean above 10 tons", "giant moon",
                       "above 10 tons"},
        DefinitionCase{"The term drift refers to weekly motion", "term drift",
                       "weekly motion"},
        DefinitionCase{"\"Drift\" is weekly motion", "Drift", "weekly motion"},
        DefinitionCase{"\xE2\x80\x9C"
                       "Drift\xE2\x80\x9D is weekly motion",
                       "Drift", "weekly motion"},
        DefinitionCase{"Drift is when a moon leaves", "Drift",
                       "when a moon leaves"},
        DefinitionCase{"A sleeper is a moon without light", "sleeper",
                       "a moon without light"},
        DefinitionCase{"We define drift as weekly motion", "drift",
                       "weekly motion"},
        DefinitionCase{"Drift is defined as weekly motion", "Drift",
                       "weekly motion"},
        DefinitionCase{"We call moons without light \"sleepers\"", "sleepers",
                       "moons without light"},
        DefinitionCase{"we call a moon without light a sleeper", "sleeper",
                       "a moon without light"},
        DefinitionCase{"A moon without light is called a sleeper.", "sleeper",
                       "A moon without light"},
        DefinitionCase{"Please note that ARR means annual rain", "ARR",
                       "annual rain"},
        DefinitionCase{"For us, mass is net of dust", "mass", "net of dust"},
        DefinitionCase{"No, drift means weekly motion", "drift",
                       "weekly motion"},
        DefinitionCase{"giant moons mean those above 10 tons", "giant moons",
                       "those above 10 tons"},
        DefinitionCase{"not lit refers to dark moons", "not lit", "dark moons"},
        DefinitionCase{"have paid all dues refers to no debt",
                       "have paid all dues", "no debt"},
        DefinitionCase{"M\xC3\xBCller moons means caf\xC3\xA9 moons",
                       "M\xC3\xBCller moons", "caf\xC3\xA9 moons"}));

INSTANTIATE_TEST_SUITE_P(
    NotStated, DefinitionTest,
    ::testing::Values(DefinitionCase{"", ""}, DefinitionCase{"means", ""},
                      DefinitionCase{"the answer is wrong", ""},
                      DefinitionCase{"The answer is a list of the wrong moons",
                                     ""},
                      DefinitionCase{"The mass is wrong", ""},
                      DefinitionCase{"The mass is too high", ""},
                      DefinitionCase{"The numbers are all wrong", ""},
                      DefinitionCase{"This is the wrong moon", ""},
                      DefinitionCase{"It means nothing to me", ""},
                      DefinitionCase{"That is what I asked for", ""},
                      DefinitionCase{"What I want is the mass", ""},
                      DefinitionCase{"What does ARR mean?", ""},
                      DefinitionCase{"Is a sleeper a moon without light?", ""},
                      DefinitionCase{"Drift does not mean motion", ""},
                      DefinitionCase{"Drift isn't a motion", ""},
                      DefinitionCase{"I mean the big moons", ""},
                      DefinitionCase{"by all means use ISO weeks", ""},
                      DefinitionCase{"Use ISO weeks", ""},
                      DefinitionCase{"The problem is the join", ""},
                      DefinitionCase{"mass >= 10 and size == 3", ""},
                      DefinitionCase{"Thanks, that is great", ""},
                      DefinitionCase{"The moons are missing", ""},
                      DefinitionCase{"My aunt is a baker", ""},
                      DefinitionCase{"the strings can refer to months", ""},
                      DefinitionCase{"in 2012 refers to year = 2012", ""},
                      DefinitionCase{"mass = 1 means heavy", ""},
                      DefinitionCase{"show the mean mass", ""}));

TEST(StatementTest, TakesWhatMayBeADefinition) {
  struct Case {
    const char* sentence;
    const char* term;
    const char* meaning;
  };
  for (const Case& c : {
           Case{"giants are moons above 10 tons.", "giants",
                "moons above 10 tons"},
           Case{"The inner moons are Io and Europa.", "inner moons",
                "Io and Europa"},
           Case{"Net mass is mass minus dust", "Net mass", "mass minus dust"},
           Case{"outer moons: Titan, Rhea", "outer moons", "Titan, Rhea"},
           Case{"drift menas weekly motion", "drift", "weekly motion"},
           Case{"We speak of giants when there are 3 rings", "giants",
                "there are 3 rings"},
           Case{"everybody here says rock for the big moon", "rock",
                "the big moon"},
           Case{"When we say mass, we are talking about net mass", "mass",
                "net mass"},
           Case{"only giant if there are 3 rings", "giant",
                "there are 3 rings"},
           Case{"wide and far out, that is outer, full stop", "outer",
                "wide and far out"},
           Case{"Wide and far out, that's what we call outer", "outer",
                "Wide and far out"},
       }) {
    const auto found = ParseStatement(c.sentence);
    ASSERT_TRUE(found.has_value()) << c.sentence;
    EXPECT_EQ(found->term, c.term);
    EXPECT_EQ(found->meaning, c.meaning);
    EXPECT_FALSE(ParseDefinition(c.sentence).has_value()) << c.sentence;
  }
}

TEST(StatementTest, ATestOfRowsAndWhatIsPointedAtAreNone) {
  for (const char* text :
       {"Moons with rings = 1 aren't dwarfs", "moons with rings = 1 are old",
        "Ann: that moon is a dwarf"}) {
    EXPECT_FALSE(ParseStatement(text).has_value()) << text;
  }
  EXPECT_TRUE(ParseStatement("a full orbit = 39 days").has_value());
}

TEST(StatementTest, WhoSaysItAndHowFirmlyIsNoPartOfIt) {
  const auto found =
      ParseStatement("Mass by us means always the net mass, seen from today");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->term, "Mass");
  EXPECT_EQ(found->meaning, "the net mass");
}

TEST(StatementTest, WhereItIsSaidIsNoPartOfTheMeaning) {
  const auto found = ParseStatement("around here a big moon is called a giant");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->term, "giant");
  EXPECT_EQ(found->meaning, "a big moon");
}

TEST(StatementTest, LeavesJudgementsAndQuestionsAlone) {
  for (const char* sentence :
       {"The answer is wrong.", "Moons are not planets.", "Are giants moons?",
        "This is a moon.",
        "the orbits of the inner moons near it: see there"}) {
    EXPECT_FALSE(ParseStatement(sentence).has_value()) << sentence;
  }
}

}  // namespace
}  // namespace alhf::core
