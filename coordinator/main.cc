// alhf-coordinator: takes feedback, answers questions.
#include <signal.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "alhf/sdk/model/endpoint_encoder.h"
#include "base/clock.h"
#include "base/grpc_server.h"
#include "base/home.h"
#include "base/log.h"
#include "base/text.h"
#include "coordinator/config.h"
#include "coordinator/coordinator.h"
#include "coordinator/feedback/log_repair.h"
#include "coordinator/restore.h"

namespace {

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "alhf-coordinator: %s\n",
               std::string(status.message()).c_str());
  return 1;
}

int Restore(const std::string& backup, const std::string& data_folder) {
  const auto restored = alhf::coordinator::RestoreBackup(
      backup, data_folder, alhf::SystemClock().Now());
  if (!restored.ok()) return Fail(restored.status());
  std::printf("%s is restored from %s\n", data_folder.c_str(), backup.c_str());
  if (!restored->set_aside.empty()) {
    std::printf("what was there lies in %s\n", restored->set_aside.c_str());
  }
  if (restored->erasures > 0) {
    std::printf("%d erasures since the backup were made again\n",
                restored->erasures);
  }
  return 0;
}

std::string Describe(const alhf::coordinator::LostEntry& lost) {
  const std::string place =
      absl::StrCat("lost: entry ", lost.sequence, " of tenant ", lost.tenant);
  if (!lost.envelope.has_value()) return place;
  return absl::StrCat(
      place, ", ",
      alhf::storage::v1::Envelope::Type_Name(lost.envelope->type()), " by ",
      lost.envelope->principal(), " at ",
      absl::FormatTime(absl::RFC3339_sec,
                       alhf::FromProto(lost.envelope->time()),
                       absl::UTCTimeZone()));
}

int Repair(const std::string& data_folder) {
  const auto repaired = alhf::coordinator::RepairLog(data_folder + "/log",
                                                     alhf::SystemClock().Now());
  if (!repaired.ok()) return Fail(repaired.status());
  for (const auto& lost : repaired->lost) {
    std::printf("%s\n", Describe(lost).c_str());
  }
  std::printf("%llu entries are whole, %zu are lost\n",
              static_cast<unsigned long long>(repaired->kept),
              repaired->lost.size());
  if (repaired->set_aside.empty()) {
    std::printf("the log was not damaged and stays as it is\n");
  } else {
    std::printf("the damaged log lies in %s\n", repaired->set_aside.c_str());
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Takes feedback, answers questions, and keeps the log.",
               "alhf-coordinator");
  std::string path;
  bool check = false;
  app.add_option("--config", path,
                 "configuration, a textproto file (default: the log below "
                 "$ALHF_HOME, else ~/.alhf; components join by themselves)");
  std::string backup;
  app.add_option("--restore", backup,
                 "puts this backup (alhf backup) in the place of the data, "
                 "which is set aside, and ends");
  bool repair = false;
  app.add_flag("--repair", repair,
               "saves what can be saved of a damaged log, names what is lost, "
               "sets the damaged one aside, and ends");
  std::string metrics;
  app.add_option("--metrics", metrics,
                 "serves /metrics for Prometheus: 127.0.0.1:PORT; port 0: any, "
                 "named in the log (default: nowhere)");
  app.add_flag("--check-config", check, "reads the configuration and ends");
  app.set_version_flag("--version", ALHF_VERSION);
  app.footer(
      "Exit codes: 0 stopped by SIGTERM or SIGINT, 1 something stopped it (the "
      "last line says what), 2 wrong arguments.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  // Before any thread is there, so that all of them inherit it.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  // What it writes is for its user alone.
  umask(0077);
  alhf::log::SetProcess("alhf-coordinator");
  alhf::SkipDeadlockDetection();
  alhf::ShareHeaps();

  const auto config = path.empty()
                          ? alhf::coordinator::DefaultConfig(alhf::HomeFolder())
                          : alhf::coordinator::ReadConfig(path);
  if (!config.ok()) return Fail(config.status());
  if (check) {
    std::printf("%s: good\n", path.empty() ? "defaults" : path.c_str());
    return 0;
  }
  if (!backup.empty()) return Restore(backup, config->data_folder());
  if (repair) return Repair(config->data_folder());
  auto coordinator = alhf::coordinator::Coordinator::Start(
      *config, metrics, &alhf::sdk::OpenEndpointEncoder);
  if (!coordinator.ok()) return Fail(coordinator.status());
  int signal = 0;
  sigwait(&signals, &signal);
  (*coordinator)->Drain();
  return 0;
}
