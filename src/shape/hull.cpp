#include "voxtrait/shape/hull.hpp"

extern "C" {
#include <libqhull_r/qhull_ra.h>
}

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <memory>

namespace voxtrait {

namespace {

Vector minus(const Vector& a, const Vector& b) { return {a[0] - b[0], a[1] - b[1], a[2] - b[2]}; }

Vector cross(const Vector& a, const Vector& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

double dot(const Vector& a, const Vector& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

Vector scaled(const Vector& a, double factor) {
  return {a[0] * factor, a[1] * factor, a[2] * factor};
}

/// One run of Qhull and its memory.
class QhullRun {
 public:
  explicit QhullRun(std::span<const Point> points) {
    coordinates_.reserve(3 * points.size());
    for (const Point& p : points) coordinates_.insert(coordinates_.end(), p.begin(), p.end());
    char options[] = "qhull Qt Pp";
    QHULL_LIB_CHECK
    qh_zero(&qhull_, nullptr);
    // Qhull complains about flat input on a stream; the exit code says it too.
    const std::unique_ptr<FILE, int (*)(FILE*)> silent(std::fopen("/dev/null", "w"), std::fclose);
    failed_ = qh_new_qhull(&qhull_, 3, static_cast<int>(points.size()), coordinates_.data(), False,
                           options, nullptr, silent.get()) != 0;
  }
  ~QhullRun() {
    int current = 0;
    int total = 0;
    qh_freeqhull(&qhull_, !qh_ALL);
    qh_memfreeshort(&qhull_, &current, &total);
  }
  QhullRun(const QhullRun&) = delete;
  QhullRun& operator=(const QhullRun&) = delete;

  [[nodiscard]] bool failed() const noexcept { return failed_; }

  /// Calls `visit` with the indices of the input points of each triangle, clockwise from outside.
  template <class Visit>
  void for_each_triangle(Visit&& visit) {
    for (facetT* facet = qhull_.facet_list; facet != nullptr && facet->next != nullptr;
         facet = facet->next) {
      std::array<int, 3> corners{};
      for (int i = 0; i < 3; ++i) {
        const auto* vertex = static_cast<vertexT*>(facet->vertices->e[i].p);
        corners[static_cast<std::size_t>(i)] = qh_pointid(&qhull_, vertex->point);
      }
      if (facet->toporient == qh_ORIENTclock) std::swap(corners[1], corners[2]);
      visit(corners);
    }
  }

 private:
  qhT qhull_{};
  std::vector<double> coordinates_;
  bool failed_ = false;
};

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
  hull.volume = std::abs(hull.volume);
}

using Point2 = std::array<double, 2>;

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

/// Edges of the smallest rectangle around a polygon; one side is flush with one of its edges.
Point2 smallest_rectangle(const std::vector<Point2>& polygon) {
  Point2 best{HUGE_VAL, HUGE_VAL};
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point2& a = polygon[i];
    const Point2& b = polygon[(i + 1) % polygon.size()];
    const double length = std::sqrt((b[0] - a[0]) * (b[0] - a[0]) + (b[1] - a[1]) * (b[1] - a[1]));
    if (length == 0.0) continue;
    const Point2 u{(b[0] - a[0]) / length, (b[1] - a[1]) / length};
    double low = HUGE_VAL;
    double high = -HUGE_VAL;
    double height = 0.0;
    for (const Point2& p : polygon) {
      const double along = (p[0] - a[0]) * u[0] + (p[1] - a[1]) * u[1];
      low = std::min(low, along);
      high = std::max(high, along);
      height = std::max(height, (p[1] - a[1]) * u[0] - (p[0] - a[0]) * u[1]);
    }
    if ((high - low) * height < best[0] * best[1]) best = {high - low, height};
  }
  return best;
}

/// The smallest box with one side in the plane of `normal` (of unit length).
BoxMeasures box_along(const ConvexHull& hull, const Vector& normal) {
  const std::size_t smallest = static_cast<std::size_t>(
      std::ranges::min_element(normal, {}, [](double x) { return std::abs(x); }) - normal.begin());
  Vector axis{0.0, 0.0, 0.0};
  axis[smallest] = 1.0;
  Vector u = cross(normal, axis);
  u = scaled(u, 1.0 / std::sqrt(dot(u, u)));
  const Vector v = cross(normal, u);
  std::vector<Point2> flat;
  double low = HUGE_VAL;
  double high = -HUGE_VAL;
  for (const Point& p : hull.vertices) {
    flat.push_back({dot(p, u), dot(p, v)});
    low = std::min(low, dot(p, normal));
    high = std::max(high, dot(p, normal));
  }
  const Point2 rectangle = smallest_rectangle(polygon_around(std::move(flat)));
  return {{rectangle[0], rectangle[1], high - low}};
}

/// Unit normals of the hull's faces; those of triangles in one plane, or opposite, count once.
std::vector<Vector> face_normals(const ConvexHull& hull) {
  std::map<std::array<long, 3>, Vector> distinct;
  for (const auto& t : hull.triangles) {
    Vector n = cross(minus(hull.vertices[t[1]], hull.vertices[t[0]]),
                     minus(hull.vertices[t[2]], hull.vertices[t[0]]));
    const double length = std::sqrt(dot(n, n));
    if (length == 0.0) continue;
    n = scaled(n, 1.0 / length);
    const bool negative =
        n[2] < -1e-9 || (n[2] < 1e-9 && (n[1] < -1e-9 || (n[1] < 1e-9 && n[0] < 0)));
    if (negative) n = scaled(n, -1.0);
    distinct.try_emplace(
        {std::lround(n[0] * 1e7), std::lround(n[1] * 1e7), std::lround(n[2] * 1e7)}, n);
  }
  std::vector<Vector> normals;
  normals.reserve(distinct.size());
  for (const auto& [key, normal] : distinct) normals.push_back(normal);
  return normals;
}

}  // namespace

ConvexHull convex_hull(std::span<const Point> points) {
  ConvexHull hull;
  if (points.size() < 4) return hull;
  QhullRun run(points);
  if (run.failed()) return hull;
  std::map<int, std::size_t> vertex_of;
  run.for_each_triangle([&](const std::array<int, 3>& corners) {
    std::array<std::size_t, 3> triangle{};
    for (std::size_t i = 0; i < 3; ++i) {
      const auto [at, is_new] = vertex_of.try_emplace(corners[i], hull.vertices.size());
      if (is_new) hull.vertices.push_back(points[static_cast<std::size_t>(corners[i])]);
      triangle[i] = at->second;
    }
    hull.triangles.push_back(triangle);
  });
  measure(hull);
  return hull;
}

double diameter(const ConvexHull& hull) noexcept {
  double largest = 0.0;
  for (std::size_t i = 0; i < hull.vertices.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const Vector apart = minus(hull.vertices[i], hull.vertices[j]);
      largest = std::max(largest, dot(apart, apart));
    }
  }
  return std::sqrt(largest);
}

BoxMeasures oriented_minimum_box(const ConvexHull& hull) {
  BoxMeasures best{{HUGE_VAL, HUGE_VAL, HUGE_VAL}};
  for (const Vector& normal : face_normals(hull)) {
    const BoxMeasures box = box_along(hull, normal);
    if (box.volume() < best.volume()) best = box;
  }
  return best;
}

}  // namespace voxtrait
