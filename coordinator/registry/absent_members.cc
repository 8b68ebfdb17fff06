#include "coordinator/registry/absent_members.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"

namespace alhf::coordinator {
namespace {

RegisteredComponent Absent(const std::string& name) {
  RegisteredComponent absent;
  absent.name = name;
  auto manifest = std::make_shared<v1::Manifest>();
  manifest->set_name(name);
  absent.manifest = std::move(manifest);
  absent.health = v1::COMPONENT_UNREACHABLE;
  absent.detail = absl::StrCat(
      "it has left, or was never started: start it, or end its membership "
      "(alhf remove-component ",
      name, ")");
  absent.joined = true;
  return absent;
}

}  // namespace

std::vector<RegisteredComponent> WithAbsentMembers(
    std::vector<RegisteredComponent> known,
    const std::vector<std::string>& members) {
  const size_t before = known.size();
  for (const std::string& name : members) {
    const bool is_known =
        std::any_of(known.begin(), known.end(),
                    [&](const auto& each) { return each.name == name; });
    if (!is_known) known.push_back(Absent(name));
  }
  if (known.size() > before) {
    std::sort(known.begin(), known.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
  }
  return known;
}

}  // namespace alhf::coordinator
