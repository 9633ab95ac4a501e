#include "gaussian_taps.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "voxtrait/core/elementary.hpp"

namespace voxtrait {

Taps gaussian_taps(double sigma, std::int64_t reach) {
  const double scale = std::numbers::inv_sqrtpi / (std::numbers::sqrt2 * sigma);
  Taps taps;
  for (std::int64_t k = -reach; k <= reach; ++k) {
    const double x = static_cast<double>(k) / sigma;
    taps.push_back(scale * exp(-0.5 * x * x));
  }
  return taps;
}

Taps gaussian_curvature_taps(double sigma, std::int64_t reach) {
  Taps taps = gaussian_taps(sigma, reach);
  for (std::int64_t k = -reach; k <= reach; ++k) {
    const double x = static_cast<double>(k) / sigma;
    taps[static_cast<std::size_t>(k + reach)] *= (x * x - 1.0) / (sigma * sigma);
  }
  return taps;
}

std::int64_t gaussian_reach(double sigma, double cutoff) noexcept {
  return static_cast<std::int64_t>(std::floor(cutoff * sigma + 0.5));
}

LaplacianTaps laplacian_taps(double sigma_mm, double cutoff, std::size_t axes,
                             const Vector& spacing) {
  const double finest = *std::min_element(spacing.begin(), spacing.begin() + std::ptrdiff_t(axes));
  LaplacianTaps taps;
  for (std::size_t a = 0; a < axes; ++a) {
    const double sigma = sigma_mm / spacing[a];
    const std::int64_t reach = gaussian_reach(sigma, cutoff);
    const double ratio = finest / spacing[a];
    taps.smooth[a] = gaussian_taps(sigma, reach);
    taps.curved[a] = gaussian_curvature_taps(sigma, reach);
    for (double& tap : taps.curved[a]) tap *= ratio * ratio;
  }
  return taps;
}

}  // namespace voxtrait
