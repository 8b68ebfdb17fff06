// A client for the tests of agents: answers as it is told, remembers what it
// was given, and calls nobody.
//
//   alhf::client::FakeClient client;
//   client.Teach("retriever", "Leave out the archive.");
//   EXPECT_EQ(MyAgent(&client).Answer("How many?"), …);
//   EXPECT_EQ(client.records()[0].question, "How many?");
//   client.GoAway();                                  // how does the agent do?
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_CLIENT_FAKE_CLIENT_H_
#define ALHF_CLIENT_FAKE_CLIENT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/client/client.h"
#include "base/mutex.h"

namespace alhf::client {

class FakeClient final : public Client {
 public:
  // From now on every plan has this guidance for `component`.
  void Teach(const std::string& component, const std::string& guidance);
  // From now on every plan is this one.
  void SetPlan(v1::Plan plan);
  // From now on nothing is answered, as where the coordinator is away.
  void GoAway();
  void ComeBack();

  PlanResult Plan(const std::string& question,
                  const PlanOptions& options = {}) override;
  Recorded Record(const std::string& question, const std::string& answer,
                  const RecordOptions& options = {}) override;
  Receipt Feedback(const std::string& text, const Recorded& about,
                   const FeedbackOptions& options = {}) override;
  Receipt Thumb(bool up, const Recorded& about,
                const FeedbackOptions& options = {}) override;

  // What it was given while it was there, in order.
  std::vector<std::string> questions() const;
  std::vector<Recorded> records() const;
  std::vector<v1::FeedbackRecord> feedback() const;

 private:
  Receipt Take(v1::FeedbackRecord record, const Recorded& about);
  absl::Status Failure() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable Mutex mutex_;
  bool away_ ABSL_GUARDED_BY(mutex_) = false;
  v1::Plan plan_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::string> questions_ ABSL_GUARDED_BY(mutex_);
  std::vector<Recorded> records_ ABSL_GUARDED_BY(mutex_);
  std::vector<v1::FeedbackRecord> feedback_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace alhf::client

#endif  // ALHF_CLIENT_FAKE_CLIENT_H_
