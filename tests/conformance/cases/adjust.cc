// Section 7: what a component does differently for a query.
#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "base/status.h"
#include "base/text.h"
#include "google/protobuf/util/message_differencer.h"
#include "tests/conformance/cases/cases.h"
#include "tests/conformance/changes.h"
#include "tests/conformance/verdict.h"

namespace alhf::conformance {
namespace {

constexpr size_t kMaxQuestion = 8 << 10;

// The question in every way in which lessons can be asked for.
std::vector<v1::Query> EveryMode(const std::vector<std::string>& ids) {
  std::vector<v1::Query> queries = {Question(), QuestionForAll()};
  v1::Query& listed = queries.emplace_back(Question());
  listed.mutable_overlay()->set_recall(v1::RECALL_LISTED);
  listed.mutable_overlay()->mutable_listed()->Assign(ids.begin(), ids.end());
  return queries;
}

std::string Shown(const std::set<std::string>& ids) {
  return ids.empty() ? "no items"
                     : absl::StrCat("items of ", absl::StrJoin(ids, ", "));
}

// Who asks, and when.
struct Asker {
  std::string user;
  std::string agent;
  absl::Time now = FromProto(Record("").time());
};

// Returns OK where no way of asking recalls `lesson`, which `what` describes.
absl::Status ExpectNeverRecalled(const TrialTenant& tenant,
                                 const v1::Lesson& lesson,
                                 absl::string_view what,
                                 const Asker& asker = {}) {
  for (v1::Query query : EveryMode({lesson.id()})) {
    query.set_user(asker.user);
    *query.mutable_now() = ToProto(asker.now);
    ALHF_ASSIGN_OR_RETURN(const v1::Adjustment came,
                          tenant.Adjust(query, asker.agent));
    ALHF_RETURN_IF_ERROR(
        Expect(LessonsOf(came).count(lesson.id()) == 0,
               absl::StrCat("no item of ", what, " with ",
                            v1::RecallMode_Name(query.overlay().recall())),
               absl::StrCat("an item of lesson ", lesson.id())));
  }
  return absl::OkStatus();
}

absl::Status AdjustingChangesNothing(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  const v1::Lesson lesson = trial.NewLesson(tenant);
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(lesson)}));
  ALHF_ASSIGN_OR_RETURN(const MemoryExport before, tenant.Export());
  for (int i = 0; i < kRepeats; ++i) {
    for (const v1::Query& query : EveryMode({lesson.id()})) {
      ALHF_RETURN_IF_ERROR(tenant.Adjust(query).status());
    }
  }
  return tenant.ExpectUnchanged(before);
}

absl::Status TheSameQueryGetsTheSameAdjustment(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  const v1::Lesson one = trial.NewLesson(tenant);
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(one)}));
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(trial.NewLesson(tenant))}));
  for (v1::Query query : EveryMode({one.id()})) {
    // The clock is the caller's: what `now` is would be another query.
    *query.mutable_now() = Record("").time();
    query.set_explain(true);
    ALHF_ASSIGN_OR_RETURN(const v1::Adjustment first, tenant.Adjust(query));
    for (int repeat = 1; repeat < kRepeats; ++repeat) {
      ALHF_ASSIGN_OR_RETURN(const v1::Adjustment again, tenant.Adjust(query));
      ALHF_RETURN_IF_ERROR(Expect(
          google::protobuf::util::MessageDifferencer::Equals(first, again),
          absl::StrCat("each time: ", first.ShortDebugString()),
          again.ShortDebugString()));
    }
  }
  return absl::OkStatus();
}

absl::Status ItemsNameTheirLessons(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  for (const auto state : {v1::LESSON_ACTIVE, v1::LESSON_SHADOW}) {
    v1::Lesson lesson = trial.NewLesson(tenant);
    lesson.set_state(state);
    ALHF_RETURN_IF_ERROR(tenant.Append({Learn(lesson)}));
  }
  int items = 0;
  for (const v1::Query& query : EveryMode({})) {
    ALHF_ASSIGN_OR_RETURN(const v1::Adjustment came, tenant.Adjust(query));
    for (const v1::AdjustmentItem& item : came.items()) {
      ++items;
      const auto lesson = tenant.Get(item.lesson_id());
      ALHF_RETURN_IF_ERROR(Expect(lesson.ok(),
                                  "items that name lessons of the memory",
                                  absl::StrCat("\"", item.lesson_id(), "\"")));
      ALHF_RETURN_IF_ERROR(Expect(item.score() >= 0.0 && item.score() <= 1.0,
                                  "a score in [0.0, 1.0]",
                                  absl::StrCat(item.score())));
      ALHF_RETURN_IF_ERROR(
          Expect(!item.why().empty(), "items that say why", "an empty `why`"));
    }
  }
  return items > 0 ? absl::OkStatus() : NotApplicable("it recalled nothing");
}

absl::Status LessonsOutOfForceAreSilent(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  v1::Lesson held = trial.NewLesson(tenant);
  held.set_state(v1::LESSON_HELD);
  const v1::Lesson retired = trial.NewLesson(tenant);
  const v1::Lesson erased = trial.NewLesson(tenant);
  ALHF_RETURN_IF_ERROR(
      tenant.Append({Learn(held), Learn(retired), Learn(erased)}));
  ALHF_RETURN_IF_ERROR(tenant.Append({Retire(retired.id())}));
  ALHF_RETURN_IF_ERROR(tenant.Append({Erase(erased.id())}));
  ALHF_RETURN_IF_ERROR(ExpectNeverRecalled(tenant, held, "a HELD lesson"));
  ALHF_RETURN_IF_ERROR(
      ExpectNeverRecalled(tenant, retired, "a RETIRED lesson"));
  return ExpectNeverRecalled(tenant, erased, "an ERASED lesson");
}

absl::Status AShadowLessonIsShadow(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  v1::Lesson shadow = trial.NewLesson(tenant);
  shadow.set_state(v1::LESSON_SHADOW);
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(shadow)}));
  int items = 0;
  for (const v1::Query& query : EveryMode({shadow.id()})) {
    ALHF_ASSIGN_OR_RETURN(const v1::Adjustment came, tenant.Adjust(query));
    for (const v1::AdjustmentItem& item : came.items()) {
      if (item.lesson_id() != shadow.id()) continue;
      ++items;
      ALHF_RETURN_IF_ERROR(
          Expect(item.disposition() == v1::DISPOSITION_SHADOW,
                 "DISPOSITION_SHADOW on the item of a SHADOW lesson",
                 v1::Disposition_Name(item.disposition())));
    }
  }
  return items > 0 ? absl::OkStatus()
                   : NotApplicable("it recalls no SHADOW lesson");
}

absl::Status ALessonOfOneUserIsHisAlone(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  v1::Lesson lesson = trial.NewLesson(tenant);
  lesson.mutable_scope()->set_user("ann");
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(lesson)}));
  Asker asker;
  for (const char* user : {"bob", "Ann", ""}) {
    asker.user = user;
    ALHF_RETURN_IF_ERROR(ExpectNeverRecalled(
        tenant, lesson,
        absl::StrCat("the lesson of \"ann\" for \"", user, "\""), asker));
  }
  return absl::OkStatus();
}

absl::Status ALessonOfOneAgentIsItsAlone(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  v1::Lesson lesson = trial.NewLesson(tenant);
  lesson.mutable_scope()->set_agent("atlas");
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(lesson)}));
  Asker asker;
  for (const char* agent : {"other", ""}) {
    asker.agent = agent;
    ALHF_RETURN_IF_ERROR(ExpectNeverRecalled(
        tenant, lesson,
        absl::StrCat("the lesson of agent \"atlas\" for \"", agent, "\""),
        asker));
  }
  return absl::OkStatus();
}

absl::Status AMovedLessonLeavesItsAgent(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  const v1::Lesson lesson = trial.NewLesson(tenant);
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(lesson)}));
  // Whatever the component keeps of scopes beside its lessons is in use.
  ALHF_RETURN_IF_ERROR(tenant.Adjust(QuestionForAll(), "other").status());
  ALHF_RETURN_IF_ERROR(tenant.Append({Move(lesson.id(), "atlas")}));
  Asker asker;
  asker.agent = "other";
  return ExpectNeverRecalled(
      tenant, lesson, "the lesson that was moved to agent \"atlas\"", asker);
}

absl::Status ALessonOutsideItsValidityIsSilent(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  const Asker asker;
  v1::Lesson expired = trial.NewLesson(tenant);
  *expired.mutable_scope()->mutable_not_after() =
      ToProto(asker.now - absl::Seconds(1));
  v1::Lesson future = trial.NewLesson(tenant);
  *future.mutable_scope()->mutable_not_before() =
      ToProto(asker.now + absl::Seconds(1));
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(expired), Learn(future)}));
  ALHF_RETURN_IF_ERROR(ExpectNeverRecalled(
      tenant, expired, "a lesson that ended a second ago", asker));
  return ExpectNeverRecalled(tenant, future, "a lesson that begins in a second",
                             asker);
}

absl::Status RecallNoneGivesNoItems(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(trial.NewLesson(tenant))}));
  v1::Query query = Question();
  query.mutable_overlay()->set_recall(v1::RECALL_NONE);
  ALHF_ASSIGN_OR_RETURN(const v1::Adjustment came, tenant.Adjust(query));
  return Expect(came.items().empty(), "no items with recall NONE",
                Shown(LessonsOf(came)));
}

absl::Status WithoutLeavesLessonsOut(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  const v1::Lesson one = trial.NewLesson(tenant);
  const v1::Lesson two = trial.NewLesson(tenant);
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(one), Learn(two)}));
  for (v1::Query query : EveryMode({one.id(), two.id()})) {
    query.mutable_overlay()->add_without(one.id());
    ALHF_ASSIGN_OR_RETURN(const v1::Adjustment came, tenant.Adjust(query));
    ALHF_RETURN_IF_ERROR(Expect(
        LessonsOf(came).count(one.id()) == 0,
        absl::StrCat("no item of ", one.id(), ", which overlay.without names"),
        Shown(LessonsOf(came))));
  }
  return absl::OkStatus();
}

absl::Status AnEmptyMemoryGivesNoItems(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  for (int entries = 0; entries < 2; ++entries) {
    for (const v1::Query& query : EveryMode({"l-conformance-none"})) {
      ALHF_ASSIGN_OR_RETURN(const v1::Adjustment came, tenant.Adjust(query));
      ALHF_RETURN_IF_ERROR(Expect(came.items().empty(),
                                  "no items from an empty memory",
                                  Shown(LessonsOf(came))));
    }
    // Still empty, with a position.
    ALHF_RETURN_IF_ERROR(tenant.Append({None()}));
  }
  return absl::OkStatus();
}

absl::Status PositionIsTheMemorys(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  for (uint64_t sequence = 0; sequence <= 2; ++sequence) {
    ALHF_ASSIGN_OR_RETURN(const v1::Adjustment came, tenant.Adjust(Question()));
    const v1::Position wanted = tenant.At(sequence);
    const bool same = sequence == 0
                          ? came.position().sequence() == 0
                          : google::protobuf::util::MessageDifferencer::Equals(
                                came.position(), wanted);
    ALHF_RETURN_IF_ERROR(
        Expect(same, absl::StrCat("position {", wanted.ShortDebugString(), "}"),
               absl::StrCat("{", came.position().ShortDebugString(), "}")));
    ALHF_RETURN_IF_ERROR(tenant.Append({None()}));
  }
  return absl::OkStatus();
}

absl::Status RecallAllGivesEveryActiveLesson(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  std::set<std::string> wanted;
  std::vector<v1::Change> changes;
  const auto learn = [&](const v1::Lesson& lesson) {
    wanted.insert(lesson.id());
    changes.push_back(Learn(lesson));
  };
  learn(trial.NewLesson(tenant));
  for (const auto breadth :
       {v1::BREADTH_QUESTION, v1::BREADTH_TOPIC, v1::BREADTH_COMPONENT}) {
    v1::Lesson lesson = trial.NewLesson(tenant);
    lesson.mutable_scope()->set_breadth(breadth);
    lesson.mutable_scope()->set_topic("the far side of the moon");
    learn(lesson);
  }
  v1::Lesson gated = trial.NewLesson(tenant);
  v1::Facet& facet = *gated.mutable_scope()->add_facets();
  facet.set_key("conformance");
  facet.set_value("never");
  learn(gated);
  ALHF_RETURN_IF_ERROR(tenant.Append(changes));
  v1::Query query = QuestionForAll();
  v1::FacetKnowledge& known = *query.add_facets();
  known.set_key("conformance");
  known.set_complete(true);  // so that the facet is ABSENT
  ALHF_ASSIGN_OR_RETURN(const v1::Adjustment came, tenant.Adjust(query));
  const std::set<std::string> recalled = LessonsOf(came);
  return Expect(std::includes(recalled.begin(), recalled.end(), wanted.begin(),
                              wanted.end()),
                absl::StrCat("items of all lessons with recall ALL, ",
                             absl::StrJoin(wanted, ", ")),
                Shown(recalled));
}

absl::Status ExpectRefused(Trial& trial, const std::string& text,
                           absl::string_view what, Reason reason) {
  v1::Query query;
  query.set_text(text);
  return ExpectError(absl::StrCat("a query whose text ", what),
                     trial.NewTenant().Adjust(query),
                     absl::StatusCode::kInvalidArgument, reason);
}

absl::Status AnEmptyQueryIsRefused(Trial& trial) {
  return ExpectRefused(trial, "", "is empty", Reason::FIELD_REQUIRED);
}

absl::Status AnOversizedQueryIsRefused(Trial& trial) {
  return ExpectRefused(trial, std::string(kMaxQuestion + 1, 'a'),
                       "has a byte more than 8 KiB", Reason::FIELD_TOO_LARGE);
}

absl::Status AQueryThatIsNotUtf8IsRefused(Trial& trial) {
  return ExpectRefused(trial, "How many \xC3( and \xFF?", "is not UTF-8",
                       Reason::INVALID_UTF8);
}

constexpr char kCheckText[] =
    "Check text, size and encoding before anything else; a server that parses "
    "requests by itself has to look at the bytes.";

}  // namespace

std::vector<Case> AdjustCases() {
  return {
      {"ADJUST_01_AdjustingChangesNothing",
       "Write nothing while adjusting; statistics lie outside the export.",
       &AdjustingChangesNothing},
      {"ADJUST_02_TheSameQueryGetsTheSameAdjustment",
       "Look for randomness, clocks and unordered containers; break ties by "
       "lesson id.",
       &TheSameQueryGetsTheSameAdjustment},
      {"ADJUST_03_ItemsNameTheirLessons",
       "Set lesson_id, score and why of each item.", &ItemsNameTheirLessons},
      {"ADJUST_04_LessonsOutOfForceAreSilent",
       "Recall ACTIVE and SHADOW lessons alone, whatever the overlay says.",
       &LessonsOutOfForceAreSilent},
      {"ADJUST_04_AShadowLessonIsShadow",
       "Set the disposition of an item from its lesson's state.",
       &AShadowLessonIsShadow},
      {"ADJUST_05_ALessonOfOneUserIsHisAlone",
       "Compare scope.user with the query's user, byte by byte, whatever the "
       "overlay says.",
       &ALessonOfOneUserIsHisAlone},
      {"ADJUST_05_ALessonOfOneAgentIsItsAlone",
       "Compare scope.agent with the request's agent, whatever the overlay "
       "says.",
       &ALessonOfOneAgentIsItsAlone},
      {"ADJUST_05_AMovedLessonLeavesItsAgent",
       "Make anew what is kept of a lesson's scope when `move` is applied.",
       &AMovedLessonLeavesItsAgent},
      {"ADJUST_06_ALessonOutsideItsValidityIsSilent",
       "Compare not_before and not_after with the query's `now`, whatever the "
       "overlay says.",
       &ALessonOutsideItsValidityIsSilent},
      {"ADJUST_07_RecallNoneGivesNoItems", "Look at overlay.recall first.",
       &RecallNoneGivesNoItems},
      {"ADJUST_07_WithoutLeavesLessonsOut",
       "Take the lessons of overlay.without out, in every mode of recall.",
       &WithoutLeavesLessonsOut},
      {"ADJUST_08_AnEmptyMemoryGivesNoItems",
       "Give items from lessons alone; what always holds is configuration.",
       &AnEmptyMemoryGivesNoItems},
      {"ADJUST_09_PositionIsTheMemorys",
       "Take the position from the snapshot that was read.",
       &PositionIsTheMemorys},
      {"ADJUST_10_RecallAllGivesEveryActiveLesson",
       "With recall ALL look at neither facets nor similarity, and set no "
       "limit.",
       &RecallAllGivesEveryActiveLesson},
      {"ADJUST_11_AnEmptyQueryIsRefused", kCheckText, &AnEmptyQueryIsRefused},
      {"ADJUST_11_AnOversizedQueryIsRefused", kCheckText,
       &AnOversizedQueryIsRefused},
      {"ADJUST_11_AQueryThatIsNotUtf8IsRefused", kCheckText,
       &AQueryThatIsNotUtf8IsRefused},
  };
}

}  // namespace alhf::conformance
