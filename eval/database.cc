#include "eval/database.h"

#include <filesystem>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace alhf::eval {
namespace {

bool IsPostgresql(const std::string& uri) {
  return absl::StartsWith(uri, "postgresql:") ||
         absl::StartsWith(uri, "postgres:");
}

}  // namespace

std::string DatabaseUri(const std::string& uri) {
  if (IsPostgresql(uri)) return uri;
  const std::filesystem::path path(
      std::string(absl::StripPrefix(uri, "sqlite:")));
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::absolute(path, error);
  return absl::StrCat("sqlite:", (error ? path : whole).string());
}

absl::StatusOr<std::unique_ptr<Database>> OpenDatabase(const std::string& uri) {
  if (IsPostgresql(uri)) return OpenPostgresql(uri);
  return OpenSqlite(std::string(absl::StripPrefix(uri, "sqlite:")));
}

}  // namespace alhf::eval
