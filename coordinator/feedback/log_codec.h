// How entries lie in the store: keys, and the chain of digests that shows
// whether they are whole.
//
//   key                          value
//   \0 header                    storage.v1.LogHeader
//   TENANT \0 e SEQUENCE         storage.v1.Envelope
//   TENANT \0 p SEQUENCE         storage.v1.Payload; empty: nothing is left
//
// Each envelope has the digest of its salted payload and of the envelope
// before it, so that nothing can go missing or change unnoticed, while words
// can be taken from a payload. Keys hold no words of people.
//
// Thread safety: pure functions.
#ifndef ALHF_COORDINATOR_FEEDBACK_LOG_CODEC_H_
#define ALHF_COORDINATOR_FEEDBACK_LOG_CODEC_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "coordinator/feedback/feedback_log.h"

namespace alhf::coordinator {

// Of the store's layout; the header has it.
inline constexpr uint32_t kLogFormatVersion = 1;

std::string HeaderKey();
std::string EnvelopeKey(absl::string_view tenant, uint64_t sequence);
std::string PayloadKey(absl::string_view tenant, uint64_t sequence);
// The key after all envelopes of `tenant`.
std::string EnvelopeLimit(absl::string_view tenant);
// The key after everything of `tenant`.
std::string TenantLimit(absl::string_view tenant);
// The tenant that `key` belongs to; empty for the header.
absl::string_view TenantOf(absl::string_view key);

// An entry as it is stored.
struct SealedEntry {
  std::string envelope;
  std::string payload;
};

// Returns the type of what `payload` holds.
storage::v1::Envelope::Type TypeOf(const storage::v1::Payload& payload);

// Returns `entry` as it is stored at `position`; `previous_digest` is that of
// the envelope before it (empty: it is the first).
SealedEntry Seal(const NewEntry& entry, const v1::Position& position,
                 absl::string_view salt, absl::string_view previous_digest);

// Returns the bytes to store in the place of a payload that words are taken
// from; `envelope` is as stored. DATA_LOSS STORE_DAMAGED.
absl::StatusOr<std::string> SealRedacted(
    absl::string_view envelope,
    const std::optional<storage::v1::Payload>& payload);

// Returns the entry that `sealed` holds, checked against where it was found.
// DATA_LOSS STORE_DAMAGED: it is not the one that was written there.
absl::StatusOr<LogEntry> Unseal(const SealedEntry& sealed, uint64_t sequence,
                                absl::string_view previous_digest);

// Returns a mark as it is stored: in another store than the entries, so that a
// lost tail shows.
std::string EncodeMark(const LogMark& mark);
absl::StatusOr<LogMark> DecodeMark(absl::string_view bytes);

// DATA_LOSS STORE_DAMAGED: `what` is wrong, with the advice to restore. The
// metadata has `what` alone under `kDamagedPart`.
inline constexpr char kDamagedPart[] = "what";
absl::Status Damaged(absl::string_view what);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_LOG_CODEC_H_
