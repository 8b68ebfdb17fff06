// What the tests of the SDK share: a store on a memory Env, entries as a log
// would have them, and components that do the least.
#ifndef ALHF_TESTS_UNIT_SDK_SRC_MEMORY_FIXTURE_H_
#define ALHF_TESTS_UNIT_SDK_SRC_MEMORY_FIXTURE_H_

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "alhf/sdk/component.h"
#include "alhf/sdk/scope.h"
#include "alhf/v1/feedback.pb.h"
#include "sdk/src/component_host.h"
#include "tests/support/fault_env.h"

namespace alhf::sdk {

inline v1::Position At(uint64_t sequence, std::string log_id = "log-a",
                       uint64_t epoch = 1) {
  v1::Position position;
  position.set_log_id(std::move(log_id));
  position.set_epoch(epoch);
  position.set_sequence(sequence);
  return position;
}

inline v1::Lesson MakeLesson(const std::string& id, const std::string& text) {
  v1::Lesson lesson;
  lesson.set_id(id);
  lesson.set_text(text);
  lesson.set_understood_as(absl::StrCat("keep in mind: ", text));
  lesson.mutable_scope()->set_breadth(v1::BREADTH_COMPONENT);
  lesson.set_effect(v1::EFFECT_GUIDANCE_ONLY);
  lesson.set_state(v1::LESSON_ACTIVE);
  return lesson;
}

inline v1::Change Learn(const v1::Lesson& lesson) {
  v1::Change change;
  *change.mutable_learn()->mutable_lesson() = lesson;
  return change;
}
inline v1::Change Learn(const std::string& id, const std::string& text) {
  return Learn(MakeLesson(id, text));
}
inline v1::Change Retire(const std::string& id) {
  v1::Change change;
  change.mutable_retire()->set_lesson_id(id);
  change.mutable_retire()->set_reason(v1::RETIRE_FORGOTTEN);
  return change;
}
inline v1::Change Erase(const std::string& id) {
  v1::Change change;
  change.mutable_erase()->set_lesson_id(id);
  return change;
}
inline v1::Change None() {
  v1::Change change;
  change.mutable_none();
  return change;
}

inline v1::Entry MakeEntry(uint64_t sequence,
                           const std::vector<v1::Change>& changes,
                           std::string log_id = "log-a", uint64_t epoch = 1) {
  v1::Entry entry;
  *entry.mutable_position() = At(sequence, std::move(log_id), epoch);
  entry.mutable_time()->set_seconds(1700000000 +
                                    static_cast<int64_t>(sequence));
  entry.set_principal("expert");
  entry.mutable_changes()->Assign(changes.begin(), changes.end());
  return entry;
}

inline v1::ApplyChangesRequest Entries(const std::vector<v1::Entry>& entries,
                                       const std::string& tenant = "acme") {
  v1::ApplyChangesRequest request;
  request.set_tenant(tenant);
  request.mutable_entries()->Assign(entries.begin(), entries.end());
  return request;
}

inline v1::AdjustQueryRequest Question(const std::string& text,
                                       const std::string& tenant = "acme") {
  v1::AdjustQueryRequest request;
  request.set_tenant(tenant);
  request.mutable_query()->set_text(text);
  return request;
}

// Claims everything; recalls by words.
class PlainComponent : public Component {
 public:
  v1::Manifest Describe() const override {
    return MakeManifest("plain", "Claims everything", {"anything"});
  }
  absl::StatusOr<v1::Assessment> Assess(
      const Context&, const v1::FeedbackRecord& record) const override {
    v1::Assessment assessment;
    assessment.set_score(1);
    assessment.set_reason("it claims everything");
    *assessment.add_proposals() = GuidanceProposal(record);
    return assessment;
  }
  absl::StatusOr<v1::Adjustment> Adjust(const Context& context,
                                        const v1::Query& query) const override {
    return context.RecallAdjustment(query, {});
  }
};

// A host over an Env of its own; `Reopen` is a restart.
class HostedComponent {
 public:
  explicit HostedComponent(std::shared_ptr<const Component> component =
                               std::make_shared<PlainComponent>(),
                           std::shared_ptr<const core::Encoder> encoder = {})
      : component_(std::move(component)), encoder_(std::move(encoder)) {
    Reopen();
  }
  void Close() { host_ = nullptr; }
  void Reopen() {
    Close();
    ComponentHost::Options options;
    options.data_folder = "/memory";
    options.env = &env_;
    options.encoder = encoder_;
    options.catch_up = {absl::Milliseconds(1), absl::Milliseconds(20)};
    auto host = ComponentHost::Create(component_, options, random_);
    status_ = host.status();
    if (host.ok()) host_ = *std::move(host);
  }
  const absl::Status& status() const { return status_; }
  testing::FaultEnv* env() { return &env_; }
  ComponentHost* operator->() { return host_.get(); }
  ComponentHost& operator*() { return *host_; }

  // Everything that the tenant's memory holds.
  std::string Export(const std::string& tenant = "acme") {
    v1::ExportMemoryRequest request;
    request.set_tenant(tenant);
    request.set_page_size(7);
    std::string bytes;
    do {
      const auto page = host_->ExportMemory(request);
      if (!page.ok()) return page.status().ToString();
      for (const auto& item : page->items()) {
        absl::StrAppend(&bytes, item.key(), "=", item.value(), "\n");
      }
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return bytes;
  }

 private:
  const std::shared_ptr<const Component> component_;
  const std::shared_ptr<const core::Encoder> encoder_;
  testing::FaultEnv env_;
  std::mt19937_64 random_{7};
  absl::Status status_;
  std::unique_ptr<ComponentHost> host_;
};

}  // namespace alhf::sdk

#endif  // ALHF_TESTS_UNIT_SDK_SRC_MEMORY_FIXTURE_H_
