// A LevelDB Env in memory whose disk can refuse writes and syncs, tear a file,
// and count syncs.
//
//   FaultEnv env;
//   auto log = OpenLevelDbFeedbackLog({.folder = "/log", .env = &env});
//   env.RefuseSyncs(true);
//
// Thread safety: all methods may be called from many threads.
#ifndef ALHF_TESTS_SUPPORT_FAULT_ENV_H_
#define ALHF_TESTS_SUPPORT_FAULT_ENV_H_

#include <leveldb/env.h>

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace alhf::testing {

class FaultEnv final : public leveldb::EnvWrapper {
 public:
  FaultEnv();
  ~FaultEnv() override;

  // From now on `Append` of every file fails after half of the bytes.
  void RefuseWrites(bool refuse) { refuse_writes_ = refuse; }
  // From now on `Sync` of every file fails; the bytes are there nevertheless.
  void RefuseSyncs(bool refuse) { refuse_syncs_ = refuse; }
  // From now on no table can be made: what is written stays in LevelDB's log,
  // as where a process ended before it was compacted.
  void RefuseTables(bool refuse) { refuse_tables_ = refuse; }
  int syncs() const { return syncs_; }

  // The files below `folder` whose names end with `suffix`, sorted.
  std::vector<std::string> Files(const std::string& folder,
                                 const std::string& suffix);
  // Whether any file of `folder` has `words` in it.
  bool Holds(const std::string& folder, const std::string& words);
  std::string Contents(const std::string& file);
  void Replace(const std::string& file, const std::string& contents);
  // Copies every file of the folder.
  void CopyFolder(const std::string& from, const std::string& to);

  // Of a file that is not there, says so as a real disk does.
  leveldb::Status NewSequentialFile(const std::string& name,
                                    leveldb::SequentialFile** file) override;
  // A read beyond its end is damage, as on the disk that stores are given.
  leveldb::Status NewRandomAccessFile(
      const std::string& name, leveldb::RandomAccessFile** file) override;
  leveldb::Status NewWritableFile(const std::string& name,
                                  leveldb::WritableFile** file) override;
  leveldb::Status NewAppendableFile(const std::string& name,
                                    leveldb::WritableFile** file) override;

 private:
  class File;

  std::unique_ptr<leveldb::Env> memory_;
  std::atomic<bool> refuse_writes_ = false;
  std::atomic<bool> refuse_syncs_ = false;
  std::atomic<bool> refuse_tables_ = false;
  std::atomic<int> syncs_ = 0;
};

}  // namespace alhf::testing

#endif  // ALHF_TESTS_SUPPORT_FAULT_ENV_H_
