#include "tests/support/mariadb_server.h"

#include <stdlib.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/status.h"
#include "tests/support/eventually.h"

namespace alhf::testing {
namespace {

absl::Status StatusOf(const CommandResult& result, absl::string_view what) {
  if (result.exit_code == 0) return absl::OkStatus();
  return absl::InternalError(
      absl::StrCat(what, " failed: ", result.err, result.out));
}

}  // namespace

absl::StatusOr<std::unique_ptr<MariadbServer>> MariadbServer::Start() {
  // Short: a socket's path has room for about a hundred bytes.
  std::string folder = "/tmp/alhf-maria-XXXXXX";
  if (mkdtemp(folder.data()) == nullptr) {
    return absl::InternalError("cannot make a folder in /tmp");
  }
  std::unique_ptr<MariadbServer> server(new MariadbServer(folder));
  const std::string data = absl::StrCat("--datadir=", folder, "/data");
  ALHF_RETURN_IF_ERROR(
      StatusOf(RunCommand({"/usr/bin/mariadb-install-db", "--no-defaults", data,
                           "--auth-root-authentication-method=normal",
                           "--skip-test-db"}),
               "mariadb-install-db"));
  // Sorted by bytes, and quotients as exact, as the other engines have it.
  ALHF_ASSIGN_OR_RETURN(
      server->process_,
      Process::Start(
          {"/usr/sbin/mariadbd", "--no-defaults", data, "--skip-networking",
           absl::StrCat("--socket=", folder, "/socket"),
           absl::StrCat("--pid-file=", folder, "/pid"), "--user=root",
           "--character-set-server=utf8mb4", "--collation-server=utf8mb4_bin",
           "--div-precision-increment=12",
           "--innodb-flush-log-at-trx-commit=0"},
          absl::StrCat(folder, "/log")));
  const bool ready = Eventually([&server] {
    return !server->process_->Running() ||
           server->Client("mysql", "SELECT 1").exit_code == 0;
  });
  if (!ready || !server->process_->Running()) {
    return absl::InternalError("MariaDB did not start");
  }
  return server;
}

MariadbServer::~MariadbServer() {
  process_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

CommandResult MariadbServer::Client(const std::string& database,
                                    const std::string& sql) const {
  return RunCommand({"/usr/bin/mariadb", "--no-defaults",
                     absl::StrCat("--socket=", folder_, "/socket"),
                     "--user=root", "--default-character-set=utf8mb4",
                     "--batch", "--skip-column-names", database},
                    {}, absl::Seconds(60), sql);
}

absl::Status MariadbServer::Load(const std::string& database,
                                 const std::string& sql) const {
  ALHF_RETURN_IF_ERROR(StatusOf(
      Client("mysql", absl::StrCat("CREATE DATABASE ", database)), "MariaDB"));
  return StatusOf(
      Client(database, absl::StrCat("SET sql_mode = 'ANSI_QUOTES';\n", sql)),
      sql);
}

absl::StatusOr<std::vector<std::vector<MariadbServer::Cell>>>
MariadbServer::Query(const std::string& database,
                     const std::string& sql) const {
  const CommandResult result = Client(database, sql);
  ALHF_RETURN_IF_ERROR(StatusOf(result, sql));
  std::vector<std::vector<Cell>> rows;
  for (const absl::string_view line :
       absl::StrSplit(result.out, '\n', absl::SkipEmpty())) {
    std::vector<Cell>& row = rows.emplace_back();
    for (const absl::string_view cell : absl::StrSplit(line, '\t')) {
      row.push_back(cell == "NULL" ? Cell() : Cell(std::string(cell)));
    }
  }
  return rows;
}

}  // namespace alhf::testing
