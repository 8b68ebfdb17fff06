// Rows of a table as text.
//
//   RowsOpening(table) == "Count by week: "
//   ShortRow(table, row) == "12: 40"
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_ANSWER_WRITER_ROWS_H_
#define ALHF_COMPONENTS_ANSWER_WRITER_ROWS_H_

#include <string>

#include "alhf/v1/types.pb.h"
#include "components/answer_writer/answer_writer.pb.h"

namespace alhf::answer_writer {

// Orders the rows: by size of the last column of numbers, by date of the first
// column of dates or the columns of their parts, or by the first column of
// texts. What has no such column
// stays as it is, as do rows that are equal.
void OrderRows(Order order, v1::Table& table);

// Returns whether `table` has rows that can be put in the order of their dates.
bool InSequence(const v1::Table& table);

// "| week | count |\n| --- | --- |\n"
std::string TableHead(const v1::Table& table);
// "| 12 | 40 |"
std::string TableLine(const v1::Row& row);
// "The count is 40." or "Week: 12, count: 40."
std::string RowSentence(const v1::Table& table, const v1::Row& row);
// What several rows are: "Count by week: ".
std::string RowsOpening(const v1::Table& table);
// One of several rows: "12: 40" where there are two columns, else each value
// with its column.
std::string ShortRow(const v1::Table& table, const v1::Row& row);

std::string CellText(const v1::Cell& cell);

}  // namespace alhf::answer_writer

#endif  // ALHF_COMPONENTS_ANSWER_WRITER_ROWS_H_
