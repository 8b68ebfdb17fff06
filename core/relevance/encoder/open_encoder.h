// From a setting to an encoder.
//
//   ALHF_ASSIGN_OR_RETURN(std::shared_ptr<const Encoder> encoder,
//                         OpenEncoder(config.encoder(), ProgramFolder(),
//                                     endpoints));
//   if (encoder == nullptr) …  // words alone
//
// Thread safety: reads files and nothing else.
#ifndef ALHF_CORE_RELEVANCE_ENCODER_OPEN_ENCODER_H_
#define ALHF_CORE_RELEVANCE_ENCODER_OPEN_ENCODER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/relevance/encoder/encoder.h"

namespace alhf::core {

// A setting that says: no encoder, words alone.
inline constexpr absl::string_view kNoEncoder = "none";

// Returns the folder of the running program; empty where it is not known.
std::string ProgramFolder();

// Returns where the weights file lies that belongs to a program in `folder`:
// FOLDER/../share/alhf/use_lite_en_int8.bin. Empty: there is none.
std::string InstalledEncoderFile(const std::string& folder);

// Returns the encoder that `setting` names: "none" is null; a path is that of
// weights, or where it ends in ".textproto" of a config.v1.EmbeddingEncoder;
// empty is the installed file's, or null where there is none. `endpoints` opens
// what is behind an endpoint; programs without a client of HTTP have none.
//
// INVALID_ARGUMENT CONFIG_INVALID: the file cannot be read, or describes an
//   endpoint and there is no opener.
// DATA_LOSS STORE_DAMAGED: it is no weights file, or damaged.
absl::StatusOr<std::shared_ptr<const Encoder>> OpenEncoder(
    absl::string_view setting, const std::string& program_folder,
    const EncoderOpener& endpoints = {});

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_ENCODER_OPEN_ENCODER_H_
