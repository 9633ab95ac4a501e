#include "spherical_harmonics.hpp"

#include <cmath>
#include <numbers>

namespace voxtrait {

namespace {

/// The normalised Legendre function of degree n and order m >= 0 at an angle.
double legendre(std::int64_t n, std::int64_t m, double cosine, double sine) {
  double value = std::sqrt(1.0 / (4.0 * std::numbers::pi));
  for (std::int64_t k = 1; k <= m; ++k) {
    const auto twice = static_cast<double>(2 * k);
    value *= -sine * std::sqrt((twice + 1.0) / twice);
  }
  double before = 0.0;
  const auto m2 = static_cast<double>(m * m);
  for (std::int64_t k = m + 1; k <= n; ++k) {
    const auto k2 = static_cast<double>(k * k);
    const auto j2 = static_cast<double>((k - 1) * (k - 1));
    const double next = std::sqrt((4.0 * k2 - 1.0) / (k2 - m2)) *
                        (cosine * value - std::sqrt((j2 - m2) / (4.0 * j2 - 1.0)) * before);
    before = value;
    value = next;
  }
  return value;
}

}  // namespace

std::vector<std::complex<double>> spherical_harmonics(std::int64_t degree, const Vector& point) {
  const auto [x, y, z] = point;
  const double across = std::sqrt(x * x + y * y);
  const double radius = std::sqrt(x * x + y * y + z * z);
  const double cosine = across == 0.0 ? 1.0 : x / across;
  const double sine = across == 0.0 ? 0.0 : std::abs(y) / across;
  const std::complex<double> turn(z / radius, across / radius);
  std::vector<std::complex<double>> values(static_cast<std::size_t>(2 * degree + 1));
  std::complex<double> turned = 1.0;
  for (std::int64_t m = 0; m <= degree; ++m) {
    const std::complex<double> value = legendre(degree, m, cosine, sine) * turned;
    values[static_cast<std::size_t>(degree + m)] = value;
    values[static_cast<std::size_t>(degree - m)] = (m % 2 == 0 ? 1.0 : -1.0) * std::conj(value);
    turned *= turn;
  }
  return values;
}

}  // namespace voxtrait
