// bench-notes NAME --data FOLDER --listen ADDRESS: a component that claims and
// keeps everything, served and remembered by the SDK like any other. What it
// costs is what the SDK costs.
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include "alhf/sdk/component.h"
#include "alhf/sdk/scope.h"
#include "alhf/sdk/serve.h"

namespace {

using namespace alhf;  // NOLINT: a program of one file

class Notes final : public sdk::Component {
 public:
  explicit Notes(std::string name) : name_(std::move(name)) {}

  v1::Manifest Describe() const override {
    return sdk::MakeManifest(name_, "Notes of a benchmark", {"notes"});
  }

  absl::StatusOr<v1::Assessment> Assess(
      const sdk::Context&, const v1::FeedbackRecord& record) const override {
    v1::Assessment assessment;
    assessment.set_score(1);
    assessment.set_reason("notes everything");
    *assessment.add_proposals() = sdk::GuidanceProposal(record);
    return assessment;
  }

  absl::StatusOr<v1::Adjustment> Adjust(const sdk::Context& context,
                                        const v1::Query& query) const override {
    return context.RecallAdjustment(query, {});
  }

 private:
  const std::string name_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr,
                 "usage: bench-notes NAME --data FOLDER --listen ADDRESS\n");
    return 2;
  }
  // The name is ours; the SDK reads the rest.
  return sdk::ServeMain(argc - 1, argv + 1, std::make_unique<Notes>(argv[1]));
}
