#include "voxtrait/shape/mesh.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "shape/convex_polygon.hpp"
#include "shape/kernels/cell_sets.hpp"

namespace voxtrait {

namespace {

/// The smallest span around several.
template <class... Spans>
Span around(const Span& first, const Spans&... others) {
  Span result = first;
  const auto join = [&result](const Span& s) {
    if (s.begin == s.end) return;
    result = result.begin == result.end
                 ? s
                 : Span{std::min(result.begin, s.begin), std::max(result.end, s.end)};
  };
  (join(others), ...);
  return result;
}

CellCounts cell_counts(const ClosedMask& mask) {
  CellCounts counts{};
  const Index& size = mask.padded.size();
  for (std::int64_t z = 0; z + 1 < size[2]; ++z) {
    for (std::int64_t y = 0; y + 1 < size[1]; ++y) {
      const Span span = around(mask.span(y, z), mask.span(y + 1, z), mask.span(y, z + 1),
                               mask.span(y + 1, z + 1));
      if (span.begin == span.end) continue;
      const auto row = [&](std::int64_t dy, std::int64_t dz) {
        return mask.padded.row(y + dy, z + dz).data() + span.begin - 1;
      };
      count_cell_sets({row(0, 0), row(1, 0), row(0, 1), row(1, 1)}, span.end - span.begin + 1,
                      counts);
    }
  }
  return counts;
}

double area_of(const MeshCell& cell, const Vector& spacing) {
  double sum = 0.0;
  for (const auto& [a, b, c] : cell.triangles) {
    Vector u{};
    Vector v{};
    for (std::size_t d = 0; d < 3; ++d) {
      u[d] = (b[d] - a[d]) * spacing[d];
      v[d] = (c[d] - a[d]) * spacing[d];
    }
    const double nx = u[1] * v[2] - u[2] * v[1];
    const double ny = u[2] * v[0] - u[0] * v[2];
    const double nz = u[0] * v[1] - u[1] * v[0];
    sum += 0.5 * std::sqrt(nx * nx + ny * ny + nz * nz);
  }
  return sum;
}

/// A point of a plane across z, in half voxels: whole numbers, so that turns are exact.
using HalfPoint = std::array<std::int64_t, 2>;

/// The outermost x where two rows differ.
Span differing(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b, const Span& span) {
  Span result = span;
  const auto differ = [&](std::int64_t x) {
    return a[static_cast<std::size_t>(x)] != b[static_cast<std::size_t>(x)];
  };
  while (result.begin < result.end && !differ(result.begin)) ++result.begin;
  while (result.end > result.begin && !differ(result.end - 1)) --result.end;
  return result;
}

/// Both ends of one line of vertices along x.
void add_line(std::int64_t x_first, std::int64_t x_last, std::int64_t y,
              std::vector<HalfPoint>& points) {
  points.push_back({y, x_first});
  if (x_last != x_first) points.push_back({y, x_last});
}

/// Vertices on lines along x and y: half-way between voxels of slice z. Ascending.
std::vector<HalfPoint> vertices_in_slice(const ClosedMask& mask, std::int64_t z) {
  std::vector<HalfPoint> points;
  for (std::int64_t y = 0; y + 1 < mask.padded.size()[1]; ++y) {
    const Span here = mask.span(y, z);
    if (here.begin != here.end) add_line(2 * here.begin - 1, 2 * here.end - 1, 2 * y, points);
    const Span next = mask.span(y + 1, z);
    const Span edge =
        differing(mask.padded.row(y, z), mask.padded.row(y + 1, z), around(here, next));
    if (edge.begin != edge.end) add_line(2 * edge.begin, 2 * edge.end - 2, 2 * y + 1, points);
  }
  return points;
}

/// Vertices on lines along z: half-way between slices z and z + 1. Ascending.
std::vector<HalfPoint> vertices_above_slice(const ClosedMask& mask, std::int64_t z) {
  std::vector<HalfPoint> points;
  for (std::int64_t y = 0; y < mask.padded.size()[1]; ++y) {
    const Span edge = differing(mask.padded.row(y, z), mask.padded.row(y, z + 1),
                                around(mask.span(y, z), mask.span(y, z + 1)));
    if (edge.begin != edge.end) add_line(2 * edge.begin, 2 * edge.end - 2, 2 * y, points);
  }
  return points;
}

/// The same points, of planes across z, by planes across y: y and (z, x) in half voxels.
using Planes = std::map<std::int64_t, std::vector<HalfPoint>>;

void add_plane(const std::vector<HalfPoint>& points, std::int64_t z, Planes& planes) {
  for (const auto& [y, x] : corners_around(points)) planes[y].push_back({z, x});
}

}  // namespace

MeshMeasures mesh_measures(const ClosedMask& mask, const Vector& spacing) {
  const CellCounts counts = cell_counts(mask);
  static const std::vector<MeshCell> cells = mesh_cells();
  MeshMeasures measures;
  for (std::size_t set = 0; set < cells.size(); ++set) {
    if (counts[set] == 0) continue;
    const auto count = static_cast<double>(counts[set]);
    measures.volume += count * cells[set].volume;
    measures.area += count * area_of(cells[set], spacing);
  }
  measures.volume *= spacing[0] * spacing[1] * spacing[2];
  return measures;
}

LatticePoints outermost_vertices(const ClosedMask& mask, const Vector& spacing) {
  Planes planes;
  for (std::int64_t z = 0; z + 1 < mask.padded.size()[2]; ++z) {
    add_plane(vertices_in_slice(mask, z), 2 * z, planes);
    add_plane(vertices_above_slice(mask, z), 2 * z + 1, planes);
  }
  LatticePoints points{{}, {0.5 * spacing[0], 0.5 * spacing[1], 0.5 * spacing[2]}};
  for (auto& [y, plane] : planes) {
    std::ranges::sort(plane);
    for (const auto& [z, x] : corners_around(plane)) {
      points.places.push_back({x - 2, y - 2, z - 2});
    }
  }
  return points;
}

}  // namespace voxtrait
