// HTML as the Markdown that `ParseDocument` reads: headings, paragraphs, items
// of lists, rows of tables, and what the head says of title, status and date.
//
//   MarkdownOfHtml("<h1>Tides</h1><p>Twice a <b>day</b>.</p>")
//       == "# Tides\n\nTwice a day.\n\n"
//
// Parsed as the HTML standard says (by Gumbo), so that any page can be read;
// scripts, styles, forms, navigation and footers are left out.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_RETRIEVER_HTML_H_
#define ALHF_COMPONENTS_RETRIEVER_HTML_H_

#include <string>

#include "absl/strings/string_view.h"

namespace alhf::retriever {

std::string MarkdownOfHtml(absl::string_view html);

}  // namespace alhf::retriever

#endif  // ALHF_COMPONENTS_RETRIEVER_HTML_H_
