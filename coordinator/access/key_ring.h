// The keys of those who call over TCP, from a file that holds only their
// digests (config/v1/keys.proto).
//
//   ALHF_ASSIGN_OR_RETURN(auto keys, KeyRing::Open("keys.textproto"));
//   std::optional<config::v1::Key> key = keys->Find(shown);
//
// One SHA-256 is enough: a key is 256 random bits, and no list of words and no
// number of guesses finds those. Slow hashes are for passwords.
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_COORDINATOR_ACCESS_KEY_RING_H_
#define ALHF_COORDINATOR_ACCESS_KEY_RING_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "alhf/config/v1/keys.pb.h"
#include "base/reread_file.h"

namespace alhf::coordinator {

// Returns what `key` does not grant and must, for its role; empty where nothing
// is missing. Its id and its digest are not looked at.
std::string WhatIsMissing(const config::v1::Key& key);

class KeyRing {
 public:
  // Reads the file at `path`, which must be closed to others.
  //
  // INVALID_ARGUMENT CONFIG_INVALID: it cannot be read, or a key of it is not
  //   complete; the message says which.
  static absl::StatusOr<std::unique_ptr<KeyRing>> Open(const std::string& path);

  // Returns what `secret` is the key of, or nothing. Looks first whether the
  // file has changed (base/reread_file.h).
  std::optional<config::v1::Key> Find(absl::string_view secret);

 private:
  // By digest. No secret is compared, so that time tells nothing of one.
  using ByDigest = std::map<std::string, config::v1::Key>;

  explicit KeyRing(std::unique_ptr<RereadFile<ByDigest>> keys)
      : keys_(std::move(keys)) {}
  static absl::StatusOr<ByDigest> Read(const std::string& path);

  const std::unique_ptr<RereadFile<ByDigest>> keys_;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_ACCESS_KEY_RING_H_
