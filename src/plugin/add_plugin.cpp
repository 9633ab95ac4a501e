#include "voxtrait/plugin/add_plugin.hpp"

#include <algorithm>
#include <utility>

#include "plugin_family.hpp"
#include "plugin_filter.hpp"
#include "voxtrait/core/error.hpp"

namespace voxtrait {

namespace {

PluginReferenceValue reference_value(const voxtrait_reference_value& table) {
  if (table.aggregation > VOXTRAIT_WHOLE_ROI) reject_plugin("a reference value has no aggregation");
  return {clean_text(table.family),
          clean_text(table.feature),
          static_cast<Aggregation>(table.aggregation),
          table.label,
          table.value,
          table.tolerance};
}

/// Copies the image, or takes the digital phantom for none.
void copy_image(const voxtrait_reference_case& table, PluginReferenceCase& reference) {
  if (table.intensities == nullptr) return;
  std::ranges::copy(table.extent, reference.geometry.size.begin());
  std::ranges::copy(table.spacing, reference.geometry.spacing.begin());
  require_valid(reference.geometry, "reference case " + reference.name);
  if (table.labels == nullptr) reject_plugin("reference case " + reference.name + " has no labels");
  const auto voxels = reference.geometry.voxel_count();
  reference.intensities.assign(table.intensities, table.intensities + voxels);
  reference.labels.assign(table.labels, table.labels + voxels);
}

PluginReferenceCase reference_case(const voxtrait_reference_case& table) {
  PluginReferenceCase reference;
  reference.name = clean_text(table.name);
  reference.settings = clean_text(table.settings);
  copy_image(table, reference);
  for_each_table(table.values, table.value_count, [&](const voxtrait_reference_value& value) {
    reference.values.push_back(reference_value(value));
  });
  return reference;
}

/// Says of every problem whose it is.
template <class Function>
auto named(const std::string& plugin, Function function) {
  try {
    return function();
  } catch (const Error& error) {
    if (error.code() != ErrorCode::plugin_invalid || error.where().starts_with("plugin ")) throw;
    throw Error(ErrorCode::plugin_invalid, error.what(), "plugin " + plugin);
  }
}

}  // namespace

void add_plugin(Registry& registry, const voxtrait_plugin& plugin, PluginInfo found,
                std::shared_ptr<const void> keep) {
  const voxtrait_plugin table = copy_of_table(&plugin);
  found.id = clean_text(table.id);
  named(found.id, [&] {
    found.version = clean_text(table.version);
    found.doc = clean_text(table.doc);
    if (found.version.empty()) reject_plugin("it has no version");
    std::vector<Family> families;
    for_each_table(table.families, table.family_count, [&](const voxtrait_family& family) {
      families.push_back(plugin_family(family, keep));
    });
    for_each_table(table.references, table.reference_count,
                   [&](const voxtrait_reference_case& reference) {
                     found.references.push_back(reference_case(reference));
                   });
    std::vector<Filter> filters;
    for_each_table(table.filters, table.filter_count, [&](const voxtrait_filter& filter) {
      filters.push_back(plugin_filter(filter, keep));
    });
    registry.add(std::move(found), std::move(families), std::move(filters));
  });
}

}  // namespace voxtrait
