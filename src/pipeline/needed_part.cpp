#include "needed_part.hpp"

#include <algorithm>
#include <stdexcept>

#include "voxtrait/preprocess/frame.hpp"
#include "voxtrait/preprocess/interpolate.hpp"
#include "voxtrait/preprocess/prepare_region.hpp"

namespace voxtrait {

namespace {

Box joined(const Box& a, const Box& b) {
  if (a.empty()) return b;
  Box result = a;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    result.begin[axis] = std::min(a.begin[axis], b.begin[axis]);
    result.end[axis] = std::max(a.end[axis], b.end[axis]);
  }
  return result;
}

}  // namespace

Box read_by(const Filter& filter, const FilterValues& values, const Box& block, const Index& grid,
            const Vector& spacing) {
  try {
    const Box wanted = decimated(block, step_of(filter, values));
    return wanted.empty() ? wanted : filter.needs(values, wanted, grid, spacing);
  } catch (const std::runtime_error&) {
    return {{0, 0, 0}, grid};
  }
}

Box needed_part(const Geometry& image, const std::vector<Target>& targets, const Settings& settings,
                const Plan& plan) {
  const Frame frame = frame_of(image, settings.slices.plane);
  const Region prepared = prepared_grid(image, settings);
  Box needed;
  for (const Target& target : targets) {
    if (!target.region) continue;
    const ResamplingPlan resampling =
        plan_resampling(frame.size, frame.spacing, frame.from_stored(target.region->box),
                        settings.interpolation, plan.margin_mm);
    needed = joined(needed, resampling.input);
    for (std::size_t i = 0; i < plan.filters.size(); ++i) {
      const Box read = read_by(*plan.filters[i], settings.filters[i].values, resampling.output,
                               prepared.grid, prepared.spacing);
      if (!read.empty()) needed = joined(needed, image_part(image, settings, read));
    }
  }
  return frame.to_stored(needed);
}

}  // namespace voxtrait
