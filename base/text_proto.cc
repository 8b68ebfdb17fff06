#include "base/text_proto.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"

namespace alhf {
namespace {

class FirstError final : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override {
    if (!message_.empty()) return;
    line_ = line + 1;
    column_ = column + 1;
    message_ = message;
  }
  int line() const { return line_; }
  int column() const { return column_; }
  const std::string& message() const { return message_; }

 private:
  int line_ = 0;
  int column_ = 0;
  std::string message_;
};

}  // namespace

absl::Status ReadTextProto(const std::string& path,
                           google::protobuf::Message* message) {
  std::ifstream file(path);
  std::stringstream text;
  if (file) text << file.rdbuf();
  if (!file) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
                 absl::StrCat(path, ": cannot be read: ", strerror(errno)),
                 {{"file", path}});
  }
  return ParseTextProto(text.str(), path, message);
}

absl::Status ParseTextProto(absl::string_view text, absl::string_view name,
                            google::protobuf::Message* message) {
  FirstError error;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  if (parser.ParseFromString(std::string(text), message)) {
    return absl::OkStatus();
  }
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               absl::StrCat(name, ":", error.line(), ":", error.column(), ": ",
                            error.message()),
               {{"file", std::string(name)},
                {"line", absl::StrCat(error.line())},
                {"column", absl::StrCat(error.column())}});
}

}  // namespace alhf
