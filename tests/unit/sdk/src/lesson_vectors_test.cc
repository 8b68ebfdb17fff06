#include "sdk/src/lesson_vectors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <leveldb/db.h>
#include <leveldb/env.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "tests/support/fault_env.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Counts what it encodes.
class CountingEncoder final : public core::Encoder {
 public:
  explicit CountingEncoder(std::string id) : id_(std::move(id)) {}
  const std::string& id() const override { return id_; }
  const core::Background* background() const override { return nullptr; }
  absl::StatusOr<core::SentenceVector> Encode(
      absl::string_view text) const override {
    encoded.emplace_back(text);
    return core::SentenceVector{static_cast<float>(text.size()), 1};
  }
  absl::StatusOr<std::vector<core::SentenceVector>> EncodeBatch(
      const std::vector<std::string>& texts) const override {
    std::vector<core::SentenceVector> vectors;
    for (const std::string& text : texts) vectors.push_back(*Encode(text));
    return vectors;
  }
  mutable std::vector<std::string> encoded;

 private:
  const std::string id_;
};

v1::Lesson LessonOf(const std::string& id, const std::string& text,
                    const std::string& question = "") {
  v1::Lesson lesson;
  lesson.set_id(id);
  lesson.set_text(text);
  lesson.add_sources()->set_question(question);
  return lesson;
}

class LessonVectorsTest : public ::testing::Test {
 protected:
  void Open(const std::string& encoder_id = "count/1") {
    vectors_ = nullptr;
    encoder_ = std::make_shared<CountingEncoder>(encoder_id);
    auto opened = LessonVectors::Open({"/vectors", env_.get()}, encoder_);
    ASSERT_THAT(opened, IsOk());
    vectors_ = *std::move(opened);
  }
  void SetUp() override { Open(); }
  std::vector<core::CompactVector> Get(const std::vector<v1::Lesson>& lessons) {
    encoder_->encoded.clear();
    const auto vectors = vectors_->VectorsOf("acme", lessons);
    EXPECT_THAT(vectors.status(), IsOk());
    return *vectors;
  }

  const std::unique_ptr<leveldb::Env> env_ =
      std::make_unique<testing::FaultEnv>();
  std::shared_ptr<CountingEncoder> encoder_;
  std::unique_ptr<LessonVectors> vectors_;
};

TEST_F(LessonVectorsTest, EncodesQuestionAndTextOnce) {
  const v1::Lesson lesson = LessonOf("l-1", "no tables", "Which boats?");
  const auto vectors = Get({lesson});
  EXPECT_THAT(encoder_->encoded, ElementsAre("Which boats? no tables"));
  EXPECT_EQ(vectors[0], core::Compact({22, 1}));
  Open();  // as a restart does
  EXPECT_EQ(Get({lesson}), vectors);
  EXPECT_THAT(encoder_->encoded, IsEmpty());
}

TEST_F(LessonVectorsTest, OtherWordsOrAnotherEncoderAreEncodedAgain) {
  Get({LessonOf("l-1", "no tables")});
  Get({LessonOf("l-1", "no tables"), LessonOf("l-1", "few tables")});
  EXPECT_THAT(encoder_->encoded, ElementsAre("few tables"));
  Open("count/2");
  Get({LessonOf("l-1", "no tables")});
  EXPECT_THAT(encoder_->encoded, ElementsAre("no tables"));
}

// A store of another format holds nothing that can be read: it is made anew.
TEST_F(LessonVectorsTest, AnotherFormatIsMadeAnew) {
  const std::string header("\0header", 7);
  for (const bool remove : {false, true}) {
    Get({LessonOf("l-1", "no tables")});
    vectors_ = nullptr;
    {
      leveldb::Options options;
      options.env = env_.get();
      leveldb::DB* opened = nullptr;
      ASSERT_TRUE(leveldb::DB::Open(options, "/vectors", &opened).ok());
      const auto db = absl::WrapUnique(opened);
      ASSERT_TRUE(
          (remove ? db->Delete({}, header) : db->Put({}, header, "\x08\x63"))
              .ok());
    }
    Open();
    Get({LessonOf("l-1", "no tables")});
    EXPECT_THAT(encoder_->encoded, ElementsAre("no tables"));
    Open();
    Get({LessonOf("l-1", "no tables")});
    EXPECT_THAT(encoder_->encoded, IsEmpty());
  }
}

// Wherever a bit flips, what was kept comes back, or is encoded again.
TEST_F(LessonVectorsTest, AFlippedBitIsMended) {
  const std::vector<v1::Lesson> lessons = {LessonOf("l-1", "no tables"),
                                           LessonOf("l-2", "bullets")};
  const auto expected = Get(lessons);
  Open();  // a table
  std::vector<std::string> names;
  env_->GetChildren("/vectors", &names);
  std::map<std::string, std::string> whole;
  for (const std::string& name : names) {
    ASSERT_TRUE(
        leveldb::ReadFileToString(env_.get(), "/vectors/" + name, &whole[name])
            .ok());
  }
  int anew = 0;
  for (const auto& [name, contents] : whole) {
    for (size_t at = 0; at < contents.size(); at += 3) {
      SCOPED_TRACE(absl::StrCat(name, " byte ", at));
      vectors_ = nullptr;
      env_->GetChildren("/vectors", &names);
      for (const std::string& old : names) env_->RemoveFile("/vectors/" + old);
      for (const auto& [other, bytes] : whole) {
        std::string written = bytes;
        if (other == name) written[at] ^= static_cast<char>(1 << (at % 8));
        ASSERT_TRUE(
            leveldb::WriteStringToFile(env_.get(), written, "/vectors/" + other)
                .ok());
      }
      ASSERT_NO_FATAL_FAILURE(Open());
      ASSERT_THAT(vectors_->KeepOnly("acme", {"l-1", "l-2"}), IsOk());
      ASSERT_EQ(Get(lessons), expected);
      anew += !encoder_->encoded.empty();
    }
  }
  EXPECT_GT(anew, 50);
}

TEST_F(LessonVectorsTest, NothingOfAnErasedLessonStays) {
  Get({LessonOf("l-1", "no tables"), LessonOf("l-1", "few tables"),
       LessonOf("l-2", "bullets")});
  EXPECT_THAT(vectors_->Erase("acme", {"l-1"}), IsOk());
  Get({LessonOf("l-1", "no tables"), LessonOf("l-1", "few tables"),
       LessonOf("l-2", "bullets")});
  EXPECT_THAT(encoder_->encoded, ElementsAre("no tables", "few tables"));
}

TEST_F(LessonVectorsTest, WhatIsLostIsDroppedOfOneTenantAlone) {
  Get({LessonOf("l-1", "no tables"), LessonOf("l-2", "bullets")});
  EXPECT_THAT(vectors_->VectorsOf("other", {LessonOf("l-1", "few")}).status(),
              IsOk());
  EXPECT_THAT(vectors_->KeepOnly("acme", {"l-2", "l-3"}), IsOk());
  Get({LessonOf("l-1", "no tables"), LessonOf("l-2", "bullets")});
  EXPECT_THAT(encoder_->encoded, ElementsAre("no tables"));
  encoder_->encoded.clear();
  EXPECT_THAT(vectors_->VectorsOf("other", {LessonOf("l-1", "few")}).status(),
              IsOk());
  EXPECT_THAT(encoder_->encoded, IsEmpty());
}

}  // namespace
}  // namespace alhf::sdk
