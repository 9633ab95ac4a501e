#pragma once

#include "voxtrait/filter/convolve.hpp"

namespace voxtrait {

/// The normal distribution and its second derivative at whole numbers, cut off symmetrically.
/// `sigma` and `reach` are in voxels.
Taps gaussian_taps(double sigma, std::int64_t reach);
Taps gaussian_curvature_taps(double sigma, std::int64_t reach);

/// Taps beside the centre for a kernel cut off at `cutoff` standard deviations (IBSI's size of
/// 1 + 2 floor(cutoff sigma + 1/2)).
std::int64_t gaussian_reach(double sigma, double cutoff) noexcept;

/// The Gaussian and its curvature along each of the first axes. Curvatures are those of IBSI's
/// kernel, in voxels; where spacings differ, in voxels of the finest one.
struct LaplacianTaps {
  std::array<Taps, 3> smooth;
  std::array<Taps, 3> curved;
};
LaplacianTaps laplacian_taps(double sigma_mm, double cutoff, std::size_t axes,
                             const Vector& spacing);

}  // namespace voxtrait
