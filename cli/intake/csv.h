// Comma-separated values (RFC 4180), with the line that each record begins in.
//
//   const auto records = ParseCsv("\"how, many?\",all\n");
//   records[0].fields;   // {"how, many?", "all"}
//
// Own, because no CSV reader of Debian 12 tells the lines of records that span
// several.
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_INTAKE_CSV_H_
#define ALHF_CLI_INTAKE_CSV_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace alhf::cli {

struct CsvRecord {
  // From 1.
  int line = 1;
  std::vector<std::string> fields;
  // What is wrong with it; empty: nothing. A record with a problem ends at the
  // end of its line, so that the next one is read again.
  std::string problem;
};

// Returns the records of `text`; lines that are empty are none. A byte order
// mark is passed over.
std::vector<CsvRecord> ParseCsv(absl::string_view text);

}  // namespace alhf::cli

#endif  // ALHF_CLI_INTAKE_CSV_H_
