#pragma once

#include "voxtrait/core/distribution.hpp"
#include "voxtrait/core/moments.hpp"
#include "voxtrait/registry/settings.hpp"

namespace voxtrait {

/// What intensity statistics and intensity histogram features share.
struct DistributionStatistics {
  Moments moments;
  double minimum = 0.0;
  double maximum = 0.0;
  double p10 = 0.0;
  double p25 = 0.0;
  double median = 0.0;
  double p75 = 0.0;
  double p90 = 0.0;
  double mean_absolute_deviation = 0.0;         ///< from the mean
  double robust_mean_absolute_deviation = 0.0;  ///< inside [p10, p90]
  double median_absolute_deviation = 0.0;       ///< mean distance from the median

  [[nodiscard]] double skewness() const noexcept;
  [[nodiscard]] double excess_kurtosis() const noexcept;
  [[nodiscard]] double coefficient_of_variation() const noexcept;  ///< NaN if mean is 0
  [[nodiscard]] double
  quartile_coefficient_of_dispersion() const noexcept;  ///< NaN if p25 + p75 = 0
};

/// Statistics of a distribution that is not empty. The median is the mean of the two middle values
/// of an even number of voxels, whatever the percentile method. O(bins).
DistributionStatistics statistics_of(const Distribution& distribution, PercentileMethod method);

}  // namespace voxtrait
