#include "cli/commands/session.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "cli/json.h"

namespace alhf::cli {
namespace {

// More than any text may have (docs/protocol.md, section 3): that much is
// enough for the coordinator to refuse it.
constexpr size_t kLongestInput = 1 << 20;

bool IsPositionError(const absl::Status& status) {
  const Reason reason = ReasonOf(status);
  return reason == Reason::POSITION_STALE ||
         reason == Reason::POSITION_FOREIGN || reason == Reason::POSITION_AHEAD;
}

// Reads pages from `call` until `list.limit` is reached or there are no more.
// `rows` counts what a response holds.
template <typename Request, typename Response>
absl::StatusOr<Response> ReadPages(
    Request request, const ListOptions& list,
    absl::FunctionRef<absl::StatusOr<Response>(const Request&)> call,
    absl::FunctionRef<int(const Response&)> rows) {
  constexpr int kLargestPage = 1000;
  Response all;
  request.set_page_token(list.page_token);
  while (true) {
    const int left = list.limit == 0 ? kLargestPage : list.limit - rows(all);
    request.set_page_size(std::min(left, kLargestPage));
    ALHF_ASSIGN_OR_RETURN(Response page, call(request));
    request.set_page_token(page.next_page_token());
    const bool last = page.next_page_token().empty();
    all.clear_next_page_token();
    all.MergeFrom(page);
    if (last || (list.limit > 0 && rows(all) >= list.limit)) return all;
  }
}

}  // namespace

absl::Status Session::Print(const google::protobuf::Message& response,
                            absl::FunctionRef<std::string()> text) {
  if (!options.json) {
    out << text();
    return absl::OkStatus();
  }
  ALHF_ASSIGN_OR_RETURN(const std::string json, ToJson(response));
  out << json;
  return absl::OkStatus();
}

absl::Status Session::PrintLine(const google::protobuf::Message& message) {
  ALHF_ASSIGN_OR_RETURN(const std::string json, ToJsonLine(message));
  out << json << std::flush;
  return absl::OkStatus();
}

absl::StatusOr<std::string> Session::ReadText(const std::string& argument) {
  if (argument != "-") return argument;
  std::string text;
  std::array<char, 4096> buffer;
  while (text.size() <= kLongestInput && in.good()) {
    in.read(buffer.data(), buffer.size());
    text.append(buffer.data(), static_cast<size_t>(in.gcount()));
  }
  if (text.size() > kLongestInput) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::FIELD_TOO_LARGE,
                 "standard input holds more than 1 MiB: send less");
  }
  absl::StripAsciiWhitespace(&text);
  if (!IsUtf8(text)) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::INVALID_UTF8,
                 "standard input is not UTF-8 text: convert it, e.g. by iconv");
  }
  return text;
}

std::string Session::NewRequestId(const std::string& given) {
  request_id = given.empty() ? RandomId("cli-", random) : given;
  return request_id;
}

absl::StatusOr<v1::Query> Session::MakeQuery(const QueryOptions& command) {
  v1::Query query;
  ALHF_ASSIGN_OR_RETURN(*query.mutable_text(), ReadText(command.text));
  query.set_user(options.user);
  query.set_time_zone(command.time_zone);
  if (command.now.has_value()) *query.mutable_now() = ToProto(*command.now);
  if (command.as_of.has_value()) {
    // The place of the log as it is now, moved back to the sequence.
    ALHF_ASSIGN_OR_RETURN(
        const v1::GetStatusResponse status,
        client.GetStatus(MakeRequest<v1::GetStatusRequest>(*this)));
    *query.mutable_as_of() = status.position();
    query.mutable_as_of()->set_sequence(*command.as_of);
  } else if (const auto seen =
                 positions.Recall(options.address, options.tenant)) {
    *query.mutable_min_position() = *seen;
  }
  return query;
}

absl::Status Session::SendQuery(v1::Query* query,
                                absl::FunctionRef<absl::Status()> send) {
  const absl::Status status = send();
  if (!IsPositionError(status) || !query->has_min_position()) return status;
  const auto now = client.GetStatus(MakeRequest<v1::GetStatusRequest>(*this));
  const v1::Position& seen = query->min_position();
  const bool exists =
      !now.ok() || (now->position().log_id() == seen.log_id() &&
                    now->position().epoch() == seen.epoch() &&
                    now->position().sequence() >= seen.sequence());
  if (exists) return status;
  positions.Forget(options.address, options.tenant);
  query->clear_min_position();
  return send();
}

absl::StatusOr<v1::Exchange> Session::AskAgain(const v1::Exchange& exchange,
                                               const v1::Position& as_of,
                                               const v1::Overlay& overlay) {
  auto request = MakeRequest<v1::AskRequest>(*this);
  request.set_agent(exchange.agent());
  v1::Query& query = *request.mutable_query();
  query.set_text(exchange.question());
  query.set_user(exchange.user());
  query.set_conversation_id(exchange.conversation_id());
  *query.mutable_labels() = exchange.labels();
  *query.mutable_now() = exchange.time();
  query.set_dry_run(true);
  query.set_what_if(true);
  if (as_of.sequence() > 0) *query.mutable_as_of() = as_of;
  *query.mutable_overlay() = overlay;
  v1::Exchange answer;
  ALHF_RETURN_IF_ERROR(client.Ask(request, [&](const v1::AskEvent& event) {
    if (event.has_answer()) answer = event.answer();
  }));
  return answer;
}

absl::StatusOr<std::string> Session::FindExchange(const std::string& name) {
  if (!name.empty() && name != "last") return name;
  auto request = MakeRequest<v1::GetExchangeRequest>(*this);
  request.set_exchange_id("last");
  request.set_user(options.user);
  const auto exchange = client.GetExchange(request);
  if (ReasonOf(exchange.status()) == Reason::EXCHANGE_NOT_FOUND) {
    return Error(
        absl::StatusCode::kNotFound, Reason::EXCHANGE_NOT_FOUND,
        absl::StrCat("user ", options.user, " has asked nothing yet in tenant ",
                     options.tenant),
        {{"user", options.user}, {"tenant", options.tenant}});
  }
  ALHF_RETURN_IF_ERROR(exchange.status());
  return exchange->id();
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  if (!file || file.bad()) {
    return absl::NotFoundError(absl::StrCat(path, " cannot be read"));
  }
  return text.str();
}

absl::Status WriteFile(const std::string& path, absl::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  return file ? absl::OkStatus()
              : absl::InternalError(absl::StrCat(path, " cannot be written"));
}

absl::StatusOr<v1::ListExchangesResponse> ReadExchanges(
    const v1::ListExchangesRequest& request, const ListOptions& list,
    Session& session) {
  return ReadPages<v1::ListExchangesRequest, v1::ListExchangesResponse>(
      request, list,
      [&](const v1::ListExchangesRequest& page) {
        return session.client.ListExchanges(page);
      },
      [](const v1::ListExchangesResponse& page) {
        return page.exchanges_size();
      });
}

absl::StatusOr<v1::ListFeedbackResponse> ReadRecords(
    const v1::ListFeedbackRequest& request, const ListOptions& list,
    Session& session) {
  return ReadPages<v1::ListFeedbackRequest, v1::ListFeedbackResponse>(
      request, list,
      [&](const v1::ListFeedbackRequest& page) {
        return session.client.ListFeedback(page);
      },
      [](const v1::ListFeedbackResponse& page) { return page.records_size(); });
}

absl::StatusOr<v1::ListLessonsResponse> ReadLessons(
    const v1::ListLessonsRequest& request, const ListOptions& list,
    Session& session) {
  return ReadPages<v1::ListLessonsRequest, v1::ListLessonsResponse>(
      request, list,
      [&](const v1::ListLessonsRequest& page) {
        return session.client.ListLessons(page);
      },
      [](const v1::ListLessonsResponse& page) { return page.lessons_size(); });
}

absl::StatusOr<v1::ListAuditResponse> ReadAudit(
    const v1::ListAuditRequest& request, const ListOptions& list,
    Session& session) {
  return ReadPages<v1::ListAuditRequest, v1::ListAuditResponse>(
      request, list,
      [&](const v1::ListAuditRequest& page) {
        return session.client.ListAudit(page);
      },
      [](const v1::ListAuditResponse& page) { return page.entries_size(); });
}

}  // namespace alhf::cli
