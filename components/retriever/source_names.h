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
  // The same for "a and b, please": what "a" and "b" name; nothing where "a"
  // names nothing.
  std::vector<std::string> ResolveAll(absl::string_view phrase) const;
  // Returns what the last clause of `text` that speaks of documents names:
  // "that is from the old folder, which …".
  std::vector<std::string> NamedLast(absl::string_view text) const;

 private:
  struct Name {
    std::string path;
    std::set<std::string> stems;
    std::set<std::string> weak_stems;  // the year of its date
  };
  // Returns the only thing that `stem` can be a typo of, or itself.
  std::string Mended(const std::string& stem) const;

  std::set<std::string> root_stems_;
  std::set<std::string> all_stems_;  // of folders and documents
  std::vector<Name> folders_;
  std::vector<Name> documents_;
};

// Returns `phrase` up to where something other than a name begins.
absl::string_view NamePart(absl::string_view phrase);

// Returns whether `phrase` has a word that could name a source: "the red
// binder", not "that page".
bool NamesSomething(absl::string_view phrase);

// Returns whether `phrase` is a word for what was named before: "it".
bool IsPronoun(absl::string_view phrase);

// Returns whether `text` speaks of documents as such: pages, sources, folders.
bool MentionsSources(absl::string_view text);

}  // namespace alhf::retriever

#endif  // ALHF_COMPONENTS_RETRIEVER_SOURCE_NAMES_H_
