#include "coordinator/feedback/spoken_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "base/status.h"

namespace alhf::coordinator {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class SpokenReportTest : public ::testing::Test {
 protected:
  SpokenReportTest() {
    Know("l-1", "answers as bullets", "write as bullets");
    Know("l-2", "leave out test accounts", "not counted: test accounts");
  }
  void Know(const std::string& id, const std::string& text,
            const std::string& understood) {
    lessons_[id].set_id(id);
    lessons_[id].set_text(text);
    lessons_[id].set_understood_as(understood);
  }
  // The record of `text` on an answer in which `ids` acted.
  v1::FeedbackRecord Said(const std::string& text,
                          const std::vector<std::string>& ids) {
    v1::FeedbackRecord record;
    record.set_kind(v1::RECORD_TEXT);
    record.set_text(text);
    v1::Step& step = *record.mutable_exchange()->add_steps();
    for (const std::string& id : ids) step.add_applied()->set_lesson_id(id);
    Read(record);
    return record;
  }
  void Read(v1::FeedbackRecord& record) {
    status_ =
        ReadReport(record, [&](const std::string& id) -> const v1::Lesson* {
          const auto found = lessons_.find(id);
          return found == lessons_.end() ? nullptr : &found->second;
        });
  }

  std::map<std::string, v1::Lesson> lessons_;
  absl::Status status_;
};

TEST_F(SpokenReportTest, MeansTheLessonThatActed) {
  const v1::FeedbackRecord record = Said("That did not apply here.", {"l-2"});
  EXPECT_EQ(record.kind(), v1::RECORD_MISAPPLIED);
  EXPECT_EQ(record.text(), "That did not apply here.");
  EXPECT_THAT(record.about_lessons(), ElementsAre("l-2"));
}

TEST_F(SpokenReportTest, MeansTheOneThatItNames) {
  EXPECT_THAT(
      Said("The bullets do not belong here.", {"l-1", "l-2"}).about_lessons(),
      ElementsAre("l-1"));
}

TEST_F(SpokenReportTest, AsksWhereItCannotBeTold) {
  Said("That did not apply here.", {"l-1", "l-2"});
  EXPECT_EQ(status_.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status_), Reason::FIELD_REQUIRED);
  EXPECT_THAT(std::string(status_.message()),
              AllOf(HasSubstr("l-1 (answers as bullets)"),
                    HasSubstr("l-2 (leave out test accounts)")));
  Said("The weeks do not apply here.", {"l-1"});
  EXPECT_EQ(ReasonOf(status_), Reason::FIELD_REQUIRED);
}

TEST_F(SpokenReportTest, WhatIsNoReportStaysAsItIs) {
  for (const v1::FeedbackRecord& record :
       {Said("That did not apply here.", {}),
        Said("That did not apply here.", {"l-9"}),
        Said("Leave out test accounts.", {"l-2"})}) {
    EXPECT_TRUE(status_.ok()) << status_;
    EXPECT_EQ(record.kind(), v1::RECORD_TEXT) << record.text();
    EXPECT_THAT(record.about_lessons(), IsEmpty());
  }
}

TEST_F(SpokenReportTest, OfAPlanForAnAnswerFromElsewhereMeansItsLesson) {
  v1::FeedbackRecord record;
  record.set_kind(v1::RECORD_TEXT);
  record.set_text("That did not apply here.");
  record.mutable_exchange()
      ->mutable_plan()
      ->add_components()
      ->add_items()
      ->set_lesson_id("l-1");
  Read(record);
  EXPECT_THAT(record.about_lessons(), ElementsAre("l-1"));
}

TEST_F(SpokenReportTest, WhatIsForAComponentIsNone) {
  v1::FeedbackRecord record;
  record.set_kind(v1::RECORD_TEXT);
  record.set_text("That did not apply here.");
  record.add_assign_to("alpha");
  record.mutable_exchange()->add_steps()->add_applied()->set_lesson_id("l-1");
  Read(record);
  EXPECT_EQ(record.kind(), v1::RECORD_TEXT);
}

}  // namespace
}  // namespace alhf::coordinator
