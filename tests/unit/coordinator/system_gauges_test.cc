#include "coordinator/system_gauges.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/unit/coordinator/feedback/path_fixture.h"

namespace alhf::coordinator {
namespace {

class SystemGaugesTest : public PathFixture {
 protected:
  void SetUp() override {
    auto exchanges = ExchangeStore::Open("/exchanges", &env_);
    ASSERT_THAT(exchanges, testing::IsOk());
    exchanges_ = *std::move(exchanges);
  }
  // Every value by "name{label=value,…}".
  std::map<std::string, double> Values() {
    std::map<std::string, double> values;
    for (const MetricFamily& family :
         SystemGauges(*path_, *exchanges_, registry_)) {
      EXPECT_NE(family.help, "") << family.name;
      EXPECT_EQ(family.kind, MetricFamily::Kind::kGauge);
      for (const auto& sample : family.samples) {
        std::string labels;
        for (const auto& [name, value] : sample.labels) {
          absl::StrAppend(&labels, labels.empty() ? "" : ",", name, "=", value);
        }
        values[absl::StrCat(family.name, "{", labels, "}")] = sample.value;
      }
    }
    return values;
  }

  std::unique_ptr<ExchangeStore> exchanges_;
};

TEST_F(SystemGaugesTest, SaysHowEachTenantStands) {
  auto alpha = registry_.Add("alpha");
  auto beta = registry_.Add("beta");
  Open();
  Teach("@alpha one");
  auto held = Words("@alpha two");
  held.set_activation(v1::ACTIVATION_HOLD);
  ASSERT_THAT(Submit(held), testing::IsOk());
  ASSERT_TRUE(testing::Eventually([&] { return CaughtUp(*beta); }));
  const uint64_t before = log_->End("acme").sequence();
  beta->SetAway(true);
  registry_.SetHealth("beta", v1::COMPONENT_UNREACHABLE);
  ASSERT_THAT(Submit(Words("@alpha three", v1::WAIT_FOR_LEARNED)),
              testing::IsOk());
  alpha->SetApplyFault([](const v1::ApplyChangesRequest& request) {
    for (const v1::Entry& entry : request.entries()) {
      if (entry.changes(0).has_learn()) {
        return absl::InvalidArgumentError("no");
      }
    }
    return absl::OkStatus();
  });
  ASSERT_THAT(Submit(Words("@alpha four", v1::WAIT_FOR_ASSESSED)),
              testing::IsOk());
  ASSERT_TRUE(testing::Eventually([&] { return Status().parked_size() == 1; }));
  alpha->SetApplyFault(nullptr);
  ASSERT_TRUE(testing::Eventually([&] { return CaughtUp(*alpha); }));
  v1::Exchange exchange;
  exchange.set_id("x-1");
  exchange.set_tenant("acme");
  ASSERT_THAT(exchanges_->Put(exchange, "", ""), testing::IsOk());

  const auto values = Values();
  const uint64_t end = log_->End("acme").sequence();
  const auto expect = [&](const std::string& name, double value) {
    const auto found = values.find(name);
    ASSERT_NE(found, values.end()) << name;
    EXPECT_EQ(found->second, value) << name;
  };
  expect("alhf_components{health=serving}", 1);
  expect("alhf_components{health=unreachable}", 1);
  expect("alhf_components{health=refused}", 0);
  expect("alhf_component_up{component=alpha}", 1);
  expect("alhf_component_up{component=beta}", 0);
  expect("alhf_records{tenant=acme}", 4);
  // By the component that is away.
  expect("alhf_records_awaiting_assessment{tenant=acme}", 2);
  expect("alhf_exchanges{tenant=acme}", 1);
  expect("alhf_log_position{tenant=acme}", static_cast<double>(end));
  expect("alhf_lessons{component=alpha,state=active,tenant=acme}", 2);
  expect("alhf_lessons{component=alpha,state=held,tenant=acme}", 1);
  expect("alhf_component_lag_entries{component=alpha,tenant=acme}", 0);
  expect("alhf_component_lag_entries{component=beta,tenant=acme}",
         static_cast<double>(end - before));
  expect("alhf_parked_entries{component=alpha,tenant=acme}", 1);
  expect("alhf_parked_entries{component=beta,tenant=acme}", 0);
  expect("alhf_tenant_paused{tenant=acme}", 0);
  expect("alhf_tenant_holdout_ratio{tenant=acme}", 0);
}

}  // namespace
}  // namespace alhf::coordinator
