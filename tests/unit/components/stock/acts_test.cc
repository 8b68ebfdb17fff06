#include "components/stock/acts.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace alhf::stock {
namespace {

Rule RuleOf(const std::string& text) {
  Rule rule;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &rule));
  return rule;
}

// What the rule makes of `sentence`, as it is told back; "" where nothing.
std::string Told(const Rule& rule, const std::string& sentence) {
  const sdk::PhraseBook book({rule.said().begin(), rule.said().end()});
  const auto matches = book.Read(sentence);
  if (matches.empty()) return "no match";
  std::string told;
  for (const Act& act : ActsOf(rule, matches[0])) {
    absl::StrAppend(&told, told.empty() ? "" : "; ", UnderstoodAs(act));
  }
  return told;
}

TEST(ActsTest, ALimitTakesItsNumber) {
  const Rule rule = RuleOf(
      R"(said: "at most # passages" said: "under # passages" limit { name: "passages" })");
  EXPECT_EQ(Told(rule, "Give me at most five passages."), "at most 5 passages");
  EXPECT_EQ(Told(rule, "under 12 passages please"), "at most 12 passages");
  EXPECT_EQ(Told(rule, "at most 0 passages"), "");
}

TEST(ActsTest, ALimitMayHaveItsNumberAlready) {
  const Rule rule =
      RuleOf(R"(said: "keep short" limit { name: "words" value: 60 })");
  EXPECT_EQ(Told(rule, "Keep it short!"), "at most 60 words");
}

TEST(ActsTest, AParameterIsFixedOrSaid) {
  EXPECT_EQ(Told(RuleOf(R"(said: "we are on postgres|postgresql"
                           parameter { name: "dialect"
                             value { string_value: "postgresql" } })"),
                 "We are on Postgres"),
            "dialect = postgresql");
  const Rule said =
      RuleOf(R"(said: "answer in <>" parameter { name: "language" })");
  EXPECT_EQ(Told(said, "Please answer in French."), "language = French");
  EXPECT_EQ(Told(said, "Answer in French and German."), "");
  EXPECT_EQ(Told(RuleOf(R"(said: "round to # places"
                           parameter { name: "decimals" })"),
                 "round to two places"),
            "decimals = 2");
}

TEST(ActsTest, AFilterTakesTheWordsSaid) {
  const Rule rule = RuleOf(R"(said: "leave out <>" said: "ignore <>"
                              filter { field: "source" exclude: true })");
  EXPECT_EQ(Told(rule, "Ignore the old drafts."),
            "leave out source: old drafts");
  EXPECT_EQ(Told(rule, "Ignore drafts and memos"),
            "leave out source: drafts; leave out source: memos");
  EXPECT_EQ(Told(rule, "Ignore pages from last year"), "");
}

TEST(ActsTest, WordsStandForValuesAndOthersAreNotUnderstood) {
  const Rule rule = RuleOf(
      R"(said: "use only <>" filter { field: "source" }
         word { said: "old handbook" said: "archive" value: "handbook/2019/" }
         word { said: "price list" value: "prices.md" })");
  EXPECT_EQ(Told(rule, "Use only the archive"),
            "use only source: handbook/2019/");
  EXPECT_EQ(Told(rule, "use only our price lists"),
            "use only source: prices.md");
  EXPECT_EQ(Told(rule, "use only the wiki"), "");
  EXPECT_EQ(Told(rule, "use only the archive index"), "");
}

TEST(ActsTest, ABoostLiftsOrLowers) {
  EXPECT_EQ(Told(RuleOf(R"(said: "prefer <>"
                           boost { field: "source" factor: 2 })"),
                 "Prefer the wiki"),
            "prefer source: wiki");
  EXPECT_EQ(Told(RuleOf(R"(said: "avoid <>"
                           boost { field: "source" factor: 0.5 })"),
                 "avoid forums"),
            "avoid source: forums");
}

TEST(ActsTest, AnExpansionHasTermAndMeaning) {
  EXPECT_EQ(Told(RuleOf(R"(said: "read <> as <>" expansion {})"),
                 "read ARR as annual recurring revenue"),
            "where a question says \"ARR\", \"annual recurring revenue\" is "
            "meant");
}

TEST(ActsTest, WhatSettlesTheSameHasOneKey) {
  const auto key = [](const std::string& text) {
    Act act;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &act));
    return ConflictKeyOf(act);
  };
  EXPECT_EQ(key(R"(limit { name: "words" value: 5 })"),
            key(R"(limit { name: "words" value: 9 })"));
  EXPECT_EQ(key(R"(filter { field: "source" values: "a" })"),
            key(R"(filter { field: "source" values: "b" })"));
  EXPECT_EQ(key(R"(filter { field: "source" values: "a" exclude: true })"),
            key(R"(boost { field: "source" value: "a" factor: 2 })"));
  EXPECT_NE(key(R"(filter { field: "source" values: "a" exclude: true })"),
            key(R"(filter { field: "source" values: "b" exclude: true })"));
  EXPECT_EQ(key(R"(expansion { term: "active customers" terms: "x" })"),
            key(R"(expansion { term: "an active customer" terms: "y" })"));
}

TEST(ActsTest, IsHonouredWhileARuleDoesIt) {
  Manifest manifest;
  *manifest.add_rule() =
      RuleOf(R"(said: "at most # words" limit { name: "words" })");
  Act act;
  act.mutable_limit()->set_name("words");
  EXPECT_TRUE(IsHonoured(manifest, act));
  act.mutable_limit()->set_name("pages");
  EXPECT_FALSE(IsHonoured(manifest, act));
}

TEST(ActsTest, FillsAnItemWithItsTarget) {
  Act act;
  act.mutable_limit()->set_name("words");
  act.mutable_limit()->set_value(60);
  v1::AdjustmentItem item;
  Fill(act, item);
  EXPECT_EQ(item.target(), "words");
  EXPECT_EQ(item.limit().value(), 60);
}

}  // namespace
}  // namespace alhf::stock
