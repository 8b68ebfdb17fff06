#include "coordinator/audit/words_of_others.h"

#include <gtest/gtest.h>

namespace alhf::coordinator {
namespace {

TEST(WordsOfOthersTest, OnesOwnAreNotAnothers) {
  v1::ListFeedbackResponse records;
  for (const char* giver : {"ann", "bob", "ann"}) {
    auto& record = *records.add_records()->mutable_record();
    record.set_giver(giver);
    record.set_text("words");
  }
  EXPECT_EQ(WordsOfOthers(records, "ann"), 1u);
  EXPECT_EQ(WordsOfOthers(records, "bob"), 2u);
  EXPECT_EQ(WordsOfOthers(records, "eve"), 3u);
  EXPECT_EQ(WordsOfOthers(records, ""), 3u);
}

TEST(WordsOfOthersTest, ARecordHasItsExchangeAndLessonsWithIt) {
  v1::FeedbackStatus status;
  status.mutable_record()->set_giver("ann");
  EXPECT_EQ(WordsOfOthers(status, "ann"), 0u);
  v1::Exchange& exchange = *status.mutable_record()->mutable_exchange();
  exchange.set_question("how many?");  // it came with the record
  EXPECT_EQ(WordsOfOthers(status, "ann"), 0u);
  exchange.set_user("bob");
  EXPECT_EQ(WordsOfOthers(status, "ann"), 1u);
  exchange.set_user("ann");
  v1::Lesson& lesson = *status.add_lessons();
  lesson.set_giver("ann");
  lesson.set_text("words");
  EXPECT_EQ(WordsOfOthers(status, "ann"), 0u);
  lesson.set_edited_by("eve");
  EXPECT_EQ(WordsOfOthers(status, "ann"), 1u);
}

TEST(WordsOfOthersTest, WhatWasErasedHasNone) {
  v1::FeedbackStatus erased;
  erased.mutable_record()->set_id("f-1");
  EXPECT_EQ(WordsOfOthers(erased, "ann"), 0u);
  v1::Lesson lesson;
  lesson.set_state(v1::LESSON_ERASED);
  EXPECT_EQ(WordsOfOthers(lesson, "ann"), 0u);
  v1::Exchange exchange;
  exchange.set_id("x-1");
  EXPECT_EQ(WordsOfOthers(exchange, "ann"), 0u);
}

TEST(WordsOfOthersTest, ListsAreCounted) {
  v1::ListExchangesResponse exchanges;
  for (const char* user : {"ann", "bob"}) {
    v1::Exchange& exchange = *exchanges.add_exchanges();
    exchange.set_user(user);
    exchange.set_question("how many?");
  }
  EXPECT_EQ(WordsOfOthers(exchanges, "ann"), 1u);
  v1::ListLessonsResponse lessons;
  for (const char* giver : {"ann", "bob", "eve"}) {
    v1::Lesson& lesson = *lessons.add_lessons();
    lesson.set_giver(giver);
    lesson.set_text("words");
  }
  EXPECT_EQ(WordsOfOthers(lessons, "ann"), 2u);
}

}  // namespace
}  // namespace alhf::coordinator
