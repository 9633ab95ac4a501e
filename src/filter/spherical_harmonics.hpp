#pragma once

#include <complex>
#include <cstdint>
#include <vector>

#include "voxtrait/core/geometry.hpp"

namespace voxtrait {

/// Spherical harmonics of one degree, orders -n to n, at a point of a sphere, with the phase of
/// Condon and Shortley. The angles are those of PyRadiomics: the azimuth is the angle from z, the
/// polar angle the one in the plane of x and y.
std::vector<std::complex<double>> spherical_harmonics(std::int64_t degree, const Vector& point);

}  // namespace voxtrait
