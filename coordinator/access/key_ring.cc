#include "coordinator/access/key_ring.h"

#include <sys/stat.h>

#include <algorithm>
#include <set>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status.h"
#include "base/text.h"
#include "base/text_proto.h"
#include "base/token.h"

namespace alhf::coordinator {
namespace {

using config::v1::Key;

constexpr size_t kDigits = 64;  // of a SHA-256 in hexadecimal

// Returns what is missing in `key`, empty where nothing is.
std::string WhatIsWrong(const Key& key) {
  if (key.sha256().size() != kDigits ||
      !std::all_of(key.sha256().begin(), key.sha256().end(),
                   absl::ascii_isxdigit)) {
    return "sha256 is not 64 hexadecimal digits: alhf key new prints them";
  }
  switch (key.role()) {
    case config::v1::COORDINATOR:
      return "";
    case config::v1::COMPONENT:
      return key.component().empty()
                 ? "it names no component under which it may join"
                 : "";
    case config::v1::READER:
    case config::v1::MEMBER:
    case config::v1::EXPERT:
    case config::v1::ADMIN:
      if (key.user().empty()) return "it has no user";
      break;
    case config::v1::AGENT:
      break;
    default:
      return "it has no role";
  }
  return key.tenant().empty() ? "it has no tenant; \"*\" means all" : "";
}

}  // namespace

absl::StatusOr<std::unique_ptr<KeyRing>> KeyRing::Open(
    const std::string& path) {
  auto ring = absl::WrapUnique(new KeyRing(path));
  const Version version = VersionOf(path);
  ALHF_ASSIGN_OR_RETURN(ByDigest keys, Read(path));
  MutexLock lock(ring->mutex_);
  ring->version_ = version;
  ring->keys_ = std::move(keys);
  return ring;
}

absl::StatusOr<KeyRing::ByDigest> KeyRing::Read(const std::string& path) {
  ALHF_RETURN_IF_ERROR(CheckSecretFile(path));
  config::v1::Keys file;
  ALHF_RETURN_IF_ERROR(ReadTextProto(path, &file));
  ByDigest keys;
  std::set<std::string> ids;
  for (Key& key : *file.mutable_key()) {
    std::string wrong = WhatIsWrong(key);
    if (key.id().empty()) wrong = "it has no id";
    if (!ids.insert(key.id()).second) wrong = "its id is there twice";
    const std::string id = key.id();
    std::string digest = absl::HexStringToBytes(key.sha256());
    if (wrong.empty() && !keys.emplace(digest, std::move(key)).second) {
      wrong = "its sha256 is there twice";
    }
    if (wrong.empty()) continue;
    return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
                 absl::StrCat(path, ": key '", id, "': ", wrong),
                 {{"file", path}, {"key", id}});
  }
  return keys;
}

KeyRing::Version KeyRing::VersionOf(const std::string& path) {
  struct stat entry {};
  if (::stat(path.c_str(), &entry) != 0) return {};
  return {.seconds = entry.st_mtim.tv_sec,
          .nanoseconds = entry.st_mtim.tv_nsec,
          .size = entry.st_size,
          .inode = entry.st_ino};
}

std::optional<Key> KeyRing::Find(absl::string_view secret) {
  const std::string digest = Sha256(secret);
  MutexLock lock(mutex_);
  if (const Version now = VersionOf(path_); !(now == version_)) {
    version_ = now;
    absl::StatusOr<ByDigest> keys = Read(path_);
    if (keys.ok()) {
      keys_ = *std::move(keys);
      log::Info("keys read", {{"file", path_}});
    } else {
      log::Warn(
          "the keys stay as they were",
          {{"file", path_}, {"error", std::string(keys.status().message())}});
    }
  }
  const auto found = keys_.find(digest);
  if (found == keys_.end()) return std::nullopt;
  return found->second;
}

}  // namespace alhf::coordinator
