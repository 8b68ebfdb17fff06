#include "components/sql_generator/database.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "alhf/sdk/config.h"
#include "alhf/sdk/status.h"

namespace alhf::sql_generator {
namespace {

constexpr absl::string_view kSqlite = "sqlite:";

absl::Duration AgeOf(Freshness freshness) {
  switch (freshness) {
    case Freshness::kAny:
      return absl::InfiniteDuration();
    case Freshness::kCurrent:
      return absl::Minutes(10);
    case Freshness::kNewest:
      return absl::Minutes(1);
  }
  return absl::ZeroDuration();
}

absl::Status Invalid(absl::string_view field, absl::string_view why) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               absl::StrCat(field, " ", why), {{"field", std::string(field)}});
}

std::string Below(const std::string& folder, absl::string_view path) {
  if (folder.empty() || absl::StartsWith(path, "/")) return std::string(path);
  return absl::StrCat(folder, "/", path);
}

bool IsName(absl::string_view name) {
  return !name.empty() && absl::ascii_islower(name[0]) &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '_';
         });
}

}  // namespace

struct Database::Source {
  std::string uri;
  Engine engine = Engine::kSqlite;
  // Held for as long as the database is read.
  Mutex reading;
  Mutex mutex;
  std::shared_ptr<const Catalog> catalog ABSL_GUARDED_BY(mutex);
  absl::Time read ABSL_GUARDED_BY(mutex);

  // Null: nothing, or it is older than `age`.
  std::shared_ptr<const Catalog> Known(absl::Time now, absl::Duration age) {
    const MutexLock lock(mutex);
    return catalog != nullptr && now - read < age ? catalog : nullptr;
  }
};

absl::StatusOr<std::unique_ptr<Database>> Database::Make(
    const Config& config, const std::string& folder, const Clock& clock) {
  if (config.databases().empty()) {
    return Invalid("databases", "is missing: say where the data is");
  }
  Semantic semantic;
  if (!config.semantic_file().empty()) {
    ALHF_RETURN_IF_ERROR(
        ReadTextProto(Below(folder, config.semantic_file()), &semantic));
  }
  std::unique_ptr<Database> database(
      new Database(config, std::move(semantic), clock));
  for (const auto& entry : config.databases()) {
    if (!IsName(entry.name())) {
      return Invalid("databases.name",
                     "is made of a-z, 0-9 and _, and begins with a letter");
    }
    if (entry.name() != database->name_) {
      return Invalid("databases.name",
                     "differs: one component serves one database; run "
                     "another component for the other");
    }
    auto source = std::make_unique<Source>();
    ALHF_ASSIGN_OR_RETURN(source->engine, EngineOf(entry.uri()));
    if (database->SourceOf(source->engine).has_value()) {
      return Invalid("databases.uri", "names the same engine twice");
    }
    source->uri = entry.uri();
    if (source->engine == Engine::kSqlite) {
      source->uri = absl::StrCat(
          kSqlite, Below(folder, absl::StripPrefix(entry.uri(), kSqlite)));
    }
    database->sources_.push_back(std::move(source));
  }
  return database;
}

Database::Database(const Config& config, Semantic semantic, const Clock& clock)
    : name_(config.databases(0).name()),
      semantic_(std::move(semantic)),
      word_net_(config.word_net_folder().empty() ? "/usr/share/wordnet"
                                                 : config.word_net_folder()),
      clock_(clock) {
  if (config.time_limit_ms() > 0) {
    limits_.time = absl::Milliseconds(config.time_limit_ms());
  }
  if (config.row_limit() > 0) limits_.rows = config.row_limit();
}

Database::~Database() = default;

std::optional<size_t> Database::SourceOf(Engine dialect) const {
  for (size_t i = 0; i < sources_.size(); ++i) {
    if (sources_[i]->engine == dialect) return i;
  }
  return std::nullopt;
}

absl::Status Database::ReadAhead() const {
  for (size_t i = 0; i < sources_.size(); ++i) {
    const absl::Status status = CatalogOf(i).status();
    if (absl::IsInvalidArgument(status)) return status;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<const Catalog>> Database::CatalogOf(
    size_t source, Freshness freshness) const {
  Source& from = *sources_[source];
  const absl::Duration age = AgeOf(freshness);
  if (auto known = from.Known(clock_.Now(), age)) return known;
  const MutexLock one_reader(from.reading);
  const absl::Time now = clock_.Now();
  if (auto known = from.Known(now, age)) return known;
  ALHF_ASSIGN_OR_RETURN(const auto connection, Connect(from.uri));
  ALHF_ASSIGN_OR_RETURN(auto catalog,
                        Catalog::Load(*connection, semantic_, clock_));
  const MutexLock lock(from.mutex);
  from.catalog = std::move(catalog);
  from.read = now;
  return from.catalog;
}

absl::StatusOr<ResultSet> Database::Execute(size_t source,
                                            const std::string& sql,
                                            const ExecuteLimits& limits) const {
  ALHF_ASSIGN_OR_RETURN(const auto connection, Connect(sources_[source]->uri));
  return connection->Execute(sql, limits);
}

}  // namespace alhf::sql_generator
