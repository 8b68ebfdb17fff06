#include <string>

#include "alhf/config/v1/component.pb.h"
#include "alhf/config/v1/coordinator.pb.h"
#include "alhf/config/v1/model.pb.h"
#include "base/text_proto.h"
#include "cli/intake/feedback_rows.h"
#include "components/retriever/document.h"
#include "components/retriever/html.h"
#include "components/sql_generator/sql_generator.pb.h"
#include "coordinator/config.h"
#include "eval/scenario_reader.h"
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

void ReadFeedbackFiles(absl::string_view bytes) {
  if (bytes.empty()) return;
  static constexpr cli::RowFormat kFormats[] = {
      cli::RowFormat::kCsv, cli::RowFormat::kJsonLines, cli::RowFormat::kMlflow,
      cli::RowFormat::kLangfuse};
  cli::ReadRows(bytes.substr(1),
                kFormats[static_cast<unsigned char>(bytes[0]) % 4]);
}

void ReadScenarioFiles(absl::string_view bytes) {
  eval::ParseScenarios(bytes, "fuzz").IgnoreError();
}

void ReadDocuments(absl::string_view bytes) {
  retriever::ParseDocument("page.md", bytes);
  retriever::ParseDocument("page.txt", bytes);
  retriever::ParseDocument("page.html", bytes);
  retriever::MarkdownOfHtml(bytes);
  retriever::ParseDate(bytes);
}

}  // namespace alhf::fuzz
