#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "cli/commands/commands.h"
#include "cli/json.h"
#include "cli/progress_bar.h"
#include "cli/render_transfer.h"
#include "cli/transfer/export_lines.h"
#include "cli/transfer/transfer.pb.h"

namespace alhf::cli {
namespace {

// Of one request: well below what a message may have.
constexpr int kBatchRecords = 64;
constexpr size_t kBatchBytes = 2 << 20;

absl::Status CannotWrite(const std::string& path) {
  return absl::InternalError(absl::StrCat(path, " cannot be written"));
}

// Lessons in the words of this record: one that it says again is counted with
// the record that said it first.
uint64_t CountOwn(const v1::FeedbackStatus& status) {
  return static_cast<uint64_t>(
      absl::c_count_if(status.lessons(), [&](const v1::Lesson& lesson) {
        return lesson.sources().empty() ||
               lesson.sources(0).record_id() == status.record().id();
      }));
}

// Writes the lines of one export.
class Export {
 public:
  Export(const std::string& path, Session& session)
      : path_(path), file_(path, std::ios::binary), session_(session) {}

  absl::StatusOr<TransferReport> Run() {
    ALHF_ASSIGN_OR_RETURN(
        const v1::GetStatusResponse status,
        session_.client.GetStatus(MakeRequest<v1::GetStatusRequest>(session_)));
    ExportLine line;
    line.mutable_header()->set_format(kExportFormat);
    line.mutable_header()->set_tenant(session_.options.tenant);
    line.mutable_header()->set_version(status.version());
    *line.mutable_header()->mutable_position() = status.position();
    *line.mutable_header()->mutable_time() = ToProto(session_.clock.Now());
    ALHF_RETURN_IF_ERROR(Write(line));
    ALHF_RETURN_IF_ERROR(WriteExchanges());
    ALHF_RETURN_IF_ERROR(WriteRecords());
    file_.close();
    if (!file_) return CannotWrite(path_);
    return report_;
  }

 private:
  absl::Status Write(const ExportLine& line) {
    ALHF_ASSIGN_OR_RETURN(const std::string json, ToJsonLine(line));
    file_ << json;
    return file_ ? absl::OkStatus() : CannotWrite(path_);
  }

  absl::Status WriteExchanges() {
    const auto listed = ReadExchanges(
        MakeRequest<v1::ListExchangesRequest>(session_), {0, ""}, session_);
    ALHF_RETURN_IF_ERROR(listed.status());
    for (int i = listed->exchanges_size() - 1; i >= 0; --i) {
      auto request = MakeRequest<v1::GetExchangeRequest>(session_);
      request.set_exchange_id(listed->exchanges(i).id());
      ExportLine line;
      ALHF_ASSIGN_OR_RETURN(*line.mutable_exchange(),
                            session_.client.GetExchange(request));
      ALHF_RETURN_IF_ERROR(Write(line));
      report_.set_exchanges(report_.exchanges() + 1);
    }
    return absl::OkStatus();
  }

  // Lessons that no assignment names: an edit made them.
  absl::Status ReadEdited(const v1::ListFeedbackResponse& records,
                          std::multimap<std::string, v1::Lesson>& edited) {
    std::set<std::string> assigned;
    for (const v1::FeedbackStatus& status : records.records()) {
      for (const v1::Lesson& lesson : status.lessons()) {
        assigned.insert(lesson.id());
      }
    }
    const auto lessons = ReadLessons(
        MakeRequest<v1::ListLessonsRequest>(session_), {0, ""}, session_);
    ALHF_RETURN_IF_ERROR(lessons.status());
    for (const v1::Lesson& lesson : lessons->lessons()) {
      if (assigned.count(lesson.id()) > 0 || lesson.sources().empty()) continue;
      edited.emplace(lesson.sources(0).record_id(), lesson);
    }
    return absl::OkStatus();
  }

  absl::Status WriteRecords() {
    const auto listed = ReadRecords(
        MakeRequest<v1::ListFeedbackRequest>(session_), {0, ""}, session_);
    ALHF_RETURN_IF_ERROR(listed.status());
    std::multimap<std::string, v1::Lesson> edited;
    ALHF_RETURN_IF_ERROR(ReadEdited(*listed, edited));
    for (int i = listed->records_size() - 1; i >= 0; --i) {
      auto request = MakeRequest<v1::GetFeedbackRequest>(session_);
      request.set_record_id(listed->records(i).record().id());
      ExportLine line;
      v1::FeedbackStatus& status = *line.mutable_record();
      ALHF_ASSIGN_OR_RETURN(status, session_.client.GetFeedback(request));
      const auto [begin, end] = edited.equal_range(status.record().id());
      for (auto lesson = begin; lesson != end; ++lesson) {
        *status.add_lessons() = lesson->second;
      }
      ALHF_RETURN_IF_ERROR(WriteRecord(line));
    }
    return absl::OkStatus();
  }

  // Without what was erased: there is nothing left of it to take.
  absl::Status WriteRecord(ExportLine& line) {
    v1::FeedbackStatus& status = *line.mutable_record();
    const v1::FeedbackRecord& record = status.record();
    uint64_t erased = 0;
    google::protobuf::RepeatedPtrField<v1::Lesson> kept;
    for (v1::Lesson& lesson : *status.mutable_lessons()) {
      if (lesson.state() == v1::LESSON_ERASED) {
        ++erased;
      } else {
        kept.Add(std::move(lesson));
      }
    }
    status.mutable_lessons()->Swap(&kept);
    if (record.kind() == v1::RECORD_TEXT && record.text().empty()) {
      report_.set_erased(report_.erased() + erased + 1);
      return absl::OkStatus();
    }
    report_.set_erased(report_.erased() + erased);
    report_.set_records(report_.records() + 1);
    report_.set_lessons(report_.lessons() + CountOwn(status));
    return Write(line);
  }

  const std::string path_;
  std::ofstream file_;
  Session& session_;
  TransferReport report_;
};

// Takes the lines of one export.
class Import {
 public:
  explicit Import(Session& session) : session_(session) {}

  absl::Status Take(ExportLine line) {
    if (line.has_exchange()) return TakeExchange(line.exchange());
    if (!line.has_record()) return absl::OkStatus();
    *batch_.add_records() = std::move(*line.mutable_record());
    if (batch_.records_size() < kBatchRecords &&
        batch_.ByteSizeLong() < kBatchBytes) {
      return absl::OkStatus();
    }
    return SendBatch();
  }

  absl::StatusOr<TransferReport> Finish() {
    ALHF_RETURN_IF_ERROR(SendBatch());
    return report_;
  }

 private:
  absl::Status TakeExchange(const v1::Exchange& exchange) {
    auto request = MakeRequest<v1::RecordExchangeRequest>(session_);
    request.set_agent(exchange.agent());
    *request.mutable_exchange() = exchange;
    const auto recorded = session_.client.RecordExchange(request);
    if (recorded.ok()) {
      report_.set_exchanges(report_.exchanges() + 1);
      return absl::OkStatus();
    }
    // The id is taken: it is there.
    if (ReasonOf(recorded.status()) != Reason::FIELD_INVALID ||
        !absl::StrContains(recorded.status().message(), "is taken")) {
      return recorded.status();
    }
    report_.set_known_exchanges(report_.known_exchanges() + 1);
    return absl::OkStatus();
  }

  absl::Status SendBatch() {
    if (batch_.records().empty()) return absl::OkStatus();
    batch_.set_tenant(session_.options.tenant);
    ALHF_ASSIGN_OR_RETURN(const v1::ImportFeedbackResponse response,
                          session_.client.ImportFeedback(batch_));
    const std::set<std::string> taken(response.taken().begin(),
                                      response.taken().end());
    for (const v1::FeedbackStatus& status : batch_.records()) {
      if (taken.count(status.record().id()) == 0) continue;
      report_.set_lessons(report_.lessons() + CountOwn(status));
    }
    report_.set_records(report_.records() + taken.size());
    report_.set_known_records(report_.known_records() +
                              static_cast<uint64_t>(response.known_size()));
    if (response.has_position()) {
      session_.positions.Remember(session_.options.address,
                                  session_.options.tenant, response.position());
    }
    batch_.Clear();
    return absl::OkStatus();
  }

  Session& session_;
  v1::ImportFeedbackRequest batch_;
  TransferReport report_;
};

absl::StatusOr<std::vector<ExportLine>> ReadLines(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat(path, " cannot be read"));
  return ParseExport({std::istreambuf_iterator<char>(file), {}});
}

}  // namespace

CommandResult Run(const ExportCommand& command, Session& session) {
  ALHF_ASSIGN_OR_RETURN(const TransferReport report,
                        Export(command.file, session).Run());
  ALHF_RETURN_IF_ERROR(session.Print(
      report, [&] { return RenderExport(report, command.file); }));
  return ExitCode::kOk;
}

CommandResult Run(const ImportCommand& command, Session& session) {
  ALHF_ASSIGN_OR_RETURN(std::vector<ExportLine> lines, ReadLines(command.file));
  ProgressBar bar(session.err, session.err_style.width, &session.clock);
  Import import(session);
  for (size_t i = 0; i < lines.size(); ++i) {
    ALHF_RETURN_IF_ERROR(import.Take(std::move(lines[i])));
    bar.Show(i + 1, lines.size());
  }
  ALHF_ASSIGN_OR_RETURN(const TransferReport report, import.Finish());
  bar.Clear();
  ALHF_RETURN_IF_ERROR(
      session.Print(report, [&] { return RenderImport(report); }));
  return ExitCode::kOk;
}

}  // namespace alhf::cli
