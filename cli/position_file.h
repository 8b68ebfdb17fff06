// The last position that this person's changes reached, per address and
// tenant, so that the next question sees them ("read your writes").
//
//   PositionFile positions(StateFolder(environment));
//   positions.Remember(address, tenant, response.position());
//   *query.mutable_min_position() = positions.Recall(address, tenant).value();
//
// A hint, not a truth: a file that cannot be read or written is passed over,
// and of two programs that write at once one may win.
//
// Thread safety: compatible.
#ifndef ALHF_CLI_POSITION_FILE_H_
#define ALHF_CLI_POSITION_FILE_H_

#include <optional>
#include <string>

#include "alhf/v1/types.pb.h"

namespace alhf::cli {

class PositionFile {
 public:
  // The file is `folder`/positions.json; both are made when first written,
  // for their owner alone.
  explicit PositionFile(std::string folder);

  std::optional<v1::Position> Recall(const std::string& address,
                                     const std::string& tenant) const;

  // Keeps `position` unless a later one of the same log is kept.
  void Remember(const std::string& address, const std::string& tenant,
                const v1::Position& position) const;

  void Forget(const std::string& address, const std::string& tenant) const;

 private:
  const std::string folder_;
  const std::string path_;
};

}  // namespace alhf::cli

#endif  // ALHF_CLI_POSITION_FILE_H_
