#include "cli/render_audit_trail.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/status.h"
#include "cli/render_words.h"
#include "cli/table.h"
#include "cli/terminal_text.h"

namespace alhf::cli {
namespace {

constexpr char kActs[] = "acts";
constexpr char kAccesses[] = "accesses";
constexpr size_t kDigest = 32;  // bytes

std::string ActionText(v1::AuditAction action) {
  const std::string& name = v1::AuditAction_Name(action);
  if (name.empty()) return absl::StrCat("?", static_cast<int>(action));
  return absl::AsciiStrToLower(
      absl::StrReplaceAll(absl::StripPrefix(name, "AUDIT_"), {{"_", " "}}));
}

// What it was about, in one line.
std::string WhatText(const v1::AuditEntry& entry) {
  std::vector<std::string> parts;
  const auto add = [&](absl::string_view before, absl::string_view what) {
    if (!what.empty()) parts.push_back(absl::StrCat(before, what));
  };
  add("", entry.call());
  add("", entry.record_id());
  add("", absl::StrJoin(entry.lesson_ids(), " "));
  add("", entry.exchange_id());
  add("", entry.component());
  add("of ", entry.of_user());
  add("as ", entry.role());
  add("in tenant ", entry.named_tenant());
  if (entry.items() > 0) parts.push_back(Count(entry.items(), "item"));
  if (entry.times() > 1) parts.push_back(absl::StrCat(entry.times(), " times"));
  if (entry.redacted()) parts.emplace_back("(words erased)");
  return absl::StrJoin(parts, " ");
}

absl::Status NoHead(absl::string_view text) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::FIELD_INVALID,
               absl::StrCat("'", text,
                            "' is no end of a chain: give one as alhf audit "
                            "verify printed it"),
               {{"field", "heads"}});
}

}  // namespace

std::string RenderAuditTrail(const v1::ListAuditResponse& response,
                             const Style& style) {
  if (response.entries().empty()) return "nothing of that kind was done\n";
  Table table({{"TIME"},
               {"WHO"},
               {"FOR"},
               {"ACTION"},
               {"WHAT", Align::kLeft, Fit::kCut}});
  for (const v1::AuditEntry& entry : response.entries()) {
    table.Add({TimeText(entry.time(), style), entry.principal(), entry.user(),
               ActionText(entry.action()), WhatText(entry)});
  }
  return table.Render(style);
}

std::string RenderAuditChains(const v1::VerifyAuditResponse& response) {
  std::string text;
  for (const auto& chain : response.chains()) {
    const std::string name =
        chain.head().chain() == v1::AUDIT_ACTS ? kActs : kAccesses;
    if (chain.broken_at() > 0) {
      absl::StrAppend(&text, name, ": broken at entry ", chain.broken_at(),
                      ": ", OneLine(chain.broken_because()), "\n");
      continue;
    }
    const uint64_t length = chain.head().sequence();
    absl::StrAppend(&text, name, ": ", length,
                    length == 1 ? " entry holds" : " entries hold");
    if (chain.redacted() > 0) {
      absl::StrAppend(&text, ", ", chain.redacted(), " without erased words");
    }
    if (length > 0) {
      absl::StrAppend(&text, "; end ", HeadText(chain.head()));
    }
    absl::StrAppend(&text, "\n");
  }
  return text;
}

std::string HeadText(const v1::AuditHead& head) {
  return absl::StrCat(head.chain() == v1::AUDIT_ACTS ? kActs : kAccesses, ":",
                      head.sequence(), ":",
                      absl::BytesToHexString(head.digest()));
}

absl::StatusOr<v1::AuditHead> ParseHead(absl::string_view text) {
  const std::vector<std::string> parts = absl::StrSplit(text, ':');
  uint64_t sequence = 0;
  if (parts.size() != 3 || (parts[0] != kActs && parts[0] != kAccesses) ||
      !absl::SimpleAtoi(parts[1], &sequence) || sequence == 0 ||
      parts[2].size() != 2 * kDigest ||
      parts[2].find_first_not_of("0123456789abcdef") != std::string::npos) {
    return NoHead(text);
  }
  v1::AuditHead head;
  head.set_chain(parts[0] == kActs ? v1::AUDIT_ACTS : v1::AUDIT_ACCESSES);
  head.set_sequence(sequence);
  head.set_digest(absl::HexStringToBytes(parts[2]));
  return head;
}

}  // namespace alhf::cli
