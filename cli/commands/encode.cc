#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "base/status.h"
#include "cli/commands/commands.h"
#include "core/relevance/encoder/open_encoder.h"
#include "core/relevance/encoder/sentence_encoder.h"

namespace alhf::cli {
namespace {

constexpr size_t kTextsTogether = 64;

absl::Status Invalid(absl::string_view where, absl::string_view what) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::FIELD_INVALID,
               absl::StrCat(where, ": ", what), {{"file", std::string(where)}});
}

absl::StatusOr<std::unique_ptr<const core::SentenceEncoder>> LoadModel(
    const std::string& model) {
  const std::string path =
      model.empty() ? core::InstalledEncoderFile(core::ProgramFolder()) : model;
  if (path.empty()) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
                 "no weights file lies beside this program: name one with "
                 "--model");
  }
  return core::SentenceEncoder::Load(path);
}

// Returns the text of a line {"text": …}.
absl::StatusOr<std::string> TextOf(const std::string& line,
                                   absl::string_view where) {
  const auto json = nlohmann::json::parse(line, nullptr, false);
  if (!json.is_object() || !json.contains("text") ||
      !json.at("text").is_string()) {
    return Invalid(where, "is no JSON object with a string \"text\"");
  }
  return json.at("text").get<std::string>();
}

absl::Status PrintAll(const core::SentenceEncoder& encoder,
                      const std::vector<std::string>& texts,
                      std::ostream& out) {
  ALHF_ASSIGN_OR_RETURN(const std::vector<core::SentenceVector> vectors,
                        encoder.EncodeBatch(texts));
  for (size_t i = 0; i < texts.size(); ++i) {
    out << "{\"text\":" << nlohmann::json(texts[i]).dump() << ",\"ids\":["
        << absl::StrJoin(encoder.Tokens(texts[i]), ",") << "],\"vector\":["
        << absl::StrJoin(vectors[i], ",",
                         [](std::string* to, float value) {
                           absl::StrAppendFormat(to, "%.9g", value);
                         })
        << "]}\n";
  }
  return absl::OkStatus();
}

absl::Status EncodeLines(const core::SentenceEncoder& encoder,
                         const std::string& name, std::istream& in,
                         std::ostream& out) {
  std::vector<std::string> texts;
  std::string line;
  for (size_t number = 1; std::getline(in, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    ALHF_ASSIGN_OR_RETURN(texts.emplace_back(),
                          TextOf(line, absl::StrCat(name, ":", number)));
    if (texts.size() < kTextsTogether) continue;
    ALHF_RETURN_IF_ERROR(PrintAll(encoder, texts, out));
    texts.clear();
  }
  if (in.bad()) return Invalid(name, "cannot be read");
  return PrintAll(encoder, texts, out);
}

}  // namespace

CommandResult Run(const EncodeCommand& command, Session& session) {
  ALHF_ASSIGN_OR_RETURN(const auto encoder, LoadModel(command.model));
  if (command.file == "-") {
    ALHF_RETURN_IF_ERROR(
        EncodeLines(*encoder, "standard input", session.in, session.out));
    return ExitCode::kOk;
  }
  std::ifstream file(command.file);
  if (!file) return Invalid(command.file, "cannot be read");
  ALHF_RETURN_IF_ERROR(EncodeLines(*encoder, command.file, file, session.out));
  return ExitCode::kOk;
}

}  // namespace alhf::cli
