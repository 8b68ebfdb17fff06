// What LevelDB has no call for: taking bytes out of its files, and copying a
// store that is in use.
#ifndef ALHF_BASE_LEVELDB_FILES_H_
#define ALHF_BASE_LEVELDB_FILES_H_

#include <leveldb/db.h>
#include <leveldb/env.h>
#include <leveldb/status.h>
#include <leveldb/write_batch.h>

#include <string>

namespace alhf {

// Writes `batch`, synced, and returns when no file of `db` holds the values
// that it deleted or overwrote any more; a delete or an overwrite alone leaves
// the old value in its table until a compaction happens to meet it. Rewrites
// the tables that have its keys: the time grows with the store. What a living
// snapshot or iterator still sees stays in the files: call it when there are
// none.
//
// The batch is written twice, each time with a compaction of everything. The
// first compaction leaves old value and deletion side by side where both come
// from one memtable that became a table of the deepest level, which is never
// rewritten; the second deletion lies above that table, and so they meet.
//
// Until it is done the store names the batch's keys under `PurgingKey()`, so
// that `EndPurge` goes on after a crash.
//
// Returns LevelDB's own status; after an error the batch may be written or not.
leveldb::Status WriteAndPurge(leveldb::DB& db,
                              const leveldb::WriteBatch& batch);

// "\0purging", which lies before every key that names a tenant.
std::string PurgingKey();

// Ends a `WriteAndPurge` whose batch was written and that a crash broke off.
// Call it after opening a store that words are taken out of. One read where
// there is nothing to do.
leveldb::Status EndPurge(leveldb::DB& db);

// Whether `folder` has tables and no file CURRENT, which says which of them
// count. LevelDB takes it for a new store and deletes them: look before opening
// one whose contents cannot be made again. `env` may be null: the real one.
bool HasLostItsIndex(leveldb::Env* env, const std::string& folder);

// Moves the files of the store in `from`, which nobody has open, to the new
// folder `to`. `env` may be null: the real one.
leveldb::Status MoveStore(leveldb::Env* env, const std::string& from,
                          const std::string& to);

// Writes `batch` and everything from where `from` stands on into `to`, in
// pieces, the last of them synced. `from` sees its store as it was when it was
// made; its own status is for the caller to look at.
leveldb::Status CopyInto(leveldb::DB& to, leveldb::Iterator& from,
                         leveldb::WriteBatch batch = {});

}  // namespace alhf

#endif  // ALHF_BASE_LEVELDB_FILES_H_
