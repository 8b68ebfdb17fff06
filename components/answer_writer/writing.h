// Writing the answer: material and style in, text out.
//
// A limit of words or sentences is kept strictly, citations and extras
// included; a block of SQL stands apart from it.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_ANSWER_WRITER_WRITING_H_
#define ALHF_COMPONENTS_ANSWER_WRITER_WRITING_H_

#include <string>

#include "absl/strings/string_view.h"
#include "components/answer_writer/answer_writer.pb.h"
#include "components/answer_writer/material.h"

namespace alhf::answer_writer {

// Returns the answer to `question`.
std::string WriteAnswer(absl::string_view question, const Material& material,
                        const Style& style, const Config& config);

}  // namespace alhf::answer_writer

#endif  // ALHF_COMPONENTS_ANSWER_WRITER_WRITING_H_
