// The words and numbers that all renderings share.
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_RENDER_WORDS_H_
#define ALHF_CLI_RENDER_WORDS_H_

#include <string>

#include "alhf/v1/coordinator.pb.h"
#include "alhf/v1/types.pb.h"
#include "cli/style.h"

namespace alhf::cli {

std::string Word(v1::LessonState state);        // "active"
std::string Word(v1::RetireReason reason);      // "forgotten"
std::string Word(v1::Effect effect);            // "guidance only"
std::string Word(v1::Outcome outcome);          // "declined"
std::string Word(v1::FeedbackState state);      // "learned"
std::string Word(v1::Relation::Kind kind);      // "contradicts"
std::string Word(v1::Disposition disposition);  // "candidate"
std::string Word(v1::ComponentHealth health);   // "serving"
std::string Word(v1::Breadth breadth);          // "all its questions"
std::string Word(v1::Role role);                // "expert"
std::string Word(v1::Activation activation);    // "shadow"

// A score or threshold in [0, 1], e.g. "0.93".
std::string ScoreText(double score);

// E.g. "18 ms", "2.4 s".
std::string DurationText(const google::protobuf::Duration& duration);

// E.g. "2026-07-01 12:34"; "-" where it is not set.
std::string TimeText(const google::protobuf::Timestamp& time,
                     const Style& style);

// How far and how long a lesson holds, e.g. "questions on its topic, until
// 2026-12-31 23:59"; "" where nothing is said of it.
std::string ReachText(const v1::Scope& scope, const Style& style);

// The place in the tenant's log, e.g. "7".
std::string PositionText(const v1::Position& position);

// E.g. "1 row", "53 rows".
std::string Count(uint64_t number, const std::string& singular);

// A value of a directive or parameter, e.g. "true", "[a, b]".
std::string ValueText(const google::protobuf::Value& value);

// E.g. "date_part:week".
std::string FacetText(const v1::Facet& facet);

}  // namespace alhf::cli

#endif  // ALHF_CLI_RENDER_WORDS_H_
