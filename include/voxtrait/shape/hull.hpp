#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "voxtrait/shape/mesh.hpp"

namespace voxtrait {

/// The convex hull of points in space. Triangles turn anticlockwise seen from outside; a flat side
/// is several of them.
struct ConvexHull {
  using Triple = std::array<std::uint32_t, 3>;
  std::vector<Point> vertices;     ///< mm
  LatticePoints lattice;           ///< the vertices on their lattice
  std::vector<Triple> triangles;   ///< of vertices
  std::vector<Triple> neighbours;  ///< triangles across the edges from each corner to the next
  double volume = 0.0;             ///< mm3
  double area = 0.0;               ///< mm2
};

/// Hull of points that do not all lie in one plane; empty if they do. Which points are its corners
/// is exact. O(n log n). std::length_error for points more than 2^19 steps apart.
ConvexHull convex_hull(const LatticePoints& points);

/// Largest distance between two vertices. O(vertices^2).
double diameter(const ConvexHull& hull);

/// Edge lengths of a box.
struct BoxMeasures {
  Vector edges{0.0, 0.0, 0.0};
  [[nodiscard]] double volume() const noexcept { return edges[0] * edges[1] * edges[2]; }
  [[nodiscard]] double area() const noexcept {
    return 2.0 * (edges[0] * edges[1] + edges[1] * edges[2] + edges[2] * edges[0]);
  }
};

/// Smallest box with one side flush with a face of the hull and another with one of its edges'
/// projections; the manual's O'Rourke box is at most a little smaller. At most
/// O(faces * vertices); less where some directions are clearly better than others.
BoxMeasures oriented_minimum_box(const ConvexHull& hull);

}  // namespace voxtrait
