#include "coordinator/feedback/request_digest.h"

#include <gtest/gtest.h>

#include <string>

#include "alhf/testing/status_matchers.h"

namespace alhf::coordinator {
namespace {

v1::SubmitFeedbackRequest RequestOf(const std::string& text) {
  v1::SubmitFeedbackRequest request;
  request.set_tenant("acme");
  request.set_request_id("r-1");
  request.mutable_record()->set_text(text);
  request.mutable_record()->mutable_exchange()->set_id("x-1");
  return request;
}

TEST(RequestDigestTest, WhatTheCallerChoseCounts) {
  const auto request = RequestOf("words");
  const std::string digest = DigestOf(request, "ann");
  EXPECT_EQ(digest, DigestOf(request, "ann"));
  EXPECT_NE(digest, DigestOf(request, "bob"));
  EXPECT_NE(digest, DigestOf(RequestOf("other words"), "ann"));
  auto held = request;
  held.set_activation(v1::ACTIVATION_HOLD);
  EXPECT_NE(digest, DigestOf(held, "ann"));
}

TEST(RequestDigestTest, HowLongHeWaitsAndWhatTheServerSetDoNot) {
  const auto request = RequestOf("words");
  auto filled = request;
  filled.set_wait_for(v1::WAIT_FOR_LEARNED);
  filled.mutable_wait()->set_seconds(9);
  filled.mutable_record()->set_id("f-1");
  filled.mutable_record()->set_giver("ann");
  filled.mutable_record()->set_giver_role(v1::ROLE_EXPERT);
  filled.mutable_record()->mutable_time()->set_seconds(7);
  filled.mutable_record()->mutable_exchange()->set_question("how many?");
  EXPECT_EQ(DigestOf(request, "ann"), DigestOf(filled, "ann"));
}

TEST(RequestDigestTest, ADetachedExchangeIsTheCallersOwn) {
  auto request = RequestOf("words");
  request.mutable_record()->set_detached(true);
  auto other = request;
  other.mutable_record()->mutable_exchange()->set_question("how many?");
  EXPECT_NE(DigestOf(request, "ann"), DigestOf(other, "ann"));
}

TEST(RequestDigestTest, RequestsOfDifferentKindsDiffer) {
  v1::ChangeLessonRequest change;
  v1::RetryParkedRequest retry;
  EXPECT_NE(DigestOf(change, ""), DigestOf(retry));
  auto waits = change;
  waits.set_wait_for(v1::WAIT_FOR_LEARNED);
  EXPECT_EQ(DigestOf(change, ""), DigestOf(waits, ""));
  waits.set_etag("1-2");
  EXPECT_NE(DigestOf(change, ""), DigestOf(waits, ""));
  auto restored = retry;
  restored.mutable_position()->set_epoch(2);
  retry.mutable_position();
  EXPECT_EQ(DigestOf(retry), DigestOf(restored));
}

TEST(RequestDigestTest, MapsSerializeInOneOrder) {
  v1::Exchange one;
  v1::Exchange two;
  for (int i = 0; i < 20; ++i) {
    (*one.mutable_labels())[std::to_string(i)] = "v";
    (*two.mutable_labels())[std::to_string(19 - i)] = "v";
  }
  EXPECT_EQ(StableBytes(one), StableBytes(two));
}

TEST(RequestDigestTest, AReusedIdIsNamed) {
  EXPECT_THAT(RequestIdReused("r-1"),
              testing::StatusIs(absl::StatusCode::kInvalidArgument,
                                Reason::REQUEST_ID_REUSED));
}

}  // namespace
}  // namespace alhf::coordinator
