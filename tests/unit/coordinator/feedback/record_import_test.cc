#include "coordinator/feedback/record_import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/coordinator/feedback/path_fixture.h"

namespace alhf::coordinator {
namespace {

using ::testing::ElementsAre;
using testing::Eventually;
using ::testing::IsEmpty;
using testing::IsOk;
using ::testing::SizeIs;

class RecordImportTest : public PathFixture {
 protected:
  // What `acme` was taught, oldest first, as GetFeedback gives it.
  v1::ImportFeedbackRequest Exported() {
    v1::ListFeedbackRequest list;
    list.set_tenant("acme");
    const auto listed = path_->List(list);
    EXPECT_THAT(listed, IsOk());
    v1::ImportFeedbackRequest request;
    request.set_tenant("copy");
    for (int i = listed->records_size() - 1; i >= 0; --i) {
      const auto status = Get(listed->records(i).record().id());
      EXPECT_THAT(status, IsOk());
      *request.add_records() = *status;
    }
    return request;
  }
  v1::ImportFeedbackResponse Import(const v1::ImportFeedbackRequest& request) {
    const auto response = path_->Import(request, Expert());
    EXPECT_THAT(response, IsOk());
    return response.ok() ? *response : v1::ImportFeedbackResponse();
  }
  static void Expect(const v1::Lesson& lesson, const v1::Lesson& copy) {
    EXPECT_EQ(copy.id(), lesson.id());
    EXPECT_EQ(copy.text(), lesson.text());
    EXPECT_EQ(copy.state(), lesson.state());
    EXPECT_EQ(copy.retire_reason(), lesson.retire_reason());
    EXPECT_EQ(copy.retire_note(), lesson.retire_note());
    EXPECT_EQ(copy.retired_from(), lesson.retired_from());
    EXPECT_EQ(copy.tenant(), "copy");
  }
};

TEST_F(RecordImportTest, BringsRecordsAndLessonsInTheStateThatTheyAreIn) {
  auto alpha = registry_.Add("alpha");
  Open();
  Teach("@alpha one");
  v1::SubmitFeedbackRequest held = Words("@alpha two");
  held.set_activation(v1::ACTIVATION_HOLD);
  ASSERT_THAT(Submit(held), IsOk());
  Teach("@alpha three");
  auto forget = ChangeOf(Lessons()[2].id());
  forget.mutable_change()->mutable_retire()->set_note("no more");
  ASSERT_THAT(Change(forget), IsOk());
  auto discard = ChangeOf(Lessons()[1].id());
  discard.mutable_change()->mutable_retire()->set_reason(v1::RETIRE_DISCARDED);
  ASSERT_THAT(Change(discard), IsOk());

  const auto exported = Exported();
  ASSERT_THAT(exported.records(), SizeIs(3));
  const auto taken = Import(exported);
  EXPECT_THAT(taken.taken(), SizeIs(3));
  EXPECT_THAT(taken.known(), IsEmpty());
  const auto before = Lessons();
  const auto after = Lessons("copy");
  ASSERT_EQ(after.size(), before.size());
  for (size_t i = 0; i < before.size(); ++i) Expect(before[i], after[i]);
  const uint64_t end = path_->End("copy").sequence();
  EXPECT_TRUE(Eventually([&] { return alpha->Applied("copy") == end; }));
  const auto remembered = alpha->Lessons("copy");
  ASSERT_EQ(remembered.size(), before.size());
  for (size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(remembered[i].state(), before[i].state());
  }
  // Nobody was asked about them.
  for (const auto& asked : alpha->assessed()) EXPECT_EQ(asked.tenant(), "acme");
  EXPECT_EQ(Status("copy").awaiting_assessment(), 0u);
}

TEST_F(RecordImportTest, WhatIsKnownStaysAsItIsHere) {
  registry_.Add("alpha");
  Open();
  Teach("@alpha one");
  auto exported = Exported();
  Import(exported);
  v1::ChangeLessonRequest forget = ChangeOf(Lessons()[0].id());
  forget.set_tenant("copy");
  forget.mutable_change()->mutable_retire();
  ASSERT_THAT(Change(forget), IsOk());
  const size_t entries = Log("copy").size();

  const auto again = Import(exported);
  EXPECT_THAT(again.taken(), IsEmpty());
  EXPECT_THAT(again.known(), ElementsAre(exported.records(0).record().id()));
  EXPECT_EQ(Lessons("copy")[0].state(), v1::LESSON_RETIRED);
  EXPECT_EQ(Log("copy").size(), entries);

  // Another record brings the same lesson: it is not learned again.
  exported.mutable_records(0)->mutable_record()->set_id("f-other");
  EXPECT_THAT(Import(exported).taken(), ElementsAre("f-other"));
  EXPECT_EQ(Lessons("copy")[0].state(), v1::LESSON_RETIRED);
  ASSERT_THAT(Lessons("copy"), SizeIs(1));
}

TEST_F(RecordImportTest, OutlivesARestart) {
  registry_.Add("alpha");
  Open();
  Teach("@alpha one");
  Import(Exported());
  const std::string id = Lessons("copy")[0].id();
  Reopen();
  ASSERT_THAT(Lessons("copy"), SizeIs(1));
  EXPECT_EQ(Lessons("copy")[0].id(), id);
}

}  // namespace
}  // namespace alhf::coordinator
