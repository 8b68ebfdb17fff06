#include <algorithm>
#include <memory>

#include "base/status.h"
#include "tests/conformance/changes.h"
#include "tests/conformance/proof/faults.h"

namespace alhf::conformance {
namespace {

// The tenants that applied something, in the order of the last time.
// Thread safety: thread-safe.
class Seen {
 public:
  void Add(const std::string& tenant) {
    MutexLock lock(mutex_);
    tenants_.erase(std::remove(tenants_.begin(), tenants_.end(), tenant),
                   tenants_.end());
    tenants_.push_back(tenant);
  }
  // Returns all but `tenant`, the last one first.
  std::vector<std::string> Others(const std::string& tenant) {
    MutexLock lock(mutex_);
    std::vector<std::string> others(tenants_.rbegin(), tenants_.rend());
    others.erase(std::remove(others.begin(), others.end(), tenant),
                 others.end());
    return others;
  }

 private:
  Mutex mutex_;
  std::vector<std::string> tenants_ ABSL_GUARDED_BY(mutex_);
};

std::shared_ptr<Seen> Watch(ComponentCalls& calls) {
  auto seen = std::make_shared<Seen>();
  After(calls.apply_changes, [seen](const auto& request, auto&) {
    if (!request.entries().empty()) seen->Add(request.tenant());
  });
  return seen;
}

void ListsNobodysLessons(ComponentCalls& calls) {
  Around(calls.list_lessons, [](const auto& next,
                                const v1::ListLessonsRequest& request,
                                absl::Time deadline) {
    return request.tenant().empty() ? absl::StatusOr<v1::ListLessonsResponse>(
                                          v1::ListLessonsResponse())
                                    : next(request, deadline);
  });
}

void TakesAnyTenantsName(ComponentCalls& calls) {
  Around(calls.get_manifest,
         [](const auto& next, v1::GetManifestRequest request,
            absl::Time deadline) {
           const auto response = next(request, deadline);
           if (response.ok()) return response;
           request.clear_tenant();
           return next(request, deadline);
         });
}

void GetsAnybodysLesson(ComponentCalls& calls) {
  Around(calls.get_lesson,
         [seen = Watch(calls)](const auto& next, v1::GetLessonRequest request,
                               absl::Time deadline) {
           const auto response = next(request, deadline);
           if (!absl::IsNotFound(response.status())) return response;
           for (const std::string& other : seen->Others(request.tenant())) {
             request.set_tenant(other);
             const auto theirs = next(request, deadline);
             if (theirs.ok()) return theirs;
           }
           return response;
         });
}

void RecallsAnybodysLessons(ComponentCalls& calls) {
  Around(calls.adjust_query,
         [seen = Watch(calls)](const auto& next, v1::AdjustQueryRequest request,
                               absl::Time deadline) {
           auto response = next(request, deadline);
           const bool listed =
               request.query().overlay().recall() == v1::RECALL_LISTED;
           if (!response.ok() || !listed) return response;
           for (const std::string& other : seen->Others(request.tenant())) {
             request.set_tenant(other);
             const auto theirs = next(request, deadline);
             if (!theirs.ok()) continue;
             response->mutable_adjustment()->mutable_items()->MergeFrom(
                 theirs->adjustment().items());
           }
           return response;
         });
}

void CountsAllTenants(ComponentCalls& calls) {
  auto learned = std::make_shared<Counts>();
  After(calls.apply_changes, [learned](const auto& request, auto&) {
    if (!request.entries().empty()) learned->Add("");
  });
  After(calls.adjust_query, [learned](const auto&, auto& response) {
    v1::Rejected& rejected = *response.mutable_adjustment()->mutable_rejected();
    rejected.set_count(rejected.count() +
                       static_cast<uint32_t>(learned->Of("")));
  });
}

// What one tenant applies moves the tenant that applied something before.
void MovesAnotherTenant(ComponentCalls& calls) {
  auto seen = std::make_shared<Seen>();
  Around(calls.apply_changes,
         [seen](const auto& next, const v1::ApplyChangesRequest& request,
                absl::Time deadline) {
           auto response = next(request, deadline);
           if (!response.ok() || request.entries().empty()) return response;
           const auto others = seen->Others(request.tenant());
           seen->Add(request.tenant());
           if (others.empty()) return response;
           v1::ApplyChangesRequest moved;
           moved.set_tenant(others.front());
           const auto there = next(moved, deadline);
           if (!there.ok()) return response;
           v1::Entry& entry = *moved.add_entries();
           *entry.mutable_position() = there->applied_position();
           entry.mutable_position()->set_sequence(
               there->applied_position().sequence() + 1);
           *entry.add_changes() = None();
           (void)next(moved, deadline);
           return response;
         });
}

}  // namespace

std::vector<Fault> TenantFaults() {
  return {
      {"ListsNobodysLessons",
       {"TENANT_01_AnEmptyTenantIsRefused"},
       &ListsNobodysLessons},
      {"TakesAnyTenantsName",
       {"TENANT_01_AMalformedTenantIsRefused"},
       &TakesAnyTenantsName},
      {"GetsAnybodysLesson",
       {"TENANT_02_LessonsStayInTheirTenant"},
       &GetsAnybodysLesson},
      {"RecallsAnybodysLessons",
       {"TENANT_02_LessonsStayInTheirTenant"},
       &RecallsAnybodysLessons},
      {"CountsAllTenants",
       {"TENANT_02_CountsStayInTheirTenant"},
       &CountsAllTenants},
      {"MovesAnotherTenant",
       {"TENANT_03_PositionsStayInTheirTenant"},
       &MovesAnotherTenant},
  };
}

}  // namespace alhf::conformance
