#include "coordinator/feedback/log_codec.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "base/text.h"

namespace alhf::coordinator {
namespace {

constexpr size_t kDigestBytes = 32;

std::string Key(absl::string_view tenant, char kind, uint64_t sequence) {
  std::string key(tenant);
  key.push_back('\0');
  key.push_back(kind);
  AppendBigEndian64(key, sequence);
  return key;
}

std::string PayloadDigest(absl::string_view salt, absl::string_view payload) {
  return Sha256(absl::StrCat(salt, payload));
}

}  // namespace

std::string HeaderKey() { return std::string("\0header", 7); }

std::string EnvelopeKey(absl::string_view tenant, uint64_t sequence) {
  return Key(tenant, 'e', sequence);
}

std::string PayloadKey(absl::string_view tenant, uint64_t sequence) {
  return Key(tenant, 'p', sequence);
}

std::string EnvelopeLimit(absl::string_view tenant) {
  return absl::StrCat(tenant, absl::string_view("\0f", 2));
}

std::string TenantLimit(absl::string_view tenant) {
  return absl::StrCat(tenant, "\1");
}

absl::string_view TenantOf(absl::string_view key) {
  return key.substr(0, key.find('\0'));
}

storage::v1::Envelope::Type TypeOf(const storage::v1::Payload& payload) {
  using storage::v1::Envelope;
  using storage::v1::Payload;
  switch (payload.payload_case()) {
    case Payload::kRecord:
      return Envelope::RECORD;
    case Payload::kAssessments:
      return Envelope::ASSESSMENTS;
    case Payload::kAssigned:
      return Envelope::ASSIGNMENT;
    case Payload::kLessonChange:
      return Envelope::LESSON_CHANGE;
    case Payload::kComponentJoined:
      return Envelope::COMPONENT_JOINED;
    case Payload::kComponentRemoved:
      return Envelope::COMPONENT_REMOVED;
    case Payload::kEntryParked:
      return Envelope::ENTRY_PARKED;
    case Payload::kEntryRetried:
      return Envelope::ENTRY_RETRIED;
    case Payload::kSnapshot:
      return Envelope::SNAPSHOT;
    case Payload::kErasure:
      return Envelope::ERASURE;
    case Payload::kRollout:
      return Envelope::ROLLOUT;
    case Payload::kAccess:
      return Envelope::ACCESS;
    case Payload::kRedacted:  // never appended
    case Payload::PAYLOAD_NOT_SET:
      break;
  }
  return Envelope::TYPE_UNSPECIFIED;
}

SealedEntry Seal(const NewEntry& entry, const v1::Position& position,
                 absl::string_view salt, absl::string_view previous_digest) {
  SealedEntry sealed;
  sealed.payload = entry.payload.SerializeAsString();
  storage::v1::Envelope envelope;
  *envelope.mutable_position() = position;
  *envelope.mutable_time() = ToProto(entry.time);
  envelope.set_principal(entry.principal);
  envelope.set_traceparent(entry.traceparent);
  envelope.set_type(TypeOf(entry.payload));
  envelope.set_salt(std::string(salt));
  envelope.set_payload_digest(PayloadDigest(salt, sealed.payload));
  envelope.set_previous_digest(std::string(previous_digest));
  sealed.envelope = envelope.SerializeAsString();
  return sealed;
}

absl::StatusOr<LogEntry> Unseal(const SealedEntry& sealed, uint64_t sequence,
                                absl::string_view previous_digest) {
  const std::string at = absl::StrCat("entry ", sequence);
  LogEntry entry;
  if (!entry.envelope.ParseFromString(sealed.envelope)) {
    return Damaged(absl::StrCat(at, " cannot be parsed"));
  }
  if (entry.envelope.position().sequence() != sequence) {
    return Damaged(absl::StrCat(at, " says that it is entry ",
                                entry.envelope.position().sequence()));
  }
  if (entry.envelope.previous_digest() != previous_digest) {
    return Damaged(absl::StrCat(at, " does not follow the entry before it"));
  }
  entry.redacted = sealed.payload.empty();
  if (entry.redacted) return entry;  // nothing is left of it
  storage::v1::Payload& payload = entry.payload.emplace();
  if (!payload.ParseFromString(sealed.payload)) {
    return Damaged(absl::StrCat("the payload of ", at, " cannot be parsed"));
  }
  absl::string_view bytes = sealed.payload;
  absl::string_view digest = entry.envelope.payload_digest();
  const storage::v1::Payload::Redacted redacted = payload.redacted();
  entry.redacted = payload.has_redacted();
  if (entry.redacted) {
    bytes = redacted.payload();
    digest = redacted.digest();
  }
  if (PayloadDigest(entry.envelope.salt(), bytes) != digest) {
    return Damaged(absl::StrCat("the digest of ", at, " is wrong"));
  }
  if (entry.redacted && !payload.ParseFromString(redacted.payload())) {
    return Damaged(absl::StrCat("the payload of ", at, " cannot be parsed"));
  }
  return entry;
}

absl::StatusOr<std::string> SealRedacted(
    absl::string_view envelope,
    const std::optional<storage::v1::Payload>& payload) {
  if (!payload.has_value()) return std::string();
  storage::v1::Envelope parsed;
  if (!parsed.ParseFromString(std::string(envelope))) {
    return Damaged("an envelope cannot be parsed");
  }
  storage::v1::Payload sealed;
  sealed.mutable_redacted()->set_payload(payload->SerializeAsString());
  sealed.mutable_redacted()->set_digest(
      PayloadDigest(parsed.salt(), sealed.redacted().payload()));
  return sealed.SerializeAsString();
}

std::string EncodeMark(const LogMark& mark) {
  std::string bytes;
  AppendBigEndian64(bytes, mark.sequence);
  return bytes + mark.digest;
}

absl::StatusOr<LogMark> DecodeMark(absl::string_view bytes) {
  if (bytes.size() != sizeof(uint64_t) + kDigestBytes) {
    return Damaged("a high-water mark cannot be read");
  }
  return LogMark{ReadBigEndian64(bytes),
                 std::string(bytes.substr(sizeof(uint64_t)))};
}

absl::Status Damaged(absl::string_view what) {
  return Error(absl::StatusCode::kDataLoss, Reason::STORE_DAMAGED,
               absl::StrCat("the feedback log is damaged: ", what,
                            "; run alhf-coordinator --repair with the same "
                            "--config, which saves what can be saved and lists "
                            "the rest, or --restore a backup"),
               {{kDamagedPart, std::string(what)}});
}

}  // namespace alhf::coordinator
