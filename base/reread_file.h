// What was read of a file, and is read again when the file changes.
//
//   ALHF_ASSIGN_OR_RETURN(auto keys, RereadFile<Keys>::Open(path, &ReadKeys));
//   const std::shared_ptr<const Keys> now = keys->Get();
//
// Each `Get()` looks at the file's time and size first: a call of stat. A file
// that is wrong now changes nothing, and is told in the log, once.
//
// Thread safety: all methods may run concurrently. Ownership: what `Get()`
// gave stays as it is, whatever becomes of the file.
#ifndef ALHF_BASE_REREAD_FILE_H_
#define ALHF_BASE_REREAD_FILE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/status/statusor.h"
#include "base/log.h"
#include "base/mutex.h"
#include "base/status.h"

namespace alhf {

// By what a changed file is told from what it was.
struct FileVersion {
  int64_t seconds = 0;
  int64_t nanoseconds = 0;
  int64_t size = 0;
  uint64_t inode = 0;

  // All 0 where there is no file.
  static FileVersion Of(const std::string& path);
  bool operator==(const FileVersion&) const = default;
};

template <typename Content>
class RereadFile {
 public:
  using Read = std::function<absl::StatusOr<Content>(const std::string& path)>;

  // Errors are those of `read`.
  static absl::StatusOr<std::unique_ptr<RereadFile>> Open(std::string path,
                                                          Read read) {
    // Before it is read: what changes meanwhile is read again.
    const FileVersion version = FileVersion::Of(path);
    ALHF_ASSIGN_OR_RETURN(Content content, read(path));
    return absl::WrapUnique(new RereadFile(std::move(path), std::move(read),
                                           version, std::move(content)));
  }

  // Returns what stands in the file, or stood there when it was last good.
  std::shared_ptr<const Content> Get() {
    MutexLock lock(mutex_);
    const FileVersion now = FileVersion::Of(path_);
    if (now == version_) return content_;
    version_ = now;
    absl::StatusOr<Content> content = read_(path_);
    if (content.ok()) {
      content_ = std::make_shared<const Content>(*std::move(content));
      log::Info("a file was read again", {{"file", path_}});
    } else {
      log::Warn("a file is not read again: what it was holds on",
                {{"file", path_},
                 {"error", std::string(content.status().message())}});
    }
    return content_;
  }

 private:
  RereadFile(std::string path, Read read, const FileVersion& version,
             Content content)
      : path_(std::move(path)),
        read_(std::move(read)),
        version_(version),
        content_(std::make_shared<const Content>(std::move(content))) {}

  const std::string path_;
  const Read read_;
  Mutex mutex_;
  FileVersion version_ ABSL_GUARDED_BY(mutex_);
  std::shared_ptr<const Content> content_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace alhf

#endif  // ALHF_BASE_REREAD_FILE_H_
