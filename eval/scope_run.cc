#include "eval/scope_run.h"

#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <random>
#include <utility>

#include "absl/strings/str_cat.h"
#include "alhf/sdk/model/endpoint_encoder.h"
#include "base/status.h"
#include "core/relevance/encoder/open_encoder.h"
#include "eval/scope_methods.h"
#include "eval/scope_set.h"

namespace alhf::eval {
namespace {

// The same draws in every run.
constexpr uint64_t kSeed = 20260101;

// Encodes each text once, for all methods. For one thread.
class RememberingEncoder final : public core::Encoder {
 public:
  explicit RememberingEncoder(const core::Encoder* encoder)
      : encoder_(encoder) {}

  const std::string& id() const override { return encoder_->id(); }
  const core::Background* background() const override {
    return encoder_->background();
  }
  absl::StatusOr<core::SentenceVector> Encode(
      absl::string_view text) const override {
    core::SentenceVector& vector = known_[std::string(text)];
    if (vector.empty()) {
      ALHF_ASSIGN_OR_RETURN(vector, encoder_->Encode(text));
    }
    return vector;
  }
  absl::StatusOr<std::vector<core::SentenceVector>> EncodeBatch(
      const std::vector<std::string>& texts) const override {
    std::vector<core::SentenceVector> vectors;
    for (const std::string& text : texts) {
      ALHF_ASSIGN_OR_RETURN(vectors.emplace_back(), Encode(text));
    }
    return vectors;
  }

 private:
  const core::Encoder* const encoder_;
  mutable std::map<std::string, core::SentenceVector> known_;
};

}  // namespace

absl::StatusOr<ScopeRun> RunScope(const ScopeOptions& options) {
  std::vector<ScopeMemory> groups;
  for (const std::string& file : options.files) {
    ALHF_ASSIGN_OR_RETURN(std::vector<ScopeMemory> read, ReadScopeGroups(file));
    std::move(read.begin(), read.end(), std::back_inserter(groups));
  }
  ALHF_ASSIGN_OR_RETURN(
      const std::shared_ptr<const core::Encoder> opened,
      core::OpenEncoder(options.encoder, core::ProgramFolder(),
                        &sdk::OpenEndpointEncoder));
  std::unique_ptr<const core::Encoder> encoder;
  if (opened != nullptr) {
    encoder = std::make_unique<RememberingEncoder>(opened.get());
  }
  std::ofstream pairs;
  if (!options.pairs.empty()) {
    pairs.open(options.pairs, std::ios::binary);
    if (!pairs) {
      return absl::InternalError(
          absl::StrCat(options.pairs, " cannot be written"));
    }
  }
  const ScopeMethodOptions how{options.facet_db, encoder.get(),
                               options.pairs.empty() ? nullptr : &pairs,
                               options.reports};
  std::vector<ScopeSet> sets = JoinGroups(groups, options.lessons);
  if (options.reports > 0) AskEverySecondBefore(sets);
  ScopeRun run;
  run.facet_db = options.facet_db;
  if (encoder != nullptr) run.encoder_id = encoder->id();
  for (const ScopeMethod method : MethodsFor(how)) {
    ScopeRun::Method& figures = run.methods.emplace_back();
    figures.name = NameOf(method);
    for (const ScopeSet& set : sets) {
      ALHF_ASSIGN_OR_RETURN(const std::vector<ScoredQuery> scored,
                            ScoresBy(method, how, set));
      std::mt19937_64 random(kSeed);
      figures.sets.push_back(
          {set.source, set.LessonCount(), FiguresOf(scored, random)});
    }
  }
  return run;
}

nlohmann::json ToJson(const ScopeRun& run) {
  nlohmann::json json;
  json["encoder_id"] = run.encoder_id;
  json["facet_db"] = run.facet_db;
  json["methods"] = nlohmann::json::array();
  for (const ScopeRun::Method& method : run.methods) {
    nlohmann::json sets = nlohmann::json::array();
    for (const ScopeRun::SetFigures& set : method.sets) {
      nlohmann::json figures = ToJson(set.figures);
      figures["source"] = set.source;
      figures["lessons"] = set.lessons;
      sets.push_back(std::move(figures));
    }
    json["methods"].push_back({{"method", method.name}, {"sets", sets}});
  }
  return json;
}

}  // namespace alhf::eval
