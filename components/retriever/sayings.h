// What a text says about documents, before anything is looked up: "use …",
// "leave out …", "five passages", "that page is outdated".
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_RETRIEVER_SAYINGS_H_
#define ALHF_COMPONENTS_RETRIEVER_SAYINGS_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/sdk/phrases.h"

namespace alhf::retriever {

enum class Says {
  kNewest,
  kNotBefore,
  kMaxAge,
  kThisYear,
  kCount,
  kFewer,
  kMore,
  kOnly,
  kLeaveOut,
  kNo,       // left out, if it names sources
  kNotThis,  // for questions like this one
  kPrefer,
  kUse,
  kOutdated,
  kWrongSource,
  kOffTopic,
  kNothing,
};

struct Saying {
  Says says;
  // `rest` names sources, `numbers` has the count or year.
  sdk::PhraseMatch match;
};

// Returns the instructions in `text`, in order.
std::vector<Saying> ReadInstructions(absl::string_view text);

// Returns what `text` complains of in the pages that were quoted.
std::vector<Saying> ReadComplaints(absl::string_view text);

}  // namespace alhf::retriever

#endif  // ALHF_COMPONENTS_RETRIEVER_SAYINGS_H_
