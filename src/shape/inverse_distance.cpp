#include "shape/inverse_distance.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "voxtrait/core/elementary.hpp"
#include "voxtrait/core/fourier.hpp"

namespace voxtrait {

namespace {

/// Terms below this part of the first are 0 in double precision.
constexpr double negligible_exponent = 46.0;

double gaussian(double rate, double distance) noexcept {
  const double exponent = rate * distance * distance;
  return exponent > negligible_exponent ? 0.0 : exp(-exponent);
}

}  // namespace

double GaussianSum::at_zero() const noexcept {
  double sum = 0.0;
  for (const Term& term : terms) sum += term.factor;
  return sum;
}

/// 1 / r = 2 / sqrt(pi) * integral of exp(-r^2 t^2) over t > 0. With t = exp(u - exp(-u)) /
/// furthest the integrand falls off double-exponentially at both ends, and the trapezoidal rule
/// converges exponentially. Step and ends were chosen for an error below 1e-14 at any ratio of
/// distances.
GaussianSum inverse_distance(double nearest, double furthest) {
  constexpr double step = 0.125;
  constexpr int first = -27;
  constexpr double last_root = 6.1;  // exp(-6.1^2) is below 1e-16
  GaussianSum sum;
  for (int k = first;; ++k) {
    const double u = step * k;
    const double e = exp(-u);
    const double t = exp(u - e) / furthest;
    sum.terms.push_back({2.0 * std::numbers::inv_sqrtpi * step * t * (1.0 + e), t * t});
    if (t * nearest > last_root) return sum;
  }
}

std::vector<double> spectra_of_terms(const GaussianSum& sum, double spacing, std::size_t size,
                                     std::size_t width) {
  std::vector<double> circle(2 * width * size);
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t apart = std::min(i, size - i);
    for (std::size_t q = 0; q < sum.terms.size(); ++q) {
      circle[2 * width * i + q] =
          i > apart ? circle[2 * width * apart + q]
                    : gaussian(sum.terms[q].rate, static_cast<double>(apart) * spacing);
    }
  }
  const FourierTransform transform(size);
  transform.forward({circle.data(), 2 * width, width}, width);
  std::vector<double> spectra(width * (size / 2 + 1));
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t k = transform.order()[i];
    if (2 * k > size) continue;  // equal to that of size - k: the functions are even
    std::copy_n(&circle[2 * width * i], width, &spectra[width * k]);
  }
  return spectra;
}

}  // namespace voxtrait
