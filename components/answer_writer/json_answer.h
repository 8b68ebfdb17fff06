// An answer as JSON.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_ANSWER_WRITER_JSON_ANSWER_H_
#define ALHF_COMPONENTS_ANSWER_WRITER_JSON_ANSWER_H_

#include <cstddef>
#include <string>
#include <vector>

#include "components/answer_writer/answer_writer.pb.h"
#include "components/answer_writer/draft.h"
#include "components/answer_writer/material.h"

namespace alhf::answer_writer {

// Returns one object: `rows`, each an object by columns, or `answer` (of
// `statements`) with `sources`; at most `most` of them; what the style wants
// said besides under `notes`, and `sql`. Of how numbers are written only the
// rounding counts: signs and separators would make texts of them.
std::string WriteJson(const Material& material, const Style& style,
                      const std::vector<Unit>& statements, size_t most);

}  // namespace alhf::answer_writer

#endif  // ALHF_COMPONENTS_ANSWER_WRITER_JSON_ANSWER_H_
