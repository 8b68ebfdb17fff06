// Fields of a JSON object, read with errors that say where.
//
//   JsonFields fields(object, "company.jsonl:3: feedback[0]");
//   ALHF_ASSIGN_OR_RETURN(std::string id, fields.Text("id"));
//   for (const std::string& name : fields.Unread()) Warn(name);
//
// Every error is INVALID_ARGUMENT CONFIG_INVALID and begins with the place.
//
// Thread safety: one thread. Ownership: the object must outlive it.
#ifndef ALHF_EVAL_JSON_FIELDS_H_
#define ALHF_EVAL_JSON_FIELDS_H_

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace alhf::eval {

class JsonFields {
 public:
  JsonFields(const nlohmann::json& object, std::string where)
      : object_(object), where_(std::move(where)) {}

  // Returns the error of this place.
  absl::Status Invalid(absl::string_view what) const;

  // OK: it is an object.
  absl::Status CheckObject() const;

  // Returns a text that must be there and hold more than white space.
  absl::StatusOr<std::string> Text(const std::string& name);
  // Returns a text, empty where there is none.
  absl::StatusOr<std::string> OptionalText(const std::string& name);
  // Returns a text or a number as it is written.
  absl::StatusOr<std::string> TextOrNumber(const std::string& name);
  // Returns a list of texts, or nothing where there is none. A single text is
  // a list of one.
  absl::StatusOr<std::optional<std::vector<std::string>>> Texts(
      const std::string& name);
  // Returns a list, empty where there is none.
  absl::StatusOr<std::vector<nlohmann::json>> List(const std::string& name);

  // Returns the names of fields that nobody asked for.
  std::vector<std::string> Unread() const;

  const std::string& where() const { return where_; }

 private:
  // Null: there is no such field, or it is null.
  const nlohmann::json* Find(const std::string& name);

  const nlohmann::json& object_;
  const std::string where_;
  std::set<std::string> read_;
};

}  // namespace alhf::eval

#endif  // ALHF_EVAL_JSON_FIELDS_H_
