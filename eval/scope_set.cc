#include "eval/scope_set.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "eval/json_fields.h"

namespace alhf::eval {
namespace {

using nlohmann::json;

using Places = std::map<std::string, size_t>;

absl::StatusOr<ScopeLesson> ReadLesson(const json& object,
                                       const std::string& where) {
  JsonFields fields(object, where);
  ALHF_RETURN_IF_ERROR(fields.CheckObject());
  ScopeLesson lesson;
  ALHF_ASSIGN_OR_RETURN(lesson.id, fields.Text("id"));
  ALHF_ASSIGN_OR_RETURN(lesson.text, fields.Text("text"));
  ALHF_ASSIGN_OR_RETURN(lesson.question, fields.OptionalText("question"));
  ALHF_ASSIGN_OR_RETURN(lesson.db, fields.OptionalText("db"));
  return lesson;
}

absl::StatusOr<ScopeQuery> ReadQuery(const json& object,
                                     const std::string& where,
                                     const Places& places) {
  JsonFields fields(object, where);
  ALHF_RETURN_IF_ERROR(fields.CheckObject());
  ScopeQuery query;
  ALHF_ASSIGN_OR_RETURN(query.text, fields.Text("text"));
  ALHF_ASSIGN_OR_RETURN(query.db, fields.OptionalText("db"));
  ALHF_ASSIGN_OR_RETURN(const auto applies, fields.Texts("applies"));
  if (!applies.has_value()) return fields.Invalid("has no \"applies\"");
  for (const std::string& id : *applies) {
    const auto found = places.find(id);
    if (found == places.end()) {
      return fields.Invalid(absl::StrCat("applies: there is no lesson \"", id,
                                         "\" in this group"));
    }
    query.applies.insert(found->second);
  }
  return query;
}

absl::StatusOr<ScopeMemory> ReadGroup(const json& object,
                                      const std::string& where) {
  JsonFields fields(object, where);
  ALHF_RETURN_IF_ERROR(fields.CheckObject());
  ScopeMemory memory;
  ALHF_ASSIGN_OR_RETURN(memory.source, fields.Text("source"));
  ALHF_ASSIGN_OR_RETURN(const std::vector<json> lessons,
                        fields.List("lessons"));
  Places places;
  for (size_t i = 0; i < lessons.size(); ++i) {
    ALHF_ASSIGN_OR_RETURN(
        ScopeLesson lesson,
        ReadLesson(lessons[i], absl::StrCat(where, ": lessons[", i, "]")));
    if (!places.emplace(lesson.id, i).second) {
      return fields.Invalid(
          absl::StrCat("the lesson \"", lesson.id, "\" is there twice"));
    }
    memory.lessons.push_back(std::move(lesson));
  }
  ALHF_ASSIGN_OR_RETURN(const std::vector<json> queries,
                        fields.List("queries"));
  for (size_t i = 0; i < queries.size(); ++i) {
    ALHF_ASSIGN_OR_RETURN(
        memory.queries.emplace_back(),
        ReadQuery(queries[i], absl::StrCat(where, ": queries[", i, "]"),
                  places));
  }
  return memory;
}

// Adds `group` to `memory`; `known` has the places of its lessons by what they
// say.
void Join(const ScopeMemory& group, size_t number,
          std::map<std::pair<std::string, std::string>, size_t>& known,
          ScopeMemory& memory) {
  std::vector<size_t> place_of;
  for (const ScopeLesson& lesson : group.lessons) {
    const auto [found, is_new] = known.emplace(
        std::make_pair(lesson.text, lesson.db), memory.lessons.size());
    if (is_new) memory.lessons.push_back(lesson);
    place_of.push_back(found->second);
  }
  for (const ScopeQuery& query : group.queries) {
    ScopeQuery& joined = memory.queries.emplace_back(query);
    joined.group = number;
    joined.applies.clear();
    for (const size_t place : query.applies) {
      joined.applies.insert(place_of[place]);
    }
  }
}

}  // namespace

size_t ScopeSet::QueryCount() const {
  size_t count = 0;
  for (const ScopeMemory& memory : memories) count += memory.queries.size();
  return count;
}

size_t ScopeSet::LessonCount() const {
  std::vector<size_t> counts;
  for (const ScopeMemory& memory : memories) {
    counts.push_back(memory.lessons.size());
  }
  std::sort(counts.begin(), counts.end());
  return counts.empty() ? 0 : counts[counts.size() / 2];
}

absl::StatusOr<std::vector<ScopeMemory>> ReadScopeGroups(
    const std::string& path) {
  std::ifstream file(path);
  std::vector<ScopeMemory> groups;
  std::string line;
  size_t number = 0;
  while (std::getline(file, line)) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    ALHF_ASSIGN_OR_RETURN(groups.emplace_back(),
                          ReadGroup(json::parse(line, nullptr, false),
                                    absl::StrCat(path, ":", number)));
  }
  if (number > 0 && !file.bad()) return groups;
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               absl::StrCat(path, ": cannot be read, or is empty"),
               {{"file", path}});
}

std::vector<ScopeSet> JoinGroups(const std::vector<ScopeMemory>& groups,
                                 size_t lessons) {
  std::map<std::string, std::vector<size_t>> by_source;
  for (size_t i = 0; i < groups.size(); ++i) {
    by_source[groups[i].source].push_back(i);
  }
  std::vector<ScopeSet> sets;
  for (const auto& [source, numbers] : by_source) {
    ScopeSet& set = sets.emplace_back();
    set.source = source;
    std::map<std::pair<std::string, std::string>, size_t> known;
    for (const size_t number : numbers) {
      if (set.memories.empty() ||
          set.memories.back().lessons.size() >= std::max<size_t>(lessons, 1)) {
        set.memories.emplace_back().source = source;
        known.clear();
      }
      Join(groups[number], number, known, set.memories.back());
    }
  }
  return sets;
}

void AskEverySecondBefore(std::vector<ScopeSet>& sets) {
  for (ScopeSet& set : sets) {
    for (ScopeMemory& memory : set.memories) {
      std::vector<ScopeQuery> all = std::move(memory.queries);
      memory.queries.clear();
      for (size_t i = 0; i < all.size(); ++i) {
        (i % 2 == 0 ? memory.earlier : memory.queries)
            .push_back(std::move(all[i]));
      }
    }
  }
}

}  // namespace alhf::eval
