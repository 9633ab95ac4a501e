#pragma once

#include <cmath>
#include <vector>

#include "support/masks.hpp"
#include "voxtrait/shape/mesh.hpp"

namespace voxtrait::test {

using Triangle = MeshCell::Triangle;

inline Vector minus(const Vector& a, const Vector& b) {
  return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}
inline Vector cross(const Vector& a, const Vector& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}
inline double dot(const Vector& a, const Vector& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
inline double length(const Vector& a) { return std::sqrt(dot(a, a)); }

inline double area_of(const std::vector<Triangle>& triangles) {
  double area = 0.0;
  for (const auto& [a, b, c] : triangles) area += 0.5 * length(cross(minus(b, a), minus(c, a)));
  return area;
}

/// Volume inside a closed mesh whose normals point outwards (divergence theorem).
inline double volume_of_mesh(const std::vector<Triangle>& triangles) {
  double volume = 0.0;
  for (const auto& [a, b, c] : triangles) volume += dot(a, cross(b, c)) / 6.0;
  return volume;
}

/// Every triangle of a mask's mesh in mm: each cell of the padded mask, one after the other.
inline std::vector<Triangle> explicit_mesh(const MaskVolume& mask, const Vector& spacing) {
  const std::vector<MeshCell> cells = mesh_cells();
  const Index& n = mask.size();
  std::vector<Triangle> mesh;
  for_each_voxel({n[0] + 1, n[1] + 1, n[2] + 1}, [&](auto x, auto y, auto z) {
    const Index first{x - 1, y - 1, z - 1};
    std::size_t set = 0;
    for (std::size_t k = 0; k < cell_corners; ++k) {
      const auto bit = [k](std::size_t b) { return static_cast<std::int64_t>((k >> b) & 1U); };
      if (is_set(mask, {first[0] + bit(0), first[1] + bit(1), first[2] + bit(2)})) {
        set |= std::size_t{1} << k;
      }
    }
    for (Triangle triangle : cells[set].triangles) {
      for (Point& p : triangle) {
        for (std::size_t a = 0; a < 3; ++a)
          p[a] = (p[a] + static_cast<double>(first[a])) * spacing[a];
      }
      mesh.push_back(triangle);
    }
  });
  return mesh;
}

/// The vertices of a mask's mesh by definition: half-way between neighbours (sharing a face) of
/// which one is set.
inline std::vector<Point> mesh_vertices(const MaskVolume& mask, const Vector& spacing) {
  std::vector<Point> vertices;
  const Index& n = mask.size();
  for_each_voxel({n[0] + 1, n[1] + 1, n[2] + 1}, [&](auto x, auto y, auto z) {
    const Index v{x - 1, y - 1, z - 1};
    for (std::size_t axis = 0; axis < 3; ++axis) {
      Index next = v;
      ++next[axis];
      if (is_set(mask, v) == is_set(mask, next)) continue;
      Point p{};
      for (std::size_t a = 0; a < 3; ++a) {
        p[a] = 0.5 * static_cast<double>(v[a] + next[a]) * spacing[a];
      }
      vertices.push_back(p);
    }
  });
  return vertices;
}

}  // namespace voxtrait::test
