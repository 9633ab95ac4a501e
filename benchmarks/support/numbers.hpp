#pragma once

#include <vector>

#include "voxtrait/texture/co_occurrence.hpp"
#include "voxtrait/texture/neighbourhood.hpp"

namespace voxtrait::bench {

/// Matrices as plain numbers, so that they can be compared.
using Numbers = std::vector<double>;

inline Numbers numbers_of(const std::vector<CoOccurrence>& matrices) {
  Numbers numbers;
  for (const CoOccurrence& matrix : matrices) {
    for (const auto& cell : matrix.cells) {
      numbers.insert(numbers.end(),
                     {static_cast<double>(cell.i), static_cast<double>(cell.j), cell.count});
    }
    numbers.push_back(matrix.total);
  }
  return numbers;
}

inline Numbers numbers_of(const LevelSizeMatrix& matrix) {
  Numbers numbers{matrix.total, matrix.voxels};
  for (const auto& cell : matrix.cells) {
    numbers.insert(numbers.end(),
                   {static_cast<double>(cell.level), static_cast<double>(cell.size), cell.count});
  }
  return numbers;
}

inline Numbers numbers_of(const std::vector<LevelSizeMatrix>& matrices) {
  Numbers numbers;
  for (const LevelSizeMatrix& matrix : matrices) {
    const Numbers more = numbers_of(matrix);
    numbers.insert(numbers.end(), more.begin(), more.end());
  }
  return numbers;
}

inline Numbers numbers_of(const NeighbourhoodMatrices& matrices) {
  Numbers numbers = numbers_of(matrices.dependence);
  const ToneDifference& tone = matrices.tone_difference;
  numbers.insert(numbers.end(), tone.differences.begin(), tone.differences.end());
  numbers.insert(numbers.end(), tone.voxels.begin(), tone.voxels.end());
  return numbers;
}

}  // namespace voxtrait::bench
