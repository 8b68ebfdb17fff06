// What a record speaks of, by its wording and by what it was said about: the
// same for every component, whatever it owns.
//
//   const RecordCues cues = CuesOf(record);
//   if (cues.praises) …
//
// Thread safety: pure functions.
#ifndef ALHF_SDK_SRC_RECORD_CUES_H_
#define ALHF_SDK_SRC_RECORD_CUES_H_

#include "alhf/v1/types.pb.h"

namespace alhf::sdk {

// What the answer was made from that a record was said about.
enum class MadeFrom {
  // Also where pages were quoted to a question for figures: that went astray,
  // and tells nothing of what the record is about.
  kUnknown,
  // The answer is a statement of SQL, and no text was written around it.
  kStatement,
  kRows,
  kPassages,
};

struct RecordCues {
  // How many words speak of data, of sources and of the form of answers: the
  // square root of their number, in [0.0, 3.0].
  double data = 0;
  double sources = 0;
  double form = 0;
  // The same for marks of notation: names_with_underscores, comparisons,
  // keywords and functions of SQL.
  double notation = 0;
  // Gives a meaning to something: "refers to", "means", "we call", "X is when".
  bool defines = false;
  // Says what belongs in and what does not: "don't count", "leave out".
  bool bounds = false;
  // Has a word of refusal, contrast, lack or duty: "not", "instead", "should".
  bool reserved = false;
  // Has words of approval, and none of reservation.
  bool praises = false;
  bool asks = false;
  // Begins as a request for data ("list the …"), said about no answer.
  bool requests = false;
  // Begins with the speaker: "I", "my".
  bool personal = false;
  MadeFrom made_from = MadeFrom::kUnknown;
};

RecordCues CuesOf(const v1::FeedbackRecord& record);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_RECORD_CUES_H_
