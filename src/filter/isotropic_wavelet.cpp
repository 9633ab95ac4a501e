#include "isotropic_wavelet.hpp"

#include <algorithm>
#include <cmath>

#include "turns.hpp"
#include "voxtrait/core/elementary.hpp"

namespace voxtrait {

namespace {

double coordinate(std::int64_t frequency, std::int64_t size) noexcept {
  if (size == 1) return 0.0;
  const double shift = size % 2 == 0 ? 0.5 : 0.0;
  return (static_cast<double>(frequency) + shift) / (0.5 * static_cast<double>(size - 1));
}

}  // namespace

std::vector<std::string> isotropic_wavelet_names() { return {"simoncelli", "shannon"}; }

IsotropicWavelet isotropic_wavelet_named(std::string_view name) noexcept {
  return name == "shannon" ? IsotropicWavelet::shannon : IsotropicWavelet::simoncelli;
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

double IsotropicBand::gain(double squared_radius) const noexcept {
  const double radius = std::sqrt(squared_radius) / highest_;
  if (radius > 1.0) return 0.0;
  if (wavelet_ == IsotropicWavelet::shannon) return radius >= 0.5 ? 1.0 : 0.0;
  // A quarter of a turn an octave.
  return radius >= 0.25 ? unit_vector_at(0.25 * log2(2.0 * radius)).real() : 0.0;
}

void IsotropicBand::row(std::int64_t y, std::int64_t z, std::span<double> factors) const {
  const auto iy = static_cast<std::size_t>(y);
  const auto iz = static_cast<std::size_t>(z);
  const double rest = squares_[1][iy] + squares_[2][iz];
  const double opposite_rest = opposite_squares_[1][iy] + opposite_squares_[2][iz];
  for (std::size_t x = 0; x < factors.size(); ++x) {
    factors[x] =
        0.5 * (gain(squares_[0][x] + rest) + gain(opposite_squares_[0][x] + opposite_rest));
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
