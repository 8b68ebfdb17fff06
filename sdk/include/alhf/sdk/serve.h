// Serving a component: everything between an author's object and the wire.
#ifndef ALHF_SDK_SERVE_H_
#define ALHF_SDK_SERVE_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "alhf/sdk/component.h"
#include "base/clock.h"
#include "core/relevance/encoder/encoder.h"

namespace leveldb {
class Env;
}

namespace alhf::sdk {

struct ServeOptions {
  // Where the memory lies; made with mode 0700. Sentence vectors of its lessons
  // lie beside it, in a folder of that name and "-vectors": they may be
  // deleted.
  std::string data_folder;
  // "unix:PATH"; the folder of PATH is made with mode 0700 and must belong to
  // this user. Or "HOST:PORT" by which the coordinator reaches this machine: on
  // loopback with `token_file` or `tls_folder`, elsewhere with `tls_folder`
  // (else ADDRESS_REFUSED). Port 0: any, named in the log.
  std::string listen;
  // Optional. Coordinator to join, "unix:PATH" or "HOST:PORT". The component
  // keeps trying until it is there, and renews its lease.
  std::string coordinator;
  // File of the token that callers at HOST:PORT must send (the coordinator's
  // `component_token_file`); mode 0600.
  std::string token_file;
  // File of the token or key that is sent to the coordinator; mode 0600.
  std::string coordinator_token_file;
  // Folder with ca.pem, cert.pem and key.pem for HOST:PORT, of this component
  // and of the coordinator: callers must show a certificate for "coordinator".
  std::string tls_folder;
  // Time for calls under way at shutdown.
  absl::Duration drain = absl::Seconds(5);
  size_t queue = 1024;
  // File of the sentence encoder's weights, or ending in ".textproto" that of a
  // config.v1.EmbeddingEncoder; "none": lessons are recalled by words alone.
  // Empty: the file in ../share/alhf beside the program, where there is one.
  std::string encoder;
  // Opens what a ".textproto" describes: OpenEndpointEncoder of
  // model/endpoint_encoder.h, for who links the client of HTTP. Null: such a
  // file is refused.
  core::EncoderOpener open_endpoint;
  // Where /metrics is served for Prometheus: 127.0.0.1:PORT (0: any port,
  // named in the log). Empty: nowhere.
  std::string metrics;
  // Not owned; null means the real ones.
  leveldb::Env* env = nullptr;
  const Clock* clock = nullptr;
};

// A component that is being served. Destroying it drains and stops.
class Server {
 public:
  virtual ~Server() = default;
  // The address that it listens on.
  virtual const std::string& address() const = 0;
  // Stops taking calls, finishes those under way within the drain time.
  virtual void Drain() = 0;
};

// Starts serving `component`, which may also be an `Agent`.
//
// INVALID_ARGUMENT ADDRESS_REFUSED, CONFIG_INVALID; UNAVAILABLE STORE_LOCKED:
//   another process holds the folder; DATA_LOSS STORE_DAMAGED: the encoder's
//   weights cannot be read. A memory that cannot is set aside as
//   FOLDER.damaged-TIME, and rebuilt from the log.
absl::StatusOr<std::unique_ptr<Server>> Serve(
    std::unique_ptr<Component> component, const ServeOptions& options);

// A whole main(): reads --data, --listen, --coordinator, --token-file,
// --coordinator-token-file, --tls, --drain-ms, --queue, --encoder, --metrics
// (and --help), serves until SIGTERM or SIGINT, drains.
// What is not given lies below $ALHF_HOME, else ~/.alhf: data/NAME and
// run/NAME.sock. Returns 0; 2 for wrong arguments; 1 for anything that stopped
// it, with the reason on stderr.
int ServeMain(int argc, char** argv, std::unique_ptr<Component> component);

struct ProgramOptions {
  // Required. Of the program, for its help and its log.
  std::string name;
  // The argument that names the component's own file; empty: there is none.
  std::string file_option = "--config";
  std::string file_help = "Configuration of the component, a textproto file";
  // Joins the coordinator of this user's system unless told otherwise.
  bool joins = false;
  // As in ServeOptions.
  core::EncoderOpener open_endpoint = {};
};

// The same with a component that needs a file of its own: `make` gets the value
// of `file_option` (empty where not given) and returns the component.
using ComponentFactory =
    absl::StatusOr<std::unique_ptr<Component>> (*)(const std::string& path);
int ServeMain(int argc, char** argv, const ProgramOptions& program,
              ComponentFactory make);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SERVE_H_
