#pragma once

#include <cstdint>
#include <vector>

#include "voxtrait/core/box.hpp"
#include "voxtrait/core/image.hpp"

namespace voxtrait {

/// One label of a mask: its value, the smallest box around it and how many voxels carry it.
struct LabelRegion {
  std::int64_t label = 0;
  Box box;
  std::int64_t voxels = 0;
};

/// All non-zero labels of a mask in ascending order, found in one pass over its voxels.
///
/// Boxes are in stored axes. Floating-point masks are taken when every voxel is an integer; a
/// fraction or a non-finite value throws `mask.invalid`. O(voxels).
std::vector<LabelRegion> find_labels(const ImageView& mask);

}  // namespace voxtrait
