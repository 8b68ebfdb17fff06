#include "sdk/src/stored_memory.h"

#include <leveldb/env.h>
#include <leveldb/helpers/memenv.h>
#include <leveldb/write_batch.h>

#include <memory>
#include <random>

#include "alhf/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "sdk/src/codec.h"
#include "tests/unit/sdk/src/memory_fixture.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::IsOkAndHolds;
using ::alhf::testing::StatusIs;
using ::testing::ElementsAre;

class StoredMemoryTest : public ::testing::Test {
 protected:
  StoredMemoryTest() : env_(leveldb::NewMemEnv(leveldb::Env::Default())) {
    MemoryStore::Options options;
    options.folder = "/memory";
    options.component = "plain";
    options.env = env_.get();
    std::mt19937_64 random;
    store_ = *MemoryStore::Open(options, random);
  }

  void PutLesson(const std::string& tenant, const std::string& id,
                 const std::string& text, uint64_t learned, uint64_t sequence,
                 v1::LessonState state = v1::LESSON_ACTIVE) {
    storage::v1::LessonRevision revision;
    *revision.mutable_lesson() = MakeLesson(id, text);
    revision.mutable_lesson()->set_learned_sequence(learned);
    revision.mutable_lesson()->set_state(state);
    Put(RevisionKey(tenant, Revised::kLesson, id, sequence), Encode(revision));
    Put(OrderPrefix(tenant) + OrderPlace(learned, id), "");
  }

  void PutDerived(const std::string& key, uint64_t sequence,
                  const std::string& value,
                  const std::vector<std::string>& lesson_ids,
                  bool deleted = false) {
    storage::v1::DerivedValue derived;
    derived.set_value(value);
    derived.set_deleted(deleted);
    derived.mutable_lesson_ids()->Assign(lesson_ids.begin(), lesson_ids.end());
    Put(RevisionKey("acme", Revised::kDerived, key, sequence), Encode(derived));
  }

  void Put(const std::string& key, const std::string& value) {
    leveldb::WriteBatch batch;
    batch.Put(key, value);
    ASSERT_THAT(store_->Write(&batch), IsOk());
  }

  StoredMemory MemoryAt(uint64_t sequence, const std::string& tenant = "acme") {
    return StoredMemory(store_.get(), store_->TakeSnapshot(), tenant,
                        At(sequence));
  }

  std::vector<std::string> TextsAt(uint64_t sequence,
                                   const std::string& tenant = "acme") {
    std::vector<std::string> texts;
    const auto lessons = MemoryAt(sequence, tenant).List({});
    for (const v1::Lesson& lesson : *lessons) texts.push_back(lesson.text());
    return texts;
  }

  std::unique_ptr<leveldb::Env> env_;
  std::unique_ptr<MemoryStore> store_;
};

TEST_F(StoredMemoryTest, ReadsALessonAsItWas) {
  PutLesson("acme", "l-1", "first", 2, 2);
  PutLesson("acme", "l-1", "second", 2, 5);
  EXPECT_EQ(MemoryAt(9).Get("l-1")->text(), "second");
  EXPECT_EQ(MemoryAt(5).Get("l-1")->text(), "second");
  EXPECT_EQ(MemoryAt(4).Get("l-1")->text(), "first");
  EXPECT_THAT(MemoryAt(1).Get("l-1"),
              StatusIs(absl::StatusCode::kNotFound, Reason::LESSON_NOT_FOUND));
}

TEST_F(StoredMemoryTest, ListsOldestFirstAsItWas) {
  PutLesson("acme", "l-b", "b", 2, 2);
  PutLesson("acme", "l-a", "a", 3, 3);
  PutLesson("acme", "l-b", "b again", 2, 4);
  EXPECT_THAT(TextsAt(4), ElementsAre("b again", "a"));
  EXPECT_THAT(TextsAt(3), ElementsAre("b", "a"));
  EXPECT_THAT(TextsAt(2), ElementsAre("b"));
  EXPECT_THAT(TextsAt(0), ElementsAre());
}

TEST_F(StoredMemoryTest, ALessonLearnedAgainIsListedOnce) {
  PutLesson("acme", "l-1", "one", 1, 1);
  PutLesson("acme", "l-2", "two", 2, 2);
  PutLesson("acme", "l-1", "one again", 3, 3);
  EXPECT_THAT(TextsAt(3), ElementsAre("two", "one again"));
  EXPECT_THAT(TextsAt(2), ElementsAre("one", "two"));
}

TEST_F(StoredMemoryTest, ListsByState) {
  PutLesson("acme", "l-1", "held", 1, 1, v1::LESSON_HELD);
  PutLesson("acme", "l-2", "erased", 2, 2, v1::LESSON_ERASED);
  EXPECT_THAT(TextsAt(2), ElementsAre("held"));
  EXPECT_EQ(MemoryAt(2).List({v1::LESSON_ERASED})->size(), 1);
  EXPECT_EQ(MemoryAt(2).List({v1::LESSON_ACTIVE})->size(), 0);
}

TEST_F(StoredMemoryTest, SeesNoOtherTenant) {
  PutLesson("acme", "l-1", "ours", 1, 1);
  PutLesson("acme2", "l-1", "theirs", 1, 1);
  EXPECT_THAT(TextsAt(1), ElementsAre("ours"));
  EXPECT_THAT(TextsAt(1, "acme2"), ElementsAre("theirs"));
  EXPECT_THAT(TextsAt(1, "acm"), ElementsAre());
}

TEST_F(StoredMemoryTest, ReadsDerivedValuesAsTheyWere) {
  PutDerived("sum", 2, "3", {"l-1", "l-2"});
  PutDerived("sum", 4, "", {}, /*deleted=*/true);
  EXPECT_THAT(MemoryAt(1).Derived("sum"), IsOkAndHolds(std::nullopt));
  EXPECT_THAT(MemoryAt(3).Derived("sum"), IsOkAndHolds("3"));
  EXPECT_THAT(MemoryAt(4).Derived("sum"), IsOkAndHolds(std::nullopt));
  EXPECT_THAT(MemoryAt(3).Derived("su"), IsOkAndHolds(std::nullopt));
}

TEST_F(StoredMemoryTest, KnowsWhatWasDerivedFromALesson) {
  PutDerived("sum", 2, "3", {"l-1", "l-2"});
  PutDerived("sum", 4, "5", {"l-2"});
  PutDerived("max", 3, "2", {"l-1"});
  const auto now = MemoryAt(4).DerivedFrom("l-1");
  ASSERT_THAT(now, IsOk());
  ASSERT_EQ(now->size(), 1);
  EXPECT_EQ(now->front().key, "max");
  EXPECT_EQ(MemoryAt(3).DerivedFrom("l-1")->size(), 2);
  // The old revision of "sum" too.
  EXPECT_EQ(MemoryAt(4).KeysDerivedFrom("l-1")->size(), 2);
}

TEST_F(StoredMemoryTest, VisitsEveryKeyOfTheTenantInOrder) {
  PutLesson("acme", "l-1", "text", 1, 1);
  PutDerived("sum", 1, "3", {"l-1"});
  PutLesson("acme2", "l-1", "text", 1, 1);
  std::vector<std::string> keys;
  ASSERT_THAT(
      MemoryAt(1).VisitKeys("",
                            [&](absl::string_view key, absl::string_view) {
                              keys.emplace_back(key);
                              return true;
                            }),
      IsOk());
  ASSERT_EQ(keys.size(), 3);
  EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end()));
  std::vector<std::string> rest;
  ASSERT_THAT(
      MemoryAt(1).VisitKeys(keys[0],
                            [&](absl::string_view key, absl::string_view) {
                              rest.emplace_back(key);
                              return true;
                            }),
      IsOk());
  EXPECT_THAT(rest, ElementsAre(keys[1], keys[2]));
}

TEST_F(StoredMemoryTest, SaysThatAValueIsDamaged) {
  Put(RevisionKey("acme", Revised::kLesson, "l-1", 1), "\xFF\xFF");
  EXPECT_THAT(MemoryAt(1).Get("l-1"),
              StatusIs(absl::StatusCode::kDataLoss, Reason::STORE_DAMAGED));
}

}  // namespace
}  // namespace alhf::sdk
