#include "coordinator/exchanges/exchange_keys.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "alhf/storage/v1/exchange.pb.h"
#include "base/status.h"
#include "base/text.h"

namespace alhf::coordinator::keys {
namespace {

constexpr char kPageKind[] = "exchanges";

// Tenant names hold no zero byte, so no tenant's keys run into another's.
std::string Key(absl::string_view tenant, char kind) {
  std::string key(tenant);
  key.push_back('\0');
  key.push_back(kind);
  return key;
}

}  // namespace

std::string Header() { return std::string("\0header", 7); }

std::string ExchangePrefix(absl::string_view tenant) {
  return Key(tenant, 'e');
}

std::string Exchange(absl::string_view tenant, uint64_t sequence) {
  std::string key = ExchangePrefix(tenant);
  AppendBigEndian64(key, sequence);
  return key;
}

std::string Id(absl::string_view tenant, absl::string_view id) {
  return absl::StrCat(Key(tenant, 'i'), id);
}

std::string RequestId(absl::string_view tenant, absl::string_view request_id) {
  return absl::StrCat(Key(tenant, 'r'), request_id);
}

std::string UserPrefix(absl::string_view tenant, absl::string_view user) {
  return absl::StrCat(Key(tenant, 'u'), Sha256(user));
}

std::string User(absl::string_view tenant, absl::string_view user,
                 uint64_t sequence) {
  std::string key = UserPrefix(tenant, user);
  AppendBigEndian64(key, sequence);
  return key;
}

std::string TenantOf(absl::string_view key) {
  return std::string(key.substr(0, key.find('\0')));
}

std::string After(absl::string_view tenant) {
  return absl::StrCat(tenant, "\1");
}

uint64_t SequenceOf(absl::string_view key) {
  return ReadBigEndian64(key.substr(key.size() - sizeof(uint64_t)));
}

std::string PageToken(uint64_t sequence) {
  storage::v1::PageToken token;
  token.set_kind(kPageKind);
  AppendBigEndian64(*token.mutable_after(), sequence);
  return absl::WebSafeBase64Escape(token.SerializeAsString());
}

absl::StatusOr<uint64_t> ParsePageToken(const std::string& token) {
  std::string bytes;
  storage::v1::PageToken parsed;
  if (!absl::WebSafeBase64Unescape(token, &bytes) ||
      !parsed.ParseFromString(bytes) || parsed.kind() != kPageKind ||
      parsed.after().size() != sizeof(uint64_t)) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::PAGE_TOKEN_INVALID,
                 "page_token is not one that this list returned: send the "
                 "next_page_token of the page before, or none",
                 {{"field", "page_token"}});
  }
  return ReadBigEndian64(parsed.after());
}

}  // namespace alhf::coordinator::keys
