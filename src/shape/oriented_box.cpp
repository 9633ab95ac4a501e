#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numbers>
#include <numeric>
#include <span>
#include <utility>

#include "shape/convex_polygon.hpp"
#include "shape/kernels/projections.hpp"
#include "shape/outlines.hpp"
#include "shape/smallest_rectangle.hpp"
#include "shape/vectors.hpp"
#include "voxtrait/shape/hull.hpp"

namespace voxtrait {

namespace {

/// Two directions that make a right-angled frame with `normal`.
std::pair<Vector, Vector> plane_axes(const Vector& normal) {
  const auto smallest = static_cast<std::size_t>(
      std::ranges::min_element(normal, {}, [](double x) { return std::abs(x); }) - normal.begin());
  Vector axis{0.0, 0.0, 0.0};
  axis[smallest] = 1.0;
  Vector u = cross(normal, axis);
  u = scaled(u, 1.0 / std::sqrt(dot(u, u)));
  return {u, cross(normal, u)};
}

/// Whether two points differ by more than rounding; hulls are of at most some metres in mm.
bool apart(const Point2& a, const Point2& b) {
  constexpr double rounding = 1e-9;
  return std::abs(a[0] - b[0]) > rounding || std::abs(a[1] - b[1]) > rounding;
}

/// Twice the area, positive for an anticlockwise polygon.
double signed_area(const std::vector<Point2>& polygon) {
  double sum = 0.0;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point2& a = polygon[i];
    const Point2& b = polygon[(i + 1) % polygon.size()];
    sum += a[0] * b[1] - a[1] * b[0];
  }
  return sum;
}

/// The polygon that the hull casts on a plane, anticlockwise.
std::vector<Point2> shadow(const ConvexHull& hull, Outlines& outlines, const Vector& normal) {
  const auto [u, v] = plane_axes(normal);
  const auto flat = [&u = u, &v = v](const Point& p) { return Point2{dot(p, u), dot(p, v)}; };
  std::vector<Point2> polygon;
  for (const std::size_t i : outlines.outline(normal)) {
    // Faces seen edge-on bring vertices that hide each other: to within rounding, one point.
    const Point2 point = flat(hull.vertices[i]);
    if (polygon.empty() || apart(point, polygon.back())) polygon.push_back(point);
  }
  while (polygon.size() > 1 && !apart(polygon.front(), polygon.back())) polygon.pop_back();
  if (polygon.size() < 3) {
    std::ranges::transform(hull.vertices, std::back_inserter(polygon), flat);
    polygon = polygon_around(std::move(polygon));
  }
  if (signed_area(polygon) < 0.0) std::ranges::reverse(polygon);
  return polygon;
}

/// Finds boxes around a hull that have one side in a given plane.
class BoxFinder {
 public:
  explicit BoxFinder(const ConvexHull& hull)
      : hull_(hull),
        outlines_(hull),
        vertices_(hull.vertices) {}

  /// The smallest such box; `normal` of unit length.
  [[nodiscard]] BoxMeasures box_along(const Vector& normal) {
    const Point2 rectangle = smallest_rectangle(shadow(hull_, outlines_, normal));
    return {{rectangle[0], rectangle[1], extent_along(vertices_, normal)}};
  }

  [[nodiscard]] std::span<const Vector> directions() const noexcept {
    return outlines_.directions();
  }

 private:
  const ConvexHull& hull_;
  Outlines outlines_;
  Coordinates vertices_;
};

/// Directions spread evenly over half a sphere (a spiral by the golden angle).
std::vector<Vector> spread_directions(int count) {
  const double golden_angle = std::numbers::pi * (3.0 - std::sqrt(5.0));
  std::vector<Vector> result;
  for (int i = 0; i < count; ++i) {
    const double z = (i + 0.5) / count;
    const double r = std::sqrt(1.0 - z * z);
    result.push_back({r * std::cos(golden_angle * i), r * std::sin(golden_angle * i), z});
  }
  return result;
}

/// The hull of some vertices that lie outermost: inside the hull and almost as large.
ConvexHull core_of(const ConvexHull& hull) {
  constexpr int directions = 32;
  std::vector<std::size_t> outermost;
  for (const Vector& direction : spread_directions(directions)) {
    const auto along = [&](const Point& p) { return dot(p, direction); };
    const auto [low, high] = std::ranges::minmax_element(hull.vertices, {}, along);
    outermost.push_back(static_cast<std::size_t>(low - hull.vertices.begin()));
    outermost.push_back(static_cast<std::size_t>(high - hull.vertices.begin()));
  }
  std::ranges::sort(outermost);
  outermost.erase(std::ranges::unique(outermost).begin(), outermost.end());
  std::vector<Point> points;
  for (const std::size_t i : outermost) points.push_back(hull.vertices[i]);
  return convex_hull(points);
}

/// No box with a side in a plane of that direction is smaller than these volumes: those of boxes
/// around the core, less what rounding may do.
std::vector<double> least_volumes(const ConvexHull& hull, std::span<const Vector> directions) {
  constexpr double rounding = 1e-9;
  constexpr std::size_t few = 100;
  const ConvexHull core = hull.vertices.size() < few ? ConvexHull{} : core_of(hull);
  std::vector<double> least(directions.size(), 0.0);
  if (core.triangles.empty()) return least;
  BoxFinder finder(core);
  std::ranges::transform(directions, least.begin(), [&](const Vector& direction) {
    return finder.box_along(direction).volume() * (1.0 - rounding);
  });
  return least;
}

}  // namespace

BoxMeasures oriented_minimum_box(const ConvexHull& hull) {
  BoxMeasures best{{HUGE_VAL, HUGE_VAL, HUGE_VAL}};
  if (hull.vertices.empty()) return best;
  BoxFinder finder(hull);
  const std::vector<double> least = least_volumes(hull, finder.directions());
  std::vector<std::size_t> order(least.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return least[i]; });
  for (const std::size_t i : order) {
    if (least[i] > best.volume()) break;
    const BoxMeasures box = finder.box_along(finder.directions()[i]);
    if (box.volume() < best.volume()) best = box;
  }
  return best;
}

}  // namespace voxtrait
