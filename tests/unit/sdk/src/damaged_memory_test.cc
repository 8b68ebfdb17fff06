// A memory whose files are damaged: real LevelDB on a disk of the test's own.
#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "base/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/sdk/src/memory_fixture.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;

// Lessons in several tables, a list of tables that grew while it ran, and a log
// that is not empty; some are erased, which compacts.
std::vector<v1::Entry> TeachInParts(HostedComponent& host) {
  std::vector<v1::Entry> entries;
  for (uint64_t sequence = 1; sequence <= 60; ++sequence) {
    std::vector<v1::Change> changes = {
        Learn(absl::StrCat("l-", sequence), absl::StrCat("Say ", sequence))};
    if (sequence % 25 == 0) {
      changes.push_back(Erase(absl::StrCat("l-", sequence - 3)));
    }
    entries.push_back(MakeEntry(sequence, changes));
    EXPECT_THAT(host->ApplyChanges(Entries({entries.back()})), IsOk());
    if (sequence == 20) host.Reopen();
  }
  return entries;
}

using Disk = std::map<std::string, std::string>;

Disk Saved(testing::FaultEnv& env) {
  Disk files;
  for (const std::string& file : env.Files("/memory", "")) {
    files[file] = env.Contents(file);
  }
  return files;
}

void Restore(const Disk& files, testing::FaultEnv& env) {
  std::vector<std::string> names;
  env.GetChildren("", &names);
  for (const std::string& name : names) env.RemoveFile("/" + name);
  for (const auto& [file, contents] : files) env.Replace(file, contents);
}

bool IsSetAside(testing::FaultEnv& env) {
  std::vector<std::string> names;
  env.GetChildren("", &names);
  return std::any_of(names.begin(), names.end(), [](const auto& name) {
    return absl::StartsWith(name, "memory.damaged-");
  });
}

struct Flip {
  size_t at;
  int bit;
};

// Everywhere, and in the length of a log's first record, which seems to be torn
// off then, with all that comes after.
std::vector<Flip> FlipsIn(size_t size) {
  std::vector<Flip> flips;
  const size_t places = std::min<size_t>(size, 40);
  for (size_t place = 0; place < places; ++place) {
    flips.push_back({place * size / places, static_cast<int>(place % 8)});
  }
  if (size > 5) flips.push_back({5, 6});
  return flips;
}

// One flipped bit at many places of every file. Either nothing that counts was
// hit, or the newest writes are gone as after a crash, or the memory is set
// aside; and with what the log sends then it is what it was.
TEST(DamagedMemoryTest, AFlippedBitAnywhereIsMended) {
  HostedComponent host;
  const std::vector<v1::Entry> entries = TeachInParts(host);
  const std::string expected = host.Export();
  const Disk whole = Saved(*host.env());
  v1::GetManifestRequest request;
  request.set_tenant("acme");
  int set_aside = 0;
  int behind = 0;
  for (const auto& [file, contents] : whole) {
    for (const Flip& flip : FlipsIn(contents.size())) {
      SCOPED_TRACE(absl::StrCat(file, " byte ", flip.at));
      Disk damaged = whole;
      damaged[file][flip.at] ^= static_cast<char>(1 << flip.bit);
      host.Close();
      Restore(damaged, *host.env());
      host.Reopen();
      ASSERT_THAT(host.status(), IsOk());
      const auto manifest = host->GetManifest(request);
      ASSERT_THAT(manifest, IsOk());
      const uint64_t applied =
          manifest->manifest().applied_position().sequence();
      if (IsSetAside(*host.env())) {
        ++set_aside;
        EXPECT_EQ(applied, 0u);
      } else if (applied < entries.size()) {
        ++behind;
      }
      ASSERT_THAT(host->ApplyChanges(Entries(
                      {entries.begin() + static_cast<ptrdiff_t>(applied),
                       entries.end()})),
                  IsOk());
      ASSERT_EQ(host.Export(), expected);
    }
  }
  EXPECT_GT(set_aside, 100);
  EXPECT_GT(behind, 0);
}

// The list of a table's filters, which it has none of, where that list lies,
// and what fills up the table's end are not read; all else is.
TEST(DamagedMemoryTest, EveryByteOfATableIsReadOrDoesNotMatter) {
  HostedComponent host;
  ASSERT_THAT(
      host->ApplyChanges(Entries({MakeEntry(1, {Learn("l-1", "Say it")})})),
      IsOk());
  host.Reopen();
  const std::string expected = host.Export();
  const Disk whole = Saved(*host.env());
  const std::vector<std::string> tables = host.env()->Files("/memory", ".ldb");
  ASSERT_EQ(tables.size(), 1u);
  const size_t size = whole.at(tables[0]).size();
  size_t unread = 0;
  for (size_t at = 0; at < size; ++at) {
    SCOPED_TRACE(at);
    Disk damaged = whole;
    damaged[tables[0]][at] ^= static_cast<char>(1 << at % 8);
    host.Close();
    Restore(damaged, *host.env());
    host.Reopen();
    ASSERT_THAT(host.status(), IsOk());
    if (IsSetAside(*host.env())) continue;
    ++unread;
    ASSERT_EQ(host.Export(), expected);
  }
  // The list with its checksum; 40 bytes at the end without the two or more
  // that say where the index lies.
  EXPECT_GT(unread, 0u);
  EXPECT_LE(unread, 13u + 38u);
}

// Two tenants with some tables each, of which one's were read.
class LaterDamageTest : public ::testing::Test {
 protected:
  void SetUp() override {
    for (uint64_t sequence = 1; sequence <= 60; ++sequence) {
      const std::string id = absl::StrCat("l-", sequence);
      std::string text = id;
      for (int i = 0; i < 100; ++i) absl::StrAppend(&text, " ", random_());
      entries_.push_back(MakeEntry(sequence, {Learn(id, text)}));
    }
    for (const char* tenant : {"acme", "zeta"}) {
      ASSERT_THAT(host_->ApplyChanges(Entries(entries_, tenant)), IsOk());
    }
    expected_ = host_.Export("zeta");
    host_.Reopen();
    ASSERT_THAT(Manifest("acme"), IsOk());
    id_ = Manifest("acme")->memory_id();
    // The second half: the other tenant's.
    for (const std::string& file : host_.env()->Files("/memory", ".ldb")) {
      std::string contents = host_.env()->Contents(file);
      for (size_t at = contents.size() / 2; at + 2000 < contents.size();
           at += 500) {
        contents[at] ^= 1;
      }
      host_.env()->Replace(file, contents);
    }
  }
  absl::StatusOr<v1::Manifest> Manifest(const std::string& tenant) {
    v1::GetManifestRequest request;
    request.set_tenant(tenant);
    ALHF_ASSIGN_OR_RETURN(const auto response, host_->GetManifest(request));
    return response.manifest();
  }
  void ExpectEmptyAndRebuilt() {
    for (const char* tenant : {"zeta", "acme"}) {
      const auto manifest = Manifest(tenant);
      ASSERT_THAT(manifest, IsOk());
      EXPECT_NE(manifest->memory_id(), id_);
      EXPECT_EQ(manifest->applied_position().sequence(), 0u);
      ASSERT_THAT(host_->ApplyChanges(Entries(entries_, tenant)), IsOk());
    }
    EXPECT_TRUE(IsSetAside(*host_.env()));
    EXPECT_EQ(host_.Export("zeta"), expected_);
    host_.Reopen();
    EXPECT_EQ(host_.Export("zeta"), expected_);
  }

  std::mt19937_64 random_{5};
  HostedComponent host_;
  std::vector<v1::Entry> entries_;
  std::string expected_;
  std::string id_;
};

TEST_F(LaterDamageTest, IsMendedWhereAQuestionMeetsIt) {
  EXPECT_THAT(host_->AdjustQuery(Question("How many?", "zeta")),
              StatusIs(absl::StatusCode::kDataLoss, Reason::STORE_DAMAGED));
  EXPECT_THAT(host_->AdjustQuery(Question("How many?", "acme")), IsOk());
  EXPECT_FALSE(IsSetAside(*host_.env()));
  ExpectEmptyAndRebuilt();
}

// An entry that cannot be applied would be parked, and this is no fault of its.
TEST_F(LaterDamageTest, IsMendedWhereAnEntryMeetsItAndTheEntryComesAgain) {
  const v1::Entry next = MakeEntry(61, {None()});
  EXPECT_THAT(
      host_->ApplyChanges(Entries({next}, "zeta")),
      StatusIs(absl::StatusCode::kUnavailable, rpc::v1::REASON_UNSPECIFIED));
  EXPECT_THAT(
      host_->ApplyChanges(Entries({next}, "zeta")),
      StatusIs(absl::StatusCode::kFailedPrecondition, Reason::POSITION_GAP));
  ExpectEmptyAndRebuilt();
}

}  // namespace
}  // namespace alhf::sdk
