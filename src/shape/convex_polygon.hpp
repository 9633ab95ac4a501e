#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace voxtrait {

using Point2 = std::array<double, 2>;

/// Twice the area of a triangle, positive if its corners turn anticlockwise.
template <class Point>
auto turn(const Point& a, const Point& b, const Point& c) {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/// Corners of the polygon around ascending points, anticlockwise (Andrew's chain); exact where
/// coordinates are whole numbers. Of fewer than three points, these. O(n).
template <class Point>
std::vector<Point> corners_around(const std::vector<Point>& points) {
  if (points.size() < 3) return points;
  std::vector<Point> chain;
  const auto extend = [&chain](auto begin, auto end) {
    const std::size_t start = chain.size();
    for (auto p = begin; p != end; ++p) {
      while (chain.size() >= start + 2 && turn(chain[chain.size() - 2], chain.back(), *p) <= 0) {
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

/// Convex polygon around points in a plane, anticlockwise. O(n log n).
std::vector<Point2> polygon_around(std::vector<Point2> points);

/// Largest distance between two points. O(n log n + corners^2).
double largest_distance(std::vector<Point2> points);

}  // namespace voxtrait
