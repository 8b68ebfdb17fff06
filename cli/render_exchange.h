// Exchanges as text: as they come about, explained, and listed.
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_RENDER_EXCHANGE_H_
#define ALHF_CLI_RENDER_EXCHANGE_H_

#include <string>
#include <vector>

#include "alhf/v1/types.pb.h"
#include "cli/style.h"

namespace alhf::cli {

// Returns the lines that are shown when a step has ended: what it found, and
// which lessons acted.
std::string RenderStep(const v1::Step& step, const Style& style);

// Returns what is said below an answer: what is missing, and what can be done
// next.
std::string RenderAfterAnswer(const v1::Exchange& exchange, const Style& style);

// Returns everything that led to the answer.
std::string RenderExplanation(const v1::Exchange& exchange, const Style& style);

std::string RenderExchanges(const std::vector<v1::Exchange>& exchanges,
                            const Style& style);

}  // namespace alhf::cli

#endif  // ALHF_CLI_RENDER_EXCHANGE_H_
