#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "shape/convex_polygon.hpp"
#include "support/lattice.hpp"
#include "support/mesh.hpp"
#include "support/random.hpp"
#include "voxtrait/shape/hull.hpp"

namespace {

using voxtrait::ConvexHull;
using voxtrait::Point;
using voxtrait::Point2;
using voxtrait::Vector;
using voxtrait::test::cross;
using voxtrait::test::dot;
using voxtrait::test::minus;
using voxtrait::test::Random;

Vector unit(const Vector& v) {
  const double length = std::sqrt(dot(v, v));
  return {v[0] / length, v[1] / length, v[2] / length};
}

template <class Points, class Along>
double extent(const Points& points, Along along) {
  double low = HUGE_VAL;
  double high = -HUGE_VAL;
  for (const auto& p : points) {
    low = std::min(low, along(p));
    high = std::max(high, along(p));
  }
  return high - low;
}

double smallest_rectangle_area(const std::vector<Point2>& polygon) {
  double smallest = HUGE_VAL;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point2& a = polygon[i];
    const Point2& b = polygon[(i + 1) % polygon.size()];
    const double length = std::hypot(b[0] - a[0], b[1] - a[1]);
    const Point2 u{(b[0] - a[0]) / length, (b[1] - a[1]) / length};
    const double area =
        extent(polygon, [&](const Point2& p) { return p[0] * u[0] + p[1] * u[1]; }) *
        extent(polygon, [&](const Point2& p) { return p[1] * u[0] - p[0] * u[1]; });
    smallest = std::min(smallest, area);
  }
  return smallest;
}

/// The definition: all planes of faces, all edges of the shadow on each.
double smallest_volume(const ConvexHull& hull) {
  double smallest = HUGE_VAL;
  for (const auto& [a, b, c] : hull.triangles) {
    const Vector side = unit(minus(hull.vertices[b], hull.vertices[a]));
    const Vector normal = unit(cross(side, minus(hull.vertices[c], hull.vertices[a])));
    const Vector other = cross(normal, side);
    std::vector<Point2> shadow;
    for (const Point& p : hull.vertices) shadow.push_back({dot(p, side), dot(p, other)});
    const double height = extent(hull.vertices, [&](const Point& p) { return dot(p, normal); });
    smallest = std::min(
        smallest, height * smallest_rectangle_area(voxtrait::polygon_around(std::move(shadow))));
  }
  return smallest;
}

/// Points on an ellipsoid: all of them are corners of the hull.
std::vector<Point> points_on_ellipsoid(const Vector& semi_axes, int count, Random& random) {
  std::vector<Point> points;
  while (points.size() < static_cast<std::size_t>(count)) {
    const Vector inside{random.real(-1, 1), random.real(-1, 1), random.real(-1, 1)};
    if (dot(inside, inside) > 1.0 || dot(inside, inside) < 0.01) continue;
    const Vector on = unit(inside);
    points.push_back({on[0] * semi_axes[0], on[1] * semi_axes[1], on[2] * semi_axes[2]});
  }
  return points;
}

}  // namespace

TEST_CASE("planes that are left out for their bound hold no smaller box") {
  Random random(77);
  for (const Vector& semi_axes : {Vector{1, 1, 1}, {1, 2, 2}, {3, 2, 1}, {40, 1, 1}, {9, 9, 1}}) {
    for (const int count : {30, 100, 160, 400}) {
      const auto points = points_on_ellipsoid(semi_axes, count, random);
      const Vector step{1e-4 * semi_axes[0], 1e-4 * semi_axes[1], 1e-4 * semi_axes[2]};
      const ConvexHull hull =
          voxtrait::convex_hull(voxtrait::test::nearest_on_lattice(points, step));
      CAPTURE(semi_axes, count);
      REQUIRE(hull.vertices.size() == points.size());
      CHECK(voxtrait::oriented_minimum_box(hull).volume() ==
            Approx(smallest_volume(hull)).epsilon(1e-10));
    }
  }
}

TEST_CASE("the smallest oriented box of masks is the definition's") {
  Random random(78);
  for (const double radius : {4.0, 9.0, 14.5}) {
    const std::int64_t size = 32;
    voxtrait::test::MaskVolume mask({size, size, size});
    const Vector middle{random.real(15, 16), random.real(15, 16), random.real(15, 16)};
    for (std::int64_t z = 0; z < size; ++z) {
      for (std::int64_t y = 0; y < size; ++y) {
        for (std::int64_t x = 0; x < size; ++x) {
          const Vector p{double(x) - middle[0], 1.2 * (double(y) - middle[1]),
                         0.7 * (double(z) - middle[2]) + 0.4 * (double(x) - middle[0])};
          mask.at(x, y, z) = dot(p, p) < radius * radius ? 1 : 0;
        }
      }
    }
    const ConvexHull hull = voxtrait::convex_hull(
        voxtrait::outermost_vertices(voxtrait::closed(mask), {0.8, 0.9, 2.5}));
    CAPTURE(radius, hull.vertices.size());
    CHECK(voxtrait::oriented_minimum_box(hull).volume() ==
          Approx(smallest_volume(hull)).epsilon(1e-10));
  }
}
