#include "coordinator/feedback/entry_store.h"

#include <gtest/gtest.h>

#include <string>

#include "alhf/testing/status_matchers.h"
#include "base/text.h"
#include "tests/support/fault_env.h"
#include "tests/unit/coordinator/feedback/log_entries.h"

namespace alhf::coordinator {
namespace {

using absl::StatusCode;
using testing::FaultEnv;
using testing::IsOk;
using testing::StatusIs;

class EntryStoreTest : public ::testing::Test {
 protected:
  std::unique_ptr<EntryStore> Open() {
    auto store = EntryStore::Open("/store", &env_, "log-a");
    EXPECT_THAT(store, IsOk());
    return *std::move(store);
  }

  static absl::Status Put(EntryStore& store, const std::string& tenant) {
    const LogMark end = store.End(tenant);
    v1::Position position;
    position.set_sequence(end.sequence + 1);
    return store.Write(tenant, {Seal(EntryOf(RecordPayload("f-1")), position,
                                     "salt", end.digest)});
  }

  // The raw store under the entries.
  std::unique_ptr<leveldb::DB> Raw() {
    leveldb::Options options;
    options.env = &env_;
    leveldb::DB* raw = nullptr;
    EXPECT_TRUE(leveldb::DB::Open(options, "/store/entries", &raw).ok());
    return std::unique_ptr<leveldb::DB>(raw);
  }

  FaultEnv env_;
};

TEST_F(EntryStoreTest, KeepsTheIdItWasMadeWith) {
  Open().reset();
  auto store = EntryStore::Open("/store", &env_, "log-b");
  ASSERT_THAT(store, IsOk());
  EXPECT_EQ((*store)->header().log_id(), "log-a");
  EXPECT_EQ((*store)->header().epoch(), 1u);
}

TEST_F(EntryStoreTest, AMissingEntryIsNoticedWhereItIsRead) {
  {
    auto store = Open();
    for (int i = 0; i < 4; ++i) ASSERT_THAT(Put(*store, "acme"), IsOk());
  }
  ASSERT_TRUE(
      Raw()->Delete(leveldb::WriteOptions(), EnvelopeKey("acme", 2)).ok());
  auto store = Open();
  EXPECT_THAT(store->Read("acme", 0, 1), IsOk());
  EXPECT_THAT(store->Read("acme", 0, 10),
              StatusIs(StatusCode::kDataLoss, Reason::STORE_DAMAGED));
  EXPECT_THAT(store->Read("acme", 3, 10), IsOk());
}

TEST_F(EntryStoreTest, AMissingPayloadIsNotAnEmptiedOne) {
  {
    auto store = Open();
    ASSERT_THAT(Put(*store, "acme"), IsOk());
  }
  ASSERT_TRUE(
      Raw()->Delete(leveldb::WriteOptions(), PayloadKey("acme", 1)).ok());
  EXPECT_THAT(Open()->Read("acme", 0, 10),
              StatusIs(StatusCode::kDataLoss, Reason::STORE_DAMAGED));
}

TEST_F(EntryStoreTest, WordsLeaveTheFilesAfterACrashInBetween) {
  {
    auto store = Open();
    ASSERT_THAT(Put(*store, "acme"), IsOk());
    env_.RefuseTables(true);
    EXPECT_FALSE(store->Redact("acme", {{1, std::nullopt}}).ok());
  }
  ASSERT_TRUE(env_.Holds("/store/entries", "f-1"));
  env_.RefuseTables(false);
  const auto read = Open()->Read("acme", 0, 10);
  ASSERT_THAT(read, IsOk());
  EXPECT_FALSE(read->at(0).payload.has_value());
  EXPECT_FALSE(env_.Holds("/store/entries", "f-1"));
}

TEST_F(EntryStoreTest, WordsLeaveTheFilesOnceTheDiskTakesTables) {
  auto store = Open();
  ASSERT_THAT(Put(*store, "acme"), IsOk());
  env_.RefuseTables(true);
  EXPECT_FALSE(store->Redact("acme", {{1, std::nullopt}}).ok());
  env_.RefuseTables(false);
  ASSERT_THAT(Put(*store, "other"), IsOk());
  const auto read = store->Read("acme", 0, 10);
  ASSERT_THAT(read, IsOk());
  EXPECT_FALSE(read->at(0).payload.has_value());
}

TEST_F(EntryStoreTest, AReplacedLastEntryIsNoticedWhenOpened) {
  {
    auto store = Open();
    ASSERT_THAT(Put(*store, "acme"), IsOk());
  }
  v1::Position position;
  position.set_sequence(1);
  const SealedEntry other =
      Seal(EntryOf(RecordPayload("f-2")), position, "salt", "");
  ASSERT_TRUE(
      Raw()
          ->Put(leveldb::WriteOptions(), EnvelopeKey("acme", 1), other.envelope)
          .ok());
  EXPECT_THAT(EntryStore::Open("/store", &env_, "log-b"),
              StatusIs(StatusCode::kDataLoss, Reason::STORE_DAMAGED));
}

TEST_F(EntryStoreTest, RefusesAFormatItDoesNotKnow) {
  Open().reset();
  storage::v1::LogHeader header;
  header.set_format_version(99);
  ASSERT_TRUE(Raw()
                  ->Put(leveldb::WriteOptions(), HeaderKey(),
                        header.SerializeAsString())
                  .ok());
  EXPECT_THAT(EntryStore::Open("/store", &env_, "log-b"),
              StatusIs(StatusCode::kDataLoss, Reason::STORE_DAMAGED));
}

TEST_F(EntryStoreTest, RefusesEntriesWithoutAHeader) {
  {
    auto store = Open();
    ASSERT_THAT(Put(*store, "acme"), IsOk());
  }
  ASSERT_TRUE(Raw()->Delete(leveldb::WriteOptions(), HeaderKey()).ok());
  EXPECT_THAT(EntryStore::Open("/store", &env_, "log-b"),
              StatusIs(StatusCode::kDataLoss, Reason::STORE_DAMAGED));
}

TEST_F(EntryStoreTest, ReadsGoOnWhileTheDiskRefusesWrites) {
  auto store = Open();
  ASSERT_THAT(Put(*store, "acme"), IsOk());
  env_.RefuseWrites(true);
  EXPECT_FALSE(Put(*store, "acme").ok());
  const auto entries = store->Read("acme", 0, 10);
  ASSERT_THAT(entries, IsOk());
  EXPECT_EQ(entries->size(), 1u);
}

TEST_F(EntryStoreTest, ALostMarkShowsLessAndHarmsNothing) {
  {
    auto store = Open();
    ASSERT_THAT(Put(*store, "acme"), IsOk());
  }
  for (const std::string& file : env_.Files("/store/marks", "")) {
    env_.RemoveFile(file);
  }
  EXPECT_EQ(Open()->End("acme").sequence, 1u);
}

}  // namespace
}  // namespace alhf::coordinator
