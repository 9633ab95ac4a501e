#pragma once

#include <vector>

#include "voxtrait/filter/boundary.hpp"
#include "voxtrait/registry/filter.hpp"

namespace voxtrait {

/// What is kept of the complex response.
enum class GaborResponse : std::uint8_t { modulus, real, imaginary };

/// A Gabor kernel in one plane (IBSI Q88H): a wave under a Gaussian of width sigma along the wave
/// and sigma / gamma across it.
struct GaborShape {
  double sigma_mm = 5.0;
  double wavelength_mm = 2.0;
  double gamma = 1.5;
  double cutoff = 5.0;
};

/// One plane of the volume: the axes of its rows and columns, and the axis across it.
struct GaborPlane {
  std::size_t u = 0;
  std::size_t v = 1;
  std::size_t across = 2;
};

/// How far the kernel reaches in voxels along each axis of a plane; 0 across it.
Index gabor_reach(const GaborShape& shape, const GaborPlane& plane, const Vector& spacing) noexcept;

/// The discrete spectra of kernels, one for each angle in turns, on a plane of nu x nv frequencies:
/// real parts, then imaginary parts, u fastest.
std::vector<std::vector<double>> gabor_spectra(const GaborShape& shape, const GaborPlane& plane,
                                               const Vector& spacing,
                                               const std::vector<double>& turns, std::size_t nu,
                                               std::size_t nv, const Parallel& parallel);

}  // namespace voxtrait
