#include <atomic>
#include <memory>

#include "absl/strings/str_cat.h"
#include "tests/conformance/proof/faults.h"

namespace alhf::conformance {
namespace {

// A fault of what the manifest says.
std::function<void(ComponentCalls&)> Says(
    std::function<void(v1::Manifest&)> change) {
  return [change = std::move(change)](ComponentCalls& calls) {
    After(calls.get_manifest, [change](const auto&, auto& response) {
      change(*response.mutable_manifest());
    });
  };
}

void IsMisnamed(ComponentCalls& calls) {
  Says([](v1::Manifest& manifest) { manifest.set_name("Answer-Writer"); })(
      calls);
  // In every other way it goes by that name.
  Before(calls.apply_changes, [](v1::ApplyChangesRequest& request) {
    for (v1::Entry& entry : *request.mutable_entries()) {
      for (v1::Change& change : *entry.mutable_changes()) {
        if (change.has_learn()) {
          change.mutable_learn()->mutable_lesson()->clear_component();
        } else if (change.has_revise()) {
          change.mutable_revise()->mutable_lesson()->clear_component();
        }
      }
    }
  });
}

void CountsItsCalls(ComponentCalls& calls) {
  auto count = std::make_shared<std::atomic<int>>(0);
  Says([count](v1::Manifest& manifest) {
    manifest.set_description(absl::StrCat("Asked ", ++*count, " times"));
  })(calls);
}

}  // namespace

std::vector<Fault> ManifestFaults() {
  return {
      {"NameInCapitals", {"MANIFEST_01_TheNameIsAComponentName"}, &IsMisnamed},
      {"NoDescription",
       {"MANIFEST_02_ItSaysWhatItIs"},
       Says([](v1::Manifest& manifest) { manifest.clear_description(); })},
      {"VersionTwoOnly",
       {"MANIFEST_03_ItSpeaksVersionOne"},
       Says([](v1::Manifest& manifest) {
         manifest.set_protocol_min(2);
         manifest.set_protocol_max(2);
       })},
      {"NoVersions",
       {"MANIFEST_03_ItSpeaksVersionOne"},
       Says([](v1::Manifest& manifest) {
         manifest.clear_protocol_min();
         manifest.clear_protocol_max();
       })},
      {"NoReplicaId",
       {"MANIFEST_04_ReplicaAndMemoryHaveIds"},
       Says([](v1::Manifest& manifest) { manifest.clear_replica_id(); })},
      {"NoMemoryId",
       {"MANIFEST_04_ReplicaAndMemoryHaveIds"},
       Says([](v1::Manifest& manifest) { manifest.clear_memory_id(); })},
      {"CountsItsCalls",
       {"MANIFEST_05_RepeatedCallsAnswerTheSame"},
       &CountsItsCalls},
      {"NoPosition",
       {"MANIFEST_06_ItSaysHowFarATenantIs"},
       Says([](v1::Manifest& manifest) { manifest.clear_applied_position(); })},
      {"ThresholdsTheOtherWayRound",
       {"MANIFEST_07_ThresholdsAreInOrder"},
       Says([](v1::Manifest& manifest) {
         manifest.set_claim_threshold(0.3);
         manifest.set_unsure_threshold(0.5);
       })},
      {"RunIsNotNamed",
       {"MANIFEST_08_RunIsNamedWhereItIsServed"},
       Says([](v1::Manifest& manifest) { manifest.clear_capabilities(); })},
      {"RunIsNotServed",
       {"MANIFEST_08_RunIsNamedWhereItIsServed"},
       [](ComponentCalls& calls) {
         calls.run = [](const v1::RunRequest&) {
           return absl::UnimplementedError("");
         };
       }},
      {"NotServing",
       {"MANIFEST_09_HealthIsServing"},
       [](ComponentCalls& calls) { calls.serving = false; }},
  };
}

}  // namespace alhf::conformance
