// The manifest file of a stock component, checked.
//
// Thread safety: pure functions, but for reading the file.
#ifndef ALHF_COMPONENTS_STOCK_MANIFEST_H_
#define ALHF_COMPONENTS_STOCK_MANIFEST_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "alhf/v1/types.pb.h"
#include "components/stock/stock.pb.h"

namespace alhf::stock {

// Reads the textproto file at `path`.
//
// INVALID_ARGUMENT CONFIG_INVALID: "FILE:LINE:COLUMN: …" for what is not
//   textproto, "FILE: …" for what cannot be meant.
absl::StatusOr<Manifest> ReadManifest(const std::string& path);

// Returns what is wrong with `manifest`; `name` stands for the file.
absl::Status CheckManifest(const Manifest& manifest, const std::string& name);

// Returns what the coordinator sees of it.
v1::Manifest ToProtocol(const Manifest& manifest);

}  // namespace alhf::stock

#endif  // ALHF_COMPONENTS_STOCK_MANIFEST_H_
