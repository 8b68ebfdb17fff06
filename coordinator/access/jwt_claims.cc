#include "coordinator/access/jwt_claims.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "coordinator/access/jws.h"
#include "coordinator/access/key_ring.h"

namespace alhf::coordinator {
namespace {

using config::v1::Key;
using nlohmann::json;

constexpr char kAnother[] = "get a new one from its issuer";
constexpr char kMapping[] =
    "have its issuer put it there, or name the claim that has it in jwt { } of "
    "the coordinator's configuration";
// Of a user's name and of `sub`, as of every id (docs/protocol.md, section 3).
constexpr size_t kLongestName = 128;

// Returns the texts of a claim that is one, or a list of them; none where it is
// neither.
std::vector<std::string> TextsOf(const json& claims, const std::string& name) {
  const auto found = claims.find(name);
  if (found == claims.end()) return {};
  if (found->is_string()) return {found->get<std::string>()};
  std::vector<std::string> texts;
  if (!found->is_array()) return texts;
  for (const json& each : *found) {
    if (!each.is_string()) return {};
    texts.push_back(each.get<std::string>());
  }
  return texts;
}

std::string TextOf(const json& claims, const std::string& name) {
  const auto found = claims.find(name);
  return found != claims.end() && found->is_string() ? found->get<std::string>()
                                                     : "";
}

// A NumericDate: seconds since 1970, which may have a fraction.
std::optional<absl::Time> TimeOf(const json& claims, const char* name) {
  const auto found = claims.find(name);
  if (found == claims.end() || !found->is_number()) return std::nullopt;
  return absl::UnixEpoch() + absl::Seconds(found->get<double>());
}

std::string Shown(absl::Time time) {
  return absl::FormatTime(absl::RFC3339_sec, time, absl::UTCTimeZone());
}

absl::Status CheckTimes(const json& claims, const JwtRules& rules,
                        absl::Time now) {
  const auto end = TimeOf(claims, "exp");
  if (!end.has_value()) {
    return RefuseJwt("it has no end (exp)", "have its issuer give it one");
  }
  if (*end + rules.leeway <= now) {
    return RefuseJwt(absl::StrCat("it ended at ", Shown(*end)), kAnother);
  }
  if (!claims.contains("nbf")) return absl::OkStatus();
  const auto begin = TimeOf(claims, "nbf");
  if (!begin.has_value()) {
    return RefuseJwt("its beginning (nbf) is no time", kAnother);
  }
  if (now + rules.leeway < *begin) {
    return RefuseJwt(absl::StrCat("it begins at ", Shown(*begin)),
                     "send it then, or set the clocks of its issuer and of the "
                     "coordinator");
  }
  return absl::OkStatus();
}

absl::Status CheckParties(const json& claims, const JwtRules& rules) {
  if (TextOf(claims, "iss") != rules.issuer) {
    return RefuseJwt("it is of another issuer (iss)",
                     absl::StrCat("get one of '", rules.issuer, "'"));
  }
  const std::vector<std::string> audience = TextsOf(claims, "aud");
  if (std::find(audience.begin(), audience.end(), rules.audience) ==
      audience.end()) {
    return RefuseJwt("it is for somebody else (aud)",
                     absl::StrCat("get one for '", rules.audience, "'"));
  }
  return absl::OkStatus();
}

// Returns the one role among `names`; of several, or none, nothing: which of
// them is meant is not guessed.
std::optional<config::v1::Role> RoleIn(const std::vector<std::string>& names) {
  std::optional<config::v1::Role> found;
  for (const std::string& name : names) {
    config::v1::Role role = config::v1::ROLE_UNSPECIFIED;
    if (!config::v1::Role_Parse(absl::AsciiStrToUpper(name), &role) ||
        role == config::v1::ROLE_UNSPECIFIED) {
      continue;
    }
    if (found.has_value() && *found != role) return std::nullopt;
    found = role;
  }
  return found;
}

}  // namespace

absl::StatusOr<Key> ReadClaims(absl::string_view payload, const JwtRules& rules,
                               absl::Time now) {
  const json claims =
      json::parse(payload.begin(), payload.end(), nullptr, false);
  if (!claims.is_object()) return RefuseJwt("it has no claims", kAnother);
  ALHF_RETURN_IF_ERROR(CheckParties(claims, rules));
  ALHF_RETURN_IF_ERROR(CheckTimes(claims, rules, now));
  Key grants;
  grants.set_id(TextOf(claims, "sub"));
  grants.set_user(TextOf(claims, rules.user_claim));
  if (grants.id().empty() || grants.id().size() > kLongestName ||
      grants.user().size() > kLongestName) {
    return RefuseJwt("it names nobody (sub), or one by more than 128 bytes",
                     kAnother);
  }
  const auto role = RoleIn(TextsOf(claims, rules.role_claim));
  if (!role.has_value()) {
    return RefuseJwt(
        absl::StrCat("its claim '", rules.role_claim, "' is not one role"),
        kMapping);
  }
  grants.set_role(*role);
  for (std::string& tenant : TextsOf(claims, rules.tenants_claim)) {
    grants.add_tenant(std::move(tenant));
  }
  for (std::string& component : TextsOf(claims, rules.components_claim)) {
    grants.add_component(std::move(component));
  }
  const std::string missing = WhatIsMissing(grants);
  if (!missing.empty()) return RefuseJwt(missing, kMapping);
  return grants;
}

}  // namespace alhf::coordinator
