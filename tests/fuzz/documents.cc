#include "components/retriever/document.h"
#include "components/retriever/html.h"
#include "tests/fuzz/targets.h"

namespace alhf::fuzz {

void ReadDocuments(absl::string_view bytes) {
  retriever::ParseDocument("page.md", bytes);
  retriever::ParseDocument("page.txt", bytes);
  retriever::ParseDocument("page.html", bytes);
  retriever::MarkdownOfHtml(bytes);
  retriever::ParseDate(bytes);
}

}  // namespace alhf::fuzz
