#include "cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Environment Home() {
  Environment environment;
  environment.home = "/home/x";
  environment.login_name = "someone";
  return environment;
}

// Returns the options that `arguments` are parsed to.
CommandLine Parse(const std::vector<std::string>& arguments,
                  const Environment& environment = Home()) {
  auto parsed = ParseCommandLine(arguments, environment);
  if (const auto* exit = std::get_if<EarlyExit>(&parsed)) {
    ADD_FAILURE() << exit->out << exit->err;
    return {};
  }
  return std::get<CommandLine>(std::move(parsed));
}

// Returns the command `C` that `arguments` are parsed to.
template <typename C>
C ParseTo(const std::vector<std::string>& arguments) {
  const CommandLine line = Parse(arguments);
  const C* command = std::get_if<C>(&line.command);
  EXPECT_NE(command, nullptr) << "another command";
  return command == nullptr ? C{} : *command;
}

// Returns what is said about `arguments`, which are wrong.
std::string Refusal(const std::vector<std::string>& arguments) {
  const auto parsed = ParseCommandLine(arguments, Home());
  const auto* exit = std::get_if<EarlyExit>(&parsed);
  if (exit == nullptr) return "nothing: it was accepted";
  EXPECT_EQ(exit->code, ExitCode::kUsage);
  EXPECT_EQ(exit->out, "");
  return exit->err;
}

std::string Help(const std::vector<std::string>& arguments) {
  const auto parsed = ParseCommandLine(arguments, Home());
  const auto* exit = std::get_if<EarlyExit>(&parsed);
  if (exit == nullptr) return "none";
  EXPECT_EQ(exit->code, ExitCode::kOk);
  EXPECT_EQ(exit->err, "");
  return exit->out;
}

TEST(CommandLineTest, CommonOptionsComeFromTheEnvironment) {
  Environment environment = Home();
  CommonOptions options = Parse({"status"}, environment).options;
  EXPECT_EQ(options.address, "unix:/home/x/.alhf/run/coordinator.sock");
  EXPECT_EQ(options.tenant, "default");
  EXPECT_EQ(options.user, "someone");
  EXPECT_EQ(options.timeout, std::nullopt);
  EXPECT_EQ(options.program, "alhf");
  EXPECT_FALSE(options.json);
  environment.variables = {{"ALHF_ADDRESS", "unix:/a"},
                           {"ALHF_TENANT", "one"},
                           {"ALHF_USER", "other"}};
  options = Parse({"status"}, environment).options;
  EXPECT_EQ(options.address, "unix:/a");
  EXPECT_EQ(options.tenant, "one");
  EXPECT_EQ(options.user, "other");
  EXPECT_EQ(options.program, "alhf");
}

TEST(CommandLineTest, CommonOptionsMayStandBeforeAndAfterTheCommand) {
  const CommonOptions options =
      Parse({"--tenant", "one", "status", "--json", "--user=a b", "--timeout",
             "5s", "--address", "unix:/a"})
          .options;
  EXPECT_EQ(options.tenant, "one");
  EXPECT_EQ(options.user, "a b");
  EXPECT_EQ(options.address, "unix:/a");
  EXPECT_EQ(options.timeout, absl::Seconds(5));
  EXPECT_TRUE(options.json);
  EXPECT_THAT(
      options.program,
      AllOf(HasSubstr("alhf --"), HasSubstr(" --tenant one"),
            HasSubstr(" --user 'a b'"), HasSubstr(" --address unix:/a")));
}

TEST(CommandLineTest, AskTakesOneText) {
  const AskCommand ask =
      ParseTo<AskCommand>({"ask", "How many?", "--as-of", "3", "--time-zone",
                           "Europe/Berlin", "--now", "2026-01-15"});
  EXPECT_EQ(ask.query.text, "How many?");
  EXPECT_EQ(ask.query.as_of, 3u);
  EXPECT_EQ(ask.query.time_zone, "Europe/Berlin");
  EXPECT_TRUE(ask.query.now.has_value());
}

TEST(CommandLineTest, TextsAreTakenVerbatim) {
  for (const char* text : {"status", "[a,b]", "{x}", "", "-", "a=b", "a\nb",
                           "/x", "%INF", "'quoted'", "\"q\""}) {
    EXPECT_EQ(ParseTo<AskCommand>({"ask", text}).query.text, text);
  }
  EXPECT_EQ(ParseTo<AskCommand>({"ask", "--", "-5 is wrong"}).query.text,
            "-5 is wrong");
}

TEST(CommandLineTest, PlanExplains) {
  const PlanCommand plan = ParseTo<PlanCommand>(
      {"plan", "q", "--explain", "--component", "a", "--component", "b"});
  EXPECT_TRUE(plan.explain);
  EXPECT_THAT(plan.components, ElementsAre("a", "b"));
}

TEST(CommandLineTest, FeedbackOnTheLastExchangeByDefault) {
  const FeedbackCommand feedback =
      ParseTo<FeedbackCommand>({"feedback", "Use weeks"});
  EXPECT_EQ(feedback.text, "Use weeks");
  EXPECT_EQ(feedback.exchange, "");
  EXPECT_EQ(feedback.activation, v1::ACTIVATION_UNSPECIFIED);
  EXPECT_EQ(feedback.wait_for, v1::WAIT_FOR_LEARNED);
  EXPECT_FALSE(feedback.strict);
}

TEST(CommandLineTest, FeedbackTakesAllItsOptions) {
  const FeedbackCommand feedback = ParseTo<FeedbackCommand>(
      {"feedback", "Use weeks", "--question", "Q", "--answer", "A", "--to", "a",
       "--to", "b", "--hold", "--wait", "durable", "--request-id", "r",
       "--strict"});
  EXPECT_EQ(feedback.question, "Q");
  EXPECT_EQ(feedback.answer, "A");
  EXPECT_THAT(feedback.to, ElementsAre("a", "b"));
  EXPECT_EQ(feedback.activation, v1::ACTIVATION_HOLD);
  EXPECT_EQ(feedback.wait_for, v1::WAIT_FOR_DURABLE);
  EXPECT_EQ(feedback.request_id, "r");
  EXPECT_TRUE(feedback.strict);
  EXPECT_EQ(ParseTo<FeedbackCommand>({"feedback", "t", "--shadow"}).activation,
            v1::ACTIVATION_SHADOW);
}

TEST(CommandLineTest, FeedbackNeedsATextOrALesson) {
  EXPECT_THAT(Refusal({"feedback"}), HasSubstr("text is required"));
  const FeedbackCommand feedback = ParseTo<FeedbackCommand>(
      {"feedback", "--misapplied", "l-1", "--misapplied", "l-2"});
  EXPECT_THAT(feedback.misapplied, ElementsAre("l-1", "l-2"));
}

TEST(CommandLineTest, FeedbackRefusesWhatContradictsItself) {
  EXPECT_THAT(Refusal({"feedback", "t", "--hold", "--shadow"}),
              HasSubstr("excludes"));
  EXPECT_THAT(Refusal({"feedback", "t", "--question", "q"}),
              HasSubstr("--question requires --answer"));
  EXPECT_THAT(Refusal({"feedback", "t", "--answer", "a"}),
              HasSubstr("--answer requires --question"));
  EXPECT_THAT(Refusal({"feedback", "t", "--exchange", "x", "--question", "q",
                       "--answer", "a"}),
              HasSubstr("excludes"));
}

TEST(CommandLineTest, ChangesAreThoseOfTheProtocol) {
  ChangeCommand change = ParseTo<ChangeCommand>(
      {"accept", "l-1", "--request-id", "r", "--wait", "durable"});
  EXPECT_EQ(change.lesson, "l-1");
  EXPECT_TRUE(change.change.has_accept());
  EXPECT_EQ(change.request_id, "r");
  EXPECT_EQ(change.wait_for, v1::WAIT_FOR_DURABLE);

  change = ParseTo<ChangeCommand>({"discard", "l-1", "--note", "why"});
  EXPECT_EQ(change.change.retire().reason(), v1::RETIRE_DISCARDED);
  EXPECT_EQ(change.change.retire().note(), "why");

  change = ParseTo<ChangeCommand>({"forget", "l-1"});
  EXPECT_EQ(change.change.retire().reason(), v1::RETIRE_FORGOTTEN);
  EXPECT_EQ(change.change.retire().note(), "");

  change = ParseTo<ChangeCommand>({"edit", "l-1", "new words"});
  EXPECT_EQ(change.change.revise().lesson().text(), "new words");

  change = ParseTo<ChangeCommand>({"breadth", "l-1", "component"});
  EXPECT_EQ(change.change.revise().lesson().text(), "");
  EXPECT_EQ(change.change.revise().lesson().scope().breadth(),
            v1::BREADTH_COMPONENT);
  EXPECT_THAT(Refusal({"breadth", "l-1", "wide"}), HasSubstr("question"));

  EXPECT_TRUE(ParseTo<ChangeCommand>({"restore", "l-1"}).change.has_restore());

  change = ParseTo<ChangeCommand>({"promote", "l-1", "--for", "other"});
  EXPECT_EQ(change.change.promote().user(), "other");
  change = ParseTo<ChangeCommand>({"move", "l-1", "--to", "support"});
  EXPECT_EQ(change.change.move().agent(), "support");
  change = ParseTo<ChangeCommand>({"move", "l-1", "--to-every"});
  EXPECT_TRUE(change.change.has_move());
  EXPECT_EQ(change.change.move().agent(), "");
  // To every agent only where it is said.
  EXPECT_THAT(Refusal({"move", "l-1"}), HasSubstr("--to"));
  EXPECT_THAT(Refusal({"move", "l-1", "--to", "a", "--to-every"}),
              HasSubstr("--to"));
  EXPECT_THAT(Refusal({"edit", "l-1"}), HasSubstr("words is required"));
  EXPECT_THAT(Refusal({"breadth", "l-1"}), HasSubstr("breadth is required"));
  EXPECT_THAT(Refusal({"accept"}), HasSubstr("lesson is required"));
}

TEST(CommandLineTest, LooksAtWhatIsNamed) {
  EXPECT_EQ(ParseTo<WatchCommand>({"watch", "f-1"}).record, "f-1");
  EXPECT_EQ(ParseTo<RecordCommand>({"record", "f-1"}).record, "f-1");
  EXPECT_EQ(ParseTo<LessonCommand>({"lesson", "l-1"}).lesson, "l-1");
  EXPECT_EQ(ParseTo<ExplainCommand>({"explain"}).exchange, "last");
  EXPECT_EQ(ParseTo<ExplainCommand>({"explain", "x-1"}).exchange, "x-1");
}

TEST(CommandLineTest, ListsTakeFilters) {
  const RecordsCommand records = ParseTo<RecordsCommand>(
      {"records", "--exchange", "x-1", "--mine", "--limit", "3"});
  EXPECT_EQ(records.exchange, "x-1");
  EXPECT_TRUE(records.mine);
  EXPECT_EQ(records.list.limit, 3);
  const ExchangesCommand exchanges =
      ParseTo<ExchangesCommand>({"exchanges", "--page-token", "t"});
  EXPECT_FALSE(exchanges.mine);
  EXPECT_EQ(exchanges.list.limit, 50);
  EXPECT_EQ(exchanges.list.page_token, "t");
  const LessonsCommand lessons = ParseTo<LessonsCommand>(
      {"lessons", "--component", "a", "--state", "held", "--record", "f-1"});
  EXPECT_EQ(lessons.component, "a");
  EXPECT_EQ(lessons.record, "f-1");
  EXPECT_THAT(lessons.states, ElementsAre(v1::LESSON_HELD));
}

TEST(CommandLineTest, SystemCommands) {
  ParseTo<ComponentsCommand>({"components"});
  ParseTo<StatusCommand>({"status"});
  const RetryParkedCommand retry =
      ParseTo<RetryParkedCommand>({"retry-parked", "a", "--position", "12"});
  EXPECT_EQ(retry.component, "a");
  EXPECT_EQ(retry.sequence, 12u);
  EXPECT_EQ(ParseTo<RetryParkedCommand>({"retry-parked"}).sequence,
            std::nullopt);
  EXPECT_EQ(
      ParseTo<RemoveComponentCommand>({"remove-component", "a"}).component,
      "a");
  EXPECT_THAT(Refusal({"remove-component"}), HasSubstr("component"));
}

TEST(CommandLineTest, SaysWhatIsWrong) {
  EXPECT_THAT(Refusal({}), HasSubstr("Usage: alhf"));
  EXPECT_THAT(Refusal({"--json"}), HasSubstr("required"));
  EXPECT_THAT(Refusal({"aks", "q"}), HasSubstr("no command \"aks\""));
  EXPECT_THAT(Refusal({"ask"}), HasSubstr("question is required"));
  EXPECT_THAT(Refusal({"ask", "two", "words"}),
              AllOf(HasSubstr("words"), HasSubstr("quotes")));
  EXPECT_THAT(Refusal({"ask", "q", "--loud"}), HasSubstr("--loud"));
  EXPECT_THAT(Refusal({"ask", "q", "--tenant", ""}), HasSubstr("--tenant"));
  EXPECT_THAT(Refusal({"lessons", "--state", "dead"}), HasSubstr("held"));
}

TEST(CommandLineTest, RefusesAddressesThatMayNotBeCalled) {
  EXPECT_THAT(Refusal({"status", "--address", "10.0.0.1:7000"}),
              AllOf(HasSubstr("10.0.0.1:7000"), HasSubstr("TLS")));
  EXPECT_THAT(Refusal({"status", "--address", "localhost"}),
              AllOf(HasSubstr("unix:PATH"), HasSubstr("HOST:PORT")));
  EXPECT_THAT(Refusal({"status", "--address", "localhost:7000", "--token-file",
                       "/no/such/file"}),
              HasSubstr("/no/such/file"));
  EXPECT_THAT(Refusal({"status", "--address", "unix:"}),
              HasSubstr("unix:PATH"));
  EXPECT_THAT(
      Refusal({"status", "--address", "unix:/" + std::string(200, 'a')}),
      HasSubstr("too long"));
}

TEST(CommandLineTest, RefusesTextThatIsNotUtf8) {
  EXPECT_THAT(Refusal({"ask", "caf\xE9"}), HasSubstr("not UTF-8"));
}

TEST(CommandLineTest, EveryCommandHelps) {
  EXPECT_THAT(Help({"--version"}), HasSubstr("alhf "));
  const std::string all = Help({"--help"});
  for (const char* name :
       {"ask",         "plan",   "feedback", "accept",     "discard",
        "edit",        "forget", "restore",  "promote",    "move",
        "breadth",     "watch",  "record",   "records",    "explain",
        "exchanges",   "lesson", "lessons",  "components", "status",
        "retry-parked"}) {
    EXPECT_THAT(all, HasSubstr(std::string("\n  ") + name + " "));
    EXPECT_THAT(
        Help({name, "--help"}),
        AllOf(HasSubstr(std::string("  alhf ") + name), HasSubstr("--json"),
              HasSubstr("--address"), HasSubstr("--tenant"),
              HasSubstr("--agent"), HasSubstr("--user"), HasSubstr("--timeout"),
              HasSubstr("Exit codes: 0 done")))
        << name;
  }
}

}  // namespace
}  // namespace alhf::cli
