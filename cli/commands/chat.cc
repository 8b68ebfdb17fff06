#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/text.h"
#include "cli/commands/ask.h"
#include "cli/commands/commands.h"
#include "cli/line_reader.h"
#include "cli/render_error.h"

namespace alhf::cli {
namespace {

constexpr char kHelp[] =
    "a line is a question; a line that starts with ! says what was wrong with "
    "the answer above, or how it should be; /quit or Ctrl-D ends\n";
// Of a query: docs/protocol.md, section 3.
constexpr int kMostTurns = 8;

class Chat {
 public:
  explicit Chat(Session& session)
      : session_(session), conversation_(RandomId("c-", session.random)) {}

  // False: the person is done.
  bool Take(const std::string& line) {
    if (line.empty()) return true;
    if (line == "/quit" || line == "/exit") return false;
    absl::string_view words = line;
    if (line == "/help") {
      session_.out << kHelp;
    } else if (absl::ConsumePrefix(&words, "!")) {
      Say(std::string(absl::StripAsciiWhitespace(words)));
    } else {
      Ask(line);
    }
    return true;
  }

 private:
  void Ask(const std::string& question) {
    auto request = MakeRequest<v1::AskRequest>(session_);
    QueryOptions options;
    options.text = question;
    auto query = session_.MakeQuery(options);
    if (!query.ok()) return Show(query.status());
    *request.mutable_query() = *std::move(query);
    request.mutable_query()->set_text(question);  // also where it is "-"
    request.mutable_query()->set_conversation_id(conversation_);
    for (const v1::Turn& turn : turns_)
      *request.mutable_query()->add_turns() = turn;
    const auto answer = AskAndShow(std::move(request), session_);
    if (!answer.ok()) return Show(answer.status());
    exchange_ = answer->id();
    v1::Turn turn;
    turn.set_question(question);
    turn.set_answer(answer->answer());
    turns_.push_back(std::move(turn));
    if (turns_.size() > kMostTurns) turns_.erase(turns_.begin());
  }

  void Say(const std::string& words) {
    if (exchange_.empty()) {
      session_.err << "there is no answer above: ask something first\n";
      return;
    }
    FeedbackCommand feedback;
    feedback.text = words;
    feedback.exchange = exchange_;
    const CommandResult result = Run(feedback, session_);
    if (!result.ok()) Show(result.status());
  }

  void Show(const absl::Status& error) {
    session_.out.flush();
    session_.err << RenderError(
        error, {session_.options.address, session_.options.program,
                session_.request_id});
  }

  Session& session_;
  const std::string conversation_;
  // The answer above. Empty: none yet.
  std::string exchange_;
  std::vector<v1::Turn> turns_;
};

}  // namespace

CommandResult Run(const ChatCommand&, Session& session) {
  const auto lines = MakeLineReader(session.in, session.history_file);
  if (!session.history_file.empty()) session.out << kHelp;
  Chat chat(session);
  while (const auto line = lines->Read("> ")) {
    if (!chat.Take(*line)) break;
  }
  return ExitCode::kOk;
}

}  // namespace alhf::cli
