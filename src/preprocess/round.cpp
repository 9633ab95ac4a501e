#include "voxtrait/preprocess/round.hpp"

#include <cmath>

namespace voxtrait {

double round_to_nearest(double value) noexcept {
  constexpr double tie_tolerance = 1e-6;
  const double below = std::floor(value);
  const double fraction = value - below;
  if (std::abs(fraction - 0.5) > tie_tolerance) return fraction < 0.5 ? below : below + 1.0;
  return below == 2.0 * std::floor(0.5 * below) ? below : below + 1.0;
}

void round_to_nearest(std::span<double> values) noexcept {
  for (double& value : values) {
    if (std::isfinite(value)) value = round_to_nearest(value);
  }
}

}  // namespace voxtrait
