#include "coordinator/api/refused_calls.h"

#include <utility>

#include "base/log.h"
#include "core/requests/field_checks.h"

namespace alhf::coordinator {
namespace {

constexpr char kEveryTenant[] = "*";
// Of an entry besides its payload: position, time, salt and digests.
constexpr uint64_t kEnvelopeBytes = 256;

// "Erase" of "alhf.v1.Coordinator/Erase".
std::string NameOf(absl::string_view method) {
  return std::string(method.substr(method.rfind('/') + 1));
}

Access AccessOf(const Principal& principal, absl::string_view method) {
  Access access;
  access.set_refused(true);
  access.set_call(NameOf(method));
  access.set_role(RoleName(principal.role));
  access.set_user(principal.user);
  return access;
}

}  // namespace

std::optional<std::string> RefusedCalls::ChainOf(
    const Principal& principal, const std::string& tenant) const {
  if (principal.tenants.contains(tenant)) return tenant;
  for (const std::string& own : principal.tenants) {
    if (own != kEveryTenant) return own;
  }
  const bool is_there = acts_->Mark(tenant).sequence > 0 ||
                        accesses_->store().Mark(tenant).sequence > 0;
  if (is_there) return tenant;
  return std::nullopt;
}

void RefusedCalls::Note(const Principal& principal, absl::string_view method,
                        const std::string& tenant) {
  const std::optional<std::string> chain = ChainOf(principal, tenant);
  Access access = AccessOf(principal, method);
  std::string who = principal.name;
  if (chain.has_value() && tenant != *chain && core::CheckTenant(tenant).ok()) {
    access.set_named_tenant(tenant);
  }
  const std::string of = chain.value_or("");
  const bool counted =
      chain.has_value() && accesses_->IsCounted(of, who, access);
  const bool allowed =
      counted ||
      limits_
          .Take(of, "", Allowed::kGiver,
                {.bytes = access.ByteSizeLong() + who.size() + kEnvelopeBytes})
          .ok();
  if (!chain.has_value()) {
    if (allowed) {
      log::Warn("a call was refused", {{"principal", who},
                                       {"role", access.role()},
                                       {"call", access.call()}});
    }
    return;
  }
  if (!allowed) {
    access.Clear();
    access.set_refused(true);
    who.clear();
  }
  // It was refused either way, and nothing was given out.
  accesses_->Note(of, who, std::move(access)).IgnoreError();
}

}  // namespace alhf::coordinator
