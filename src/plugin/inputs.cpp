#include "inputs.hpp"

#include <algorithm>
#include <cstddef>

#include "mesh_triangles.hpp"
#include "tables.hpp"
#include "voxtrait/core/moments.hpp"
#include "voxtrait/pipeline/plugin_settings.hpp"

namespace voxtrait {

namespace {

// Plugins look at these where they are.
static_assert(sizeof(voxtrait_bin) == sizeof(Distribution::Bin) &&
              offsetof(voxtrait_bin, count) == offsetof(Distribution::Bin, count));

}  // namespace

PluginInputs::PluginInputs(const Context& context, const Family& family, std::uint32_t wanted)
    : wanted_(wanted),
      volumes_(std::make_shared<Volumes>(Volumes{context.keep, {}})) {
  for (const SettingDeclaration& setting : family.settings) {
    settings_.add(plugin_value(context.settings, family, setting), setting);
  }
  if ((wanted & VOXTRAIT_INPUT_ROI) != 0) look_at_roi(context.roi, context.parallel);
  if ((wanted & VOXTRAIT_INPUT_MOMENTS) != 0) look_at_moments(context.intensities);
  if ((wanted & VOXTRAIT_INPUT_LEVELS) != 0) look_at_levels(*context.levels);
  if ((wanted & VOXTRAIT_INPUT_MESH) != 0) make_mesh(context.roi);
  if ((wanted & VOXTRAIT_INPUT_SCENE) != 0) look_at_scene(*context.scene);
}

voxtrait_inputs PluginInputs::table() const {
  const auto asked = [this](std::uint32_t input) { return (wanted_ & input) != 0; };
  voxtrait_inputs table{};
  table.size = sizeof(table);
  table.settings = settings_.tables().data();
  table.setting_count = settings_.tables().size();
  table.roi = asked(VOXTRAIT_INPUT_ROI) ? &roi_ : nullptr;
  table.moments = asked(VOXTRAIT_INPUT_MOMENTS) ? &moments_ : nullptr;
  table.levels = asked(VOXTRAIT_INPUT_LEVELS) ? &levels_ : nullptr;
  table.mesh = asked(VOXTRAIT_INPUT_MESH) ? &mesh_ : nullptr;
  table.scene = asked(VOXTRAIT_INPUT_SCENE) ? &scene_ : nullptr;
  return table;
}

void PluginInputs::look_at_roi(const Roi& roi, const Parallel& parallel) {
  roi_.size = sizeof(roi_);
  roi_.label = roi.label;
  copy_three(roi.intensity.size(), roi_.extent);
  copy_three(roi.box.begin, roi_.begin);
  copy_three(roi.grid, roi_.grid);
  copy_three(roi.spacing, roi_.spacing);
  roi_.intensities = roi.intensity.numbers(volumes_->converted, parallel).values().data();
  roi_.morphological_mask = roi.morphological_mask.values().data();
  roi_.intensity_mask = roi.intensity_mask.values().data();
}

void PluginInputs::look_at_moments(const Distribution& intensities) {
  const Moments m = moments_of(intensities);
  moments_ = {sizeof(moments_),
              intensities.voxels,
              reinterpret_cast<const voxtrait_bin*>(intensities.bins.data()),
              intensities.bins.size(),
              m.mean,
              m.variance,
              m.third,
              m.fourth,
              m.mean_square,
              m.sum_of_squares};
}

void PluginInputs::look_at_levels(const Levels& levels) {
  levels_.size = sizeof(levels_);
  levels_.count = levels.count;
  levels_.border = levels.border;
  copy_three(levels.box.begin, levels_.begin);
  std::visit([this](const auto& padded) { copy_three(padded.size(), levels_.extent); },
             levels.padded);
  if (const auto* bytes = std::get_if<Volume<std::uint8_t>>(&levels.padded)) {
    levels_.values8 = bytes->values().data();
  } else {
    levels_.values16 = std::get<Volume<std::uint16_t>>(levels.padded).values().data();
  }
  levels_.histogram = levels.histogram.data();
  levels_.voxels = levels.voxels;
}

void PluginInputs::look_at_scene(const Scene& scene) {
  scene_.size = sizeof(scene_);
  copy_three(scene.frame.size, scene_.extent);
  copy_three(scene.frame.spacing, scene_.spacing);
  for (const LabelRegion& region : scene.regions) {
    voxtrait_region& table = regions_.emplace_back();
    table.label = region.label;
    table.voxels = region.voxels;
    copy_three(region.box.begin, table.begin);
    copy_three(region.box.end, table.end);
  }
  scene_.regions = regions_.data();
  scene_.region_count = regions_.size();
}

void PluginInputs::make_mesh(const Roi& roi) {
  const ClosedMask mask = closed(roi.morphological_mask);
  const MeshMeasures measures = mesh_measures(mask, roi.spacing);
  triangles_ = mesh_triangles(mask, roi.spacing);
  mesh_ = {sizeof(mesh_), measures.volume, measures.area, triangles_.data(), triangles_.size() / 9};
}

}  // namespace voxtrait
