// A language model's word on the lessons that a score leaves open: near a
// query, and not near enough to be applied.
//
//   ScopeJudge judge(config.judge(), &model, &clock);
//   judge.Settle(context, query, adjustment);
//
// One question to the model for all of them; what it said of a query and a
// revision of a lesson is kept, so that the same query gets the same adjustment
// as long as the process runs. What the score applies, or shuts out, is not the
// model's to change. Where it does not answer in time the score stands.
//
// A plan of an earlier position, one that is asked for with an overlay, and one
// that is for nobody's answer are settled by the score alone: what a model said
// is not in the log.
//
// Thread safety: all methods may run concurrently; a call waits for the model.
#ifndef ALHF_SDK_MODEL_SCOPE_JUDGE_H_
#define ALHF_SDK_MODEL_SCOPE_JUDGE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "alhf/config/v1/model.pb.h"
#include "alhf/sdk/clock.h"
#include "alhf/sdk/context.h"
#include "alhf/sdk/model/chat_model.h"
#include "alhf/v1/types.pb.h"
#include "base/mutex.h"

namespace alhf::sdk {

class ScopeJudge {
 public:
  // `model` and `clock` must outlive it.
  ScopeJudge(const config::v1::ScopeJudge& config, ChatModel* model,
             const Clock* clock);

  // Gives those items of `adjustment` that the model says apply a score that
  // fires, and says so in `why`. Returns the model's error where it was asked
  // and did not answer; the items that were open then stay as they are.
  absl::Status Settle(const Context& context, const v1::Query& query,
                      v1::Adjustment& adjustment);

 private:
  // A lesson of the adjustment, and all its items.
  struct Open {
    std::string key;  // of the query and the lesson's revision
    std::vector<v1::AdjustmentItem*> items;
  };

  std::vector<Open> OpenOf(const Context& context, const v1::Query& query,
                           v1::Adjustment& adjustment) const;
  absl::Status Ask(const Context& context, const v1::Query& query,
                   const std::vector<Open>& open);
  // Settles those whose verdict is known; returns the others.
  std::vector<Open> SettleKnown(const std::vector<Open>& open) const;
  void Keep(const std::string& key, bool applies);

  const absl::Duration timeout_;
  const size_t max_lessons_;
  ChatModel* const model_;
  const Clock* const clock_;
  mutable Mutex mutex_;
  // Two generations: when the newer one is full, the older one is forgotten.
  absl::flat_hash_map<std::string, bool> newer_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<std::string, bool> older_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace alhf::sdk

#endif  // ALHF_SDK_MODEL_SCOPE_JUDGE_H_
