#pragma once

#include <array>
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

  /// Sides of the smallest rectangle around the outline seen along `direction`, of unit length, of
  /// which one side is flush with an edge of the outline. O(edges + outline^2).
  [[nodiscard]] std::array<double, 2> smallest_rectangle(const Vector& direction);

 private:
  struct Edge {
    std::uint32_t from;
    std::uint32_t to;
    std::uint32_t left;   ///< plane that runs along it from `from` to `to`
    std::uint32_t right;  ///< plane on the other side
  };

  std::size_t find_outline(const Vector& direction);
  void flatten(std::size_t count, const Vector& direction);

  std::span<const Point> vertices_;
  std::vector<Vector> directions_;
  std::vector<Edge> edges_;
  std::optional<Coordinates> normals_;
  std::vector<std::uint8_t> faces_us_;
  std::vector<std::uint32_t> outlining_;  ///< edges of the outline, in no order
  FlatEdges flat_;                        ///< these, seen
  std::vector<double> along_, across_;
};

}  // namespace voxtrait
