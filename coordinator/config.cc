#include "coordinator/config.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/address.h"
#include "base/home.h"
#include "base/security.h"
#include "base/status.h"
#include "base/text_proto.h"
#include "core/relevance/encoder/open_encoder.h"
#include "core/requests/field_checks.h"

namespace alhf::coordinator {
namespace {

constexpr absl::string_view kUnix = "unix:";
constexpr uint32_t kLongestLeewaySeconds = 600;

absl::Status Invalid(const std::string& name, absl::string_view what) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               absl::StrCat(name, ": ", what), {{"file", name}});
}

absl::Status CheckListen(const config::v1::Coordinator& config,
                         const std::string& name) {
  if (config.listen().empty()) {
    return Invalid(name, "listen is missing: e.g. listen: \"unix:c.sock\"");
  }
  const absl::Status may =
      CheckListening(config.listen(), ListeningSecurityOf(config));
  if (!may.ok()) return Annotate(may, absl::StrCat(name, ": listen"));
  const bool known = !config.token_file().empty() ||
                     !config.keys_file().empty() || config.has_jwt();
  if (!known && !absl::StartsWith(config.listen(), kUnix)) {
    return Invalid(name,
                   "listen: nobody could call there: give a token_file, a "
                   "keys_file or jwt { } as well");
  }
  return absl::OkStatus();
}

absl::Status CheckJwt(const config::v1::Coordinator& config,
                      const std::string& name) {
  if (!config.has_jwt()) return absl::OkStatus();
  const auto& jwt = config.jwt();
  if (jwt.jwks_file().empty() || jwt.issuer().empty() ||
      jwt.audience().empty()) {
    return Invalid(name,
                   "jwt: jwks_file, issuer and audience are required: whose "
                   "tokens are taken, and for whom they must be");
  }
  if (jwt.leeway_s() > kLongestLeewaySeconds) {
    return Invalid(name,
                   "jwt: leeway_s is above 600: a token would hold long after "
                   "its end; set the clocks instead");
  }
  return absl::OkStatus();
}

// Where components may join: on this machine, and on hosts that are named.
absl::Status CheckJoining(const config::v1::Coordinator& config,
                          const std::string& address) {
  ALHF_RETURN_IF_ERROR(CheckCalling(address, ComponentSecurityOf(config)));
  ALHF_ASSIGN_OR_RETURN(const Address parsed, ParseAddress(address));
  const auto& hosts = config.join_host();
  if (parsed.is_unix() || parsed.loopback() ||
      std::find(hosts.begin(), hosts.end(), parsed.host) != hosts.end()) {
    return absl::OkStatus();
  }
  return Error(absl::StatusCode::kInvalidArgument, Reason::ADDRESS_REFUSED,
               absl::StrCat("components of host '", parsed.host,
                            "' may not join: name it as join_host in the "
                            "coordinator's configuration"),
               {{"address", address}});
}

absl::Status CheckComponents(const config::v1::Coordinator& config,
                             const std::string& name) {
  std::set<std::string> names;
  for (const auto& component : config.component()) {
    if (component.name().empty()) {
      return Invalid(name, "a component has no name");
    }
    if (!names.insert(component.name()).second) {
      return Invalid(name, absl::StrCat("component '", component.name(),
                                        "' is there twice"));
    }
    ALHF_RETURN_IF_ERROR(Annotate(
        CheckCalling(component.address(), ComponentSecurityOf(config)),
        absl::StrCat(name, ": component '", component.name(), "': address")));
  }
  return absl::OkStatus();
}

// `of`: whose pipeline it is, for the message.
absl::Status CheckPipeline(const config::v1::Coordinator::Pipeline& pipeline,
                           absl::string_view of, const std::string& name) {
  std::set<std::string> names;
  for (const auto& stage : pipeline.stage()) {
    if (stage.component().empty()) {
      return Invalid(name, absl::StrCat("a stage of the pipeline", of,
                                        " has no component"));
    }
    for (const std::string& component : stage.component()) {
      if (component.empty()) {
        return Invalid(name, absl::StrCat("a component of the pipeline", of,
                                          " has no name"));
      }
      if (!names.insert(component).second) {
        return Invalid(
            name, absl::StrCat("component '", component, "' is in the pipeline",
                               of, " twice"));
      }
    }
  }
  return absl::OkStatus();
}

absl::Status CheckAgent(const config::v1::Coordinator::Agent& agent,
                        const std::string& name) {
  const std::string of = absl::StrCat(" of agent '", agent.name(), "'");
  if (agent.name().empty()) return Invalid(name, "an agent has no name");
  ALHF_RETURN_IF_ERROR(Annotate(core::CheckAgent(agent.name()), name));
  if (agent.component().empty()) {
    return Invalid(name, absl::StrCat("agent '", agent.name(),
                                      "' has no component: name those that "
                                      "answer and learn for it"));
  }
  const std::set<std::string> components(agent.component().begin(),
                                         agent.component().end());
  if (components.size() != static_cast<size_t>(agent.component_size())) {
    return Invalid(name, absl::StrCat("a component", of, " is there twice"));
  }
  ALHF_RETURN_IF_ERROR(CheckPipeline(agent.pipeline(), of, name));
  for (const auto& stage : agent.pipeline().stage()) {
    for (const std::string& component : stage.component()) {
      if (components.count(component) > 0) continue;
      return Invalid(
          name, absl::StrCat("component '", component, "' of the pipeline", of,
                             " is not one of the agent's"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckAgents(const config::v1::Coordinator& config,
                         const std::string& name) {
  std::set<std::string> names;
  for (const auto& agent : config.agent()) {
    ALHF_RETURN_IF_ERROR(CheckAgent(agent, name));
    if (!names.insert(agent.name()).second) {
      return Invalid(name,
                     absl::StrCat("agent '", agent.name(), "' is there twice"));
    }
  }
  return absl::OkStatus();
}

Stages StagesOf(const config::v1::Coordinator::Pipeline& pipeline) {
  Stages stages;
  for (const auto& stage : pipeline.stage()) {
    stages.emplace_back(stage.component().begin(), stage.component().end());
  }
  return stages;
}

// Paths mean the same wherever the coordinator is started.
std::string Absolute(const std::filesystem::path& folder,
                     const std::string& path) {
  return (folder / path).lexically_normal().string();
}

void MakeAbsolute(const std::filesystem::path& folder, std::string* address) {
  absl::string_view path = *address;
  if (!absl::ConsumePrefix(&path, kUnix) || path.empty()) return;
  *address = absl::StrCat(kUnix, Absolute(folder, std::string(path)));
}

absl::Duration Or(uint32_t milliseconds, absl::Duration otherwise) {
  return milliseconds > 0 ? absl::Milliseconds(milliseconds) : otherwise;
}

}  // namespace

absl::StatusOr<config::v1::Coordinator> ReadConfig(const std::string& path) {
  config::v1::Coordinator config;
  ALHF_RETURN_IF_ERROR(ReadTextProto(path, &config));
  const auto folder = std::filesystem::absolute(path).parent_path();
  for (std::string* file :
       {config.mutable_data_folder(), config.mutable_token_file(),
        config.mutable_keys_file(), config.mutable_component_token_file(),
        config.mutable_tls_folder()}) {
    if (!file->empty()) *file = Absolute(folder, *file);
  }
  if (!config.jwt().jwks_file().empty()) {
    config.mutable_jwt()->set_jwks_file(
        Absolute(folder, config.jwt().jwks_file()));
  }
  MakeAbsolute(folder, config.mutable_listen());
  if (!config.encoder().empty() && config.encoder() != core::kNoEncoder) {
    config.set_encoder(Absolute(folder, config.encoder()));
  }
  for (auto& component : *config.mutable_component()) {
    MakeAbsolute(folder, component.mutable_address());
  }
  ALHF_RETURN_IF_ERROR(CheckConfig(config, path));
  return config;
}

absl::StatusOr<config::v1::Coordinator> DefaultConfig(const std::string& home) {
  config::v1::Coordinator config;
  config.set_data_folder(absl::StrCat(home, "/data/coordinator"));
  config.set_listen(DefaultCoordinator(home));
  ALHF_RETURN_IF_ERROR(CheckConfig(config, home));
  return config;
}

absl::Status CheckConfig(const config::v1::Coordinator& config,
                         const std::string& name) {
  if (config.data_folder().empty()) {
    return Invalid(name, "data_folder is missing: say where the log lies");
  }
  ALHF_RETURN_IF_ERROR(CheckListen(config, name));
  ALHF_RETURN_IF_ERROR(CheckJwt(config, name));
  ALHF_RETURN_IF_ERROR(CheckComponents(config, name));
  ALHF_RETURN_IF_ERROR(CheckPipeline(config.pipeline(), "", name));
  ALHF_RETURN_IF_ERROR(CheckAgents(config, name));
  const double threshold = config.limits().firing_threshold();
  if (!(threshold >= 0 && threshold <= 1)) {
    return Invalid(name, "limits.firing_threshold is not within 0 and 1");
  }
  return absl::OkStatus();
}

Agents AgentsOf(const config::v1::Coordinator& config) {
  std::vector<AgentSpec> named;
  for (const auto& agent : config.agent()) {
    named.push_back(
        {.name = agent.name(),
         .components = {agent.component().begin(), agent.component().end()},
         .stages = StagesOf(agent.pipeline())});
  }
  return Agents(StagesOf(config.pipeline()), std::move(named));
}

FeedbackOptions FeedbackOptionsOf(const config::v1::Coordinator& config) {
  const auto& limits = config.limits();
  FeedbackOptions options;
  options.agents = AgentsOf(config);
  options.assess_timeout = Or(limits.assess_ms(), options.assess_timeout);
  if (limits.park_after_s() > 0) {
    options.park_after = absl::Seconds(limits.park_after_s());
  }
  if (limits.late_claim_s() > 0) {
    options.late_claim = absl::Seconds(limits.late_claim_s());
  }
  switch (config.default_activation()) {
    case config::v1::Coordinator::SHADOW:
      options.default_activation = v1::ACTIVATION_SHADOW;
      break;
    case config::v1::Coordinator::HOLD:
      options.default_activation = v1::ACTIVATION_HOLD;
      break;
    default:
      options.default_activation = v1::ACTIVATION_IMMEDIATE;
  }
  return options;
}

QueryOptions QueryOptionsOf(const config::v1::Coordinator& config) {
  const auto& limits = config.limits();
  QueryOptions options;
  options.adjust_timeout = Or(limits.adjust_ms(), options.adjust_timeout);
  options.run_timeout = Or(limits.run_ms(), options.run_timeout);
  if (limits.guidance_tokens() > 0) {
    options.compose.max_guidance_tokens = limits.guidance_tokens();
  }
  if (limits.firing_threshold() > 0) {
    options.compose.firing.threshold = limits.firing_threshold();
  }
  options.max_plans = std::min(options.max_plans, QueueOf(config));
  options.max_questions = std::min(options.max_questions, QueueOf(config));
  options.agents = AgentsOf(config);
  return options;
}

RegistryOptions RegistryOptionsOf(const config::v1::Coordinator& config) {
  RegistryOptions options;
  for (const auto& component : config.component()) {
    options.components.push_back(
        {.name = component.name(),
         .address = component.address(),
         .from_beginning = component.from_beginning()});
  }
  if (config.limits().lease_s() > 0) {
    options.lease = absl::Seconds(config.limits().lease_s());
  }
  options.check_address = [config](const std::string& address) {
    return CheckJoining(config, address);
  };
  return options;
}

Security ListeningSecurityOf(const config::v1::Coordinator& config) {
  // Either file tells callers apart.
  return {.token_file = config.token_file().empty() ? config.keys_file()
                                                    : config.token_file(),
          .tls_folder = config.tls_folder()};
}

Security ComponentSecurityOf(const config::v1::Coordinator& config) {
  return {.token_file = config.component_token_file(),
          .tls_folder = config.tls_folder()};
}

absl::Duration DrainTimeOf(const config::v1::Coordinator& config) {
  return Or(config.limits().drain_ms(), absl::Seconds(5));
}

absl::Duration KeepExchangesOf(const config::v1::Coordinator& config) {
  const uint32_t days = config.limits().keep_exchanges_days();
  return absl::Hours(24) * (days > 0 ? days : 90);
}

JwtRules JwtRulesOf(const config::v1::Coordinator& config) {
  const auto& jwt = config.jwt();
  JwtRules rules;
  rules.issuer = jwt.issuer();
  rules.audience = jwt.audience();
  const auto take = [](const std::string& configured, std::string* target) {
    if (!configured.empty()) *target = configured;
  };
  take(jwt.tenants_claim(), &rules.tenants_claim);
  take(jwt.user_claim(), &rules.user_claim);
  take(jwt.role_claim(), &rules.role_claim);
  take(jwt.components_claim(), &rules.components_claim);
  if (jwt.leeway_s() > 0) rules.leeway = absl::Seconds(jwt.leeway_s());
  return rules;
}

GiverLimits::Options GiverLimitsOf(const config::v1::Coordinator& config) {
  constexpr double kKib = 1024;
  const auto& limits = config.limits();
  GiverLimits::Options options;
  const auto take = [](double configured, double* target) {
    if (configured > 0) *target = configured;
  };
  take(limits.giver_calls_per_minute(), &options.giver.calls_per_minute);
  take(limits.giver_kib_per_day() * kKib, &options.giver.bytes_per_day);
  take(limits.keeper_calls_per_minute(), &options.keeper.calls_per_minute);
  take(limits.keeper_kib_per_day() * kKib, &options.keeper.bytes_per_day);
  return options;
}

size_t QueueOf(const config::v1::Coordinator& config) {
  return config.limits().queue() > 0 ? config.limits().queue() : 1024;
}

}  // namespace alhf::coordinator
