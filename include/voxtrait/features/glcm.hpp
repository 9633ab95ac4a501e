#pragma once

#include <cstdint>

#include "voxtrait/texture/co_occurrence.hpp"

namespace voxtrait {

/// Sums over one GLCM from which all its features follow; probabilities p, marginals p_i (rows),
/// p_d (differences) and p_s (sums) as in IBSI LFYI.
struct GlcmStatistics {
  double levels = 0.0;  ///< N_g, the highest level of the ROI
  double maximum = 0.0;
  double mean = 0.0;
  double variance = 0.0;
  double entropy = 0.0;
  double marginal_entropy = 0.0;
  double energy = 0.0;
  double autocorrelation = 0.0;
  double difference_mean = 0.0;
  double difference_variance = 0.0;
  double difference_entropy = 0.0;
  double contrast = 0.0;
  double inverse_difference = 0.0;
  double inverse_difference_normalised = 0.0;
  double inverse_difference_moment = 0.0;
  double inverse_difference_moment_normalised = 0.0;
  double inverse_variance = 0.0;
  double sum_mean = 0.0;
  double sum_variance = 0.0;
  double sum_entropy = 0.0;
  double cluster_shade = 0.0;
  double cluster_prominence = 0.0;
};

/// Statistics of a matrix that is not empty. O(cells + levels).
GlcmStatistics glcm_statistics(const CoOccurrence& matrix, std::int64_t levels);

}  // namespace voxtrait
