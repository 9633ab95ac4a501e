#include "voxtrait/shape/spatial_autocorrelation.hpp"

#include <limits>

#include "shape/pair_sums.hpp"
#include "shape/spectral_plan.hpp"

namespace voxtrait {

std::uint64_t spatial_autocorrelation_memory(const Index& extent) noexcept {
  return SpectralPlan(extent).bytes();
}

SpatialAutocorrelation spatial_autocorrelation(const Roi& roi, double mean,
                                               const Parallel& parallel) {
  constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
  const Box box = intensity_box(roi);
  const VoxelSums voxels = voxel_sums(roi, box, mean);
  if (voxels.voxels < 2.0 || voxels.squares == 0.0) return {undefined, undefined};
  const PairSums sums = pair_sums(roi, box, mean, voxels, parallel);
  // Over ordered pairs, sum of w (x1 - x2)^2 is twice sum of w x1^2 minus twice sum of w x1 x2.
  return {voxels.voxels / sums.weights * sums.products / voxels.squares,
          (voxels.voxels - 1.0) / sums.weights * (sums.squares - sums.products) / voxels.squares};
}

}  // namespace voxtrait
