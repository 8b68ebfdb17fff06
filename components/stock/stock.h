// A component without code: a manifest file says what it owns and what people
// say of it; it is assessed, taught and recalled like any other, and gives
// guidance and typed items to an agent that is not ours.
//
//   alhf-component --manifest writer.textproto
//
//   name: "writer"
//   description: "Writes the answers of the support bot"
//   owns: "tone and length of answers"
//   rule { said: "at most # words" limit { name: "words" } }
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_COMPONENTS_STOCK_STOCK_H_
#define ALHF_COMPONENTS_STOCK_STOCK_H_

#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "alhf/sdk/component.h"
#include "alhf/sdk/phrases.h"
#include "components/stock/stock.pb.h"

namespace alhf::stock {

class StockComponent final : public sdk::Component {
 public:
  // `manifest` must pass `CheckManifest`.
  explicit StockComponent(Manifest manifest);

  v1::Manifest Describe() const override;
  // Claims what a rule reads, and what its manifest covers.
  absl::StatusOr<v1::Assessment> Assess(
      const sdk::Context& context,
      const v1::FeedbackRecord& record) const override;
  absl::StatusOr<v1::Adjustment> Adjust(const sdk::Context& context,
                                        const v1::Query& query) const override;

 private:
  // What the rules read of the record, in its order.
  std::vector<v1::Proposal> Read(const v1::FeedbackRecord& record) const;
  void ReadSentence(const v1::FeedbackRecord& record,
                    const std::string& readable, size_t begin, size_t end,
                    std::vector<v1::Proposal>& found) const;
  // The text as the rules see it, byte by byte in the same places: reasons are
  // blank, and an "and" before another instruction is a comma.
  std::string Readable(absl::string_view text) const;
  void ReadDefinitions(const v1::FeedbackRecord& record,
                       std::vector<v1::Proposal>& found) const;

  const Manifest manifest_;
  // The rule of each pattern of `book_`.
  std::vector<int> rules_;
  bool definitions_ = false;
  // Words with which an instruction may begin.
  const std::set<std::string> openers_;
  sdk::PhraseBook book_;
};

// Returns the component of the manifest file at `path`.
//
// INVALID_ARGUMENT CONFIG_INVALID: see `ReadManifest`.
absl::StatusOr<std::unique_ptr<sdk::Component>> MakeStock(
    const std::string& path);

}  // namespace alhf::stock

#endif  // ALHF_COMPONENTS_STOCK_STOCK_H_
