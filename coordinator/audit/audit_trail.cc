#include "coordinator/audit/audit_trail.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/page_token.h"
#include "base/status.h"
#include "base/text.h"
#include "coordinator/audit/audit_entry.h"
#include "coordinator/feedback/log_codec.h"

namespace alhf::coordinator {
namespace {

constexpr char kKind[] = "audit";
constexpr uint64_t kChunk = 64;
constexpr size_t kMostLookedAt = 4096;

// A chain, read from its end to its beginning.
class Descent {
 public:
  Descent(const FeedbackLog* log, v1::AuditChain chain, std::string tenant,
          uint64_t last)
      : log_(log), chain_(chain), tenant_(std::move(tenant)), last_(last) {}

  v1::AuditChain chain() const { return chain_; }
  uint64_t last() const { return last_; }

  // Returns the entry that comes next; null at the beginning of the chain.
  absl::StatusOr<const LogEntry*> Next() {
    if (chunk_.empty() && last_ > 0) {
      const uint64_t size = std::min(last_, kChunk);
      ALHF_ASSIGN_OR_RETURN(chunk_, log_->Read(tenant_, last_ - size, size));
    }
    return chunk_.empty() ? nullptr : &chunk_.back();
  }
  void Pass() {
    chunk_.pop_back();
    --last_;
  }

 private:
  const FeedbackLog* const log_;
  const v1::AuditChain chain_;
  const std::string tenant_;
  uint64_t last_;
  std::vector<LogEntry> chunk_;
};

absl::StatusOr<Descent*> NewerOf(Descent& one, Descent& other) {
  ALHF_ASSIGN_OR_RETURN(const LogEntry* first, one.Next());
  ALHF_ASSIGN_OR_RETURN(const LogEntry* second, other.Next());
  if (first == nullptr && second == nullptr) return nullptr;
  if (first == nullptr) return &other;
  if (second == nullptr) return &one;
  return FromProto(first->envelope.time()) < FromProto(second->envelope.time())
             ? &other
             : &one;
}

// The chain as far as it holds.
struct Walk {
  uint64_t good = 0;
  uint64_t redacted = 0;
  std::map<uint64_t, std::string> digests;  // of those that were asked for
  absl::Status broken;
};

Walk WalkChain(const FeedbackLog& log, const std::string& tenant,
               const LogMark& end, const std::vector<uint64_t>& asked) {
  Walk walk;
  uint64_t step = kChunk;
  while (walk.good < end.sequence) {
    const auto entries =
        log.Read(tenant, walk.good, std::min(step, end.sequence - walk.good));
    if (!entries.ok() && step > 1) {
      step = 1;  // which of them is it?
      continue;
    }
    if (!entries.ok()) {
      walk.broken = entries.status();
      return walk;
    }
    for (const LogEntry& entry : *entries) {
      // Each names the one before it.
      if (std::count(asked.begin(), asked.end(), walk.good) > 0) {
        walk.digests[walk.good] = entry.envelope.previous_digest();
      }
      ++walk.good;
      if (entry.redacted) ++walk.redacted;
    }
  }
  walk.digests[end.sequence] = end.digest;
  return walk;
}

// Without the advice, which is the feedback log's.
std::string WhatIsDamaged(const absl::Status& broken) {
  const auto info = ErrorInfoOf(broken);
  if (info.has_value()) {
    const auto found = info->metadata().find(kDamagedPart);
    if (found != info->metadata().end()) return found->second;
  }
  return std::string(broken.message());
}

v1::VerifyAuditResponse::Chain Check(const FeedbackLog& log,
                                     v1::AuditChain chain,
                                     const v1::VerifyAuditRequest& request) {
  std::vector<uint64_t> asked;
  for (const v1::AuditHead& head : request.heads()) {
    if (head.chain() == chain) asked.push_back(head.sequence());
  }
  const LogMark end = log.Mark(request.tenant());
  const Walk walk = WalkChain(log, request.tenant(), end, asked);
  v1::VerifyAuditResponse::Chain checked;
  checked.mutable_head()->set_chain(chain);
  checked.mutable_head()->set_sequence(walk.good);
  checked.set_redacted(walk.redacted);
  if (!walk.broken.ok()) {
    checked.set_broken_at(walk.good + 1);
    checked.set_broken_because(WhatIsDamaged(walk.broken));
    return checked;
  }
  checked.mutable_head()->set_digest(end.digest);
  for (const v1::AuditHead& head : request.heads()) {
    if (head.chain() != chain || head.sequence() == 0) continue;
    const auto found = walk.digests.find(head.sequence());
    if (found != walk.digests.end() && found->second == head.digest()) continue;
    checked.set_broken_at(head.sequence());
    checked.set_broken_because(
        found == walk.digests.end()
            ? absl::StrCat("the chain ends at ", walk.good)
            : "another entry stood there: the chain was made anew");
    return checked;
  }
  return checked;
}

}  // namespace

absl::StatusOr<v1::ListAuditResponse> AuditTrail::List(
    const v1::ListAuditRequest& request) const {
  ALHF_ASSIGN_OR_RETURN(const Page page, ParsePage(kKind, request.page_size(),
                                                   request.page_token()));
  ALHF_RETURN_IF_ERROR(accesses_->Flush());
  const std::string& tenant = request.tenant();
  uint64_t last_act = acts_->Mark(tenant).sequence;
  uint64_t last_access = accesses_->store().Mark(tenant).sequence;
  if (!page.after.empty()) {
    if (page.after.size() != 2 * sizeof(uint64_t)) {
      return Error(absl::StatusCode::kInvalidArgument,
                   Reason::PAGE_TOKEN_INVALID,
                   "page_token is not one of this list: start it anew",
                   {{"field", "page_token"}});
    }
    const absl::string_view token = page.after;
    last_act =
        std::min(last_act, ReadBigEndian64(token.substr(0, sizeof(uint64_t))));
    last_access =
        std::min(last_access, ReadBigEndian64(token.substr(sizeof(uint64_t))));
  }
  Descent acts(acts_, v1::AUDIT_ACTS, tenant, last_act);
  Descent accesses(&accesses_->store(), v1::AUDIT_ACCESSES, tenant,
                   last_access);
  v1::ListAuditResponse response;
  for (size_t seen = 0;; ++seen) {
    ALHF_ASSIGN_OR_RETURN(Descent* const newest, NewerOf(acts, accesses));
    if (newest == nullptr) return response;
    ALHF_ASSIGN_OR_RETURN(const LogEntry* const entry, newest->Next());
    if (request.has_not_before() &&
        FromProto(entry->envelope.time()) < FromProto(request.not_before())) {
      return response;
    }
    if (seen == kMostLookedAt ||
        static_cast<size_t>(response.entries_size()) == page.size) {
      break;
    }
    std::optional<v1::AuditEntry> audited =
        AuditEntryOf(newest->chain(), *entry);
    if (audited.has_value() && IsAskedFor(request, *audited)) {
      *response.add_entries() = *std::move(audited);
    }
    newest->Pass();
  }
  std::string token;
  AppendBigEndian64(token, acts.last());
  AppendBigEndian64(token, accesses.last());
  response.set_next_page_token(PageToken(kKind, token));
  return response;
}

absl::StatusOr<v1::VerifyAuditResponse> AuditTrail::Verify(
    const v1::VerifyAuditRequest& request) const {
  ALHF_RETURN_IF_ERROR(accesses_->Flush());
  v1::VerifyAuditResponse response;
  *response.add_chains() = Check(*acts_, v1::AUDIT_ACTS, request);
  *response.add_chains() =
      Check(accesses_->store(), v1::AUDIT_ACCESSES, request);
  return response;
}

}  // namespace alhf::coordinator
