#pragma once

#include "voxtrait/texture/neighbourhood.hpp"

namespace voxtrait {

/// Sums over one NGTDM from which its features follow; sums over pairs are over levels that occur.
struct NgtdmStatistics {
  double voxels = 0.0;               ///< N_v,c: those with a neighbour
  double levels_present = 0.0;       ///< N_g,p
  double difference = 0.0;           ///< sum of s_i
  double weighted_difference = 0.0;  ///< sum of p_i s_i
  double squared_distance = 0.0;     ///< sum of p_i p_j (i - j)^2
  double weighted_distance = 0.0;    ///< sum of |i p_i - j p_j|
  double complexity = 0.0;           ///< sum of |i - j| (p_i s_i + p_j s_j) / (p_i + p_j)
  double strength = 0.0;             ///< sum of (p_i + p_j) (i - j)^2
};

/// Statistics of a matrix that is not empty. O(levels^2).
NgtdmStatistics ngtdm_statistics(const ToneDifference& matrix);

}  // namespace voxtrait
