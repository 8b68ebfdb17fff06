#include "cli/intake/csv.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace alhf::cli {
namespace {

class Reader {
 public:
  explicit Reader(absl::string_view text) : text_(text) {}

  bool AtEnd() const { return at_ == text_.size(); }

  CsvRecord Next() {
    CsvRecord record;
    record.line = line_;
    const size_t begin = at_;
    while (true) {
      std::string field;
      if (!ReadField(field)) {
        SkipLine(begin);
        line_ = record.line + 1;
        record.fields.clear();
        record.problem = "a quoted value is not closed as it should be";
        return record;
      }
      record.fields.push_back(std::move(field));
      if (AtEnd() || !Take(',')) break;
    }
    TakeLineEnd();
    return record;
  }

 private:
  bool Take(char c) {
    if (AtEnd() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool AtLineEnd() const {
    return AtEnd() || text_[at_] == '\n' ||
           absl::StartsWith(text_.substr(at_), "\r\n");
  }
  void TakeLineEnd() {
    Take('\r');
    if (Take('\n')) ++line_;
  }
  void SkipLine(size_t from) {
    at_ = std::min(text_.find('\n', from), text_.size());
    Take('\n');
  }

  // False: it is quoted, and goes on after its end, or has none.
  bool ReadField(std::string& field) {
    if (!Take('"')) {
      while (!AtLineEnd() && text_[at_] != ',') field += text_[at_++];
      return true;
    }
    while (!AtEnd()) {
      const char c = text_[at_++];
      if (c == '\n') ++line_;
      if (c == '"' && !Take('"')) {
        return AtLineEnd() || text_[at_] == ',';
      }
      field += c;
    }
    return false;
  }

  const absl::string_view text_;
  size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

std::vector<CsvRecord> ParseCsv(absl::string_view text) {
  absl::ConsumePrefix(&text, "\xEF\xBB\xBF");
  std::vector<CsvRecord> records;
  Reader reader(text);
  while (!reader.AtEnd()) {
    CsvRecord record = reader.Next();
    const bool is_empty = record.problem.empty() && record.fields.size() == 1 &&
                          record.fields[0].empty();
    if (!is_empty) records.push_back(std::move(record));
  }
  return records;
}

}  // namespace alhf::cli
