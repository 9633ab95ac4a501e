#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <functional>
#include <map>
#include <utility>

#include "mesh_polygons.hpp"
#include "shape/vectors.hpp"
#include "voxtrait/shape/mesh.hpp"

namespace voxtrait {

namespace {

using Edge = std::pair<int, int>;  ///< of corners, the smaller first
using Loop = std::vector<Edge>;
using Face = std::array<int, 4>;

/// Corners of the six faces, anticlockwise from outside.
constexpr std::array<Face, 6> faces{
    {{0, 2, 3, 1}, {4, 5, 7, 6}, {0, 1, 5, 4}, {2, 6, 7, 3}, {0, 4, 6, 2}, {1, 3, 7, 5}}};

bool inside(unsigned set, int corner) { return ((set >> static_cast<unsigned>(corner)) & 1U) != 0; }

Vector position(int corner) {
  return {double(corner & 1), double((corner >> 1) & 1), double((corner >> 2) & 1)};
}

Vector middle(const Edge& edge) {
  const Vector a = position(edge.first);
  const Vector b = position(edge.second);
  return {0.5 * (a[0] + b[0]), 0.5 * (a[1] + b[1]), 0.5 * (a[2] + b[2])};
}

Edge edge_of(const Face& face, std::size_t i) {
  return std::minmax(face[i % 4], face[(i + 1) % 4]);
}

/// The edge where the surface that leaves a face over edge `leaving` comes in. The next edge that
/// enters the ROI joins the ROI's corners of an alternating face; the one before separates them.
std::size_t entry_of(unsigned set, const Face& face, std::size_t leaving, AlternatingFaces rule) {
  const std::size_t step = rule == AlternatingFaces::joined ? 1 : 3;
  std::size_t entry = leaving + step;
  while (inside(set, face[entry % 4]) || !inside(set, face[(entry + 1) % 4])) entry += step;
  return entry;
}

/// Where the surface cuts a face it runs to an edge that leaves the ROI (anticlockwise) from one
/// that enters it, so that normals point out of the ROI.
void add_segments(unsigned set, const Face& face, AlternatingFaces rule,
                  std::map<Edge, Edge>& next) {
  for (std::size_t i = 0; i < 4; ++i) {
    if (!inside(set, face[i]) || inside(set, face[(i + 1) % 4])) continue;
    next[edge_of(face, entry_of(set, face, i, rule))] = edge_of(face, i);
  }
}

std::vector<Loop> loops_of(unsigned set, AlternatingFaces rule) {
  std::map<Edge, Edge> next;
  for (const Face& face : faces) add_segments(set, face, rule, next);
  std::vector<Loop> loops;
  while (!next.empty()) {
    Loop loop;
    for (auto at = next.begin(); at != next.end(); at = next.find(loop.back())) {
      loop.push_back(at->second);
      next.erase(at);
    }
    loops.push_back(std::move(loop));
  }
  return loops;
}

using Triangles = std::vector<MeshCell::Triangle>;

/// Calls `visit` with every way to cut the polygon of points first ... last into triangles.
void for_each_cut(const std::vector<Vector>& points, std::size_t first, std::size_t last,
                  Triangles& chosen, const std::function<void()>& visit) {
  if (last - first < 2) return visit();
  for (std::size_t apex = first + 1; apex < last; ++apex) {
    chosen.push_back({points[first], points[apex], points[last]});
    for_each_cut(points, first, apex, chosen,
                 [&] { for_each_cut(points, apex, last, chosen, visit); });
    chosen.pop_back();
  }
}

/// Six times the volume under the triangles, seen from the cell's first corner.
double six_volumes(const Triangles& triangles) {
  double sum = 0.0;
  for (const auto& [a, b, c] : triangles) sum += dot(a, cross(b, c));
  return sum;
}

double area_of(const Triangles& triangles) {
  double sum = 0.0;
  for (const auto& [a, b, c] : triangles) {
    const Vector normal = cross(minus(b, a), minus(c, a));
    sum += 0.5 * std::sqrt(dot(normal, normal));
  }
  return sum;
}

/// Most volume for the side with fewer corners; on a tie the cut in the middle with the most area.
Triangles best_cut(const std::vector<Vector>& points, int corners_behind) {
  struct Candidate {
    Triangles triangles;
    double volume;
    double area;
  };
  std::vector<Candidate> candidates;
  Triangles chosen;
  for_each_cut(points, 0, points.size() - 1, chosen, [&] {
    candidates.push_back({chosen, six_volumes(chosen), area_of(chosen)});
  });
  const auto volume = [](const Candidate& c) { return c.volume; };
  const auto [low, high] = std::ranges::minmax_element(candidates, {}, volume);
  const double wanted = corners_behind < 4   ? high->volume
                        : corners_behind > 4 ? low->volume
                                             : 0.5 * (low->volume + high->volume);
  return std::ranges::min_element(candidates, {},
                                  [wanted](const Candidate& c) {
                                    return std::pair(std::round(1e6 * std::abs(c.volume - wanted)),
                                                     -c.area);
                                  })
      ->triangles;
}

/// How many corners lie on the ROI's side of one polygon: those that can be reached from its inner
/// corners along edges of the cell that it does not cut.
int corners_behind(unsigned set, const Loop& loop) {
  unsigned behind = 0;
  for (const Edge& edge : loop) {
    behind |= 1U << static_cast<unsigned>(inside(set, edge.first) ? edge.first : edge.second);
  }
  for (unsigned before = 0; before != behind;) {
    before = behind;
    for (int corner = 0; corner < 8; ++corner) {
      for (const int step : {1, 2, 4}) {
        const Edge edge = std::minmax(corner, corner ^ step);
        const bool cut = std::ranges::find(loop, edge) != loop.end();
        if (inside(behind, corner) && !cut) behind |= 1U << static_cast<unsigned>(corner ^ step);
      }
    }
  }
  return std::popcount(behind);
}

/// Area of the part of a face that belongs to the ROI, by the face's corners.
double covered(unsigned set, const Face& face) {
  const auto count = std::ranges::count_if(face, [set](int c) { return inside(set, c); });
  const bool alternating =
      inside(set, face[0]) == inside(set, face[2]) && inside(set, face[1]) == inside(set, face[3]);
  constexpr std::array<double, 5> areas{0.0, 0.125, 0.5, 0.875, 1.0};
  return count == 2 && alternating ? 0.75 : areas[static_cast<std::size_t>(count)];
}

MeshCell cell_of(unsigned set) {
  MeshCell cell;
  cell.triangles = cell_triangles(set, AlternatingFaces::joined);
  // By the divergence theorem; faces through the first corner add nothing.
  cell.volume = six_volumes(cell.triangles) / 6.0 +
                (covered(set, faces[1]) + covered(set, faces[3]) + covered(set, faces[5])) / 3.0;
  return cell;
}

/// Position of the middle one of three edges that follow each other around one corner.
std::size_t around_lone_corner(const Loop& loop) {
  const std::size_t n = loop.size();
  for (std::size_t i = 0; i < n; ++i) {
    const Edge& before = loop[(i + n - 1) % n];
    const Edge& after = loop[(i + 1) % n];
    for (const int corner : {loop[i].first, loop[i].second}) {
      const auto ends_at = [corner](const Edge& e) {
        return e.first == corner || e.second == corner;
      };
      if (ends_at(before) && ends_at(after)) return i;
    }
  }
  return 0;
}

/// All triangles from one point of a polygon.
Triangles fan(const std::vector<Vector>& points, std::size_t apex) {
  Triangles triangles;
  const std::size_t n = points.size();
  for (std::size_t i = 1; i + 1 < n; ++i) {
    triangles.push_back({points[apex], points[(apex + i) % n], points[(apex + i + 1) % n]});
  }
  return triangles;
}

}  // namespace

std::vector<MeshCell::Triangle> cell_triangles(unsigned set, AlternatingFaces rule) {
  Triangles triangles;
  for (const Loop& loop : loops_of(set, rule)) {
    std::vector<Vector> points;
    std::ranges::transform(loop, std::back_inserter(points), middle);
    const bool heptagon = rule == AlternatingFaces::separated && loop.size() == 7;
    const Triangles cut = heptagon ? fan(points, around_lone_corner(loop))
                                   : best_cut(points, corners_behind(set, loop));
    triangles.insert(triangles.end(), cut.begin(), cut.end());
  }
  return triangles;
}

std::vector<MeshCell> mesh_cells() {
  std::vector<MeshCell> cells;
  for (unsigned set = 0; set < 256; ++set) cells.push_back(cell_of(set));
  return cells;
}

}  // namespace voxtrait
