// How two answers to one question differ.
//
//   for (const std::string& part : ChangedParts(with, without)) …
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_REVIEW_ANSWERS_H_
#define ALHF_CLI_REVIEW_ANSWERS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/v1/types.pb.h"

namespace alhf::cli {

// Returns which of "answer", "sql" and "sources" differ. White space does not
// count in answers and SQL, nor does the order of sources.
std::vector<std::string> ChangedParts(const v1::Exchange& one,
                                      const v1::Exchange& other);

// Returns the SQL of an exchange, if any, and its answer.
std::string SqlAndAnswer(const v1::Exchange& exchange);

// Returns the lines of both texts: "  " what both have, "- " what only `one`
// has, "+ " what only `other` has, by a longest common subsequence (Hunt and
// McIlroy 1976). Beyond 2,000 lines each the texts are taken as different from
// the first line that differs on.
std::vector<std::string> LineDiff(absl::string_view one,
                                  absl::string_view other);

}  // namespace alhf::cli

#endif  // ALHF_CLI_REVIEW_ANSWERS_H_
