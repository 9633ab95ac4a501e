#include "shape/pair_sums.hpp"

#include <cmath>
#include <vector>

namespace voxtrait {

namespace {

/// In the time that transforms take for a voxel of the box, at least so many pairs are done.
constexpr double pairs_per_voxel = 8.0;

struct Deviation {
  Vector position;  ///< mm
  double x;
};

std::vector<Deviation> deviations_of(const Roi& roi, const Box& box, double mean) {
  std::vector<Deviation> voxels;
  RowBuffer buffer;
  const Span all{box.begin[0], box.end[0]};
  for (std::int64_t z = box.begin[2]; z < box.end[2]; ++z) {
    for (std::int64_t y = box.begin[1]; y < box.end[1]; ++y) {
      const auto intensities = roi.intensity.row(y, z, all, buffer);
      for (std::int64_t x = all.begin; x < all.end; ++x) {
        if (roi.intensity_mask.at(x, y, z) == 0) continue;
        // From the box's corner: where the ROI lies in the image must not change a bit.
        voxels.push_back({{static_cast<double>(x - box.begin[0]) * roi.spacing[0],
                           static_cast<double>(y - box.begin[1]) * roi.spacing[1],
                           static_cast<double>(z - box.begin[2]) * roi.spacing[2]},
                          intensities[static_cast<std::size_t>(x - all.begin)] - mean});
      }
    }
  }
  return voxels;
}

double distance(const Vector& a, const Vector& b) noexcept {
  const double x = a[0] - b[0];
  const double y = a[1] - b[1];
  const double z = a[2] - b[2];
  return std::sqrt(x * x + y * y + z * z);
}

/// Pairs of a voxel and those before it, in both orders.
PairSums pairs_before(const std::vector<Deviation>& voxels, std::size_t i) noexcept {
  const Deviation& a = voxels[i];
  PairSums sums;
  for (std::size_t j = 0; j < i; ++j) {
    const Deviation& b = voxels[j];
    const double weight = 1.0 / distance(a.position, b.position);
    sums.weights += 2.0 * weight;
    sums.squares += weight * (a.x * a.x + b.x * b.x);
    sums.products += 2.0 * weight * (a.x * b.x);
  }
  return sums;
}

}  // namespace

PairSums pair_sums(const Roi& roi, const Box& box, double mean, const VoxelSums& voxels,
                   const Parallel& parallel) {
  const Index extent = box.extents();
  const auto in_box = static_cast<double>(extent[0] * extent[1] * extent[2]);
  const double pairs = 0.5 * voxels.voxels * (voxels.voxels - 1.0);
  return pairs <= pairs_per_voxel * in_box ? pair_sums_direct(roi, box, mean, parallel)
                                           : pair_sums_spectral(roi, box, mean, voxels, parallel);
}

PairSums pair_sums_direct(const Roi& roi, const Box& box, double mean, const Parallel& parallel) {
  const std::vector<Deviation> voxels = deviations_of(roi, box, mean);
  std::vector<PairSums> parts(voxels.size());
  parallel.for_each(voxels.size(), [&](std::size_t i) { parts[i] = pairs_before(voxels, i); });
  PairSums total;  // in the order of voxels: threads do not matter
  for (const PairSums& part : parts) {
    total.weights += part.weights;
    total.squares += part.squares;
    total.products += part.products;
  }
  return total;
}

}  // namespace voxtrait
