#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <iterator>
#include <queue>
#include <span>
#include <tuple>
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

/// Directions spread evenly over half a sphere: a spiral that turns by the golden angle.
std::vector<Vector> spread_directions(int count) {
  constexpr Point2 golden{-0.7373688780783197, 0.6754902942615238};
  std::vector<Vector> result;
  Point2 at{1.0, 0.0};
  for (int i = 0; i < count; ++i) {
    const double z = (i + 0.5) / count;
    const double r = std::sqrt(1.0 - z * z);
    result.push_back({r * at[0], r * at[1], z});
    at = {at[0] * golden[0] - at[1] * golden[1], at[0] * golden[1] + at[1] * golden[0]};
  }
  return result;
}

/// The hull of the vertices that lie outermost in some directions: inside the hull, and the nearer
/// to it the more there are.
ConvexHull core_of(const ConvexHull& hull, int directions) {
  std::vector<std::size_t> outermost;
  outermost.reserve(2 * static_cast<std::size_t>(directions));
  for (const Vector& direction : spread_directions(directions)) {
    const auto along = [&](const Point& p) { return dot(p, direction); };
    const auto [low, high] = std::ranges::minmax_element(hull.vertices, {}, along);
    outermost.push_back(static_cast<std::size_t>(low - hull.vertices.begin()));
    outermost.push_back(static_cast<std::size_t>(high - hull.vertices.begin()));
  }
  std::ranges::sort(outermost);
  outermost.erase(std::unique(outermost.begin(), outermost.end()), outermost.end());
  std::vector<Point> points;
  points.reserve(outermost.size());
  for (const std::size_t i : outermost) points.push_back(hull.vertices[i]);
  return convex_hull(points);
}

/// A hull and cores of it, from the coarsest to the hull itself. Boxes around a core with a side in
/// a given plane are at most as large as those around the next, and found in less time.
class Approximations {
 public:
  explicit Approximations(const ConvexHull& hull) {
    constexpr int coarsest = 32;
    constexpr int step = 4;
    constexpr std::size_t worthwhile = 8;  // vertices for each direction of the core
    for (int n = coarsest; static_cast<std::size_t>(n) * worthwhile < hull.vertices.size();
         n *= step) {
      ConvexHull core = core_of(hull, n);
      if (!core.triangles.empty()) cores_.push_back(std::move(core));
    }
    for (const ConvexHull& core : cores_) finders_.emplace_back(core);
    finders_.emplace_back(hull);
  }

  [[nodiscard]] std::span<const Vector> directions() const { return finders_.back().directions(); }

  [[nodiscard]] bool is_exact(std::size_t level) const { return level + 1 == finders_.size(); }

  [[nodiscard]] BoxMeasures box(std::size_t level, std::size_t direction) {
    return finders_[level].box_along(directions()[direction]);
  }

 private:
  std::deque<ConvexHull> cores_;  // finders refer to them
  std::deque<BoxFinder> finders_;
};

/// A box around one of the approximations.
struct Candidate {
  double volume;  ///< at most the volume of the box around the hull
  std::size_t direction;
  std::size_t level;
  BoxMeasures box;

  /// Among equals, what is nearer to the hull wins.
  friend bool operator<(const Candidate& a, const Candidate& b) {
    return std::tie(b.volume, a.level, b.direction) < std::tie(a.volume, b.level, a.direction);
  }
};

Candidate candidate(Approximations& hulls, std::size_t direction, std::size_t level) {
  constexpr double rounding = 1e-9;
  const BoxMeasures box = hulls.box(level, direction);
  const double sure = hulls.is_exact(level) ? 1.0 : 1.0 - rounding;
  return {sure * box.volume(), direction, level, box};
}

}  // namespace

// Best first: the direction whose bound is smallest is looked at more closely until it is a box
// around the hull itself, which then none can undercut.
BoxMeasures oriented_minimum_box(const ConvexHull& hull) {
  if (hull.vertices.empty()) return {{HUGE_VAL, HUGE_VAL, HUGE_VAL}};
  Approximations hulls(hull);
  std::priority_queue<Candidate> candidates;
  for (std::size_t i = 0; i < hulls.directions().size(); ++i) {
    candidates.push(candidate(hulls, i, 0));
  }
  while (!hulls.is_exact(candidates.top().level)) {
    const Candidate best = candidates.top();
    candidates.pop();
    candidates.push(candidate(hulls, best.direction, best.level + 1));
  }
  return candidates.top().box;
}

}  // namespace voxtrait
