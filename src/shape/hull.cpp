#include "voxtrait/shape/hull.hpp"

extern "C" {
#include <libqhull_r/qhull_ra.h>
}

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <memory>

#include "shape/kernels/projections.hpp"
#include "shape/vectors.hpp"

namespace voxtrait {

namespace {

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

double diameter(const ConvexHull& hull) {
  const Coordinates vertices(hull.vertices);
  double largest = 0.0;
  for (const Point& vertex : hull.vertices) {
    largest = std::max(largest, farthest_from(vertices, vertex));
  }
  return std::sqrt(largest);
}

}  // namespace voxtrait
