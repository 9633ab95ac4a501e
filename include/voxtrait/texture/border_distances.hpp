#pragma once

#include <cstdint>

#include "voxtrait/core/volume.hpp"

namespace voxtrait {

/// Distance of each voxel of a mask to its border in steps between neighbours that share a face, 1
/// at the border, 0 outside; within each slice alone if `in_slices` (IBSI VMDZ). Distances beyond
/// 65535 stay there. O(voxels), two passes.
Volume<std::uint16_t> border_distances(const Volume<std::uint8_t>& mask, bool in_slices);

}  // namespace voxtrait
