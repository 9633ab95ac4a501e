#include "voxtrait/pipeline/plan.hpp"

#include <algorithm>

#include "voxtrait/core/error.hpp"

namespace voxtrait {

namespace {

bool asked_for(const Settings& settings, std::string_view family) {
  return std::ranges::any_of(settings.families, [family](const std::string& name) {
    return name == "all" || name == family;
  });
}

std::vector<Aggregation> chosen_aggregations(const Settings& settings, const Family& family) {
  if (family.aggregations == std::vector{Aggregation::volume_3d}) return family.aggregations;
  std::vector<Aggregation> chosen;
  std::ranges::copy_if(family.aggregations, std::back_inserter(chosen), [&](Aggregation a) {
    return std::ranges::find(settings.aggregations, a) != settings.aggregations.end();
  });
  return chosen;
}

void require_aggregation(const Settings& settings, const Family& family) {
  const std::string id(family.info.id);
  if (std::ranges::find(settings.families, id) == settings.families.end()) return;
  std::string known;
  for (const Aggregation a : family.aggregations) {
    known += (known.empty() ? "" : ", ") + std::string(name(a));
  }
  throw Error(ErrorCode::config_invalid, "family " + id + " needs one of " + known,
              "/aggregations");
}

}  // namespace

std::size_t Plan::value_count() const noexcept {
  std::size_t count = 0;
  for (const Entry& entry : entries) {
    count += entry.aggregations.size() * entry.family->features.size();
  }
  return count;
}

Plan make_plan(const Settings& settings, const Registry& registry) {
  Plan plan;
  plan.border =
      std::max({settings.glcm.distance, settings.ngtdm.distance, settings.ngldm.distance});
  for (const Family& family : registry.families()) {
    if (!asked_for(settings, family.info.id)) continue;
    std::vector<Aggregation> aggregations = chosen_aggregations(settings, family);
    if (aggregations.empty()) {
      require_aggregation(settings, family);
      continue;
    }
    plan.margin_mm = std::max(plan.margin_mm, family.info.margin_mm);
    plan.needs_levels |= family.info.discretised == Discretised::texture;
    plan.entries.push_back({&family, std::move(aggregations)});
  }
  return plan;
}

}  // namespace voxtrait
