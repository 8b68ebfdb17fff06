#include "coordinator/access/jwk_set.h"

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "base/token.h"
#include "coordinator/access/base64url.h"

namespace alhf::coordinator {
namespace {

using nlohmann::json;

constexpr size_t kFewestBits = 2048;  // RFC 7518, section 3.3

absl::Status Invalid(const std::string& name, absl::string_view what) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               absl::StrCat(name, ": ", what), {{"file", name}});
}

// Returns a member that is a text; empty where it is not there.
std::string TextOf(const json& key, const char* member) {
  const auto found = key.find(member);
  const auto* text =
      found == key.end() ? nullptr : found->get_ptr<const json::string_t*>();
  return text == nullptr ? "" : *text;
}

// Returns the algorithm that `key` is for, empty where it is none of ours.
std::string AlgorithmOf(const json& key) {
  const std::string kind = TextOf(key, "kty");
  std::string algorithm;
  if (kind == "RSA") algorithm = "RS256";
  if (kind == "EC" && TextOf(key, "crv") == "P-256") algorithm = "ES256";
  if (key.contains("alg") && TextOf(key, "alg") != algorithm) return "";
  if (key.contains("use") && TextOf(key, "use") != "sig") return "";
  return algorithm;
}

// Returns the key without what the library has no use for; null where it is no
// key.
std::unique_ptr<cjose_jwk_t, JwkSet::Release> Import(const json& key) {
  json wanted = {{"kty", TextOf(key, "kty")}, {"crv", TextOf(key, "crv")}};
  for (const char* number : {"n", "e", "x", "y"}) {
    if (!key.contains(number)) continue;
    wanted[number] = TextOf(key, number);
    if (!IsBase64Url(TextOf(key, number))) return nullptr;
  }
  const std::string text = wanted.dump();
  cjose_err error{};
  return std::unique_ptr<cjose_jwk_t, JwkSet::Release>(
      cjose_jwk_import(text.data(), text.size(), &error));
}

// Returns what is wrong with `key`; empty where nothing is.
std::string WhatIsWrong(const json& key, const cjose_jwk_t* imported) {
  if (TextOf(key, "kid").empty()) {
    return "it has no kid, by which tokens name it";
  }
  if (imported == nullptr) return "it cannot be read";
  cjose_err error{};
  if (cjose_jwk_get_kty(imported, &error) == CJOSE_JWK_KTY_RSA &&
      cjose_jwk_get_keysize(imported, &error) < kFewestBits) {
    return "an RSA key has 2,048 bits at least";
  }
  return "";
}

// Whoever reads one of these can sign.
bool IsPrivate(const json& key) {
  return key.contains("d") || key.contains("k");
}

}  // namespace

absl::StatusOr<JwkSet> JwkSet::Read(const std::string& path) {
  ALHF_RETURN_IF_ERROR(CheckTrustedFile(path));
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file),
                         std::istreambuf_iterator<char>()};
  if (!file) return Invalid(path, "the file cannot be read");
  return Parse(text, path);
}

absl::StatusOr<JwkSet> JwkSet::Parse(absl::string_view text,
                                     const std::string& name) {
  const json set = json::parse(text.begin(), text.end(), nullptr, false);
  const auto keys = set.find("keys");
  if (keys == set.end() || !keys->is_array()) {
    return Invalid(name, "it is no JWK set: {\"keys\": […]} (RFC 7517)");
  }
  JwkSet result;
  size_t number = 0;
  for (const json& key : *keys) {
    ++number;
    const auto wrong = [&](absl::string_view what) {
      return Invalid(name, absl::StrCat("key ", number, ": ", what));
    };
    if (!key.is_object()) return wrong("it is no key");
    if (IsPrivate(key)) {
      return wrong(
          "it is a private key: give the public ones alone, and have the "
          "issuer make a new one if others are about");
    }
    std::string algorithm = AlgorithmOf(key);
    if (algorithm.empty()) continue;
    auto imported = Import(key);
    const std::string what = WhatIsWrong(key, imported.get());
    if (!what.empty()) return wrong(what);
    if (!result.keys_
             .emplace(TextOf(key, "kid"),
                      Key{std::move(algorithm), std::move(imported)})
             .second) {
      return wrong("another key has its kid");
    }
  }
  if (result.keys_.empty()) {
    return Invalid(name, "it has no key for RS256 (RSA) or ES256 (EC, P-256)");
  }
  return result;
}

const JwkSet::Key* JwkSet::Find(absl::string_view kid) const {
  const auto found = keys_.find(std::string(kid));
  return found == keys_.end() ? nullptr : &found->second;
}

}  // namespace alhf::coordinator
