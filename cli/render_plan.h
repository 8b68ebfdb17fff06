// Adjustments and plans as text.
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_RENDER_PLAN_H_
#define ALHF_CLI_RENDER_PLAN_H_

#include <string>
#include <vector>

#include "alhf/v1/types.pb.h"
#include "cli/style.h"

namespace alhf::cli {

// Returns what an item does, e.g. "leave out source: a.md, b.md".
std::string RenderItem(const v1::AdjustmentItem& item);

// Returns one row an item: lesson, score, what became of it, what it does and
// why.
std::string RenderItems(const std::vector<v1::AdjustmentItem>& items,
                        const Style& style, int indent);

// Returns one component's slice: what applies, what was set aside, what was
// rejected and how near it was, what it knows of the query. `applied` stands
// for the slice's own items where the component has run.
std::string RenderComponentPlan(const v1::ComponentPlan& plan,
                                const std::vector<v1::AdjustmentItem>& applied,
                                const Style& style, int indent);

// Returns "missing NAME: why", a line each.
std::string RenderMissing(
    const google::protobuf::RepeatedPtrField<v1::MissingPart>& missing);

std::string RenderPlan(const v1::Plan& plan, const Style& style);

}  // namespace alhf::cli

#endif  // ALHF_CLI_RENDER_PLAN_H_
