#include "cli/intake/row_flags.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

namespace alhf::cli {
namespace {

// What a lesson settles, for whom and when.
std::string MatterOf(const v1::Lesson& lesson) {
  const v1::Scope& scope = lesson.scope();
  std::string matter =
      absl::StrCat(lesson.component(), "\n", lesson.conflict_key(), "\n",
                   scope.user(), "\n", scope.agent(), "\n", scope.topic());
  std::set<std::string> facets;
  for (const v1::Facet& facet : scope.facets()) {
    facets.insert(absl::StrCat("\n", facet.key(), ":", facet.value()));
  }
  for (const std::string& facet : facets) matter += facet;
  return matter;
}

std::string DirectiveOf(const v1::Lesson& lesson) {
  return absl::StrCat(lesson.directive().type_name(), "\n",
                      lesson.directive().payload());
}

bool IsNewer(const FeedbackRow& a, const FeedbackRow& b) {
  const absl::Time then = absl::InfinitePast();
  return std::make_pair(a.time.value_or(then), a.line) >
         std::make_pair(b.time.value_or(then), b.line);
}

class Flagger {
 public:
  Flagger(const std::vector<v1::Lesson>& in_force, const FlagOptions& options)
      : options_(options) {
    for (const v1::Lesson& lesson : in_force) {
      if (!lesson.conflict_key().empty()) {
        in_force_.emplace(MatterOf(lesson), &lesson);
      }
    }
  }

  // Call for every row before `Flag`.
  void Note(const ImportedRow& imported) {
    for (const v1::Lesson& lesson : imported.lessons) {
      if (lesson.conflict_key().empty()) continue;
      Newest& newest = newest_[MatterOf(lesson)];
      if (newest.row == nullptr || IsNewer(imported.row, *newest.row)) {
        newest = {&imported.row, DirectiveOf(lesson)};
      }
    }
  }

  void Flag(const ImportedRow& imported, std::vector<RowFlag>& flags) {
    const FeedbackRow& row = imported.row;
    std::set<std::pair<FlagKind, std::string>> found;
    if (row.time.has_value() &&
        options_.now - *row.time > options_.stale_after) {
      found.emplace(STALE, absl::StrCat("given on ",
                                        absl::FormatTime("%Y-%m-%d", *row.time,
                                                         absl::UTCTimeZone())));
    }
    for (const v1::Lesson& lesson : imported.lessons) {
      AddMatters(row, lesson, found);
    }
    AddRelations(imported, found);
    for (const auto& [kind, other] : found) {
      RowFlag& flag = flags.emplace_back();
      flag.set_line(static_cast<uint32_t>(row.line));
      flag.set_kind(kind);
      flag.set_text(row.text);
      flag.set_other(other);
    }
  }

 private:
  struct Newest {
    const FeedbackRow* row = nullptr;
    std::string directive;
  };
  using Found = std::set<std::pair<FlagKind, std::string>>;

  void AddMatters(const FeedbackRow& row, const v1::Lesson& lesson,
                  Found& found) const {
    if (lesson.conflict_key().empty()) return;
    const std::string matter = MatterOf(lesson);
    const std::string directive = DirectiveOf(lesson);
    const Newest& newest = newest_.at(matter);
    if (newest.row != &row && newest.directive != directive) {
      found.emplace(STALE, absl::StrCat("line ", newest.row->line));
    }
    const auto [begin, end] = in_force_.equal_range(matter);
    for (auto other = begin; other != end; ++other) {
      found.emplace(
          DirectiveOf(*other->second) == directive ? REPEATS : CONTRADICTS,
          other->second->id());
    }
  }

  static void AddRelations(const ImportedRow& imported, Found& found) {
    for (const v1::Assessment& assessment : imported.assessments) {
      if (assessment.outcome() != v1::OUTCOME_CLAIMED) continue;
      for (const v1::Proposal& proposal : assessment.proposals()) {
        for (const v1::Relation& relation : proposal.relations()) {
          if (relation.kind() == v1::Relation::CONTRADICTS) {
            found.emplace(CONTRADICTS, relation.lesson_id());
          } else if (relation.kind() == v1::Relation::SAME_AS) {
            found.emplace(REPEATS, relation.lesson_id());
          }
        }
      }
    }
  }

  const FlagOptions options_;
  std::multimap<std::string, const v1::Lesson*> in_force_;
  std::map<std::string, Newest> newest_;
};

}  // namespace

std::vector<RowFlag> FlagRows(const std::vector<ImportedRow>& imported,
                              const std::vector<v1::Lesson>& in_force,
                              const FlagOptions& options) {
  Flagger flagger(in_force, options);
  for (const ImportedRow& row : imported) flagger.Note(row);
  std::vector<RowFlag> flags;
  for (const ImportedRow& row : imported) flagger.Flag(row, flags);
  return flags;
}

}  // namespace alhf::cli
