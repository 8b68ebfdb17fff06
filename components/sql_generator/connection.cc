#include "components/sql_generator/connection.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "alhf/sdk/status.h"

namespace alhf::sql_generator {

std::string NameOf(Engine engine) {
  switch (engine) {
    case Engine::kSqlite:
      return "sqlite";
    case Engine::kPostgresql:
      return "postgresql";
    case Engine::kMysql:
      return "mysql";
    case Engine::kDatabricks:
      return "databricks";
  }
  return "";
}

std::optional<Engine> EngineNamed(absl::string_view name) {
  for (const Engine engine : {Engine::kSqlite, Engine::kPostgresql,
                              Engine::kMysql, Engine::kDatabricks}) {
    if (name == NameOf(engine)) return engine;
  }
  return std::nullopt;
}

absl::StatusOr<Engine> EngineOf(absl::string_view uri) {
  if (absl::StartsWith(uri, "sqlite:")) return Engine::kSqlite;
  if (absl::StartsWith(uri, "postgresql://") ||
      absl::StartsWith(uri, "postgres://")) {
    return Engine::kPostgresql;
  }
  // What follows may hold a password.
  const absl::string_view scheme = uri.substr(0, uri.find(':'));
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               absl::StrCat("databases.uri \"", scheme,
                            ":…\" names no engine: write \"sqlite:PATH\" or "
                            "\"postgresql://…\""),
               {{"field", "databases.uri"}});
}

absl::StatusOr<std::unique_ptr<Connection>> Connect(const std::string& uri) {
  ALHF_ASSIGN_OR_RETURN(const Engine engine, EngineOf(uri));
  if (engine == Engine::kPostgresql) return ConnectPostgresql(uri);
  return ConnectSqlite(std::string(absl::StripPrefix(uri, "sqlite:")));
}

absl::Status Unavailable(absl::string_view database, absl::string_view why) {
  return Error(absl::StatusCode::kUnavailable, Reason::DATABASE_UNAVAILABLE,
               absl::StrCat("the database ", database, " cannot be used: ",
                            absl::StripTrailingAsciiWhitespace(why)),
               {{"database", std::string(database)}});
}

absl::Status TookTooLong(absl::Duration limit) {
  return Error(absl::StatusCode::kDeadlineExceeded, Reason::DEADLINE,
               absl::StrCat("the statement took longer than ",
                            absl::FormatDuration(limit),
                            ": ask for less, or raise time_limit_ms"));
}

absl::Status NotTaken(absl::string_view sql, absl::string_view why) {
  return Error(absl::StatusCode::kInternal, Reason::COMPONENT_FAILED,
               absl::StrCat("the database does not take the statement: ",
                            absl::StripTrailingAsciiWhitespace(why)),
               {{"sql", std::string(sql)}});
}

}  // namespace alhf::sql_generator
