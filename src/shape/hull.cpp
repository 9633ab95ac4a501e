#include "voxtrait/shape/hull.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "shape/kernels/projections.hpp"
#include "shape/lattice_hull.hpp"
#include "shape/vectors.hpp"

namespace voxtrait {

namespace {

void measure(ConvexHull& hull) {
  const Point& origin = hull.vertices.front();
  for (const auto& triangle : hull.triangles) {
    const Vector a = minus(hull.vertices[triangle[0]], origin);
    const Vector b = minus(hull.vertices[triangle[1]], origin);
    const Vector c = minus(hull.vertices[triangle[2]], origin);
    const Vector normal = cross(minus(b, a), minus(c, a));
    hull.area += 0.5 * std::sqrt(dot(normal, normal));
    hull.volume += dot(a, cross(b, c)) / 6.0;
  }
}

/// Keeps the points that are corners of triangles, in the order in which the triangles name them.
void keep_corners(const LatticePoints& points, ConvexHull& hull) {
  constexpr std::uint32_t unnamed = UINT32_MAX;
  std::vector<std::uint32_t> vertex_of(points.places.size(), unnamed);
  hull.lattice.step = points.step;
  for (ConvexHull::Triple& triangle : hull.triangles) {
    for (std::uint32_t& corner : triangle) {
      std::uint32_t& vertex = vertex_of[corner];
      if (vertex == unnamed) {
        vertex = static_cast<std::uint32_t>(hull.vertices.size());
        hull.vertices.push_back(points.point(corner));
        hull.lattice.places.push_back(points.places[corner]);
      }
      corner = vertex;
    }
  }
}

}  // namespace

ConvexHull convex_hull(const LatticePoints& points) {
  ConvexHull hull;
  LatticeHull found = lattice_hull(points.places);
  if (found.triangles.empty()) return hull;
  hull.triangles = std::move(found.triangles);
  hull.neighbours = std::move(found.neighbours);
  keep_corners(points, hull);
  measure(hull);
  return hull;
}

double diameter(const ConvexHull& hull) {
  const Coordinates vertices(hull.vertices);
  double largest = 0.0;
  for (const Point& vertex : hull.vertices) {
    largest = std::max(largest, farthest_from(vertices, vertex));
  }
  return std::sqrt(largest);
}

}  // namespace voxtrait
