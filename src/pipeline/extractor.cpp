#include "voxtrait/pipeline/extractor.hpp"

#include <algorithm>
#include <optional>

#include "diagnostics.hpp"
#include "needed_part.hpp"
#include "provenance.hpp"
#include "roi_extraction.hpp"
#include "voxtrait/core/error.hpp"
#include "voxtrait/features/context.hpp"
#include "voxtrait/pipeline/memory.hpp"
#include "voxtrait/pipeline/settings_json.hpp"
#include "voxtrait/preprocess/frame.hpp"
#include "voxtrait/preprocess/pyradiomics.hpp"
#include "voxtrait/preprocess/resample_mask.hpp"

namespace voxtrait {

namespace {

std::uint64_t bytes_of(const ImageView& image) {
  return static_cast<std::uint64_t>(image.geometry.voxel_count()) * size_of(image.type);
}

/// What a limit for the whole process leaves for a label.
std::uint64_t memory_for_label(std::uint64_t limit, const ImageView& image, const ImageView& mask) {
  if (limit == 0) return Context::unlimited;
  const std::uint64_t taken = base_memory + bytes_of(image) + bytes_of(mask);
  return limit > taken ? limit - taken : 0;
}

bool works_in_slices(const Settings& settings, const Plan& plan) {
  const bool two_dimensional = std::ranges::any_of(plan.entries, [](const Plan::Entry& entry) {
    return std::ranges::any_of(entry.aggregations, [](Aggregation a) {
      return a != Aggregation::whole_roi && a != Aggregation::volume_3d &&
             a != Aggregation::average_3d && a != Aggregation::merged_3d;
    });
  });
  const bool in_plane_interpolation = settings.interpolation.method != Interpolator::none &&
                                      !settings.interpolation.spacing[2].has_value();
  return two_dimensional || in_plane_interpolation;
}

std::vector<std::string> warnings_for(const ImageView& image, const Settings& settings,
                                      const Plan& plan) {
  if (settings.profile == Profile::pyradiomics) return {};  // it works in stored axes
  const SlicePlane likely = likely_acquisition_plane(image.geometry);
  if (settings.slices.plane != SlicePlane::axial || likely == SlicePlane::axial ||
      !works_in_slices(settings, plan)) {
    return {};
  }
  const std::string plane = likely == SlicePlane::coronal ? "coronal" : "sagittal";
  return {"slice-wise features are computed in axial planes, but the voxel sizes suggest " + plane +
          " slices; slices.plane = \"" + plane + "\" would follow the acquisition"};
}

bool wants_scene(const Plan& plan) {
  return std::ranges::any_of(plan.entries,
                             [](const Plan::Entry& entry) { return entry.family->info.scene; });
}

/// The whole image for families that look at it.
std::optional<Scene> scene_for(const ImageView& image, const ImageView& mask,
                               const Settings& settings, const Plan& plan) {
  if (!wants_scene(plan)) return std::nullopt;
  Scene scene{image, mask, frame_of(image.geometry, settings.slices.plane), find_labels(mask)};
  for (LabelRegion& region : scene.regions) region.box = scene.frame.from_stored(region.box);
  return scene;
}

bool fits(const Geometry& image, const Geometry& mask, const Settings& settings) {
  try {
    require_valid(image, "image");
    require_valid(mask, "mask");
    require_fitting_mask(image, mask, settings);
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

void require_fitting_mask(const Geometry& image, const Geometry& mask, const Settings& settings) {
  if (settings.profile == Profile::pyradiomics) {
    require_pyradiomics_grid(image, mask, settings.pyradiomics);
  } else {
    require_same_grid(image, mask);
  }
}

std::vector<std::int64_t> default_labels(const Settings& settings) {
  if (settings.profile == Profile::pyradiomics) return {settings.pyradiomics.label};
  return {};
}

Extractor::Extractor(Settings settings, Registry registry)
    : settings_(std::move(settings)),
      registry_(std::make_shared<const Registry>(std::move(registry))) {
  settings_json_ = consistent_settings_json(settings_, *registry_);
  plan_ = make_plan(settings_, *registry_);
}

Table Extractor::extract(const ImageView& image, const ImageView& mask,
                         const Request& request) const {
  require_valid(image.geometry, "image");
  require_valid(mask.geometry, "mask");
  if (request.resample_mask) {
    Request once = request;
    once.resample_mask = false;
    return extract(image, voxtrait::resample_mask(mask, image.geometry), once);
  }
  require_fitting_mask(image.geometry, mask.geometry, settings_);
  const Parallel parallel(request.threads, request.stop);
  const std::vector<Target> targets =
      targets_of(mask, request.labels.empty() ? default_labels(settings_) : request.labels);
  std::vector<Diagnostic> whole;
  if (request.diagnostics && settings_.profile == Profile::ibsi) {
    whole = image_diagnostics(image, settings_, parallel);
  }
  const std::uint64_t memory = memory_for_label(request.max_memory, image, mask);
  const std::optional<Scene> scene = scene_for(image, mask, settings_, plan_);
  const CaseContext context{
      *this, image, mask, request, parallel, memory, scene ? &*scene : nullptr};
  std::vector<std::vector<Row>> rows(targets.size());
  const auto extract_target = [&](std::size_t i) {
    rows[i] = diagnostic_rows(whole, targets[i].label, request);
    std::ranges::move(extract_label(context, targets[i]), std::back_inserter(rows[i]));
  };
  // Under a limit each label has it to itself; threads then work inside the label.
  const Parallel one_by_one(1, request.stop);
  const bool limited = request.max_memory != 0;
  (limited ? one_by_one : parallel).for_each(targets.size(), extract_target);
  Table table;
  table.provenance = provenance_of(*this, image, mask, request.hash_inputs);
  table.warnings = warnings_for(image, settings_, plan_);
  for (std::vector<Row>& part : rows) std::ranges::move(part, std::back_inserter(table.rows));
  return table;
}

bool Extractor::looks_at_whole_image(const Request& request) const {
  return settings_.profile != Profile::ibsi || request.diagnostics || request.hash_inputs ||
         request.resample_mask || wants_scene(plan_);
}

Box Extractor::needed_part(const Geometry& image, const ImageView& mask,
                           const Request& request) const {
  if (looks_at_whole_image(request) || !fits(image, mask.geometry, settings_)) {
    return {{0, 0, 0}, image.size};
  }
  return voxtrait::needed_part(image, targets_of(mask, request.labels), settings_, plan_);
}

Table extract(const ImageView& image, const ImageView& mask, const Settings& settings,
              const Request& request) {
  return Extractor(settings).extract(image, mask, request);
}

std::string version() { return VOXTRAIT_VERSION; }

}  // namespace voxtrait
