#include "coordinator/api/refused_calls.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "core/requests/field_checks.h"

namespace alhf::coordinator {
namespace {

constexpr char kEveryTenant[] = "*";
constexpr char kUnknown[] = "unknown";
// Of an entry besides its payload: position, time, salt and digests.
constexpr uint64_t kEnvelopeBytes = 256;

// "Erase" of "alhf.v1.Coordinator/Erase".
std::string NameOf(absl::string_view method) {
  return std::string(method.substr(method.rfind('/') + 1));
}

Access RefusalOf(absl::string_view method) {
  Access access;
  access.set_refused(true);
  access.set_call(NameOf(method));
  return access;
}

// "ipv4:10.0.0.7" of "ipv4:10.0.0.7:51724": each call may come from another
// port.
absl::string_view HostOf(absl::string_view peer) {
  return peer.substr(0, peer.rfind(':'));
}

}  // namespace

std::string RefusedCalls::ChainOf(const Principal& principal,
                                  const std::string& tenant) const {
  if (principal.tenants.contains(tenant)) return tenant;
  for (const std::string& own : principal.tenants) {
    if (own != kEveryTenant) return own;
  }
  const bool is_there = acts_->Mark(tenant).sequence > 0 ||
                        accesses_->store().Mark(tenant).sequence > 0;
  return is_there ? tenant : kNoTenantsChain;
}

void RefusedCalls::Note(const Principal& principal, absl::string_view method,
                        const std::string& tenant) {
  const std::string chain = ChainOf(principal, tenant);
  Access access = RefusalOf(method);
  access.set_role(RoleName(principal.role));
  access.set_user(principal.user);
  if (tenant != chain && core::CheckTenant(tenant).ok()) {
    access.set_named_tenant(tenant);
  }
  NoteWithin(chain, "", principal.name, std::move(access));
}

void RefusedCalls::NoteUnknown(absl::string_view peer,
                               absl::string_view method) {
  NoteWithin(kNoTenantsChain, kUnknown,
             absl::StrCat(kUnknown, ":", HostOf(peer)), RefusalOf(method));
}

void RefusedCalls::NoteWithin(const std::string& chain,
                              const std::string& allowance_of, std::string who,
                              Access access) {
  const bool allowed =
      accesses_->IsCounted(chain, who, access) ||
      limits_
          .Take(chain, allowance_of, Allowed::kGiver,
                {.bytes = access.ByteSizeLong() + who.size() + kEnvelopeBytes})
          .ok();
  if (!allowed) {
    access.Clear();
    access.set_refused(true);
    who = allowance_of;
  }
  // It was refused either way, and nothing was given out.
  accesses_->Note(chain, who, std::move(access)).IgnoreError();
}

}  // namespace alhf::coordinator
