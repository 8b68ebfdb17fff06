#include "cli/commands/commands.h"
#include "cli/render_lesson.h"
#include "cli/render_plan.h"

namespace alhf::cli {

CommandResult Run(const ChangeCommand& command, Session& session) {
  auto request = MakeRequest<v1::ChangeLessonRequest>(session);
  request.set_lesson_id(command.lesson);
  *request.mutable_change() = command.change;
  // Of a breadth alone the words stay.
  if (command.change.has_revise() &&
      !command.change.revise().lesson().has_scope()) {
    v1::Lesson* lesson =
        request.mutable_change()->mutable_revise()->mutable_lesson();
    ALHF_ASSIGN_OR_RETURN(
        *lesson->mutable_text(),
        session.ReadText(command.change.revise().lesson().text()));
  }
  request.set_request_id(session.NewRequestId(command.request_id));
  request.set_user(session.options.user);
  request.set_wait_for(command.wait_for);
  ALHF_ASSIGN_OR_RETURN(const v1::ChangeLessonResponse response,
                        session.client.ChangeLesson(request));
  session.positions.Remember(session.options.address, session.options.tenant,
                             response.position());
  ALHF_RETURN_IF_ERROR(session.Print(response, [&] {
    return RenderLessonChange(response, session.out_style);
  }));
  return ExitCode::kOk;
}

CommandResult Run(const LessonCommand& command, Session& session) {
  auto request = MakeRequest<v1::GetLessonRequest>(session);
  request.set_lesson_id(command.lesson);
  ALHF_ASSIGN_OR_RETURN(const v1::Lesson lesson,
                        session.client.GetLesson(request));
  ALHF_RETURN_IF_ERROR(session.Print(
      lesson, [&] { return RenderLesson(lesson, session.out_style); }));
  return ExitCode::kOk;
}

CommandResult Run(const LessonsCommand& command, Session& session) {
  auto request = MakeRequest<v1::ListLessonsRequest>(session);
  request.set_component(command.component);
  request.set_record_id(command.record);
  for (const v1::LessonState state : command.states) request.add_states(state);
  const auto pages = ReadLessons(request, command.list, session);
  ALHF_ASSIGN_OR_RETURN(const v1::ListLessonsResponse response, pages);
  ALHF_RETURN_IF_ERROR(session.Print(response, [&] {
    return RenderLessons({response.lessons().begin(), response.lessons().end()},
                         session.out_style) +
           RenderMissing(response.missing());
  }));
  return ExitCode::kOk;
}

}  // namespace alhf::cli
