#include "isotropic_wavelet.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "turns.hpp"
#include "voxtrait/core/elementary.hpp"

namespace voxtrait {

namespace {

double coordinate(std::int64_t frequency, std::int64_t size) noexcept {
  if (size == 1) return 0.0;
  const double shift = size % 2 == 0 ? 0.5 : 0.0;
  return (static_cast<double>(frequency) + shift) / (0.5 * static_cast<double>(size - 1));
}

/// From 0 at 0 to 1 at 1, with three derivatives that are 0 at both.
double smooth_step(double x) noexcept {
  return x * x * x * x * (35.0 + x * (-84.0 + x * (70.0 - 20.0 * x)));
}

/// Coefficients of cos(t pi / 2), the highest power of t squared first; those dropped are below
/// 1e-18.
constexpr std::array<double, 13> cosine_series() {
  std::array<double, 13> series{};
  double term = 1.0;
  for (std::size_t k = 0; k < series.size(); ++k) {
    series[series.size() - 1 - k] = term;
    const auto twice = static_cast<double>(2 * k);
    term *= -(0.25 * std::numbers::pi * std::numbers::pi) / ((twice + 1.0) * (twice + 2.0));
  }
  return series;
}

/// cos(t pi / 2) for t from -1 to 1: without divisions, as it is needed at each frequency.
double cosine_of_quarters(double t) noexcept {
  static constexpr std::array<double, 13> series = cosine_series();
  double sum = 0.0;
  for (const double coefficient : series) sum = sum * (t * t) + coefficient;
  return sum;
}

double held_gain(double radius) noexcept {
  if (radius <= 0.5) return unit_vector_at(0.25 * smooth_step(4.0 * radius - 1.0)).imag();
  return unit_vector_at(0.25 * smooth_step(2.0 * radius - 1.0)).real();
}

double papadakis_gain(double radius) noexcept {
  if (radius <= 0.3) return 0.0;
  if (radius <= 0.5) return std::sqrt(0.5 * (1.0 + unit_vector_at(2.5 * radius).imag()));
  if (radius <= 0.6) return 1.0;
  return std::sqrt(0.5 * (1.0 - unit_vector_at(1.25 * radius).imag()));
}

}  // namespace

std::vector<std::string> isotropic_wavelet_names() {
  return {"simoncelli", "shannon", "held", "papadakis"};
}

IsotropicWavelet isotropic_wavelet_named(std::string_view name) noexcept {
  if (name == "shannon") return IsotropicWavelet::shannon;
  if (name == "held") return IsotropicWavelet::held;
  return name == "papadakis" ? IsotropicWavelet::papadakis : IsotropicWavelet::simoncelli;
}

IsotropicBand::IsotropicBand(IsotropicWavelet wavelet, std::int64_t level,
                             const SpectralLayout& layout)
    : wavelet_(wavelet),
      highest_(1.0 / static_cast<double>(std::int64_t{1} << (level - 1))) {
  for (std::size_t a = 0; a < 3; ++a) {
    const std::int64_t n = layout.size[a];
    squares_[a].assign(static_cast<std::size_t>(n), 0.0);
    opposite_squares_[a] = squares_[a];
    if (a >= layout.axes) continue;
    for (std::int64_t k = 0; k < n; ++k) {
      const double one = coordinate(layout.frequency(a, k), n);
      const double other = coordinate(layout.frequency(a, (n - k) % n), n);
      squares_[a][static_cast<std::size_t>(k)] = one * one;
      opposite_squares_[a][static_cast<std::size_t>(k)] = other * other;
    }
  }
}

double isotropic_gain(IsotropicWavelet wavelet, double radius) noexcept {
  if (radius < 0.25 || radius > 1.0) return 0.0;
  switch (wavelet) {
    case IsotropicWavelet::shannon: return radius >= 0.5 ? 1.0 : 0.0;
    case IsotropicWavelet::held: return held_gain(radius);
    case IsotropicWavelet::papadakis: return papadakis_gain(radius);
    case IsotropicWavelet::simoncelli: break;
  }
  return cosine_of_quarters(log2(2.0 * radius));
}

double IsotropicBand::gain(double squared_radius) const noexcept {
  return isotropic_gain(wavelet_, std::sqrt(squared_radius) / highest_);
}

void IsotropicBand::row(const Index& first, std::span<double> factors) const {
  const auto ix = static_cast<std::size_t>(first[0]);
  const auto iy = static_cast<std::size_t>(first[1]);
  const auto iz = static_cast<std::size_t>(first[2]);
  const double rest = squares_[1][iy] + squares_[2][iz];
  const double opposite_rest = opposite_squares_[1][iy] + opposite_squares_[2][iz];
  for (std::size_t x = 0; x < factors.size(); ++x) {
    factors[x] = 0.5 * (gain(squares_[0][ix + x] + rest) +
                        gain(opposite_squares_[0][ix + x] + opposite_rest));
  }
}

Index isotropic_margin(std::int64_t level, std::size_t axes, const Index& grid) noexcept {
  Index margin{0, 0, 0};
  for (std::size_t a = 0; a < axes; ++a) {
    margin[a] =
        std::min<std::int64_t>(std::int64_t{16} << level, std::max<std::int64_t>(grid[a], 32));
  }
  return margin;
}

}  // namespace voxtrait
