#pragma once

#include <algorithm>
#include <cstdint>

namespace voxtrait {

/// Each of `count` distances becomes the smallest of itself and 1 + that of its
/// neighbours `a` and `b` in other rows. The rows don't overlap.
void limit_by_neighbours(std::uint16_t* distances, const std::uint16_t* a, const std::uint16_t* b,
                         std::int64_t count);

/// Distance of each of `count` voxels that lie in a row to the nearer end of it: 1, 2, ..., 2, 1.
void distances_to_ends(std::uint16_t* distances, std::int64_t count);

namespace reference {

inline void limit_by_neighbours(std::uint16_t* distances, const std::uint16_t* a,
                                const std::uint16_t* b, std::int64_t count) {
  for (std::int64_t k = 0; k < count; ++k) {
    const int nearest = std::min(a[k], b[k]) + 1;
    distances[k] = static_cast<std::uint16_t>(std::min<int>(distances[k], nearest));
  }
}

inline void distances_to_ends(std::uint16_t* distances, std::int64_t count) {
  constexpr std::int64_t most = 0xFFFF;
  for (std::int64_t k = 0; k < count; ++k) {
    distances[k] = static_cast<std::uint16_t>(std::min({k + 1, count - k, most}));
  }
}

}  // namespace reference

}  // namespace voxtrait
