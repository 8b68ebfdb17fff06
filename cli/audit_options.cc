#include "cli/audit_options.h"

#include <map>
#include <memory>
#include <string>

#include "cli/option_kinds.h"

namespace alhf::cli {
namespace {

const std::map<std::string, v1::AuditAction>& Actions() {
  static const auto* const kActions =
      new std::map<std::string, v1::AuditAction>{
          {"taught", v1::AUDIT_TAUGHT},
          {"changed", v1::AUDIT_CHANGED},
          {"accepted", v1::AUDIT_ACCEPTED},
          {"retired", v1::AUDIT_RETIRED},
          {"restored", v1::AUDIT_RESTORED},
          {"promoted", v1::AUDIT_PROMOTED},
          {"erased", v1::AUDIT_ERASED},
          {"rolled-out", v1::AUDIT_ROLLED_OUT},
          {"kept", v1::AUDIT_KEPT},
          {"read", v1::AUDIT_READ},
          {"refused", v1::AUDIT_REFUSED}};
  return *kActions;
}

void AddVerify(CLI::App* parent,
               const std::function<void(CLI::App*)>& add_common,
               const TakeFn& take) {
  const auto command = std::make_shared<AuditVerifyCommand>();
  CLI::App* app = parent->add_subcommand(
      "verify",
      "Read the audit's chains from their beginning; exit with 1 "
      "where one does not hold");
  app->footer(
      "Examples:\n"
      "  alhf audit verify\n"
      "  alhf audit verify --head acts:812:6f1d…   # what it printed before\n");
  add_common(app);
  AddRepeated(app, "--head", &command->heads,
              "An end that was printed before: the chain must still have it.")
      ->type_name("CHAIN:N:DIGEST");
  app->final_callback([take, command] { take(*command); });
}

}  // namespace

void AddAuditCommands(const AddCommandFn& add,
                      const std::function<void(CLI::App*)>& add_common,
                      const TakeFn& take) {
  const auto command = std::make_shared<AuditCommand>();
  AuditCommand* c = command.get();
  CLI::App* app = add(
      "System", "audit",
      "List who taught, changed, erased, read others' words, or was refused",
      "  alhf audit --action read --days 7\n"
      "  alhf audit --lesson l-7k2m9q4d-1\n"
      "  alhf audit verify\n");
  app->add_option("--principal", c->principal,
                  "Only who called so, e.g. key:ann-1")
      ->type_name("NAME");
  app->add_option("--for", c->user, "Only on behalf of this user")
      ->type_name("USER");
  app->add_option_function<std::vector<std::string>>(
         "--action",
         [c](const std::vector<std::string>& words) {
           for (const std::string& word : words) {
             c->actions.push_back(Actions().at(word));
           }
         },
         "Only this. May be repeated")
      ->allow_extra_args(false)
      ->check(CLI::IsMember(Actions()))
      ->type_name("");
  app->add_option("--record", c->record, "Only about this feedback")
      ->type_name("ID");
  app->add_option("--lesson", c->lesson, "Only about this lesson")
      ->type_name("ID");
  app->add_option_function<double>(
         "--days", [c](double days) { c->within = absl::Hours(24 * days); },
         "Only of the last so many days")
      ->check(CLI::PositiveNumber)
      ->type_name("N");
  AddList(app, &c->list);
  AddVerify(app, add_common, take);
  app->final_callback([take, command, app] {
    if (app->get_subcommands().empty()) take(*command);
  });
}

void AddReassess(const AddCommandFn& add, const TakeFn& take) {
  const auto command = std::make_shared<ReassessCommand>();
  CLI::App* app =
      add("Teach", "reassess",
          "Show what the components make of feedback today, beside the lessons "
          "there are",
          "  alhf reassess                       # all that was ever taught\n"
          "  alhf reassess f-7k2m9q4d --accept   # let it take effect\n");
  app->add_option("records", command->records, "Only these (default: all)")
      ->type_name("ID");
  app->add_flag("--accept", command->accept,
                "Let the difference take effect; what a person edited stays");
  app->final_callback([take, command] { take(*command); });
}

}  // namespace alhf::cli
