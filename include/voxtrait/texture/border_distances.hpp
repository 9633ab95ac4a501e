#pragma once

#include <cstdint>
#include <span>

#include "voxtrait/core/mask.hpp"

namespace voxtrait {

/// Distance of each voxel of a mask to its border in steps between neighbours that share a face, 1
/// at the border, 0 outside; within each slice alone if `in_slices` (IBSI VMDZ). Distances beyond
/// 65535 stay there. O(voxels), two passes.
Volume<std::uint16_t> border_distances(const Volume<std::uint8_t>& mask, bool in_slices);

/// The same where the spans of the mask's rows, y then z, are known.
Volume<std::uint16_t> border_distances(const Volume<std::uint8_t>& mask, std::span<const Span> rows,
                                       bool in_slices);

}  // namespace voxtrait
