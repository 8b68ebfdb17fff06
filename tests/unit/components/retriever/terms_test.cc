#include "components/retriever/terms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace alhf::retriever {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(ReadTermsTest, ReadsOtherWordsForATerm) {
  struct Case {
    const char* text;
    const char* term;
    const char* meaning;
    bool abbreviation;
  };
  for (const Case& c : {
           Case{"VHF means very high frequency", "VHF", "very high frequency",
                true},
           Case{"vhf is very high frequency.", "vhf", "very high frequency",
                true},
           Case{"EPIRB stands for emergency beacon", "EPIRB",
                "emergency beacon", false},
           Case{"Thanks. \"Hook\" means anchor.", "Hook", "anchor", false},
       }) {
    SCOPED_TRACE(c.text);
    const auto terms = ReadTerms(c.text);
    ASSERT_THAT(terms, SizeIs(1));
    EXPECT_EQ(terms[0].expansion.term(), c.term);
    EXPECT_EQ(terms[0].expansion.meaning(), c.meaning);
    EXPECT_EQ(terms[0].abbreviation, c.abbreviation);
    EXPECT_LE(terms[0].end, std::string(c.text).size());
    EXPECT_LT(terms[0].begin, terms[0].end);
  }
}

TEST(ReadTermsTest, WhatMayBeADefinitionIsMarked) {
  const auto terms = ReadTerms("Dinghies are small boats. VHF means radio.");
  ASSERT_THAT(terms, SizeIs(2));
  EXPECT_FALSE(terms[0].stated);
  EXPECT_EQ(terms[0].expansion.meaning(), "small boats");
  EXPECT_TRUE(terms[1].stated);
}

TEST(ReadTermsTest, LeavesToOthersWhatSpeaksOfRowsSumsAndDates) {
  for (const char* text :
       {"A regular skipper means one who sailed in the last 90 days",
        "takings is net of refunds", "a big boat means more than 12 metres",
        "active means status = 1", "load is weight / length",
        "busy berths means those with the highest count",
        "season means between May and October",
        "idle boats are boats without a trip"}) {
    EXPECT_THAT(ReadTerms(text), IsEmpty()) << text;
  }
}

TEST(ReadTermsTest, AClauseIsNoTermAndNoOtherWordsForOne) {
  for (const char* text :
       {"a list when it is long, otherwise a sentence",
        "VHF is what we call it on Fridays", "a berth is how they moor"}) {
    EXPECT_THAT(ReadTerms(text), IsEmpty()) << text;
  }
}

TEST(ReadTermsTest, AJudgementOrAQuestionIsNoTerm) {
  for (const char* text : {"", "The answer is wrong", "What does VHF mean?",
                           "That is nice", "ignore the old pages"}) {
    EXPECT_THAT(ReadTerms(text), IsEmpty()) << text;
  }
}

}  // namespace
}  // namespace alhf::retriever
