// Section 8: tenants see nothing of each other.
#include <functional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "google/protobuf/util/message_differencer.h"
#include "tests/conformance/cases/cases.h"
#include "tests/conformance/changes.h"
#include "tests/conformance/verdict.h"

namespace alhf::conformance {
namespace {

using absl::StatusCode;

// Calls every method that needs a tenant with `name`.
absl::Status ExpectRefused(Trial& trial, const std::string& name) {
  const TrialTenant tenant(&trial.component(), name, "log-conformance");
  const std::string with = absl::StrCat(" with the tenant \"", name, "\"");
  const std::vector<std::pair<std::string, absl::Status>> calls = {
      {"AssessFeedback", tenant.Assess(Record("Keep it."), true).status()},
      {"ApplyChanges", tenant.Send({tenant.EntryAt(1, {None()})}).status()},
      {"AdjustQuery", tenant.Adjust(Question()).status()},
      {"ListLessons", tenant.List().status()},
      {"GetLesson", tenant.Get("l-1").status()},
      {"ExportMemory", tenant.Export().status()},
  };
  for (const auto& [call, status] : calls) {
    ALHF_RETURN_IF_ERROR(ExpectError(absl::StrCat(call, with), status,
                                     StatusCode::kInvalidArgument));
  }
  return absl::OkStatus();
}

absl::Status AnEmptyTenantIsRefused(Trial& trial) {
  return ExpectRefused(trial, "");
}

absl::Status AMalformedTenantIsRefused(Trial& trial) {
  for (const std::string& name :
       {std::string("a b"), std::string("a/b"), std::string("é"),
        std::string("a\nb"), std::string("a\0b", 3), std::string(65, 'a')}) {
    ALHF_RETURN_IF_ERROR(ExpectRefused(trial, name));
    v1::GetManifestRequest request;
    request.set_tenant(name);
    ALHF_RETURN_IF_ERROR(ExpectError(
        absl::StrCat("GetManifest with the tenant \"", name, "\""),
        trial.component().GetManifest(request), StatusCode::kInvalidArgument));
  }
  return absl::OkStatus();
}

absl::Status LessonsStayInTheirTenant(Trial& trial) {
  TrialTenant theirs = trial.NewTenant();
  TrialTenant ours = trial.NewTenant();
  const v1::Lesson lesson = trial.NewLesson(theirs);
  ALHF_RETURN_IF_ERROR(theirs.Append({Learn(lesson)}));
  ALHF_RETURN_IF_ERROR(ours.Append({None()}));
  ALHF_RETURN_IF_ERROR(ExpectError("GetLesson of another tenant's lesson",
                                   ours.Get(lesson.id()), StatusCode::kNotFound,
                                   Reason::LESSON_NOT_FOUND));
  ALHF_ASSIGN_OR_RETURN(const auto listed, ours.List());
  for (const v1::Lesson& each : listed) {
    ALHF_RETURN_IF_ERROR(Expect(each.id() != lesson.id(),
                                "a list without other tenants' lessons",
                                each.id()));
  }
  ALHF_ASSIGN_OR_RETURN(const MemoryExport memory, ours.Export());
  for (const auto& [key, value] : memory.items) {
    ALHF_RETURN_IF_ERROR(
        Expect(absl::StrCat(key, value).find(lesson.id()) == std::string::npos,
               "an export without other tenants' lessons", lesson.id()));
  }
  v1::Query listing = Question();
  listing.mutable_overlay()->set_recall(v1::RECALL_LISTED);
  listing.mutable_overlay()->add_listed(lesson.id());
  for (const v1::Query& query : {Question(), QuestionForAll(), listing}) {
    ALHF_ASSIGN_OR_RETURN(const v1::Adjustment came, ours.Adjust(query));
    ALHF_RETURN_IF_ERROR(Expect(LessonsOf(came).count(lesson.id()) == 0,
                                "no items of other tenants' lessons",
                                lesson.id()));
  }
  return absl::OkStatus();
}

absl::Status CountsStayInTheirTenant(Trial& trial) {
  TrialTenant theirs = trial.NewTenant();
  TrialTenant ours = trial.NewTenant();
  ALHF_RETURN_IF_ERROR(ours.Append({Learn(trial.NewLesson(ours))}));
  v1::Query query = Question();
  *query.mutable_now() = Record("").time();
  query.set_explain(true);
  ALHF_ASSIGN_OR_RETURN(v1::Adjustment before, ours.Adjust(query));
  before.clear_position();  // TENANT_03's matter
  for (int i = 0; i < 3; ++i) {
    ALHF_RETURN_IF_ERROR(theirs.Append({Learn(trial.NewLesson(theirs))}));
  }
  ALHF_ASSIGN_OR_RETURN(v1::Adjustment after, ours.Adjust(query));
  after.clear_position();
  return Expect(
      google::protobuf::util::MessageDifferencer::Equals(before, after),
      absl::StrCat("as before another tenant learned: ",
                   before.ShortDebugString()),
      after.ShortDebugString());
}

absl::Status PositionsStayInTheirTenant(Trial& trial) {
  TrialTenant theirs = trial.NewTenant();
  TrialTenant ours = trial.NewTenant();
  ALHF_RETURN_IF_ERROR(ours.Append({Learn(trial.NewLesson(ours))}));
  ALHF_ASSIGN_OR_RETURN(const MemoryExport before, ours.Export());
  for (int i = 0; i < 3; ++i) {
    ALHF_RETURN_IF_ERROR(theirs.Append({None()}));
  }
  ALHF_RETURN_IF_ERROR(ours.ExpectUnchanged(before));
  // The next one of its own log is still the next one.
  return ours.Append({None()});
}

constexpr char kTenantFirst[] =
    "Put the tenant first in every key and bind each view of a memory to one.";

}  // namespace

std::vector<Case> TenantCases() {
  return {
      {"TENANT_01_AnEmptyTenantIsRefused",
       "Check the tenant before anything else.", &AnEmptyTenantIsRefused},
      {"TENANT_01_AMalformedTenantIsRefused",
       "Take 1 to 64 of A-Z a-z 0-9 . _ - and nothing else.",
       &AMalformedTenantIsRefused},
      {"TENANT_02_LessonsStayInTheirTenant", kTenantFirst,
       &LessonsStayInTheirTenant},
      {"TENANT_02_CountsStayInTheirTenant",
       "Keep no count, mean or index over more than one tenant.",
       &CountsStayInTheirTenant},
      {"TENANT_03_PositionsStayInTheirTenant", kTenantFirst,
       &PositionsStayInTheirTenant},
  };
}

}  // namespace alhf::conformance
