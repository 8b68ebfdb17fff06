#include "cli/line_reader.h"

#include <histedit.h>
#include <sys/stat.h>

#include <cstdio>
#include <filesystem>
#include <system_error>

#include "absl/strings/ascii.h"

namespace alhf::cli {
namespace {

constexpr int kHistoryLines = 1000;

std::optional<std::string> Stripped(std::string line) {
  absl::StripAsciiWhitespace(&line);
  return line;
}

class StreamLineReader final : public LineReader {
 public:
  explicit StreamLineReader(std::istream& in) : in_(in) {}
  std::optional<std::string> Read(const std::string&) override {
    std::string line;
    if (!std::getline(in_, line)) return std::nullopt;
    return Stripped(std::move(line));
  }

 private:
  std::istream& in_;
};

class TerminalLineReader final : public LineReader {
 public:
  explicit TerminalLineReader(const std::string& history_file)
      : history_file_(history_file),
        history_(history_init()),
        edit_(el_init("alhf", stdin, stdout, stderr)) {
    HistEvent event;
    history(history_, &event, H_SETSIZE, kHistoryLines);
    history(history_, &event, H_SETUNIQUE, 1);
    history(history_, &event, H_LOAD, history_file_.c_str());
    el_set(edit_, EL_CLIENTDATA, this);
    el_set(edit_, EL_PROMPT, &TerminalLineReader::Prompt);
    el_set(edit_, EL_EDITOR, "emacs");
    el_set(edit_, EL_HIST, history, history_);
    el_set(edit_, EL_SIGNAL, 1);
    el_source(edit_, nullptr);  // ~/.editrc: the person's own keys
  }
  ~TerminalLineReader() override {
    SaveHistory();
    el_end(edit_);
    history_end(history_);
  }

  std::optional<std::string> Read(const std::string& prompt) override {
    prompt_ = prompt;
    int length = 0;
    const char* line = el_gets(edit_, &length);
    if (line == nullptr || length <= 0) return std::nullopt;
    auto stripped = Stripped(std::string(line, static_cast<size_t>(length)));
    if (!stripped->empty()) {
      HistEvent event;
      history(history_, &event, H_ENTER, stripped->c_str());
    }
    return stripped;
  }

 private:
  static char* Prompt(EditLine* edit) {
    TerminalLineReader* self = nullptr;
    el_get(edit, EL_CLIENTDATA, &self);
    return self->prompt_.data();
  }

  // What people say is nobody else's to read.
  void SaveHistory() const {
    std::error_code ignored;
    std::filesystem::create_directories(
        std::filesystem::path(history_file_).parent_path(), ignored);
    const mode_t before = umask(0077);
    HistEvent event;
    history(history_, &event, H_SAVE, history_file_.c_str());
    umask(before);
    chmod(history_file_.c_str(), 0600);
  }

  const std::string history_file_;
  History* const history_;
  EditLine* const edit_;
  std::string prompt_;
};

}  // namespace

std::unique_ptr<LineReader> MakeLineReader(std::istream& in,
                                           const std::string& history_file) {
  if (history_file.empty()) return std::make_unique<StreamLineReader>(in);
  return std::make_unique<TerminalLineReader>(history_file);
}

}  // namespace alhf::cli
