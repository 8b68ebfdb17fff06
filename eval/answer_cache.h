// Answers that need not be asked for again: a deterministic system answers the
// same question over the same lessons alike.
//
//   if (auto answer = cache.Find({scenario, question, key})) return *answer;
//
// Thread safety: all methods may be called from many threads.
#ifndef ALHF_EVAL_ANSWER_CACHE_H_
#define ALHF_EVAL_ANSWER_CACHE_H_

#include <cstddef>
#include <map>
#include <memory>
#include <string>

#include "base/mutex.h"
#include "eval/answer.h"

namespace alhf::eval {

class AnswerCache {
 public:
  struct Key {
    size_t scenario = 0;
    size_t question = 0;
    // What is applied (ReuseKey); names of lessons are unique.
    std::string lessons;
    friend auto operator<=>(const Key&, const Key&) = default;
  };

  // Returns null where it is not known.
  std::shared_ptr<const Answer> Find(const Key& key) const {
    MutexLock lock(mutex_);
    const auto found = answers_.find(key);
    return found == answers_.end() ? nullptr : found->second;
  }

  void Put(const Key& key, std::shared_ptr<const Answer> answer) {
    MutexLock lock(mutex_);
    answers_[key] = std::move(answer);
  }

 private:
  mutable Mutex mutex_;
  std::map<Key, std::shared_ptr<const Answer>> answers_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace alhf::eval

#endif  // ALHF_EVAL_ANSWER_CACHE_H_
