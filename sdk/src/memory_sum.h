// The sum of all that a memory holds, kept in it. It shows what LevelDB does
// not: it takes a damaged end of one of its files for an end that a crash tore
// off, and goes on without what stood there, also where newer writes lie in
// other files.
//
//   status = AddToSum(db, batch);       // while nobody else writes
//   if (status.ok()) status = db.Write(options, &batch);
//   …
//   status = CheckSum(db);              // at the start
//
// What a crash tears off the newest writes takes their sum along: the memory is
// then whole at an older position.
//
// Thread safety: none of its own; readers of `db` are not in the way.
#ifndef ALHF_SDK_SRC_MEMORY_SUM_H_
#define ALHF_SDK_SRC_MEMORY_SUM_H_

#include <leveldb/db.h>
#include <leveldb/status.h>
#include <leveldb/write_batch.h>

namespace alhf::sdk {

// Adds the sum as it is after `batch` to `batch`. Reads what its keys hold now.
leveldb::Status AddToSum(leveldb::DB& db, leveldb::WriteBatch& batch);

// Reads everything, with checksums. Corruption: a block cannot be read, or what
// is there is not what was written last. A memory that has no sum yet, because
// it is new or of an earlier build, gets one.
leveldb::Status CheckSum(leveldb::DB& db);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_MEMORY_SUM_H_
