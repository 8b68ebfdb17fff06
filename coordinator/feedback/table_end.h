// The end of a table of LevelDB, of which one bit has flipped. It says where
// the table's index lies, and without the index nothing of the table can be
// read, though all of it may be there.
#ifndef ALHF_COORDINATOR_FEEDBACK_TABLE_END_H_
#define ALHF_COORDINATOR_FEEDBACK_TABLE_END_H_

#include <string>

namespace alhf::coordinator {

// Flips the bit of `table` back, in its end or in its index, after which the
// index fits its checksum. Returns false, and leaves the table, where it fits
// already or no one bit is to blame.
bool MendTableEnd(std::string& table);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_TABLE_END_H_
