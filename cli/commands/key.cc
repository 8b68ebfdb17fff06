#include <openssl/rand.h>

#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "alhf/config/v1/keys.pb.h"
#include "base/status.h"
#include "base/text.h"
#include "cli/commands/commands.h"

namespace alhf::cli {
namespace {

constexpr size_t kKeyBytes = 32;

// Returns 256 random bits in letters, after a mark by which scanners of
// repositories find a key that was left there.
absl::StatusOr<std::string> NewKey() {
  std::string bytes(kKeyBytes, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), kKeyBytes) !=
      1) {
    return absl::InternalError("the system gives no random bytes");
  }
  return absl::StrCat("alhf_", absl::WebSafeBase64Escape(bytes));
}

// Returns the key's line: textproto, and nothing that tells the key.
absl::StatusOr<std::string> LineOf(const KeyNewCommand& command,
                                   const Session& session,
                                   const std::string& key) {
  config::v1::Keys keys;
  config::v1::Key& line = *keys.add_key();
  config::v1::Role role = config::v1::ROLE_UNSPECIFIED;
  if (!config::v1::Role_Parse(absl::AsciiStrToUpper(command.role), &role)) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::FIELD_INVALID,
                 absl::StrCat("no role is called '", command.role, "'"));
  }
  line.set_id(command.id.empty() ? RandomId("k-", session.random) : command.id);
  line.set_sha256(absl::BytesToHexString(Sha256(key)));
  line.set_role(role);
  const bool person = role == config::v1::READER ||
                      role == config::v1::MEMBER ||
                      role == config::v1::EXPERT || role == config::v1::ADMIN;
  if (person || role == config::v1::AGENT) {
    line.add_tenant(command.every_tenant ? "*" : session.options.tenant);
  }
  if (person) line.set_user(session.options.user);
  *line.mutable_component() = {command.components.begin(),
                               command.components.end()};
  return std::string(absl::StripAsciiWhitespace(keys.ShortDebugString()));
}

}  // namespace

CommandResult Run(const KeyNewCommand& command, Session& session) {
  ALHF_ASSIGN_OR_RETURN(const std::string key, NewKey());
  ALHF_ASSIGN_OR_RETURN(const std::string line, LineOf(command, session, key));
  if (session.options.json) {
    session.out << nlohmann::json({{"key", key}, {"line", line}}).dump()
                << "\n";
    return ExitCode::kOk;
  }
  session.out << "The key, which is shown this once. Its owner keeps it in a "
                 "file of mode 0600:\n\n"
              << key
              << "\n\nIts line for the coordinator's keys_file, which needs no "
                 "restart:\n\n"
              << line << "\n";
  return ExitCode::kOk;
}

}  // namespace alhf::cli
