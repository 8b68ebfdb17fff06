#include <sqlite3.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/status.h"
#include "bench/cases.h"
#include "bench/report.h"
#include "bench/texts.h"
#include "core/relevance/encoder/int8_kernel.h"
#include "core/relevance/inner_product.h"
#include "core/relevance/lesson_index.h"

namespace alhf::bench {
namespace {

constexpr int kQuestions = 256;
// Of more lessons than so many fewer are asked: the full-text index takes a
// fifth of a second for each.
constexpr int kMany = 10'000;
constexpr int kFewQuestions = 24;
// Numbers of a sentence vector.
constexpr size_t kVector = 512;

// The same texts in a full-text index of SQLite in memory: stemmed words,
// BM25, as many results as a recall has at most.
class FullText {
 public:
  static absl::StatusOr<std::unique_ptr<FullText>> Make(
      const std::vector<v1::Lesson>& lessons);
  ~FullText() {
    sqlite3_finalize(search_);
    sqlite3_close(database_);
  }
  absl::Status Search(const std::string& question);

 private:
  absl::Status Check(int code) const {
    if (code == SQLITE_OK || code == SQLITE_DONE) return absl::OkStatus();
    return absl::InternalError(sqlite3_errmsg(database_));
  }

  sqlite3* database_ = nullptr;
  sqlite3_stmt* search_ = nullptr;
};

absl::StatusOr<std::unique_ptr<FullText>> FullText::Make(
    const std::vector<v1::Lesson>& lessons) {
  auto index = std::make_unique<FullText>();
  ALHF_RETURN_IF_ERROR(
      index->Check(sqlite3_open(":memory:", &index->database_)));
  const auto run = [&](const char* sql) {
    return index->Check(
        sqlite3_exec(index->database_, sql, nullptr, nullptr, nullptr));
  };
  ALHF_RETURN_IF_ERROR(
      run("CREATE VIRTUAL TABLE lessons USING "
          "fts5(text, tokenize='porter unicode61'); BEGIN"));
  for (const v1::Lesson& lesson : lessons) {
    ALHF_RETURN_IF_ERROR(
        run(absl::StrCat("INSERT INTO lessons VALUES ('", lesson.text(), " ",
                         lesson.sources(0).question(), "')")
                .c_str()));
  }
  ALHF_RETURN_IF_ERROR(run("COMMIT"));
  ALHF_RETURN_IF_ERROR(index->Check(sqlite3_prepare_v2(
      index->database_,
      "SELECT rowid, rank FROM lessons WHERE lessons MATCH ? "
      "ORDER BY rank LIMIT 64",
      -1, &index->search_, nullptr)));
  return index;
}

absl::Status FullText::Search(const std::string& question) {
  const std::string any = absl::StrReplaceAll(question, {{" ", " OR "}});
  sqlite3_reset(search_);
  sqlite3_bind_text(search_, 1, any.c_str(), -1, SQLITE_TRANSIENT);
  int code = sqlite3_step(search_);
  while (code == SQLITE_ROW) code = sqlite3_step(search_);
  return Check(code);
}

absl::Status Compare(const Effort& effort, int count, ComparisonTable& table) {
  Texts texts;
  std::vector<v1::Lesson> lessons;
  for (int i = 0; i < count; ++i) lessons.push_back(texts.NextLesson());
  std::vector<std::string> questions;
  for (size_t i = 0; i < kQuestions; ++i) {
    questions.push_back(texts.LikeQuestionOf(lessons[i % lessons.size()]));
  }
  const core::WordsScorer scorer;
  core::LessonIndex index(&scorer);
  for (const v1::Lesson& lesson : lessons) index.Put(lesson);
  ALHF_ASSIGN_OR_RETURN(const auto bare, FullText::Make(lessons));

  size_t next = 0;
  size_t recalled = 0;
  const Call ours = [&](int) {
    return Time([&] {
      recalled += index
                      .Recall(core::Analyze(questions[next++ % kQuestions]),
                              core::QueryScope(), {})
                      .lessons.size();
      return absl::OkStatus();
    });
  };
  const Call theirs = [&](int) {
    return Time([&] { return bare->Search(questions[next++ % kQuestions]); });
  };
  const int calls = effort.Calls(count > kMany ? kFewQuestions : kQuestions);
  ALHF_ASSIGN_OR_RETURN(
      const std::vector<Series> series,
      Alternate({{ours, 1, calls}, {theirs, 1, calls}}, effort.Rounds(11)));
  if (recalled == 0) return absl::InternalError("nothing was recalled");
  table.Row(absl::StrCat(count, " lessons"), 1, series);
  return absl::OkStatus();
}

// The inner products of one vector with those of so many lessons.
absl::Status CompareScans(const Effort& effort, size_t count,
                          ComparisonTable& table) {
  std::mt19937 random(1);
  std::uniform_int_distribution<int> byte(-127, 127);
  std::vector<int8_t> vectors((count + 1) * kVector);
  for (int8_t& value : vectors) value = static_cast<int8_t>(byte(random));
  const int8_t* const query = vectors.data() + count * kVector;
  int64_t sum = 0;
  const auto scan = [&](core::Instructions instructions) -> Call {
    return [&, product = core::InnerProductBy(instructions)](int) {
      return Time([&] {
        for (size_t i = 0; i < count; ++i) {
          sum += product(query, vectors.data() + i * kVector, kVector);
        }
        return absl::OkStatus();
      });
    };
  };
  const int calls = effort.Calls(kQuestions);
  ALHF_ASSIGN_OR_RETURN(
      const std::vector<Series> series,
      Alternate({{scan(core::BestInstructions()), 1, calls},
                 {scan(core::Instructions::kPortable), 1, calls}},
                effort.Rounds(11)));
  if (sum == 0) return absl::InternalError("nothing was multiplied");
  table.Row(absl::StrCat(count, " vectors"), 1, series);
  return absl::OkStatus();
}

}  // namespace

absl::Status RecallCase(const Effort& effort) {
  ComparisonTable table("Recall by words, in process", "FTS5");
  for (const int lessons : {1'000, kMany, 100'000}) {
    if (effort.quick && lessons >= kMany) break;
    ALHF_RETURN_IF_ERROR(Compare(effort, lessons, table));
  }
  ComparisonTable scans("Scan of sentence vectors, in process", "plain C++");
  return CompareScans(effort, 10'000, scans);
}

}  // namespace alhf::bench
