// A store of each kind as an earlier build left it, below tests/golden/stores:
// this build opens a copy of each and reads all of it.
//
// KIND-VERSION is the folder, KIND-VERSION.txt what it holds. A new format
// version comes with a new folder beside the old one:
//
//   ALHF_UPDATE_GOLDEN=1 build/dev/bin/golden_stores_test
//
// makes the folders that are missing, and the texts; it never changes a folder
// that is there.
//
// Longer than 400 lines: because each kind of store is made and read here, side
// by side.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <leveldb/db.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/random/random.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "alhf/sdk/component.h"
#include "alhf/testing/status_matchers.h"
#include "base/text.h"
#include "coordinator/audit/access_log.h"
#include "coordinator/exchanges/exchange_store.h"
#include "coordinator/feedback/leveldb_feedback_log.h"
#include "sdk/src/component_host.h"
#include "sdk/src/lesson_vectors.h"
#include "tests/support/golden.h"

namespace alhf::testing {
namespace {

namespace fs = std::filesystem;

using coordinator::ExchangeStore;
using coordinator::FeedbackLog;
using coordinator::LogEntry;
using coordinator::NewEntry;

constexpr char kTenant[] = "acme";

absl::Time At(int seconds) {
  return absl::FromUnixSeconds(1700000000 + seconds);
}

v1::Position PositionAt(uint64_t sequence) {
  v1::Position position;
  position.set_log_id("log-golden");
  position.set_epoch(1);
  position.set_sequence(sequence);
  return position;
}

v1::Lesson LessonOf(const std::string& id, const std::string& text) {
  v1::Lesson lesson;
  lesson.set_id(id);
  lesson.set_tenant(kTenant);
  lesson.set_component("golden");
  lesson.set_text(text);
  lesson.set_understood_as(absl::StrCat("understood: ", text));
  lesson.mutable_scope()->set_tenant(kTenant);
  lesson.mutable_scope()->set_breadth(v1::BREADTH_TOPIC);
  lesson.mutable_scope()->set_topic("weeks");
  lesson.mutable_directive()->set_type_name("golden.Directive");
  lesson.mutable_directive()->set_payload("\x01\x02");
  lesson.set_effect(v1::EFFECT_ENFORCED);
  lesson.set_conflict_key("week");
  lesson.set_state(v1::LESSON_ACTIVE);
  lesson.add_sources()->set_record_id("f-1");
  lesson.set_giver("ann");
  lesson.set_giver_role(v1::ROLE_EXPERT);
  return lesson;
}

v1::Exchange ExchangeOf(const std::string& id, const std::string& user) {
  v1::Exchange exchange;
  exchange.set_id(id);
  exchange.set_tenant(kTenant);
  exchange.set_user(user);
  exchange.set_question("How many orders per week?");
  exchange.set_answer("Seven.");
  exchange.add_steps()->set_component("golden");
  exchange.mutable_plan()->set_firing_policy("threshold/0.5");
  *exchange.mutable_time() = ToProto(At(0));
  return exchange;
}

// A component without behaviour.
class GoldenAuthor final : public sdk::Component {
 public:
  v1::Manifest Describe() const override {
    v1::Manifest manifest;
    manifest.set_name("golden");
    manifest.set_description("keeps what it is given");
    manifest.set_protocol_min(1);
    manifest.set_protocol_max(1);
    return manifest;
  }
  absl::StatusOr<v1::Assessment> Assess(
      const sdk::Context&, const v1::FeedbackRecord&) const override {
    return v1::Assessment();
  }
  absl::StatusOr<v1::Adjustment> Adjust(const sdk::Context&,
                                        const v1::Query&) const override {
    return v1::Adjustment();
  }
  absl::Status Learn(sdk::LearnContext& context,
                     const v1::Lesson& lesson) const override {
    ALHF_RETURN_IF_ERROR(context.Store(lesson));
    return context.Derive(absl::StrCat("of/", lesson.id()), lesson.text(),
                          {lesson.id()});
  }
};

// Gives vectors once; `silent`, it fails: everything must be in the store.
class GoldenEncoder final : public core::Encoder {
 public:
  explicit GoldenEncoder(bool silent) : silent_(silent) {}
  const std::string& id() const override { return id_; }
  const core::Background* background() const override { return nullptr; }
  absl::StatusOr<core::SentenceVector> Encode(
      absl::string_view text) const override {
    if (silent_) return absl::InternalError("it is not in the store");
    return core::SentenceVector{static_cast<float>(text.size()), 1, -0.5};
  }
  absl::StatusOr<std::vector<core::SentenceVector>> EncodeBatch(
      const std::vector<std::string>& texts) const override {
    std::vector<core::SentenceVector> vectors;
    for (const std::string& text : texts) {
      ALHF_ASSIGN_OR_RETURN(core::SentenceVector vector, Encode(text));
      vectors.push_back(std::move(vector));
    }
    return vectors;
  }

 private:
  const std::string id_ = "golden/1";
  const bool silent_;
};

// ------------------------------------------------------------------- making

storage::v1::Payload RecordPayload(const std::string& id) {
  storage::v1::Payload payload;
  auto& record = *payload.mutable_record();
  record.set_request_id("r-" + id);
  record.set_request_digest(Sha256(id));
  record.set_activation(v1::ACTIVATION_IMMEDIATE);
  v1::FeedbackRecord& said = *record.mutable_record();
  said.set_id(id);
  said.set_tenant(kTenant);
  said.set_kind(v1::RECORD_TEXT);
  said.set_text("We are on Postgres, use ISO weeks.");
  said.set_giver("ann");
  *said.mutable_exchange() = ExchangeOf("x-1", "ann");
  *said.mutable_time() = ToProto(At(1));
  return payload;
}

// One entry of each type of a tenant's log, and one that lost its words.
std::vector<storage::v1::Payload> AllPayloads() {
  std::vector<storage::v1::Payload> all(11);
  all[0].mutable_component_joined()->mutable_manifest()->set_name("golden");
  all[1] = RecordPayload("f-1");
  all[2] = RecordPayload("f-2");
  auto& said = *all[3].mutable_assessments();
  said.set_record_id("f-1");
  said.add_assessments()->set_component("golden");
  said.mutable_assessments(0)->set_score(0.9);
  auto& assigned = *all[4].mutable_assigned();
  assigned.mutable_assignment()->set_record_id("f-1");
  assigned.mutable_assignment()->set_revision(1);
  auto& learned = *assigned.add_changes();
  learned.set_component("golden");
  *learned.mutable_change()->mutable_learn()->mutable_lesson() =
      LessonOf("l-1-1", "use ISO weeks");
  auto& change = *all[5].mutable_lesson_change();
  change.set_lesson_id("l-1-1");
  change.set_user("eve");
  change.add_changes()->set_component("golden");
  change.mutable_changes(0)->mutable_change()->mutable_retire()->set_lesson_id(
      "l-1-1");
  all[6].mutable_entry_parked()->set_component("golden");
  *all[6].mutable_entry_parked()->mutable_position() = PositionAt(5);
  all[7].mutable_entry_retried()->set_component("golden");
  *all[7].mutable_entry_retried()->mutable_position() = PositionAt(5);
  all[8].mutable_rollout()->mutable_rollout()->set_holdout(0.1);
  auto& snapshot = *all[9].mutable_snapshot()->mutable_snapshot();
  snapshot.set_component("golden");
  snapshot.set_name("calibration");
  snapshot.set_version(2);
  all[10].mutable_erasure()->add_record_ids("f-2");
  return all;
}

void MakeLog(const std::string& folder) {
  auto log = coordinator::OpenLevelDbFeedbackLog({.folder = folder});
  ASSERT_THAT(log, IsOk());
  int second = 0;
  for (auto& payload : AllPayloads()) {
    ASSERT_THAT(
        (*log)->Append(kTenant, {NewEntry{"key:ann-1", At(++second), payload}},
                       std::nullopt),
        IsOk());
  }
  storage::v1::Payload left;
  left.mutable_record()->mutable_record()->set_id("f-2");
  left.mutable_record()->set_erased(true);
  ASSERT_THAT((*log)->Redact(kTenant, {{3, left}}), IsOk());
}

void MakeAudit(const std::string& folder) {
  auto store = coordinator::OpenAccessStore(folder);
  ASSERT_THAT(store, IsOk());
  coordinator::Access access;
  access.set_user("eve");
  access.set_call("ListFeedback");
  access.set_of_user("ann");
  access.set_items(12);
  access.set_times(1);
  for (int second : {1, 2}) {
    NewEntry entry{"key:eve-1", At(second), {}};
    *entry.payload.mutable_access() = access;
    ASSERT_THAT((*store)->Append(kTenant, {entry}, std::nullopt), IsOk());
  }
  access.clear_of_user();
  storage::v1::Payload left;
  *left.mutable_access() = access;
  ASSERT_THAT((*store)->Redact(kTenant, {{1, left}}), IsOk());
}

void MakeExchanges(const std::string& folder) {
  auto store = ExchangeStore::Open(folder, nullptr);
  ASSERT_THAT(store, IsOk());
  for (const char* user : {"ann", "bob", "ann"}) {
    const std::string id = absl::StrCat("x-", (*store)->Count(kTenant) + 1);
    ASSERT_THAT((*store)->Put(ExchangeOf(id, user), "r-" + id, Sha256(id)),
                IsOk());
  }
}

v1::Entry EntryAt(uint64_t sequence, std::vector<v1::Change> changes) {
  v1::Entry entry;
  *entry.mutable_position() = PositionAt(sequence);
  *entry.mutable_time() = ToProto(At(static_cast<int>(sequence)));
  for (auto& change : changes) *entry.add_changes() = std::move(change);
  return entry;
}

absl::StatusOr<std::unique_ptr<sdk::ComponentHost>> OpenMemory(
    const std::string& folder) {
  absl::BitGen random;
  sdk::ComponentHost::Options options;
  options.data_folder = folder;
  return sdk::ComponentHost::Create(std::make_shared<GoldenAuthor>(), options,
                                    random);
}

void MakeMemory(const std::string& folder) {
  const auto host = OpenMemory(folder);
  ASSERT_THAT(host, IsOk());
  v1::Change learn;
  *learn.mutable_learn()->mutable_lesson() = LessonOf("l-1-1", "use ISO weeks");
  v1::Change other;
  *other.mutable_learn()->mutable_lesson() = LessonOf("l-1-2", "in euros");
  v1::Change retire;
  retire.mutable_retire()->set_lesson_id("l-1-1");
  retire.mutable_retire()->set_reason(v1::RETIRE_FORGOTTEN);
  v1::Change erase;
  erase.mutable_erase()->set_lesson_id("l-1-2");
  v1::Change adopt;
  adopt.mutable_adopt_snapshot()->mutable_snapshot()->set_component("golden");
  adopt.mutable_adopt_snapshot()->mutable_snapshot()->set_name("calibration");
  adopt.mutable_adopt_snapshot()->mutable_snapshot()->set_version(2);
  v1::ApplyChangesRequest request;
  request.set_tenant(kTenant);
  *request.add_entries() = EntryAt(1, {learn, other});
  *request.add_entries() = EntryAt(2, {retire});
  *request.add_entries() = EntryAt(3, {erase});
  *request.add_entries() = EntryAt(4, {adopt});
  ASSERT_THAT((*host)->ApplyChanges(request), IsOk());
}

std::vector<v1::Lesson> Encoded() {
  return {LessonOf("l-1-1", "use ISO weeks"), LessonOf("l-1-2", "in euros")};
}

void MakeVectors(const std::string& folder) {
  auto vectors = sdk::LessonVectors::Open(
      {folder, nullptr}, std::make_shared<GoldenEncoder>(false));
  ASSERT_THAT(vectors, IsOk());
  ASSERT_THAT((*vectors)->VectorsOf(kTenant, Encoded()).status(), IsOk());
}

// ------------------------------------------------------------------ reading

// All but what is random.
std::string TextOf(const FeedbackLog& log) {
  std::string text;
  const auto entries = log.Read(kTenant, 0, 1000);
  EXPECT_THAT(entries, IsOk());
  for (const LogEntry& entry : *entries) {
    absl::StrAppend(
        &text, entry.envelope.position().sequence(), " ",
        storage::v1::Envelope::Type_Name(entry.envelope.type()), " ",
        entry.envelope.principal(), " ",
        absl::FormatTime(FromProto(entry.envelope.time()), absl::UTCTimeZone()),
        entry.redacted ? " redacted" : "", "\n",
        entry.payload.has_value() ? entry.payload->DebugString() : "", "\n");
  }
  return text;
}

std::string ReadLog(const std::string& folder) {
  const auto log = coordinator::OpenLevelDbFeedbackLog({.folder = folder});
  EXPECT_THAT(log, IsOk());
  return log.ok() ? TextOf(**log) : "";
}

std::string ReadAudit(const std::string& folder) {
  const auto store = coordinator::OpenAccessStore(folder);
  EXPECT_THAT(store, IsOk());
  return store.ok() ? TextOf(**store) : "";
}

std::string ReadExchanges(const std::string& folder) {
  const auto store = ExchangeStore::Open(folder, nullptr);
  EXPECT_THAT(store, IsOk());
  if (!store.ok()) return "";
  v1::ListExchangesRequest request;
  request.set_tenant(kTenant);
  const auto listed = (*store)->List(request);
  EXPECT_THAT(listed, IsOk());
  std::string text;
  for (const v1::Exchange& each : listed->exchanges()) {
    absl::StrAppend(&text, (*store)->Get(kTenant, each.id())->DebugString(),
                    "\n");
  }
  // By its other keys as well.
  absl::StrAppend(
      &text, "last of bob: ", (*store)->Last(kTenant, "bob", "")->id(),
      "\nfirst of r-x-1: ",
      (*store)->Put(ExchangeOf("x-9", "ann"), "r-x-1", Sha256("x-1"))->id(),
      "\n");
  return text;
}

std::string ReadMemory(const std::string& folder) {
  const auto host = OpenMemory(folder);
  EXPECT_THAT(host, IsOk());
  if (!host.ok()) return "";
  v1::ExportMemoryRequest request;
  request.set_tenant(kTenant);
  const auto exported = (*host)->ExportMemory(request);
  EXPECT_THAT(exported, IsOk());
  std::string text;
  for (const auto& item : exported->items()) {
    absl::StrAppend(&text, absl::CHexEscape(item.key()), "\n  ",
                    absl::CHexEscape(item.value()), "\n");
  }
  v1::GetLessonRequest then;
  then.set_tenant(kTenant);
  then.set_lesson_id("l-1-1");
  *then.mutable_as_of() = PositionAt(1);
  absl::StrAppend(&text, "as of 1: ", (*host)->GetLesson(then)->DebugString());
  return text;
}

std::string ReadVectors(const std::string& folder) {
  const auto vectors = sdk::LessonVectors::Open(
      {folder, nullptr}, std::make_shared<GoldenEncoder>(true));
  EXPECT_THAT(vectors, IsOk());
  if (!vectors.ok()) return "";
  const auto kept = (*vectors)->VectorsOf(kTenant, Encoded());
  EXPECT_THAT(kept.status(), IsOk());
  std::string text;
  if (!kept.ok()) return text;
  for (const core::CompactVector& each : *kept) {
    absl::StrAppend(&text, absl::BytesToHexString(core::BytesOf(each)), "\n");
  }
  return text;
}

// --------------------------------------------------------------------- tests

struct Kind {
  const char* name;
  void (*make)(const std::string& folder);
  std::string (*read)(const std::string& folder);
};

class GoldenStoresTest : public ::testing::TestWithParam<Kind> {};

// FORMAT_01
TEST_P(GoldenStoresTest, IsReadWholly) {
  const Kind& kind = GetParam();
  const std::string golden =
      absl::StrCat(ALHF_GOLDEN_FOLDER "/stores/", kind.name);
  if (std::getenv("ALHF_UPDATE_GOLDEN") != nullptr && !fs::exists(golden)) {
    fs::create_directories(golden);
    fs::permissions(golden, fs::perms::owner_all);
    ASSERT_NO_FATAL_FAILURE(kind.make(golden));
    for (const auto& file : fs::recursive_directory_iterator(golden)) {
      const std::string name = file.path().filename();
      if (name == "LOCK" || name == "LOG" || name == "LOG.old") {
        fs::remove(file.path());
      }
    }
  }
  ASSERT_TRUE(fs::exists(golden)) << golden;
  const std::string copy =
      absl::StrCat(::testing::TempDir(), "/golden-", kind.name);
  fs::remove_all(copy);
  fs::copy(golden, copy, fs::copy_options::recursive);
  fs::permissions(copy, fs::perms::owner_all);
  const std::string text = kind.read(copy);
  EXPECT_NE(text, "");
  EXPECT_EQ(text, Golden(absl::StrCat("stores/", kind.name, ".txt"), text));
  fs::remove_all(copy);
}

INSTANTIATE_TEST_SUITE_P(
    OfEachKind, GoldenStoresTest,
    ::testing::Values(Kind{"log-1", &MakeLog, &ReadLog},
                      Kind{"audit-1", &MakeAudit, &ReadAudit},
                      Kind{"exchanges-1", &MakeExchanges, &ReadExchanges},
                      Kind{"memory-1", &MakeMemory, &ReadMemory},
                      Kind{"vectors-1", &MakeVectors, &ReadVectors}),
    [](const auto& info) {
      std::string name = info.param.name;
      name[name.find('-')] = '_';
      return name;
    });

}  // namespace
}  // namespace alhf::testing
