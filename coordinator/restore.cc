#include "coordinator/restore.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "coordinator/exchanges/exchange_store.h"
#include "coordinator/feedback/erasure.h"
#include "coordinator/feedback/leveldb_feedback_log.h"
#include "coordinator/feedback/tenant_view.h"

namespace alhf::coordinator {
namespace {

namespace fs = std::filesystem;

constexpr absl::string_view kPrincipal = "restore";

absl::Status Unusable(absl::string_view what, const std::error_code& error) {
  return Error(
      absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
      error ? absl::StrCat(what, ": ", error.message()) : std::string(what));
}

// An erasure with its place in the log that it was made in.
struct Made {
  uint64_t sequence;
  storage::v1::Payload payload;
};
using Erasures = std::map<std::string, std::vector<Made>>;

absl::StatusOr<Erasures> ErasuresIn(const FeedbackLog& log) {
  Erasures erasures;
  ALHF_ASSIGN_OR_RETURN(const std::vector<std::string> tenants, log.Tenants());
  for (const std::string& tenant : tenants) {
    ALHF_ASSIGN_OR_RETURN(const TenantView view, FoldLog(log, tenant));
    for (const uint64_t sequence : view.erasures()) {
      ALHF_ASSIGN_OR_RETURN(const std::vector<LogEntry> entries,
                            log.Read(tenant, sequence - 1, 1));
      erasures[tenant].push_back({sequence, *entries.at(0).payload});
    }
  }
  return erasures;
}

// Only what `view` has can be erased from it.
storage::v1::Payload Within(const TenantView& view,
                            const storage::v1::Payload& made) {
  storage::v1::Payload payload = made;
  auto& changes = *payload.mutable_erasure()->mutable_changes();
  changes.erase(
      std::remove_if(changes.begin(), changes.end(),
                     [&](const storage::v1::ComponentChange& each) {
                       return view.FindLesson(
                                  each.change().erase().lesson_id()) == nullptr;
                     }),
      changes.end());
  return payload;
}

absl::StatusOr<int> Reapply(const Erasures& erasures, FeedbackLog& log,
                            ExchangeStore& exchanges, absl::Time now) {
  int applied = 0;
  for (const auto& [tenant, all] : erasures) {
    const uint64_t end = log.End(tenant).sequence();
    for (const Made& made : all) {
      if (end == 0 || made.sequence <= end) continue;
      ALHF_ASSIGN_OR_RETURN(const TenantView view, FoldLog(log, tenant));
      std::vector<NewEntry> entries;
      entries.push_back(
          {std::string(kPrincipal), now, Within(view, made.payload)});
      ALHF_RETURN_IF_ERROR(
          log.Append(tenant, std::move(entries), std::nullopt).status());
      ALHF_RETURN_IF_ERROR(
          exchanges.Erase(tenant, ErasedBy(made.payload.erasure())).status());
      ++applied;
    }
  }
  return applied;
}

absl::StatusOr<std::unique_ptr<FeedbackLog>> OpenLog(const std::string& data,
                                                     uint64_t min_epoch) {
  LevelDbFeedbackLogOptions options;
  options.folder = data + "/log";
  options.min_epoch = min_epoch;
  return OpenLevelDbFeedbackLog(options);
}

// Who read what since the backup was made is known only here.
absl::Status KeepAudit(const std::string& data_folder,
                       const std::string& fresh) {
  std::error_code error;
  if (!fs::exists(data_folder + "/audit", error)) return absl::OkStatus();
  fs::remove_all(fresh + "/audit", error);
  fs::copy(data_folder + "/audit", fresh + "/audit",
           fs::copy_options::recursive, error);
  if (!error) return absl::OkStatus();
  return Unusable("the log of who read what cannot be kept", error);
}

}  // namespace

absl::StatusOr<Restored> RestoreBackup(const std::string& backup,
                                       const std::string& data_folder,
                                       absl::Time now) {
  std::error_code error;
  if (!fs::exists(backup + "/log/entries", error)) {
    return Unusable(absl::StrCat(backup, " is no backup: it has no log"),
                    error);
  }
  Erasures erasures;
  uint64_t epoch = 0;
  const bool replaces = fs::exists(data_folder + "/log", error);
  if (replaces) {
    ALHF_ASSIGN_OR_RETURN(const auto log, OpenLog(data_folder, 0));
    ALHF_ASSIGN_OR_RETURN(erasures, ErasuresIn(*log));
    epoch = log->End("").epoch();
  }
  const std::string fresh = data_folder + ".restoring";
  fs::remove_all(fresh, error);
  fs::create_directories(fs::path(fresh).parent_path(), error);
  fs::copy(backup, fresh, fs::copy_options::recursive, error);
  if (error) {
    return Unusable(absl::StrCat(backup, " cannot be copied to ", fresh),
                    error);
  }
  fs::permissions(fresh, fs::perms::owner_all, error);
  ALHF_RETURN_IF_ERROR(KeepAudit(data_folder, fresh));
  Restored restored;
  {
    // The copy has one epoch more than what it is a copy of, and what went on
    // there may have been restored before.
    ALHF_ASSIGN_OR_RETURN(const auto log, OpenLog(fresh, epoch + 1));
    ALHF_ASSIGN_OR_RETURN(const auto exchanges,
                          ExchangeStore::Open(fresh + "/exchanges", nullptr));
    ALHF_ASSIGN_OR_RETURN(restored.erasures,
                          Reapply(erasures, *log, *exchanges, now));
  }
  if (replaces) {
    restored.set_aside = absl::StrCat(
        data_folder, ".before-",
        absl::FormatTime("%Y%m%dT%H%M%E3S", now, absl::UTCTimeZone()));
    fs::rename(data_folder, restored.set_aside, error);
    if (error) return Unusable("the old data cannot be set aside", error);
  }
  fs::rename(fresh, data_folder, error);
  if (error) return Unusable("the copy cannot be put in place", error);
  return restored;
}

}  // namespace alhf::coordinator
