#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "voxtrait/core/geometry.hpp"

namespace voxtrait {

/// Points or normals with each coordinate in an array of its own, filled up with copies of the last
/// one to whole vectors.
struct Coordinates {
  static constexpr std::size_t multiple = 8;
  std::vector<double> x, y, z;

  explicit Coordinates(std::span<const Vector> vectors) {
    const std::size_t whole = (vectors.size() + multiple - 1) / multiple * multiple;
    for (std::size_t i = 0; i < whole; ++i) {
      const Vector& v = vectors[std::min(i, vectors.size() - 1)];
      x.push_back(v[0]);
      y.push_back(v[1]);
      z.push_back(v[2]);
    }
  }
  [[nodiscard]] std::size_t size() const noexcept { return x.size(); }
};

/// Edges in a plane, in no order: where each starts and how far it goes.
struct FlatEdges {
  std::vector<double> x, y, dx, dy;

  /// Room for so many edges and copies that fill them up to whole vectors.
  explicit FlatEdges(std::size_t most) {
    for (auto* values : {&x, &y, &dx, &dy}) values->resize(most + Coordinates::multiple);
  }
  void set(std::size_t i, double from_x, double from_y, double by_x, double by_y) noexcept {
    x[i] = from_x;
    y[i] = from_y;
    dx[i] = by_x;
    dy[i] = by_y;
  }
};

/// Extents of the first `count` edges' starts along each edge and across it, in units of its
/// length. `along` and `across` have room for whole vectors. O(count^2).
void extents_by_edges(const FlatEdges& edges, std::size_t count, double* along, double* across);

/// The first points whose projections on a direction are smallest and largest.
std::array<std::size_t, 2> outermost_along(const Coordinates& points, const Vector& direction);

/// Largest minus smallest projection of points on a direction.
double extent_along(const Coordinates& points, const Vector& direction);

/// Largest square of a point's distance from `point`.
double farthest_from(const Coordinates& points, const Vector& point);

/// For each vector 1 if its projection on a direction is at least 0, else 0.
void face_along(const Coordinates& normals, const Vector& direction, std::uint8_t* faces);

/// A quadratic form of which a multiple of the square of a linear one is taken away.
struct RankOneChange {
  std::array<double, 4> linear;  ///< of x, y, z and 1
  double factor;                 ///< of the square
  double stretch;                ///< of all that is left
};

/// Changes the value of the form at each point; returns the largest. `values` are as many as
/// `points` has with its copies.
double change_form(const Coordinates& points, const RankOneChange& change,
                   std::span<double> values);

namespace reference {

inline double projection(const Coordinates& c, std::size_t i, const Vector& d) {
  return c.x[i] * d[0] + c.y[i] * d[1] + c.z[i] * d[2];
}

inline double extent_along(const Coordinates& points, const Vector& direction) {
  double low = HUGE_VAL;
  double high = -HUGE_VAL;
  for (std::size_t i = 0; i < points.size(); ++i) {
    low = std::min(low, projection(points, i, direction));
    high = std::max(high, projection(points, i, direction));
  }
  return high - low;
}

inline void extents_by_edges(const FlatEdges& edges, std::size_t count, double* along,
                             double* across) {
  const auto extent = [&](double dx, double dy) {
    double low = HUGE_VAL;
    double high = -HUGE_VAL;
    for (std::size_t k = 0; k < count; ++k) {
      const double at = edges.x[k] * dx + edges.y[k] * dy;
      low = std::min(low, at);
      high = std::max(high, at);
    }
    return high - low;
  };
  for (std::size_t i = 0; i < count; ++i) {
    along[i] = extent(edges.dx[i], edges.dy[i]);
    across[i] = extent(-edges.dy[i], edges.dx[i]);
  }
}

inline std::array<std::size_t, 2> outermost_along(const Coordinates& points,
                                                  const Vector& direction) {
  std::size_t low = 0;
  std::size_t high = 0;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const double at = projection(points, i, direction);
    if (at < projection(points, low, direction)) low = i;
    if (at > projection(points, high, direction)) high = i;
  }
  return {low, high};
}

inline double farthest_from(const Coordinates& points, const Vector& point) {
  double largest = 0.0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double x = points.x[i] - point[0];
    const double y = points.y[i] - point[1];
    const double z = points.z[i] - point[2];
    largest = std::max(largest, x * x + y * y + z * z);
  }
  return largest;
}

inline void face_along(const Coordinates& normals, const Vector& direction, std::uint8_t* faces) {
  for (std::size_t i = 0; i < normals.size(); ++i) {
    faces[i] = projection(normals, i, direction) >= 0.0 ? 1 : 0;
  }
}

inline double change_form(const Coordinates& points, const RankOneChange& change,
                          std::span<double> values) {
  const auto& [a, b, c, d] = change.linear;
  double largest = -HUGE_VAL;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double along = points.x[i] * a + points.y[i] * b + points.z[i] * c + d;
    values[i] = change.stretch * (values[i] - change.factor * (along * along));
    largest = std::max(largest, values[i]);
  }
  return largest;
}

}  // namespace reference

}  // namespace voxtrait
