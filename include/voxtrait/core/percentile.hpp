#pragma once

#include <cstdint>

#include "voxtrait/core/distribution.hpp"

namespace voxtrait {

/// The intensity of 0-based rank `rank`; the largest one beyond the last. The distribution must not
/// be empty. O(bins).
double order_statistic(const Distribution& distribution, std::uint64_t rank) noexcept;

/// Percentile by linear interpolation between order statistics (rank (n - 1) p / 100); the IBSI
/// manual leaves the method open. The distribution must not be empty. O(bins).
double percentile_linear(const Distribution& distribution, int percent) noexcept;

/// The smallest intensity that at least `percent` of the voxels do not exceed.
double percentile_nearest_rank(const Distribution& distribution, int percent) noexcept;

}  // namespace voxtrait
