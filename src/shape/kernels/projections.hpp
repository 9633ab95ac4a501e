#pragma once

#include <algorithm>
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

/// Largest minus smallest projection of points on a direction.
double extent_along(const Coordinates& points, const Vector& direction);

/// For each vector 1 if its projection on a direction is at least 0, else 0.
void face_along(const Coordinates& normals, const Vector& direction, std::uint8_t* faces);

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

inline void face_along(const Coordinates& normals, const Vector& direction, std::uint8_t* faces) {
  for (std::size_t i = 0; i < normals.size(); ++i) {
    faces[i] = projection(normals, i, direction) >= 0.0 ? 1 : 0;
  }
}

}  // namespace reference

}  // namespace voxtrait
