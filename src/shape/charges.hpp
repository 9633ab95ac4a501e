#pragma once

#include <vector>

#include "voxtrait/core/roi.hpp"

namespace voxtrait {

/// What one or several voxels of a ROI add to sums over pairs; x is the deviation of an intensity
/// from the mean.
struct Charge {
  Vector position;       ///< mm
  double count = 0.0;    ///< of voxels
  double x = 0.0;        ///< sum of x
  double squares = 0.0;  ///< sum of x^2
};

/// One for each voxel of the intensity mask in a box. Positions are relative to `origin`, so that
/// where the ROI lies in the image does not change a bit.
std::vector<Charge> voxel_charges(const Roi& roi, const Box& box, double mean, const Index& origin);

}  // namespace voxtrait
