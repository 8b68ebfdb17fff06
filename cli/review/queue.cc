#include "cli/review/queue.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace alhf::cli {
namespace {

// What was said about what.
using Saying = std::pair<std::string, std::string>;

Saying SayingOf(const v1::FeedbackRecord& record) {
  const v1::Exchange& exchange = record.exchange();
  return {record.text(),
          exchange.id().empty() ? exchange.question() : exchange.id()};
}

bool IsUnsure(const v1::FeedbackStatus& status) {
  return status.record().kind() == v1::RECORD_TEXT &&
         status.assignment().revision() > 0 &&
         status.assignment().parts().empty() &&
         !status.assignment().unsure().empty();
}

const v1::Assessment* AssessmentOf(const v1::FeedbackStatus& status,
                                   const std::string& component) {
  for (const v1::Assessment& assessment : status.assessments()) {
    if (assessment.component() == component) return &assessment;
  }
  return nullptr;
}

ReviewItem ItemOf(const v1::FeedbackStatus& status, const v1::Lesson& lesson) {
  ReviewItem item;
  *item.mutable_status() = status;
  *item.mutable_lesson() = lesson;
  item.set_component(lesson.component());
  const v1::Assessment* assessment = AssessmentOf(status, lesson.component());
  if (assessment == nullptr) return item;
  for (const v1::Proposal& proposal : assessment->proposals()) {
    if (proposal.understood_as() != lesson.understood_as()) continue;
    *item.mutable_relations() = proposal.relations();
  }
  return item;
}

ReviewItem UnsureItem(const v1::FeedbackStatus& status) {
  ReviewItem item;
  *item.mutable_status() = status;
  item.set_component(status.assignment().unsure(0));
  const v1::Assessment* assessment = AssessmentOf(status, item.component());
  if (assessment == nullptr) return item;
  *item.mutable_proposals() = assessment->proposals();
  for (const v1::Proposal& proposal : assessment->proposals()) {
    item.mutable_relations()->MergeFrom(proposal.relations());
  }
  return item;
}

}  // namespace

ReviewQueue QueueOf(const std::vector<v1::FeedbackStatus>& records,
                    const std::vector<v1::Lesson>& held) {
  std::multimap<std::string, const v1::Lesson*> by_record;
  for (const v1::Lesson& lesson : held) {
    const std::string record =
        lesson.sources().empty() ? "" : lesson.sources(0).record_id();
    by_record.emplace(record, &lesson);
  }
  std::set<Saying> reassigned;
  for (const v1::FeedbackStatus& status : records) {
    if (status.record().kind() == v1::RECORD_REASSIGN) {
      reassigned.insert(SayingOf(status.record()));
    }
  }
  ReviewQueue queue;
  for (auto status = records.rbegin(); status != records.rend(); ++status) {
    const auto [begin, end] = by_record.equal_range(status->record().id());
    for (auto lesson = begin; lesson != end; ++lesson) {
      *queue.add_items() = ItemOf(*status, *lesson->second);
    }
    by_record.erase(begin, end);
    if (IsUnsure(*status) &&
        reassigned.count(SayingOf(status->record())) == 0) {
      *queue.add_items() = UnsureItem(*status);
    }
  }
  // Of records that are gone.
  for (const auto& [record, lesson] : by_record) {
    *queue.add_items() = ItemOf(v1::FeedbackStatus(), *lesson);
  }
  return queue;
}

}  // namespace alhf::cli
