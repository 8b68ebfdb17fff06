#include "sdk/src/request_checks.h"

#include <string>

#include "alhf/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "tests/unit/sdk/src/memory_fixture.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;

// Expects INVALID_ARGUMENT of `reason` on `field`.
void ExpectInvalid(const absl::Status& status, Reason reason,
                   const std::string& field) {
  EXPECT_THAT(status,
              testing::StatusIs(absl::StatusCode::kInvalidArgument, reason));
  const auto info = ErrorInfoOf(status);
  ASSERT_TRUE(info.has_value());
  EXPECT_EQ(info->metadata().at("field"), field);
}

v1::AssessFeedbackRequest Record(const std::string& text) {
  v1::AssessFeedbackRequest request;
  request.set_tenant("acme");
  request.mutable_record()->set_text(text);
  return request;
}

TEST(RequestChecksTest, TenantsAndAgentsAreShortAndPlain) {
  const auto check = [](const std::string& tenant, const std::string& agent) {
    v1::AdjustQueryRequest request = Question("How many?", tenant);
    request.set_agent(agent);
    return CheckRequest(request);
  };
  EXPECT_THAT(check("A.b-c_9", ""), IsOk());
  EXPECT_THAT(check(std::string(64, 'a'), "bot"), IsOk());
  ExpectInvalid(check("", ""), Reason::FIELD_REQUIRED, "tenant");
  for (const std::string& tenant :
       {std::string(65, 'a'), std::string("a/b"), std::string("a\0b", 3)}) {
    EXPECT_EQ(check(tenant, "").code(), absl::StatusCode::kInvalidArgument);
  }
  EXPECT_EQ(check("acme", "a b").code(), absl::StatusCode::kInvalidArgument);
}

TEST(RequestChecksTest, QueriesHaveWordsWithinTheLimit) {
  EXPECT_THAT(CheckRequest(Question("How many?")), IsOk());
  EXPECT_THAT(CheckRequest(Question(std::string(8 << 10, 'a'))), IsOk());
  ExpectInvalid(CheckRequest(Question(" \n")), Reason::FIELD_REQUIRED,
                "query.text");
  ExpectInvalid(CheckRequest(Question(std::string((8 << 10) + 1, 'a'))),
                Reason::FIELD_TOO_LARGE, "query.text");
  ExpectInvalid(CheckRequest(Question("\xC3\x28")), Reason::INVALID_UTF8,
                "query.text");
  ExpectInvalid(CheckRequest(Question("text", "")), Reason::FIELD_REQUIRED,
                "tenant");
}

TEST(RequestChecksTest, QueriesCarryFewTurnsAndLabels) {
  v1::AdjustQueryRequest request = Question("How many?");
  for (int i = 0; i < 8; ++i) request.mutable_query()->add_turns();
  EXPECT_THAT(CheckRequest(request), IsOk());
  request.mutable_query()->add_turns();
  ExpectInvalid(CheckRequest(request), Reason::FIELD_TOO_LARGE, "query.turns");
  request = Question("How many?");
  auto& labels = *request.mutable_query()->mutable_labels();
  labels["a"] = std::string(257, 'a');
  ExpectInvalid(CheckRequest(request), Reason::FIELD_TOO_LARGE, "query.labels");
  labels["a"] = "";
  for (int i = 0; i < 32; ++i) labels[std::to_string(i)] = "";
  ExpectInvalid(CheckRequest(request), Reason::FIELD_TOO_LARGE, "query.labels");
}

TEST(RequestChecksTest, APositionNamesItsLog) {
  v1::AdjustQueryRequest request = Question("How many?");
  request.mutable_query()->mutable_min_position()->set_sequence(3);
  ExpectInvalid(CheckRequest(request), Reason::FIELD_INVALID,
                "query.min_position");
  *request.mutable_query()->mutable_min_position() = At(3);
  EXPECT_THAT(CheckRequest(request), IsOk());
}

TEST(RequestChecksTest, RecordsHaveWordsWithinTheLimit) {
  EXPECT_THAT(CheckRequest(Record("Use weeks.")), IsOk());
  EXPECT_THAT(CheckRequest(Record(std::string(16 << 10, 'a'))), IsOk());
  ExpectInvalid(CheckRequest(Record("")), Reason::FIELD_REQUIRED,
                "record.text");
  ExpectInvalid(CheckRequest(Record(std::string((16 << 10) + 1, 'a'))),
                Reason::FIELD_TOO_LARGE, "record.text");
  ExpectInvalid(CheckRequest(Record("\xFF")), Reason::INVALID_UTF8,
                "record.text");
  v1::AssessFeedbackRequest request = Record("Use weeks.");
  request.mutable_record()->set_tenant("another");
  ExpectInvalid(CheckRequest(request), Reason::FIELD_INVALID, "record.tenant");
  request.clear_record();
  ExpectInvalid(CheckRequest(request), Reason::FIELD_REQUIRED, "record");
  request = Record("");
  request.mutable_record()->set_kind(v1::RECORD_THUMB);
  EXPECT_THAT(CheckRequest(request), IsOk());
}

TEST(RequestChecksTest, TheOtherRequestsNameWhatTheyAskFor) {
  v1::GetLessonRequest lesson;
  lesson.set_tenant("acme");
  ExpectInvalid(CheckRequest(lesson), Reason::FIELD_REQUIRED, "lesson_id");
  lesson.set_lesson_id(std::string(129, 'a'));
  ExpectInvalid(CheckRequest(lesson), Reason::FIELD_TOO_LARGE, "lesson_id");
  v1::ListLessonsRequest list;
  list.set_tenant("acme");
  list.set_page_size(-1);
  ExpectInvalid(CheckRequest(list), Reason::FIELD_INVALID, "page_size");
  v1::ExportMemoryRequest dump;
  dump.set_tenant("acme");
  dump.set_page_size(-1);
  ExpectInvalid(CheckRequest(dump), Reason::FIELD_INVALID, "page_size");
  ExpectInvalid(CheckRequest(v1::ApplyChangesRequest()), Reason::FIELD_REQUIRED,
                "tenant");
  v1::RunRequest run;
  run.set_tenant("acme");
  ExpectInvalid(CheckRequest(run), Reason::FIELD_REQUIRED, "query.text");
  v1::GetManifestRequest manifest;
  EXPECT_THAT(CheckRequest(manifest), IsOk());
  manifest.set_tenant("/");
  ExpectInvalid(CheckRequest(manifest), Reason::FIELD_INVALID, "tenant");
}

}  // namespace
}  // namespace alhf::sdk
