// A MariaDB of a test's own: a fresh folder below /tmp, reached by a unix
// socket alone, stopped and removed with this object. It stands for MySQL,
// which Debian does not package.
//
//   auto server = MariadbServer::Start();
//   (*server)->Execute("CREATE TABLE \"t\" (a INTEGER)");
//   auto rows = (*server)->Query("SELECT `a` FROM `t`");
//
// Thread safety: thread-compatible.
#ifndef ALHF_TESTS_SUPPORT_MARIADB_SERVER_H_
#define ALHF_TESTS_SUPPORT_MARIADB_SERVER_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/support/process.h"

namespace alhf::testing {

class MariadbServer {
 public:
  // Nothing: NULL.
  using Cell = std::optional<std::string>;

  // Returns when it takes connections. It needs the packages
  // mariadb-server-core and mariadb-client-core.
  static absl::StatusOr<std::unique_ptr<MariadbServer>> Start();
  ~MariadbServer();

  // Runs statements in a new database of that name; double quotes are of names.
  absl::Status Load(const std::string& database, const std::string& sql) const;
  // Returns the rows of one statement, read as a server reads it that nobody
  // configured: double quotes are of texts.
  absl::StatusOr<std::vector<std::vector<Cell>>> Query(
      const std::string& database, const std::string& sql) const;

 private:
  explicit MariadbServer(std::string folder) : folder_(std::move(folder)) {}

  CommandResult Client(const std::string& database,
                       const std::string& sql) const;

  const std::string folder_;
  std::unique_ptr<Process> process_;
};

}  // namespace alhf::testing

#endif  // ALHF_TESTS_SUPPORT_MARIADB_SERVER_H_
