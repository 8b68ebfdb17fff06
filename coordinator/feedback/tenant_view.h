// A tenant's log, folded: records with all that became of them, lessons,
// members, parked entries, request ids. It holds nothing that the log does
// not, so a view made from a reopened log equals the one that was live.
//
//   ALHF_ASSIGN_OR_RETURN(TenantView view, FoldLog(log, "acme"));
//
// Thread safety: const methods may run concurrently; writers need exclusion.
#ifndef ALHF_COORDINATOR_FEEDBACK_TENANT_VIEW_H_
#define ALHF_COORDINATOR_FEEDBACK_TENANT_VIEW_H_

#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "alhf/v1/coordinator.pb.h"
#include "alhf/v1/types.pb.h"
#include "coordinator/feedback/feedback_log.h"
#include "coordinator/registry/agents.h"

namespace alhf::coordinator {

// Sequences that each component passes over.
using ParkedPositions = std::map<std::string, std::set<uint64_t>, std::less<>>;

// A record and what became of it.
struct RecordView {
  // Where a component's changes from this record stand.
  struct Learning {
    uint64_t sequence = 0;
    bool parked = false;
  };
  // Without the steps and the plan of its exchange: those are read from the
  // log where they are needed.
  v1::FeedbackRecord record;
  v1::Activation activation = v1::ACTIVATION_UNSPECIFIED;
  v1::Position position;
  // The newest of each component.
  std::map<std::string, v1::Assessment> assessments;
  // The newest revision; revision 0: not assigned yet.
  v1::Assignment assignment;
  uint64_t assigned_sequence = 0;
  std::map<std::string, Learning> learning;
};

class TenantView {
 public:
  struct Member {
    uint64_t since = 0;
    // Asked about earlier records as well.
    bool from_beginning = false;
  };
  // What a request id was used for.
  struct Request {
    std::string digest;
    uint64_t sequence = 0;
    // Of the record or the lesson that it made or changed.
    std::string subject;
  };

  // `parked`: what entries further on park.
  explicit TenantView(ParkedPositions parked = {})
      : parked_(std::move(parked)) {}

  // Takes the next entry.
  void Fold(const LogEntry& entry);

  // True when an entry parked one that was folded already: make a new view
  // with `parked()`.
  bool stale() const { return stale_; }
  const ParkedPositions& parked() const { return parked_; }
  bool IsParked(absl::string_view component, uint64_t sequence) const;

  uint64_t end() const { return end_.sequence(); }
  const v1::Position& end_position() const { return end_; }

  const RecordView* FindRecord(absl::string_view id) const;
  // By the sequence of the record.
  const std::map<uint64_t, RecordView>& records() const { return records_; }
  // Sequences of records that are not assigned yet.
  const std::set<uint64_t>& unassigned() const { return unassigned_; }
  // The first assigned record after `after` that `component` has still to
  // assess; null where there is none.
  const RecordView* NextAwaiting(absl::string_view component,
                                 uint64_t after) const;
  // Records that some member has still to assess, which is of their agent.
  uint64_t CountAwaiting(const Agents& agents = Agents()) const;

  const v1::Lesson* FindLesson(absl::string_view id) const;
  // Oldest first: by sequence learned, then id.
  const std::set<std::pair<uint64_t, std::string>>& lesson_order() const {
    return lesson_order_;
  }

  const std::map<std::string, Member>& members() const { return members_; }
  // Parked and not retried yet.
  const std::vector<v1::Parked>& parked_entries() const {
    return parked_entries_;
  }
  // Sequences of erasures: what stands before them has lost its words, or is
  // about to.
  const std::vector<uint64_t>& erasures() const { return erasures_; }
  // Null where it is not parked.
  const v1::Parked* FindParked(absl::string_view component,
                               uint64_t sequence) const;
  const Request* FindRequest(absl::string_view id) const;
  // The last sequence that `component` has changes in; 0: none.
  uint64_t LastChange(absl::string_view component) const;
  // As it was changed last.
  const v1::Rollout& rollout() const { return rollout_; }
  // The version of the last snapshot of that name; 0: none.
  uint64_t SnapshotVersion(absl::string_view component,
                           absl::string_view name) const;

 private:
  using Payload = storage::v1::Payload;

  void FoldChanges(const LogEntry& entry);
  void FoldRecord(const Payload::Record& payload, const v1::Position& position);
  void FoldAssessments(const Payload::Assessments& payload);
  void FoldAssigned(const Payload::Assigned& payload, uint64_t sequence);
  void FoldJoined(const Payload::ComponentJoined& payload, uint64_t sequence);
  void FoldParked(const LogEntry& entry);
  void FoldRetried(const Payload::EntryRetried& payload, uint64_t sequence);
  void FoldErasure(const Payload::Erasure& payload);
  // A lesson that outlives the words of one who said it.
  void FoldLearnedAnew(const v1::Change& change);
  void DropRecord(const std::string& id);
  void RememberRequest(const std::string& id, Request request);
  void StoreLesson(v1::Lesson lesson);
  RecordView* MutableRecord(absl::string_view id);

  ParkedPositions parked_;
  bool stale_ = false;
  v1::Position end_;
  std::map<uint64_t, RecordView> records_;
  absl::flat_hash_map<std::string, uint64_t> record_sequences_;
  std::set<uint64_t> unassigned_;
  std::map<std::string, std::set<uint64_t>, std::less<>> awaiting_;
  absl::flat_hash_map<std::string, v1::Lesson> lessons_;
  std::set<std::pair<uint64_t, std::string>> lesson_order_;
  std::map<std::string, Member> members_;
  std::vector<v1::Parked> parked_entries_;
  absl::flat_hash_map<std::string, Request> requests_;
  std::map<std::string, uint64_t, std::less<>> last_change_;
  std::map<std::pair<std::string, std::string>, uint64_t> snapshots_;
  std::vector<uint64_t> erasures_;
  v1::Rollout rollout_;
  // Which record the changes of a sequence come from.
  absl::flat_hash_map<uint64_t, std::string> change_records_;
};

// Returns the view of the log of `tenant` up to the sequence `until`, as all of
// the log resolves it.
absl::StatusOr<TenantView> FoldLog(
    const FeedbackLog& log, absl::string_view tenant,
    uint64_t until = std::numeric_limits<uint64_t>::max());

// Returns the view as it was at `as_of`. FAILED_PRECONDITION POSITION_FOREIGN,
// POSITION_AHEAD: the log never was there.
absl::StatusOr<TenantView> FoldLogAsOf(const FeedbackLog& log,
                                       absl::string_view tenant,
                                       const v1::Position& as_of);

// Returns an id for one more lesson of the record that no lesson of `view` has.
// `number` is the last one that was tried, 0 at first.
std::string NewLessonId(const TenantView& view, absl::string_view record_id,
                        int& number);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_TENANT_VIEW_H_
