#include "cli/intake/row_flags.h"

#include "absl/strings/str_cat.h"
#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::Lesson Lesson(const std::string& id, const std::string& key,
                  const std::string& payload) {
  v1::Lesson lesson;
  lesson.set_id(id);
  lesson.set_component("alpha");
  lesson.set_conflict_key(key);
  lesson.mutable_directive()->set_payload(payload);
  return lesson;
}

ImportedRow Row(int line, const v1::Lesson& lesson, int day = 0) {
  ImportedRow imported;
  imported.row.line = line;
  imported.row.text = "words";
  if (day > 0) imported.row.time = absl::UnixEpoch() + absl::Hours(24) * day;
  imported.lessons.push_back(lesson);
  return imported;
}

std::vector<std::string> Flags(const std::vector<ImportedRow>& rows,
                               const std::vector<v1::Lesson>& in_force = {},
                               const FlagOptions& options = {}) {
  std::vector<std::string> lines;
  for (const RowFlag& flag : FlagRows(rows, in_force, options)) {
    lines.push_back(absl::StrCat(flag.line(), " ", FlagKind_Name(flag.kind()),
                                 " ", flag.other()));
  }
  return lines;
}

TEST(RowFlagsTest, TheNewerRowTakesTheOlderBack) {
  EXPECT_THAT(Flags({Row(2, Lesson("a", "weeks", "iso")),
                     Row(3, Lesson("b", "weeks", "us")),
                     Row(4, Lesson("c", "dialect", "us"))}),
              ElementsAre("2 STALE line 3"));
  // Where they say when, the line says nothing.
  EXPECT_THAT(Flags({Row(2, Lesson("a", "weeks", "iso"), 9),
                     Row(3, Lesson("b", "weeks", "us"), 5)}),
              ElementsAre("3 STALE line 2"));
  EXPECT_THAT(Flags({Row(2, Lesson("a", "weeks", "iso")),
                     Row(3, Lesson("b", "weeks", "iso"))}),
              IsEmpty());
}

TEST(RowFlagsTest, AnotherTopicIsNoContradiction) {
  v1::Lesson returns = Lesson("b", "weeks", "us");
  returns.mutable_scope()->set_topic("returns");
  EXPECT_THAT(Flags({Row(2, Lesson("a", "weeks", "iso")), Row(3, returns)}),
              IsEmpty());
}

TEST(RowFlagsTest, ComparesWithLessonsInForce) {
  EXPECT_THAT(
      Flags({Row(2, Lesson("a", "weeks", "iso")),
             Row(3, Lesson("b", "dialect", "pg"))},
            {Lesson("l-1", "weeks", "us"), Lesson("l-2", "dialect", "pg")}),
      ElementsAre("2 CONTRADICTS l-1", "3 REPEATS l-2"));
}

TEST(RowFlagsTest, BelievesTheComponentThatClaimedIt) {
  ImportedRow row = Row(2, Lesson("a", "", ""));
  row.assessments = {Proto<v1::Assessment>(
      "outcome: OUTCOME_CLAIMED "
      "proposals { relations { kind: CONTRADICTS lesson_id: 'l-1' } "
      "relations { kind: NARROWS lesson_id: 'l-2' } }")};
  EXPECT_THAT(Flags({row}), ElementsAre("2 CONTRADICTS l-1"));
  row.assessments[0].set_outcome(v1::OUTCOME_DECLINED);
  EXPECT_THAT(Flags({row}), IsEmpty());
}

TEST(RowFlagsTest, OldRowsAreStaleWhereAskedFor) {
  const absl::Time now = absl::UnixEpoch() + absl::Hours(24) * 40;
  EXPECT_THAT(
      Flags({Row(2, Lesson("a", "", ""), 5), Row(3, Lesson("b", "", ""), 35),
             Row(4, Lesson("c", "", ""))},
            {}, {now, absl::Hours(24) * 30}),
      ElementsAre("2 STALE given on 1970-01-06"));
}

}  // namespace
}  // namespace alhf::cli
