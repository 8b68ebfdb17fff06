#include "coordinator/exchanges/exchange_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <leveldb/db.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "alhf/storage/v1/exchange.pb.h"
#include "alhf/testing/status_matchers.h"
#include "coordinator/exchanges/exchange_keys.h"
#include "tests/support/fault_env.h"

namespace alhf::coordinator {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::IsOkAndHolds;
using ::alhf::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::Exchange ExchangeOf(const std::string& id, const std::string& user = "") {
  v1::Exchange exchange;
  exchange.set_id(id);
  exchange.set_tenant("t");
  exchange.set_user(user);
  exchange.set_question("question " + id);
  exchange.set_answer("answer");
  exchange.add_steps()->set_component("a");
  exchange.mutable_plan()->set_degraded(true);
  return exchange;
}

std::vector<std::string> IdsOf(const v1::ListExchangesResponse& response) {
  std::vector<std::string> ids;
  for (const auto& exchange : response.exchanges())
    ids.push_back(exchange.id());
  return ids;
}

class ExchangeStoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = ::testing::TempDir() + "/exchangesXXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    root_ = name;
    folder_ = root_ + "/store";
    Open();
  }
  void TearDown() override {
    store_.reset();
    std::filesystem::remove_all(root_);
  }
  void Open() {
    store_.reset();
    auto store = ExchangeStore::Open(folder_, nullptr);
    ASSERT_THAT(store, IsOk());
    store_ = *std::move(store);
  }
  void Put(const v1::Exchange& exchange) {
    ASSERT_THAT(store_->Put(exchange, "", ""), IsOk());
  }
  absl::StatusOr<v1::ListExchangesResponse> List(int page_size,
                                                 const std::string& token = "",
                                                 const std::string& user = "") {
    v1::ListExchangesRequest request;
    request.set_tenant("t");
    request.set_page_size(page_size);
    request.set_page_token(token);
    request.set_user(user);
    return store_->List(request);
  }

  std::string root_;
  std::string folder_;
  std::unique_ptr<ExchangeStore> store_;
};

TEST_F(ExchangeStoreTest, KeepsExchangesWholeOverARestart) {
  Put(ExchangeOf("x-1", "ada"));
  Open();
  const auto exchange = store_->Get("t", "x-1");
  ASSERT_THAT(exchange, IsOk());
  EXPECT_EQ(exchange->SerializeAsString(),
            ExchangeOf("x-1", "ada").SerializeAsString());
  EXPECT_EQ(store_->Count("t"), 1u);
  Put(ExchangeOf("x-2"));
  EXPECT_EQ(store_->Count("t"), 2u);
}

TEST_F(ExchangeStoreTest, KeepsTenantsApart) {
  Put(ExchangeOf("x-1"));
  EXPECT_THAT(
      store_->Get("other", "x-1"),
      StatusIs(absl::StatusCode::kNotFound, Reason::EXCHANGE_NOT_FOUND));
  EXPECT_THAT(
      store_->Last("other", "", ""),
      StatusIs(absl::StatusCode::kNotFound, Reason::EXCHANGE_NOT_FOUND));
  EXPECT_EQ(store_->Count("other"), 0u);
  v1::Exchange twin = ExchangeOf("x-1");
  twin.set_tenant("t0");
  EXPECT_THAT(store_->Put(twin, "", ""), IsOk());
  EXPECT_EQ(store_->Last("t", "", "")->tenant(), "t");
}

TEST_F(ExchangeStoreTest, FindsThoseOfAnAgent) {
  for (const char* id : {"x-1", "x-2", "x-3"}) {
    v1::Exchange exchange = ExchangeOf(id, "ada");
    if (id != std::string("x-3")) exchange.set_agent("bot");
    Put(exchange);
  }
  EXPECT_EQ(store_->Last("t", "ada", "bot")->id(), "x-2");
  EXPECT_EQ(store_->Last("t", "", "bot")->id(), "x-2");
  EXPECT_EQ(store_->Last("t", "ada", "")->id(), "x-3");
  EXPECT_THAT(
      store_->Last("t", "ada", "other"),
      StatusIs(absl::StatusCode::kNotFound, Reason::EXCHANGE_NOT_FOUND));
  v1::ListExchangesRequest request;
  request.set_tenant("t");
  request.set_agent("bot");
  request.set_page_size(1);
  auto page = store_->List(request);
  ASSERT_THAT(page, IsOk());
  ASSERT_EQ(page->exchanges_size(), 1);
  EXPECT_EQ(page->exchanges(0).id(), "x-2");
  request.set_page_token(page->next_page_token());
  page = store_->List(request);
  ASSERT_THAT(page, IsOk());
  ASSERT_EQ(page->exchanges_size(), 1);
  EXPECT_EQ(page->exchanges(0).id(), "x-1");
}

TEST_F(ExchangeStoreTest, FindsTheLastOfAUserAndOfAnybody) {
  Put(ExchangeOf("x-1", "ada"));
  Put(ExchangeOf("x-2", "bob"));
  Put(ExchangeOf("x-3"));
  EXPECT_EQ(store_->Last("t", "", "")->id(), "x-3");
  EXPECT_EQ(store_->Last("t", "ada", "")->id(), "x-1");
  EXPECT_EQ(store_->Last("t", "bob", "")->id(), "x-2");
  EXPECT_THAT(
      store_->Last("t", "eve", ""),
      StatusIs(absl::StatusCode::kNotFound, Reason::EXCHANGE_NOT_FOUND));
}

TEST_F(ExchangeStoreTest, ListsNewestFirstByPages) {
  for (int i = 1; i <= 5; ++i) {
    Put(ExchangeOf(absl::StrCat("x-", i), i % 2 == 0 ? "even" : "odd"));
  }
  auto page = List(2);
  ASSERT_THAT(page, IsOk());
  EXPECT_THAT(IdsOf(*page), ElementsAre("x-5", "x-4"));
  EXPECT_EQ(page->exchanges(0).question(), "question x-5");
  EXPECT_THAT(page->exchanges(0).steps(), IsEmpty());
  EXPECT_FALSE(page->exchanges(0).has_plan());
  Put(ExchangeOf("x-6"));
  page = List(2, page->next_page_token());
  EXPECT_THAT(IdsOf(*page), ElementsAre("x-3", "x-2"));
  page = List(2, page->next_page_token());
  EXPECT_THAT(IdsOf(*page), ElementsAre("x-1"));
  EXPECT_EQ(page->next_page_token(), "");
}

TEST_F(ExchangeStoreTest, ListsOneUsersAlone) {
  for (int i = 1; i <= 5; ++i) {
    Put(ExchangeOf(absl::StrCat("x-", i), i % 2 == 0 ? "even" : "odd"));
  }
  auto page = List(2, "", "odd");
  EXPECT_THAT(IdsOf(*page), ElementsAre("x-5", "x-3"));
  page = List(2, page->next_page_token(), "odd");
  EXPECT_THAT(IdsOf(*page), ElementsAre("x-1"));
  EXPECT_THAT(IdsOf(*List(0, "", "even")), ElementsAre("x-4", "x-2"));
  EXPECT_THAT(IdsOf(*List(0, "", "nobody")), IsEmpty());
}

TEST_F(ExchangeStoreTest, APageFitsIntoOneMessage) {
  for (int i = 0; i < 40; ++i) {
    v1::Exchange exchange = ExchangeOf(absl::StrCat("x-", i));
    exchange.set_answer(std::string(100'000, 'a'));
    Put(exchange);
  }
  size_t total = 0;
  std::string token;
  do {
    const auto page = List(1000, token);
    ASSERT_THAT(page, IsOk());
    EXPECT_LT(page->ByteSizeLong(), 2u << 20);
    total += page->exchanges_size();
    token = page->next_page_token();
  } while (!token.empty());
  EXPECT_EQ(total, 40u);
}

TEST_F(ExchangeStoreTest, RefusesATokenThatItNeverGave) {
  EXPECT_THAT(List(1, "nonsense!"), StatusIs(absl::StatusCode::kInvalidArgument,
                                             Reason::PAGE_TOKEN_INVALID));
}

TEST_F(ExchangeStoreTest, ARequestIdPutsOnce) {
  ASSERT_THAT(store_->Put(ExchangeOf("x-1"), "r-1", "digest"), IsOk());
  const auto again = store_->Put(ExchangeOf("x-2"), "r-1", "digest");
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->id(), "x-1");
  EXPECT_EQ(store_->Count("t"), 1u);
  EXPECT_THAT(
      store_->Put(ExchangeOf("x-3"), "r-1", "another"),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::REQUEST_ID_REUSED));
  EXPECT_EQ(store_->Count("t"), 1u);
}

TEST_F(ExchangeStoreTest, AnIdIsTakenOnce) {
  Put(ExchangeOf("x-1"));
  EXPECT_THAT(
      store_->Put(ExchangeOf("x-1"), "", ""),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::FIELD_INVALID));
}

TEST_F(ExchangeStoreTest, ManyMayPutAtOnce) {
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([this, thread] {
      for (int i = 0; i < 50; ++i) {
        EXPECT_THAT(store_->Put(ExchangeOf(absl::StrCat(thread, "-", i)),
                                absl::StrCat("r-", i), ""),
                    IsOk());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(store_->Count("t"), 50u);
}

TEST_F(ExchangeStoreTest, IsPrivateAndHeldByOneProcess) {
  const auto mode = std::filesystem::status(folder_).permissions();
  EXPECT_EQ(mode, std::filesystem::perms::owner_all);
  EXPECT_THAT(ExchangeStore::Open(folder_, nullptr),
              StatusIs(absl::StatusCode::kUnavailable, Reason::STORE_LOCKED));
}

TEST_F(ExchangeStoreTest, SaysThatItIsDamaged) {
  Put(ExchangeOf("x-1"));
  store_.reset();
  std::ofstream(folder_ + "/CURRENT") << "MANIFEST-999999\n";
  EXPECT_THAT(ExchangeStore::Open(folder_, nullptr),
              StatusIs(absl::StatusCode::kDataLoss, Reason::STORE_DAMAGED));
}

TEST_F(ExchangeStoreTest, IsNotTakenForANewOneWithoutItsIndex) {
  Put(ExchangeOf("x-1"));
  store_.reset();
  std::filesystem::remove(folder_ + "/CURRENT");
  EXPECT_THAT(ExchangeStore::Open(folder_, nullptr),
              StatusIs(absl::StatusCode::kDataLoss, Reason::STORE_DAMAGED));
}

TEST_F(ExchangeStoreTest, RefusesAnotherFormatAndBrokenValues) {
  Put(ExchangeOf("x-1"));
  store_.reset();
  leveldb::DB* raw = nullptr;
  ASSERT_TRUE(leveldb::DB::Open(leveldb::Options(), folder_, &raw).ok());
  std::unique_ptr<leveldb::DB> db(raw);
  storage::v1::ExchangeStoreHeader header;
  header.set_format_version(1);
  ASSERT_TRUE(db->Put({}, keys::Exchange("t", 1), "\xff").ok());
  db.reset();
  Open();
  EXPECT_THAT(store_->Get("t", "x-1"),
              StatusIs(absl::StatusCode::kDataLoss, Reason::STORE_DAMAGED));

  store_.reset();
  ASSERT_TRUE(leveldb::DB::Open(leveldb::Options(), folder_, &raw).ok());
  db.reset(raw);
  header.set_format_version(99);
  ASSERT_TRUE(db->Put({}, keys::Header(), header.SerializeAsString()).ok());
  db.reset();
  EXPECT_THAT(ExchangeStore::Open(folder_, nullptr),
              StatusIs(absl::StatusCode::kDataLoss, Reason::STORE_DAMAGED));
}

TEST_F(ExchangeStoreTest, WhatAPersonAskedIsErased) {
  v1::Exchange hers = ExchangeOf("x-1", "ann");
  hers.set_question("zanzibar");
  ASSERT_THAT(store_->Put(hers, "r-1", "digest"), IsOk());
  Put(ExchangeOf("x-2", "bob"));
  core::Erased erased;
  erased.user = "ann";
  EXPECT_THAT(store_->CountErased("t", erased), IsOkAndHolds(1u));
  EXPECT_THAT(store_->Get("t", "x-1"), IsOk()) << "counting erases nothing";
  EXPECT_THAT(store_->Erase("t", erased), IsOkAndHolds(1u));
  EXPECT_THAT(store_->Erase("t", erased), IsOkAndHolds(0u));
  EXPECT_THAT(store_->Get("t", "x-1"), StatusIs(absl::StatusCode::kNotFound,
                                                Reason::EXCHANGE_NOT_FOUND));
  EXPECT_THAT(
      store_->Last("t", "ann", ""),
      StatusIs(absl::StatusCode::kNotFound, Reason::EXCHANGE_NOT_FOUND));
  EXPECT_EQ(store_->Count("t"), 1u);
  EXPECT_THAT(IdsOf(*List(10)), ElementsAre("x-2"));
  for (const auto& file : std::filesystem::directory_iterator(folder_)) {
    std::ifstream in(file.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in),
                            std::istreambuf_iterator<char>()};
    EXPECT_EQ(bytes.find("zanzibar"), std::string::npos) << file.path();
  }
  // A new one takes no place that is taken.
  Put(ExchangeOf("x-3", "bob"));
  EXPECT_THAT(IdsOf(*List(10)), ElementsAre("x-3", "x-2"));
}

TEST_F(ExchangeStoreTest, AnErasureThatWasBrokenOffEndsAtTheNextStart) {
  testing::FaultEnv env;
  auto store = ExchangeStore::Open("/store", &env);
  ASSERT_THAT(store, IsOk());
  v1::Exchange hers = ExchangeOf("x-1", "ann");
  hers.set_question("zanzibar");
  ASSERT_THAT((*store)->Put(hers, "r-1", "digest"), IsOk());
  core::Erased erased;
  erased.user = "ann";
  env.RefuseTables(true);
  EXPECT_FALSE((*store)->Erase("t", erased).ok());
  store->reset();
  env.RefuseTables(false);
  ASSERT_TRUE(env.Holds("/store", "zanzibar"));
  store = ExchangeStore::Open("/store", &env);
  ASSERT_THAT(store, IsOk());
  EXPECT_FALSE(env.Holds("/store", "zanzibar"));
  EXPECT_EQ((*store)->Count("t"), 0u);
}

TEST_F(ExchangeStoreTest, TakesExchangesAgainWhenTheDiskDoes) {
  testing::FaultEnv env;
  auto store = ExchangeStore::Open("/store", &env);
  ASSERT_THAT(store, IsOk());
  ASSERT_THAT((*store)->Put(ExchangeOf("x-1"), "", ""), IsOk());
  env.RefuseWrites(true);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ((*store)->Put(ExchangeOf("x-2"), "", "").status().code(),
              absl::StatusCode::kUnavailable);
    EXPECT_THAT((*store)->Get("t", "x-1"), IsOk());
  }
  env.RefuseWrites(false);
  EXPECT_THAT((*store)->Put(ExchangeOf("x-3"), "", ""), IsOk());
  store->reset();
  store = ExchangeStore::Open("/store", &env);
  ASSERT_THAT(store, IsOk());
  EXPECT_THAT((*store)->Get("t", "x-1"), IsOk());
  EXPECT_THAT((*store)->Get("t", "x-3"), IsOk());
  EXPECT_EQ((*store)->Count("t"), 2u);
}

TEST_F(ExchangeStoreTest, WhatALessonDidIsErased) {
  v1::Exchange exchange = ExchangeOf("x-1", "ann");
  v1::AdjustmentItem& item =
      *exchange.mutable_plan()->add_components()->add_items();
  item.set_lesson_id("l-1");
  Put(exchange);
  Put(ExchangeOf("x-2", "ann"));
  core::Erased erased;
  erased.lessons = {"l-1"};
  EXPECT_THAT(store_->Erase("t", erased), IsOkAndHolds(1u));
  const auto left = store_->Get("t", "x-1");
  ASSERT_THAT(left, IsOk());
  EXPECT_EQ(left->plan().components(0).items_size(), 0);
  EXPECT_EQ(left->question(), exchange.question());
}

TEST_F(ExchangeStoreTest, ACopyHoldsTheSame) {
  Put(ExchangeOf("x-1"));
  ASSERT_THAT(store_->CopyTo(root_ + "/copy"), IsOk());
  EXPECT_FALSE(store_->CopyTo(root_ + "/copy").ok());
  Put(ExchangeOf("x-2"));
  auto copy = ExchangeStore::Open(root_ + "/copy", nullptr);
  ASSERT_THAT(copy, IsOk());
  EXPECT_THAT((*copy)->Get("t", "x-1"), IsOk());
  EXPECT_EQ((*copy)->Count("t"), 1u);
}

}  // namespace
}  // namespace alhf::coordinator
