#include "core/relevance/encoder/open_encoder.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "core/relevance/encoder/sentence_encoder.h"

namespace alhf::core {

std::string ProgramFolder() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  return program.parent_path().string();
}

std::string InstalledEncoderFile(const std::string& folder) {
  if (folder.empty()) return "";
  const auto file = std::filesystem::path(folder).parent_path() / "share" /
                    "alhf" / "use_lite_en_int8.bin";
  std::error_code error;
  return std::filesystem::is_regular_file(file, error) ? file.string() : "";
}

absl::StatusOr<std::shared_ptr<const Encoder>> OpenEncoder(
    absl::string_view setting, const std::string& program_folder,
    const EncoderOpener& endpoints) {
  if (setting == kNoEncoder) return nullptr;
  if (absl::EndsWith(setting, ".textproto")) {
    if (endpoints) return endpoints(std::string(setting));
    return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
                 absl::StrCat(setting,
                              ": this program calls no endpoint of embeddings; "
                              "name a weights file, or none"),
                 {{"file", std::string(setting)}});
  }
  const std::string path = setting.empty()
                               ? InstalledEncoderFile(program_folder)
                               : std::string(setting);
  if (path.empty()) return nullptr;
  ALHF_ASSIGN_OR_RETURN(std::unique_ptr<const SentenceEncoder> encoder,
                        SentenceEncoder::Load(path));
  return std::shared_ptr<const Encoder>(std::move(encoder));
}

}  // namespace alhf::core
