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
constexpr size_t kLongest = 8192;  // a JWT has some hundred

absl::Status BadFile(const std::string& path, absl::string_view why) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               absl::StrCat(path, " is not used: ", why), {{"file", path}});
}

// `may_not`: what others may not do, as bits of the mode; `otherwise`: what to
// do where they may.
absl::Status CheckFile(const std::string& path, mode_t may_not,
                       absl::string_view otherwise) {
  struct stat entry {};
  if (::stat(path.c_str(), &entry) != 0) {
    return BadFile(path,
                   absl::StrCat("the file cannot be read: ", strerror(errno)));
  }
  if (!S_ISREG(entry.st_mode)) return BadFile(path, "it is no file");
  if (entry.st_uid != ::geteuid() && entry.st_uid != 0) {
    return BadFile(path, "the file belongs to another user");
  }
  if ((entry.st_mode & may_not) != 0) return BadFile(path, otherwise);
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckSecretFile(const std::string& path) {
  return CheckFile(
      path, 077,
      absl::StrCat("others can read the secret in the file: chmod 600 ", path,
                   ", and make a new secret if others are about"));
}

absl::Status CheckTrustedFile(const std::string& path) {
  return CheckFile(path, 022,
                   absl::StrCat("others can change the file, which says who "
                                "gets in: chmod go-w ",
                                path));
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
