#include "convex_polygon.hpp"

#include <algorithm>
#include <cmath>

namespace voxtrait {

std::vector<Point2> polygon_around(std::vector<Point2> points) {
  std::ranges::sort(points);
  return corners_around(points);
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
