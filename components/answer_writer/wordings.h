// Words to write instead of others: "say X instead of Y", "nobody is called Y
// here, we say X".
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_ANSWER_WRITER_WORDINGS_H_
#define ALHF_COMPONENTS_ANSWER_WRITER_WORDINGS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "components/answer_writer/answer_writer.pb.h"

namespace alhf::answer_writer {

// Returns what `text`, one sentence or two, wants written instead of what: one
// for each word that is not wanted.
std::vector<Wording> ReadWordings(absl::string_view text);

// Returns `text` with the wordings of `style`: whole words, in the number and
// with the capitals that they have. What stands in brackets or quotation marks,
// names, addresses and code are left alone.
std::string WithWordings(const Style& style, absl::string_view text);

}  // namespace alhf::answer_writer

#endif  // ALHF_COMPONENTS_ANSWER_WRITER_WORDINGS_H_
