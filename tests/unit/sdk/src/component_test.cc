#include "alhf/sdk/component.h"

#include "alhf/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "tests/unit/sdk/src/memory_fixture.h"

namespace alhf::sdk {
namespace {

TEST(ComponentTest, LearningStoresTheLessonAsItIs) {
  HostedComponent host;
  ASSERT_THAT(host->ApplyChanges(
                  Entries({MakeEntry(1, {Learn("l-1", "Round to two.")})})),
              testing::IsOk());
  v1::GetLessonRequest request;
  request.set_tenant("acme");
  request.set_lesson_id("l-1");
  const auto lesson = host->GetLesson(request);
  ASSERT_THAT(lesson, testing::IsOk());
  EXPECT_EQ(lesson->text(), "Round to two.");
  EXPECT_EQ(lesson->understood_as(), "keep in mind: Round to two.");
}

}  // namespace
}  // namespace alhf::sdk
