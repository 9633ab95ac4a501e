#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "voxtrait/preprocess/discretise.hpp"
#include "voxtrait/texture/directions.hpp"

namespace voxtrait {

/// How often two levels are neighbours: the upper triangle of the symmetric GLCM without zeros.
struct CoOccurrence {
  struct Cell {
    std::uint32_t i;  ///< level, 1-based, i <= j
    std::uint32_t j;
    double count;  ///< matrix elements (i, j) and (j, i); an integer unless weighted
  };
  std::vector<Cell> cells;  ///< ascending by (i, j)
  double total = 0.0;       ///< sum over the whole matrix, twice the number of pairs

  [[nodiscard]] bool empty() const noexcept { return cells.empty(); }
};

/// The GLCM of one direction over the slices [z_begin, z_end) of the padded volume's interior
/// (IBSI LFYI). `direction` must not reach beyond the border.
///
/// Pairs are counted in a table of all pairs of levels, or sorted where that would be mostly empty.
/// O(voxels of these slices).
CoOccurrence co_occurrence(const Levels& levels, const Direction& direction, std::int64_t z_begin,
                           std::int64_t z_end);

/// Sum of matrices, element by element, each times its weight; without weights all count alike.
CoOccurrence merged(std::span<const CoOccurrence> matrices, std::span<const double> weights = {});

}  // namespace voxtrait
