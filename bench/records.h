// Feedback records sent to a coordinator, a tenant for each caller, and the
// bare writes and calls of the same shape.
//
// Thread safety: calls may run concurrently, one at a time for each caller.
// Ownership: the systems must outlive it, and it its calls.
#ifndef ALHF_BENCH_RECORDS_H_
#define ALHF_BENCH_RECORDS_H_

#include <leveldb/db.h>

#include <atomic>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "bench/measure.h"
#include "bench/systems.h"

namespace alhf::bench {

class Records {
 public:
  // Sends one record, and takes the sizes of what came of it.
  static absl::StatusOr<std::unique_ptr<Records>> Make(AlhfSystem& alhf,
                                                       BareSystem& bare);

  // Measured until DURABLE; then waits until it is learned.
  Call DurableAndSettled(const std::string& tenants);
  // Measured until DURABLE, and no more.
  Call Durable(const std::string& tenants);
  // Measured until LEARNED.
  Call Learned(const std::string& tenants);
  // Waits until every record of these tenants is assessed.
  absl::Status Settle(const std::string& tenants, int callers);

  // One call of a bare server and one synced put of the record's size.
  Call CallAndPut();
  // Two calls through the bare relay and two synced puts, of the sizes of a
  // record that three components learn from.
  Call TwoFanOutsAndPuts();

 private:
  Records(AlhfSystem& alhf, BareSystem& bare) : alhf_(alhf), bare_(bare) {}

  absl::Status TakeSizes();
  v1::SubmitFeedbackRequest NewRequest(const std::string& tenant);
  absl::StatusOr<v1::FeedbackStatus> Submit(
      const v1::SubmitFeedbackRequest& request);
  absl::Status Put(const std::string& value);

  AlhfSystem& alhf_;
  BareSystem& bare_;
  std::unique_ptr<leveldb::DB> store_;
  std::atomic<uint64_t> sent_ = 0;
  std::atomic<uint64_t> put_ = 0;
  BareRequest submit_;
  BareRequest assess_;
  BareRequest apply_;
  std::string record_entry_;
  std::string assigned_entry_;
};

}  // namespace alhf::bench

#endif  // ALHF_BENCH_RECORDS_H_
