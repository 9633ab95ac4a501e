#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "voxtrait/preprocess/discretise.hpp"
#include "voxtrait/texture/directions.hpp"
#include "voxtrait/texture/level_size_matrix.hpp"

namespace voxtrait {

/// The GLRLM of one direction over the slices [z_begin, z_end) (IBSI TP0I): runs of equal level
/// with their lengths. A direction out of the plane needs all slices. O(voxels of these slices).
///
/// Most runs of noise have two voxels. Where `equal_pairs` are known (pairs of neighbours along the
/// direction that have level i + 1 both), these runs follow from them and are not looked for.
LevelSizeMatrix
run_lengths(const Levels& levels, const Direction& direction, std::int64_t z_begin,
            std::int64_t z_end,
            std::optional<std::span<const std::uint64_t>> equal_pairs = std::nullopt);

}  // namespace voxtrait
