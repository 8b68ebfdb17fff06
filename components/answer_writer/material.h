// What the steps before gave to write from.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_ANSWER_WRITER_MATERIAL_H_
#define ALHF_COMPONENTS_ANSWER_WRITER_MATERIAL_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/sdk/facets.h"
#include "alhf/v1/types.pb.h"
#include "components/answer_writer/answer_writer.pb.h"
#include "google/protobuf/repeated_field.h"

namespace alhf::answer_writer {

struct Material {
  // Rows, where they answer; else passages; else why there is nothing.
  AnswerKind kind = ANSWER_KIND_NONE;
  v1::Table table;
  std::vector<v1::Passage> passages;
  std::vector<std::string> reasons;
  // Words that no step understood.
  std::vector<std::string> not_understood;
  // Components whose part is missing.
  std::vector<std::string> failed;
  // Components that gave what answers, and what they know of the question.
  std::vector<std::string> made_from;
  sdk::FacetSet facets;
};

// Passages answer only where they have as many of the question's words as a
// step has understood that could not answer, and more where figures are asked
// for: "orders by region" is not answered by a page on orders.
Material Gather(absl::string_view question,
                const google::protobuf::RepeatedPtrField<v1::Step>& steps);

// Returns "rows", "passages" or "none".
std::string NameOf(AnswerKind kind);

}  // namespace alhf::answer_writer

#endif  // ALHF_COMPONENTS_ANSWER_WRITER_MATERIAL_H_
