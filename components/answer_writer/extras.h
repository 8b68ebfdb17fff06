// What an answer can say beside the answer: the database, the period, dates of
// documents.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_ANSWER_WRITER_EXTRAS_H_
#define ALHF_COMPONENTS_ANSWER_WRITER_EXTRAS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "components/answer_writer/answer_writer.pb.h"
#include "components/answer_writer/material.h"

namespace alhf::answer_writer {

// Returns what says `extra` of the material, "" where it does not tell: a
// sentence, or for EXTRA_SQL a fenced block.
std::string Say(Extra extra, const Material& material);

// Returns what the style wants said, in a fixed order; what has a place of its
// own is left out, SQL and dates that are cited.
std::vector<std::string> SayAll(const Style& style, const Material& material);

// Returns whether citations say of when the documents are.
bool CitesDates(const Style& style);

// Returns whether the style wants `extra`: the last word on it counts.
bool Wants(const Style& style, Extra extra);

// Returns whether the question asks for the SQL itself.
bool AsksForSql(absl::string_view question);

// "2025-01-31"; of a passage that has a date.
std::string DayOf(const v1::Passage& passage);

}  // namespace alhf::answer_writer

#endif  // ALHF_COMPONENTS_ANSWER_WRITER_EXTRAS_H_
