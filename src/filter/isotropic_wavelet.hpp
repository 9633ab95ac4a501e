#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "spectrum.hpp"

namespace voxtrait {

enum class IsotropicWavelet : std::uint8_t { simoncelli, shannon, held, papadakis };
std::vector<std::string> isotropic_wavelet_names();
IsotropicWavelet isotropic_wavelet_named(std::string_view name) noexcept;

/// The gain of a wavelet's first band at a frequency, where 1 is half the sampling frequency.
///
/// 0 up to a quarter and beyond 1; the squares at r and 2 r sum to 1 for r from a quarter to a
/// half. Held's and Papadakis' as in Chenouard and Unser, 3D Steerable Wavelets in Practice (2012);
/// Held's with the polynomial of degree 7, which is Meyer's.
double isotropic_gain(IsotropicWavelet wavelet, double radius) noexcept;

/// The band-pass (B map) filter of an isotropic wavelet at one level of decomposition, on the
/// frequencies of a layout.
///
/// The axis of n frequencies runs from -1 to 1 in n steps, as in the reference maps: for even n
/// frequency k lies at (k + 1/2) / ((n - 1) / 2). What the real part of the response keeps of that
/// is the mean over k and -k.
class IsotropicBand {
 public:
  IsotropicBand(IsotropicWavelet wavelet, std::int64_t level, const SpectralLayout& layout);

  /// The factors of frequencies from `first` on, along x.
  void row(const Index& first, std::span<double> factors) const;

 private:
  [[nodiscard]] double gain(double squared_radius) const noexcept;

  IsotropicWavelet wavelet_;
  double highest_;
  std::array<std::vector<double>, 3> squares_;           ///< of each frequency along each axis
  std::array<std::vector<double>, 3> opposite_squares_;  ///< of the opposite frequency
};

/// How far an image is extended for a level: its wavelet has fallen off there.
Index isotropic_margin(std::int64_t level, std::size_t axes, const Index& grid) noexcept;

}  // namespace voxtrait
