// What the cases of one run have at hand: the component under test, tenants
// that nobody else has, records to assess, and lessons in the component's own
// words.
//
// Lessons and assessments are made in a tenant of their own, once: a case about
// applying does not touch the assessing of its tenant.
//
// Thread safety: not thread-safe.
// Ownership: component and random source must outlive it.
#ifndef ALHF_TESTS_CONFORMANCE_TRIAL_H_
#define ALHF_TESTS_CONFORMANCE_TRIAL_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/random/bit_gen_ref.h"
#include "absl/status/statusor.h"
#include "alhf/v1/types.pb.h"
#include "tests/conformance/remote_component.h"
#include "tests/conformance/trial_tenant.h"

namespace alhf::conformance {

// How often a call that must answer the same is made.
inline constexpr int kRepeats = 10;

// One record and what the component says of it.
struct Assessed {
  std::string text;
  // Asked with `assume_in_scope`.
  bool assumed = false;
  v1::Assessment assessment;
};

class Trial {
 public:
  // `records` are texts that the component should claim; those of its manifest
  // come after them.
  Trial(RemoteComponent* component, v1::Manifest manifest,
        std::vector<std::string> records, absl::BitGenRef random);

  RemoteComponent& component() { return *component_; }
  // The manifest at the start of the run.
  const v1::Manifest& manifest() const { return manifest_; }

  // Returns a tenant that nobody has used. Names are of one length.
  TrialTenant NewTenant();
  // Returns a word that no text has.
  std::string NewWord();

  // Returns an ACTIVE lesson for everybody in `tenant`, of a new id, as the
  // component understood a record that it was assigned; where it proposed
  // nothing, the plain text.
  v1::Lesson NewLesson(const TrialTenant& tenant);

  // Texts that should be the component's matter: as given, as its manifest
  // says. At least one.
  const std::vector<std::string>& TextsInScope() const { return in_scope_; }
  // Returns what the component says of these and of texts that are none of its
  // matter, each with and without `assume_in_scope`, in an empty memory.
  absl::StatusOr<std::vector<Assessed>> Assessments();

  // Empties every tenant that was made. Returns one line for each that could
  // not be emptied.
  std::vector<std::string> EmptyTenants();

 private:
  struct Understood {
    std::string text;
    v1::Proposal proposal;
  };
  const Understood& Learnable();

  RemoteComponent* const component_;
  const v1::Manifest manifest_;
  absl::BitGenRef random_;
  std::vector<std::string> in_scope_;
  std::vector<TrialTenant> tenants_;
  int lessons_ = 0;
  std::optional<Understood> learnable_;
  std::optional<std::vector<Assessed>> assessments_;
};

}  // namespace alhf::conformance

#endif  // ALHF_TESTS_CONFORMANCE_TRIAL_H_
