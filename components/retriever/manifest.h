// Who the component is and what it owns, with examples of what people say to it
// and to others.
//
// Thread safety: a pure function.
#ifndef ALHF_COMPONENTS_RETRIEVER_MANIFEST_H_
#define ALHF_COMPONENTS_RETRIEVER_MANIFEST_H_

#include "alhf/v1/types.pb.h"

namespace alhf::retriever {

inline constexpr char kComponentName[] = "retriever";

v1::Manifest MakeManifest();

}  // namespace alhf::retriever

#endif  // ALHF_COMPONENTS_RETRIEVER_MANIFEST_H_
