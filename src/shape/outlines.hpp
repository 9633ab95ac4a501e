#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "shape/kernels/projections.hpp"
#include "voxtrait/shape/hull.hpp"

namespace voxtrait {

/// A convex hull as what its outlines are found from: planes, and edges where two planes meet.
class Outlines {
 public:
  /// O(triangles log triangles).
  explicit Outlines(const ConvexHull& hull);

  /// Normals of the planes, of unit length; of opposite ones only the first.
  [[nodiscard]] std::span<const Vector> directions() const noexcept { return directions_; }

  /// The outline seen along `direction` as vertices in turn; empty where rounding tears it.
  /// O(edges).
  [[nodiscard]] std::vector<std::size_t> outline(const Vector& direction);

 private:
  struct Edge {
    std::uint32_t from;
    std::uint32_t to;
    std::uint32_t left;   ///< plane that runs along it from `from` to `to`
    std::uint32_t right;  ///< plane on the other side
  };
  class Builder;

  std::vector<Vector> directions_;
  std::vector<Edge> edges_;
  std::optional<Coordinates> normals_;
  std::vector<std::uint32_t> outlining_;
  std::vector<std::uint8_t> faces_us_;
  std::vector<std::size_t> next_;
};

}  // namespace voxtrait
