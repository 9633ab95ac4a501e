#pragma once

#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "voxtrait/core/geometry.hpp"
#include "voxtrait/preprocess/discretise.hpp"

namespace voxtrait {

/// Which voxels are neighbours of each other.
struct Neighbourhood {
  std::int64_t distance = 1;  ///< Chebyshev
  bool in_slice = false;

  /// Number of neighbours of a voxel in the middle.
  [[nodiscard]] std::int64_t most() const noexcept {
    const std::int64_t side = 2 * distance + 1;
    return side * side * (in_slice ? 1 : side) - 1;
  }
};

/// What is counted for levels and their neighbourhoods. Level levels[row] has the row rows[level].
struct NeighbourhoodTables {
  std::int64_t columns = 0;           ///< neighbours of a voxel in the middle + 2
  std::vector<std::uint32_t> levels;  ///< those that occur
  std::vector<std::uint32_t> rows;
  /// At (row, n): over voxels with n neighbours, the sum of |level n - sum of their levels|, ...
  std::vector<std::uint64_t> differences;
  std::vector<std::uint64_t> voxels;       ///< ... and their number
  std::vector<std::uint64_t> dependences;  ///< at (row, d): voxels with dependence d, at least 1
};

/// Tables of zeros for the levels that occur in a histogram of levels 1, 2, ...
NeighbourhoodTables empty_tables(std::span<const std::uint64_t> histogram,
                                 const Neighbourhood& neighbourhood);

/// Adds the voxels of the spans. A neighbour is dependent if its level differs by at most
/// `coarseness`. The distance must not exceed the border of the volume.
void count_neighbourhoods(const std::uint8_t* voxels, const Index& size,
                          std::span<const LevelSpan> spans, const Neighbourhood& neighbourhood,
                          std::int64_t coarseness, NeighbourhoodTables& tables);
void count_neighbourhoods(const std::uint16_t* voxels, const Index& size,
                          std::span<const LevelSpan> spans, const Neighbourhood& neighbourhood,
                          std::int64_t coarseness, NeighbourhoodTables& tables);

namespace reference {

/// Steps in memory to all neighbours.
std::vector<std::ptrdiff_t> neighbour_steps(const Index& size, const Neighbourhood& neighbourhood);

template <class T>
void count_neighbourhoods(const T* voxels, const Index& size, std::span<const LevelSpan> spans,
                          const Neighbourhood& neighbourhood, std::int64_t coarseness,
                          NeighbourhoodTables& tables) {
  const std::vector<std::ptrdiff_t> steps = neighbour_steps(size, neighbourhood);
  for (const LevelSpan& span : spans) {
    for (std::int64_t k = 0; k < span.length; ++k) {
      const T* voxel = voxels + span.offset + k;
      if (*voxel == 0) continue;
      std::int64_t sum = 0;
      std::int64_t neighbours = 0;
      std::int64_t dependence = 1;
      for (const std::ptrdiff_t step : steps) {
        const T neighbour = voxel[step];
        if (neighbour == 0) continue;
        sum += neighbour;
        ++neighbours;
        if (std::abs(*voxel - neighbour) <= coarseness) ++dependence;
      }
      const std::int64_t row = tables.rows[*voxel] * tables.columns;
      const auto at = static_cast<std::size_t>(row + neighbours);
      tables.differences[at] += static_cast<std::uint64_t>(std::abs(*voxel * neighbours - sum));
      ++tables.voxels[at];
      ++tables.dependences[static_cast<std::size_t>(row + dependence)];
    }
  }
}

}  // namespace reference

}  // namespace voxtrait
