#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace alhf::log {
namespace {

spdlog::logger& Logger() {
  static const std::shared_ptr<spdlog::logger> logger = [] {
    auto made = spdlog::stderr_logger_mt("alhf");
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
    made->flush_on(spdlog::level::info);
    return made;
  }();
  return *logger;
}

std::string& Process() {
  static std::string name;
  return name;
}

std::string Line(absl::string_view event, Fields fields) {
  std::string line = absl::StrCat(Process(), Process().empty() ? "" : " ", "\"",
                                  absl::CEscape(event), "\"");
  for (const auto& [name, value] : fields) {
    absl::StrAppend(&line, " ", name, "=\"", absl::Utf8SafeCEscape(value),
                    "\"");
  }
  return line;
}

}  // namespace

void SetProcess(absl::string_view name) { Process() = std::string(name); }

void Info(absl::string_view event, Fields fields) {
  Logger().info(Line(event, fields));
}
void Warn(absl::string_view event, Fields fields) {
  Logger().warn(Line(event, fields));
}
void Error(absl::string_view event, Fields fields) {
  Logger().error(Line(event, fields));
}

}  // namespace alhf::log
