#pragma once

#include <array>
#include <vector>

namespace voxtrait {

using Point2 = std::array<double, 2>;

/// Convex polygon around points in a plane, anticlockwise (Andrew's chain). O(n log n).
std::vector<Point2> polygon_around(std::vector<Point2> points);

/// Largest distance between two points. O(n log n + corners^2).
double largest_distance(std::vector<Point2> points);

}  // namespace voxtrait
