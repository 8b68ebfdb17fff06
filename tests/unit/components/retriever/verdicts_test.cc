#include "components/retriever/verdicts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace alhf::retriever {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class VerdictsTest : public ::testing::Test {
 protected:
  static std::vector<Document> Documents() {
    return {
        ParseDocument("crew/oaths.md", "# Oaths\nText."),
        ParseDocument("crew/former/oaths_2019.md", "# Oaths (book 2019)\nT."),
        ParseDocument("harbour/berth_rates.md", "# Berth rates\nText."),
        ParseDocument("harbour/berth_rates_2022.md", "# Berth rates\nText."),
        ParseDocument("harbour/berth_rates_old.txt", "Berth rates\n\nText."),
        ParseDocument("harbour/archive/storms.md", "# Storms (2018)\nText."),
        ParseDocument("crew/archive/songs.md", "# Songs (2018)\nText."),
        ParseDocument("logs/2024-05.md", "# Log of May\nText."),
        ParseDocument("trawler_terms.md", "# Terms for trawlers\nText."),
    };
  }

  // "+" what to prefer, "-" what to leave out.
  std::vector<std::string> Read(const std::string& text) const {
    std::vector<std::string> found;
    for (const Verdict& verdict : ReadVerdicts(text, names_)) {
      const bool prefer = verdict.sources.use() == Sources::PREFER;
      found.push_back(absl::StrCat(
          prefer ? "+" : "-", absl::StrJoin(verdict.sources.paths(), ",")));
    }
    return found;
  }

  const SourceNames names_{"/srv/manual/", Documents()};
};

TEST_F(VerdictsTest, WhatDoesNotHold) {
  for (const char* text :
       {"keep your hands off the logs folder",
        "Stay away from the logs folder.",
        "dont take anythng from the logs folder", "Logs are no law.",
        "You quote the logs folder!! What sailors tell "
        "there is no rule, stay out of the logs folder",
        "Logs only show what was talked about, never take an answer from "
        "there."}) {
    EXPECT_THAT(Read(text), ElementsAre("-logs/")) << text;
  }
  EXPECT_THAT(Read("Archived = no longer valid"),
              ElementsAre("-crew/archive/,harbour/archive/"));
}

TEST_F(VerdictsTest, OfTwoOnTheSame) {
  EXPECT_THAT(
      Read("berth_rates is right, the txt file is history"),
      ElementsAre("+harbour/berth_rates.md", "-harbour/berth_rates_old.txt"));
  EXPECT_THAT(
      Read("look always in berth_rates.md, the one from 2022 is dead"),
      ElementsAre("+harbour/berth_rates.md", "-harbour/berth_rates_2022.md"));
  EXPECT_THAT(Read("This is from the 2019 book page, which is wrong by now."),
              ElementsAre("-crew/former/oaths_2019.md"));
}

TEST_F(VerdictsTest, WhatReplacedSomething) {
  EXPECT_THAT(
      Read("We scrapped the 2022 page, the berth_rates page replaced "
           "it."),
      ElementsAre("-harbour/berth_rates_2022.md", "+harbour/berth_rates.md"));
  EXPECT_THAT(Read("the logs folder is talk, don't answer out of them"),
              ElementsAre("-logs/"));
}

TEST_F(VerdictsTest, WhatHoldsForSomeQuestionsOnly) {
  const auto verdicts =
      ReadVerdicts("the trawler terms are only for trawlers", names_);
  ASSERT_EQ(verdicts.size(), 1u);
  EXPECT_THAT(verdicts[0].sources.unless(), ElementsAre("terms", "trawlers"));
}

TEST_F(VerdictsTest, NoWordOnASource) {
  for (const char* text :
       {"", "The oath is wrong.", "use bullets",
        "It comes out of the logs page", "why do you quote the logs page?",
        "Storms that are over don't count."}) {
    EXPECT_THAT(Read(text), IsEmpty()) << text;
  }
}

}  // namespace
}  // namespace alhf::retriever
