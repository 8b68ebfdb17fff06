// Small pure functions on bytes and ids.
#ifndef ALHF_BASE_TEXT_H_
#define ALHF_BASE_TEXT_H_

#include <string>

#include "absl/random/bit_gen_ref.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"

namespace alhf {

// Returns whether `bytes` is UTF-8 (RFC 3629: no surrogates, no overlong
// forms).
bool IsUtf8(absl::string_view bytes);

// Returns the longest prefix of `text` of at most `bytes` bytes that does not
// cut a UTF-8 character.
std::string CutUtf8(absl::string_view text, size_t bytes);

// Returns the SHA-256 digest of `bytes`: 32 bytes (FIPS 180-4).
std::string Sha256(absl::string_view bytes);

// Returns `prefix` and ten random characters of [a-z2-7], e.g. "f-7k2m9q4d2x".
std::string RandomId(absl::string_view prefix, absl::BitGenRef random);

// Times on the wire and back; unset (0) is 1970.
google::protobuf::Timestamp ToProto(absl::Time time);
absl::Time FromProto(const google::protobuf::Timestamp& time);

// Big-endian, so that keys sort as numbers do.
void AppendBigEndian64(std::string& key, uint64_t value);
// Returns the number of the first 8 bytes; `bytes` has at least 8.
uint64_t ReadBigEndian64(absl::string_view bytes);

}  // namespace alhf

#endif  // ALHF_BASE_TEXT_H_
