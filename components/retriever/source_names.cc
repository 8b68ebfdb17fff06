#include "components/retriever/source_names.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "alhf/sdk/text.h"
#include "components/retriever/source_words.h"

namespace alhf::retriever {
namespace {

// From this length on a typo is forgiven; what is meant may be shorter.
constexpr size_t kLongStem = 5;

// Where in `phrase` something other than a name of a source may begin.
bool EndsName(absl::string_view word) {
  static constexpr std::array<absl::string_view, 17> kWords = {
      "for",     "when",   "if",   "because", "since",   "as",
      "instead", "rather", "over", "please",  "anymore", "any",
      "next",    "again",  "here", "unless",  "not"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
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
    name.title = document.title;
    name.core = CoreOf(document.title);
    name.file = CoreOf(fs::path(document.path).stem().string());
    name.stems = StemsOf(
        absl::StrCat(fs::path(document.path).replace_extension().string(), " ",
                     document.title, " ", document.status));
    name.old = Overlap(name.stems, OldStems()) ||
               std::any_of(name.stems.begin(), name.stems.end(), IsYear);
    if (document.date.has_value()) {
      name.weak_stems.insert(absl::StrCat(document.date->year()));
    }
    all_stems_.insert(name.stems.begin(), name.stems.end());
    all_stems_.insert(name.weak_stems.begin(), name.weak_stems.end());
    documents_.push_back(std::move(name));
    for (size_t i = 0; i < document.path.size(); ++i) {
      if (document.path[i] == '/')
        folders.insert(document.path.substr(0, i + 1));
    }
  }
  for (const std::string& path : folders) {
    Name name;
    name.path = path;
    name.stems = StemsOf(path);
    folders_.push_back(std::move(name));
  }
}

std::string SourceNames::Mended(const std::string& stem) const {
  if (stem.size() < kLongStem) return stem;
  for (const std::string& known : all_stems_) {
    if (known.size() + 1 >= kLongStem && known[0] == stem[0] &&
        sdk::OneEditApart(stem, known)) {
      return known;
    }
  }
  return stem;
}

std::vector<std::string> SourceNames::FilesIn(absl::string_view text) const {
  std::vector<std::string> paths;
  for (const std::string& token : FileTokens(text)) {
    for (const Name& document : documents_) {
      const std::string path = absl::AsciiStrToLower(document.path);
      const std::string bare = path.substr(0, path.rfind('.'));
      const auto ends = [&token](absl::string_view whole) {
        return whole == token ||
               absl::EndsWith(whole, absl::StrCat("/", token));
      };
      if (ends(path) || ends(bare)) paths.push_back(document.path);
    }
  }
  return paths;
}

std::vector<std::string> SourceNames::WithEnding(
    absl::string_view phrase) const {
  std::vector<std::string> paths;
  for (const sdk::Token& token : sdk::Analyze(phrase).tokens) {
    for (const Name& document : documents_) {
      const std::string ending =
          std::filesystem::path(document.path).extension().string();
      if (ending.size() > 1 && token.text == ending.substr(1)) {
        paths.push_back(document.path);
      }
    }
  }
  return paths;
}

std::vector<std::string> SourceNames::RivalsOf(
    const std::vector<std::string>& paths) const {
  std::vector<std::string> rivals;
  for (const Name& other : documents_) {
    if (std::find(paths.begin(), paths.end(), other.path) != paths.end()) {
      continue;
    }
    const bool same =
        std::any_of(documents_.begin(), documents_.end(), [&](const Name& n) {
          return std::find(paths.begin(), paths.end(), n.path) != paths.end() &&
                 !n.core.empty() && n.core == other.core;
        });
    if (same) rivals.push_back(other.path);
  }
  return rivals;
}

std::vector<std::string> SourceNames::Among(
    const std::vector<std::string>& paths, absl::string_view phrase) const {
  std::vector<std::string> found;
  const Stems wanted = StemsOf(phrase);
  if (wanted.empty()) return found;
  for (const Name& document : documents_) {
    Stems all = document.stems;
    all.insert(document.weak_stems.begin(), document.weak_stems.end());
    if (std::find(paths.begin(), paths.end(), document.path) != paths.end() &&
        Includes(all, wanted)) {
      found.push_back(document.path);
    }
  }
  return found;
}

bool SourceNames::NamesWholly(absl::string_view phrase,
                              const std::vector<std::string>& paths) const {
  const Stems wanted = StemsOf(phrase);
  return std::all_of(paths.begin(), paths.end(), [&](const auto& path) {
    if (absl::EndsWith(path, "/")) {
      const std::string own =
          std::filesystem::path(path).parent_path().filename().string();
      return Includes(wanted, StemsOf(own));
    }
    return std::any_of(
        documents_.begin(), documents_.end(), [&](const Name& document) {
          return document.path == path && document.core.size() > 1 &&
                 (Includes(wanted, document.core) ||
                  (document.file.size() > 1 &&
                   Includes(wanted, document.file)));
        });
  });
}

std::vector<std::string> SourceNames::TitleWords(
    const std::vector<std::string>& paths) const {
  std::vector<std::string> words;
  for (const Name& document : documents_) {
    if (std::find(paths.begin(), paths.end(), document.path) == paths.end()) {
      continue;
    }
    for (const sdk::Token& token : sdk::Analyze(document.title).tokens) {
      if (!token.stop_word) words.push_back(token.text);
    }
  }
  return words;
}

std::vector<const SourceNames::Name*> SourceNames::Chosen(
    std::vector<const Name*> names, const Stems& wanted,
    absl::string_view phrase) const {
  const auto keep = [&names](const auto& fits) {
    std::vector<const Name*> kept;
    std::copy_if(names.begin(), names.end(), std::back_inserter(kept), fits);
    if (!kept.empty()) names = std::move(kept);
  };
  keep([&](const Name* name) {
    return !name->file.empty() && Includes(wanted, name->file);
  });
  const Stems said = StemsOf(phrase);
  if (Overlap(said, CurrentStems())) {
    keep([](const Name* name) { return !name->old; });
  } else if (Overlap(said, OldStems())) {
    keep([](const Name* name) { return name->old; });
  }
  return names;
}

std::vector<std::string> SourceNames::Resolve(absl::string_view phrase) const {
  if (std::vector<std::string> files = FilesIn(phrase); !files.empty()) {
    std::sort(files.begin(), files.end());
    return files;
  }
  Stems wanted;
  bool names_something = false;
  const auto known = [&](const std::string& stem) {
    return Holds(all_stems_, stem) || Holds(root_stems_, stem);
  };
  for (std::string stem : StemsOf(phrase)) {
    if (Holds(GenericStems(), stem)) continue;
    const bool tells_age =
        Holds(CurrentStems(), stem) || Holds(OldStems(), stem);
    if (tells_age && !known(stem)) continue;
    if (!known(stem)) stem = Mended(stem);
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
    std::vector<const Name*> named;
    for (const Name& document : documents_) {
      if (fits(document, weak) && !IsUnderAny(document.path, paths)) {
        named.push_back(&document);
      }
    }
    for (const Name* name : Chosen(std::move(named), wanted, phrase)) {
      paths.push_back(name->path);
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::vector<std::string> SourceNames::ResolveAll(
    absl::string_view phrase) const {
  std::vector<std::string> paths = Resolve(phrase);
  if (!paths.empty()) return paths;
  size_t begin = 0;
  std::vector<sdk::Token> tokens = sdk::Analyze(phrase).tokens;
  sdk::Token end;
  end.text = "for";
  end.begin = phrase.size();
  tokens.push_back(end);
  for (const sdk::Token& token : tokens) {
    const bool joins = token.text == "and" || token.text == "or";
    if (!joins && !EndsName(token.text)) continue;
    const std::vector<std::string> more =
        Resolve(phrase.substr(begin, token.begin - begin));
    paths.insert(paths.end(), more.begin(), more.end());
    if (more.empty() || !joins) break;
    begin = token.end;
  }
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

std::vector<std::string> SourceNames::NamedLast(absl::string_view text) const {
  std::vector<std::string> found;
  for (const absl::string_view clause :
       absl::StrSplit(text, absl::ByAnyChar(",.;:!=?"))) {
    for (const sdk::Token& token : sdk::Analyze(clause).tokens) {
      const absl::string_view rest = clause.substr(token.begin);
      if (!MentionsSources(rest)) break;
      std::vector<std::string> paths = ResolveAll(rest);
      if (paths.empty()) continue;
      found = std::move(paths);
      break;
    }
  }
  return found;
}

absl::string_view NamePart(absl::string_view phrase) {
  for (const sdk::Token& token : sdk::Analyze(phrase).tokens) {
    if (token.text == "and" || EndsName(token.text)) {
      return phrase.substr(0, token.begin);
    }
  }
  return phrase;
}

bool NamesSomething(absl::string_view phrase) {
  const Stems stems = StemsOf(phrase);
  return std::any_of(stems.begin(), stems.end(), [](const auto& stem) {
    return !Holds(GenericStems(), stem);
  });
}

bool IsPronoun(absl::string_view phrase) {
  const std::vector<sdk::Token> tokens = sdk::Analyze(phrase).tokens;
  return tokens.size() == 1 &&
         (tokens[0].text == "it" || tokens[0].text == "them" ||
          tokens[0].text == "there" || tokens[0].text == "these" ||
          tokens[0].text == "those" || tokens[0].text == "that");
}

bool MentionsSources(absl::string_view text) {
  const Stems stems = StemsOf(text);
  return std::any_of(stems.begin(), stems.end(), [](const auto& stem) {
    return Holds(DocumentStems(), stem);
  });
}

}  // namespace alhf::retriever
