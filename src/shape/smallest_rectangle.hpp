#pragma once

#include <vector>

#include "shape/convex_polygon.hpp"

namespace voxtrait {

/// Edges of the smallest rectangle around an anticlockwise convex polygon of at least three
/// corners; one side is flush with one of its edges. O(corners), by rotating calipers.
Point2 smallest_rectangle(const std::vector<Point2>& polygon);

}  // namespace voxtrait
