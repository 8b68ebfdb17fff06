// A coordinator over TCP as a real process, with secrets in a folder of its
// own, and what is started beside it.
//
//   SecuredSystem system;
//   system.Start("token_file: 'token'");
//   system.Alhf({"status", "--token-file", system.File("token")});
//
// Thread safety: thread-compatible. Ownership: ends its processes, removes the
// folder.
#ifndef ALHF_TESTS_INTEGRATION_SECURED_SYSTEM_H_
#define ALHF_TESTS_INTEGRATION_SECURED_SYSTEM_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tests/support/process.h"

namespace alhf::testing {

class SecuredSystem {
 public:
  SecuredSystem();
  ~SecuredSystem();

  // Starts the coordinator with `security` in its configuration, and waits
  // until it listens.
  void StartCoordinator(const std::string& security);
  // Starts the stock example, which joins, on a TCP port of its own; `options`
  // are those about secrets.
  void StartComponent(const std::vector<std::string>& options);
  // Stops the "coordinator", or the "component", as SIGTERM asks.
  void Stop(const std::string& name);
  // Runs the coordinator to its end: for what it refuses.
  CommandResult TryCoordinator(const std::string& listen,
                               const std::string& security);

  // Writes a file of secrets below the folder; returns its path.
  std::string Write(const std::string& name, const std::string& text,
                    int mode = 0600);
  std::string File(absl::string_view name) const;
  // Makes a key with `alhf key new`, adds its line to the file "keys", and
  // keeps it in the file `id`. Returns the key.
  std::string AddKey(const std::string& id,
                     const std::vector<std::string>& options);
  // Makes certificates, or new ones, with deploy/make-certs.
  void MakeCertificates(const std::vector<std::string>& names);

  // Runs `alhf` against the coordinator.
  CommandResult Alhf(std::vector<std::string> arguments) const;
  // Where they listen: "127.0.0.1:PORT".
  std::string CoordinatorAddress() const {
    return addresses_.at("coordinator");
  }
  std::string ComponentAddress() const { return addresses_.at("component"); }
  bool Running();
  // All that both have written so far.
  std::string Logs() const;
  const std::string& home() const { return home_; }

 private:
  std::string WriteConfig(const std::string& listen,
                          const std::string& security);
  void Launch(const std::string& name, const std::vector<std::string>& command);
  std::string AddressIn(const std::string& log) const;

  std::string home_;
  std::map<std::string, std::string> addresses_;
  std::map<std::string, std::unique_ptr<Process>> processes_;
};

}  // namespace alhf::testing

#endif  // ALHF_TESTS_INTEGRATION_SECURED_SYSTEM_H_
