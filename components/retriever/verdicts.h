// What a text says of each source that it names, clause by clause: that it
// holds, that it does not, or for what alone it does.
//
//   ReadVerdicts("rules_2025 is right, the txt file is history", names)
//       == {{PREFER, {"rules_2025.md"}}, {LEAVE_OUT, {"rules.txt"}}}
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_RETRIEVER_VERDICTS_H_
#define ALHF_COMPONENTS_RETRIEVER_VERDICTS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "components/retriever/retriever.pb.h"
#include "components/retriever/source_names.h"

namespace alhf::retriever {

struct Verdict {
  Sources sources;
  // By a file's name, a year, or with a word for documents.
  bool marked = false;
  // Bytes of the clause.
  size_t begin = 0;
  size_t end = 0;
};

// Returns the verdicts in `text`, in order. A clause that names no source
// speaks of those of the clause before where it begins with "which", "they" and
// the like.
std::vector<Verdict> ReadVerdicts(absl::string_view text,
                                  const SourceNames& names);

}  // namespace alhf::retriever

#endif  // ALHF_COMPONENTS_RETRIEVER_VERDICTS_H_
