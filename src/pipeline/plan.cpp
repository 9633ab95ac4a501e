#include "voxtrait/pipeline/plan.hpp"

#include <algorithm>

#include "pyradiomics_image_types.hpp"

namespace voxtrait {

namespace {

bool asked_for(const Settings& settings, const FamilyInfo& family) {
  if (family.profile != settings.profile) return false;
  return std::ranges::any_of(settings.families, [&family](const std::string& name) {
    return (name == "all" && !family.on_demand) || name == family.id;
  });
}

/// `2D`, `2.5D` or `3D`.
std::string_view dimension(Aggregation aggregation) noexcept {
  return name(aggregation).substr(0, name(aggregation).find('_'));
}

/// The aggregations of a family that the settings list. A dimension that they list only in the
/// other kind of aggregation (with or without directions) stands for all that the family has of it.
std::vector<Aggregation> chosen_aggregations(const Settings& settings, const Family& family) {
  if (settings.profile == Profile::pyradiomics) {
    return {pyradiomics_aggregation(settings.pyradiomics, family)};
  }
  if (family.aggregations == std::vector{Aggregation::whole_roi}) return family.aggregations;
  const auto listed = [&settings](auto&& condition) {
    return std::ranges::any_of(settings.aggregations, condition);
  };
  std::vector<Aggregation> chosen;
  for (const Aggregation candidate : family.aggregations) {
    const auto is_same = [candidate](Aggregation a) { return a == candidate; };
    const auto in_dimension = [candidate](Aggregation a) {
      return dimension(a) == dimension(candidate);
    };
    const auto in_family = [&](Aggregation a) {
      return in_dimension(a) &&
             std::ranges::find(family.aggregations, a) != family.aggregations.end();
    };
    const bool by_dimension = listed(in_dimension) && !listed(in_family);
    if (listed(is_same) || by_dimension) chosen.push_back(candidate);
  }
  return chosen;
}

/// The furthest neighbour that a texture of any image type looks at.
std::int64_t pyradiomics_border(const PyradiomicsSettings& settings) {
  std::int64_t border = std::ranges::max(settings.distances);
  for (const PyradiomicsImageTypeChoice& choice : settings.image_types) {
    border = std::max(border, std::ranges::max(settings_for(settings, choice).distances));
  }
  return border;
}

/// Places of the features that the settings do not leave out, optional ones only if asked for.
std::vector<std::size_t> chosen_features(const Settings& settings, const Family& family) {
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < family.features.size(); ++i) {
    const FeatureInfo& feature = family.features[i];
    if (feature.optional && !settings.pyradiomics.optional_features) continue;
    if (!excluded(settings, family.info.id, feature)) chosen.push_back(i);
  }
  return chosen;
}

}  // namespace

Aggregation pyradiomics_aggregation(const PyradiomicsSettings& settings, const Family& family) {
  const bool weighted = settings.weighting_norm.has_value();
  const auto has = [&family](Aggregation a) {
    return std::ranges::find(family.aggregations, a) != family.aggregations.end();
  };
  if (has(Aggregation::whole_roi)) return Aggregation::whole_roi;
  if (has(Aggregation::volume_3d)) {
    return settings.force_2d ? Aggregation::slices_25d : Aggregation::volume_3d;
  }
  if (settings.force_2d) {
    return weighted ? Aggregation::merged_25d : Aggregation::direction_merged_25d;
  }
  return weighted ? Aggregation::merged_3d : Aggregation::average_3d;
}

std::size_t Plan::value_count() const noexcept {
  std::size_t count = 0;
  for (const Entry& entry : entries) {
    const std::size_t variants =
        entry.family->info.of_shape ? 1 : (original ? 1 : 0) + filters.size() + images;
    count += variants * entry.aggregations.size() * entry.features.size();
  }
  return count;
}

Plan make_plan(const Settings& settings, const Registry& registry) {
  Plan plan;
  plan.border =
      settings.profile == Profile::pyradiomics
          ? pyradiomics_border(settings.pyradiomics)
          : std::max({settings.glcm.distance, settings.ngtdm.distance, settings.ngldm.distance});
  for (const FilterChoice& choice : settings.filters) {
    plan.filters.push_back(registry.find_filter(choice.filter));
  }
  if (settings.profile == Profile::pyradiomics) {
    const auto& types = settings.pyradiomics.image_types;
    plan.original = std::ranges::any_of(types, [](const auto& t) { return t.type == "Original"; });
    plan.images = image_names(settings.pyradiomics).size();
  }
  for (const Family& family : registry.families()) {
    if (!asked_for(settings, family.info)) continue;
    std::vector<Aggregation> aggregations = chosen_aggregations(settings, family);
    std::vector<std::size_t> features = chosen_features(settings, family);
    if (aggregations.empty() || features.empty()) continue;
    plan.margin_mm = std::max(plan.margin_mm, family.info.margin_mm);
    plan.needs_levels |= family.info.discretised == Discretised::texture;
    plan.entries.push_back({&family, std::move(aggregations), std::move(features)});
  }
  return plan;
}

}  // namespace voxtrait
