// Lines that a person types: edited, and with a history, where there is a
// terminal; as they come elsewhere.
//
//   const auto lines = MakeLineReader(in, history_file);
//   while (const auto line = lines->Read("> ")) …
//
// Thread safety: one thread at a time. Ownership: the streams must outlive it.
#ifndef ALHF_CLI_LINE_READER_H_
#define ALHF_CLI_LINE_READER_H_

#include <istream>
#include <memory>
#include <optional>
#include <string>

namespace alhf::cli {

class LineReader {
 public:
  virtual ~LineReader() = default;
  // Shows `prompt` where there is a terminal, and returns the next line without
  // its end and the white space around it; nothing at the end of input.
  virtual std::optional<std::string> Read(const std::string& prompt) = 0;
};

// With a `history_file` standard input is a terminal, which libedit reads; the
// file keeps the last 1,000 lines, readable for its owner alone. Without one,
// lines come from `in`.
std::unique_ptr<LineReader> MakeLineReader(std::istream& in,
                                           const std::string& history_file);

}  // namespace alhf::cli

#endif  // ALHF_CLI_LINE_READER_H_
