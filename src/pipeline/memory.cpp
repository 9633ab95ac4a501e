#include "voxtrait/pipeline/memory.hpp"

#include <algorithm>
#include <stdexcept>

#include "needed_part.hpp"
#include "pyradiomics_memory.hpp"
#include "voxtrait/core/distribution.hpp"
#include "voxtrait/preprocess/frame.hpp"
#include "voxtrait/shape/spatial_autocorrelation.hpp"

namespace voxtrait {

namespace {

constexpr std::uint64_t roi_bytes = sizeof(double) + 2;             ///< intensity and two masks
constexpr std::uint64_t bin_bytes = 2 * sizeof(Distribution::Bin);  ///< a vector that grows
constexpr std::uint64_t sphere_bytes = 3 * sizeof(double);
constexpr std::uint64_t zone_bytes = 40;  ///< run, its set, its zone and two distances

std::uint64_t product(const Index& size) {
  return static_cast<std::uint64_t>(size[0]) * static_cast<std::uint64_t>(size[1]) *
         static_cast<std::uint64_t>(size[2]);
}

/// The ROI's own box on the new grid, without margins.
Index roi_extent(const Box& roi, const ResamplingPlan& plan) {
  Index extent{};
  for (std::size_t a = 0; a < 3; ++a) {
    const double samples = static_cast<double>(roi.extent(a) + 1) / plan.axes[a].step;
    extent[a] = std::min(static_cast<std::int64_t>(samples) + 2, plan.output.extent(a));
  }
  return extent;
}

std::uint64_t preprocessing_bytes(const ResamplingPlan& plan, const Settings& settings) {
  const Index in = plan.input.extents();
  const Index out = plan.output.extents();
  const std::uint64_t cropped = roi_bytes * product(in);
  if (settings.interpolation.method == Interpolator::none) {
    return cropped + bin_bytes * product(in);
  }
  // The mask's pass comes last and has everything else beside it.
  const std::uint64_t fraction = sizeof(double) * product(in);
  const std::uint64_t along_z = sizeof(double) * product({in[0], in[1], out[2]});
  const std::uint64_t along_y = sizeof(double) * product({in[0], out[1], out[2]});
  return cropped + fraction + along_z + along_y + 2 * roi_bytes * product(out);
}

/// What a filter takes beside the region that it reads; one without a response takes nothing.
std::uint64_t taken_by(const Filter& filter, const FilterValues& values, const Box& block,
                       const Box& read, const Index& grid, const Vector& spacing) {
  if (!filter.memory) return 5 * sizeof(double) * product(read.extents());
  try {
    return filter.memory(values, decimated(block, step_of(filter, values)), grid, spacing);
  } catch (const std::runtime_error&) {
    return 0;
  }
}

/// The image that a filter reads, and what it works with.
std::uint64_t filter_bytes(const Index& grid, const Vector& spacing, const Box& block,
                           const Settings& settings, const Plan& plan) {
  std::uint64_t most = 0;
  for (std::size_t i = 0; i < plan.filters.size(); ++i) {
    const Filter& filter = *plan.filters[i];
    const FilterValues& values = settings.filters[i].values;
    const Box read = read_by(filter, values, block, grid, spacing);
    most = std::max(most, sizeof(double) * product(read.extents()) +
                              taken_by(filter, values, block, read, grid, spacing));
  }
  return most;
}

}  // namespace

std::uint64_t MemoryEstimate::peak_without_autocorrelation() const noexcept {
  return std::max(preprocessing, features);
}

std::uint64_t MemoryEstimate::peak() const noexcept {
  return std::max(preprocessing, features + spatial_autocorrelation);
}

MemoryEstimate estimate_memory(const Geometry& image, const Geometry& mask,
                               const LabelRegion& region, const Settings& settings,
                               const Plan& plan) {
  if (settings.profile == Profile::pyradiomics) {
    return estimate_pyradiomics_memory(image, mask, region, settings.pyradiomics, plan);
  }
  const Frame frame = frame_of(image, settings.slices.plane);
  const Box roi = frame.from_stored(region.box);
  const ResamplingPlan resampling =
      plan_resampling(frame.size, frame.spacing, roi, settings.interpolation, plan.margin_mm);
  Index padded = roi_extent(roi, resampling);
  const std::uint64_t inside = product(padded);
  for (std::int64_t& extent : padded) extent += 2 * plan.border;
  const std::uint64_t block = product(resampling.output.extents());
  MemoryEstimate estimate;
  estimate.preprocessing = preprocessing_bytes(resampling, settings);
  const std::uint64_t levels = plan.needs_levels ? 2 * product(padded) : 0;
  const std::uint64_t texture = plan.needs_levels ? zone_bytes * inside : 0;
  const std::uint64_t sphere = plan.margin_mm > 0.0 ? sphere_bytes * block : 0;
  estimate.features = roi_bytes * block + bin_bytes * inside + levels + std::max(texture, sphere);
  Index grid{};
  Vector spacing{};
  for (std::size_t a = 0; a < 3; ++a) {
    grid[a] = resampling.axes[a].size;
    spacing[a] = resampling.axes[a].spacing;
  }
  estimate.preprocessing =
      std::max(estimate.preprocessing,
               roi_bytes * block + filter_bytes(grid, spacing, resampling.output, settings, plan));
  for (const Plan::Entry& entry : plan.entries) {
    if (entry.family->info.id != "morphology") continue;
    estimate.spatial_autocorrelation = spatial_autocorrelation_memory(roi_extent(roi, resampling));
  }
  return estimate;
}

}  // namespace voxtrait
