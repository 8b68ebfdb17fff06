#include "tests/fault/promises.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>

#include "absl/strings/str_cat.h"
#include "base/grpc_status.h"
#include "base/status.h"
#include "tests/fault/memory_export.h"
#include "tests/support/conversation.h"
#include "tests/support/eventually.h"

namespace alhf::testing {
namespace {

using ::testing::IsEmpty;

// A record that is assessed leaves at least so many entries to apply.
constexpr uint64_t kEntriesOfARecord = 8;

// What is still to be done for a tenant: records to assess, entries to apply.
absl::StatusOr<uint64_t> Left(MiniSystem& system, const std::string& tenant) {
  Conversation talk(system.coordinator(), tenant);
  ALHF_ASSIGN_OR_RETURN(const v1::GetStatusResponse status, talk.Status());
  grpc::ClientContext context;
  v1::ListComponentsRequest request;
  request.set_tenant(tenant);
  v1::ListComponentsResponse response;
  ALHF_RETURN_IF_ERROR(FromGrpcStatus(
      system.coordinator().ListComponents(&context, request, &response)));
  uint64_t left = kEntriesOfARecord * status.awaiting_assessment();
  for (const v1::ComponentStatus& each : response.components()) {
    left += each.lag();
  }
  return left;
}

using Items = std::map<std::string, std::string>;

void ExpectAsRebuilt(MiniSystem& system, const Teachers& teachers,
                     const std::string& component) {
  std::map<std::string, Items> before;
  for (const Teacher& teacher : teachers.all()) {
    ASSERT_OK_AND_ASSIGN(
        before[teacher.tenant()],
        ExportMemory(system.Address(component), teacher.tenant()));
    EXPECT_FALSE(before[teacher.tenant()].empty());
  }
  ASSERT_OK(system.Stop(component));
  system.DeleteData(component);
  ASSERT_OK(system.StartProcess(component));
  for (const Teacher& teacher : teachers.all()) {
    ASSERT_OK(AwaitSettled(system, teacher.tenant()));
    const Items& old = before[teacher.tenant()];
    // The coordinator may still show what the process before had applied.
    Items rebuilt;
    EXPECT_TRUE(Eventually([&] {
      auto now = ExportMemory(system.Address(component), teacher.tenant());
      if (now.ok()) rebuilt = *std::move(now);
      return rebuilt == old;
    })) << component
        << " has another memory of " << teacher.tenant()
        << " than its log: " << old.size() << " items, rebuilt "
        << rebuilt.size();
  }
}

}  // namespace

absl::Status AwaitSettled(MiniSystem& system, const std::string& tenant) {
  for (uint64_t before = UINT64_MAX; before > 0;) {
    uint64_t now = before;
    const bool moved = Eventually([&] {
      now = Left(system, tenant).value_or(before);
      return now < before;
    });
    if (!moved) {
      return absl::DeadlineExceededError(
          absl::StrCat(tenant, " does not settle: ", now, " are left"));
    }
    before = now;
  }
  return system.AwaitServing(tenant);
}

absl::StatusOr<std::vector<v1::FeedbackStatus>> RecordsOf(
    MiniSystem& system, const std::string& tenant) {
  std::vector<v1::FeedbackStatus> records;
  v1::ListFeedbackRequest request;
  request.set_tenant(tenant);
  do {
    grpc::ClientContext context;
    v1::ListFeedbackResponse response;
    ALHF_RETURN_IF_ERROR(FromGrpcStatus(
        system.coordinator().ListFeedback(&context, request, &response)));
    records.insert(records.end(), response.records().begin(),
                   response.records().end());
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  std::reverse(records.begin(), records.end());
  return records;
}

void ExpectHistoriesKept(MiniSystem& system, const Teachers& teachers) {
  for (const Teacher& teacher : teachers.all()) {
    SCOPED_TRACE(teacher.tenant());
    ASSERT_OK(AwaitSettled(system, teacher.tenant()));
    ASSERT_OK_AND_ASSIGN(const auto records,
                         RecordsOf(system, teacher.tenant()));
    EXPECT_THAT(BrokenPromises(teacher.history(), records), IsEmpty());
  }
}

void ExpectMemoriesAsRebuilt(MiniSystem& system, const Teachers& teachers) {
  for (const std::string& component : MiniSystem::Components()) {
    SCOPED_TRACE(component);
    ASSERT_NO_FATAL_FAILURE(ExpectAsRebuilt(system, teachers, component));
  }
}

}  // namespace alhf::testing
