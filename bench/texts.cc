#include "bench/texts.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace alhf::bench {
namespace {

constexpr size_t kWords = 20'000;
constexpr int kLessonWords = 12;
constexpr int kQuestionWords = 8;

// A word that no one uses, another for each number.
std::string WordOf(size_t number) {
  constexpr absl::string_view kConsonants = "bdfgklmnprtvz";
  constexpr absl::string_view kVowels = "aiou";
  std::string word;
  for (int syllable = 0; syllable < 3; ++syllable) {
    word += kConsonants[number % kConsonants.size()];
    number /= kConsonants.size();
    word += kVowels[number % kVowels.size()];
    number /= kVowels.size();
  }
  return word + "k";
}

std::vector<double> Frequencies() {
  std::vector<double> frequencies;
  for (size_t rank = 1; rank <= kWords; ++rank) {
    frequencies.push_back(1.0 / static_cast<double>(rank));
  }
  return frequencies;
}

}  // namespace

Texts::Texts() {
  for (size_t i = 0; i < kWords; ++i) words_.push_back(WordOf(i));
  const std::vector<double> frequencies = Frequencies();
  frequency_ = std::discrete_distribution<size_t>(frequencies.begin(),
                                                  frequencies.end());
}

std::string Texts::Sentence(int words) {
  std::vector<std::string> chosen;
  for (int i = 0; i < words; ++i) chosen.push_back(NextWord());
  return absl::StrJoin(chosen, " ");
}

v1::Lesson Texts::NextLesson() {
  v1::Lesson lesson;
  lesson.set_id(absl::StrCat("l-", ++lessons_));
  lesson.set_text(Sentence(kLessonWords));
  lesson.set_understood_as(absl::StrCat("keep in mind: ", lesson.text()));
  lesson.set_effect(v1::EFFECT_GUIDANCE_ONLY);
  lesson.set_state(v1::LESSON_ACTIVE);
  lesson.mutable_scope()->set_breadth(v1::BREADTH_TOPIC);
  v1::Source& source = *lesson.add_sources();
  source.set_record_id(absl::StrCat("f-", lessons_));
  source.set_question(Sentence(kQuestionWords));
  lesson.mutable_scope()->set_topic(source.question());
  return lesson;
}

std::string Texts::LikeQuestionOf(const v1::Lesson& lesson) {
  std::vector<std::string> words =
      absl::StrSplit(lesson.sources(0).question(), ' ');
  for (int i = 0; i < 2; ++i) words[random_() % words.size()] = NextWord();
  return absl::StrJoin(words, " ");
}

}  // namespace alhf::bench
