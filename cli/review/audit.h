// Which lessons are worth a look: what was never used, always overruled, over,
// said twice, or said against another; and how often one did not apply.
//
//   LessonAudit audit(lessons, now);
//   for (const v1::Exchange& exchange : exchanges) audit.Count(exchange);
//   const AuditReport report = audit.Take();
//
// Thread safety: none; an audit belongs to one thread.
#ifndef ALHF_CLI_REVIEW_AUDIT_H_
#define ALHF_CLI_REVIEW_AUDIT_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "alhf/v1/types.pb.h"
#include "cli/review/review.pb.h"

namespace alhf::cli {

class LessonAudit {
 public:
  // `lessons` are those in force, at `now`.
  LessonAudit(std::vector<v1::Lesson> lessons, absl::Time now);

  // Counts what applied in an exchange (with its plan and steps).
  void Count(const v1::Exchange& exchange);

  // Returns all lessons with what was found, those of one component together.
  AuditReport Take();

 private:
  struct Use {
    uint32_t applied = 0;
    uint32_t overruled = 0;
    uint32_t idle = 0;
  };
  void AddFindings(const v1::Lesson& lesson, AuditedLesson& audited) const;

  std::vector<v1::Lesson> lessons_;
  const absl::Time now_;
  std::map<std::string, Use> uses_;
  // Ids of the exchanges of counterexamples.
  std::set<std::string> reported_;
  uint32_t exchanges_ = 0;
  uint32_t misapplied_ = 0;
};

}  // namespace alhf::cli

#endif  // ALHF_CLI_REVIEW_AUDIT_H_
