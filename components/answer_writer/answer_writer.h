// The answer writer: writes the answer from the passages and rows of the steps
// before it, and learns how answers are to look.
//
// Thread safety: immutable.
#ifndef ALHF_COMPONENTS_ANSWER_WRITER_ANSWER_WRITER_H_
#define ALHF_COMPONENTS_ANSWER_WRITER_ANSWER_WRITER_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "alhf/sdk/agent.h"
#include "alhf/sdk/component.h"
#include "components/answer_writer/answer_writer.pb.h"

namespace alhf::answer_writer {

class AnswerWriter final : public sdk::Component, public sdk::Agent {
 public:
  explicit AnswerWriter(const Config& config) : config_(config) {}

  v1::Manifest Describe() const override;
  absl::StatusOr<v1::Assessment> Assess(
      const sdk::Context& context,
      const v1::FeedbackRecord& record) const override;
  absl::StatusOr<v1::Adjustment> Adjust(const sdk::Context& context,
                                        const v1::Query& query) const override;
  absl::Status Run(const sdk::Context& context, const v1::RunRequest& request,
                   sdk::RunWriter& writer) const override;

 private:
  const Config config_;
};

// Reads the configuration at `path` (empty: the defaults) and makes the writer
// that it describes, with a language model where it names one.
absl::StatusOr<std::unique_ptr<sdk::Component>> MakeAnswerWriter(
    const std::string& path);

}  // namespace alhf::answer_writer

#endif  // ALHF_COMPONENTS_ANSWER_WRITER_ANSWER_WRITER_H_
