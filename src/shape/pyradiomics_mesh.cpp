#include "voxtrait/shape/pyradiomics_mesh.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "convex_polygon.hpp"
#include "mesh_polygons.hpp"
#include "shape/vectors.hpp"
#include "voxtrait/shape/closed_mask.hpp"
#include "voxtrait/shape/hull.hpp"

namespace voxtrait {

namespace {

constexpr unsigned special_corner = 6;  // x = 0, y = 1, z = 1
constexpr unsigned all_corners = 255;

/// How many cells have a set of corners, and the sums of their places.
struct CellSums {
  std::int64_t count = 0;
  std::array<std::int64_t, 3> places{0, 0, 0};
};

/// A mask with zeros all around it.
class Padded {
 public:
  explicit Padded(const Volume<std::uint8_t>& mask) : mask_(mask) {}

  [[nodiscard]] unsigned at(std::int64_t x, std::int64_t y, std::int64_t z) const {
    const Index& n = mask_.size();
    const bool exists = x >= 0 && y >= 0 && z >= 0 && x < n[0] && y < n[1] && z < n[2];
    return exists ? mask_.at(x, y, z) : 0U;
  }

 private:
  const Volume<std::uint8_t>& mask_;
};

/// Places count from the voxel before the mask's first one, as PyRadiomics pads by one.
std::array<CellSums, 256> cell_sums(const Volume<std::uint8_t>& mask) {
  std::array<CellSums, 256> sums{};
  const Padded padded(mask);
  const Index& n = mask.size();
  for (std::int64_t z = -1; z < n[2]; ++z) {
    for (std::int64_t y = -1; y < n[1]; ++y) {
      unsigned set = 0;
      for (std::int64_t x = -1; x < n[0]; ++x) {
        set = (set >> 1U) & 0x55U;
        set |= padded.at(x + 1, y, z) << 1U | padded.at(x + 1, y + 1, z) << 3U |
               padded.at(x + 1, y, z + 1) << 5U | padded.at(x + 1, y + 1, z + 1) << 7U;
        CellSums& cell = sums[set];
        ++cell.count;
        cell.places[0] += x + 1;
        cell.places[1] += y + 1;
        cell.places[2] += z + 1;
      }
    }
  }
  return sums;
}

Vector times(const Vector& a, const Vector& b) { return {a[0] * b[0], a[1] * b[1], a[2] * b[2]}; }

/// Adds what the cells of one set contribute. The six-fold volume under a triangle that is moved
/// from the origin to `o` grows by the product of `o` and the triangle's normal.
void add_set(unsigned set, const CellSums& cells, const Vector& spacing, MeshMeasures& measures) {
  const bool turned = ((set >> special_corner) & 1U) != 0;
  const double sign = turned ? -1.0 : 1.0;
  const auto count = static_cast<double>(cells.count);
  const Vector place{double(cells.places[0]), double(cells.places[1]), double(cells.places[2])};
  for (const auto& triangle :
       cell_triangles(turned ? all_corners - set : set, AlternatingFaces::separated)) {
    const Vector a = triangle[0];
    const Vector normal = cross(minus(triangle[1], a), minus(triangle[2], a));
    const double volume = count * dot(a, cross(triangle[1], triangle[2])) + dot(place, normal);
    measures.volume += sign * volume / 6.0;
    const Vector u = times(minus(triangle[1], a), spacing);
    const Vector v = times(minus(triangle[2], a), spacing);
    const Vector scaled = cross(u, v);
    measures.area += count * 0.5 * std::sqrt(dot(scaled, scaled));
  }
}

MeshMeasures measures_of(const Volume<std::uint8_t>& mask, const Vector& spacing) {
  const std::array<CellSums, 256> sums = cell_sums(mask);
  MeshMeasures measures;
  for (unsigned set = 1; set < all_corners; ++set) {
    if (sums[set].count > 0) add_set(set, sums[set], spacing, measures);
  }
  measures.volume *= spacing[0] * spacing[1] * spacing[2];
  return measures;
}

/// Calls `visit` with each mesh vertex in half voxels, counted from the voxel before the first.
template <class Visit>
void for_each_vertex(const Volume<std::uint8_t>& mask, const Visit& visit) {
  const Padded padded(mask);
  const Index& n = mask.size();
  for (std::int64_t z = -1; z < n[2]; ++z) {
    for (std::int64_t y = -1; y < n[1]; ++y) {
      for (std::int64_t x = -1; x < n[0]; ++x) {
        const unsigned here = padded.at(x, y, z);
        const Index at{2 * x + 2, 2 * y + 2, 2 * z + 2};
        if (here != padded.at(x + 1, y, z)) visit(Index{at[0] + 1, at[1], at[2]});
        if (here != padded.at(x, y + 1, z)) visit(Index{at[0], at[1] + 1, at[2]});
        if (here != padded.at(x, y, z + 1)) visit(Index{at[0], at[1], at[2] + 1});
      }
    }
  }
}

/// From the first to the last vertex of a line; empty at first.
struct Extent {
  std::int64_t low = std::numeric_limits<std::int64_t>::max();
  std::int64_t high = std::numeric_limits<std::int64_t>::min();
};

/// Largest distance between vertices that share their place along an axis: in each such plane the
/// outermost vertices of each line are enough. O(voxels).
double planar_diameter(const Volume<std::uint8_t>& mask, const Vector& spacing, std::size_t axis) {
  const std::size_t u = axis == 0 ? 1 : 0;
  const std::size_t v = axis == 2 ? 1 : 2;
  const auto lines = static_cast<std::size_t>(2 * mask.size()[v] + 3);
  const auto planes = static_cast<std::size_t>(2 * mask.size()[axis] + 3);
  std::vector<Extent> extents(planes * lines);
  for_each_vertex(mask, [&](const Index& at) {
    Extent& e =
        extents[static_cast<std::size_t>(at[axis]) * lines + static_cast<std::size_t>(at[v])];
    e.low = std::min(e.low, at[u]);
    e.high = std::max(e.high, at[u]);
  });
  double largest = 0.0;
  for (std::size_t plane = 0; plane < planes; ++plane) {
    std::vector<Point2> points;
    for (std::size_t line = 0; line < lines; ++line) {
      const Extent& e = extents[plane * lines + line];
      if (e.low > e.high) continue;
      const double across = 0.5 * static_cast<double>(line) * spacing[v];
      points.push_back({0.5 * static_cast<double>(e.low) * spacing[u], across});
      points.push_back({0.5 * static_cast<double>(e.high) * spacing[u], across});
    }
    largest = std::max(largest, largest_distance(std::move(points)));
  }
  return largest;
}

}  // namespace

PyradiomicsMesh pyradiomics_mesh(const Volume<std::uint8_t>& mask, const Vector& spacing) {
  PyradiomicsMesh mesh;
  mesh.measures = measures_of(mask, spacing);
  mesh.diameter_row = planar_diameter(mask, spacing, 0);
  mesh.diameter_column = planar_diameter(mask, spacing, 1);
  mesh.diameter_slice = planar_diameter(mask, spacing, 2);
  mesh.diameter = diameter(convex_hull(outermost_vertices(closed(mask), spacing)));
  return mesh;
}

PyradiomicsOutline pyradiomics_outline(const Volume<std::uint8_t>& mask, const Vector& spacing,
                                       std::size_t normal) {
  const std::size_t u = normal == 0 ? 1 : 0;
  const std::size_t v = normal == 2 ? 1 : 2;
  const double diagonal = std::sqrt(spacing[u] * spacing[u] + spacing[v] * spacing[v]) / 2.0;
  const Padded padded(mask);
  const auto pixel = [&](std::int64_t i, std::int64_t j) {
    Index at{0, 0, 0};
    at[u] = i;
    at[v] = j;
    return padded.at(at[0], at[1], at[2]);
  };
  PyradiomicsOutline outline;
  std::vector<Point2> vertices;
  const auto add_vertex = [&](double i, double j) {
    vertices.push_back({i * spacing[u], j * spacing[v]});
  };
  // Parts of a cell by how many of its corners belong to the ROI; two that are opposite cut off.
  constexpr std::array<double, 5> parts{0.0, 0.125, 0.5, 0.875, 1.0};
  double cells = 0.0;
  for (std::int64_t j = -1; j < mask.size()[v]; ++j) {
    for (std::int64_t i = -1; i < mask.size()[u]; ++i) {
      const std::array corners{pixel(i, j), pixel(i + 1, j), pixel(i + 1, j + 1), pixel(i, j + 1)};
      const std::size_t count = corners[0] + corners[1] + corners[2] + corners[3];
      const bool opposite = count == 2 && corners[0] == corners[2];
      cells += opposite ? 0.25 : parts[count];
      if (opposite) outline.perimeter += 2.0 * diagonal;
      if (count == 1 || count == 3) outline.perimeter += diagonal;
      if (count == 2 && !opposite) {
        outline.perimeter += corners[0] == corners[1] ? spacing[u] : spacing[v];
      }
      const auto fi = static_cast<double>(i);
      const auto fj = static_cast<double>(j);
      if (corners[0] != corners[1]) add_vertex(fi + 0.5, fj);
      if (corners[0] != corners[3]) add_vertex(fi, fj + 0.5);
    }
  }
  outline.surface = cells * spacing[u] * spacing[v];
  outline.diameter = largest_distance(std::move(vertices));
  return outline;
}

}  // namespace voxtrait
