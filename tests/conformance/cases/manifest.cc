// Section 4: who a component says that it is.
#include <algorithm>
#include <regex>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "google/protobuf/util/message_differencer.h"
#include "tests/conformance/cases/cases.h"
#include "tests/conformance/changes.h"
#include "tests/conformance/verdict.h"

namespace alhf::conformance {
namespace {

// What a manifest without thresholds means; docs/protocol.md, section 3.
constexpr double kClaimThreshold = 0.5;
constexpr double kUnsureThreshold = 0.3;

absl::StatusOr<v1::Manifest> Ask(Trial& trial, const std::string& tenant = "") {
  v1::GetManifestRequest request;
  request.set_tenant(tenant);
  ALHF_ASSIGN_OR_RETURN(const auto response,
                        trial.component().GetManifest(request));
  return response.manifest();
}

absl::Status TheNameIsAComponentName(Trial& trial) {
  ALHF_ASSIGN_OR_RETURN(const v1::Manifest manifest, Ask(trial));
  const bool fits =
      std::regex_match(manifest.name(), std::regex("[a-z][a-z0-9_]{0,62}"));
  return Expect(fits, "a name of the form [a-z][a-z0-9_]{0,62}",
                absl::StrCat("\"", manifest.name(), "\""));
}

absl::Status ItSaysWhatItIs(Trial& trial) {
  ALHF_ASSIGN_OR_RETURN(const v1::Manifest manifest, Ask(trial));
  return Expect(!manifest.description().empty(), "a description", "none");
}

absl::Status ItSpeaksVersionOne(Trial& trial) {
  ALHF_ASSIGN_OR_RETURN(const v1::Manifest manifest, Ask(trial));
  return Expect(
      manifest.protocol_min() <= 1 && manifest.protocol_max() >= 1,
      "protocol_min ≤ 1 ≤ protocol_max",
      absl::StrCat(manifest.protocol_min(), " to ", manifest.protocol_max()));
}

absl::Status ReplicaAndMemoryHaveIds(Trial& trial) {
  ALHF_ASSIGN_OR_RETURN(const v1::Manifest manifest, Ask(trial));
  return Expect(!manifest.replica_id().empty() && !manifest.memory_id().empty(),
                "a replica_id and a memory_id",
                absl::StrCat("replica_id \"", manifest.replica_id(),
                             "\", memory_id \"", manifest.memory_id(), "\""));
}

absl::Status RepeatedCallsAnswerTheSame(Trial& trial) {
  const TrialTenant tenant = trial.NewTenant();
  ALHF_ASSIGN_OR_RETURN(v1::Manifest first, Ask(trial));
  first.clear_applied_position();
  for (int i = 0; i < kRepeats; ++i) {
    // Who asks for a tenant gets the same but for the position.
    ALHF_ASSIGN_OR_RETURN(v1::Manifest again,
                          Ask(trial, i % 2 == 0 ? "" : tenant.name()));
    again.clear_applied_position();
    ALHF_RETURN_IF_ERROR(
        Expect(google::protobuf::util::MessageDifferencer::Equals(first, again),
               first.ShortDebugString(), again.ShortDebugString()));
  }
  return absl::OkStatus();
}

absl::Status ExpectPosition(Trial& trial, const TrialTenant& tenant,
                            uint64_t sequence) {
  ALHF_ASSIGN_OR_RETURN(const v1::Manifest manifest, Ask(trial, tenant.name()));
  const v1::Position& came = manifest.applied_position();
  const bool same = came.sequence() == sequence &&
                    (sequence == 0 || came.log_id() == tenant.log_id());
  return Expect(same,
                absl::StrCat("applied_position of sequence ", sequence,
                             sequence == 0 ? "" : " in the tenant's log"),
                absl::StrCat("{", came.ShortDebugString(), "}"));
}

absl::Status ItSaysHowFarATenantIs(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  const TrialTenant other = trial.NewTenant();
  ALHF_RETURN_IF_ERROR(ExpectPosition(trial, tenant, 0));
  for (uint64_t sequence = 1; sequence <= 3; ++sequence) {
    ALHF_RETURN_IF_ERROR(tenant.Append({None()}));
    ALHF_RETURN_IF_ERROR(ExpectPosition(trial, tenant, sequence));
  }
  return ExpectPosition(trial, other, 0);
}

absl::Status ThresholdsAreInOrder(Trial& trial) {
  ALHF_ASSIGN_OR_RETURN(const v1::Manifest manifest, Ask(trial));
  const double claim = manifest.claim_threshold() == 0
                           ? kClaimThreshold
                           : manifest.claim_threshold();
  const double unsure = manifest.unsure_threshold() == 0
                            ? std::min(kUnsureThreshold, claim)
                            : manifest.unsure_threshold();
  return Expect(0 < unsure && unsure <= claim && claim <= 1,
                "0 < unsure_threshold ≤ claim_threshold ≤ 1",
                absl::StrCat("unsure ", unsure, ", claim ", claim));
}

absl::Status RunIsNamedWhereItIsServed(Trial& trial) {
  ALHF_ASSIGN_OR_RETURN(const v1::Manifest manifest, Ask(trial));
  const auto& capabilities = manifest.capabilities();
  const bool named = std::find(capabilities.begin(), capabilities.end(),
                               "run") != capabilities.end();
  // An empty request runs nothing: who serves the method refuses it.
  const absl::Status run = trial.component().Run(v1::RunRequest());
  const bool served = !absl::IsUnimplemented(run);
  return Expect(
      named == served,
      served ? "the capability `run`, for Agent.Run is served"
             : "no capability `run`, for Agent.Run is not served",
      named ? "a manifest that names it" : "a manifest that does not name it");
}

absl::Status HealthIsServing(Trial& trial) {
  ALHF_ASSIGN_OR_RETURN(const bool serving, trial.component().IsServing());
  return Expect(serving, "SERVING", "another state");
}

}  // namespace

std::vector<Case> ManifestCases() {
  return {
      {"MANIFEST_01_TheNameIsAComponentName",
       "Choose a name of lower case letters, digits and underscores.",
       &TheNameIsAComponentName},
      {"MANIFEST_02_ItSaysWhatItIs", "Say in one line what the component does.",
       &ItSaysWhatItIs},
      {"MANIFEST_03_ItSpeaksVersionOne",
       "Set protocol_min and protocol_max to 1.", &ItSpeaksVersionOne},
      {"MANIFEST_04_ReplicaAndMemoryHaveIds",
       "Draw a replica_id at each start, and a memory_id with each new memory.",
       &ReplicaAndMemoryHaveIds},
      {"MANIFEST_05_RepeatedCallsAnswerTheSame",
       "Make the manifest once at start, and set applied_position alone.",
       &RepeatedCallsAnswerTheSame},
      {"MANIFEST_06_ItSaysHowFarATenantIs",
       "Read applied_position from the memory of the tenant in the request.",
       &ItSaysHowFarATenantIs},
      {"MANIFEST_07_ThresholdsAreInOrder",
       "Mend the thresholds, or leave both at 0 for the defaults.",
       &ThresholdsAreInOrder},
      {"MANIFEST_08_RunIsNamedWhereItIsServed",
       "Add `run` to the capabilities where the server has the service Agent, "
       "and only there.",
       &RunIsNamedWhereItIsServed},
      {"MANIFEST_09_HealthIsServing",
       "Add the standard health service to the server.", &HealthIsServing},
  };
}

}  // namespace alhf::conformance
