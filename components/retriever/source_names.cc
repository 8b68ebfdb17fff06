#include "components/retriever/source_names.h"

#include <algorithm>
#include <filesystem>
#include <initializer_list>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "alhf/sdk/text.h"

namespace alhf::retriever {
namespace {

using Stems = std::set<std::string>;

Stems StemsOfWords(std::initializer_list<absl::string_view> words) {
  Stems stems;
  for (absl::string_view word : words) stems.insert(sdk::Stem(word));
  return stems;
}

// Words for any source: they name none.
const Stems& GenericStems() {
  static const auto& stems = *new Stems(StemsOfWords(
      {"page",     "document",   "doc",     "folder",   "directory", "file",
       "source",   "article",    "section", "version",  "edition",   "text",
       "passage",  "material",   "one",     "stuff",    "copy",      "thing",
       "anything", "everything", "md",      "markdown", "txt"}));
  return stems;
}

// Words that stand for documents and for nothing else.
const Stems& DocumentStems() {
  static const auto& stems = *new Stems(StemsOfWords(
      {"page", "document", "doc", "folder", "directory", "file", "source",
       "article", "section", "version", "edition", "passage", "wiki", "website",
       "intranet", "draft", "archive"}));
  return stems;
}

Stems StemsOf(absl::string_view text) {
  const std::vector<std::string> stems = sdk::Analyze(text).content_stems;
  return Stems(stems.begin(), stems.end());
}

bool Holds(const Stems& stems, const std::string& stem) {
  return stems.find(stem) != stems.end();
}

bool IsUnderAny(absl::string_view path, const std::vector<std::string>& above) {
  return std::any_of(above.begin(), above.end(), [&](const std::string& a) {
    return absl::EndsWith(a, "/") && absl::StartsWith(path, a);
  });
}

}  // namespace

SourceNames::SourceNames(absl::string_view folder,
                         const std::vector<Document>& documents) {
  namespace fs = std::filesystem;
  fs::path root = fs::path(std::string(folder)).lexically_normal();
  if (!root.has_filename()) root = root.parent_path();
  root_stems_ = StemsOf(root.filename().string());
  std::set<std::string> folders;
  for (const Document& document : documents) {
    Name name;
    name.path = document.path;
    name.stems = StemsOf(
        absl::StrCat(fs::path(document.path).replace_extension().string(), " ",
                     document.title, " ", document.status));
    if (document.date.has_value()) {
      name.weak_stems.insert(absl::StrCat(document.date->year()));
    }
    documents_.push_back(std::move(name));
    for (size_t i = 0; i < document.path.size(); ++i) {
      if (document.path[i] == '/')
        folders.insert(document.path.substr(0, i + 1));
    }
  }
  for (const std::string& path : folders) {
    folders_.push_back({path, StemsOf(path), {}});
  }
}

std::vector<std::string> SourceNames::Resolve(absl::string_view phrase) const {
  Stems wanted;
  bool names_something = false;
  for (const std::string& stem : StemsOf(phrase)) {
    if (Holds(GenericStems(), stem)) continue;
    if (Holds(root_stems_, stem)) {
      wanted.insert(stem);
      continue;
    }
    wanted.insert(stem);
    names_something = true;
  }
  if (!names_something) return {};
  const auto fits = [&](const Name& name, bool weak) {
    return std::all_of(wanted.begin(), wanted.end(), [&](const auto& stem) {
      return Holds(name.stems, stem) || Holds(root_stems_, stem) ||
             (weak && Holds(name.weak_stems, stem));
    });
  };
  std::vector<std::string> paths;
  for (const Name& folder : folders_) {
    // Sorted: a folder comes before what is below it.
    if (fits(folder, false) && !IsUnderAny(folder.path, paths)) {
      paths.push_back(folder.path);
    }
  }
  for (const bool weak : {false, true}) {
    if (weak && !paths.empty()) break;
    for (const Name& document : documents_) {
      if (fits(document, weak) && !IsUnderAny(document.path, paths)) {
        paths.push_back(document.path);
      }
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

bool NamesSomething(absl::string_view phrase) {
  const Stems stems = StemsOf(phrase);
  return std::any_of(stems.begin(), stems.end(), [](const auto& stem) {
    return !Holds(GenericStems(), stem);
  });
}

bool MentionsSources(absl::string_view text) {
  const Stems stems = StemsOf(text);
  return std::any_of(stems.begin(), stems.end(), [](const auto& stem) {
    return Holds(DocumentStems(), stem);
  });
}

}  // namespace alhf::retriever
