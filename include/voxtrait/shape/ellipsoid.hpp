#pragma once

#include <cstdint>
#include <span>

#include "voxtrait/shape/closed_mask.hpp"
#include "voxtrait/shape/mesh.hpp"

namespace voxtrait {

/// Semi-axes of an ellipsoid in mm, longest first.
struct Ellipsoid {
  Vector semi_axes{0.0, 0.0, 0.0};

  [[nodiscard]] double volume() const noexcept;

  /// Surface by the Legendre series of IBSI RDD2 up to degree 20, also where axes are equal.
  [[nodiscard]] double area() const noexcept;
};

/// The ellipsoid of the principal axes of the mask's voxel centres: semi-axes are twice the square
/// roots of the eigenvalues of their sample covariance (N - 1, which IBSI's reference values
/// imply); zero for a single voxel. O(voxels), exact sums.
Ellipsoid principal_ellipsoid(const ClosedMask& mask, const Vector& spacing);

/// The minimum-volume ellipsoid around points, by Khachiyan's method to the relative tolerance of
/// IBSI SWZ1. O(iterations * points).
Ellipsoid enclosing_ellipsoid(std::span<const Point> points, double tolerance = 1e-3);

}  // namespace voxtrait
