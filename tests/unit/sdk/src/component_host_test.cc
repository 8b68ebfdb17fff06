#include "sdk/src/component_host.h"

#include <random>
#include <stdexcept>

#include "alhf/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/sdk/src/memory_fixture.h"

namespace alhf::sdk {
namespace {

using ::absl::StatusCode;
using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::StartsWith;

v1::AssessFeedbackRequest Record(const std::string& text) {
  v1::AssessFeedbackRequest request;
  request.set_tenant("acme");
  request.mutable_record()->set_text(text);
  return request;
}

TEST(ComponentHostTest, TheManifestSaysWhoAndHowFar) {
  HostedComponent host;
  ASSERT_THAT(host->ApplyChanges(Entries({MakeEntry(1, {None()})})), IsOk());
  v1::GetManifestRequest request;
  const auto manifest = host->GetManifest(request)->manifest();
  EXPECT_EQ(manifest.name(), "plain");
  EXPECT_NE(manifest.replica_id(), "");
  EXPECT_NE(manifest.memory_id(), "");
  EXPECT_FALSE(manifest.has_applied_position());
  EXPECT_TRUE(manifest.capabilities().empty());
  request.set_tenant("acme");
  EXPECT_EQ(
      host->GetManifest(request)->manifest().applied_position().sequence(), 1);
  request.set_tenant("unknown");
  EXPECT_EQ(
      host->GetManifest(request)->manifest().applied_position().sequence(), 0);
  host.Reopen();
  const auto again = host->GetManifest(request)->manifest();
  EXPECT_EQ(again.memory_id(), manifest.memory_id());
  EXPECT_NE(again.replica_id(), manifest.replica_id());
}

TEST(ComponentHostTest, AssessingSeesThePositionAndChangesNothing) {
  HostedComponent host;
  ASSERT_THAT(host->ApplyChanges(Entries({MakeEntry(1, {None()})})), IsOk());
  const std::string before = host.Export();
  v1::AssessFeedbackRequest request = Record("Round to two.");
  std::string first;
  for (int i = 0; i < 10; ++i) {
    const auto response = host->AssessFeedback(request);
    ASSERT_THAT(response, IsOk());
    EXPECT_EQ(response->assessment().position_seen().sequence(), 1);
    if (i == 0) first = response->SerializeAsString();
    EXPECT_EQ(response->SerializeAsString(), first);
  }
  EXPECT_EQ(host.Export(), before);
  *request.mutable_min_position() = At(2);
  EXPECT_THAT(
      host->AssessFeedback(request),
      StatusIs(StatusCode::kFailedPrecondition, Reason::POSITION_STALE));
}

TEST(ComponentHostTest, AMinimumPositionIsReachedOrStale) {
  HostedComponent host;
  ASSERT_THAT(host->ApplyChanges(Entries({MakeEntry(1, {None()})})), IsOk());
  v1::AdjustQueryRequest request = Question("How many?");
  *request.mutable_query()->mutable_min_position() = At(1);
  EXPECT_THAT(host->AdjustQuery(request), IsOk());
  EXPECT_TRUE(host->IsReached("acme", At(1)));
  EXPECT_FALSE(host->IsReached("acme", At(2)));
  EXPECT_FALSE(host->IsReached("acme", At(1, "log-b")));
  *request.mutable_query()->mutable_min_position() = At(2);
  EXPECT_THAT(
      host->AdjustQuery(request),
      StatusIs(StatusCode::kFailedPrecondition, Reason::POSITION_STALE));
}

TEST(ComponentHostTest, TenantsAreApart) {
  HostedComponent host;
  ASSERT_THAT(
      host->ApplyChanges(Entries({MakeEntry(1, {Learn("l-1", "Round.")})})),
      IsOk());
  const std::string before = host.Export();
  ASSERT_THAT(host->ApplyChanges(Entries(
                  {MakeEntry(1, {Learn("l-1", "Cut.")}, "log-b")}, "other")),
              IsOk());
  EXPECT_EQ(host.Export(), before);
  const auto adjustment = host->AdjustQuery(Question("How many?", "other"));
  ASSERT_THAT(adjustment, IsOk());
  ASSERT_EQ(adjustment->adjustment().items_size(), 1);
  EXPECT_EQ(adjustment->adjustment().items(0).text(), "Cut.");
  EXPECT_EQ(host->AdjustQuery(Question("How many?", "third"))
                ->adjustment()
                .items_size(),
            0);
}

TEST(ComponentHostTest, GetsALessonAsItWas) {
  HostedComponent host;
  ASSERT_THAT(
      host->ApplyChanges(Entries({MakeEntry(1, {Learn("l-1", "Round.")}),
                                  MakeEntry(2, {Retire("l-1")})})),
      IsOk());
  v1::GetLessonRequest request;
  request.set_tenant("acme");
  request.set_lesson_id("l-1");
  EXPECT_EQ(host->GetLesson(request)->state(), v1::LESSON_RETIRED);
  *request.mutable_as_of() = At(1);
  EXPECT_EQ(host->GetLesson(request)->state(), v1::LESSON_ACTIVE);
  *request.mutable_as_of() = At(3);
  EXPECT_THAT(
      host->GetLesson(request),
      StatusIs(StatusCode::kFailedPrecondition, Reason::POSITION_AHEAD));
  request.clear_as_of();
  request.set_lesson_id("l-2");
  EXPECT_THAT(host->GetLesson(request),
              StatusIs(StatusCode::kNotFound, Reason::LESSON_NOT_FOUND));
}

TEST(ComponentHostTest, TellsWhenAMemoryMovedOn) {
  HostedComponent host;
  std::vector<std::string> tenants;
  host->OnApplied(
      [&](const std::string& tenant) { tenants.push_back(tenant); });
  ASSERT_THAT(host->ApplyChanges(Entries({})), IsOk());
  ASSERT_THAT(host->ApplyChanges(Entries({MakeEntry(1, {None()})})), IsOk());
  EXPECT_THAT(tenants, ElementsAre("acme"));
}

// Applies `entries` in batches of random size with restarts in between.
std::string ExportAfter(const std::vector<v1::Entry>& entries, uint64_t seed) {
  std::mt19937_64 random(seed);
  HostedComponent host;
  size_t applied = 0;
  while (applied < entries.size()) {
    // Some entries are sent again.
    const size_t begin =
        applied - random() % (std::min<size_t>(applied, 3) + 1);
    const size_t end = std::min(entries.size(), applied + 1 + random() % 9);
    EXPECT_THAT(
        host->ApplyChanges(Entries({entries.begin() + static_cast<int>(begin),
                                    entries.begin() + static_cast<int>(end)})),
        IsOk());
    applied = end;
    if (random() % 4 == 0) host.Reopen();
  }
  return host.Export();
}

// A log of random changes that all fit.
std::vector<v1::Entry> RandomLog(uint64_t seed, uint64_t length) {
  std::mt19937_64 random(seed);
  std::vector<std::string> live;
  std::vector<v1::Entry> entries;
  for (uint64_t sequence = 1; sequence <= length; ++sequence) {
    std::vector<v1::Change> changes;
    const auto pick = random() % 8;
    if (live.empty() || pick < 3) {
      const std::string id = absl::StrCat("l-", sequence);
      v1::Lesson lesson = MakeLesson(id, absl::StrCat("rule ", sequence));
      auto& fields =
          *lesson.mutable_directive()->mutable_display()->mutable_fields();
      for (int i = 0; i < 5; ++i) {
        fields[absl::StrCat("k", random() % 100)].set_number_value(i);
      }
      changes.push_back(Learn(lesson));
      live.push_back(id);
    } else if (pick == 3) {
      changes.push_back(None());
    } else {
      const size_t at = random() % live.size();
      const std::string id = live[at];
      v1::Change change;
      switch (pick) {
        case 4:
          change.mutable_promote()->set_lesson_id(id);
          change.mutable_promote()->set_user(absl::StrCat("u", random() % 3));
          break;
        case 5:
          change.mutable_add_counterexample()->set_lesson_id(id);
          change.mutable_add_counterexample()
              ->mutable_counterexample()
              ->set_text(absl::StrCat("not here ", sequence));
          break;
        case 6:
          change = Retire(id);
          live.erase(live.begin() + static_cast<int>(at));
          break;
        default:
          change = Erase(id);
          live.erase(live.begin() + static_cast<int>(at));
          break;
      }
      changes.push_back(change);
    }
    entries.push_back(MakeEntry(sequence, changes));
  }
  return entries;
}

TEST(ComponentHostTest, TheSameEntriesExportTheSameBytesHoweverTheyCame) {
  for (uint64_t seed = 1; seed <= 8; ++seed) {
    const std::vector<v1::Entry> entries = RandomLog(seed, 60);
    HostedComponent at_once;
    ASSERT_THAT(at_once->ApplyChanges(Entries(entries)), IsOk());
    const std::string expected = at_once.Export();
    for (uint64_t cut = 1; cut <= 4; ++cut) {
      EXPECT_EQ(ExportAfter(entries, seed * 10 + cut), expected)
          << "seed " << seed << " cut " << cut;
    }
  }
}

TEST(ComponentHostTest, LearnsOnWhenTheDiskTakesWritesAgain) {
  HostedComponent host;
  const auto learn = [&](uint64_t sequence) {
    const std::string id = absl::StrCat("l-", sequence);
    return host->ApplyChanges(Entries({MakeEntry(sequence, {Learn(id, id)})}));
  };
  ASSERT_THAT(learn(1), IsOk());
  host.env()->RefuseWrites(true);
  EXPECT_EQ(learn(2).status().code(), StatusCode::kUnavailable);
  EXPECT_EQ(learn(2).status().code(), StatusCode::kUnavailable);
  EXPECT_THAT(host->AdjustQuery(Question("How many?")), IsOk());
  host.env()->RefuseWrites(false);
  ASSERT_THAT(learn(2), IsOk());
  ASSERT_THAT(learn(3), IsOk());
  const std::string before = host.Export();
  host.Reopen();
  EXPECT_EQ(host.Export(), before);
  HostedComponent other;
  ASSERT_THAT(
      other->ApplyChanges(Entries({MakeEntry(1, {Learn("l-1", "l-1")}),
                                   MakeEntry(2, {Learn("l-2", "l-2")}),
                                   MakeEntry(3, {Learn("l-3", "l-3")})})),
      IsOk());
  EXPECT_EQ(other.Export(), before);
}

TEST(ComponentHostTest, ADamagedMemoryIsSetAsideAndBeginsAnew) {
  HostedComponent host;
  ASSERT_THAT(host->ApplyChanges(Entries({MakeEntry(1, {None()})})), IsOk());
  const std::string id = host->manifest().memory_id();
  for (const std::string& file : host.env()->Files("/memory", "")) {
    if (file.find("MANIFEST") == std::string::npos) continue;
    host.env()->Replace(file, "damaged");
  }
  host.Reopen();
  ASSERT_THAT(host.status(), IsOk());
  EXPECT_NE(host->manifest().memory_id(), id);
  v1::GetManifestRequest request;
  request.set_tenant("acme");
  EXPECT_EQ(
      host->GetManifest(request)->manifest().applied_position().sequence(), 0);
  std::vector<std::string> files;
  host.env()->GetChildren("", &files);
  EXPECT_THAT(files, Contains(StartsWith("memory.damaged-")));
}

// Fails as the test says.
class Failing final : public PlainComponent, public Agent {
 public:
  absl::StatusOr<v1::Assessment> Assess(
      const Context&, const v1::FeedbackRecord&) const override {
    throw std::runtime_error("assess threw");
  }
  absl::StatusOr<v1::Adjustment> Adjust(const Context&,
                                        const v1::Query& query) const override {
    if (query.text() == "throw") throw 7;
    v1::Adjustment adjustment;
    v1::AdjustmentItem& item = *adjustment.add_items();
    if (query.text() != "no lesson") item.set_lesson_id("l-1");
    item.set_score(query.text() == "score" ? 1.5 : 0.5);
    return adjustment;
  }
  absl::Status Run(const Context&, const v1::RunRequest& request,
                   RunWriter& writer) const override {
    writer.Progress("working");
    if (request.query().text() == "silent") return absl::OkStatus();
    writer.Output({});
    if (request.query().text() == "late error") {
      return absl::ResourceExhaustedError("no memory");
    }
    return absl::OkStatus();
  }
};

TEST(ComponentHostTest, AnAuthorsMistakesAreErrorsOfTheCallOnly) {
  HostedComponent host(std::make_shared<Failing>());
  const auto failed = StatusIs(StatusCode::kInternal, Reason::COMPONENT_FAILED);
  EXPECT_THAT(host->AssessFeedback(Record("Round.")), failed);
  EXPECT_THAT(host->AdjustQuery(Question("throw")), failed);
  EXPECT_THAT(host->AdjustQuery(Question("no lesson")), failed);
  EXPECT_THAT(host->AdjustQuery(Question("score")), failed);
  const auto fine = host->AdjustQuery(Question("fine"));
  ASSERT_THAT(fine, IsOk());
  EXPECT_EQ(fine->adjustment().component(), "plain");
  EXPECT_EQ(fine->adjustment().items(0).component(), "plain");
}

TEST(ComponentHostTest, AStageThatFailsGivesNoOutput) {
  HostedComponent host(std::make_shared<Failing>());
  EXPECT_THAT(host->manifest().capabilities(), ElementsAre("run"));
  const auto run = [&](const std::string& text, int* outputs) {
    v1::RunRequest request;
    request.set_tenant("acme");
    request.mutable_query()->set_text(text);
    *outputs = 0;
    return host->Run(request, {}, [&](const v1::RunEvent& event) {
      if (event.has_output()) ++*outputs;
    });
  };
  int outputs = 0;
  EXPECT_THAT(run("fine", &outputs), IsOk());
  EXPECT_EQ(outputs, 1);
  EXPECT_THAT(run("silent", &outputs),
              StatusIs(StatusCode::kInternal, Reason::COMPONENT_FAILED));
  EXPECT_EQ(outputs, 0);
  EXPECT_THAT(
      run("late error", &outputs),
      StatusIs(StatusCode::kResourceExhausted, Reason::COMPONENT_FAILED));
  EXPECT_EQ(outputs, 0);
}

}  // namespace
}  // namespace alhf::sdk
