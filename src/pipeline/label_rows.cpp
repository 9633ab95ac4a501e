#include "label_rows.hpp"

#include <utility>

#include "voxtrait/preprocess/discretise.hpp"

namespace voxtrait {

namespace {

std::string discretisation_of(const Family& family, const Settings& settings) {
  if (settings.profile == Profile::pyradiomics) {
    return family.info.discretised == Discretised::no ? "" : short_form(settings.pyradiomics);
  }
  switch (family.info.discretised) {
    case Discretised::texture: return short_form(settings.discretisation);
    case Discretised::intensity_volume: return short_form(settings.intensity_volume_histogram);
    case Discretised::no: break;
  }
  return {};
}

FeatureId id_of(const Variant& variant, const Family& family, const FeatureInfo& feature,
                Aggregation aggregation) {
  return {variant.name,
          std::string(family.info.id),
          std::string(feature.id),
          std::string(feature.code),
          std::string(feature.parameter_code),
          aggregation,
          discretisation_of(family, variant.settings),
          pyradiomics_name(family.info, feature)};
}

}  // namespace

std::vector<Plan::Entry> Variant::entries() const {
  std::vector<Plan::Entry> result = plan.entries;
  const bool original = name == "original";
  std::erase_if(result, [&](const Plan::Entry& e) {
    return e.family->info.of_shape ? !original : original && !plan.original;
  });
  return result;
}

void LabelRows::add(const Variant& variant, const Plan::Entry& entry,
                    std::vector<AggregatedValues> computed) {
  const Family& family = *entry.family;
  for (AggregatedValues& aggregated : computed) {
    for (const std::size_t f : entry.features) {
      const FeatureInfo& feature = family.features[f];
      rows_.push_back({context_.request.case_name, target_.label,
                       id_of(variant, family, feature, aggregated.aggregation),
                       std::string(feature.unit), std::move(aggregated.values[f])});
    }
    if (context_.request.diagnostics) add_details(family, std::move(aggregated.details));
  }
}

void LabelRows::add_failed(const Variant& variant, const Failure& failure) {
  for (const Plan::Entry& entry : variant.entries()) {
    add(variant, entry, all_failed(*entry.family, entry.aggregations, failure));
  }
}

void LabelRows::add_diagnostics(const std::vector<Diagnostic>& list) {
  for (Row& row : diagnostic_rows(list, target_.label, context_.request)) {
    rows_.push_back(std::move(row));
  }
}

void LabelRows::add_stage(Stage stage, const Roi& roi) {
  if (!context_.request.diagnostics) return;
  add_diagnostics(roi_diagnostics(stage, roi));
  ++stages_reached_;
}

void LabelRows::add_missing_stages(const Failure& failure) {
  for (; context_.request.diagnostics && stages_reached_ < stages; ++stages_reached_) {
    add_diagnostics(missing_roi_diagnostics(static_cast<Stage>(stages_reached_), failure));
  }
}

void LabelRows::add_details(const Family& family, std::vector<Detail> details) {
  std::vector<Diagnostic> list;
  list.reserve(details.size());
  for (Detail& detail : details) {
    list.push_back({"diagnostics_" + std::string(family.info.id), std::move(detail.name),
                    std::move(detail.unit), Value::of(detail.number)});
  }
  add_diagnostics(list);
}

}  // namespace voxtrait
