#include "shape/smallest_rectangle.hpp"

#include <cmath>

namespace voxtrait {

namespace {

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

}  // namespace

// Lengths are compared in units of the edge, so only the winner needs a root.
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

}  // namespace voxtrait
