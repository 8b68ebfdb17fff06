#include "components/retriever/retriever.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "alhf/sdk/encoder.h"
#include "alhf/testing/harness.h"
#include "alhf/testing/status_matchers.h"
#include "tests/support/temp_folder.h"

namespace alhf::retriever {
namespace {

using ::alhf::testing::ComponentHarness;
using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kBerth[] = "What does a berth cost?";
constexpr char kCrane[] = "When does the crane lift boats?";

class RetrieverTest : public ::testing::Test {
 protected:
  RetrieverTest() {
    folder_.Write("harbour/berths-2023.md",
                  "# Berths\nA berth costs 30 crowns a night.\n");
    folder_.Write("harbour/berths-2025.md",
                  "# Berths\nA berth costs 45 crowns a night.\n");
    folder_.Write("archive/fees-2019.md",
                  "# What a berth costs\nA berth cost 20 crowns.\n");
    folder_.Write("harbour/crane.md",
                  "# Crane\nThe crane lifts boats on Mondays.\n");
    folder_.Write("radio.md",
                  "# Radio\nThe automatic identification system stays on.\n");
    Config config;
    config.set_folder(folder_.path());
    auto retriever = Retriever::Open(config);
    EXPECT_THAT(retriever, IsOk());
    harness_ = std::make_unique<ComponentHarness>(std::move(*retriever));
  }

  std::vector<std::string> Ask(const std::string& question) const {
    const auto output = harness_->Run(question);
    EXPECT_THAT(output, IsOk());
    std::vector<std::string> sources;
    for (const v1::Passage& passage : output->passages()) {
      sources.push_back(passage.source());
    }
    return sources;
  }

  v1::Exchange ExchangeAbout(const std::string& question) const {
    v1::Exchange exchange;
    exchange.set_question(question);
    v1::Step& step = *exchange.add_steps();
    step.set_component("retriever");
    *step.mutable_output() = *harness_->Run(question);
    return exchange;
  }

  v1::Assessment Teach(const std::string& text,
                       const v1::Exchange& exchange = {}) const {
    const auto assessment = harness_->Teach(text, exchange);
    EXPECT_THAT(assessment, IsOk()) << text;
    return *assessment;
  }

  // Teaches, and expects that one answer differs, that another one does not,
  // and that a memory made anew from the log gives the same.
  void ExpectLearns(const std::string& text, const std::string& changed,
                    const std::string& unchanged) {
    SCOPED_TRACE(text);
    const auto before = Ask(changed);
    const auto other = Ask(unchanged);
    const v1::Assessment assessment = Teach(text, ExchangeAbout(changed));
    EXPECT_EQ(assessment.outcome(), v1::OUTCOME_CLAIMED);
    ASSERT_FALSE(assessment.proposals().empty());
    EXPECT_EQ(assessment.proposals(0).effect(), v1::EFFECT_ENFORCED);
    const auto after = Ask(changed);
    EXPECT_NE(after, before);
    EXPECT_EQ(Ask(unchanged), other);
    const std::string memory = harness_->Export();
    ASSERT_THAT(harness_->Rebuild(), IsOk());
    EXPECT_EQ(harness_->Export(), memory);
    EXPECT_EQ(Ask(changed), after);
  }

  testing::TempFolder folder_;
  std::unique_ptr<ComponentHarness> harness_;
};

TEST_F(RetrieverTest, QuotesPassagesAndNamesTheirDocuments) {
  const auto output = harness_->Run(kCrane);
  ASSERT_THAT(output, IsOk());
  ASSERT_THAT(output->passages(), SizeIs(1));
  EXPECT_EQ(output->passages(0).source(), "harbour/crane.md");
  EXPECT_FALSE(output->has_refusal());
  ASSERT_THAT(output->facets(), SizeIs(1));
  EXPECT_EQ(output->facets(0).key(), "document");
  EXPECT_THAT(output->facets(0).values(),
              ElementsAre("harbour/", "harbour/crane.md"));
}

TEST_F(RetrieverTest, RefusesWithTheWordsThatNoDocumentHas) {
  const auto output = harness_->Run("Who bakes the zeppelin cake?");
  ASSERT_THAT(output, IsOk());
  ASSERT_TRUE(output->has_refusal());
  EXPECT_THAT(output->passages(), IsEmpty());
  EXPECT_THAT(output->refusal().not_understood(), Contains("zeppelin"));
}

TEST_F(RetrieverTest, LearnsToLeaveOutAFolder) {
  ExpectLearns("ignore the archive folder", kBerth, kCrane);
  EXPECT_THAT(Ask(kBerth), Not(Contains("archive/fees-2019.md")));
}

TEST_F(RetrieverTest, ALimitOfMorePassagesThanThereAreDoesNotAct) {
  Teach("nine passages are enough");
  const auto output = harness_->Run("When does the crane lift boats?");
  ASSERT_THAT(output, IsOk());
  EXPECT_THAT(output->idle_lessons(), SizeIs(1));
  Teach("leave out the harbour folder");
  const auto without = harness_->Run("What does a berth cost?");
  ASSERT_THAT(without, IsOk());
  EXPECT_THAT(without->idle_lessons(), SizeIs(1));
}

TEST_F(RetrieverTest, WhereNothingIsFoundALessonDidNotAct) {
  Teach("nine passages are enough");
  const auto output = harness_->Run("Who bakes the zeppelin cake?");
  ASSERT_THAT(output, IsOk());
  ASSERT_TRUE(output->has_refusal());
  EXPECT_THAT(output->idle_lessons(), SizeIs(1));
}

TEST_F(RetrieverTest, LearnsToPreferADocument) {
  ExpectLearns("use the 2023 berths page", kBerth, kCrane);
  EXPECT_EQ(Ask(kBerth)[0], "harbour/berths-2023.md");
}

TEST_F(RetrieverTest, LearnsToUseOnlyOneSource) {
  ExpectLearns("always use only the 2025 berths page", kBerth, kCrane);
  EXPECT_THAT(Ask(kBerth), ElementsAre("harbour/berths-2025.md"));
}

TEST_F(RetrieverTest, LearnsWhichAgeIsTooOld) {
  ExpectLearns("only pages from 2025 on", kBerth, kCrane);
  EXPECT_THAT(Ask(kBerth), ElementsAre("harbour/berths-2025.md"));
}

TEST_F(RetrieverTest, LearnsToCountYearsBack) {
  // The harness's clock stands in the year after the newest page.
  ExpectLearns("only documents from this year", kBerth, kCrane);
  EXPECT_THAT(Ask(kBerth), IsEmpty());
}

TEST_F(RetrieverTest, LearnsHowOldAPageMayBe) {
  ExpectLearns("ignore pages older than 4 years", kBerth, kCrane);
  EXPECT_THAT(Ask(kBerth), Not(Contains("archive/fees-2019.md")));
  EXPECT_THAT(Ask(kBerth), Contains("harbour/berths-2023.md"));
}

TEST_F(RetrieverTest, LooksWhereItIsToldThoughFewWordsAreThere) {
  constexpr char kHoist[] = "Who hoists yachts on Mondays or Sundays?";
  ASSERT_THAT(Ask(kHoist), IsEmpty());
  Teach("for questions about yachts use the crane page", ExchangeAbout(kHoist));
  EXPECT_THAT(Ask(kHoist), ElementsAre("harbour/crane.md"));
}

TEST_F(RetrieverTest, LearnsToPreferNewerPages) {
  ASSERT_EQ(Ask(kBerth)[0], "archive/fees-2019.md");
  ExpectLearns("prefer newer pages", kBerth, kCrane);
  EXPECT_EQ(Ask(kBerth)[0], "harbour/berths-2025.md");
}

TEST_F(RetrieverTest, LearnsADateBeforeWhichNothingIsQuoted) {
  ExpectLearns("ignore everything before 2024", kBerth, kCrane);
  EXPECT_THAT(Ask(kBerth), Each(Not(HasSubstr("2019"))));
}

TEST_F(RetrieverTest, LearnsWhatAnAbbreviationStandsFor) {
  const std::string question = "Is the AIS on at night?";
  EXPECT_THAT(Ask(question), IsEmpty());
  ExpectLearns("AIS means automatic identification system", question, kBerth);
  EXPECT_THAT(Ask(question), ElementsAre("radio.md"));
}

TEST_F(RetrieverTest, LearnsHowManyPassages) {
  EXPECT_THAT(Ask(kBerth), SizeIs(3));
  ExpectLearns("only the best source please", kBerth, kCrane);
  EXPECT_THAT(Ask(kBerth), SizeIs(1));
  Teach("give me two passages");
  EXPECT_THAT(Ask(kBerth), SizeIs(2));
}

TEST_F(RetrieverTest, AWrongPageIsLeftOutForSuchQuestions) {
  const std::string first = Ask(kBerth)[0];
  ExpectLearns("that's the wrong page", kBerth, kCrane);
  EXPECT_THAT(Ask(kBerth), Not(Contains(first)));
}

TEST_F(RetrieverTest, ASourceThatIsNotAskedAboutIsNotAdjustedFor) {
  Teach("ignore the archive folder");
  const auto near = harness_->Adjust(kBerth);
  ASSERT_THAT(near, IsOk());
  ASSERT_THAT(near->items(), SizeIs(1));
  EXPECT_TRUE(near->items(0).filter().exclude());
  EXPECT_THAT(near->items(0).filter().values(), ElementsAre("archive/"));
  EXPECT_EQ(near->items(0).target(), "archive/");
  const auto far = harness_->Adjust(kCrane);
  ASSERT_THAT(far, IsOk());
  EXPECT_THAT(far->items(), IsEmpty());
}

TEST_F(RetrieverTest, AnAbbreviationDecidesWhichDocumentsAQuestionIsAbout) {
  Teach("AIS means automatic identification system", ExchangeAbout(kCrane));
  Teach("never use the radio page");
  const auto output = harness_->Run("Is the AIS on at night?");
  ASSERT_THAT(output, IsOk());
  EXPECT_TRUE(output->has_refusal());
  EXPECT_THAT(output->refusal().reason(), HasSubstr("left out"));
}

TEST_F(RetrieverTest, TheNewerOfTwoWordsOnTheSameCounts) {
  Teach("ignore the archive folder");
  const v1::Assessment second = Teach("always prefer the archive folder");
  ASSERT_THAT(second.proposals(), SizeIs(1));
  ASSERT_THAT(second.proposals(0).relations(), SizeIs(1));
  EXPECT_EQ(second.proposals(0).relations(0).kind(), v1::Relation::CONTRADICTS);
  EXPECT_EQ(Ask(kBerth)[0], "archive/fees-2019.md");
}

TEST_F(RetrieverTest, DeclinesWhatBelongsToOthers) {
  v1::Exchange rows;
  rows.set_question("How many boats came per week?");
  rows.add_steps()->mutable_output()->mutable_table()->set_sql("SELECT 1");
  const v1::Exchange quoted = ExchangeAbout(kBerth);
  v1::Exchange both = quoted;
  both.mutable_steps()->MergeFrom(rows.steps());
  for (const char* text :
       {"We are on Postgres, use ISO weeks.", "use ISO weeks",
        "answers as bullets", "leave out test accounts", "keep it short",
        "a regular means one who came in the last 90 days",
        "takings is net of refunds", "largest first", "thanks!",
        "great, exactly what I needed", "What does a berth cost?",
        "stop citing sources", "show the numbers as a table"}) {
    for (const v1::Exchange& exchange : {rows, v1::Exchange(), quoted, both}) {
      const auto assessment = harness_->Assess(text, exchange);
      ASSERT_THAT(assessment, IsOk());
      EXPECT_NE(assessment->outcome(), v1::OUTCOME_CLAIMED)
          << text << ": " << assessment->ShortDebugString();
      EXPECT_THAT(assessment->proposals(), IsEmpty()) << text;
    }
  }
}

TEST_F(RetrieverTest, TakesItsOwnPartOfASentenceForTwo) {
  const std::string text = "Use the 2025 berths page and answer as bullets.";
  const auto assessment = harness_->Assess(text, ExchangeAbout(kBerth));
  ASSERT_THAT(assessment, IsOk());
  ASSERT_THAT(assessment->proposals(), SizeIs(1));
  const v1::Span& span = assessment->proposals(0).span();
  EXPECT_THAT(text.substr(span.begin(), span.end() - span.begin()),
              HasSubstr("Use the 2025 berths page"));
}

// Nobody could act on these without understanding more than phrases.
TEST_F(RetrieverTest, WhatNoEngineCanReadIsNeverEnforced) {
  const v1::Exchange exchange = ExchangeAbout(kBerth);
  for (const char* text :
       {"The page was written by someone who has never seen a boat",
        "Weigh pages by how well the author knows the sea",
        "Only documents that a lawyer has looked over count",
        "If two pages quarrel, ask the one with the better manners",
        "Quote the page that my colleague would have picked",
        "Use whatever source the pilots trust this season",
        "Look for pages that mean the opposite of what they say",
        "Ignore documents with a cheerful tone",
        "Sources with more than three authors are suspicious",
        "Treat the pages as a story that gets truer towards the end",
        "Don't trust a document whose tables do not add up",
        "Skip the pages I have read already",
        "Read the page to the end before you quote it",
        "Prefer documents that admit their doubts",
        "The passage is fine but it misses the spirit of the thing",
        "A relevant document explains why, not how",
        "Use sources from people who were there",
        "The document on this has moved to another team",
        "Please leave out passages that repeat each other",
        "Cite the page that is least likely to be wrong"}) {
    const v1::Assessment assessment = Teach(text, exchange);
    for (const v1::Proposal& proposal : assessment.proposals()) {
      EXPECT_NE(proposal.effect(), v1::EFFECT_ENFORCED)
          << text << ": " << proposal.understood_as();
    }
  }
}

TEST(MakeRetrieverTest, SaysWhatIsWrongWithTheConfiguration) {
  testing::TempFolder folder;
  folder.Write("typo.textproto", "folderr: \"x\"\n");
  folder.Write("nowhere.textproto", "folder: \"nowhere\"\n");
  folder.Write("empty.textproto", "");
  for (const char* name : {"typo.textproto", "nowhere.textproto",
                           "empty.textproto", "missing.textproto"}) {
    EXPECT_THAT(
        MakeRetriever(folder.path() + "/" + name).status(),
        StatusIs(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID))
        << name;
  }
  EXPECT_THAT(std::string(MakeRetriever(folder.path() + "/nowhere.textproto")
                              .status()
                              .message()),
              HasSubstr(folder.path() + "/nowhere"));
}

TEST(MakeRetrieverTest, ARelativeFolderIsRelativeToTheConfiguration) {
  testing::TempFolder folder;
  folder.Write("pages/a.md", "# A\nText.");
  folder.Write("config/retriever.textproto", "folder: \"../pages\"\n");
  EXPECT_THAT(
      MakeRetriever(folder.path() + "/config/retriever.textproto").status(),
      IsOk());
}

TEST_F(RetrieverTest, APreferenceForATopicHoldsWhereItsPagesAnswer) {
  const std::string text =
      "For mooring rates look always in berths-2025.md, please.";
  const v1::Assessment assessment = Teach(text, ExchangeAbout(kBerth));
  ASSERT_EQ(assessment.outcome(), v1::OUTCOME_CLAIMED);
  // No word of the topic, but what the page and its rival are about.
  EXPECT_THAT(Ask("What does a berth cost a night?"),
              Not(Contains("harbour/berths-2023.md")));
  EXPECT_THAT(Ask(kCrane), ElementsAre("harbour/crane.md"));
  const auto plan = harness_->Adjust(kCrane);
  ASSERT_THAT(plan, IsOk());
  for (const v1::AdjustmentItem& item : plan->items()) {
    EXPECT_LT(item.score(), 0.5) << item.text();
  }
}

TEST_F(RetrieverTest, WhatHoldsForSomeQuestionsIsLeftOutOfTheOthers) {
  Teach("the crane page is only for cranes", ExchangeAbout(kCrane));
  EXPECT_THAT(Ask(kCrane), ElementsAre("harbour/crane.md"));
  EXPECT_THAT(Ask("Who lifts boats on Mondays?"), IsEmpty());
}

// A page that only nearness finds, of a folder that was set aside.
TEST(RetrieverNearTest, QuotesNothingThatWasSetAside) {
  testing::TempFolder folder;
  folder.Write("attic/hens.md",
               "# Hens\nThe coop is locked at dusk, so that no fox takes a "
               "hen.\n");
  folder.Write("bees.md", "# Bees\nHoney is taken from the hive in August.\n");
  Config config;
  config.set_folder(folder.path());
  auto encoder = sdk::OpenEncoder(ALHF_MODEL_FILE);
  ASSERT_THAT(encoder, IsOk());
  auto retriever = Retriever::Open(config, *encoder);
  ASSERT_THAT(retriever, IsOk());
  ComponentHarness harness(std::move(*retriever));
  const char* const question =
      "At what time must one shut the hen house against a fox?";
  const auto found = harness.Run(question);
  ASSERT_THAT(found, IsOk());
  ASSERT_THAT(found->passages(), SizeIs(1));
  EXPECT_EQ(found->passages(0).source(), "attic/hens.md");
  ASSERT_THAT(harness.Teach("Leave out the attic folder.", {}), IsOk());
  const auto after = harness.Run(question);
  ASSERT_THAT(after, IsOk());
  EXPECT_THAT(after->passages(), IsEmpty());
}

}  // namespace
}  // namespace alhf::retriever
