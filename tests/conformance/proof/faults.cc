#include "tests/conformance/proof/faults.h"

namespace alhf::conformance {

void AddToExport(const std::string& key, const std::string& value,
                 v1::ExportMemoryResponse& response) {
  if (!response.next_page_token().empty()) return;
  auto& item = *response.add_items();
  item.set_key(key);
  item.set_value(value);
}

std::vector<v1::Lesson> LessonsIn(
    const Call<v1::ListLessonsRequest, v1::ListLessonsResponse>& list,
    const std::string& tenant, const std::vector<v1::LessonState>& states,
    absl::Time deadline) {
  v1::ListLessonsRequest request;
  request.set_tenant(tenant);
  for (const v1::LessonState state : states) request.add_states(state);
  const auto response = list(request, deadline);
  if (!response.ok()) return {};
  return {response->lessons().begin(), response->lessons().end()};
}

}  // namespace alhf::conformance
