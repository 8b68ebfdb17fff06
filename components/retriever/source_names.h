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
  // sorted; nothing where no source has all its words. A file's name ("a/b.md",
  // "b_2024") is that file alone; of several "the current page" is the one that
  // no year or archive marks as old.
  std::vector<std::string> Resolve(absl::string_view phrase) const;
  // The same for "a and b, please": what "a" and "b" name; nothing where "a"
  // names nothing.
  std::vector<std::string> ResolveAll(absl::string_view phrase) const;
  // Returns the documents whose files' names stand in `text`.
  std::vector<std::string> FilesIn(absl::string_view text) const;
  // Returns the documents with the ending that `phrase` names ("the txt file").
  std::vector<std::string> WithEnding(absl::string_view phrase) const;
  // Returns the documents on the same as one of `paths`: of the same title, but
  // for years and what stands in brackets.
  std::vector<std::string> RivalsOf(
      const std::vector<std::string>& paths) const;
  // Returns those of `paths` that have all words of `phrase`.
  std::vector<std::string> Among(const std::vector<std::string>& paths,
                                 absl::string_view phrase) const;
  // Returns whether `phrase` is all of the title or of the file's name of each
  // of `paths`, or all of a folder's own name.
  bool NamesWholly(absl::string_view phrase,
                   const std::vector<std::string>& paths) const;
  // Returns the words of the titles of `paths`.
  std::vector<std::string> TitleWords(
      const std::vector<std::string>& paths) const;
  // Returns what the last clause of `text` that speaks of documents names:
  // "that is from the old folder, which …".
  std::vector<std::string> NamedLast(absl::string_view text) const;

 private:
  struct Name {
    std::string path;
    std::set<std::string> stems;
    std::set<std::string> weak_stems;  // the year of its date
    std::string title;
    std::set<std::string> core;  // of its title, without years and brackets
    std::set<std::string> file;  // of its file's name, without years
    bool old = false;            // a year or an archive marks it so
  };
  // Leaves of `names` those that `wanted` names wholly, and of these the
  // current or the old ones, where the phrase says which.
  std::vector<const Name*> Chosen(std::vector<const Name*> names,
                                  const std::set<std::string>& wanted,
                                  absl::string_view phrase) const;
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
