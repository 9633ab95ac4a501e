#pragma once

#include "voxtrait/texture/level_size_matrix.hpp"

namespace voxtrait {

/// Sums over one level-size matrix from which the features of GLRLM, GLSZM, GLDZM and NGLDM follow.
/// `small` and `large` mean the size (run length, zone size, distance, dependence), `low` and
/// `high` the grey level.
struct LevelSizeStatistics {
  double small_emphasis = 0.0;
  double large_emphasis = 0.0;
  double low_emphasis = 0.0;
  double high_emphasis = 0.0;
  double small_low_emphasis = 0.0;
  double small_high_emphasis = 0.0;
  double large_low_emphasis = 0.0;
  double large_high_emphasis = 0.0;
  double level_non_uniformity = 0.0;
  double level_non_uniformity_normalised = 0.0;
  double size_non_uniformity = 0.0;
  double size_non_uniformity_normalised = 0.0;
  double percentage = 0.0;
  double level_variance = 0.0;
  double size_variance = 0.0;
  double entropy = 0.0;
  double energy = 0.0;
};

/// Statistics of a matrix that is not empty. O(cells log cells).
LevelSizeStatistics level_size_statistics(const LevelSizeMatrix& matrix);

}  // namespace voxtrait
