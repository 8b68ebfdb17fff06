#include "eval/encoder_fit.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "alhf/sdk/model/endpoint_encoder.h"
#include "base/status.h"
#include "core/relevance/compact_vector.h"
#include "core/relevance/encoder/background.h"
#include "core/relevance/encoder/nearness_scale.h"
#include "core/relevance/encoder/open_encoder.h"
#include "core/relevance/subject_map.h"
#include "core/relevance/vector_index.h"
#include "eval/reference_texts.h"
#include "google/protobuf/text_format.h"

namespace alhf::eval {
namespace {

using Vectors = std::vector<core::SentenceVector>;

constexpr const char* kTextsBeside[] = {"preferences.txt", "subjects.txt"};

absl::Status Invalid(absl::string_view what) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               what);
}

struct Encoded {
  Vectors questions;
  Vectors lessons;
};

absl::StatusOr<Vectors> EncodeAll(const core::Encoder& encoder,
                                  const std::vector<ReferenceText>& texts) {
  std::vector<std::string> all;
  all.reserve(texts.size());
  for (const ReferenceText& each : texts) all.push_back(each.text);
  return encoder.EncodeBatch(all);
}

absl::StatusOr<std::vector<Encoded>> EncodeFiles(
    const core::Encoder& encoder, const std::vector<ReferenceTexts>& files) {
  std::vector<Encoded> all;
  for (const ReferenceTexts& texts : files) {
    Encoded& encoded = all.emplace_back();
    ALHF_ASSIGN_OR_RETURN(encoded.questions,
                          EncodeAll(encoder, texts.questions));
    ALHF_ASSIGN_OR_RETURN(encoded.lessons, EncodeAll(encoder, texts.lessons));
  }
  return all;
}

std::vector<float> MeanOf(const std::vector<Encoded>& files,
                          Vectors Encoded::*side) {
  std::vector<double> sum;
  double count = 0;
  for (const Encoded& file : files) {
    for (const core::SentenceVector& vector : file.*side) {
      sum.resize(vector.size());
      for (size_t i = 0; i < vector.size(); ++i) {
        sum[i] += static_cast<double>(vector[i]);
      }
      ++count;
    }
  }
  std::vector<float> mean;
  for (const double each : sum)
    mean.push_back(static_cast<float>(each / count));
  return mean;
}

// Nearness of pairs of a question and a lesson of one file.
struct Pairs {
  std::vector<float> related;
  std::vector<float> unrelated;
};

// Adds the pairs of one file; `subjects` may be null.
void Compare(const ReferenceTexts& texts, const Encoded& encoded,
             const core::Background& background,
             const core::SubjectMap* subjects, Pairs& pairs) {
  core::VectorIndex index(&background);
  std::vector<core::SubjectMap::Place> places(encoded.lessons.size());
  for (size_t i = 0; i < encoded.lessons.size(); ++i) {
    const core::CompactVector vector = core::Compact(encoded.lessons[i]);
    index.Put(static_cast<core::VectorIndex::DocumentId>(i), vector);
    if (subjects != nullptr) places[i] = subjects->OfLesson(vector);
  }
  for (size_t i = 0; i < encoded.questions.size(); ++i) {
    const core::CompactVector vector = core::Compact(encoded.questions[i]);
    std::vector<float> nearness = index.NearnessTo(vector);
    core::SubjectMap::Place place = {};
    if (subjects != nullptr) place = subjects->OfQuery(vector);
    for (size_t j = 0; j < nearness.size(); ++j) {
      if (subjects != nullptr) {
        nearness[j] += static_cast<float>(subjects->Likeness(place, places[j]));
      }
      const bool related =
          texts.AreRelated(texts.questions[i], texts.lessons[j]);
      (related ? pairs.related : pairs.unrelated).push_back(nearness[j]);
    }
  }
}

Pairs Compare(const std::vector<ReferenceTexts>& files,
              const std::vector<Encoded>& encoded,
              const core::Background& background,
              const core::SubjectMap* subjects) {
  Pairs pairs;
  for (size_t f = 0; f < files.size(); ++f) {
    Compare(files[f], encoded[f], background, subjects, pairs);
  }
  return pairs;
}

// The area under the curve of hits and false alarms; ties count a half.
double ToldApart(const Pairs& pairs) {
  if (pairs.related.empty() || pairs.unrelated.empty()) return 0;
  std::vector<float> others = pairs.unrelated;
  std::sort(others.begin(), others.end());
  double below = 0;
  for (const float each : pairs.related) {
    const auto [first, last] =
        std::equal_range(others.begin(), others.end(), each);
    below += static_cast<double>((first - others.begin()) +
                                 (last - others.begin())) /
             2;
  }
  return below / (static_cast<double>(pairs.related.size()) *
                  static_cast<double>(others.size()));
}

std::vector<std::string> TextsBeside(const std::string& program_folder) {
  std::vector<std::string> files;
  const auto folder = std::filesystem::path(program_folder).parent_path() /
                      "share" / "alhf" / "reference";
  for (const char* name : kTextsBeside) {
    std::error_code error;
    if (std::filesystem::is_regular_file(folder / name, error)) {
      files.push_back((folder / name).string());
    }
  }
  return files;
}

}  // namespace

absl::StatusOr<EncoderFit> FitEncoder(const core::Encoder& model,
                                      const std::string& model_name,
                                      const core::Encoder& like,
                                      const std::vector<std::string>& files) {
  std::vector<ReferenceTexts> texts;
  EncoderFit fit;
  for (const std::string& file : files) {
    ALHF_ASSIGN_OR_RETURN(texts.emplace_back(), ReadReferenceTexts(file));
    fit.lessons += texts.back().lessons.size();
    fit.questions += texts.back().questions.size();
  }
  if (fit.lessons == 0 || fit.questions == 0) {
    return Invalid("the reference texts have no lessons, or no questions");
  }
  ALHF_ASSIGN_OR_RETURN(const auto by_model, EncodeFiles(model, texts));
  ALHF_ASSIGN_OR_RETURN(const auto by_like, EncodeFiles(like, texts));
  const core::Background background{MeanOf(by_model, &Encoded::questions),
                                    MeanOf(by_model, &Encoded::lessons)};
  const Pairs of_model = Compare(texts, by_model, background, nullptr);
  // The scorer weighs wishes by nearness and subjects together, and of another
  // model it has no subjects.
  const Pairs of_like = Compare(texts, by_like, *like.background(),
                                core::SubjectMapOf(like.id()));

  fit.dimensions = background.query_mean.size();
  fit.unrelated = of_model.unrelated.size();
  fit.told_apart = ToldApart(of_model);
  fit.told_apart_like = ToldApart(of_like);
  config::v1::EncoderProfile& profile = fit.profile;
  profile.set_model(model_name);
  profile.set_like(like.id());
  profile.mutable_query_mean()->Assign(background.query_mean.begin(),
                                       background.query_mean.end());
  profile.mutable_lesson_mean()->Assign(background.lesson_mean.begin(),
                                        background.lesson_mean.end());
  for (const auto& [own, its] :
       core::MatchQuantiles(of_model.unrelated, of_like.unrelated)) {
    profile.add_nearness(own);
    profile.add_nearness_like(its);
  }
  for (size_t f = 0; f < texts.size() && profile.probe().empty(); ++f) {
    if (texts[f].lessons.empty()) continue;
    const core::SentenceVector& vector = by_model[f].lessons[0];
    profile.set_probe(texts[f].lessons[0].text);
    profile.mutable_probe_vector()->Assign(vector.begin(), vector.end());
  }
  return fit;
}

absl::StatusOr<EncoderFit> RunEncoderFit(const EncoderFitOptions& options) {
  const std::string folder = core::ProgramFolder();
  ALHF_ASSIGN_OR_RETURN(const std::shared_ptr<const core::Encoder> like,
                        core::OpenEncoder("", folder));
  if (like == nullptr || like->background() == nullptr) {
    return Invalid(
        "no weights file that the scorer is fitted to lies beside "
        "this program");
  }
  const std::vector<std::string> texts =
      options.texts.empty() ? TextsBeside(folder) : options.texts;
  if (texts.empty()) {
    return Invalid(
        "no reference texts lie beside this program: name some with "
        "--texts");
  }
  ALHF_ASSIGN_OR_RETURN(const config::v1::EmbeddingEncoder config,
                        sdk::ReadEmbeddingEncoder(options.encoder));
  ALHF_ASSIGN_OR_RETURN(const auto model,
                        sdk::EndpointEncoder::Make(config, nullptr));
  return FitEncoder(*model, model->model(), *like, texts);
}

std::string ToText(const config::v1::EncoderProfile& profile) {
  google::protobuf::TextFormat::Printer printer;
  printer.SetUseShortRepeatedPrimitives(true);
  std::string text;
  printer.PrintToString(profile, &text);
  return absl::StrCat(
      "# Made by `alhf eval fit-encoder`; see encoder.proto. Not to be "
      "edited.\n",
      text);
}

nlohmann::json ToJson(const EncoderFit& fit) {
  return {
      {"model", fit.profile.model()}, {"like", fit.profile.like()},
      {"dimensions", fit.dimensions}, {"lessons", fit.lessons},
      {"questions", fit.questions},   {"unrelated_pairs", fit.unrelated},
      {"told_apart", fit.told_apart}, {"told_apart_like", fit.told_apart_like}};
}

}  // namespace alhf::eval
