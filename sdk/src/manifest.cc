#include "sdk/src/manifest.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "base/text.h"
#include "sdk/src/codec.h"

namespace alhf::sdk {
namespace {

constexpr uint32_t kProtocol = 1;
constexpr double kClaimThreshold = 0.5;
constexpr double kUnsureThreshold = 0.3;
constexpr char kRun[] = "run";

absl::Status Broken(absl::string_view field, absl::string_view what) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               absl::StrCat("Describe(): ", field, " ", what),
               {{"field", std::string(field)}});
}

bool IsComponentName(absl::string_view name) {
  return !name.empty() && name.size() <= 63 && absl::ascii_islower(name[0]) &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) {
           return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '_';
         });
}

absl::Status CheckManifest(const v1::Manifest& manifest) {
  if (!IsComponentName(manifest.name())) {
    return Broken("name", absl::StrCat("'", manifest.name(),
                                       "' must match [a-z][a-z0-9_]{0,62}"));
  }
  if (manifest.description().empty()) {
    return Broken("description", "is empty: say in one line what it does");
  }
  const double claim = manifest.claim_threshold();
  const double unsure = manifest.unsure_threshold();
  if (!(0 < unsure && unsure <= claim && claim <= 1)) {
    return Broken("claim_threshold",
                  "must be at least unsure_threshold, both in (0.0, 1.0]");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::Manifest> CompleteManifest(v1::Manifest described, bool runs,
                                              const std::string& replica_id,
                                              const std::string& memory_id) {
  v1::Manifest manifest = std::move(described);
  manifest.set_protocol_min(kProtocol);
  manifest.set_protocol_max(kProtocol);
  if (manifest.claim_threshold() == 0) {
    manifest.set_claim_threshold(kClaimThreshold);
  }
  if (manifest.unsure_threshold() == 0) {
    manifest.set_unsure_threshold(
        std::min(kUnsureThreshold, manifest.claim_threshold()));
  }
  auto& capabilities = *manifest.mutable_capabilities();
  const auto run = std::find(capabilities.begin(), capabilities.end(), kRun);
  if (runs && run == capabilities.end()) manifest.add_capabilities(kRun);
  if (!runs && run != capabilities.end()) {
    return Broken("capabilities", "name `run`, and the object is no Agent");
  }
  ALHF_RETURN_IF_ERROR(CheckManifest(manifest));
  // Of what the author says: the same over restarts.
  manifest.clear_etag();
  manifest.set_etag(
      absl::BytesToHexString(Sha256(Encode(manifest))).substr(0, 16));
  manifest.set_replica_id(replica_id);
  manifest.set_memory_id(memory_id);
  return manifest;
}

}  // namespace alhf::sdk
