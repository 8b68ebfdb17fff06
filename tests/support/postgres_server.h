// A PostgreSQL 15 of a test's own: a fresh cluster in a temporary folder,
// reached by a unix socket alone, run by a user that is not root.
//
//   absl::StatusOr<std::unique_ptr<PostgresServer>> server =
//       PostgresServer::Start();
//   (*server)->Load("schema.sql");
//   PQconnectdb((*server)->uri().c_str());
//
// Thread safety: uri() may be used from many threads. Ownership: the server is
// stopped and its folder removed with this object.
#ifndef ALHF_TESTS_SUPPORT_POSTGRES_SERVER_H_
#define ALHF_TESTS_SUPPORT_POSTGRES_SERVER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/support/process.h"

namespace alhf::testing {

class PostgresServer {
 public:
  // Returns when it takes connections.
  static absl::StatusOr<std::unique_ptr<PostgresServer>> Start();
  ~PostgresServer();

  // The empty database, as libpq reads it.
  const std::string& uri() const { return uri_; }

  // Runs psql on the database: unaligned, without headings, fields divided
  // by "|", ended by the first error.
  CommandResult Psql(const std::vector<std::string>& arguments) const;

  // Runs SQL, or all that is in a file.
  absl::Status Execute(const std::string& sql) const;
  absl::Status Load(const std::string& path) const;

  // Ends the server, and its connections with it.
  void Stop();
  // Starts it again, with all that it held. Returns when it takes connections.
  absl::Status Restart();

 private:
  explicit PostgresServer(const std::string& folder);

  const std::string folder_;
  const std::string uri_;
  std::unique_ptr<Process> process_;
};

}  // namespace alhf::testing

#endif  // ALHF_TESTS_SUPPORT_POSTGRES_SERVER_H_
