// A table of text: columns aligned by display width, cut to a terminal's width
// where there is a terminal.
//
//   Table table({{"LESSON"}, {"SCORE", Align::kRight}, {"TEXT", Align::kLeft,
//                 Fit::kCut}});
//   table.Add({"l-7k2m-1", "0.93", "weeks are ISO weeks"});
//   out << table.Render(style);
//
// Thread safety: compatible (const use from any thread).
#ifndef ALHF_CLI_TABLE_H_
#define ALHF_CLI_TABLE_H_

#include <string>
#include <vector>

#include "cli/style.h"

namespace alhf::cli {

enum class Align { kLeft, kRight };

// What becomes of a column when the terminal is too narrow.
enum class Fit { kWhole, kCut };

class Table {
 public:
  struct Column {
    std::string header;
    Align align = Align::kLeft;
    Fit fit = Fit::kWhole;
  };

  explicit Table(std::vector<Column> columns);

  // Adds a row; it has at most as many cells as the table has columns. Cells
  // are made printable and one line.
  void Add(std::vector<std::string> cells);

  // Returns the lines, header first unless all headers are empty, each after
  // `indent` spaces.
  std::string Render(const Style& style, int indent = 0) const;

 private:
  std::vector<int> Widths(int limit) const;
  std::string Line(const std::vector<std::string>& cells,
                   const std::vector<int>& widths, int indent) const;

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace alhf::cli

#endif  // ALHF_CLI_TABLE_H_
