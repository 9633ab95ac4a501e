#include "common.hpp"
#include "filters.hpp"
#include "gaussian_taps.hpp"
#include "passes.hpp"
#include "region.hpp"

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
/// smoothed along all axes so far, and what was smoothed along all but one.
class LaplacianOfGaussian {
 public:
  LaplacianOfGaussian(LaplacianTaps taps, Boundary boundary, const Region& image,
                      const Parallel& parallel)
      : taps_(std::move(taps)),
        boundary_(boundary),
        image_(image),
        parallel_(parallel) {}

  Volume<double> run(const Box& wanted, std::size_t axes) {
    const Box box = needed_of(wanted);
    Region smooth = cropped(image_, box);
    Volume<double> curved;
    for (std::size_t a = axes; a-- > 0;) {
      const Span span{wanted.begin[a], wanted.end[a]};
      Volume<double> next = step(smooth, curved, a, span);
      if (a > 0) {
        const PassTerm term{&smooth.values, &taps_.smooth[a]};
        curved = {};
        smooth.values =
            convolved_along(a, {&term, 1}, smooth.box, span, image_.grid[a], boundary_, parallel_);
        smooth.box.begin[a] = span.begin;
        smooth.box.end[a] = span.end;
      }
      curved = std::move(next);
    }
    return curved;
  }

 private:
  [[nodiscard]] Box needed_of(const Box& wanted) const {
    return needed_box(boundary_, wanted, reach_of(SeparableKernel(taps_.smooth)), image_.grid);
  }

  /// The smooth image curved along this axis, and the curved one smoothed along it.
  Volume<double> step(const Region& smooth, const Volume<double>& curved, std::size_t axis,
                      const Span& span) const {
    const std::array<PassTerm, 2> terms{
        {{&smooth.values, &taps_.curved[axis]}, {&curved, &taps_.smooth[axis]}}};
    const std::size_t count = curved.values().empty() ? 1 : 2;
    return convolved_along(axis, std::span(terms).first(count), smooth.box, span, image_.grid[axis],
                           boundary_, parallel_);
  }

  LaplacianTaps taps_;
  Boundary boundary_;
  const Region& image_;
  const Parallel& parallel_;
};

Volume<double> laplacian(const FilterValues& values, const Region& image, const Box& wanted,
                         const Parallel& parallel) {
  return LaplacianOfGaussian(laplacian_taps(values.number("sigma_mm"), values.number("cutoff"),
                                            dimensions_of(values), image.spacing),
                             boundary_of(values), image, parallel)
      .run(wanted, dimensions_of(values));
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
