#include "plugin_family.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "compute.hpp"
#include "inputs.hpp"
#include "plugin_setting.hpp"
#include "voxtrait/features/matrices.hpp"

namespace voxtrait {

namespace {

FeatureInfo feature_from(const voxtrait_feature& table, Texts& texts) {
  FeatureInfo info;
  info.id = texts.keep(table.id);
  info.code = texts.keep(table.code);
  info.name = or_else(table.name, info.id, texts);
  info.unit = or_else(table.unit, "1", texts);
  info.formula = texts.keep(table.formula);
  info.doc = texts.keep(table.doc);
  info.undefined_when = texts.keep(table.undefined_when);
  info.remark = texts.keep(table.remark);
  return info;
}

/// Whether a family with these matrices can have an aggregation.
bool fits(std::uint32_t matrices, Aggregation aggregation) noexcept {
  if (aggregation == Aggregation::whole_roi) return true;
  const bool one = matrices != 0 && (matrices & (matrices - 1)) == 0;
  const bool directional = aggregation <= Aggregation::merged_3d;
  return one && directional == ((matrices & directional_inputs) != 0);
}
static_assert(static_cast<int>(Aggregation::average_2d) == VOXTRAIT_AVERAGE_2D &&
              static_cast<int>(Aggregation::slice_merged_2d) == VOXTRAIT_SLICE_MERGED_2D &&
              static_cast<int>(Aggregation::direction_merged_25d) ==
                  VOXTRAIT_DIRECTION_MERGED_25D &&
              static_cast<int>(Aggregation::merged_25d) == VOXTRAIT_MERGED_25D &&
              static_cast<int>(Aggregation::average_3d) == VOXTRAIT_AVERAGE_3D &&
              static_cast<int>(Aggregation::merged_3d) == VOXTRAIT_MERGED_3D &&
              static_cast<int>(Aggregation::slices_2d) == VOXTRAIT_SLICES_2D &&
              static_cast<int>(Aggregation::slices_25d) == VOXTRAIT_SLICES_25D &&
              static_cast<int>(Aggregation::volume_3d) == VOXTRAIT_VOLUME_3D &&
              static_cast<int>(Aggregation::whole_roi) == VOXTRAIT_WHOLE_ROI);

std::vector<Aggregation> aggregations_from(const voxtrait_family& table) {
  if (table.aggregations == nullptr) return {Aggregation::whole_roi};
  std::vector<Aggregation> aggregations;
  for (std::size_t i = 0; i < table.aggregation_count; ++i) {
    const auto a = static_cast<Aggregation>(table.aggregations[i]);
    if (table.aggregations[i] > VOXTRAIT_WHOLE_ROI || !fits(table.inputs & matrix_inputs, a)) {
      reject_plugin("family " + clean_text(table.id) +
                    " has an aggregation that its matrices do not have: " +
                    std::to_string(table.aggregations[i]));
    }
    if (std::ranges::find(aggregations, a) != aggregations.end()) {
      reject_plugin("family " + clean_text(table.id) + " lists an aggregation twice");
    }
    aggregations.push_back(a);
  }
  if (aggregations.empty()) reject_plugin("family " + clean_text(table.id) + " has no aggregation");
  return aggregations;
}

/// The shared results that a family waits for.
std::string shares_of(std::uint32_t inputs) {
  std::string text;
  const auto add = [&](std::uint32_t any, std::string_view result) {
    if ((inputs & any) != 0) text += (text.empty() ? "" : " ") + std::string(result);
  };
  add(VOXTRAIT_INPUT_GLCM, shared_result::co_occurrences);
  add(VOXTRAIT_INPUT_GLRLM, shared_result::run_lengths);
  add(VOXTRAIT_INPUT_GLSZM | VOXTRAIT_INPUT_GLDZM, shared_result::zones);
  add(VOXTRAIT_INPUT_NGTDM | VOXTRAIT_INPUT_NGLDM, shared_result::neighbourhoods);
  return text;
}

FamilyInfo info_from(const voxtrait_family& table, Texts& texts) {
  FamilyInfo info;
  info.id = texts.keep(table.id);
  info.name = or_else(table.name, info.id, texts);
  info.doc = texts.keep(table.doc);
  const bool levels = (table.inputs & (matrix_inputs | VOXTRAIT_INPUT_LEVELS)) != 0;
  info.discretised = levels ? Discretised::texture : Discretised::no;
  info.margin_mm = table.margin_mm;
  info.shares = texts.keep(shares_of(table.inputs));
  info.on_demand = (table.flags & VOXTRAIT_ON_DEMAND) != 0;
  info.scene = (table.inputs & VOXTRAIT_INPUT_SCENE) != 0;
  return info;
}

void require_sane(const voxtrait_family& table) {
  const std::string family = "family " + clean_text(table.id);
  if ((table.inputs & ~known_inputs) != 0 || (table.flags & ~std::uint32_t{VOXTRAIT_ON_DEMAND})) {
    reject_plugin(family + " asks for something that this version does not know");
  }
  if (!(table.margin_mm >= 0.0 && table.margin_mm <= 1000.0)) {
    reject_plugin(family + " asks for a margin that is not from 0 to 1000 mm");
  }
  if (table.compute == nullptr) reject_plugin(family + " has nothing that computes it");
}

}  // namespace

Family plugin_family(const voxtrait_family& table, std::shared_ptr<const void> keep) {
  require_sane(table);
  const auto owned = std::make_shared<PluginTexts>();
  owned->keep = std::move(keep);
  Family family;
  family.info = info_from(table, owned->texts);
  family.aggregations = aggregations_from(table);
  for_each_table(table.features, table.feature_count, [&](const voxtrait_feature& feature) {
    family.features.push_back(feature_from(feature, owned->texts));
  });
  family.settings = settings_from(table, owned->texts);
  family.owner = owned;
  // The copy that is called knows everything of the family but what is computed.
  const auto description = std::make_shared<const Family>(family);
  family.compute = [description, table](const Context& context,
                                        std::span<const Aggregation> wanted) {
    return compute_plugin(*description, table, context, wanted);
  };
  return family;
}

}  // namespace voxtrait
