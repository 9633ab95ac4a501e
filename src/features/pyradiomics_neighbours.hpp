#pragma once

#include <vector>

#include "voxtrait/preprocess/discretise.hpp"
#include "voxtrait/texture/directions.hpp"
#include "voxtrait/texture/level_size_matrix.hpp"
#include "voxtrait/texture/neighbourhood.hpp"

namespace voxtrait::pyradiomics {

/// The dependence matrix for any set of neighbours; the size is 1 + the number of neighbours whose
/// level differs by `coarseness` at most. O(voxels * steps).
LevelSizeMatrix dependences_of(const Levels& levels, const std::vector<Direction>& steps,
                               std::int64_t coarseness);

/// The tone differences for any set of neighbours. O(voxels * steps).
ToneDifference tone_differences_of(const Levels& levels, const std::vector<Direction>& steps);

}  // namespace voxtrait::pyradiomics
