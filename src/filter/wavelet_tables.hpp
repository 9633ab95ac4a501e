#pragma once

#include <span>
#include <string_view>

namespace voxtrait {

/// The low-pass filter for decomposition of an orthogonal wavelet, scaled to a sum of the square
/// root of 2 (I. Daubechies, Ten Lectures on Wavelets, 1992, chapters 6 and 8).
struct WaveletTable {
  std::string_view wavelet;  ///< PyWavelets' name
  std::span<const double> low_pass;
};

/// Haar's wavelet, those of Daubechies, symlets, coiflets and, last, the discrete one of Meyer,
/// which is orthogonal only nearly.
std::span<const WaveletTable> wavelet_tables() noexcept;

}  // namespace voxtrait
