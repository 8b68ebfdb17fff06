#include "base/grpc_credentials.h"

#include <grpc/grpc_security_constants.h>
#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <sys/stat.h>

#include <filesystem>
#include <map>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "base/reread_file.h"
#include "base/status.h"
#include "base/token.h"
#include "base/unix_socket.h"

namespace alhf {
namespace {

namespace tls = grpc::experimental;

// How often certificates are looked at.
constexpr unsigned kRefreshSeconds = 1;

// Sends the token of a file with every call.
class TokenPlugin final : public grpc::MetadataCredentialsPlugin {
 public:
  explicit TokenPlugin(std::unique_ptr<RereadFile<std::string>> token)
      : token_(std::move(token)) {}

  bool IsBlocking() const override { return false; }
  const char* GetType() const override { return "alhf_token"; }
  grpc::Status GetMetadata(
      grpc::string_ref, grpc::string_ref, const grpc::AuthContext&,
      std::multimap<std::string, std::string>* metadata) override {
    metadata->emplace(kAuthorization, absl::StrCat(kBearer, *token_->Get()));
    return grpc::Status::OK;
  }
  // Not the token: this shows in gRPC's own log.
  std::string DebugString() override { return "alhf_token"; }

 private:
  const std::unique_ptr<RereadFile<std::string>> token_;
};

std::shared_ptr<tls::CertificateProviderInterface> Watch(
    const Security& security) {
  return std::make_shared<tls::FileWatcherCertificateProvider>(
      security.key_file(), security.certificate_file(), security.ca_file(),
      kRefreshSeconds);
}

std::shared_ptr<grpc::ChannelCredentials> TlsToCall(const Security& security) {
  tls::TlsChannelCredentialsOptions options;
  options.set_certificate_provider(Watch(security));
  options.watch_root_certs();
  options.watch_identity_key_cert_pairs();
  return tls::TlsCredentials(options);
}

std::shared_ptr<grpc::ServerCredentials> TlsToListen(
    const Security& security, ClientCertificate client_certificate) {
  tls::TlsServerCredentialsOptions options(Watch(security));
  options.watch_root_certs();
  options.watch_identity_key_cert_pairs();
  options.set_cert_request_type(
      client_certificate == ClientCertificate::kRequired
          ? GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY
          : GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_AND_VERIFY);
  return tls::TlsServerCredentials(options);
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> ToCall(
    const std::string& address, const Security& security) {
  ALHF_RETURN_IF_ERROR(CheckCalling(address, security));
  ALHF_ASSIGN_OR_RETURN(const Address parsed, ParseAddress(address));
  if (parsed.is_unix()) return grpc::InsecureChannelCredentials();
  const bool secure = !security.tls_folder.empty();
  std::shared_ptr<grpc::ChannelCredentials> channel =
      secure ? TlsToCall(security)
             : grpc::experimental::LocalCredentials(LOCAL_TCP);
  if (security.token_file.empty()) return channel;
  ALHF_ASSIGN_OR_RETURN(auto token, RereadFile<std::string>::Open(
                                        security.token_file, &ReadTokenFile));
  return grpc::CompositeChannelCredentials(
      channel, grpc::experimental::MetadataCredentialsFromPlugin(
                   std::make_unique<TokenPlugin>(std::move(token)),
                   secure ? GRPC_PRIVACY_AND_INTEGRITY : GRPC_SECURITY_NONE));
}

absl::StatusOr<std::unique_ptr<ListeningPort>> ListeningPort::Prepare(
    const std::string& address, const Security& security,
    ClientCertificate client_certificate) {
  ALHF_RETURN_IF_ERROR(CheckListening(address, security));
  ALHF_ASSIGN_OR_RETURN(Address parsed, ParseAddress(address));
  std::shared_ptr<grpc::ServerCredentials> credentials;
  if (parsed.is_unix()) {
    ALHF_RETURN_IF_ERROR(PrepareSocket(address).status());
    credentials = grpc::InsecureServerCredentials();
  } else if (security.tls_folder.empty()) {
    credentials = grpc::experimental::LocalServerCredentials(LOCAL_TCP);
  } else {
    credentials = TlsToListen(security, client_certificate);
  }
  return absl::WrapUnique(
      new ListeningPort(std::move(parsed), std::move(credentials)));
}

void ListeningPort::AddTo(grpc::ServerBuilder& builder) {
  // A second server on the port would take a share of its callers.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddListeningPort(address_.ToString(), credentials_, &port_);
}

absl::StatusOr<std::string> ListeningPort::Bound(
    const grpc::Server* server) const {
  const bool is_unix = address_.is_unix();
  if (server == nullptr ||
      (is_unix && chmod(address_.path.c_str(), 0600) != 0) ||
      (!is_unix && port_ <= 0)) {
    const std::string address = address_.ToString();
    return Error(absl::StatusCode::kInvalidArgument, Reason::ADDRESS_REFUSED,
                 absl::StrCat(address, " cannot be listened on: is it taken?"),
                 {{"address", address}});
  }
  Address bound = address_;
  if (is_unix) {
    // Callers have another working folder.
    bound.path = std::filesystem::absolute(bound.path).string();
  } else {
    bound.port = static_cast<uint16_t>(port_);
  }
  return bound.ToString();
}

std::vector<std::string> NamesOfPeer(const grpc::AuthContext& peer) {
  std::vector<std::string> names;
  for (const grpc::string_ref& name :
       peer.FindPropertyValues(GRPC_X509_SAN_PROPERTY_NAME)) {
    names.emplace_back(name.data(), name.size());
  }
  return names;
}

}  // namespace alhf
