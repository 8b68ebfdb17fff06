#include "cli/option_kinds.h"

#include <functional>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

namespace alhf::cli {
namespace {

// The words of a command line for the values of an enum.
template <typename E>
using Words = std::vector<std::pair<std::string, E>>;

const Words<v1::WaitFor> kWaits = {{"durable", v1::WAIT_FOR_DURABLE},
                                   {"assessed", v1::WAIT_FOR_ASSESSED},
                                   {"learned", v1::WAIT_FOR_LEARNED}};

const Words<v1::LessonState> kStates = {{"held", v1::LESSON_HELD},
                                        {"shadow", v1::LESSON_SHADOW},
                                        {"active", v1::LESSON_ACTIVE},
                                        {"retired", v1::LESSON_RETIRED},
                                        {"erased", v1::LESSON_ERASED}};

// Returns a duration from "10s", "500ms", "2m" or "10" (seconds).
absl::Duration ParseTimeout(const std::string& text) {
  absl::Duration duration;
  double seconds = 0;
  if (absl::SimpleAtod(text, &seconds)) {
    duration = absl::Seconds(seconds);
  } else if (!absl::ParseDuration(text, &duration)) {
    throw CLI::ValidationError(
        "--timeout", absl::StrCat(text,
                                  " is not a duration: write 10s, 500ms "
                                  "or 2m"));
  }
  if (duration < absl::Milliseconds(1) || duration > absl::Hours(24)) {
    throw CLI::ValidationError("--timeout", "must lie between 1ms and 24h");
  }
  return duration;
}

absl::Time ParseNow(const std::string& text) {
  absl::Time time;
  std::string error;
  if (absl::ParseTime(absl::RFC3339_full, text, &time, &error) ||
      absl::ParseTime("%Y-%m-%d", text, &time, &error)) {
    return time;
  }
  throw CLI::ValidationError("--now",
                             absl::StrCat(text,
                                          " is not a time: write 2026-01-15 or "
                                          "2026-01-15T09:30:00Z"));
}

template <typename E>
void AddWords(CLI::App* app, const std::string& name, const Words<E>& words,
              std::function<void(E)> take, const std::string& help) {
  std::vector<std::string> names;
  for (const auto& word : words) names.push_back(word.first);
  app->add_option_function<std::vector<std::string>>(
         name,
         [words,
          take = std::move(take)](const std::vector<std::string>& given) {
           for (const std::string& word : given) {
             const auto found = absl::c_find_if(
                 words, [&word](const auto& w) { return w.first == word; });
             take(found->second);  // The check lets no other word pass.
           }
         },
         help)
      ->allow_extra_args(false)
      ->type_name("")
      ->check(CLI::IsMember(names));
}

}  // namespace

void AddText(CLI::App* app, const std::string& name, std::string* target,
             const std::string& help) {
  app->add_option(name, *target, help)->required();
}

CLI::Option* AddRepeated(CLI::App* app, const std::string& name,
                         std::vector<std::string>* target,
                         const std::string& help) {
  return app->add_option(name, *target, help + " May be repeated")
      ->allow_extra_args(false);
}

void AddWait(CLI::App* app, v1::WaitFor* target) {
  AddWords<v1::WaitFor>(
      app, "--wait", kWaits, [target](v1::WaitFor wait) { *target = wait; },
      "Return when it is on disk, assigned, or learned (default)");
}

void AddRequestId(CLI::App* app, std::string* target) {
  app->add_option("--request-id", *target,
                  "The same id with the same words is done once, however often "
                  "it is sent")
      ->type_name("ID");
}

CLI::Option* AddTimeout(CLI::App* app, std::optional<absl::Duration>* target) {
  return app
      ->add_option_function<std::string>(
          "--timeout",
          [target](const std::string& text) { *target = ParseTimeout(text); },
          "How long to wait for each answer, e.g. 10s (default: 30s; watch: no "
          "end)")
      ->type_name("TIME");
}

void AddList(CLI::App* app, ListOptions* list) {
  app->add_option("--limit", list->limit, "At most so many; 0: all")
      ->check(CLI::Range(0, 1'000'000))
      ->type_name("N")
      ->capture_default_str();
  app->add_option("--page-token", list->page_token,
                  "Go on where `nextPageToken` of an earlier --json says")
      ->type_name("TOKEN");
}

void AddQuery(CLI::App* app, QueryOptions* query) {
  AddText(app, "question", &query->text,
          "The question, in quotes; - reads it from standard input");
  app->add_option("--as-of", query->as_of,
                  "Use what was learned up to this place of the log, a number "
                  "that `lesson` and `status` show")
      ->check(CLI::NonNegativeNumber)
      ->type_name("N");
  app->add_option_function<std::string>(
         "--now",
         [query](const std::string& text) { query->now = ParseNow(text); },
         "Answer as if it were this day or time (RFC 3339)")
      ->type_name("TIME");
  app->add_option("--time-zone", query->time_zone,
                  "IANA name, e.g. Europe/Berlin (default: UTC)")
      ->type_name("NAME");
}

void AddStates(CLI::App* app, std::vector<v1::LessonState>* target) {
  AddWords<v1::LessonState>(
      app, "--state", kStates,
      [target](v1::LessonState state) { target->push_back(state); },
      "Only in this state. May be repeated");
}

}  // namespace alhf::cli
