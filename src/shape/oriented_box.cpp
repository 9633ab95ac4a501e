#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "shape/kernels/projections.hpp"
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
    outlining_.resize(edges_.size() + 1);
    if (!normals_.empty()) coordinates_.emplace(normals_);
    faces_us_.resize(normals_.empty() ? 0 : coordinates_->size());
  }

  /// Normals of the planes; of opposite ones only the first.
  [[nodiscard]] const std::vector<Vector>& directions() const noexcept { return directions_; }

  /// The outline seen along `direction` as vertices in turn; empty where rounding tears it.
  [[nodiscard]] std::vector<std::size_t> outline(const Vector& direction) {
    face_along(*coordinates_, direction, faces_us_.data());
    // Every edge is written down, those of the outline are kept: no branch to guess wrong.
    std::size_t count = 0;
    for (std::uint32_t i = 0; i < edges_.size(); ++i) {
      outlining_[count] = i;
      count += faces_us_[edges_[i].left] != faces_us_[edges_[i].right] ? 1 : 0;
    }
    std::size_t start = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const Edge& edge = edges_[outlining_[i]];
      const bool along = faces_us_[edge.left] != 0;
      start = along ? edge.from : edge.to;
      next_[start] = along ? edge.to : edge.from;
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
    std::uint32_t from;
    std::uint32_t to;
    std::uint32_t left;   ///< plane that runs along it from `from` to `to`
    std::uint32_t right;  ///< plane on the other side
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
      if (twin->second != plane) edges_.push_back(edge_of(to, from, twin->second, plane));
      open.erase(twin);
    }
  }

  static Edge edge_of(std::size_t from, std::size_t to, std::size_t left, std::size_t right) {
    const auto narrow = [](std::size_t i) { return static_cast<std::uint32_t>(i); };
    return {narrow(from), narrow(to), narrow(left), narrow(right)};
  }

  const ConvexHull& hull_;
  std::vector<Vector> normals_;
  std::optional<Coordinates> coordinates_;  ///< of the normals
  std::vector<std::uint32_t> outlining_;
  std::vector<Vector> directions_;
  std::vector<Edge> edges_;
  std::vector<std::uint8_t> faces_us_;
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
  Caliper(const std::vector<Point2>& polygon, const Point2& direction) : polygon_(polygon) {
    for (std::size_t i = 1; i < polygon.size(); ++i) {
      if (along(i, direction) > along(at_, direction)) at_ = i;
    }
  }

  double farthest(const Point2& direction) {
    double reached = along(at_, direction);
    for (std::size_t turned = 0; turned < polygon_.size(); ++turned) {
      const std::size_t next = at_ + 1 == polygon_.size() ? 0 : at_ + 1;
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

  const std::vector<Point2>& polygon_;
  std::size_t at_ = 0;
};

Point2 turned_left(const Point2& d) { return {-d[1], d[0]}; }
Point2 turned_back(const Point2& d) { return {-d[0], -d[1]}; }

/// Edges of the smallest rectangle around an anticlockwise polygon; one side is flush with one of
/// its edges. Lengths are compared in units of that edge, so only the winner needs a root.
Point2 smallest_rectangle(const std::vector<Point2>& polygon) {
  const auto edge = [&polygon](std::size_t i) {
    const Point2& a = polygon[i];
    const Point2& b = polygon[i + 1 == polygon.size() ? 0 : i + 1];
    return Point2{b[0] - a[0], b[1] - a[1]};
  };
  const Point2 first = edge(0);
  Caliper front(polygon, first);
  Caliper left(polygon, turned_left(first));
  Caliper back(polygon, turned_back(first));
  double smallest = HUGE_VAL;
  Point2 best{HUGE_VAL, HUGE_VAL};
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point2 u = edge(i);
    const Point2 v = turned_left(u);
    const double width = front.farthest(u) + back.farthest(turned_back(u));
    // The edge itself is the side opposite to the left one.
    const double height = left.farthest(v) - (polygon[i][0] * v[0] + polygon[i][1] * v[1]);
    const double square = u[0] * u[0] + u[1] * u[1];
    if (width * height < smallest * square) {
      smallest = width * height / square;
      best = {width / std::sqrt(square), height / std::sqrt(square)};
    }
  }
  return best;
}

/// The smallest box with one side in the plane of `normal` (of unit length).
BoxMeasures box_along(const ConvexHull& hull, Outlines& outlines, const Vector& normal,
                      double height) {
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
  return {{rectangle[0], rectangle[1], height}};
}

}  // namespace

BoxMeasures oriented_minimum_box(const ConvexHull& hull) {
  if (hull.vertices.empty()) return {{HUGE_VAL, HUGE_VAL, HUGE_VAL}};
  BoxMeasures best{{HUGE_VAL, HUGE_VAL, HUGE_VAL}};
  Outlines outlines(hull);
  const Coordinates vertices(hull.vertices);
  for (const Vector& normal : outlines.directions()) {
    const BoxMeasures box = box_along(hull, outlines, normal, extent_along(vertices, normal));
    if (box.volume() < best.volume()) best = box;
  }
  return best;
}

}  // namespace voxtrait
