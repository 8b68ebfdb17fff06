// Made-up words, lessons and questions: as many as wanted, always the same.
// Words follow Zipf's law, as words do (G. K. Zipf, "Human Behavior and the
// Principle of Least Effort", 1949): the k-th most frequent of 20,000 has a
// frequency of 1/k.
//
//   Texts texts;
//   const v1::Lesson lesson = texts.NextLesson();
//   const std::string question = texts.LikeQuestionOf(lesson);
//
// Thread safety: thread-compatible.
#ifndef ALHF_BENCH_TEXTS_H_
#define ALHF_BENCH_TEXTS_H_

#include <random>
#include <string>
#include <vector>

#include "alhf/v1/types.pb.h"

namespace alhf::bench {

class Texts {
 public:
  Texts();

  // Returns a sentence of `words` words.
  std::string Sentence(int words);
  // Returns a lesson that was given on a question: 12 words on 8 words.
  v1::Lesson NextLesson();
  // Returns the lesson's question with two of its words replaced, so that the
  // lesson is recalled for it.
  std::string LikeQuestionOf(const v1::Lesson& lesson);

 private:
  const std::string& NextWord() { return words_[frequency_(random_)]; }

  std::vector<std::string> words_;
  std::mt19937 random_;
  std::discrete_distribution<size_t> frequency_;
  int lessons_ = 0;
};

}  // namespace alhf::bench

#endif  // ALHF_BENCH_TEXTS_H_
