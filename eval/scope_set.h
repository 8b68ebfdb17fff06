// Sets that say which remembered lessons apply to a later query.
//
//   ALHF_ASSIGN_OR_RETURN(auto groups, ReadScopeGroups("scope.jsonl"));
//   for (const ScopeSet& set : JoinGroups(groups, /*lessons=*/32)) …
//
// One JSON object a line:
//
//   {"id": "g-1", "source": "bird",
//    "lessons": [{"id": "g-1/0", "text": "…", "question": "…" or null}],
//    "queries": [{"text": "…", "applies": ["g-1/0"]}]}
//
// with an optional "db" in lessons and queries.
//
// Thread safety: pure but for reading the file; sets are plain values.
#ifndef ALHF_EVAL_SCOPE_SET_H_
#define ALHF_EVAL_SCOPE_SET_H_

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace alhf::eval {

struct ScopeLesson {
  std::string id;
  std::string text;
  // That it was given on; may be empty.
  std::string question;
  // The database that it is about; may be empty.
  std::string db;
};

struct ScopeQuery {
  std::string text;
  std::string db;
  // Places of lessons in the memory.
  std::set<size_t> applies;
  // Number of the group that it came with: queries of one are not independent.
  size_t group = 0;
};

// Lessons that are remembered together, and what is asked of them.
struct ScopeMemory {
  std::string source;
  std::vector<ScopeLesson> lessons;
  std::vector<ScopeQuery> queries;
  // Asked before these, and not measured: what is reported of them is known.
  std::vector<ScopeQuery> earlier;
};

// The memories of one source.
struct ScopeSet {
  std::string source;
  std::vector<ScopeMemory> memories;

  size_t QueryCount() const;
  // The median over memories.
  size_t LessonCount() const;
};

// Returns the groups of a file, each a memory of its own.
//
// INVALID_ARGUMENT CONFIG_INVALID, with FILE:LINE: it cannot be read, or a
//   query names a lesson that is not in its group.
absl::StatusOr<std::vector<ScopeMemory>> ReadScopeGroups(
    const std::string& path);

// Returns the sets by source, in order of their names. Groups of one source
// are joined, in the order of the file, until `lessons` are remembered
// together; 0: each group alone. A text that two joined groups have (for one
// database) is one lesson. What is left over at the end stays a smaller memory.
std::vector<ScopeSet> JoinGroups(const std::vector<ScopeMemory>& groups,
                                 size_t lessons);

// Makes every second query of each memory one of those asked before.
void AskEverySecondBefore(std::vector<ScopeSet>& sets);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_SCOPE_SET_H_
