#include <memory>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "tests/conformance/changes.h"
#include "tests/conformance/proof/faults.h"

namespace alhf::conformance {
namespace {

using v1::ApplyChangesRequest;
using v1::ApplyChangesResponse;

// Where the memory of a request's tenant is.
template <typename Next>
v1::Position AppliedBy(const Next& next, const ApplyChangesRequest& request,
                       absl::Time deadline) {
  ApplyChangesRequest nothing;
  nothing.set_tenant(request.tenant());
  const auto response = next(nothing, deadline);
  return response.ok() ? response->applied_position() : v1::Position();
}

// Whether the request has one entry with one change, which `fits`.
template <typename Fits>
bool IsOneChange(const ApplyChangesRequest& request, const Fits& fits) {
  return request.entries_size() == 1 && !request.rebuild() &&
         request.entries(0).changes_size() == 1 &&
         fits(request.entries(0).changes(0));
}

// Answers again, with the request as `mend` leaves it, what was refused for
// `reason`.
std::function<void(ComponentCalls&)> Forgives(
    Reason reason,
    std::function<void(const v1::Position& applied, ApplyChangesRequest&)>
        mend) {
  return [reason, mend = std::move(mend)](ComponentCalls& calls) {
    Around(calls.apply_changes,
           [reason, mend](const auto& next, ApplyChangesRequest request,
                          absl::Time deadline) {
             auto response = next(request, deadline);
             if (ReasonOf(response.status()) != reason) return response;
             mend(AppliedBy(next, request, deadline), request);
             return next(request, deadline);
           });
  };
}

// Entries are numbered as they come.
void TakesEntriesAsTheyCome(const v1::Position& applied,
                            ApplyChangesRequest& request) {
  if (request.entries_size() < 2) return;
  uint64_t next = applied.sequence();
  for (v1::Entry& entry : *request.mutable_entries()) {
    entry.mutable_position()->set_sequence(++next);
  }
}

// What stays of an entry that fails is its first change.
void KeepsPartsOfAnEntry(ComponentCalls& calls) {
  Around(calls.apply_changes, [](const auto& next, ApplyChangesRequest request,
                                 absl::Time deadline) {
    const auto response = next(request, deadline);
    if (response.ok()) return response;
    bool cut = false;
    for (v1::Entry& entry : *request.mutable_entries()) {
      cut = cut || entry.changes_size() > 1;
      while (entry.changes_size() > 1) entry.mutable_changes()->RemoveLast();
    }
    if (cut) (void)next(request, deadline);
    return response;
  });
}

// The revisions that come in one call are applied backwards.
void RevisesBackwards(ComponentCalls& calls) {
  Before(calls.apply_changes, [](ApplyChangesRequest& request) {
    std::vector<v1::Entry*> revisions;
    for (v1::Entry& entry : *request.mutable_entries()) {
      if (entry.changes_size() == 1 && entry.changes(0).has_revise()) {
        revisions.push_back(&entry);
      }
    }
    for (size_t i = 0; i < revisions.size() / 2; ++i) {
      revisions[i]->mutable_changes()->Swap(
          revisions[revisions.size() - 1 - i]->mutable_changes());
    }
  });
}

void RefusesKnownEntries(ComponentCalls& calls) {
  Around(calls.apply_changes,
         [](const auto& next, const ApplyChangesRequest& request,
            absl::Time deadline) -> absl::StatusOr<ApplyChangesResponse> {
           const v1::Position applied = AppliedBy(next, request, deadline);
           if (!request.entries().empty() && !request.rebuild()) {
             const v1::Position& first = request.entries(0).position();
             if (first.log_id() == applied.log_id() &&
                 first.epoch() == applied.epoch() &&
                 first.sequence() <= applied.sequence()) {
               return absl::AlreadyExistsError("applied already");
             }
           }
           return next(request, deadline);
         });
}

void FillsAGap(const v1::Position& applied, ApplyChangesRequest& request) {
  ApplyChangesRequest filled = request;
  filled.clear_entries();
  const v1::Entry& first = request.entries(0);
  for (uint64_t sequence = applied.sequence() + 1;
       sequence < first.position().sequence(); ++sequence) {
    v1::Entry& none = *filled.add_entries();
    none = first;
    none.mutable_position()->set_sequence(sequence);
    none.clear_changes();
    *none.add_changes() = None();
  }
  filled.mutable_entries()->MergeFrom(request.entries());
  request = filled;
}

void DoesNotSayWhereTheGapIs(ComponentCalls& calls) {
  Around(calls.apply_changes,
         [](const auto& next, const ApplyChangesRequest& request,
            absl::Time deadline) {
           auto response = next(request, deadline);
           if (ReasonOf(response.status()) == Reason::POSITION_GAP) {
             response = Error(absl::StatusCode::kFailedPrecondition,
                              Reason::POSITION_GAP, "entries are missing");
           }
           return response;
         });
}

void TakesAnyLog(const v1::Position& applied, ApplyChangesRequest& request) {
  for (v1::Entry& entry : *request.mutable_entries()) {
    entry.mutable_position()->set_log_id(applied.log_id());
    entry.mutable_position()->set_epoch(applied.epoch());
  }
}

// A rebuild learns again what was there.
void RebuildKeepsWhatWasThere(ComponentCalls& calls) {
  Around(calls.apply_changes,
         [list = calls.list_lessons](const auto& next,
                                     const ApplyChangesRequest& request,
                                     absl::Time deadline) {
           if (!request.rebuild()) return next(request, deadline);
           const auto old = LessonsIn(list, request.tenant(), {}, deadline);
           auto response = next(request, deadline);
           if (!response.ok() || old.empty()) return response;
           ApplyChangesRequest again;
           again.set_tenant(request.tenant());
           v1::Entry& entry = *again.add_entries();
           entry = request.entries(0);
           entry.mutable_position()->set_sequence(2);
           entry.clear_changes();
           for (const v1::Lesson& lesson : old) {
             *entry.add_changes() = Learn(lesson);
           }
           (void)next(again, deadline);
           return response;
         });
}

// A rebuild drops the memory and looks at the entry then.
void RebuildDropsFirst(ComponentCalls& calls) {
  Around(calls.apply_changes,
         [](const auto& next, const ApplyChangesRequest& request,
            absl::Time deadline) {
           if (request.rebuild() && !request.entries().empty()) {
             ApplyChangesRequest drop = request;
             drop.clear_entries();
             v1::Entry& none = *drop.add_entries();
             none = request.entries(0);
             none.mutable_position()->set_sequence(1);
             none.clear_changes();
             *none.add_changes() = None();
             (void)next(drop, deadline);
           }
           return next(request, deadline);
         });
}

void TakesNoChangesForNone(ComponentCalls& calls) {
  Before(calls.apply_changes, [](ApplyChangesRequest& request) {
    for (v1::Entry& entry : *request.mutable_entries()) {
      if (entry.changes().empty()) *entry.add_changes() = None();
    }
  });
}

void TakesNoKindForNone(ComponentCalls& calls) {
  Before(calls.apply_changes, [](ApplyChangesRequest& request) {
    const bool unknown = IsOneChange(request, [](const v1::Change& change) {
      return change.kind_case() == v1::Change::KIND_NOT_SET;
    });
    if (unknown) {
      *request.mutable_entries(0)->mutable_changes(0) = None();
    }
  });
}

// Of a memory with one lesson, `none` notes something at the lesson.
void NoneLeavesATrace(ComponentCalls& calls) {
  Around(calls.apply_changes, [list = calls.list_lessons](
                                  const auto& next, ApplyChangesRequest request,
                                  absl::Time deadline) {
    const bool none = IsOneChange(
        request, [](const v1::Change& change) { return change.has_none(); });
    if (none) {
      const auto there = LessonsIn(list, request.tenant(), {}, deadline);
      if (there.size() == 1) {
        *request.mutable_entries(0)->mutable_changes(0) =
            AddCounterexample(there[0].id(), "none");
      }
    }
    return next(request, deadline);
  });
}

void KeepsHowOftenItWasCalled(ComponentCalls& calls) {
  auto counts = std::make_shared<Counts>();
  Around(calls.apply_changes,
         [counts](const auto& next, const ApplyChangesRequest& request,
                  absl::Time deadline) {
           const v1::Position before = AppliedBy(next, request, deadline);
           auto response = next(request, deadline);
           if (response.ok() &&
               response->applied_position().sequence() != before.sequence()) {
             counts->Add(request.tenant());
           }
           return response;
         });
  After(calls.export_memory, [counts](const auto& request, auto& response) {
    AddToExport("calls", absl::StrCat(counts->Of(request.tenant())), response);
  });
}

void RefusesNoEntries(ComponentCalls& calls) {
  Around(calls.apply_changes,
         [](const auto& next, const ApplyChangesRequest& request,
            absl::Time deadline) -> absl::StatusOr<ApplyChangesResponse> {
           if (request.entries().empty()) {
             return absl::InvalidArgumentError("no entries");
           }
           return next(request, deadline);
         });
}

}  // namespace

std::vector<Fault> ApplyFaults() {
  return {
      {"KeepsPartsOfAnEntry",
       {"APPLY_01_AnEntryIsAppliedWholeOrNotAtAll",
        "APPLY_01_PositionAndLessonsAgreeAfterAFailure"},
       &KeepsPartsOfAnEntry},
      {"RevisesBackwards",
       {"APPLY_02_EntriesAreAppliedInOrder"},
       &RevisesBackwards},
      {"RefusesKnownEntries",
       {"APPLY_03_KnownEntriesArePassedOver"},
       &RefusesKnownEntries},
      {"FillsAGap",
       {"APPLY_04_AGapIsRefusedAndChangesNothing"},
       Forgives(Reason::POSITION_GAP, &FillsAGap)},
      {"DoesNotSayWhereTheGapIs",
       {"APPLY_04_AGapIsRefusedAndChangesNothing"},
       &DoesNotSayWhereTheGapIs},
      {"TakesAnyLog",
       {"APPLY_05_AForeignLogIsRefusedAndChangesNothing"},
       Forgives(Reason::POSITION_FOREIGN, &TakesAnyLog)},
      {"RebuildKeepsWhatWasThere",
       {"APPLY_06_ARebuildStartsAnew"},
       &RebuildKeepsWhatWasThere},
      {"RebuildDropsFirst",
       {"APPLY_06_ARebuildThatFailsKeepsTheMemory"},
       &RebuildDropsFirst},
      {"TakesNoChangesForNone",
       {"APPLY_07_AnEntryWithoutChangesIsRefused"},
       &TakesNoChangesForNone},
      {"TakesNoKindForNone",
       {"APPLY_07_AChangeOfNoKindIsRefused"},
       &TakesNoKindForNone},
      {"NoneLeavesATrace",
       {"APPLY_08_NoneMovesThePositionAlone"},
       &NoneLeavesATrace},
      {"KeepsHowOftenItWasCalled",
       {"APPLY_09_TheSameEntriesExportTheSameBytes"},
       &KeepsHowOftenItWasCalled},
      {"RefusesNoEntries",
       {"APPLY_10_NoEntriesAreAnsweredWithThePosition"},
       &RefusesNoEntries},
      {"TakesEntriesAsTheyCome",
       {"APPLY_15_EntriesOfACallFollowEachOther"},
       Forgives(Reason::FIELD_INVALID, &TakesEntriesAsTheyCome)},
  };
}

}  // namespace alhf::conformance
