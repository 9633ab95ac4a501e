#pragma once

#include "voxtrait/core/distribution.hpp"

namespace voxtrait {

/// Population moments of a distribution.
struct Moments {
  double mean = 0.0;
  double variance = 0.0;
  double third = 0.0;   ///< central, not standardised
  double fourth = 0.0;  ///< central, not standardised
  double mean_square = 0.0;
  double sum_of_squares = 0.0;
};

/// Moments of a distribution that is not empty. O(bins), in one fixed order.
Moments moments_of(const Distribution& distribution) noexcept;

}  // namespace voxtrait
