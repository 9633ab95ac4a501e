#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "voxtrait/shape/hull.hpp"

namespace voxtrait {

namespace {

using Point2 = std::array<double, 2>;

Vector minus(const Vector& a, const Vector& b) { return {a[0] - b[0], a[1] - b[1], a[2] - b[2]}; }

Vector cross(const Vector& a, const Vector& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

double dot(const Vector& a, const Vector& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

Vector scaled(const Vector& a, double factor) {
  return {a[0] * factor, a[1] * factor, a[2] * factor};
}

/// A direction to within rounding; triangles of one plane share it.
using DirectionKey = std::array<long, 3>;

DirectionKey key_of(const Vector& n) {
  return {std::lround(n[0] * 1e7), std::lround(n[1] * 1e7), std::lround(n[2] * 1e7)};
}

DirectionKey opposite(const DirectionKey& key) { return {-key[0], -key[1], -key[2]}; }

/// The hull as what its outline is found from: planes, and edges where two planes meet.
class Outlines {
 public:
  explicit Outlines(const ConvexHull& hull) : hull_(hull) {
    std::map<DirectionKey, std::size_t> planes;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> open;
    for (const auto& t : hull.triangles) {
      const std::optional<std::size_t> plane = plane_of(t, planes);
      if (!plane) continue;
      for (std::size_t i = 0; i < 3; ++i) add_edge(t[i], t[(i + 1) % 3], *plane, open);
    }
    for (const auto& [key, plane] : planes) {
      const auto twin = planes.find(opposite(key));
      if (twin == planes.end() || twin->second > plane) directions_.push_back(normals_[plane]);
    }
    next_.resize(hull.vertices.size());
  }

  /// Normals of the planes; of opposite ones only the first.
  [[nodiscard]] const std::vector<Vector>& directions() const noexcept { return directions_; }

  /// The outline seen along `direction` as vertices in turn; empty where rounding tears it.
  [[nodiscard]] std::vector<std::size_t> outline(const Vector& direction) {
    faces_us_.resize(normals_.size());
    for (std::size_t i = 0; i < normals_.size(); ++i) {
      faces_us_[i] = dot(normals_[i], direction) >= 0.0 ? 1 : 0;
    }
    std::size_t count = 0;
    std::size_t start = 0;
    for (const Edge& edge : edges_) {
      if (faces_us_[edge.left] == faces_us_[edge.right]) continue;
      const bool along = faces_us_[edge.left] != 0;
      start = along ? edge.from : edge.to;
      next_[start] = along ? edge.to : edge.from;
      ++count;
    }
    std::vector<std::size_t> result;
    for (std::size_t at = start; result.size() < count; at = next_[at]) {
      if (at == start && !result.empty()) return {};
      result.push_back(at);
    }
    return result;
  }

 private:
  struct Edge {
    std::size_t from;
    std::size_t to;
    std::size_t left;   ///< plane that runs along it from `from` to `to`
    std::size_t right;  ///< plane on the other side
  };

  std::optional<std::size_t> plane_of(const std::array<std::size_t, 3>& t,
                                      std::map<DirectionKey, std::size_t>& planes) {
    const Vector n = cross(minus(hull_.vertices[t[1]], hull_.vertices[t[0]]),
                           minus(hull_.vertices[t[2]], hull_.vertices[t[0]]));
    const double length = std::sqrt(dot(n, n));
    if (length == 0.0) return {};
    const Vector unit = scaled(n, 1.0 / length);
    const auto [at, is_new] = planes.try_emplace(key_of(unit), normals_.size());
    if (is_new) normals_.push_back(unit);
    return at->second;
  }

  void add_edge(std::size_t from, std::size_t to, std::size_t plane,
                std::map<std::pair<std::size_t, std::size_t>, std::size_t>& open) {
    const auto twin = open.find({to, from});
    if (twin == open.end()) {
      open[{from, to}] = plane;
    } else {
      if (twin->second != plane) edges_.push_back({to, from, twin->second, plane});
      open.erase(twin);
    }
  }

  const ConvexHull& hull_;
  std::vector<Vector> normals_;
  std::vector<Vector> directions_;
  std::vector<Edge> edges_;
  std::vector<char> faces_us_;
  std::vector<std::size_t> next_;
};

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

double turn(const Point2& a, const Point2& b, const Point2& c) {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/// Convex polygon around points in a plane, anticlockwise (Andrew's chain).
std::vector<Point2> polygon_around(std::vector<Point2> points) {
  std::ranges::sort(points);
  std::vector<Point2> chain;
  const auto extend = [&chain](auto begin, auto end) {
    const std::size_t start = chain.size();
    for (auto p = begin; p != end; ++p) {
      while (chain.size() >= start + 2 && turn(chain[chain.size() - 2], chain.back(), *p) <= 0.0) {
        chain.pop_back();
      }
      chain.push_back(*p);
    }
    chain.pop_back();
  };
  extend(points.begin(), points.end());
  extend(points.rbegin(), points.rend());
  return chain;
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

/// Follows the corner of a polygon that lies farthest in a direction that only turns forward.
class Caliper {
 public:
  explicit Caliper(const std::vector<Point2>& polygon) : polygon_(polygon) {}

  double farthest(const Point2& direction) {
    if (first_) at_ = search(direction);
    first_ = false;
    double reached = along(at_, direction);
    for (std::size_t turned = 0; turned < polygon_.size(); ++turned) {
      const std::size_t next = (at_ + 1) % polygon_.size();
      const double further = along(next, direction);
      if (further < reached) break;
      reached = further;
      at_ = next;
    }
    return reached;
  }

 private:
  [[nodiscard]] double along(std::size_t i, const Point2& d) const {
    return polygon_[i][0] * d[0] + polygon_[i][1] * d[1];
  }
  [[nodiscard]] std::size_t search(const Point2& direction) const {
    std::size_t best = 0;
    for (std::size_t i = 1; i < polygon_.size(); ++i) {
      if (along(i, direction) > along(best, direction)) best = i;
    }
    return best;
  }

  const std::vector<Point2>& polygon_;
  std::size_t at_ = 0;
  bool first_ = true;
};

/// Edges of the smallest rectangle around a polygon; one side is flush with one of its edges.
Point2 smallest_rectangle(const std::vector<Point2>& polygon) {
  Point2 best{HUGE_VAL, HUGE_VAL};
  std::array<Caliper, 4> sides{Caliper(polygon), Caliper(polygon), Caliper(polygon),
                               Caliper(polygon)};
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point2& a = polygon[i];
    const Point2& b = polygon[(i + 1) % polygon.size()];
    const double length = std::sqrt((b[0] - a[0]) * (b[0] - a[0]) + (b[1] - a[1]) * (b[1] - a[1]));
    if (length == 0.0) continue;
    const Point2 u{(b[0] - a[0]) / length, (b[1] - a[1]) / length};
    const double width = sides[0].farthest(u) + sides[2].farthest({-u[0], -u[1]});
    const double height = sides[1].farthest({-u[1], u[0]}) + sides[3].farthest({u[1], -u[0]});
    if (width * height < best[0] * best[1]) best = {width, height};
  }
  return best;
}

double extent_along(const ConvexHull& hull, const Vector& direction) {
  double low = HUGE_VAL;
  double high = -HUGE_VAL;
  for (const Point& p : hull.vertices) {
    const double at = dot(p, direction);
    low = std::min(low, at);
    high = std::max(high, at);
  }
  return high - low;
}

/// The smallest box with one side in the plane of `normal` (of unit length).
BoxMeasures box_along(const ConvexHull& hull, Outlines& outlines, const Vector& normal) {
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
  const Point2 rectangle = smallest_rectangle(polygon);
  return {{rectangle[0], rectangle[1], extent_along(hull, normal)}};
}

}  // namespace

BoxMeasures oriented_minimum_box(const ConvexHull& hull) {
  BoxMeasures best{{HUGE_VAL, HUGE_VAL, HUGE_VAL}};
  Outlines outlines(hull);
  for (const Vector& normal : outlines.directions()) {
    const BoxMeasures box = box_along(hull, outlines, normal);
    if (box.volume() < best.volume()) best = box;
  }
  return best;
}

}  // namespace voxtrait
