// The retriever: quotes passages of a folder of documents, and learns which
// sources to use, what terms stand for, and how much to quote.
//
//   Config config;
//   config.set_folder("/srv/guide");
//   ALHF_ASSIGN_OR_RETURN(auto retriever, Retriever::Open(config));
//
// The folder is read once, at start.
//
// Thread safety: immutable.
#ifndef ALHF_COMPONENTS_RETRIEVER_RETRIEVER_H_
#define ALHF_COMPONENTS_RETRIEVER_RETRIEVER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "alhf/sdk/agent.h"
#include "alhf/sdk/component.h"
#include "alhf/sdk/encoder.h"
#include "components/retriever/document.h"
#include "components/retriever/instructions.h"
#include "components/retriever/passage_index.h"
#include "components/retriever/retriever.pb.h"
#include "components/retriever/source_names.h"

namespace alhf::retriever {

class Retriever final : public sdk::Component, public sdk::Agent {
 public:
  // Without an encoder (null) passages are found by words alone.
  // INVALID_ARGUMENT CONFIG_INVALID: see `ReadDocuments`.
  static absl::StatusOr<std::unique_ptr<Retriever>> Open(
      const Config& config,
      std::shared_ptr<const sdk::Encoder> encoder = nullptr);

  v1::Manifest Describe() const override;
  absl::StatusOr<v1::Assessment> Assess(
      const sdk::Context& context,
      const v1::FeedbackRecord& record) const override;
  absl::StatusOr<v1::Adjustment> Adjust(const sdk::Context& context,
                                        const v1::Query& query) const override;
  absl::Status Run(const sdk::Context& context, const v1::RunRequest& request,
                   sdk::RunWriter& writer) const override;

  // What a language model's stage searches in, and quotes at most.
  std::shared_ptr<const PassageIndex> index() const { return index_; }
  uint32_t max_passages() const { return max_passages_; }

 private:
  Retriever(const Config& config, const std::vector<Document>& documents,
            std::unique_ptr<PassageIndex> index);
  // What is found for `query` where only words are spelled out, and wanted
  // sources preferred.
  absl::StatusOr<Found> FindPlainly(const sdk::Context& context,
                                    const v1::Query& query) const;

  const uint32_t max_passages_;
  const SourceNames names_;
  const std::shared_ptr<const PassageIndex> index_;
  const InstructionReader instructions_;
};

// Reads the configuration at `path` and opens the retriever that it describes,
// with a language model where it names one.
absl::StatusOr<std::unique_ptr<sdk::Component>> MakeRetriever(
    const std::string& path);

}  // namespace alhf::retriever

#endif  // ALHF_COMPONENTS_RETRIEVER_RETRIEVER_H_
