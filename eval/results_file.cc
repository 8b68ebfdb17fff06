#include "eval/results_file.h"

#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status.h"

namespace alhf::eval {
namespace {

constexpr char kBegan[] = "began";

}  // namespace

ResultKey KeyOf(const PointResult& result) {
  return {result.seed, result.lane, result.policy, result.records};
}

absl::StatusOr<std::unique_ptr<ResultsFile>> ResultsFile::Open(
    const std::string& path, absl::Time now) {
  std::unique_ptr<ResultsFile> file(new ResultsFile(path, now));
  if (path.empty()) return file;
  MutexLock lock(file->mutex_);
  bool is_new = true;
  std::ifstream in(path, std::ios::binary);
  for (std::string line; std::getline(in, line);) {
    const auto object = nlohmann::json::parse(line, nullptr, false);
    if (object.is_object() && object.contains(kBegan)) {
      file->began_ = absl::FromUnixSeconds(object.value(kBegan, int64_t{0}));
      is_new = false;
    }
    auto result = PointResultFromJson(object);
    if (!result.ok()) continue;
    const ResultKey key = KeyOf(*result);
    file->results_[key] = *std::move(result);
  }
  file->found_ = file->results_.size();
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(),
                                      error);
  file->out_.open(path, std::ios::binary | std::ios::app);
  // After a line that was cut off.
  file->out_ << "\n";
  if (is_new) {
    file->out_ << nlohmann::json{{kBegan, absl::ToUnixSeconds(now)}}.dump()
               << "\n";
  }
  file->out_ << std::flush;
  if (!file->out_) {
    return absl::InternalError(absl::StrCat(path, " cannot be written"));
  }
  return file;
}

bool ResultsFile::Has(const ResultKey& key) const {
  MutexLock lock(mutex_);
  return results_.count(key) > 0;
}

absl::Status ResultsFile::Add(PointResult result) {
  MutexLock lock(mutex_);
  if (out_.is_open()) {
    out_ << ToJson(result).dump() << "\n" << std::flush;
    if (!out_) {
      return absl::InternalError(absl::StrCat(path_, " cannot be written"));
    }
  }
  const ResultKey key = KeyOf(result);
  results_[key] = std::move(result);
  return absl::OkStatus();
}

Results ResultsFile::Take() {
  MutexLock lock(mutex_);
  return std::move(results_);
}

void ResultsFile::Remove() {
  MutexLock lock(mutex_);
  out_.close();
  if (!path_.empty()) std::remove(path_.c_str());
}

}  // namespace alhf::eval
