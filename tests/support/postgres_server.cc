#include "tests/support/postgres_server.h"

#include <pwd.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "tests/support/eventually.h"

namespace alhf::testing {
namespace {

constexpr char kPrograms[] = "/usr/lib/postgresql/15/bin/";
// Made by Debian's package.
constexpr char kUser[] = "postgres";

// PostgreSQL refuses to be root; a test that is root hands over to `kUser`.
std::vector<std::string> Unprivileged(std::vector<std::string> command) {
  if (geteuid() != 0) return command;
  // The kernel forgets the parent's death signal with the user: set it again.
  std::vector<std::string> wrapped = {
      "/usr/bin/setpriv", absl::StrCat("--reuid=", kUser),
      absl::StrCat("--regid=", kUser), "--clear-groups", "--pdeathsig=KILL"};
  wrapped.insert(wrapped.end(), command.begin(), command.end());
  return wrapped;
}

absl::StatusOr<std::string> MakeFolder() {
  // Short: a socket's path has room for about a hundred bytes.
  std::string folder = "/tmp/alhf-pg-XXXXXX";
  if (mkdtemp(folder.data()) == nullptr) {
    return absl::InternalError("cannot make a folder in /tmp");
  }
  if (geteuid() != 0) return folder;
  const passwd* const user = getpwnam(kUser);
  if (user == nullptr ||
      chown(folder.c_str(), user->pw_uid, user->pw_gid) != 0) {
    return absl::FailedPreconditionError(absl::StrCat(
        "there is no user ", kUser, ": install the package postgresql-15"));
  }
  return folder;
}

absl::Status StatusOf(const CommandResult& result, absl::string_view what) {
  if (result.exit_code == 0) return absl::OkStatus();
  return absl::InternalError(
      absl::StrCat(what, " failed: ", result.err, result.out));
}

}  // namespace

absl::StatusOr<std::unique_ptr<PostgresServer>> PostgresServer::Start() {
  ALHF_ASSIGN_OR_RETURN(const std::string folder, MakeFolder());
  std::unique_ptr<PostgresServer> server(new PostgresServer(folder));
  const std::string cluster = absl::StrCat(folder, "/data");
  ALHF_RETURN_IF_ERROR(StatusOf(
      RunCommand(Unprivileged({absl::StrCat(kPrograms, "initdb"), "-D", cluster,
                               "-U", "test", "-A", "trust", "-E", "UTF8",
                               "--locale=C", "--no-sync"})),
      "initdb"));
  ALHF_RETURN_IF_ERROR(server->Restart());
  return server;
}

absl::Status PostgresServer::Restart() {
  ALHF_ASSIGN_OR_RETURN(
      process_,
      Process::Start(
          Unprivileged({absl::StrCat(kPrograms, "postgres"), "-D",
                        absl::StrCat(folder_, "/data"), "-c",
                        "listen_addresses=", "-c",
                        absl::StrCat("unix_socket_directories=", folder_), "-c",
                        "fsync=off"}),
          absl::StrCat(folder_, "/log")));
  const bool ready = Eventually(
      [this] { return !process_->Running() || Execute("SELECT 1").ok(); });
  if (!ready || !process_->Running()) {
    return absl::InternalError("PostgreSQL did not start");
  }
  return absl::OkStatus();
}

PostgresServer::PostgresServer(const std::string& folder)
    : folder_(folder),
      uri_(absl::StrCat("postgresql:///postgres?host=", folder, "&user=test")) {
}

PostgresServer::~PostgresServer() {
  Stop();
  std::filesystem::remove_all(folder_);
}

void PostgresServer::Stop() {
  if (process_ == nullptr) return;
  // "Fast": it does not wait for its clients.
  kill(process_->pid(), SIGINT);
  process_->Await(absl::Seconds(30));
  process_.reset();
}

CommandResult PostgresServer::Psql(
    const std::vector<std::string>& arguments) const {
  std::vector<std::string> command = {absl::StrCat(kPrograms, "psql"), "-XAtq",
                                      "-v", "ON_ERROR_STOP=1", uri_};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return RunCommand(command);
}

absl::Status PostgresServer::Execute(const std::string& sql) const {
  return StatusOf(Psql({"-c", sql}), "SQL");
}

absl::Status PostgresServer::Load(const std::string& path) const {
  return StatusOf(Psql({"-f", path}), path);
}

}  // namespace alhf::testing
