#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "voxtrait/core/parallel.hpp"
#include "voxtrait/preprocess/discretise.hpp"
#include "voxtrait/texture/level_size_matrix.hpp"

namespace voxtrait {

/// The NGTDM (IBSI IPET): for each level the sum of distances to the mean level of the neighbours,
/// over voxels that have any.
struct ToneDifference {
  std::vector<double> differences;    ///< s_i of level i + 1
  std::vector<std::uint64_t> voxels;  ///< n_i of level i + 1

  [[nodiscard]] bool empty() const noexcept;
};

/// Both matrices that look at a voxel's neighbours at once.
struct NeighbourhoodMatrices {
  ToneDifference tone_difference;
  /// The NGLDM (IBSI REK0): the size is 1 + the number of neighbours whose level differs by at most
  /// the coarseness.
  LevelSizeMatrix dependence;
};

/// The NGTDM and NGLDM of the slices [z_begin, z_end); neighbours lie within Chebyshev distance
/// `distance`, in the same slice if there is one slice only. Sums are kept in integers for each
/// number of neighbours, so their order does not matter. O(voxels * neighbours).
NeighbourhoodMatrices neighbourhood_matrices(const Levels& levels, std::int64_t distance,
                                             std::int64_t coarseness, std::int64_t z_begin,
                                             std::int64_t z_end,
                                             const Parallel& parallel = Parallel(1));

ToneDifference merged(std::span<const ToneDifference> matrices);

}  // namespace voxtrait
