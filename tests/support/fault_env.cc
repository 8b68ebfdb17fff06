#include "tests/support/fault_env.h"

#include <leveldb/helpers/memenv.h>

#include <algorithm>

#include "absl/strings/match.h"
#include "base/leveldb_env.h"

namespace alhf::testing {

class FaultEnv::File final : public leveldb::WritableFile {
 public:
  File(FaultEnv* env, leveldb::WritableFile* file) : env_(env), file_(file) {}

  leveldb::Status Append(const leveldb::Slice& bytes) override {
    if (!env_->refuse_writes_) return file_->Append(bytes);
    file_->Append(leveldb::Slice(bytes.data(), bytes.size() / 2));
    return leveldb::Status::IOError("no space left on device");
  }
  leveldb::Status Close() override { return file_->Close(); }
  leveldb::Status Flush() override { return file_->Flush(); }
  leveldb::Status Sync() override {
    ++env_->syncs_;
    if (env_->refuse_syncs_) return leveldb::Status::IOError("sync failed");
    return file_->Sync();
  }

 private:
  FaultEnv* const env_;
  const std::unique_ptr<leveldb::WritableFile> file_;
};

FaultEnv::FaultEnv()
    : leveldb::EnvWrapper(leveldb::NewMemEnv(leveldb::Env::Default())),
      memory_(target()) {}

FaultEnv::~FaultEnv() = default;

leveldb::Status FaultEnv::NewSequentialFile(const std::string& name,
                                            leveldb::SequentialFile** file) {
  if (!memory_->FileExists(name)) return leveldb::Status::NotFound(name);
  return memory_->NewSequentialFile(name, file);
}

leveldb::Status FaultEnv::NewRandomAccessFile(
    const std::string& name, leveldb::RandomAccessFile** file) {
  return LastingErrorEnv(memory_.get()).NewRandomAccessFile(name, file);
}

leveldb::Status FaultEnv::NewWritableFile(const std::string& name,
                                          leveldb::WritableFile** file) {
  if (refuse_tables_ && absl::EndsWith(name, ".ldb")) {
    return leveldb::Status::IOError("no space left on device");
  }
  leveldb::WritableFile* made = nullptr;
  const leveldb::Status status = memory_->NewWritableFile(name, &made);
  if (status.ok()) *file = new File(this, made);
  return status;
}

leveldb::Status FaultEnv::NewAppendableFile(const std::string& name,
                                            leveldb::WritableFile** file) {
  leveldb::WritableFile* made = nullptr;
  const leveldb::Status status = memory_->NewAppendableFile(name, &made);
  if (status.ok()) *file = new File(this, made);
  return status;
}

std::vector<std::string> FaultEnv::Files(const std::string& folder,
                                         const std::string& suffix) {
  std::vector<std::string> names;
  memory_->GetChildren(folder, &names);
  std::vector<std::string> files;
  for (const std::string& name : names) {
    if (absl::EndsWith(name, suffix)) files.push_back(folder + "/" + name);
  }
  std::sort(files.begin(), files.end());
  return files;
}

bool FaultEnv::Holds(const std::string& folder, const std::string& words) {
  for (const std::string& file : Files(folder, "")) {
    if (absl::StrContains(Contents(file), words)) return true;
  }
  return false;
}

std::string FaultEnv::Contents(const std::string& file) {
  std::string contents;
  leveldb::ReadFileToString(memory_.get(), file, &contents);
  return contents;
}

void FaultEnv::Replace(const std::string& file, const std::string& contents) {
  leveldb::WriteStringToFile(memory_.get(), contents, file);
}

void FaultEnv::CopyFolder(const std::string& from, const std::string& to) {
  for (const std::string& file : Files(from, "")) {
    Replace(to + file.substr(from.size()), Contents(file));
  }
}

}  // namespace alhf::testing
