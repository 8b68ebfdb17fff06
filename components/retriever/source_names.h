// What people call the documents: "the 2025 guide", "the archive folder",
// "drafts". Resolved against what is there, by the words of paths, titles,
// status and years.
//
//   SourceNames names("/srv/guide", documents);
//   names.Resolve("the old-stuff folder") == {"old-stuff/"}
//
// Thread safety: immutable.
#ifndef ALHF_COMPONENTS_RETRIEVER_SOURCE_NAMES_H_
#define ALHF_COMPONENTS_RETRIEVER_SOURCE_NAMES_H_

#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "components/retriever/document.h"

namespace alhf::retriever {

class SourceNames {
 public:
  SourceNames(absl::string_view folder, const std::vector<Document>& documents);

  // Returns the folders (ending in "/") and documents that `phrase` names,
  // sorted; nothing where no source has all its words.
  std::vector<std::string> Resolve(absl::string_view phrase) const;

 private:
  struct Name {
    std::string path;
    std::set<std::string> stems;
    std::set<std::string> weak_stems;  // the year of its date
  };
  std::set<std::string> root_stems_;
  std::vector<Name> folders_;
  std::vector<Name> documents_;
};

// Returns whether `phrase` has a word that could name a source: "the red
// binder", not "that page".
bool NamesSomething(absl::string_view phrase);

// Returns whether `text` speaks of documents as such: pages, sources, folders.
bool MentionsSources(absl::string_view text);

}  // namespace alhf::retriever

#endif  // ALHF_COMPONENTS_RETRIEVER_SOURCE_NAMES_H_
