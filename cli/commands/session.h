// What every command works with: one call of the program.
//
// Thread safety: none; a session belongs to one thread.
#ifndef ALHF_CLI_COMMANDS_SESSION_H_
#define ALHF_CLI_COMMANDS_SESSION_H_

#include <istream>
#include <ostream>
#include <string>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/random/bit_gen_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "alhf/v1/types.pb.h"
#include "base/clock.h"
#include "base/status.h"
#include "cli/command_line.h"
#include "cli/coordinator_client.h"
#include "cli/position_file.h"
#include "cli/style.h"

namespace alhf::cli {

struct Session {
  const CommonOptions& options;
  CoordinatorClient& client;
  const PositionFile& positions;
  const Clock& clock;
  absl::BitGenRef random;
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  Style out_style;
  Style err_style;
  // Where lines that are typed are kept. Empty: input is no terminal.
  std::string history_file;
  // Of the change that was sent last, for the message of an error.
  std::string request_id;

  // Prints `response` as JSON where --json was given, else `text`.
  absl::Status Print(const google::protobuf::Message& response,
                     absl::FunctionRef<std::string()> text);
  // Prints one message of a stream as a line of JSON.
  absl::Status PrintLine(const google::protobuf::Message& message);

  // Returns `argument`, or where it is "-" what stands on standard input.
  absl::StatusOr<std::string> ReadText(const std::string& argument);

  // Returns `given`, or a new id; errors of the change will name it.
  std::string NewRequestId(const std::string& given);

  // Returns the query that `command` asks for; it sees what this person
  // changed before.
  absl::StatusOr<v1::Query> MakeQuery(const QueryOptions& command);

  // Calls `send`; where a remembered position turns out to be of a log that
  // is no more, forgets it and calls once again without it.
  absl::Status SendQuery(v1::Query* query,
                         absl::FunctionRef<absl::Status()> send);

  // Answers the question of `exchange` once more, asked by the same user at the
  // same time, by the memory as it was at `as_of` (as it is, where the sequence
  // is 0) under `overlay`; records nothing.
  absl::StatusOr<v1::Exchange> AskAgain(const v1::Exchange& exchange,
                                        const v1::Position& as_of,
                                        const v1::Overlay& overlay);

  // Returns the id of the exchange that `name` means: itself, or for "last"
  // and "" the user's last one.
  absl::StatusOr<std::string> FindExchange(const std::string& name);
};

// Returns a request for the session's tenant and agent.
template <typename Request>
Request MakeRequest(const Session& session) {
  Request request;
  request.set_tenant(session.options.tenant);
  request.set_agent(session.options.agent);
  return request;
}

// Returns what stands in the file at `path`. NOT_FOUND: it cannot be read.
absl::StatusOr<std::string> ReadFile(const std::string& path);

// Writes `text` into a new file at `path`, or instead of the one that is there.
//
// INTERNAL: the file cannot be written.
absl::Status WriteFile(const std::string& path, absl::string_view text);

// Returns the rows that `request` asks for, up to `list.limit` of them.
absl::StatusOr<v1::ListExchangesResponse> ReadExchanges(
    const v1::ListExchangesRequest& request, const ListOptions& list,
    Session& session);
absl::StatusOr<v1::ListFeedbackResponse> ReadRecords(
    const v1::ListFeedbackRequest& request, const ListOptions& list,
    Session& session);
absl::StatusOr<v1::ListLessonsResponse> ReadLessons(
    const v1::ListLessonsRequest& request, const ListOptions& list,
    Session& session);
absl::StatusOr<v1::ListAuditResponse> ReadAudit(
    const v1::ListAuditRequest& request, const ListOptions& list,
    Session& session);

}  // namespace alhf::cli

#endif  // ALHF_CLI_COMMANDS_SESSION_H_
