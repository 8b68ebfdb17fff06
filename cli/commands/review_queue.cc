#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/commands/try_out.h"
#include "cli/render_error.h"
#include "cli/render_queue.h"
#include "cli/render_words.h"
#include "cli/review/queue.h"
#include "cli/terminal_text.h"

namespace alhf::cli {
namespace {

constexpr char kReviewer[] = "review";

enum class Next { kItem, kAgain, kEnd };

// One review: asks item by item, and does as it is told.
class Review {
 public:
  Review(const ReviewCommand& command, Session& session)
      : command_(command), session_(session) {}

  absl::StatusOr<ReviewQueue> Read() {
    const auto records = ReadRecords(
        MakeRequest<v1::ListFeedbackRequest>(session_), {0, ""}, session_);
    ALHF_RETURN_IF_ERROR(records.status());
    auto request = MakeRequest<v1::ListLessonsRequest>(session_);
    request.add_states(v1::LESSON_HELD);
    const auto held = ReadLessons(request, {0, ""}, session_);
    ALHF_RETURN_IF_ERROR(held.status());
    return QueueOf({records->records().begin(), records->records().end()},
                   {held->lessons().begin(), held->lessons().end()});
  }

  // Fills in what it would change.
  absl::Status Preview(ReviewItem& item) {
    PreviewReport report;
    std::vector<v1::Lesson> lessons;
    if (item.has_lesson()) {
      lessons.push_back(item.lesson());
    } else {
      auto request = Reassigned(item, item.component());
      ALHF_ASSIGN_OR_RETURN(const v1::PreviewFeedbackResponse preview,
                            session_.client.PreviewFeedback(request));
      lessons.assign(preview.lessons().begin(), preview.lessons().end());
    }
    ALHF_RETURN_IF_ERROR(
        TryOut(lessons, {command_.exchanges, false}, report, session_));
    *item.mutable_exchanges() = std::move(*report.mutable_exchanges());
    item.set_looked_at(report.looked_at());
    return absl::OkStatus();
  }

  absl::Status Run(ReviewQueue queue) {
    const int all = queue.items_size();
    for (int i = 0; i < all; ++i) {
      ReviewItem& item = *queue.mutable_items(i);
      Next next = Next::kAgain;
      while (next == Next::kAgain) {
        ALHF_RETURN_IF_ERROR(Preview(item));
        session_.out << "\n"
                     << session_.out_style.Dim(absl::StrCat(i + 1, " of ", all))
                     << "  " << RenderReviewItem(item, session_.out_style);
        ALHF_ASSIGN_OR_RETURN(next, Decide(item));
      }
      if (next == Next::kEnd) break;
    }
    session_.out << "\n" << Summary(all);
    return absl::OkStatus();
  }

 private:
  // Returns the next line of input; nothing at its end.
  std::optional<std::string> ReadLine(const std::string& prompt) {
    session_.out << prompt << std::flush;
    std::string line;
    if (!std::getline(session_.in, line)) return std::nullopt;
    absl::StripAsciiWhitespace(&line);
    return line;
  }

  absl::StatusOr<Next> Decide(ReviewItem& item) {
    while (true) {
      const auto key = ReadLine(RenderChoices(item, session_.out_style));
      if (!key.has_value() || *key == "q") return Next::kEnd;
      if (*key == "s") return Next::kItem;
      absl::StatusOr<Next> next = Next::kAgain;
      if (*key == "a") {
        next = Counted(Accept(item), accepted_);
      } else if (*key == "d") {
        next = Counted(Discard(item), discarded_);
      } else if (*key == "r") {
        next = Reassign(item);
      } else if (*key == "e") {
        next = Edit(item);
      } else {
        session_.out << "a, e, r, d, s or q\n";
        continue;
      }
      if (next.ok()) return next;
      // The system refuses: the person chooses otherwise.
      if (ReasonOf(next.status()) == Reason::REASON_UNSPECIFIED) return next;
      session_.out << RenderError(
          next.status(),
          {session_.options.address, session_.options.program, ""});
    }
  }

  static absl::StatusOr<Next> Counted(const absl::Status& done, int& count) {
    ALHF_RETURN_IF_ERROR(done);
    ++count;
    return Next::kItem;
  }

  absl::Status Accept(const ReviewItem& item) {
    if (!item.has_lesson()) {
      return Submit(Reassigned(item, item.component())).status();
    }
    v1::Change change;
    change.mutable_accept();
    return Change(item.lesson().id(), std::move(change)).status();
  }

  // What nobody claimed becomes a lesson that was turned down: the log says
  // who saw it.
  absl::Status Discard(const ReviewItem& item) {
    std::vector<v1::Lesson> lessons = {item.lesson()};
    if (!item.has_lesson()) {
      ALHF_ASSIGN_OR_RETURN(lessons, Hold(item));
    }
    for (const v1::Lesson& lesson : lessons) {
      v1::Change change;
      change.mutable_retire()->set_reason(v1::RETIRE_DISCARDED);
      ALHF_RETURN_IF_ERROR(Change(lesson.id(), std::move(change)).status());
    }
    return absl::OkStatus();
  }

  absl::StatusOr<Next> Reassign(const ReviewItem& item) {
    const auto name = ReadLine("to which component? ");
    if (!name.has_value()) return Next::kEnd;
    if (name->empty()) return Next::kAgain;
    ALHF_RETURN_IF_ERROR(Submit(Reassigned(item, *name)).status());
    ++reassigned_;
    return Next::kItem;
  }

  absl::StatusOr<Next> Edit(ReviewItem& item) {
    const auto words = ReadLine("new words: ");
    if (!words.has_value()) return Next::kEnd;
    if (words->empty()) return Next::kAgain;
    if (!item.has_lesson()) {
      ALHF_ASSIGN_OR_RETURN(const std::vector<v1::Lesson> held, Hold(item));
      if (held.empty()) return absl::InternalError("nothing was held");
      *item.mutable_lesson() = held.front();
    }
    v1::Change change;
    change.mutable_revise()->mutable_lesson()->set_text(*words);
    ALHF_ASSIGN_OR_RETURN(*item.mutable_lesson(),
                          Change(item.lesson().id(), std::move(change)));
    item.clear_relations();
    ++edited_;
    return Next::kAgain;
  }

  // The record once more, for `component`; a lesson of another one ends.
  v1::SubmitFeedbackRequest Reassigned(const ReviewItem& item,
                                       const std::string& component) const {
    auto request = MakeRequest<v1::SubmitFeedbackRequest>(session_);
    const v1::FeedbackRecord& taught = item.status().record();
    v1::FeedbackRecord& record = *request.mutable_record();
    record.set_kind(v1::RECORD_REASSIGN);
    record.set_text(item.has_lesson() ? item.lesson().text() : taught.text());
    record.mutable_exchange()->set_id(taught.exchange().id());
    record.mutable_exchange()->set_question(taught.exchange().question());
    record.mutable_exchange()->set_answer(taught.exchange().answer());
    if (item.has_lesson() && item.component() != component) {
      record.add_about_lessons(item.lesson().id());
    }
    record.add_assign_to(component);
    record.set_source(kReviewer);
    request.set_user(session_.options.user);
    return request;
  }

  absl::StatusOr<std::vector<v1::Lesson>> Hold(const ReviewItem& item) {
    auto request = Reassigned(item, item.component());
    request.set_activation(v1::ACTIVATION_HOLD);
    ALHF_ASSIGN_OR_RETURN(const v1::FeedbackStatus status,
                          Submit(std::move(request)));
    return std::vector<v1::Lesson>(status.lessons().begin(),
                                   status.lessons().end());
  }

  absl::StatusOr<v1::FeedbackStatus> Submit(v1::SubmitFeedbackRequest request) {
    if (request.activation() == v1::ACTIVATION_UNSPECIFIED) {
      // A person has looked at it.
      request.set_activation(v1::ACTIVATION_IMMEDIATE);
    }
    request.set_request_id(session_.NewRequestId(""));
    request.set_wait_for(v1::WAIT_FOR_LEARNED);
    ALHF_ASSIGN_OR_RETURN(v1::SubmitFeedbackResponse response,
                          session_.client.SubmitFeedback(request));
    Remember(response.status().position());
    return std::move(*response.mutable_status());
  }

  absl::StatusOr<v1::Lesson> Change(const std::string& lesson,
                                    v1::Change change) {
    auto request = MakeRequest<v1::ChangeLessonRequest>(session_);
    request.set_lesson_id(lesson);
    *request.mutable_change() = std::move(change);
    request.set_request_id(session_.NewRequestId(""));
    request.set_user(session_.options.user);
    request.set_wait_for(v1::WAIT_FOR_LEARNED);
    ALHF_ASSIGN_OR_RETURN(v1::ChangeLessonResponse response,
                          session_.client.ChangeLesson(request));
    Remember(response.position());
    return std::move(*response.mutable_lesson());
  }

  void Remember(const v1::Position& position) {
    session_.positions.Remember(session_.options.address,
                                session_.options.tenant, position);
  }

  std::string Summary(int all) const {
    return absl::StrCat(Count(static_cast<uint64_t>(all), "item"), ": ",
                        accepted_, " accepted, ", edited_, " edited, ",
                        reassigned_, " reassigned, ", discarded_,
                        " discarded\n");
  }

  const ReviewCommand& command_;
  Session& session_;
  int accepted_ = 0;
  int edited_ = 0;
  int reassigned_ = 0;
  int discarded_ = 0;
};

}  // namespace

CommandResult Run(const ReviewCommand& command, Session& session) {
  Review review(command, session);
  ALHF_ASSIGN_OR_RETURN(ReviewQueue queue, review.Read());
  if (session.options.json) {
    for (ReviewItem& item : *queue.mutable_items()) {
      ALHF_RETURN_IF_ERROR(review.Preview(item));
    }
    ALHF_RETURN_IF_ERROR(session.Print(queue, [] { return std::string(); }));
    return ExitCode::kOk;
  }
  if (queue.items().empty()) {
    session.out << "nothing waits for review\n";
    return ExitCode::kOk;
  }
  ALHF_RETURN_IF_ERROR(review.Run(std::move(queue)));
  return ExitCode::kOk;
}

}  // namespace alhf::cli
