// Guidance: what the lessons of a plan say, as one text for a prompt.
//
// Thread safety: pure functions.
#ifndef ALHF_CORE_COMPOSE_GUIDANCE_H_
#define ALHF_CORE_COMPOSE_GUIDANCE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "alhf/v1/types.pb.h"

namespace alhf::core {

// The name of the fence around lessons, see core/compose/fence.h.
inline constexpr char kGuidanceFence[] = "lessons";

// Returns the text of `items` for a prompt: fenced as people's data, ordered
// by lesson id so that prompt caches hit, within `max_tokens` (a token is taken
// as 4 bytes). Where not all fit, the best scored stay; ids of what did not fit
// go to `dropped`, sorted. A fence inside a lesson's text cannot end the fence,
// and a line break in it cannot begin another lesson. Empty where nothing is to
// be said.
std::string RenderGuidance(const std::vector<v1::AdjustmentItem>& items,
                           uint32_t max_tokens,
                           std::vector<std::string>* dropped);

}  // namespace alhf::core

#endif  // ALHF_CORE_COMPOSE_GUIDANCE_H_
