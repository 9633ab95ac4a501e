#include "common.hpp"
#include "filters.hpp"
#include "region.hpp"
#include "voxtrait/filter/convolve.hpp"

namespace voxtrait {

namespace {

SeparableKernel mean_kernel(const FilterValues& values) {
  const std::int64_t support = values.whole("support");
  SeparableKernel kernel;
  for (std::size_t a = 0; a < dimensions_of(values); ++a) {
    kernel[a].assign(static_cast<std::size_t>(support), 1.0 / static_cast<double>(support));
  }
  return kernel;
}

void require_odd_support(const FilterValues& values) {
  if (values.whole("support") % 2 == 1) return;
  reject_setting("support", "expected an odd number of voxels, so that the kernel has a centre");
}

}  // namespace

Filter identity_filter() {
  return {.info = {"identity", "", "Identity", "The image itself."},
          .needs = [](const FilterValues&, const Box& wanted, const Index&,
                      const Vector&) { return wanted; },
          .apply = [](const FilterValues&, const Region& image, const Box& wanted,
                      const Parallel&) { return cropped(image, wanted).values; }};
}

Filter mean_filter() {
  return {.info = {"mean", "S60F", "Mean filter",
                   "The mean of the voxels in a square or cube around each voxel."},
          .settings = {{.key = "support",
                        .unit = "voxels",
                        .doc = "width of the square or cube, odd (IBSI YNOF)",
                        .type = SettingType::integer,
                        .minimum = 1,
                        .maximum = 999,
                        .default_value = std::int64_t{5}},
                       dimensions_setting(),
                       boundary_setting()},
          .check = require_odd_support,
          .needs =
              [](const FilterValues& values, const Box& wanted, const Index& grid, const Vector&) {
                return needed_box(boundary_of(values), wanted, reach_of(mean_kernel(values)), grid);
              },
          .apply =
              [](const FilterValues& values, const Region& image, const Box& wanted,
                 const Parallel& parallel) {
                return convolved(image, mean_kernel(values), boundary_of(values), wanted, parallel)
                    .values;
              }};
}

}  // namespace voxtrait
