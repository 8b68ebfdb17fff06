// How far a record falls in the scope of a component: a probability, from its
// manifest, from what the record was said about, and from what persons said of
// earlier records.
//
//   const ScopeModel model(manifest, encoder);
//   if (model.Assess(record, {}).outcome() == v1::OUTCOME_CLAIMED) …
//
// A logistic regression over features that no component's name is in: likeness
// to the manifest's examples in and out of scope and to what teaches nobody,
// words of what it owns, what the record speaks of (data, sources, form) beside
// what the component makes, what the answer was made from. So a component that
// joined today with a manifest is comparable with those that have long been
// there. Weights are made by eval/training/fit_assignment.py of records that
// were written for it.
//
// Authors need it only where they have no `Context`; it has one ready.
//
// Thread safety: const methods may run concurrently.
#ifndef ALHF_SDK_SCOPE_MODEL_H_
#define ALHF_SDK_SCOPE_MODEL_H_

#include <memory>
#include <string>
#include <vector>

#include "alhf/v1/types.pb.h"
#include "core/relevance/encoder/encoder.h"

namespace alhf::sdk {

class ExampleTexts;

// Words that a person assigned: to the component, or away from it.
struct AssignedText {
  std::string text;
  bool in_scope = false;
};

class ScopeModel {
 public:
  // Without an encoder (null), and while it fails, words alone decide, by
  // weights of their own.
  ScopeModel(v1::Manifest manifest,
             std::shared_ptr<const core::Encoder> encoder);
  ~ScopeModel();

  // Encodes the examples, which the first assessment does otherwise.
  void Prepare() const;

  // Returns score, outcome and reason. Praise, thanks, greetings and plain
  // questions score below the unsure threshold. What was `assigned` raises the
  // score of what is like it and lowers that of what is like what was assigned
  // away.
  v1::Assessment Assess(const v1::FeedbackRecord& record,
                        const std::vector<AssignedText>& assigned) const;

  // Returns what the regression weighs, in the order of `FeatureNames()`.
  // Without vectors the features of meaning are missing at the end.
  std::vector<double> FeaturesOf(const v1::FeedbackRecord& record) const;
  static std::vector<std::string> FeatureNames();

 private:
  struct Features;
  Features Look(const v1::FeedbackRecord& record) const;

  const v1::Manifest manifest_;
  const std::unique_ptr<const ExampleTexts> examples_;
};

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SCOPE_MODEL_H_
