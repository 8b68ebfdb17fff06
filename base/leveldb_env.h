// The disk as our stores use it.
#ifndef ALHF_BASE_LEVELDB_ENV_H_
#define ALHF_BASE_LEVELDB_ENV_H_

#include <leveldb/env.h>
#include <leveldb/options.h>
#include <leveldb/status.h>

#include <memory>
#include <string>

namespace alhf {

// An Env in whose files an error is the last word: whatever is written or
// synced after it fails as well. LevelDB alone goes on behind a record that was
// written by half, and when it reads the file again it takes what lies behind
// for damaged, whatever it had said of it: other threads' writes are refused
// with the first, and the store is to be opened anew.
//
// And one in which a read beyond a file's end is damage, of what said where to
// read; a disk calls that an I/O error, which would pass.
//
//   LastingErrorEnv env(leveldb::Env::Default());
//   options.env = &env;
//
// Thread safety: as its target. Ownership: refers to the target.
class LastingErrorEnv final : public leveldb::EnvWrapper {
 public:
  explicit LastingErrorEnv(leveldb::Env* target)
      : leveldb::EnvWrapper(target) {}

  leveldb::Status NewRandomAccessFile(
      const std::string& name, leveldb::RandomAccessFile** file) override;
  leveldb::Status NewWritableFile(const std::string& name,
                                  leveldb::WritableFile** file) override;
  leveldb::Status NewAppendableFile(const std::string& name,
                                    leveldb::WritableFile** file) override;
};

// Returns `env`, or where it is null the real disk with lasting errors, whose
// tables are read and not mapped: a mapped one takes as much memory as it is
// long, and an I/O error in it ends the process.
leveldb::Env* StoreEnv(leveldb::Env* env);

// What every store of ours is opened with, on `StoreEnv(env)`. It is made where
// it is missing, damage is an error, and what it keeps in memory does not grow
// with it.
leveldb::Options StoreOptions(leveldb::Env* env);

// Whether the disk of `folder` takes writes: writes and syncs a file of its
// own, and removes it. `env` may be null.
leveldb::Status ProbeDisk(leveldb::Env* env, const std::string& folder);

}  // namespace alhf

#endif  // ALHF_BASE_LEVELDB_ENV_H_
