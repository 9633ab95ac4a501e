#include "common.hpp"
#include "filters.hpp"
#include "gaussian_taps.hpp"
#include "separable.hpp"

namespace voxtrait {

namespace {

/// Standard deviation in voxels and reach along each axis; none along z for two dimensions.
struct Extent {
  Vector sigma{};
  Index reach{0, 0, 0};
};

Extent extent_of(const FilterValues& values, const Vector& spacing) {
  Extent extent;
  for (std::size_t a = 0; a < dimensions_of(values); ++a) {
    extent.sigma[a] = values.number("sigma_mm") / spacing[a];
    extent.reach[a] = gaussian_reach(extent.sigma[a], values.number("cutoff"));
  }
  return extent;
}

Box needed(const FilterValues& values, const Box& wanted, const Index& grid,
           const Vector& spacing) {
  return needed_box(boundary_of(values), wanted, extent_of(values, spacing).reach, grid);
}

/// A flat image stays as it is.
void normalise(Taps& taps) {
  double sum = 0.0;
  for (const double tap : taps) sum += tap;
  for (double& tap : taps) tap /= sum;
}

Volume<double> smoothed(const FilterValues& values, const Region& image, const Box& wanted,
                        const Parallel& parallel) {
  const Extent extent = extent_of(values, image.spacing);
  SeparableKernel kernel;
  for (std::size_t a = 0; a < dimensions_of(values); ++a) {
    kernel[a] = gaussian_taps(extent.sigma[a], extent.reach[a]);
    normalise(kernel[a]);
  }
  return convolved(image, kernel, boundary_of(values), wanted, parallel).values;
}

/// The Laplacian of Gaussian, a sum of one separable kernel for each axis, axis by axis: what was
/// smoothed along all axes so far, and what was curved along one of them.
SeparablePlan laplacian_plan(const LaplacianTaps& taps, std::size_t axes) {
  const auto smooth = [&taps](std::size_t from, std::size_t axis) {
    return StepTerm{from, {{taps.smooth[axis]}}};
  };
  const auto curved = [&taps](std::size_t from, std::size_t axis) {
    return StepTerm{from, {{taps.curved[axis]}}};
  };
  SeparablePlan plan;
  if (axes == 2) {
    plan.z = {{{0, {}}}};
    plan.y = {{smooth(0, 1)}, {curved(0, 1)}};
  } else {
    plan.z = {{smooth(0, 2)}, {curved(0, 2)}};
    plan.y = {{smooth(0, 1)}, {curved(0, 1), smooth(1, 1)}};
  }
  plan.x = {{curved(0, 0), smooth(1, 0)}};
  return plan;
}

Volume<double> laplacian(const FilterValues& values, const Region& image, const Box& wanted,
                         const Parallel& parallel) {
  const std::size_t axes = dimensions_of(values);
  const LaplacianTaps taps =
      laplacian_taps(values.number("sigma_mm"), values.number("cutoff"), axes, image.spacing);
  return voxtrait::response(laplacian_plan(taps, axes), image, boundary_of(values), wanted,
                            parallel);
}

}  // namespace

Filter gaussian_filter() {
  return {.info = {"gaussian", "", "Gaussian filter",
                   "The image smoothed by a Gaussian whose weights sum to 1."},
          .settings = {sigma_setting(1.0), cutoff_setting(4.0), dimensions_setting(),
                       boundary_setting()},
          .needs = needed,
          .apply = smoothed};
}

Filter log_filter() {
  return {.info = {"log", "L6PA", "Laplacian-of-Gaussian filter",
                   "Edges and blobs of one size: the sum of second derivatives of the image "
                   "smoothed by a Gaussian, in intensities per squared voxel of the finest "
                   "spacing."},
          .settings = {sigma_setting(1.5), cutoff_setting(4.0), dimensions_setting(),
                       boundary_setting()},
          .needs = needed,
          .apply = laplacian};
}

}  // namespace voxtrait
