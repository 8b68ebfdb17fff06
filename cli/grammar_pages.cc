#include "cli/grammar_pages.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace alhf::cli {
namespace {

constexpr char kCommonGroup[] = "Common options";

std::vector<const CLI::App*> CommandsOf(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

std::vector<const CLI::Option*> OptionsOf(const CLI::App& app) {
  return app.get_options([](const CLI::Option* option) {
    return !option->get_lnames().empty() || !option->get_snames().empty();
  });
}

std::vector<std::string> WordsOf(const CLI::App& app) {
  std::vector<std::string> words;
  for (const CLI::App* command : CommandsOf(app)) {
    words.push_back(command->get_name());
  }
  for (const CLI::Option* option : OptionsOf(app)) {
    for (const std::string& name : option->get_lnames()) {
      words.push_back(absl::StrCat("--", name));
    }
  }
  return words;
}

void AddCases(const CLI::App& app, const std::string& path,
              std::string& script) {
  absl::StrAppend(&script, "    \"", path, "\") words=\"",
                  absl::StrJoin(WordsOf(app), " "), "\" ;;\n");
  for (const CLI::App* command : CommandsOf(app)) {
    AddCases(*command, absl::StrCat(path, " ", command->get_name()), script);
  }
}

// ---------------------------------------------------------------------- man

std::string Roff(absl::string_view text) {
  std::string escaped =
      absl::StrReplaceAll(text, {{"\\", "\\e"}, {"-", "\\-"}});
  // A line that starts so would be a macro.
  if (absl::StartsWith(escaped, ".") || absl::StartsWith(escaped, "'")) {
    escaped.insert(0, "\\&");
  }
  return escaped;
}

std::string RoffLines(absl::string_view text) {
  std::string lines;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    absl::StrAppend(&lines, Roff(line), "\n");
  }
  return lines;
}

std::string TypeOf(const CLI::Option& option) {
  if (option.get_type_size() == 0) return "";
  const std::vector<std::string> parts =
      absl::StrSplit(option.get_type_name(), absl::MaxSplits(':', 1));
  return parts[0].empty() ? parts.back() : parts[0];
}

std::string OptionText(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.get_snames()) {
    names.push_back(absl::StrCat("-", name));
  }
  for (const std::string& name : option.get_lnames()) {
    names.push_back(absl::StrCat("--", name));
  }
  const std::string type = TypeOf(option);
  std::string text = absl::StrCat(
      ".TP\n\\fB", Roff(absl::StrJoin(names, ", ")), "\\fR",
      type.empty() ? "" : absl::StrCat(" \\fI", Roff(type), "\\fR"), "\n",
      Roff(option.get_description()));
  if (!option.get_default_str().empty()) {
    absl::StrAppend(&text, " (default: ", Roff(option.get_default_str()), ")");
  }
  return text + "\n";
}

std::string OptionsText(const CLI::App& app, bool common) {
  std::string text;
  for (const CLI::Option* option : OptionsOf(app)) {
    if ((option->get_group() == kCommonGroup) == common &&
        (common || option->get_lnames() != std::vector<std::string>{"help"})) {
      text += OptionText(*option);
    }
  }
  return text;
}

std::string Synopsis(const CLI::App& command, const std::string& path) {
  std::string text = absl::StrCat("\\fB", Roff(path), "\\fR");
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_positional()) continue;
    const std::string name = Roff(option->get_name(true));
    absl::StrAppend(&text, option->get_required() ? " \\fI" : " [\\fI", name,
                    option->get_required() ? "\\fR" : "\\fR]");
  }
  return text;
}

// The examples stand before the exit codes, which the page has once.
std::string ExamplesOf(const CLI::App& command) {
  const std::string footer = command.get_footer();
  const std::string text = footer.substr(0, footer.find("\nExit codes:"));
  return text.empty() ? ""
                      : absl::StrCat(".PP\n.nf\n", RoffLines(text), ".fi\n");
}

void AddCommand(const CLI::App& command, const std::string& path,
                std::string& page) {
  absl::StrAppend(&page, ".SS ", Synopsis(command, path), "\n",
                  Roff(command.get_description()), ".\n");
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_positional()) continue;
    absl::StrAppend(&page, ".TP\n\\fI", Roff(option->get_name(true)), "\\fR\n",
                    Roff(option->get_description()), "\n");
  }
  absl::StrAppend(&page, OptionsText(command, false), ExamplesOf(command));
  for (const CLI::App* sub : CommandsOf(command)) {
    AddCommand(*sub, absl::StrCat(path, " ", sub->get_name()), page);
  }
}

}  // namespace

std::string BashCompletion(const CLI::App& app) {
  std::string script =
      "# Completion of alhf in bash; made by `alhf completion`.\n"
      "_alhf() {\n"
      "  local current=\"${COMP_WORDS[COMP_CWORD]}\" path=\"alhf\" words word "
      "i\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    word=\"${COMP_WORDS[i]}\"\n"
      "    case \" ${_alhf_paths} \" in\n"
      "      *\" ${path// //}/${word} \"*) path=\"${path} ${word}\" ;;\n"
      "    esac\n"
      "  done\n"
      "  case \"${path}\" in\n";
  AddCases(app, "alhf", script);
  absl::StrAppend(&script,
                  "  esac\n"
                  "  COMPREPLY=($(compgen -W \"${words}\" -- \"${current}\"))\n"
                  "}\n_alhf_paths=\"");
  std::vector<std::string> paths;
  for (const CLI::App* command : CommandsOf(app)) {
    paths.push_back(absl::StrCat("alhf/", command->get_name()));
    for (const CLI::App* sub : CommandsOf(*command)) {
      paths.push_back(
          absl::StrCat(paths.back().substr(0, 5 + command->get_name().size()),
                       "/", sub->get_name()));
    }
  }
  return absl::StrCat(script, absl::StrJoin(paths, " "), "\"\n",
                      "complete -o default -F _alhf alhf\n");
}

std::string ManualPage(const CLI::App& app, const std::string& version) {
  std::string page = absl::StrCat(
      ".TH ALHF 1 \"\" \"alhf ", version, "\" \"User Commands\"\n.SH NAME\n",
      "alhf \\- ", Roff(absl::AsciiStrToLower(app.get_description())),
      "\n.SH SYNOPSIS\n\\fBalhf\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR]...\n"
      ".SH COMMANDS\n");
  for (const CLI::App* command : CommandsOf(app)) {
    AddCommand(*command, absl::StrCat("alhf ", command->get_name()), page);
  }
  absl::StrAppend(&page, ".SH OPTIONS OF EVERY COMMAND\n",
                  OptionsText(app, true), OptionsText(app, false),
                  ".SH EXIT STATUS AND ENVIRONMENT\n.nf\n",
                  RoffLines(app.get_footer()), ".fi\n");
  return page;
}

}  // namespace alhf::cli
