// Tokens: secrets that a caller sends with each call, as
// "authorization: Bearer TOKEN" (RFC 6750), and files that hold one.
//
//   (umask 077; openssl rand -hex 32 > coordinator.token)
//
//   ALHF_ASSIGN_OR_RETURN(std::string token, ReadTokenFile(path));
//   if (!SameSecret(BearerToken(header), token)) …
//
// No message of an error holds a token. Thread safety: all functions may be
// called from many threads.
#ifndef ALHF_BASE_TOKEN_H_
#define ALHF_BASE_TOKEN_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace alhf {

// The key of the metadata, and what stands before the token in its value.
inline constexpr char kAuthorization[] = "authorization";
inline constexpr char kBearer[] = "Bearer ";

// Refuses a file of secrets that others could read: `path` must be a file of
// this user (or of root) that nobody else may read or write, mode 0600.
//
// INVALID_ARGUMENT CONFIG_INVALID.
absl::Status CheckSecretFile(const std::string& path);

// Refuses a file that says who gets in and that others could change: `path`
// must be a file of this user (or of root) that nobody else may write.
//
// INVALID_ARGUMENT CONFIG_INVALID.
absl::Status CheckTrustedFile(const std::string& path);

// Returns the token in the file at `path`: its only line, of 16 to 8,192
// visible ASCII characters.
//
// INVALID_ARGUMENT CONFIG_INVALID: it cannot be read, or is no such file.
absl::StatusOr<std::string> ReadTokenFile(const std::string& path);

// Returns the token of "Bearer TOKEN", of which the first word may be written
// in any case; empty where `header` is something else.
absl::string_view BearerToken(absl::string_view header);

// Returns whether both are the same; takes as long whatever they are, so that
// nobody can guess one by the time.
bool SameSecret(absl::string_view a, absl::string_view b);

}  // namespace alhf

#endif  // ALHF_BASE_TOKEN_H_
