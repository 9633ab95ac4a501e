#pragma once

#include <algorithm>

#include "voxtrait/core/geometry.hpp"

namespace voxtrait {

/// A half-open block of voxels, `begin <= index < end`, axes x, y, z.
struct Box {
  Index begin{0, 0, 0};
  Index end{0, 0, 0};

  [[nodiscard]] std::int64_t extent(std::size_t axis) const noexcept {
    return end[axis] - begin[axis];
  }
  [[nodiscard]] Index extents() const noexcept { return {extent(0), extent(1), extent(2)}; }
  [[nodiscard]] bool empty() const noexcept {
    return extent(0) <= 0 || extent(1) <= 0 || extent(2) <= 0;
  }
  friend bool operator==(const Box&, const Box&) = default;
};

/// The box grown by `margin` voxels on every side, kept inside `[0, size)`.
inline Box grown(const Box& box, const Index& margin, const Index& size) noexcept {
  Box result;
  for (std::size_t a = 0; a < 3; ++a) {
    result.begin[a] = std::max<std::int64_t>(0, box.begin[a] - margin[a]);
    result.end[a] = std::min(size[a], box.end[a] + margin[a]);
  }
  return result;
}

}  // namespace voxtrait
