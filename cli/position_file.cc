#include "cli/position_file.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/unix_socket.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"

namespace alhf::cli {
namespace {

using google::protobuf::Struct;
using google::protobuf::util::JsonStringToMessage;
using google::protobuf::util::MessageToJsonString;

std::string Key(const std::string& address, const std::string& tenant) {
  return absl::StrCat(tenant, " at ", address);
}

// Returns what the file holds; nothing where it holds no JSON.
Struct Read(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  Struct content;
  if (!JsonStringToMessage(text.str(), &content).ok()) content.Clear();
  return content;
}

bool WriteAll(int file, const std::string& text) {
  size_t done = 0;
  while (done < text.size()) {
    const ssize_t count = write(file, text.data() + done, text.size() - done);
    if (count <= 0) return false;
    done += static_cast<size_t>(count);
  }
  return true;
}

// Puts `content` in the file's place as a whole.
void Write(const std::string& folder, const std::string& path,
           const Struct& content) {
  std::string text;
  if (!MessageToJsonString(content, &text).ok()) return;
  if (!MakePrivateFolder(folder).ok()) return;
  std::string draft = absl::StrCat(path, ".XXXXXX");
  const int file = mkstemp(draft.data());  // 0600
  if (file < 0) return;
  const bool written = WriteAll(file, text);
  close(file);
  if (!written || std::rename(draft.c_str(), path.c_str()) != 0) {
    unlink(draft.c_str());
  }
}

}  // namespace

PositionFile::PositionFile(std::string folder)
    : folder_(std::move(folder)),
      path_(absl::StrCat(folder_, "/positions.json")) {}

std::optional<v1::Position> PositionFile::Recall(
    const std::string& address, const std::string& tenant) const {
  const Struct content = Read(path_);
  const auto found = content.fields().find(Key(address, tenant));
  if (found == content.fields().end()) return std::nullopt;
  std::string text;
  v1::Position position;
  if (!MessageToJsonString(found->second, &text).ok() ||
      !JsonStringToMessage(text, &position).ok()) {
    return std::nullopt;
  }
  return position;
}

void PositionFile::Remember(const std::string& address,
                            const std::string& tenant,
                            const v1::Position& position) const {
  if (const auto kept = Recall(address, tenant);
      kept.has_value() && kept->log_id() == position.log_id() &&
      kept->epoch() == position.epoch() &&
      kept->sequence() >= position.sequence()) {
    return;
  }
  std::string text;
  Struct content = Read(path_);
  if (!MessageToJsonString(position, &text).ok() ||
      !JsonStringToMessage(text,
                           &(*content.mutable_fields())[Key(address, tenant)])
           .ok()) {
    return;
  }
  Write(folder_, path_, content);
}

void PositionFile::Forget(const std::string& address,
                          const std::string& tenant) const {
  Struct content = Read(path_);
  if (content.mutable_fields()->erase(Key(address, tenant)) == 0) return;
  Write(folder_, path_, content);
}

}  // namespace alhf::cli
