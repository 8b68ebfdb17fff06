#include <curl/curl.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "alhf/sdk/model/http_client.h"
#include "base/mutex.h"
#include "base/status.h"

namespace alhf::sdk {
namespace {

using EasyPtr = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using ListPtr = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;
using UrlPtr = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

// Connecting is quick or hopeless.
constexpr absl::Duration kConnectTimeout = absl::Seconds(10);
// Idle connections that are kept.
constexpr size_t kMaxIdle = 8;

std::string PartOf(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return "";
  std::string result(text);
  curl_free(text);
  return result;
}

// The URL as an error may show it: no user, password or query.
std::string Shown(absl::string_view url) {
  const UrlPtr parsed(curl_url(), &curl_url_cleanup);
  curl_url_set(parsed.get(), CURLUPART_URL, std::string(url).c_str(), 0);
  for (const CURLUPart part :
       {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_QUERY}) {
    curl_url_set(parsed.get(), part, nullptr, 0);
  }
  return PartOf(parsed.get(), CURLUPART_URL);
}

absl::Status Unavailable(const HttpRequest& request, absl::string_view why) {
  const std::string url = Shown(request.url);
  return Error(absl::StatusCode::kUnavailable, Reason::MODEL_UNAVAILABLE,
               absl::StrCat(url, ": ", why), {{"url", url}});
}

// One call under way.
class Transfer {
 public:
  explicit Transfer(const HttpRequest& request, CURL* easy)
      : request_(request), easy_(easy) {}

  absl::StatusOr<HttpResponse> Perform();

 private:
  void Prepare();
  bool Take(size_t bytes);
  absl::Status Failure(CURLcode code) const;
  static size_t OnHeader(char* data, size_t, size_t size, void* self);
  static size_t OnBody(char* data, size_t, size_t size, void* self);
  static int OnProgress(void* self, curl_off_t, curl_off_t, curl_off_t,
                        curl_off_t);

  const HttpRequest& request_;
  CURL* const easy_;
  HttpResponse response_;
  size_t bytes_ = 0;
  bool too_large_ = false;
  bool cancelled_ = false;
  char error_[CURL_ERROR_SIZE] = "";
};

void Transfer::Prepare() {
  curl_easy_reset(easy_);
  const auto set = [this](auto option, auto value) {
    curl_easy_setopt(easy_, option, value);
  };
  set(CURLOPT_URL, request_.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_POST, 1L);
  set(CURLOPT_POSTFIELDS, request_.body.data());
  set(CURLOPT_POSTFIELDSIZE_LARGE,
      static_cast<curl_off_t>(request_.body.size()));
  set(CURLOPT_TIMEOUT_MS,
      static_cast<long>(absl::ToInt64Milliseconds(request_.timeout)));
  set(CURLOPT_CONNECTTIMEOUT_MS,
      static_cast<long>(absl::ToInt64Milliseconds(
          std::min(kConnectTimeout, request_.timeout))));
  set(CURLOPT_ERRORBUFFER, error_);
  set(CURLOPT_HEADERFUNCTION, &OnHeader);
  set(CURLOPT_HEADERDATA, this);
  set(CURLOPT_WRITEFUNCTION, &OnBody);
  set(CURLOPT_WRITEDATA, this);
  if (request_.cancelled) {
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &OnProgress);
    set(CURLOPT_XFERINFODATA, this);
  }
  if (IsLoopbackUrl(request_.url)) set(CURLOPT_NOPROXY, "*");
}

bool Transfer::Take(size_t bytes) {
  bytes_ += bytes;
  too_large_ = bytes_ > request_.max_bytes;
  return !too_large_;
}

size_t Transfer::OnHeader(char* data, size_t, size_t size, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  if (!transfer.Take(size)) return 0;
  const absl::string_view line(data, size);
  // An interim response (100) has headers of its own.
  if (absl::StartsWith(line, "HTTP/")) transfer.response_.headers.clear();
  const size_t colon = line.find(':');
  if (colon == absl::string_view::npos) return size;
  transfer.response_.headers[absl::AsciiStrToLower(line.substr(0, colon))] =
      std::string(absl::StripAsciiWhitespace(line.substr(colon + 1)));
  return size;
}

size_t Transfer::OnBody(char* data, size_t, size_t size, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  if (!transfer.Take(size)) return 0;
  long status = 0;
  curl_easy_getinfo(transfer.easy_, CURLINFO_RESPONSE_CODE, &status);
  if (transfer.request_.on_data && status / 100 == 2) {
    transfer.cancelled_ = !transfer.request_.on_data({data, size});
    return transfer.cancelled_ ? 0 : size;
  }
  transfer.response_.body.append(data, size);
  return size;
}

int Transfer::OnProgress(void* self, curl_off_t, curl_off_t, curl_off_t,
                         curl_off_t) {
  auto& transfer = *static_cast<Transfer*>(self);
  transfer.cancelled_ = transfer.request_.cancelled();
  return transfer.cancelled_ ? 1 : 0;
}

absl::Status Transfer::Failure(CURLcode code) const {
  if (too_large_) {
    return Error(absl::StatusCode::kResourceExhausted,
                 Reason::MODEL_ANSWER_INVALID,
                 absl::StrCat(Shown(request_.url),
                              ": the response is larger "
                              "than ",
                              request_.max_bytes, " bytes"),
                 {{"max_bytes", absl::StrCat(request_.max_bytes)}});
  }
  if (cancelled_) return absl::CancelledError("the caller has gone");
  const std::string why = *error_ != '\0' ? error_ : curl_easy_strerror(code);
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return Error(absl::StatusCode::kDeadlineExceeded, Reason::DEADLINE,
                   absl::StrCat(Shown(request_.url), ": no answer within ",
                                absl::FormatDuration(request_.timeout)));
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
      return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
                   absl::StrCat("not a URL of http or https: ", why));
    default:
      return Unavailable(request_, why);
  }
}

absl::StatusOr<HttpResponse> Transfer::Perform() {
  if (request_.timeout < absl::Milliseconds(1)) {
    return Failure(CURLE_OPERATION_TIMEDOUT);
  }
  Prepare();
  // "Expect:" off: no second of waiting for "100 Continue".
  ListPtr headers(curl_slist_append(nullptr, "Expect:"), &curl_slist_free_all);
  for (const auto& [name, value] : request_.headers) {
    curl_slist_append(headers.get(), absl::StrCat(name, ": ", value).c_str());
  }
  curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, headers.get());
  const CURLcode code = curl_easy_perform(easy_);
  if (code != CURLE_OK) return Failure(code);
  long status = 0;
  curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
  response_.status = static_cast<int>(status);
  return std::move(response_);
}

// A handle has connections that stay open; it serves one call at a time.
class CurlHttpClient final : public HttpClient {
 public:
  CurlHttpClient() {
    // Once a process, before the first handle; curl has no other way.
    static const CURLcode kStarted = curl_global_init(CURL_GLOBAL_DEFAULT);
    static_cast<void>(kStarted);
  }

  absl::StatusOr<HttpResponse> Post(const HttpRequest& request) override {
    EasyPtr easy = Take();
    if (easy == nullptr) return Unavailable(request, "no memory for a call");
    auto response = Transfer(request, easy.get()).Perform();
    GiveBack(std::move(easy));
    return response;
  }

 private:
  EasyPtr Take() {
    MutexLock lock(mutex_);
    if (idle_.empty()) return {curl_easy_init(), &curl_easy_cleanup};
    EasyPtr easy = std::move(idle_.back());
    idle_.pop_back();
    return easy;
  }
  void GiveBack(EasyPtr easy) {
    MutexLock lock(mutex_);
    if (idle_.size() < kMaxIdle) idle_.push_back(std::move(easy));
  }

  Mutex mutex_;
  std::vector<EasyPtr> idle_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

std::unique_ptr<HttpClient> MakeHttpClient() {
  return std::make_unique<CurlHttpClient>();
}

bool IsLoopbackUrl(absl::string_view url) {
  const UrlPtr parsed(curl_url(), &curl_url_cleanup);
  if (curl_url_set(parsed.get(), CURLUPART_URL, std::string(url).c_str(), 0) !=
      CURLUE_OK) {
    return false;
  }
  const std::string scheme = PartOf(parsed.get(), CURLUPART_SCHEME);
  const std::string host = PartOf(parsed.get(), CURLUPART_HOST);
  if (scheme != "http" && scheme != "https") return false;
  // Digits and dots only: "127.0.0.1.example" is anybody.
  const bool address =
      host.find_first_not_of("0123456789.") == std::string::npos;
  return absl::EqualsIgnoreCase(host, "localhost") || host == "[::1]" ||
         (address && absl::StartsWith(host, "127."));
}

}  // namespace alhf::sdk
