#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "shape/inverse_distance.hpp"
#include "shape/spectral_plan.hpp"

namespace voxtrait {

/// Inverse distances as far as they occur in a box.
GaussianSum weights_in(const Index& extent, const Vector& spacing);

/// The spectrum of the weights, a sum of products; its parts along each axis.
struct WeightSpectrum {
  WeightSpectrum(const GaussianSum& sum, const SpectralPlan& plan, const HalvedAxis& x,
                 const HalvedAxis& mid, const Vector& spacing);

  /// All but what depends on x, for a block of frequencies along the middle axis.
  void others(std::size_t slow_frequency, const std::uint32_t* middle_frequencies,
              std::size_t count, double* out) const noexcept;

  std::vector<double> factors;
  std::size_t width;            ///< terms and padding
  std::vector<double> along_x;  ///< term by term
  std::size_t along_x_width;
  std::vector<double> along_middle;  ///< frequency by frequency, as the next
  std::vector<double> along_slow;
};

}  // namespace voxtrait
