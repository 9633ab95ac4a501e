#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "voxtrait/preprocess/discretise.hpp"

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

/// How often two levels are neighbours: the upper triangle of the symmetric GLCM without zeros.
struct CoOccurrence {
  struct Cell {
    std::uint32_t i;  ///< level, 1-based, i <= j
    std::uint32_t j;
    std::uint64_t count;  ///< value of matrix elements (i, j) and (j, i)
  };
  std::vector<Cell> cells;  ///< ascending by (i, j)
  std::uint64_t total = 0;  ///< sum over the whole matrix, twice the number of pairs

  [[nodiscard]] bool empty() const noexcept { return cells.empty(); }
};

/// The GLCM of one direction over the slices [z_begin, z_end) of the padded volume's interior
/// (IBSI LFYI). `direction` must not reach beyond the border. O(voxels of these slices).
CoOccurrence co_occurrence(const Levels& levels, const Direction& direction, std::int64_t z_begin,
                           std::int64_t z_end);

/// Sum of matrices, element by element.
CoOccurrence merged(std::span<const CoOccurrence> matrices);

/// Number of slices of the volume without its border.
std::int64_t slice_count(const Levels& levels) noexcept;

}  // namespace voxtrait
