#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "voxtrait/core/geometry.hpp"

namespace voxtrait {

/// The triangles around points of a lattice; points in one plane are in several triangles of it.
struct LatticeHull {
  using Triple = std::array<std::uint32_t, 3>;
  std::vector<Triple> triangles;   ///< of points, anticlockwise seen from outside
  std::vector<Triple> neighbours;  ///< triangles across the edges from each corner to the next
};

/// Hull of points with whole coordinates; empty if they all lie in one plane.
///
/// Quickhull (Barber, Dobkin and Huhdanpaa 1996) in whole numbers: nothing is rounded, so no side
/// is ever in doubt and no order of points makes a difference to the solid. All corners of the
/// triangles are corners of the solid. O(n log n) for points that are not made to be hard.
/// std::length_error for points further apart than 2^19.
LatticeHull lattice_hull(std::span<const Index> points);

}  // namespace voxtrait
