#pragma once

#include <cstdint>
#include <vector>

#include "voxtrait/core/parallel.hpp"
#include "voxtrait/preprocess/discretise.hpp"
#include "voxtrait/texture/border_distances.hpp"
#include "voxtrait/texture/level_size_matrix.hpp"

namespace voxtrait {

/// A group of voxels of one level that are linked to each other.
struct Zone {
  std::uint16_t level = 0;
  std::uint16_t distance = 0;  ///< smallest distance of its voxels to the ROI's border
  std::uint32_t voxels = 0;
};

/// The zones within the slices [z_begin, z_end): neighbours share a corner (26 of them, or 8 where
/// there is one slice). `distances` is of the ROI's block, or empty when distances do not matter.
/// The order of zones depends on the number of threads.
///
/// Slabs of slices are labelled by themselves, each voxel once, and united where they meet.
/// O(voxels); memory goes with one slice and the number of zones.
/// Throws std::length_error for 2^32 voxels or more.
std::vector<Zone> zones_of(const Levels& levels, const Volume<std::uint16_t>& distances,
                           std::int64_t z_begin, std::int64_t z_end,
                           const Parallel& parallel = Parallel(1));

/// GLSZM of zones (IBSI 9SAK).
LevelSizeMatrix size_zones(const std::vector<Zone>& zones, std::int64_t levels);

/// GLDZM of zones (IBSI VMDZ).
LevelSizeMatrix distance_zones(const std::vector<Zone>& zones, std::int64_t levels);

}  // namespace voxtrait
