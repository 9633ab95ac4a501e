#pragma once

#include "voxtrait/preprocess/discretise.hpp"
#include "voxtrait/texture/directions.hpp"
#include "voxtrait/texture/level_size_matrix.hpp"

namespace voxtrait {

/// The GLRLM of one direction over the slices [z_begin, z_end) (IBSI TP0I): runs of equal level
/// with their lengths. A direction out of the plane needs all slices. O(voxels of these slices).
LevelSizeMatrix run_lengths(const Levels& levels, const Direction& direction, std::int64_t z_begin,
                            std::int64_t z_end);

}  // namespace voxtrait
