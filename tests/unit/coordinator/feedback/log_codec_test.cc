#include "coordinator/feedback/log_codec.h"

#include <gtest/gtest.h>

#include <string>

#include "alhf/testing/status_matchers.h"
#include "tests/unit/coordinator/feedback/log_entries.h"

namespace alhf::coordinator {
namespace {

using absl::StatusCode;
using testing::IsOk;
using testing::StatusIs;

v1::Position PositionAt(uint64_t sequence) {
  v1::Position position;
  position.set_log_id("log-a");
  position.set_epoch(1);
  position.set_sequence(sequence);
  return position;
}

SealedEntry Sealed(uint64_t sequence, const std::string& previous) {
  return Seal(EntryOf(RecordPayload("f-1")), PositionAt(sequence),
              std::string(16, 's'), previous);
}

TEST(LogCodecTest, KeysSortByTenantKindAndSequence) {
  EXPECT_LT(HeaderKey(), EnvelopeKey("a", 1));
  EXPECT_LT(EnvelopeKey("a", 255), EnvelopeKey("a", 256));
  EXPECT_LT(EnvelopeKey("a", ~0ULL), EnvelopeLimit("a"));
  EXPECT_LE(EnvelopeLimit("a"), PayloadKey("a", 0));
  EXPECT_LT(PayloadKey("a", ~0ULL), TenantLimit("a"));
  EXPECT_LT(TenantLimit("a"), EnvelopeKey("a-", 0));
  EXPECT_EQ(TenantOf(PayloadKey("acme", 7)), "acme");
  EXPECT_EQ(TenantOf(HeaderKey()), "");
}

TEST(LogCodecTest, WhatIsSealedIsUnsealed) {
  const auto entry = Unseal(Sealed(3, "before"), 3, "before");
  ASSERT_THAT(entry, IsOk());
  EXPECT_EQ(entry->envelope.type(), storage::v1::Envelope::RECORD);
  EXPECT_EQ(entry->payload->record().record().id(), "f-1");
}

TEST(LogCodecTest, RefusesWhatWasChanged) {
  const SealedEntry sealed = Sealed(3, "before");
  const auto damaged = StatusIs(StatusCode::kDataLoss, Reason::STORE_DAMAGED);
  EXPECT_THAT(Unseal(sealed, 4, "before"), damaged);
  EXPECT_THAT(Unseal(sealed, 3, "other"), damaged);
  SealedEntry other_payload = sealed;
  other_payload.payload = RecordPayload("f-2").SerializeAsString();
  EXPECT_THAT(Unseal(other_payload, 3, "before"), damaged);
  SealedEntry no_envelope = sealed;
  no_envelope.envelope = "\xff";
  EXPECT_THAT(Unseal(no_envelope, 3, "before"), damaged);
}

TEST(LogCodecTest, ARedactedPayloadIsWhatIsLeft) {
  SealedEntry sealed = Sealed(1, "");
  const auto left = SealRedacted(sealed.envelope, RecordPayload("f-1", ""));
  ASSERT_THAT(left, IsOk());
  sealed.payload = *left;
  const auto entry = Unseal(sealed, 1, "");
  ASSERT_THAT(entry, IsOk());
  EXPECT_EQ(entry->payload->record().record().id(), "f-1");
  EXPECT_EQ(entry->payload->record().record().text(), "");
  // It has a digest of its own.
  sealed.payload[sealed.payload.size() - 1] ^= 1;
  EXPECT_THAT(Unseal(sealed, 1, ""),
              StatusIs(StatusCode::kDataLoss, Reason::STORE_DAMAGED));
}

TEST(LogCodecTest, OfAnEmptiedPayloadNothingIsLeft) {
  SealedEntry sealed = Sealed(1, "");
  const auto left = SealRedacted(sealed.envelope, std::nullopt);
  ASSERT_THAT(left, IsOk());
  sealed.payload = *left;
  const auto entry = Unseal(sealed, 1, "");
  ASSERT_THAT(entry, IsOk());
  EXPECT_FALSE(entry->payload.has_value());
}

TEST(LogCodecTest, TheDigestSaysNothingWithoutTheSalt) {
  const auto digest = [](const SealedEntry& sealed) {
    storage::v1::Envelope envelope;
    EXPECT_TRUE(envelope.ParseFromString(sealed.envelope));
    return envelope.payload_digest();
  };
  EXPECT_NE(digest(Sealed(1, "")),
            digest(Seal(EntryOf(RecordPayload("f-1")), PositionAt(1),
                        std::string(16, 't'), "")));
}

TEST(LogCodecTest, MarksAreReadBack) {
  const LogMark mark{77, std::string(32, 'd')};
  const auto read = DecodeMark(EncodeMark(mark));
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->sequence, 77u);
  EXPECT_EQ(read->digest, mark.digest);
  EXPECT_THAT(DecodeMark("short"),
              StatusIs(StatusCode::kDataLoss, Reason::STORE_DAMAGED));
}

TEST(LogCodecTest, NamesTheTypeOfEachPayload) {
  storage::v1::Payload payload;
  EXPECT_EQ(TypeOf(payload), storage::v1::Envelope::TYPE_UNSPECIFIED);
  payload.mutable_snapshot();
  EXPECT_EQ(TypeOf(payload), storage::v1::Envelope::SNAPSHOT);
  EXPECT_EQ(TypeOf(LearnPayload("f-1", "c", "l-1")),
            storage::v1::Envelope::ASSIGNMENT);
  EXPECT_EQ(TypeOf(JoinedPayload("c")),
            storage::v1::Envelope::COMPONENT_JOINED);
  EXPECT_EQ(TypeOf(ParkedPayload("c", 1)), storage::v1::Envelope::ENTRY_PARKED);
}

}  // namespace
}  // namespace alhf::coordinator
