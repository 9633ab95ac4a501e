#pragma once

#include <array>
#include <cstdint>

namespace voxtrait {

/// How many cells have each set of corners in the ROI.
using CellCounts = std::array<std::uint64_t, 256>;

/// Four neighbouring rows of a mask of 0 and 1: (y, z), (y + 1, z), (y, z + 1), (y + 1, z + 1).
using RowQuad = std::array<const std::uint8_t*, 4>;

/// Counts `count` cells along x, each between two voxels of each row; one voxel more is read, and
/// up to 64 bytes beyond. Bit k of a set is the corner at x = bit 0, y = bit 1, z = bit 2 of k.
void count_cell_sets(const RowQuad& rows, std::int64_t count, CellCounts& counts);

namespace reference {

inline void count_cell_sets(const RowQuad& rows, std::int64_t count, CellCounts& counts) {
  for (std::int64_t x = 0; x < count; ++x) {
    unsigned set = 0;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      set |= (rows[r][x] | rows[r][x + 1] * 2U) << 2 * r;
    }
    ++counts[set];
  }
}

}  // namespace reference

}  // namespace voxtrait
