#include "sdk/src/lesson_pages.h"

#include "alhf/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/sdk/src/memory_fixture.h"

namespace alhf::sdk {
namespace {

using ::absl::StatusCode;
using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;
using ::testing::ElementsAre;

class LessonPagesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::vector<v1::Entry> entries;
    for (uint64_t i = 1; i <= 60; ++i) {
      // Ids in another order than learning.
      v1::Lesson lesson = MakeLesson(absl::StrCat("l-", 100 - i), "text");
      lesson.add_sources()->set_record_id(i % 2 == 0 ? "f-even" : "f-odd");
      if (i == 7) lesson.mutable_scope()->set_agent("bot");
      entries.push_back(MakeEntry(i, {Learn(lesson)}));
    }
    entries.push_back(MakeEntry(61, {Retire("l-99")}));
    entries.push_back(MakeEntry(62, {Erase("l-98")}));
    ASSERT_THAT(host_->ApplyChanges(Entries(entries)), IsOk());
    request_.set_tenant("acme");
  }

  // All pages of what is asked for.
  std::vector<std::string> Ids() {
    std::vector<std::string> ids;
    pages_ = 0;
    request_.clear_page_token();
    do {
      const auto page = host_->ListLessons(request_);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) return ids;
      ++pages_;
      for (const auto& lesson : page->lessons()) ids.push_back(lesson.id());
      request_.set_page_token(page->next_page_token());
    } while (!request_.page_token().empty());
    return ids;
  }

  HostedComponent host_;
  v1::ListLessonsRequest request_;
  int pages_ = 0;
};

TEST_F(LessonPagesTest, PagesAreInOrderOfLearningAndComplete) {
  const std::vector<std::string> all = Ids();
  EXPECT_EQ(pages_, 2);  // 50 by default
  ASSERT_EQ(all.size(), 59);
  EXPECT_EQ(all.front(), "l-99");
  EXPECT_EQ(all.back(), "l-40");
  request_.set_page_size(7);
  EXPECT_EQ(Ids(), all);
  EXPECT_EQ(pages_, 9);
  request_.set_page_size(5000);
  EXPECT_EQ(Ids(), all);
  EXPECT_EQ(pages_, 1);
}

TEST_F(LessonPagesTest, AFullLastPageHasNoNext) {
  request_.set_page_size(59);
  EXPECT_EQ(Ids().size(), 59);
  EXPECT_EQ(pages_, 1);
}

TEST_F(LessonPagesTest, FiltersByStateRecordAndAgent) {
  request_.add_states(v1::LESSON_RETIRED);
  EXPECT_THAT(Ids(), ElementsAre("l-99"));
  request_.set_states(0, v1::LESSON_ERASED);
  EXPECT_THAT(Ids(), ElementsAre("l-98"));
  request_.clear_states();
  request_.set_record_id("f-even");
  EXPECT_EQ(Ids().size(), 29);
  request_.clear_record_id();
  request_.set_agent("another");
  EXPECT_EQ(Ids().size(), 58);
}

TEST_F(LessonPagesTest, RefusesATokenThatIsNotItsOwn) {
  const auto refused =
      StatusIs(StatusCode::kInvalidArgument, Reason::PAGE_TOKEN_INVALID);
  request_.set_page_token("not a token");
  EXPECT_THAT(host_->ListLessons(request_), refused);
  v1::ExportMemoryRequest dump;
  dump.set_tenant("acme");
  const auto page = host_->ExportMemory(dump);
  ASSERT_THAT(page, IsOk());
  ASSERT_NE(page->next_page_token(), "");
  request_.set_page_token(page->next_page_token());
  EXPECT_THAT(host_->ListLessons(request_), refused);
}

TEST_F(LessonPagesTest, AnExportSaysItsPositionAndIsTheSameInAnyPages) {
  v1::ExportMemoryRequest dump;
  dump.set_tenant("acme");
  dump.set_page_size(1000);
  const auto whole = host_->ExportMemory(dump);
  ASSERT_THAT(whole, IsOk());
  EXPECT_EQ(whole->applied_position().sequence(), 62);
  std::string bytes;
  for (const auto& item : whole->items()) {
    absl::StrAppend(&bytes, item.key(), "=", item.value(), "\n");
  }
  EXPECT_EQ(host_.Export(), bytes);
}

}  // namespace
}  // namespace alhf::sdk
