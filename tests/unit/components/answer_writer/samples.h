// Invented tables and passages.
#ifndef ALHF_TESTS_UNIT_COMPONENTS_ANSWER_WRITER_SAMPLES_H_
#define ALHF_TESTS_UNIT_COMPONENTS_ANSWER_WRITER_SAMPLES_H_

#include <string>
#include <utility>
#include <vector>

#include "alhf/v1/types.pb.h"
#include "base/text.h"

namespace alhf::answer_writer {

// Boats by port: a text and a number.
inline v1::Table BoatsTable(
    const std::vector<std::pair<std::string, int>>& rows) {
  v1::Table table;
  table.set_sql("SELECT port, count(*) FROM boat GROUP BY port");
  table.set_dialect("sqlite");
  table.set_database("fleet");
  table.add_columns("port");
  table.add_columns("boat_count");
  table.add_interpretation("year is 2025");
  table.add_interpretation("big boats are those above 12 metres");
  for (const auto& [port, count] : rows) {
    v1::Row& row = *table.add_rows();
    row.add_cells()->set_text(port);
    row.add_cells()->set_integer(count);
  }
  return table;
}

inline v1::Table SmallTable() {
  return BoatsTable({{"Ystad", 12}, {"Arendal", 40}, {"Mandal", 7}});
}

inline v1::Passage MakePassage(const std::string& source,
                               const std::vector<std::string>& headings,
                               const std::string& text,
                               const std::string& day = "", double score = 1) {
  v1::Passage passage;
  passage.set_source(source);
  for (const std::string& heading : headings) passage.add_headings(heading);
  passage.set_text(text);
  passage.set_score(score);
  absl::CivilDay date;
  if (absl::ParseCivilTime(day, &date)) {
    *passage.mutable_date() =
        ToProto(absl::FromCivil(date, absl::UTCTimeZone()));
  }
  return passage;
}

inline v1::Passage BerthPassage() {
  return MakePassage(
      "harbour/berths.md", {"Berths", "What they cost"},
      "A berth costs 45 crowns a night. Water is included in the price of a "
      "berth. The harbour office is painted red. Pay at the office before "
      "noon.",
      "2025-03-01");
}

inline v1::Step TableStep(const v1::Table& table) {
  v1::Step step;
  step.set_component("sql_generator");
  *step.mutable_output()->mutable_table() = table;
  return step;
}

inline v1::Step PassageStep(const std::vector<v1::Passage>& passages) {
  v1::Step step;
  step.set_component("retriever");
  for (const v1::Passage& passage : passages) {
    *step.mutable_output()->add_passages() = passage;
  }
  return step;
}

inline v1::Step RefusalStep(const std::string& component,
                            const std::string& reason,
                            const std::vector<std::string>& words) {
  v1::Step step;
  step.set_component(component);
  v1::Refusal& refusal = *step.mutable_output()->mutable_refusal();
  refusal.set_reason(reason);
  for (const std::string& word : words) refusal.add_not_understood(word);
  return step;
}

}  // namespace alhf::answer_writer

#endif  // ALHF_TESTS_UNIT_COMPONENTS_ANSWER_WRITER_SAMPLES_H_
