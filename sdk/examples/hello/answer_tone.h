// Hello world: a component that remembers how answers shall sound and gives it
// to a language model as guidance.
#ifndef ALHF_SDK_EXAMPLES_HELLO_ANSWER_TONE_H_
#define ALHF_SDK_EXAMPLES_HELLO_ANSWER_TONE_H_

#include "alhf/sdk/component.h"
#include "alhf/sdk/scope.h"

class AnswerTone final : public alhf::sdk::Component {
 public:
  alhf::v1::Manifest Describe() const override {
    return alhf::sdk::MakeManifest(
        "answer_tone", "How answers sound",
        {"tone of the answer", "short or long", "formal or friendly words"});
  }

  absl::StatusOr<alhf::v1::Assessment> Assess(
      const alhf::sdk::Context& context,
      const alhf::v1::FeedbackRecord& record) const override {
    auto assessment = alhf::sdk::AssessByWords(Describe(), record);
    if (assessment.outcome() == alhf::v1::OUTCOME_CLAIMED ||
        context.assume_in_scope()) {
      *assessment.add_proposals() = alhf::sdk::GuidanceProposal(record);
    }
    return assessment;
  }

  absl::StatusOr<alhf::v1::Adjustment> Adjust(
      const alhf::sdk::Context& context,
      const alhf::v1::Query& query) const override {
    return context.RecallAdjustment(query, {});
  }
};

#endif  // ALHF_SDK_EXAMPLES_HELLO_ANSWER_TONE_H_
