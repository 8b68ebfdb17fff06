// Words, sentences and definitions, for authors: see core/relevance; bytes and
// times: see base/text.h.
#ifndef ALHF_SDK_TEXT_H_
#define ALHF_SDK_TEXT_H_

#include "base/text.h"
#include "core/relevance/analysis.h"
#include "core/relevance/trigger.h"

namespace alhf::sdk {

using core::Analysis;
using core::Analyze;
using core::Definition;
using core::IsStopWord;
using core::OneEditApart;
using core::ParseDefinition;
using core::ParseStatement;
using core::Sentences;
using core::Stem;
using core::Token;
using core::TriggerCoverage;
using core::TriggerFires;

}  // namespace alhf::sdk

#endif  // ALHF_SDK_TEXT_H_
