#pragma once

#include <vector>

#include "voxtrait/features/builtin.hpp"
#include "voxtrait/pipeline/extractor.hpp"
#include "voxtrait/plugin.hpp"
#include "voxtrait/plugin/add_plugin.hpp"

namespace voxtrait::test {

/// A plugin with one family, whose tables a test may change before it adds them.
struct MadeUpPlugin {
  std::vector<voxtrait_feature> features{
      plugin::feature("one", "One", "1", "1", "First feature for tests."),
      plugin::feature("two", nullptr, nullptr, nullptr, "Second feature for tests.")};
  std::vector<voxtrait_setting> settings;
  std::vector<std::uint32_t> aggregations;
  voxtrait_family family = plugin::family("test.family", nullptr, "A family for tests.",
                                          VOXTRAIT_INPUT_ROI, {}, nullptr);
  voxtrait_plugin description = plugin::describe("test.plugin", "1.2", "For tests.", {});

  explicit MadeUpPlugin(decltype(voxtrait_family::compute) compute = nothing,
                        std::uint32_t inputs = VOXTRAIT_INPUT_ROI) {
    family.compute = compute;
    family.inputs = inputs;
  }

  static std::int32_t nothing(const voxtrait_inputs* /*inputs*/, double* values) {
    values[0] = 1.0;
    values[1] = 2.0;
    return 0;
  }

  void add_to(Registry& registry) {
    family.features = features.data();
    family.feature_count = features.size();
    family.settings = settings.data();
    family.setting_count = settings.size();
    if (!aggregations.empty()) {
      family.aggregations = aggregations.data();
      family.aggregation_count = aggregations.size();
    }
    description.families = &family;
    description.family_count = 1;
    add_plugin(registry, description, PluginInfo{});
  }

  /// The built-in families and this one.
  Registry registry() {
    Registry all = builtin_registry();
    add_to(all);
    return all;
  }
};

}  // namespace voxtrait::test
