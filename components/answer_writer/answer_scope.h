// For which answers an instruction holds, and what is known of an answer. An
// answer's structure is known when the other steps have run, not before.
//
//   SplitTopic("tickets per day", {}) == {"tickets", "day"}
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_ANSWER_WRITER_ANSWER_SCOPE_H_
#define ALHF_COMPONENTS_ANSWER_WRITER_ANSWER_SCOPE_H_

#include <map>
#include <set>
#include <string>

#include "absl/strings/string_view.h"
#include "alhf/sdk/facets.h"
#include "alhf/v1/types.pb.h"
#include "components/answer_writer/answer_writer.pb.h"
#include "components/answer_writer/material.h"

namespace alhf::answer_writer {

// Facets of an instruction that is for one kind of answer, for rows by one
// part of a date, for rows that list something ("port", as a stem).
inline constexpr absl::string_view kAnswerKindFacet = "answer_kind";
inline constexpr absl::string_view kDatePartFacet = "date_part";
inline constexpr absl::string_view kListedFacet = "listed";
// Of one that changes only what there is to change: "money", "time", "date",
// "sequence" (of rows or pages by their dates), "several" (rows, or points of a
// page), "things" (that rows list by name), "a mass" or another quantity (of
// columns), or a word as its stem.
inline constexpr absl::string_view kHasFacet = "has";
// Of one that is for passages of a folder, "rigging/".
inline constexpr absl::string_view kFolderFacet = "folder";

// A topic without the part of a date that it names.
struct TopicParts {
  std::string words;      // empty: that was all
  std::string date_part;  // as the facet has it; empty: it names none
};

// Splits `topic`. "Daily" beside other words is a part of a date only where
// the answer that the topic was named on is `grouped_by` it: "annual leave".
TopicParts SplitTopic(absl::string_view topic,
                      const std::set<std::string>& grouped_by);

// Returns what the head of `matter` is called in kListedFacet.
std::string ListedName(absl::string_view matter);

// Returns the kind of answer that an instruction was said of; unspecified where
// there was no answer.
AnswerKind KindSaidOf(const v1::Exchange& exchange);

// Returns the facets of an instruction with this `style`, by key.
std::map<std::string, std::string> FacetsFor(const Style& style);

// Returns what is known of the answer that `material` makes: all facets.
// `dated`: it says of what day something is.
sdk::FacetSet FacetsOf(absl::string_view question, const Material& material,
                       bool dated = false);

// Returns whether `style` is for a structure that `known` does not have.
bool WaitsForStructure(const Style& style, const sdk::FacetSet& known);

// Returns the words by which an answer says what it is about: names of columns,
// or the page, its folder and its headings.
std::string SubjectWords(const Material& material);

// Returns the folder that a topic is the name of which neither the question nor
// the page that answered it says: "the rules of the crew" of "crew/oaths.md".
// Empty: there is none.
std::string FolderCalled(absl::string_view topic, const v1::Exchange& exchange);

}  // namespace alhf::answer_writer

#endif  // ALHF_COMPONENTS_ANSWER_WRITER_ANSWER_SCOPE_H_
