#include "eval/http_server.h"

#include <httplib.h>

#include <thread>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/mutex.h"

namespace alhf::eval {
namespace {

constexpr char kHost[] = "127.0.0.1";
// Stalled requests hold a thread each.
constexpr size_t kThreads = 16;
constexpr size_t kMaxBody = size_t{16} << 20;

HttpServer::Request RequestOf(const httplib::Request& from) {
  HttpServer::Request request;
  request.method = from.method;
  request.path = from.path;
  request.body = from.body;
  for (const auto& [name, value] : from.headers) {
    request.headers[absl::AsciiStrToLower(name)] = value;
  }
  return request;
}

class LoopbackServer final : public HttpServer {
 public:
  explicit LoopbackServer(Handler handler) : handler_(std::move(handler)) {}

  absl::Status Listen(int port) {
    server_.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
    server_.set_payload_max_length(kMaxBody);
    // Its own options let several servers share a port.
    server_.set_socket_options([](socket_t socket) {
      const int yes = 1;
      setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    });
    const auto handle = [this](const httplib::Request& request,
                               httplib::Response& response) {
      Answer(handler_(RequestOf(request)), response);
    };
    server_.Get(".*", handle);
    server_.Post(".*", handle);
    if (port == 0) {
      port = server_.bind_to_any_port(kHost);
    } else if (!server_.bind_to_port(kHost, port)) {
      port = -1;
    }
    if (port <= 0) {
      return absl::UnavailableError(absl::StrCat("cannot listen on ", kHost,
                                                 ": take another port, or 0"));
    }
    url_ = absl::StrCat("http://", kHost, ":", port);
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    // Before it runs it cannot be stopped.
    while (!server_.is_running()) std::this_thread::yield();
    return absl::OkStatus();
  }

  ~LoopbackServer() override {
    {
      MutexLock lock(mutex_);
      stopping_ = true;
      stopped_.NotifyAll();
    }
    server_.stop();
    if (thread_.joinable()) thread_.join();
  }

  const std::string& url() const override { return url_; }

 private:
  void Answer(const Response& from, httplib::Response& to) {
    if (from.stall) AwaitStop();
    to.status = from.status;
    for (const auto& [name, value] : from.headers) to.set_header(name, value);
    if (from.pieces.empty() && !from.cut) {
      to.set_content(from.body, from.content_type);
      return;
    }
    to.set_chunked_content_provider(
        from.content_type, [pieces = from.pieces, cut = from.cut](
                               size_t, httplib::DataSink& sink) {
          for (const std::string& piece : pieces) {
            if (!sink.write(piece.data(), piece.size())) return false;
          }
          if (!cut) sink.done();
          return !cut;
        });
  }

  void AwaitStop() {
    MutexLock lock(mutex_);
    while (!stopping_) stopped_.Wait(mutex_);
  }

  const Handler handler_;
  httplib::Server server_;
  std::string url_;
  Mutex mutex_;
  CondVar stopped_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<HttpServer>> HttpServer::Start(int port,
                                                              Handler handler) {
  auto server = std::make_unique<LoopbackServer>(std::move(handler));
  if (absl::Status listens = server->Listen(port); !listens.ok()) {
    return listens;
  }
  return server;
}

}  // namespace alhf::eval
