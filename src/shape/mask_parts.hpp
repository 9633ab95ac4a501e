#pragma once

#include <vector>

#include "voxtrait/core/roi.hpp"

namespace voxtrait {

/// A part of the intensity mask whose box holds no voxel of another part.
struct MaskPart {
  Box box;
  double voxels = 0.0;
};

/// Divides the mask at empty planes into parts where sums over the pairs of each part, and between
/// parts, take less time than those over all pairs of voxels of `box` at once; one part if they do
/// not. O(box), in bytes of the mask.
std::vector<MaskPart> parts_of(const Roi& roi, const Box& box);

/// The time that sums over the pairs of one part take, in units of one pair.
double pairs_within(const MaskPart& part) noexcept;

/// Whether pair by pair is the quickest way to that.
bool pair_by_pair(const MaskPart& part) noexcept;

}  // namespace voxtrait
