// The system and its components as text.
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_RENDER_SYSTEM_H_
#define ALHF_CLI_RENDER_SYSTEM_H_

#include <string>

#include "alhf/v1/coordinator.pb.h"
#include "cli/style.h"

namespace alhf::cli {

std::string RenderComponents(
    const google::protobuf::RepeatedPtrField<v1::ComponentStatus>& components,
    const Style& style);

std::string RenderStatus(const v1::GetStatusResponse& status,
                         const Style& style);

}  // namespace alhf::cli

#endif  // ALHF_CLI_RENDER_SYSTEM_H_
