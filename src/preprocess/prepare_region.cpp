#include "voxtrait/preprocess/prepare_region.hpp"

#include <algorithm>
#include <cmath>

#include "voxtrait/preprocess/frame.hpp"
#include "voxtrait/preprocess/interpolate.hpp"
#include "voxtrait/preprocess/round.hpp"

namespace voxtrait {

namespace {

ResamplingPlan whole_plan(const Frame& frame, const InterpolationSettings& settings) {
  return plan_resampling(frame.size, frame.spacing, {{0, 0, 0}, frame.size}, settings, 0.0);
}

/// The plan for a box of samples, with the voxels that it needs.
ResamplingPlan plan_for(const Frame& frame, const InterpolationSettings& settings, const Box& box) {
  ResamplingPlan plan = whole_plan(frame, settings);
  plan.output = box;
  const Kernel kernel = settings.method == Interpolator::cubic ? Kernel::cubic : Kernel::linear;
  for (std::size_t a = 0; a < 3; ++a) {
    const AxisGrid& grid = plan.axes[a];
    const std::int64_t taps = grid.identical() ? 0 : reach(kernel);
    const auto first = static_cast<std::int64_t>(std::floor(grid.position(box.begin[a]))) - taps;
    const auto last = static_cast<std::int64_t>(std::ceil(grid.position(box.end[a] - 1))) + taps;
    plan.input.begin[a] = std::clamp<std::int64_t>(first, 0, frame.size[a] - 1);
    plan.input.end[a] = std::clamp<std::int64_t>(last + 1, plan.input.begin[a] + 1, frame.size[a]);
  }
  return plan;
}

}  // namespace

Region prepared_grid(const Geometry& image, const Settings& settings) {
  const Frame frame = frame_of(image, settings.slices.plane);
  const ResamplingPlan plan = whole_plan(frame, settings.interpolation);
  Region region;
  for (std::size_t a = 0; a < 3; ++a) {
    region.grid[a] = plan.axes[a].size;
    region.spacing[a] = plan.axes[a].spacing;
  }
  return region;
}

Box image_part(const Geometry& image, const Settings& settings, const Box& box) {
  if (settings.interpolation.method == Interpolator::none) return box;
  return plan_for(frame_of(image, settings.slices.plane), settings.interpolation, box).input;
}

Region prepare_region(const ImageView& image, const Settings& settings, const Box& box,
                      const Parallel& parallel) {
  const Frame frame = frame_of(image.geometry, settings.slices.plane);
  const bool interpolated = settings.interpolation.method != Interpolator::none;
  const ResamplingPlan plan = plan_for(frame, settings.interpolation, box);
  Region region = prepared_grid(image.geometry, settings);
  region.box = box;
  region.values = crop(image, frame, interpolated ? plan.input : box, parallel);
  if (settings.image.rounding == Rounding::nearest_integer) {
    round_to_nearest(region.values.values());
  }
  if (interpolated) {
    region.values = resample_intensity(region.values, plan, settings.interpolation, parallel);
  }
  return region;
}

}  // namespace voxtrait
