// Whether checks hold of answers.
//
//   ALHF_ASSIGN_OR_RETURN(auto checker, Checker::Make(scenarios, database));
//   ALHF_ASSIGN_OR_RETURN(Verdict verdict, checker->Judge(check, answer));
//   if (!verdict.holds) Say(verdict.why);
//
// A check holds only where the part of the answer that it looks at is there:
// the text is an answer and no refusal, a step gave SQL, a step gave sources.
// So silence earns nothing.
//
// Thread safety: `Judge` may be called from many threads. Ownership: the
// database is the caller's and must outlive it.
#ifndef ALHF_EVAL_CHECKER_H_
#define ALHF_EVAL_CHECKER_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "eval/answer.h"
#include "eval/check.h"
#include "eval/database.h"
#include "eval/expected_rows.h"
#include "eval/scenario.h"
#include "eval/sql_syntax.h"

namespace alhf::eval {

struct Verdict {
  bool holds = false;
  // Why not, for people.
  std::string why;
};

class Checker {
 public:
  // Gets ready what the checks of `scenarios` need: the rows of each statement
  // are read now. `database` may be null where no check needs one.
  //
  // INVALID_ARGUMENT CONFIG_INVALID: the database does not take a statement.
  // FAILED_PRECONDITION: a check needs a database, and there is none.
  // UNAVAILABLE: a check needs a program that is not installed.
  static absl::StatusOr<std::unique_ptr<Checker>> Make(
      const std::vector<Scenario>& scenarios, Database* database);

  // Returns whether `check`, one of those of the scenarios, holds of `answer`.
  //
  // INTERNAL: a scorer ended with something else than 0 (it holds) and 1 (it
  // does not), or it took longer than a minute.
  absl::StatusOr<Verdict> Judge(const Check& check, const Answer& answer) const;

 private:
  explicit Checker(Database* database) : database_(database) {}

  absl::Status Prepare(const std::vector<Scenario>& scenarios);
  absl::Status PrepareRows(const std::string& sql, int line);
  absl::StatusOr<Verdict> JudgeSql(const Check& check,
                                   const Answer& answer) const;
  absl::StatusOr<Verdict> JudgeRows(const Check& check,
                                    const Answer& answer) const;

  Database* const database_;
  std::unique_ptr<SqlSyntax> syntax_;
  // By statement.
  std::map<std::string, ExpectedRows> expected_;
};

}  // namespace alhf::eval

#endif  // ALHF_EVAL_CHECKER_H_
