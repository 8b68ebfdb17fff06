// A system that learns in the simplest way, for tests of what plays with it:
// a lesson is a record's text, learned by the components that its words name
// ("writer", "finder") or that it was assigned to. It comes to a question that
// has one of its words, and its text is added to the answer.
#ifndef ALHF_TESTS_UNIT_EVAL_FAKE_SYSTEM_H_
#define ALHF_TESTS_UNIT_EVAL_FAKE_SYSTEM_H_

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/mutex.h"
#include "eval/coordinator_system.h"

namespace alhf::eval {

class FakeSystem final : public CoordinatorSystem {
 public:
  absl::StatusOr<Answer> Ask(const AskOptions& options) override {
    MutexLock lock(mutex_);
    asked_.push_back(options);
    Answer answer;
    answer.question = options.question;
    answer.text = "Answer.";
    answer.answered = true;
    if (options.keep) {
      answer.exchange_id = absl::StrCat("x-", asked_.size());
    }
    for (const v1::Lesson& lesson : lessons_[options.tenant]) {
      if (!Recalls(lesson, options)) continue;
      answer.applied.push_back(lesson.id());
      absl::StrAppend(&answer.text, " ", lesson.text());
    }
    return answer;
  }

  absl::StatusOr<v1::FeedbackStatus> Teach(const std::string& tenant,
                                           const Feedback& feedback,
                                           const Answer& answer) override {
    MutexLock lock(mutex_);
    v1::FeedbackStatus status;
    const size_t number = ++records_[tenant];
    status.mutable_record()->set_id(absl::StrCat("f-", tenant, "-", number));
    status.mutable_record()->mutable_exchange()->set_id(answer.exchange_id);
    status.set_state(v1::FEEDBACK_LEARNED);
    status.mutable_position()->set_sequence(number);
    for (const std::string& name : LearnersOf(feedback)) {
      status.mutable_assignment()->add_parts()->set_component(name);
      v1::Lesson& lesson = *status.add_lessons();
      lesson.set_id(absl::StrCat("l-", tenant, "-", number, name));
      lesson.set_component(name);
      lesson.set_text(feedback.text);
      lesson.set_effect(v1::EFFECT_ENFORCED);
      lesson.set_state(v1::LESSON_ACTIVE);
      lesson.add_sources()->set_record_id(status.record().id());
      lessons_[tenant].push_back(lesson);
    }
    taught_.push_back(feedback.text);
    return status;
  }

  absl::StatusOr<std::vector<v1::Lesson>> Lessons(
      const std::string& tenant) override {
    MutexLock lock(mutex_);
    return lessons_[tenant];
  }

  bool deterministic() const override { return deterministic_; }

  absl::StatusOr<v1::Exchange> GetExchange(const std::string&,
                                           const std::string& id) override {
    MutexLock lock(mutex_);
    const auto found = recorded_.find(id);
    if (found != recorded_.end()) return found->second;
    return absl::NotFoundError(id);
  }
  absl::StatusOr<std::vector<std::string>> ServingComponents() override {
    return std::vector<std::string>{"finder", "writer"};
  }

  absl::StatusOr<std::vector<v1::Manifest>> Manifests() override {
    std::vector<v1::Manifest> manifests(2);
    manifests[0].set_name("finder");
    manifests[1].set_name("writer");
    return manifests;
  }
  absl::Status Reassign(const std::string&, const Feedback&, const Answer&,
                        const std::vector<std::string>&) override {
    return absl::OkStatus();
  }

  absl::StatusOr<v1::Assignment> Assign(const std::string&,
                                        const Feedback& feedback,
                                        const Answer&) override {
    v1::Assignment assignment;
    for (const std::string& name : LearnersOf(feedback)) {
      assignment.add_parts()->set_component(name);
    }
    return assignment;
  }

  // As an agent records what it did.
  void Record(const v1::Exchange& exchange) {
    MutexLock lock(mutex_);
    recorded_[exchange.id()] = exchange;
  }
  void SetDeterministic(bool deterministic) { deterministic_ = deterministic; }
  std::vector<AskOptions> asked() {
    MutexLock lock(mutex_);
    return asked_;
  }
  std::vector<std::string> taught() {
    MutexLock lock(mutex_);
    return taught_;
  }

 private:
  static std::vector<std::string> LearnersOf(const Feedback& feedback) {
    std::vector<std::string> learners;
    for (const std::string name : {"writer", "finder"}) {
      const auto& named = feedback.assign_to;
      if (absl::StrContains(feedback.text, name) ||
          std::find(named.begin(), named.end(), name) != named.end()) {
        learners.push_back(name);
      }
    }
    return learners;
  }

  static bool Recalls(const v1::Lesson& lesson, const AskOptions& options) {
    const auto& listed = options.overlay.listed();
    switch (options.overlay.recall()) {
      case v1::RECALL_NONE:
        return false;
      case v1::RECALL_ALL:
        return true;
      case v1::RECALL_LISTED:
        return std::find(listed.begin(), listed.end(), lesson.id()) !=
               listed.end();
      default:
        break;
    }
    const std::vector<std::string> words =
        absl::StrSplit(lesson.text(), ' ', absl::SkipEmpty());
    return std::any_of(words.begin(), words.end(), [&](const auto& word) {
      return absl::StrContains(options.question, word);
    });
  }

  Mutex mutex_;
  std::map<std::string, std::vector<v1::Lesson>> lessons_
      ABSL_GUARDED_BY(mutex_);
  std::map<std::string, size_t> records_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, v1::Exchange> recorded_ ABSL_GUARDED_BY(mutex_);
  std::vector<AskOptions> asked_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::string> taught_ ABSL_GUARDED_BY(mutex_);
  bool deterministic_ = true;
};

}  // namespace alhf::eval

#endif  // ALHF_TESTS_UNIT_EVAL_FAKE_SYSTEM_H_
