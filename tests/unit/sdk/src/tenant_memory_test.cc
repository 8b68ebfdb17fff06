#include "sdk/src/tenant_memory.h"

#include <leveldb/env.h>
#include <leveldb/helpers/memenv.h>

#include <atomic>
#include <random>
#include <thread>

#include "absl/strings/match.h"
#include "alhf/testing/status_matchers.h"
#include "core/relevance/analysis.h"
#include "gtest/gtest.h"
#include "tests/unit/sdk/src/memory_fixture.h"

namespace alhf::sdk {
namespace {

using ::absl::StatusCode;
using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;

// An Env whose files can be told to refuse writes.
class FaultEnv final : public leveldb::EnvWrapper {
 public:
  explicit FaultEnv(leveldb::Env* base) : EnvWrapper(base) {}
  leveldb::Status NewWritableFile(const std::string& name,
                                  leveldb::WritableFile** file) override {
    const leveldb::Status status = target()->NewWritableFile(name, file);
    if (status.ok()) *file = new FaultFile(*file, &failing);
    return status;
  }
  std::atomic<bool> failing = false;

 private:
  class FaultFile final : public leveldb::WritableFile {
   public:
    FaultFile(leveldb::WritableFile* file, const std::atomic<bool>* failing)
        : file_(file), failing_(failing) {}
    leveldb::Status Append(const leveldb::Slice& bytes) override {
      if (*failing_) return leveldb::Status::IOError("disk full");
      return file_->Append(bytes);
    }
    leveldb::Status Close() override { return file_->Close(); }
    leveldb::Status Flush() override { return file_->Flush(); }
    leveldb::Status Sync() override { return file_->Sync(); }

   private:
    const std::unique_ptr<leveldb::WritableFile> file_;
    const std::atomic<bool>* const failing_;
  };
};

class TenantMemoryTest : public ::testing::Test {
 protected:
  TenantMemoryTest()
      : memenv_(leveldb::NewMemEnv(leveldb::Env::Default())),
        env_(memenv_.get()) {
    Open();
  }

  void Open() {
    memory_ = nullptr;
    store_ = nullptr;
    MemoryStore::Options options;
    options.folder = "/memory";
    options.component = "plain";
    options.env = &env_;
    std::mt19937_64 random(5);
    auto store = MemoryStore::Open(options, random);
    ASSERT_THAT(store, IsOk());
    store_ = *std::move(store);
    TenantMemory::Parts parts;
    parts.store = store_.get();
    parts.component = &component_;
    parts.component_name = "plain";
    parts.scorer = &scorer_;
    memory_ = std::make_unique<TenantMemory>(parts, "acme");
  }

  absl::StatusOr<v1::Position> Apply(const std::vector<v1::Entry>& entries,
                                     bool rebuild = false) {
    v1::ApplyChangesRequest request = Entries(entries);
    request.set_rebuild(rebuild);
    return memory_->Apply(request);
  }
  uint64_t Applied() { return memory_->Position()->sequence(); }
  size_t Indexed() { return memory_->Read()->index->size(); }
  std::vector<std::string> Texts() {
    const auto view = memory_->Read();
    const StoredMemory memory(store_.get(), view->snapshot, "acme",
                              view->position);
    const auto lessons = memory.List({});
    std::vector<std::string> texts;
    for (const auto& lesson : *lessons) texts.push_back(lesson.text());
    return texts;
  }

  const PlainComponent component_;
  const core::WordsScorer scorer_;
  std::unique_ptr<leveldb::Env> memenv_;
  FaultEnv env_;
  std::unique_ptr<MemoryStore> store_;
  std::unique_ptr<TenantMemory> memory_;
};

TEST_F(TenantMemoryTest, AppliesInOrderAndOnce) {
  const v1::Entry one = MakeEntry(1, {Learn("l-1", "one")});
  const v1::Entry two = MakeEntry(2, {Learn("l-2", "two")});
  EXPECT_EQ(Apply({})->sequence(), 0);
  EXPECT_EQ(Apply({one})->sequence(), 1);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(Apply({one, two})->sequence(), 2);
  EXPECT_EQ(Apply({one})->sequence(), 2);
  EXPECT_EQ(Apply({})->sequence(), 2);
  EXPECT_EQ(Texts(), (std::vector<std::string>{"one", "two"}));
}

TEST_F(TenantMemoryTest, SaysWhereAGapBegins) {
  ASSERT_THAT(Apply({MakeEntry(1, {None()})}), IsOk());
  const auto gap = Apply({MakeEntry(3, {Learn("l-1", "one")})});
  EXPECT_THAT(gap,
              StatusIs(StatusCode::kFailedPrecondition, Reason::POSITION_GAP));
  EXPECT_EQ(ErrorInfoOf(gap.status())->metadata().at("applied_sequence"), "1");
  EXPECT_EQ(Applied(), 1);
  EXPECT_EQ(Indexed(), 0);
}

TEST_F(TenantMemoryTest, RefusesEntriesOfAnotherLogOrEpoch) {
  ASSERT_THAT(Apply({MakeEntry(1, {Learn("l-1", "one")})}), IsOk());
  const auto foreign =
      StatusIs(StatusCode::kFailedPrecondition, Reason::POSITION_FOREIGN);
  EXPECT_THAT(Apply({MakeEntry(2, {None()}, "log-b")}), foreign);
  EXPECT_THAT(Apply({MakeEntry(2, {None()}, "log-a", 2)}), foreign);
  // Also below the high-water mark.
  EXPECT_THAT(Apply({MakeEntry(1, {None()}, "log-b")}), foreign);
  EXPECT_EQ(Applied(), 1);
}

TEST_F(TenantMemoryTest, RefusesEntriesThatDoNotFollowEachOther) {
  const auto malformed =
      StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_INVALID);
  const v1::Entry one = MakeEntry(1, {None()});
  EXPECT_THAT(Apply({one, MakeEntry(3, {None()})}), malformed);
  EXPECT_THAT(Apply({one, one}), malformed);
  EXPECT_THAT(Apply({one, MakeEntry(2, {None()}, "log-b")}), malformed);
  EXPECT_THAT(Apply({MakeEntry(0, {None()})}), malformed);
  EXPECT_EQ(Applied(), 0);
}

TEST_F(TenantMemoryTest, EntriesBeforeAMalformedOneStayApplied) {
  EXPECT_THAT(Apply({MakeEntry(1, {Learn("l-1", "one")}), MakeEntry(2, {}),
                     MakeEntry(3, {Learn("l-3", "three")})}),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_REQUIRED));
  EXPECT_EQ(Applied(), 1);
  EXPECT_EQ(Texts(), (std::vector<std::string>{"one"}));
  EXPECT_EQ(Indexed(), 1);
}

TEST_F(TenantMemoryTest, RebuildDropsTheMemoryWithTheFirstEntry) {
  ASSERT_THAT(Apply({MakeEntry(1, {Learn("l-1", "old")}),
                     MakeEntry(2, {Learn("l-2", "older")})}),
              IsOk());
  const v1::Entry first = MakeEntry(1, {Learn("l-9", "new")}, "log-b", 3);
  EXPECT_THAT(Apply({}, /*rebuild=*/true),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_INVALID));
  EXPECT_THAT(Apply({MakeEntry(2, {None()}, "log-b", 3)}, /*rebuild=*/true),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_INVALID));
  EXPECT_EQ(Applied(), 2);
  ASSERT_THAT(Apply({first}, /*rebuild=*/true), IsOk());
  EXPECT_EQ(Applied(), 1);
  EXPECT_EQ(memory_->Position()->log_id(), "log-b");
  EXPECT_EQ(Texts(), (std::vector<std::string>{"new"}));
  EXPECT_EQ(Indexed(), 1);
  Open();
  EXPECT_EQ(Texts(), (std::vector<std::string>{"new"}));
}

TEST_F(TenantMemoryTest, ARebuildWhoseFirstEntryFailsDropsNothing) {
  ASSERT_THAT(Apply({MakeEntry(1, {Learn("l-1", "old")})}), IsOk());
  EXPECT_THAT(Apply({MakeEntry(1, {Retire("l-1")}, "log-b")}, true),
              StatusIs(StatusCode::kNotFound, Reason::LESSON_NOT_FOUND));
  EXPECT_EQ(Texts(), (std::vector<std::string>{"old"}));
}

TEST_F(TenantMemoryTest, AFailedWriteLeavesNothingApplied) {
  ASSERT_THAT(Apply({MakeEntry(1, {Learn("l-1", "one")})}), IsOk());
  env_.failing = true;
  const v1::Entry two = MakeEntry(2, {Learn("l-2", "two"), Retire("l-1")});
  EXPECT_EQ(Apply({two}).status().code(), StatusCode::kUnavailable);
  EXPECT_EQ(Applied(), 1);
  EXPECT_EQ(Texts(), (std::vector<std::string>{"one"}));
  EXPECT_EQ(Indexed(), 1);
  env_.failing = false;
  Open();
  EXPECT_EQ(Applied(), 1);
  EXPECT_EQ(Texts(), (std::vector<std::string>{"one"}));
  ASSERT_THAT(Apply({two}), IsOk());
  EXPECT_EQ(Indexed(), 1);
}

TEST_F(TenantMemoryTest, AViewDoesNotChangeUnderItsReader) {
  ASSERT_THAT(Apply({MakeEntry(1, {Learn("l-1", "one")})}), IsOk());
  const auto first = memory_->Read();
  ASSERT_THAT(Apply({MakeEntry(2, {Learn("l-2", "two")})}), IsOk());
  const auto second = memory_->Read();
  ASSERT_THAT(Apply({MakeEntry(3, {Retire("l-1")})}), IsOk());
  const auto third = memory_->Read();
  ASSERT_THAT(Apply({MakeEntry(4, {Learn("l-4", "four")})}), IsOk());
  EXPECT_EQ(first->index->size(), 1);
  EXPECT_EQ(second->index->size(), 2);
  EXPECT_EQ(third->index->size(), 1);
  EXPECT_EQ(Indexed(), 2);
  EXPECT_EQ(first->position.sequence(), 1);
  EXPECT_EQ(third->position.sequence(), 3);
}

TEST_F(TenantMemoryTest, TheIndexIsTheSameHoweverItCameAbout) {
  // Views held for a while take all ways of `Publish`.
  std::mt19937_64 random(11);
  std::vector<MemoryView> held;
  std::vector<bool> active(20, false);
  for (uint64_t sequence = 1; sequence <= 200; ++sequence) {
    const size_t lesson = random() % active.size();
    const std::string id = absl::StrCat("l-", lesson);
    ASSERT_THAT(
        Apply({MakeEntry(sequence,
                         {active[lesson] ? Retire(id) : Learn(id, "words")})}),
        IsOk());
    active[lesson] = !active[lesson];
    if (random() % 3 == 0) held.push_back(*memory_->Read());
    if (random() % 7 == 0) held.clear();
    ASSERT_EQ(Indexed(), std::count(active.begin(), active.end(), true));
  }
  held.clear();
  const size_t before = Indexed();
  Open();
  EXPECT_EQ(Indexed(), before);
}

TEST_F(TenantMemoryTest, ReadersAndTheWriterRunSideBySide) {
  std::atomic<bool> done = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      uint64_t last = 0;
      while (!done) {
        const auto view = memory_->Read();
        ASSERT_THAT(view, IsOk());
        ASSERT_GE(view->position.sequence(), last);
        last = view->position.sequence();
        // Entry n learns lesson n.
        ASSERT_EQ(view->index->size(), last);
        const StoredMemory memory(store_.get(), view->snapshot, "acme",
                                  view->position);
        if (last > 0) {
          ASSERT_THAT(memory.Get(absl::StrCat("l-", last)), IsOk());
        }
        ASSERT_FALSE(memory.Get(absl::StrCat("l-", last + 1)).ok());
        core::RecallOptions options;
        options.mode = v1::RECALL_ALL;
        options.limit = 1000;
        ASSERT_EQ(view->index->Recall(core::Analyze("words"), {}, options)
                      .lessons.size(),
                  last);
      }
    });
  }
  for (uint64_t sequence = 1; sequence <= 120; ++sequence) {
    ASSERT_THAT(Apply({MakeEntry(sequence, {Learn(absl::StrCat("l-", sequence),
                                                  "some words")})}),
                IsOk());
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
}

}  // namespace
}  // namespace alhf::sdk
