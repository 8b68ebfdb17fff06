#include "tests/integration/secured_system.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "tests/support/eventually.h"
#include "tests/support/mini_system.h"

namespace alhf::testing {
namespace {

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file),
          std::istreambuf_iterator<char>()};
}

}  // namespace

SecuredSystem::SecuredSystem() {
  home_ = "/tmp/alhf-XXXXXX";
  EXPECT_NE(mkdtemp(home_.data()), nullptr);
}

SecuredSystem::~SecuredSystem() {
  processes_.clear();
  std::filesystem::remove_all(home_);
}

std::string SecuredSystem::File(absl::string_view name) const {
  return absl::StrCat(home_, "/", name);
}

std::string SecuredSystem::Write(const std::string& name,
                                 const std::string& text, int mode) {
  const std::string path = File(name);
  std::ofstream(path, std::ios::binary) << text;
  EXPECT_EQ(chmod(path.c_str(), mode), 0);
  return path;
}

std::string SecuredSystem::AddKey(const std::string& id,
                                  const std::vector<std::string>& options) {
  std::vector<std::string> command = {
      MiniSystem::Program("alhf"), "key", "new", "--json", "--id", id};
  command.insert(command.end(), options.begin(), options.end());
  const CommandResult result = RunCommand(command);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const auto made = nlohmann::json::parse(result.out);
  const std::string key = made["key"];
  Write("keys", absl::StrCat(ReadFile(File("keys")),
                             made["line"].get<std::string>(), "\n"));
  Write(id, key);
  return key;
}

void SecuredSystem::MakeCertificates(const std::vector<std::string>& names) {
  std::vector<std::string> command = {ALHF_MAKE_CERTS, File("certs")};
  command.insert(command.end(), names.begin(), names.end());
  const CommandResult made = RunCommand(command);
  ASSERT_EQ(made.exit_code, 0) << made.err;
}

std::string SecuredSystem::WriteConfig(const std::string& listen,
                                       const std::string& security) {
  return Write("coordinator.textproto",
               absl::StrCat("data_folder: 'data/coordinator'\nlisten: '",
                            listen, "'\nencoder: 'none'\n", security, "\n"));
}

CommandResult SecuredSystem::TryCoordinator(const std::string& listen,
                                            const std::string& security) {
  return RunCommand({MiniSystem::Program("alhf-coordinator"), "--config",
                     WriteConfig(listen, security)});
}

void SecuredSystem::StartCoordinator(const std::string& security) {
  Launch("coordinator", {MiniSystem::Program("alhf-coordinator"), "--config",
                         WriteConfig("127.0.0.1:0", security)});
}

void SecuredSystem::StartComponent(const std::vector<std::string>& options) {
  std::vector<std::string> command = {MiniSystem::Program("alhf-component"),
                                      "--manifest",
                                      ALHF_STOCK_EXAMPLE,
                                      "--encoder",
                                      "none",
                                      "--data",
                                      File("data/support_writer"),
                                      "--listen",
                                      "127.0.0.1:0",
                                      "--coordinator",
                                      CoordinatorAddress()};
  command.insert(command.end(), options.begin(), options.end());
  Launch("component", command);
}

void SecuredSystem::Stop(const std::string& name) {
  processes_.at(name)->Terminate();
  EXPECT_TRUE(processes_.at(name)->Await(absl::Seconds(30)).has_value());
  processes_.erase(name);
  // What it said of its address is old news.
  std::filesystem::remove(File(name + ".log"));
}

void SecuredSystem::Launch(const std::string& name,
                           const std::vector<std::string>& command) {
  const std::string log = File(name + ".log");
  auto started = Process::Start(command, log, {"ALHF_HOME=" + home_});
  ASSERT_THAT(started, IsOk());
  processes_[name] = *std::move(started);
  ASSERT_TRUE(Eventually([&] {
    return !AddressIn(ReadFile(log)).empty() || !processes_[name]->Running();
  }));
  addresses_[name] = AddressIn(ReadFile(log));
  ASSERT_NE(addresses_[name], "") << ReadFile(log);
}

// Returns where a process said that it serves.
std::string SecuredSystem::AddressIn(const std::string& log) const {
  const std::string opening = "address=\"";
  const size_t serving = log.find("\"serving\"");
  if (serving == std::string::npos) return "";
  const size_t start = log.find(opening, serving);
  if (start == std::string::npos) return "";
  const size_t end = log.find('"', start + opening.size());
  if (end == std::string::npos) return "";
  return log.substr(start + opening.size(), end - start - opening.size());
}

bool SecuredSystem::Running() {
  for (const auto& [name, process] : processes_) {
    if (!process->Running()) return false;
  }
  return true;
}

std::string SecuredSystem::Logs() const {
  return ReadFile(File("coordinator.log")) + ReadFile(File("component.log"));
}

CommandResult SecuredSystem::Alhf(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), MiniSystem::Program("alhf"));
  arguments.insert(arguments.end(), {"--address", CoordinatorAddress()});
  return RunCommand(
      arguments, {"ALHF_HOME=" + home_, "XDG_STATE_HOME=" + home_ + "/state"});
}

}  // namespace alhf::testing
