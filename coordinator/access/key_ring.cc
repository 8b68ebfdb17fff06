#include "coordinator/access/key_ring.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "base/text.h"
#include "base/text_proto.h"
#include "base/token.h"

namespace alhf::coordinator {
namespace {

using config::v1::Key;

constexpr size_t kDigits = 64;  // of a SHA-256 in hexadecimal

std::string WhatIsWrong(const Key& key) {
  if (key.id().empty()) return "it has no id";
  if (key.sha256().size() != kDigits ||
      !std::all_of(key.sha256().begin(), key.sha256().end(),
                   absl::ascii_isxdigit)) {
    return "sha256 is not 64 hexadecimal digits: alhf key new prints them";
  }
  return WhatIsMissing(key);
}

}  // namespace

std::string WhatIsMissing(const Key& key) {
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

absl::StatusOr<std::unique_ptr<KeyRing>> KeyRing::Open(
    const std::string& path) {
  ALHF_ASSIGN_OR_RETURN(auto keys, RereadFile<ByDigest>::Open(path, &Read));
  return absl::WrapUnique(new KeyRing(std::move(keys)));
}

absl::StatusOr<KeyRing::ByDigest> KeyRing::Read(const std::string& path) {
  ALHF_RETURN_IF_ERROR(CheckSecretFile(path));
  config::v1::Keys file;
  ALHF_RETURN_IF_ERROR(ReadTextProto(path, &file));
  ByDigest keys;
  std::set<std::string> ids;
  for (Key& key : *file.mutable_key()) {
    std::string wrong = WhatIsWrong(key);
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

std::optional<Key> KeyRing::Find(absl::string_view secret) {
  const std::shared_ptr<const ByDigest> keys = keys_->Get();
  const auto found = keys->find(Sha256(secret));
  if (found == keys->end()) return std::nullopt;
  return found->second;
}

}  // namespace alhf::coordinator
