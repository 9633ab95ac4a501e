#pragma once

#include <cstdint>
#include <vector>

#include "voxtrait/preprocess/discretise.hpp"
#include "voxtrait/texture/level_size_matrix.hpp"

namespace voxtrait {

/// A group of voxels of one level that are linked to each other.
struct Zone {
  std::uint32_t level = 0;
  std::uint64_t voxels = 0;
  std::uint32_t distance = 0;  ///< smallest distance of its voxels to the ROI's border
};

/// Distance of each voxel of a mask to its border in steps between neighbours that share a face, 1
/// at the border, 0 outside; within each slice alone if `in_slices` (IBSI VMDZ). O(voxels), two
/// passes.
Volume<std::uint32_t> border_distances(const Volume<std::uint8_t>& mask, bool in_slices);

/// The zones within the slices [z_begin, z_end): neighbours share a corner (26 of them, or 8 where
/// there is one slice). `distances` is of the ROI's block, or empty when distances do not matter.
///
/// Rows are cut into runs of equal level and touching runs united, so work goes with the number of
/// runs. O(voxels).
std::vector<Zone> zones_of(const Levels& levels, const Volume<std::uint32_t>& distances,
                           std::int64_t z_begin, std::int64_t z_end);

/// GLSZM of zones (IBSI 9SAK).
LevelSizeMatrix size_zones(const std::vector<Zone>& zones, std::int64_t levels);

/// GLDZM of zones (IBSI VMDZ).
LevelSizeMatrix distance_zones(const std::vector<Zone>& zones, std::int64_t levels);

}  // namespace voxtrait
