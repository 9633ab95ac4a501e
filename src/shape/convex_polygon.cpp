#include "convex_polygon.hpp"

#include <algorithm>
#include <cmath>

namespace voxtrait {

namespace {

double turn(const Point2& a, const Point2& b, const Point2& c) {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

}  // namespace

std::vector<Point2> polygon_around(std::vector<Point2> points) {
  if (points.size() < 2) return points;
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

double largest_distance(std::vector<Point2> points) {
  const std::vector<Point2> corners = polygon_around(std::move(points));
  double largest = 0.0;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const double x = corners[i][0] - corners[j][0];
      const double y = corners[i][1] - corners[j][1];
      largest = std::max(largest, x * x + y * y);
    }
  }
  return std::sqrt(largest);
}

}  // namespace voxtrait
