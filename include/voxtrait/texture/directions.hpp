#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "voxtrait/core/geometry.hpp"
#include "voxtrait/registry/settings.hpp"

namespace voxtrait {

/// A step from a voxel to its neighbour, in voxels along x, y, z.
using Direction = std::array<std::int64_t, 3>;

/// Half of the 26 neighbours: each pair of opposite directions once. The first four lie in a slice.
inline constexpr std::array<Direction, 13> directions_3d{{{1, 0, 0},
                                                          {1, 1, 0},
                                                          {0, 1, 0},
                                                          {-1, 1, 0},
                                                          {0, 0, 1},
                                                          {1, 0, 1},
                                                          {-1, 0, 1},
                                                          {0, 1, 1},
                                                          {0, -1, 1},
                                                          {1, 1, 1},
                                                          {-1, 1, 1},
                                                          {1, -1, 1},
                                                          {-1, -1, 1}}};

inline constexpr std::size_t in_plane_directions = 4;

/// Distance in memory from a voxel to its neighbour in a volume of the given size.
constexpr std::ptrdiff_t step_of(const Direction& direction, const Index& size) noexcept {
  return (direction[2] * size[1] + direction[1]) * size[0] + direction[0];
}

/// Factor of a direction's matrix when matrices are merged: the inverse length of the direction in
/// the given norm, 1 without one (IBSI 6CK8).
double distance_weight(const Direction& direction, DistanceNorm norm) noexcept;

}  // namespace voxtrait
