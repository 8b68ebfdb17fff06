// A model that turns texts into vectors whose nearness is a nearness of
// meaning.
//
//   ALHF_ASSIGN_OR_RETURN(const std::unique_ptr<EmbeddingModel> model,
//                         MakeEmbeddingModel(endpoint));      // openai.h
//   ALHF_ASSIGN_OR_RETURN(const std::vector<std::vector<float>> vectors,
//                         model->Embed({"a berth", "a boat"}, deadline,
//                         usage));
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_SDK_MODEL_EMBEDDING_MODEL_H_
#define ALHF_SDK_MODEL_EMBEDDING_MODEL_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "alhf/v1/types.pb.h"

namespace alhf::sdk {

class EmbeddingModel {
 public:
  virtual ~EmbeddingModel() = default;

  // As the configuration names it.
  virtual const std::string& name() const = 0;

  // Returns a vector for each of `texts`, in their order, all of one length and
  // none of other numbers than finite ones; adds what it cost to `usage`.
  // Errors as `ChatModel::Chat`.
  virtual absl::StatusOr<std::vector<std::vector<float>>> Embed(
      const std::vector<std::string>& texts, absl::Time deadline,
      v1::ModelUsage& usage) = 0;
};

}  // namespace alhf::sdk

#endif  // ALHF_SDK_MODEL_EMBEDDING_MODEL_H_
