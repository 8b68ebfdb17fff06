// A document: title, date, and its text in sections below their headings.
//
//   Document d = ParseDocument("guides/2024-05-travel.md", text);
//   d.sections[0].headings == {"Travel", "By train"}
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_RETRIEVER_DOCUMENT_H_
#define ALHF_COMPONENTS_RETRIEVER_DOCUMENT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace alhf::retriever {

struct Section {
  // Outermost first; the first is the document's title.
  std::vector<std::string> headings;
  std::string text;
};

struct Document {
  std::string path;  // below the folder, with "/"
  std::string title;
  // From `status:` of the front matter, e.g. "draft".
  std::string status;
  // Of the front matter, else of a line "Last updated: …", else of the path.
  std::optional<absl::CivilDay> date;
  std::vector<Section> sections;
};

// Returns the document that `text` is: HTML where the path ends so, else
// Markdown, or plain text where no line is a heading. Sections longer than
// about 1,200 bytes are cut between paragraphs.
Document ParseDocument(absl::string_view path, absl::string_view text);

// Returns the first day of the date that `text` names, e.g. "2024-05",
// "3 May 2024", "May 3, 2024", "2024", or nothing.
std::optional<absl::CivilDay> ParseDate(absl::string_view text);

// Returns the documents of `folder`, ordered by path.
//
// INVALID_ARGUMENT CONFIG_INVALID: the folder is not there or holds no
//   document, or a file cannot be read or is not UTF-8; the message names it.
absl::StatusOr<std::vector<Document>> ReadDocuments(const std::string& folder);

}  // namespace alhf::retriever

#endif  // ALHF_COMPONENTS_RETRIEVER_DOCUMENT_H_
