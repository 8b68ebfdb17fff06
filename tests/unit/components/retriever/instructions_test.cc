#include "components/retriever/instructions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "alhf/sdk/proposals.h"
#include "alhf/testing/status_matchers.h"

namespace alhf::retriever {
namespace {

using ::alhf::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr double kClaim = 0.5;

v1::Exchange PassageExchange() {
  v1::Exchange exchange;
  exchange.set_question("What does a berth cost?");
  v1::Passage* passage = exchange.add_steps()->mutable_output()->add_passages();
  passage->set_source("harbour/berths-2023.md");
  passage->set_text("A berth costs 30 crowns.");
  return exchange;
}

v1::Exchange TableExchange() {
  v1::Exchange exchange;
  exchange.set_question("How many boats came in May?");
  exchange.add_steps()->mutable_output()->mutable_table()->set_sql("SELECT 1");
  return exchange;
}

class InstructionsTest : public ::testing::Test {
 protected:
  static std::vector<Document> Documents() {
    return {
        ParseDocument("harbour/berths-2023.md", "# Berths\n30 crowns."),
        ParseDocument("harbour/berths-2025.md", "# Berths\n45 crowns."),
        ParseDocument("archive/storms.md", "# Storms\nMany."),
        ParseDocument("archive/test-boats.md", "# Test boats\nTwo."),
        ParseDocument("radio.md", "# Radio\nVery high frequency radio."),
    };
  }

  InstructionsTest() {
    auto index = PassageIndex::Build(Documents());
    EXPECT_THAT(index, IsOk());
    index_ = std::move(*index);
    reader_ = std::make_unique<InstructionReader>(&names_, index_.get(), 3);
  }

  std::vector<Instruction> Read(const std::string& text,
                                const v1::Exchange& exchange = {}) const {
    v1::FeedbackRecord record;
    record.set_text(text);
    *record.mutable_exchange() = exchange;
    auto found = reader_->Read(record);
    EXPECT_THAT(found, IsOk());
    return *found;
  }
  // The only instruction in `text`.
  Instruction One(const std::string& text,
                  const v1::Exchange& exchange = {}) const {
    auto found = Read(text, exchange);
    EXPECT_THAT(found, SizeIs(1)) << text;
    return found.empty() ? Instruction() : found[0];
  }
  static Search SearchIn(const Instruction& instruction) {
    return sdk::ReadDirective<Search>(instruction.proposal.directive())
        .value_or(Search());
  }
  static v1::Breadth BreadthOf(const Instruction& instruction) {
    return instruction.proposal.scope().breadth();
  }

  const SourceNames names_{"/srv/manual", Documents()};
  std::unique_ptr<PassageIndex> index_;
  std::unique_ptr<InstructionReader> reader_;
};

TEST_F(InstructionsTest, ASourceThatExistsIsEnforced) {
  const Instruction i = One("ignore the archive folder", PassageExchange());
  EXPECT_GE(i.score, kClaim);
  EXPECT_EQ(i.proposal.effect(), v1::EFFECT_ENFORCED);
  EXPECT_EQ(i.proposal.conflict_key(), "source:archive/");
  EXPECT_EQ(SearchIn(i).sources(0).use(), Sources::LEAVE_OUT);
  EXPECT_THAT(SearchIn(i).sources(0).paths(), ElementsAre("archive/"));
  ASSERT_THAT(i.proposal.scope().facets(), SizeIs(1));
  EXPECT_EQ(i.proposal.scope().facets(0).key(), "document");
  EXPECT_EQ(i.proposal.scope().facets(0).value(), "archive/");
}

TEST_F(InstructionsTest, APronounStandsForTheSourceNamedBefore) {
  const Instruction i =
      One("That is from the archive folder, which is for lawyers. Skip it.",
          PassageExchange());
  EXPECT_EQ(i.proposal.effect(), v1::EFFECT_ENFORCED);
  EXPECT_EQ(i.proposal.conflict_key(), "source:archive/");
  EXPECT_EQ(SearchIn(i).sources(0).use(), Sources::LEAVE_OUT);
}

TEST_F(InstructionsTest, ASourceThatIsNotThereIsNeverEnforced) {
  for (const char* text :
       {"use the blue binder pages", "ignore the page on whales",
        "only use documents of the pilots", "use the 1999 version"}) {
    const Instruction i = One(text, PassageExchange());
    EXPECT_EQ(i.proposal.effect(), v1::EFFECT_GUIDANCE_ONLY) << text;
    EXPECT_FALSE(i.proposal.has_directive()) << text;
  }
}

TEST_F(InstructionsTest, OnAQuestionAPreferenceIsForItsTopic) {
  EXPECT_EQ(BreadthOf(One("use the 2025 berths page", PassageExchange())),
            v1::BREADTH_TOPIC);
  EXPECT_EQ(One("use the 2025 berths page", PassageExchange())
                .proposal.scope()
                .topic(),
            "What does a berth cost?");
  for (const char* text :
       {"always use the 2025 berths page", "never use the 2023 berths page",
        "ignore the archive", "prefer the radio page"}) {
    EXPECT_EQ(BreadthOf(One(text, PassageExchange())), v1::BREADTH_COMPONENT)
        << text;
  }
  EXPECT_EQ(BreadthOf(One("use the 2025 berths page")), v1::BREADTH_COMPONENT);
}

TEST_F(InstructionsTest, ANamedTopicIsTheTopic) {
  const Instruction i =
      One("for price questions use the 2025 berths page", PassageExchange());
  EXPECT_EQ(i.proposal.scope().topic(), "price");
  // Questions that the page answers are on it, too, whatever words they have.
  EXPECT_EQ(BreadthOf(i), v1::BREADTH_COMPONENT);
  EXPECT_THAT(SearchIn(i).sources(0).topics(), ElementsAre("price"));
  EXPECT_THAT(SearchIn(i).sources(0).rivals(),
              ElementsAre("harbour/berths-2023.md"));
  const Instruction without = One(
      "for berth questions leave out the archive folder", PassageExchange());
  EXPECT_EQ(BreadthOf(without), v1::BREADTH_TOPIC);
  EXPECT_THAT(without.proposal.scope().triggers(), ElementsAre("berth"));
}

TEST_F(InstructionsTest, ATopicThatNoPageIsCalledIsThatOfTheFolder) {
  const Instruction i =
      One("no quotes from the archive folder when it is about seamanship",
          PassageExchange());
  EXPECT_EQ(BreadthOf(i), v1::BREADTH_COMPONENT);
  EXPECT_THAT(i.proposal.scope().triggers(), IsEmpty());
}

TEST_F(InstructionsTest, WhatHoldsAndWhatDoesNot) {
  const auto found =
      Read("berths-2025 is right, the 2023 page is history", PassageExchange());
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(SearchIn(found[0]).sources(0).use(), Sources::PREFER);
  EXPECT_EQ(SearchIn(found[1]).sources(0).use(), Sources::LEAVE_OUT);
  EXPECT_THAT(SearchIn(found[1]).sources(0).paths(),
              ElementsAre("harbour/berths-2023.md"));
}

TEST_F(InstructionsTest, SeveralSourcesAndWhatFollowsThem) {
  EXPECT_THAT(
      SearchIn(One("ignore the archive and the radio page")).sources(0).paths(),
      ElementsAre("archive/", "radio.md"));
  EXPECT_THAT(SearchIn(One("use the 2025 berths page instead of the old one"))
                  .sources(0)
                  .paths(),
              ElementsAre("harbour/berths-2025.md"));
  EXPECT_THAT(SearchIn(One("use the 2025 berths page and answer as bullets"))
                  .sources(0)
                  .paths(),
              ElementsAre("harbour/berths-2025.md"));
}

TEST_F(InstructionsTest, TwoInstructionsHaveTheirOwnSpans) {
  const std::string text = "Use the 2025 berths page, and give me 5 passages.";
  const auto found = Read(text, PassageExchange());
  ASSERT_THAT(found, SizeIs(2));
  const auto span = [&](const Instruction& i) {
    const v1::Span& s = i.proposal.span();
    return text.substr(s.begin(), s.end() - s.begin());
  };
  EXPECT_EQ(span(found[0]), "Use the 2025 berths page");
  EXPECT_EQ(span(found[1]), "give me 5 passages");
}

TEST_F(InstructionsTest, CountsStayInReason) {
  EXPECT_EQ(SearchIn(One("give me five passages")).max_passages(), 5u);
  EXPECT_EQ(SearchIn(One("only the best source")).max_passages(), 1u);
  EXPECT_EQ(SearchIn(One("more sources")).max_passages(), 5u);
  EXPECT_EQ(SearchIn(One("give me 100000 passages")).max_passages(), 20u);
  EXPECT_EQ(SearchIn(One("give me 0 passages")).max_passages(), 1u);
}

TEST_F(InstructionsTest, DatesArePreferencesAndBounds) {
  EXPECT_TRUE(SearchIn(One("prefer newer pages")).newest_first());
  EXPECT_EQ(SearchIn(One("ignore everything before 2024")).not_before(),
            "2024-01-01");
  EXPECT_THAT(Read("ignore everything before 30"), IsEmpty());
}

TEST_F(InstructionsTest, ATermIsItsOwnWherePassagesAnswered) {
  const Instruction i = One("VHF means very high frequency", PassageExchange());
  EXPECT_GE(i.score, kClaim);
  EXPECT_EQ(i.proposal.effect(), v1::EFFECT_ENFORCED);
  EXPECT_THAT(i.proposal.scope().triggers(), ElementsAre("VHF"));
  EXPECT_EQ(SearchIn(i).expansions(0).meaning(), "very high frequency");
  EXPECT_GE(One("hook means radio", PassageExchange()).score, kClaim);
  EXPECT_GE(One("VHF means very high frequency").score, kClaim);
}

TEST_F(InstructionsTest, ATermIsNotItsOwnWhereRowsAnsweredOrNothingKnowsIt) {
  EXPECT_LT(One("VHF means very high frequency", TableExchange()).score,
            kClaim);
  EXPECT_LT(One("hook means radio").score, kClaim);
  const Instruction unknown =
      One("UFO means unidentified flying object", PassageExchange());
  EXPECT_LT(unknown.score, kClaim);
  EXPECT_NE(unknown.proposal.effect(), v1::EFFECT_ENFORCED);
}

TEST_F(InstructionsTest, RowsThatHappenToBeNamedLikeADocumentAreNotClaimed) {
  EXPECT_LT(One("leave out test boats", TableExchange()).score, kClaim);
  EXPECT_GE(One("leave out the test boats page", TableExchange()).score,
            kClaim);
}

TEST_F(InstructionsTest, AComplaintIsReadWherePassagesWereQuoted) {
  const Instruction wrong = One("that's the wrong page", PassageExchange());
  EXPECT_GE(wrong.score, kClaim);
  EXPECT_THAT(SearchIn(wrong).sources(0).paths(),
              ElementsAre("harbour/berths-2023.md"));
  EXPECT_EQ(BreadthOf(wrong), v1::BREADTH_TOPIC);
  EXPECT_TRUE(
      SearchIn(One("this is outdated", PassageExchange())).newest_first());
  EXPECT_EQ(One("this does not answer the question", PassageExchange())
                .proposal.effect(),
            v1::EFFECT_GUIDANCE_ONLY);
  EXPECT_THAT(Read("that's the wrong page", TableExchange()), IsEmpty());
}

TEST_F(InstructionsTest, OtherMattersAreNotRead) {
  for (const char* text :
       {"we are on Postgres", "use ISO weeks", "answers as bullets",
        "leave out test accounts", "use bullets", "use a table",
        "revenue is net of refunds", "thank you", "largest first"}) {
    EXPECT_THAT(Read(text, PassageExchange()), IsEmpty()) << text;
    EXPECT_THAT(Read(text, TableExchange()), IsEmpty()) << text;
  }
}

}  // namespace
}  // namespace alhf::retriever
