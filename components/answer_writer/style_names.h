// What a `Style` with one thing set settles, and what people read of it.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_ANSWER_WRITER_STYLE_NAMES_H_
#define ALHF_COMPONENTS_ANSWER_WRITER_STYLE_NAMES_H_

#include <string>

#include "components/answer_writer/answer_writer.pb.h"

namespace alhf::answer_writer {

// Returns the conflict key: "form:rows".
std::string KeyOf(const Style& style);

// Returns what `style` does, for people: "write as bullets".
std::string Describe(const Style& style);

}  // namespace alhf::answer_writer

#endif  // ALHF_COMPONENTS_ANSWER_WRITER_STYLE_NAMES_H_
