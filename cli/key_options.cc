#include "cli/key_options.h"

#include <memory>
#include <string>

#include "cli/option_kinds.h"

namespace alhf::cli {

void AddKeyCommands(const AddCommandFn& add,
                    const std::function<void(CLI::App*)>& add_common,
                    const TakeFn& take) {
  CLI::App* app =
      add("System", "key", "Make keys for those who call over TCP",
          "  alhf key new --role member --tenant acme --user ann\n");
  app->require_subcommand(1);
  const auto made = std::make_shared<KeyNewCommand>();
  CLI::App* sub = app->add_subcommand(
      "new", "Make a key; print it once, and its line for the keys file");
  sub->footer(
      "Examples:\n"
      "  alhf key new --role expert --tenant acme --user ann\n"
      "  alhf key new --role agent --tenant acme --id gateway\n"
      "  alhf key new --role component --component retriever\n");
  add_common(sub);
  sub->add_option("--role", made->role, "What it may do: docs/security.md")
      ->check(CLI::IsMember({"reader", "member", "expert", "admin", "component",
                             "coordinator", "agent"}))
      ->required();
  sub->add_option("--id", made->id,
                  "Its name in logs and in the keys file (default: a new one)")
      ->type_name("NAME");
  sub->add_flag("--every-tenant", made->every_tenant,
                "It may name every tenant, not only --tenant");
  AddRepeated(sub, "--component", &made->components,
              "A component that may join with it.")
      ->type_name("NAME");
  sub->final_callback([take, made] {
    if (made->role == "component" && made->components.empty()) {
      throw CLI::RequiredError("--component");
    }
    take(*made);
  });
}

}  // namespace alhf::cli
