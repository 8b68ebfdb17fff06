// Who the component is and what it owns, with examples of what people say to it
// and to others.
//
// Thread safety: a pure function.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_MANIFEST_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_MANIFEST_H_

#include "alhf/v1/types.pb.h"

namespace alhf::sql_generator {

inline constexpr char kComponentName[] = "sql_generator";

v1::Manifest MakeManifest();

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_MANIFEST_H_
