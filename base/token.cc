#include "base/token.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "base/text.h"

namespace alhf {
namespace {

constexpr size_t kShortest = 16;
constexpr size_t kLongest = 1024;

absl::Status BadFile(const std::string& path, absl::string_view why) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               absl::StrCat("the secret in ", path, " is not used: ", why),
               {{"file", path}});
}

}  // namespace

absl::Status CheckSecretFile(const std::string& path) {
  struct stat entry {};
  if (::stat(path.c_str(), &entry) != 0) {
    return BadFile(path,
                   absl::StrCat("the file cannot be read: ", strerror(errno)));
  }
  if (!S_ISREG(entry.st_mode)) return BadFile(path, "it is no file");
  if (entry.st_uid != ::geteuid() && entry.st_uid != 0) {
    return BadFile(path, "the file belongs to another user");
  }
  if ((entry.st_mode & 077) != 0) {
    return BadFile(path,
                   absl::StrCat("others can read the file: chmod 600 ", path,
                                ", and make a new secret if others are about"));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadTokenFile(const std::string& path) {
  ALHF_RETURN_IF_ERROR(CheckSecretFile(path));
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file),
                         std::istreambuf_iterator<char>()};
  if (!file) return BadFile(path, "the file cannot be read");
  std::string token(absl::StripAsciiWhitespace(text));
  if (token.size() < kShortest || token.size() > kLongest ||
      !std::all_of(token.begin(), token.end(), absl::ascii_isgraph)) {
    return BadFile(path, absl::StrCat("a token is one line of ", kShortest,
                                      " to ", kLongest,
                                      " visible ASCII characters, e.g. from "
                                      "openssl rand -hex 32"));
  }
  return token;
}

absl::string_view BearerToken(absl::string_view header) {
  const absl::string_view bearer = kBearer;
  if (!absl::StartsWithIgnoreCase(header, bearer)) return {};
  return absl::StripAsciiWhitespace(header.substr(bearer.size()));
}

bool SameSecret(absl::string_view a, absl::string_view b) {
  // Digests have one length, whatever the secrets have.
  const std::string x = Sha256(a);
  const std::string y = Sha256(b);
  return CRYPTO_memcmp(x.data(), y.data(), x.size()) == 0;
}

}  // namespace alhf
