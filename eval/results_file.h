// Results as they come, in a file: a measurement that was broken off goes on
// where it stopped. One JSON object a line; a line that was cut off is passed
// over.
//
//   ALHF_ASSIGN_OR_RETURN(auto file, ResultsFile::Open(path, clock->Now()));
//   if (!file->Has(key)) file->Add(result);
//   file->Remove();   // when all is done
//
// Thread safety: `Add` and `Has` may be called from many threads.
#ifndef ALHF_EVAL_RESULTS_FILE_H_
#define ALHF_EVAL_RESULTS_FILE_H_

#include <fstream>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/mutex.h"
#include "eval/curve.h"

namespace alhf::eval {

class ResultsFile {
 public:
  // Reads what is there; an empty `path` keeps results in memory alone. `now`
  // is when the measurement begins, unless it began before.
  //
  // INTERNAL: the file cannot be written.
  static absl::StatusOr<std::unique_ptr<ResultsFile>> Open(
      const std::string& path, absl::Time now);

  // When the measurement began: what "now" is for all of its questions.
  absl::Time began() const { return began_; }

  bool Has(const ResultKey& key) const;
  absl::Status Add(PointResult result);
  // How many results were there when it was opened.
  size_t found() const { return found_; }
  // Everything; call when nothing is added any more.
  Results Take();
  void Remove();

 private:
  ResultsFile(std::string path, absl::Time now)
      : path_(std::move(path)), began_(now) {}

  const std::string path_;
  absl::Time began_;
  size_t found_ = 0;
  mutable Mutex mutex_;
  std::ofstream out_ ABSL_GUARDED_BY(mutex_);
  Results results_ ABSL_GUARDED_BY(mutex_);
};

ResultKey KeyOf(const PointResult& result);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_RESULTS_FILE_H_
