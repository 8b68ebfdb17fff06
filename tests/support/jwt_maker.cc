#include "tests/support/jwt_maker.h"

#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace alhf::testing {
namespace {

constexpr int kHalf = 32;  // of a signature of P-256, in bytes

std::string Base64(absl::string_view bytes) {
  return absl::WebSafeBase64Escape(bytes);
}

EVP_PKEY* Generate(JwtMaker::Kind kind) {
  switch (kind) {
    case JwtMaker::Kind::kRsa:
      return EVP_RSA_gen(2048);
    case JwtMaker::Kind::kShortRsa:
      return EVP_RSA_gen(1024);
    case JwtMaker::Kind::kP256:
      break;
  }
  return EVP_EC_gen("P-256");
}

// Returns a signature of ECDSA as a JWS has it: r and s, one after the other
// (RFC 7518, section 3.4).
std::string RawOf(const std::string& der) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  ECDSA_SIG* const signature =
      d2i_ECDSA_SIG(nullptr, &bytes, static_cast<int64_t>(der.size()));
  std::string raw(2 * kHalf, '\0');
  auto* const out = reinterpret_cast<unsigned char*>(raw.data());
  EXPECT_EQ(BN_bn2binpad(ECDSA_SIG_get0_r(signature), out, kHalf), kHalf);
  EXPECT_EQ(BN_bn2binpad(ECDSA_SIG_get0_s(signature), out + kHalf, kHalf),
            kHalf);
  ECDSA_SIG_free(signature);
  return raw;
}

}  // namespace

JwtMaker::JwtMaker(Kind kind, std::string kid)
    : kid_(std::move(kid)),
      algorithm_(kind == Kind::kP256 ? "ES256" : "RS256"),
      key_(Generate(kind)) {
  EXPECT_NE(key_, nullptr);
}

std::string JwtMaker::Number(const char* name) const {
  BIGNUM* number = nullptr;
  EXPECT_EQ(EVP_PKEY_get_bn_param(key_.get(), name, &number), 1) << name;
  std::string bytes(BN_num_bytes(number), '\0');
  BN_bn2bin(number, reinterpret_cast<unsigned char*>(bytes.data()));
  BN_free(number);
  // A coordinate has its full length (RFC 7518, section 6.2.1.2).
  if (algorithm_ == "ES256") bytes.insert(0, kHalf - bytes.size(), '\0');
  return Base64(bytes);
}

std::string JwtMaker::Jwk(bool with_private) const {
  std::string jwk = absl::StrCat(R"({"kid":")", kid_, R"(","use":"sig",)");
  if (algorithm_ == "ES256") {
    absl::StrAppend(&jwk, R"("kty":"EC","crv":"P-256","x":")",
                    Number(OSSL_PKEY_PARAM_EC_PUB_X), R"(","y":")",
                    Number(OSSL_PKEY_PARAM_EC_PUB_Y), "\"");
    if (with_private) {
      absl::StrAppend(&jwk, R"(,"d":")", Number(OSSL_PKEY_PARAM_PRIV_KEY),
                      "\"");
    }
  } else {
    absl::StrAppend(&jwk, R"("kty":"RSA","n":")", Number(OSSL_PKEY_PARAM_RSA_N),
                    R"(","e":")", Number(OSSL_PKEY_PARAM_RSA_E), "\"");
    if (with_private) {
      absl::StrAppend(&jwk, R"(,"d":")", Number(OSSL_PKEY_PARAM_RSA_D), "\"");
    }
  }
  return jwk + "}";
}

std::string JwtMaker::Token(absl::string_view claims) const {
  return Sign(absl::StrCat(R"({"typ":"JWT","alg":")", algorithm_,
                           R"(","kid":")", kid_, R"("})"),
              claims);
}

std::string JwtMaker::Sign(absl::string_view header,
                           absl::string_view claims) const {
  const std::string text = absl::StrCat(Base64(header), ".", Base64(claims));
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  EVP_MD_CTX* const context = EVP_MD_CTX_new();
  size_t size = 0;
  EXPECT_EQ(
      EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key_.get()),
      1);
  EXPECT_EQ(EVP_DigestSign(context, nullptr, &size, bytes, text.size()), 1);
  std::string signature(size, '\0');
  EXPECT_EQ(EVP_DigestSign(context,
                           reinterpret_cast<unsigned char*>(signature.data()),
                           &size, bytes, text.size()),
            1);
  signature.resize(size);
  EVP_MD_CTX_free(context);
  return TokenOf(header, claims,
                 algorithm_ == "ES256" ? RawOf(signature) : signature);
}

std::string JwtMaker::PublicPem() const {
  BIO* const memory = BIO_new(BIO_s_mem());
  EXPECT_EQ(PEM_write_bio_PUBKEY(memory, key_.get()), 1);
  char* text = nullptr;
  const int64_t size = BIO_get_mem_data(memory, &text);
  std::string pem(text, size);
  BIO_free(memory);
  return pem;
}

std::string JwksOf(const std::vector<const JwtMaker*>& makers) {
  return absl::StrCat(
      R"({"keys":[)",
      absl::StrJoin(makers, ",",
                    [](std::string* out, const JwtMaker* maker) {
                      absl::StrAppend(out, maker->Jwk());
                    }),
      "]}");
}

std::string TokenOf(absl::string_view header, absl::string_view claims,
                    absl::string_view signature) {
  return absl::StrCat(Base64(header), ".", Base64(claims), ".",
                      Base64(signature));
}

std::string SignWithSecret(absl::string_view header, absl::string_view claims,
                           absl::string_view secret) {
  const std::string text = absl::StrCat(Base64(header), ".", Base64(claims));
  std::string code(EVP_MAX_MD_SIZE, '\0');
  unsigned int size = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(),
       reinterpret_cast<unsigned char*>(code.data()), &size);
  code.resize(size);
  return TokenOf(header, claims, code);
}

}  // namespace alhf::testing
