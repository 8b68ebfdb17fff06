// What keeps the memory, and what ends it: rebuild, backup, erase.
#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/commands/commands.h"
#include "cli/terminal_text.h"

namespace alhf::cli {
namespace {

std::string Counted(uint64_t count, absl::string_view one) {
  return absl::StrCat(count, " ", one, count == 1 ? "" : "s");
}

std::string RenderErasure(const v1::EraseResponse& response, bool done) {
  std::string text = absl::StrCat(
      done ? "erased: " : "would be erased: ",
      Counted(response.records(), "record"), ", ",
      Counted(response.lessons(), "lesson"), ", ",
      Counted(response.exchanges(), "exchange"), ", words in the log at ",
      Counted(response.entries(), "position"), "\n");
  if (!done) return absl::StrCat(text, "nothing was erased: add --yes\n");
  if (!response.pending().empty()) {
    absl::StrAppend(
        &text, "not confirmed yet: ", absl::StrJoin(response.pending(), ", "),
        " (done when alhf components shows position ",
        response.position().sequence(), ")\n");
  }
  return text;
}

}  // namespace

CommandResult Run(const RebuildCommand& command, Session& session) {
  auto request = MakeRequest<v1::RebuildComponentRequest>(session);
  request.set_component(command.component);
  ALHF_ASSIGN_OR_RETURN(const v1::RebuildComponentResponse response,
                        session.client.RebuildComponent(request));
  ALHF_RETURN_IF_ERROR(session.Print(response, [&] {
    return absl::StrCat(OneLine(command.component),
                        " is rebuilt; done when alhf components shows "
                        "position ",
                        response.position().sequence(), "\n");
  }));
  return ExitCode::kOk;
}

CommandResult Run(const BackupCommand& command, Session& session) {
  auto request = MakeRequest<v1::BackupRequest>(session);
  request.set_folder(std::filesystem::absolute(command.folder).string());
  ALHF_ASSIGN_OR_RETURN(const v1::BackupResponse response,
                        session.client.Backup(request));
  ALHF_RETURN_IF_ERROR(session.Print(response, [&] {
    return absl::StrCat(OneLine(request.folder()), ": ",
                        Counted(response.tenants(), "tenant"), ", ",
                        response.entries(), " entries\n");
  }));
  return ExitCode::kOk;
}

CommandResult Run(const EraseCommand& command, Session& session) {
  auto request = MakeRequest<v1::EraseRequest>(session);
  if (!command.record.empty()) {
    request.set_record_id(command.record);
  } else if (!command.user.empty()) {
    request.set_user(command.user);
  } else {
    request.set_everything(command.everything);
  }
  request.set_dry_run(!command.yes);
  ALHF_ASSIGN_OR_RETURN(const v1::EraseResponse response,
                        session.client.Erase(request));
  ALHF_RETURN_IF_ERROR(session.Print(
      response, [&] { return RenderErasure(response, command.yes); }));
  return ExitCode::kOk;
}

}  // namespace alhf::cli
