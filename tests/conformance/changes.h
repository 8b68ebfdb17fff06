// Changes, queries and records as cases write them.
//
// Thread safety: pure functions.
#ifndef ALHF_TESTS_CONFORMANCE_CHANGES_H_
#define ALHF_TESTS_CONFORMANCE_CHANGES_H_

#include <set>
#include <string>

#include "alhf/v1/types.pb.h"

namespace alhf::conformance {

v1::Change Learn(const v1::Lesson& lesson);
v1::Change Revise(const v1::Lesson& lesson);
v1::Change Accept(const std::string& lesson_id);
v1::Change Retire(const std::string& lesson_id, const std::string& note = "");
v1::Change Restore(const std::string& lesson_id);
v1::Change Promote(const std::string& lesson_id, const std::string& user);
v1::Change Move(const std::string& lesson_id, const std::string& agent);
v1::Change AddCounterexample(const std::string& lesson_id,
                             const std::string& text);
v1::Change AddSource(const std::string& lesson_id,
                     const std::string& record_id);
v1::Change Erase(const std::string& lesson_id);
v1::Change None();

// Returns a question that no engine needs to understand.
v1::Query Question();
// Returns the same with `overlay.recall: ALL`.
v1::Query QuestionForAll();

// Returns a record of a person who said `text`.
v1::FeedbackRecord Record(const std::string& text);

// Returns the lessons that `adjustment` names.
std::set<std::string> LessonsOf(const v1::Adjustment& adjustment);

}  // namespace alhf::conformance

#endif  // ALHF_TESTS_CONFORMANCE_CHANGES_H_
