#include "alhf/sdk/component.h"

namespace alhf::sdk {

absl::Status Component::Learn(LearnContext& context,
                              const v1::Lesson& lesson) const {
  return context.Store(lesson);
}

}  // namespace alhf::sdk
