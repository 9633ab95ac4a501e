#include "plugin_filter.hpp"

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <string>
#include <utility>

#include "call.hpp"
#include "plugin_setting.hpp"
#include "setting_tables.hpp"
#include "voxtrait/plugin/add_plugin.hpp"

namespace voxtrait {

namespace {

using Settings = std::vector<SettingDeclaration>;

/// What a filter's functions are given; it points into itself.
class FilterCall {
 public:
  FilterCall(const voxtrait_filter& table, const Settings& settings, const FilterValues& values,
             const Index& grid, const Vector& spacing) {
    for (const SettingDeclaration& setting : settings) {
      settings_.add(values.at(setting.key), setting);
    }
    inputs_.size = sizeof(inputs_);
    inputs_.host = &plugin_host();
    inputs_.call = &state_;
    inputs_.self = table.self;
    inputs_.settings = settings_.tables().data();
    inputs_.setting_count = settings_.tables().size();
    copy_three(grid, inputs_.grid);
    copy_three(spacing, inputs_.spacing);
    state_.parallel = &alone_;
  }

  void look_at(const Region& region, const Box& wanted, const Parallel& parallel) {
    copy_three(region.box.begin, inputs_.begin);
    copy_three(region.box.extents(), inputs_.extent);
    inputs_.values = region.values.values().data();
    copy_three(wanted.begin, inputs_.wanted_begin);
    copy_three(wanted.end, inputs_.wanted_end);
    state_.parallel = &parallel;
  }

  /// Calls one of the plugin's functions; throws std::runtime_error if it fails.
  template <class Function, class Out>
  void run(Function function, Out* out) {
    const std::int32_t problem = guarded([&] { return function(&inputs_, out); });
    state_.parallel->check();
    if (problem == 0) return;
    throw std::runtime_error(state_.failure.value_or("the plugin failed without saying why"));
  }

 private:
  template <class Call>
  static std::int32_t guarded(Call call) {
    try {
      return call();
    } catch (const std::exception& thrown) {
      throw std::runtime_error("the plugin threw an exception: " + clean_text(thrown.what()));
    } catch (...) {
      throw std::runtime_error("the plugin threw an exception");
    }
  }

  SettingTables settings_;
  Parallel alone_{1};
  voxtrait_call state_;
  voxtrait_filter_inputs inputs_{};
};

/// The wanted voxels and those within reach of them, as far as the image goes.
Box within_reach(const Box& wanted, const std::array<std::int64_t, 3>& reach, const Index& grid) {
  Box box = wanted;
  for (std::size_t a = 0; a < 3; ++a) {
    const std::int64_t voxels = std::clamp<std::int64_t>(reach[a], 0, grid[a]);
    box.begin[a] = std::max<std::int64_t>(0, wanted.begin[a] - voxels);
    box.end[a] = std::min(grid[a], wanted.end[a] + voxels);
  }
  return box;
}

FilterInfo info_from(const voxtrait_filter& table, Texts& texts) {
  FilterInfo info;
  info.id = texts.keep(table.id);
  info.name = or_else(table.name, info.id, texts);
  info.doc = texts.keep(table.doc);
  return info;
}

}  // namespace

Filter plugin_filter(const voxtrait_filter& table, std::shared_ptr<const void> keep) {
  if (table.apply == nullptr) {
    reject_plugin("filter " + clean_text(table.id) + " has nothing that applies it");
  }
  const auto owned = std::make_shared<PluginTexts>();
  owned->keep = std::move(keep);
  Filter filter;
  filter.owner = owned;
  filter.info = info_from(table, owned->texts);
  filter.settings = settings_from(table, owned->texts);
  filter.needs = [table, settings = filter.settings, owned](const FilterValues& values,
                                                            const Box& wanted, const Index& grid,
                                                            const Vector& spacing) {
    if (table.reach == nullptr) return Box{{0, 0, 0}, grid};
    std::array<std::int64_t, 3> reach{};
    FilterCall(table, settings, values, grid, spacing).run(table.reach, reach.data());
    return within_reach(wanted, reach, grid);
  };
  filter.apply = [table, settings = filter.settings, owned](const FilterValues& values,
                                                            const Region& region, const Box& wanted,
                                                            const Parallel& parallel) {
    FilterCall call(table, settings, values, region.grid, region.spacing);
    call.look_at(region, wanted, parallel);
    Volume<double> response(wanted.extents(), Filling::dense);
    call.run(table.apply, response.values().data());
    return response;
  };
  return filter;
}

}  // namespace voxtrait
