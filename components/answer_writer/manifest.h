// Who the component is and what it owns, with examples of what people say to it
// and to others.
//
// Thread safety: a pure function.
#ifndef ALHF_COMPONENTS_ANSWER_WRITER_MANIFEST_H_
#define ALHF_COMPONENTS_ANSWER_WRITER_MANIFEST_H_

#include "alhf/v1/types.pb.h"

namespace alhf::answer_writer {

inline constexpr char kComponentName[] = "answer_writer";

v1::Manifest MakeManifest();

}  // namespace alhf::answer_writer

#endif  // ALHF_COMPONENTS_ANSWER_WRITER_MANIFEST_H_
