#include "alhf/config/v1/component.pb.h"
#include "alhf/config/v1/coordinator.pb.h"
#include "alhf/config/v1/model.pb.h"
#include "base/text_proto.h"
#include "components/sql_generator/sql_generator.pb.h"
#include "coordinator/config.h"
#include "tests/fuzz/targets.h"

namespace alhf::fuzz {

void ReadConfigs(absl::string_view bytes) {
  config::v1::Coordinator coordinator;
  if (ParseTextProto(bytes, "fuzz", &coordinator).ok()) {
    coordinator::CheckConfig(coordinator, "fuzz").IgnoreError();
  }
  config::v1::Component component;
  ParseTextProto(bytes, "fuzz", &component).IgnoreError();
  config::v1::ModelEndpoint model;
  ParseTextProto(bytes, "fuzz", &model).IgnoreError();
  sql_generator::Semantic semantic;
  ParseTextProto(bytes, "fuzz", &semantic).IgnoreError();
}

}  // namespace alhf::fuzz
