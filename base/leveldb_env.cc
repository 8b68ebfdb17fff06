#include "base/leveldb_env.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <utility>

namespace alhf {
namespace {

// Tables whose index is in memory (some 20 KiB) and whose file is open; LevelDB
// takes 10 for its other files.
constexpr int kOpenFiles = 128;

leveldb::Status FromErrno(const std::string& name) {
  const std::string what = std::strerror(errno);
  return errno == ENOENT ? leveldb::Status::NotFound(name, what)
                         : leveldb::Status::IOError(name, what);
}

class ReadFile final : public leveldb::RandomAccessFile {
 public:
  ReadFile(const std::string& name, int file) : name_(name), file_(file) {}
  ~ReadFile() override { close(file_); }

  leveldb::Status Read(uint64_t offset, size_t bytes, leveldb::Slice* result,
                       char* scratch) const override {
    size_t done = 0;
    while (done < bytes) {
      const ssize_t read = pread(file_, scratch + done, bytes - done,
                                 static_cast<off_t>(offset + done));
      if (read < 0 && errno == EINTR) continue;
      if (read < 0) return FromErrno(name_);
      if (read == 0) break;
      done += static_cast<size_t>(read);
    }
    *result = leveldb::Slice(scratch, done);
    return leveldb::Status::OK();
  }

 private:
  const std::string name_;
  const int file_;
};

// The real disk, whose tables are not mapped.
class ReadingEnv final : public leveldb::EnvWrapper {
 public:
  ReadingEnv() : leveldb::EnvWrapper(leveldb::Env::Default()) {}

  leveldb::Status NewRandomAccessFile(
      const std::string& name, leveldb::RandomAccessFile** file) override {
    const int opened = open(name.c_str(), O_RDONLY | O_CLOEXEC);
    if (opened < 0) return FromErrno(name);
    *file = new ReadFile(name, opened);
    return leveldb::Status::OK();
  }
};

class LastingErrorFile final : public leveldb::WritableFile {
 public:
  explicit LastingErrorFile(leveldb::WritableFile* file) : file_(file) {}

  leveldb::Status Append(const leveldb::Slice& bytes) override {
    return Unless([&] { return file_->Append(bytes); });
  }
  leveldb::Status Flush() override {
    return Unless([&] { return file_->Flush(); });
  }
  leveldb::Status Sync() override {
    return Unless([&] { return file_->Sync(); });
  }
  leveldb::Status Close() override { return file_->Close(); }

 private:
  // LevelDB writes each file from one thread at a time.
  template <typename Write>
  leveldb::Status Unless(Write write) {
    if (error_.ok()) error_ = write();
    return error_;
  }

  const std::unique_ptr<leveldb::WritableFile> file_;
  leveldb::Status error_;
};

// LevelDB reads tables from such files, which never grow.
class BoundedFile final : public leveldb::RandomAccessFile {
 public:
  BoundedFile(std::unique_ptr<leveldb::RandomAccessFile> file, uint64_t size)
      : file_(std::move(file)), size_(size) {}

  leveldb::Status Read(uint64_t offset, size_t bytes, leveldb::Slice* result,
                       char* scratch) const override {
    if (offset <= size_ && bytes <= size_ - offset) {
      return file_->Read(offset, bytes, result, scratch);
    }
    *result = leveldb::Slice();
    return leveldb::Status::Corruption("a block lies beyond the file's end");
  }

 private:
  const std::unique_ptr<leveldb::RandomAccessFile> file_;
  const uint64_t size_;
};

void Wrap(leveldb::WritableFile** file) { *file = new LastingErrorFile(*file); }

}  // namespace

leveldb::Status LastingErrorEnv::NewRandomAccessFile(
    const std::string& name, leveldb::RandomAccessFile** file) {
  leveldb::RandomAccessFile* opened = nullptr;
  leveldb::Status status = target()->NewRandomAccessFile(name, &opened);
  if (!status.ok()) return status;
  std::unique_ptr<leveldb::RandomAccessFile> owned(opened);
  uint64_t size = 0;
  status = target()->GetFileSize(name, &size);
  if (status.ok()) *file = new BoundedFile(std::move(owned), size);
  return status;
}

leveldb::Status LastingErrorEnv::NewWritableFile(const std::string& name,
                                                 leveldb::WritableFile** file) {
  const leveldb::Status status = target()->NewWritableFile(name, file);
  if (status.ok()) Wrap(file);
  return status;
}

leveldb::Status LastingErrorEnv::NewAppendableFile(
    const std::string& name, leveldb::WritableFile** file) {
  const leveldb::Status status = target()->NewAppendableFile(name, file);
  if (status.ok()) Wrap(file);
  return status;
}

leveldb::Env* StoreEnv(leveldb::Env* env) {
  static auto* const real = new LastingErrorEnv(new ReadingEnv);
  return env != nullptr ? env : real;
}

leveldb::Options StoreOptions(leveldb::Env* env) {
  leveldb::Options options;
  options.create_if_missing = true;
  options.paranoid_checks = true;
  options.env = StoreEnv(env);
  options.max_open_files = kOpenFiles;
  return options;
}

leveldb::Status ProbeDisk(leveldb::Env* env, const std::string& folder) {
  const std::string name = folder + "/probe";
  leveldb::WritableFile* made = nullptr;
  leveldb::Status status = StoreEnv(env)->NewWritableFile(name, &made);
  if (!status.ok()) return status;
  const std::unique_ptr<leveldb::WritableFile> file(made);
  status = file->Append("probe");
  if (status.ok()) status = file->Sync();
  if (status.ok()) status = file->Close();
  StoreEnv(env)->RemoveFile(name);
  return status;
}

}  // namespace alhf
