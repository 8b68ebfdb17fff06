#include "coordinator/access/access_table.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status.h"

namespace alhf::coordinator {
namespace {

using config::v1::ADMIN;
using config::v1::AGENT;
using config::v1::COMPONENT;
using config::v1::COORDINATOR;
using config::v1::EXPERT;
using config::v1::MEMBER;
using config::v1::READER;

using Roles = std::vector<Role>;

std::vector<AccessRule> MakeTable() {
  const Roles anybody = {READER, MEMBER, EXPERT, ADMIN, AGENT};
  const Roles people = {READER, MEMBER, EXPERT, ADMIN};
  const Roles teachers = {MEMBER, EXPERT, ADMIN, AGENT};
  const Roles experts = {EXPERT, ADMIN};
  const Roles keepers = {ADMIN};
  // The owner of a unix socket is an admin, and his components join there.
  const Roles components = {ADMIN, COMPONENT};
  const Roles coordinator = {COORDINATOR};
  return {
      {"alhf.v1.Coordinator/Ask", anybody},
      {"alhf.v1.Coordinator/ComposePlan", anybody},
      {"alhf.v1.Coordinator/RecordExchange", teachers},
      {"alhf.v1.Coordinator/GetExchange", anybody},
      {"alhf.v1.Coordinator/ListExchanges", people},
      {"alhf.v1.Coordinator/SubmitFeedback", teachers},
      {"alhf.v1.Coordinator/GetFeedback", anybody},
      {"alhf.v1.Coordinator/ListFeedback", people},
      {"alhf.v1.Coordinator/WatchFeedback", anybody},
      {"alhf.v1.Coordinator/ListLessons", people},
      {"alhf.v1.Coordinator/GetLesson", anybody},
      {"alhf.v1.Coordinator/ChangeLesson", teachers},
      {"alhf.v1.Coordinator/ListComponents", people},
      {"alhf.v1.Coordinator/GetStatus", people},
      {"alhf.v1.Coordinator/PreviewFeedback", teachers},
      {"alhf.v1.Coordinator/RetryParked", experts},
      {"alhf.v1.Coordinator/RemoveComponent", keepers},
      {"alhf.v1.Coordinator/RebuildComponent", keepers},
      {"alhf.v1.Coordinator/Backup", keepers, TenantRule::kEvery},
      {"alhf.v1.Coordinator/Erase", keepers},
      {"alhf.v1.Coordinator/ChangeRollout", experts},
      {"alhf.v1.Coordinator/ImportFeedback", experts},
      {"alhf.v1.Coordinator/ReassessFeedback", experts},
      {"alhf.v1.Coordinator/ListAudit", keepers},
      {"alhf.v1.Coordinator/VerifyAudit", keepers},
      {"alhf.v1.Registry/Join", components, TenantRule::kNone},
      {"alhf.v1.Registry/Renew", components, TenantRule::kNone},
      {"alhf.v1.Registry/Leave", components, TenantRule::kNone},
      {"alhf.v1.Registry/OfferSnapshot", components},
      {"alhf.v1.Feedback/GetManifest", coordinator},
      {"alhf.v1.Feedback/AssessFeedback", coordinator},
      {"alhf.v1.Feedback/ApplyChanges", coordinator},
      {"alhf.v1.Feedback/AdjustQuery", coordinator},
      {"alhf.v1.Feedback/ListLessons", coordinator},
      {"alhf.v1.Feedback/GetLesson", coordinator},
      {"alhf.v1.Feedback/ExportMemory", coordinator},
      {"alhf.v1.Agent/Run", coordinator},
  };
}

}  // namespace

bool AccessRule::Allows(Role role) const {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

const std::vector<AccessRule>& AccessTable() {
  static const auto* const kTable = new std::vector<AccessRule>(MakeTable());
  return *kTable;
}

const AccessRule* FindRule(absl::string_view method) {
  for (const AccessRule& rule : AccessTable()) {
    if (rule.method == method) return &rule;
  }
  return nullptr;
}

std::string RoleName(Role role) {
  return absl::AsciiStrToLower(config::v1::Role_Name(role));
}

absl::Status CheckRole(absl::string_view method, Role role) {
  const AccessRule* rule = FindRule(method);
  if (rule != nullptr && rule->Allows(role)) return absl::OkStatus();
  const std::string who =
      rule == nullptr
          ? "nobody"
          : absl::StrJoin(rule->roles, ", ", [](std::string* out, Role each) {
              absl::StrAppend(out, RoleName(each));
            });
  return Error(absl::StatusCode::kPermissionDenied, Reason::PERMISSION,
               absl::StrCat(method, " is not for the role ", RoleName(role),
                            "; it is for ", who),
               {{"method", std::string(method)}, {"role", RoleName(role)}});
}

}  // namespace alhf::coordinator
