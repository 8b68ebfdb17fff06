#include "coordinator/api/exchange_copy.h"

#include <utility>

#include "base/text.h"

namespace alhf::coordinator {
namespace {

// Cuts the second half of rows and passages. Returns whether there were any.
bool HalveMaterial(v1::Exchange& exchange) {
  bool cut = false;
  for (v1::Step& step : *exchange.mutable_steps()) {
    v1::StepOutput& output = *step.mutable_output();
    if (auto& passages = *output.mutable_passages(); !passages.empty()) {
      passages.DeleteSubrange(passages.size() / 2,
                              passages.size() - passages.size() / 2);
      cut = true;
    }
    if (!output.has_table()) continue;
    if (auto& rows = *output.mutable_table()->mutable_rows(); !rows.empty()) {
      rows.DeleteSubrange(rows.size() / 2, rows.size() - rows.size() / 2);
      output.mutable_table()->set_truncated(true);
      cut = true;
    }
  }
  return cut;
}

}  // namespace

v1::Exchange CopyForRecord(v1::Exchange exchange, size_t limit) {
  // Who assesses a record looks at what was asked, found and answered; what
  // was rejected says nothing about that.
  for (auto& slice : *exchange.mutable_plan()->mutable_components()) {
    slice.clear_rejected();
    slice.clear_scored();
    slice.clear_guidance();
  }
  const auto fits = [&] { return exchange.ByteSizeLong() <= limit; };
  while (!fits() && HalveMaterial(exchange)) {
  }
  if (!fits()) exchange.clear_plan();
  if (!fits()) {
    for (v1::Step& step : *exchange.mutable_steps()) step.clear_output();
  }
  if (!fits()) exchange.clear_steps();
  if (!fits()) exchange.clear_labels();
  if (!fits()) {
    const size_t rest = exchange.ByteSizeLong() - exchange.answer().size();
    // Room for the length of the answer, too.
    const size_t room = limit > rest + 8 ? limit - rest - 8 : 0;
    exchange.set_answer(CutUtf8(exchange.answer(), room));
  }
  return exchange;
}

}  // namespace alhf::coordinator
