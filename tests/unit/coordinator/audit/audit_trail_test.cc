#include "coordinator/audit/audit_trail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <leveldb/db.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "base/clock.h"
#include "base/status.h"
#include "coordinator/feedback/leveldb_feedback_log.h"
#include "coordinator/feedback/log_codec.h"
#include "tests/support/fault_env.h"
#include "tests/unit/coordinator/feedback/log_entries.h"

namespace alhf::coordinator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsOk;
using ::testing::SizeIs;
using testing::StatusIs;

class AuditTrailTest : public ::testing::Test {
 protected:
  AuditTrailTest() { Open(); }
  void Open() {
    acts_ = *OpenLevelDbFeedbackLog({.folder = "/log", .env = &env_});
    store_ = *OpenLevelDbFeedbackLog({.folder = "/audit", .env = &env_});
    accesses_ = std::make_unique<AccessLog>(AccessLog::Options(), store_.get(),
                                            &clock_);
    trail_ = std::make_unique<AuditTrail>(acts_.get(), accesses_.get());
  }
  void Close() {
    trail_.reset();
    accesses_.reset();
    store_.reset();
    acts_.reset();
  }

  void Teach(const std::string& record, const std::string& giver = "ann") {
    clock_.Advance(absl::Seconds(1));
    auto payload = RecordPayload(record);
    payload.mutable_record()->mutable_record()->set_giver(giver);
    ASSERT_THAT(acts_->Append("acme", {{"key:" + giver, clock_.Now(), payload}},
                              std::nullopt),
                IsOk());
  }
  void Read(const std::string& who, const std::string& call) {
    clock_.Advance(absl::Seconds(1));
    Access access;
    access.set_user(who);
    access.set_call(call);
    ASSERT_THAT(accesses_->Note("acme", "key:" + who, access), IsOk());
    // The clock stands still until it is written.
    ASSERT_THAT(accesses_->Flush(), IsOk());
  }

  static v1::ListAuditRequest Request() {
    v1::ListAuditRequest request;
    request.set_tenant("acme");
    return request;
  }
  // What each entry is about, newest first, with the pages put together.
  std::vector<std::string> List(v1::ListAuditRequest request = Request(),
                                int* pages = nullptr) {
    std::vector<std::string> entries;
    while (true) {
      const auto page = trail_->List(request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) return entries;
      if (pages != nullptr) ++*pages;
      for (const v1::AuditEntry& entry : page->entries()) {
        entries.push_back(entry.call() + entry.record_id());
      }
      if (page->next_page_token().empty()) return entries;
      request.set_page_token(page->next_page_token());
    }
  }
  v1::VerifyAuditResponse Verify(const std::vector<v1::AuditHead>& heads = {}) {
    v1::VerifyAuditRequest request;
    request.set_tenant("acme");
    for (const auto& head : heads) *request.add_heads() = head;
    auto response = trail_->Verify(request);
    EXPECT_THAT(response, IsOk());
    return *std::move(response);
  }
  // Changes what is stored under `key`, as somebody who can write the files.
  void Tamper(const std::string& folder, const std::string& key,
              const std::string& value) {
    Close();
    leveldb::Options options;
    options.env = &env_;
    leveldb::DB* opened = nullptr;
    ASSERT_TRUE(leveldb::DB::Open(options, folder, &opened).ok());
    const std::unique_ptr<leveldb::DB> db(opened);
    ASSERT_TRUE(db->Put(leveldb::WriteOptions(), key, value).ok());
  }
  std::string Stored(const std::string& folder, const std::string& key) {
    Close();
    leveldb::Options options;
    options.env = &env_;
    leveldb::DB* opened = nullptr;
    EXPECT_TRUE(leveldb::DB::Open(options, folder, &opened).ok());
    const std::unique_ptr<leveldb::DB> db(opened);
    std::string value;
    EXPECT_TRUE(db->Get(leveldb::ReadOptions(), key, &value).ok());
    return value;
  }

  testing::FaultEnv env_;
  ManualClock clock_{TestTime()};
  std::unique_ptr<FeedbackLog> acts_;
  std::unique_ptr<FeedbackLog> store_;
  std::unique_ptr<AccessLog> accesses_;
  std::unique_ptr<AuditTrail> trail_;
};

TEST_F(AuditTrailTest, BothChainsNewestFirst) {
  EXPECT_THAT(List(), IsEmpty());
  Teach("f-1");
  Read("bob", "ListFeedback");
  Teach("f-2");
  Read("bob", "ListLessons");
  EXPECT_THAT(List(), ElementsAre("ListLessons", "f-2", "ListFeedback", "f-1"));
  v1::ListAuditRequest of_bob = Request();
  of_bob.set_principal("key:bob");
  EXPECT_THAT(List(of_bob), ElementsAre("ListLessons", "ListFeedback"));
  v1::ListAuditRequest late = Request();
  *late.mutable_not_before() = ToProto(TestTime() + absl::Seconds(3));
  EXPECT_THAT(List(late), ElementsAre("ListLessons", "f-2"));
  v1::ListAuditRequest other = Request();
  other.set_tenant("zeta");
  EXPECT_THAT(List(other), IsEmpty());
}

// What was read a moment ago is listed, whether or not it was written yet.
TEST_F(AuditTrailTest, ListingWaitsForWhatWasRead) {
  Access access;
  access.set_call("ListFeedback");
  ASSERT_THAT(accesses_->Note("acme", "key:bob", access), IsOk());
  EXPECT_THAT(List(), ElementsAre("ListFeedback"));
}

TEST_F(AuditTrailTest, PagesGoOnWhereTheyEnded) {
  for (int i = 0; i < 100; ++i) {
    Teach(absl::StrCat("f-", i));
    if (i % 3 == 0) Read(absl::StrCat("u", i), "ListFeedback");
  }
  const std::vector<std::string> all = List();
  EXPECT_THAT(all, SizeIs(134));
  v1::ListAuditRequest request = Request();
  request.set_page_size(7);
  int pages = 0;
  EXPECT_EQ(List(request, &pages), all);
  EXPECT_EQ(pages, 20);
  request.set_page_token("nonsense");
  EXPECT_THAT(
      trail_->List(request).status(),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::PAGE_TOKEN_INVALID));
}

// A filter that finds nothing does not hold a thread for the whole log.
TEST_F(AuditTrailTest, OneCallLooksAtSoManyEntriesOnly) {
  std::vector<NewEntry> entries(5000, EntryOf(RecordPayload("f-1")));
  ASSERT_THAT(acts_->Append("acme", entries, std::nullopt), IsOk());
  v1::ListAuditRequest request = Request();
  request.set_user("nobody");
  const auto page = trail_->List(request);
  ASSERT_THAT(page, IsOk());
  EXPECT_THAT(page->entries(), IsEmpty());
  EXPECT_NE(page->next_page_token(), "");
  int pages = 0;
  EXPECT_THAT(List(request, &pages), IsEmpty());
  EXPECT_EQ(pages, 2);
}

TEST_F(AuditTrailTest, ChainsThatHoldSayTheirEnds) {
  for (int i = 0; i < 70; ++i) Teach(absl::StrCat("f-", i));
  Read("bob", "ListFeedback");
  const auto checked = Verify();
  ASSERT_THAT(checked.chains(), SizeIs(2));
  EXPECT_EQ(checked.chains(0).head().sequence(), 70u);
  EXPECT_THAT(checked.chains(0).head().digest(), SizeIs(32));
  EXPECT_EQ(checked.chains(0).broken_at(), 0u);
  EXPECT_EQ(checked.chains(1).head().sequence(), 1u);
  Teach("f-70");
  const auto later =
      Verify({checked.chains(0).head(), checked.chains(1).head()});
  EXPECT_EQ(later.chains(0).broken_at(), 0u) << later.DebugString();
  EXPECT_EQ(later.chains(1).broken_at(), 0u);
  EXPECT_NE(later.chains(0).head().digest(), checked.chains(0).head().digest());
}

TEST_F(AuditTrailTest, ErasedWordsKeepTheChainAndAreCounted) {
  for (int i = 0; i < 5; ++i) Teach(absl::StrCat("f-", i));
  const v1::AuditHead before = Verify().chains(0).head();
  ASSERT_THAT(acts_->Redact("acme", {{2, std::nullopt}}), IsOk());
  const auto checked = Verify({before});
  EXPECT_EQ(checked.chains(0).broken_at(), 0u) << checked.DebugString();
  EXPECT_EQ(checked.chains(0).redacted(), 1u);
  EXPECT_EQ(checked.chains(0).head().digest(), before.digest());
}

TEST_F(AuditTrailTest, AChangedEntryIsNamed) {
  for (int i = 0; i < 100; ++i) Read(absl::StrCat("u", i), "ListFeedback");
  Tamper("/audit/entries", PayloadKey("acme", 67),
         Stored("/audit/entries", PayloadKey("acme", 66)));
  Open();
  const auto checked = Verify();
  EXPECT_EQ(checked.chains(0).broken_at(), 0u);
  EXPECT_EQ(checked.chains(1).broken_at(), 67u);
  EXPECT_EQ(checked.chains(1).head().sequence(), 66u);
  EXPECT_EQ(checked.chains(1).broken_because(),
            "the digest of entry 67 is wrong");
}

TEST_F(AuditTrailTest, AnEntryOfAnotherPlaceIsNamed) {
  for (int i = 0; i < 10; ++i) Teach(absl::StrCat("f-", i));
  Tamper("/log/entries", EnvelopeKey("acme", 4),
         Stored("/log/entries", EnvelopeKey("acme", 5)));
  Open();
  const auto checked = Verify();
  EXPECT_EQ(checked.chains(0).broken_at(), 4u);
  EXPECT_THAT(checked.chains(0).broken_because(), HasSubstr("entry 5"));
}

// Who can write the files can seal them anew; who kept an end sees it.
TEST_F(AuditTrailTest, AChainThatWasMadeAnewLacksTheEndThatWasKept) {
  for (int i = 0; i < 5; ++i) Teach(absl::StrCat("f-", i), "ann");
  const v1::AuditHead kept = Verify().chains(0).head();
  Close();
  leveldb::Options options;
  options.env = &env_;
  ASSERT_TRUE(leveldb::DestroyDB("/log/entries", options).ok());
  ASSERT_TRUE(leveldb::DestroyDB("/log/marks", options).ok());
  Open();
  for (int i = 0; i < 8; ++i) Teach(absl::StrCat("f-", i), "bob");
  EXPECT_EQ(Verify().chains(0).broken_at(), 0u);
  const auto checked = Verify({kept});
  EXPECT_EQ(checked.chains(0).broken_at(), 5u);
  EXPECT_THAT(checked.chains(0).broken_because(), HasSubstr("made anew"));
  v1::AuditHead beyond = kept;
  beyond.set_sequence(9);
  EXPECT_THAT(Verify({beyond}).chains(0).broken_because(),
              HasSubstr("ends at 8"));
}

}  // namespace
}  // namespace alhf::coordinator
