#pragma once

#include <vector>

#include "voxtrait/core/parallel.hpp"
#include "voxtrait/core/roi.hpp"

namespace voxtrait {

/// Radius of a sphere of 1 cm3 in mm: (3 / 4 pi)^(1/3) * 10.
inline constexpr double peak_radius_mm = 6.2035049089940001;

/// Mean intensity within `peak_radius_mm` of each voxel of the intensity mask, 0 elsewhere.
///
/// Means are over the voxels that exist: nothing is padded at the image's border, and the ROI must
/// carry that much of its surroundings. O(ROI rows * voxels of the sphere's cross-section).
Volume<double> sphere_means(const Roi& roi, const Parallel& parallel);

}  // namespace voxtrait
