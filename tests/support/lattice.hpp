#pragma once

#include <cmath>
#include <vector>

#include "voxtrait/shape/mesh.hpp"

namespace voxtrait::test {

/// The points of a lattice that lie nearest to points in mm.
inline LatticePoints nearest_on_lattice(const std::vector<Point>& points, const Vector& step) {
  LatticePoints result{{}, step};
  for (const Point& p : points) {
    Index place{};
    for (std::size_t a = 0; a < 3; ++a) place[a] = std::llround(p[a] / step[a]);
    result.places.push_back(place);
  }
  return result;
}

inline std::vector<Point> in_mm(const LatticePoints& lattice) {
  std::vector<Point> points;
  for (std::size_t i = 0; i < lattice.places.size(); ++i) points.push_back(lattice.point(i));
  return points;
}

}  // namespace voxtrait::test
