#include "voxtrait/texture/level_size_matrix.hpp"

#include <algorithm>
#include <tuple>

namespace voxtrait {

namespace {

using Cell = LevelSizeMatrix::Cell;

auto key(const Cell& cell) { return std::pair(cell.level, cell.size); }

/// Sorts cells and adds up those of the same level and size, in their order.
std::vector<Cell> combined(std::vector<Cell> cells) {
  std::ranges::stable_sort(cells, {}, key);
  std::vector<Cell> result;
  for (const Cell& cell : cells) {
    if (!result.empty() && key(result.back()) == key(cell)) {
      result.back().count += cell.count;
    } else {
      result.push_back(cell);
    }
  }
  return result;
}

}  // namespace

LevelSizeCounter::LevelSizeCounter(std::int64_t levels)
    : small_sizes_(levels <= 1024 ? 64 : 0),
      small_((static_cast<std::size_t>(levels) + 1) * small_sizes_, 0) {}

LevelSizeMatrix LevelSizeCounter::matrix(std::uint64_t voxels) {
  std::vector<Cell> cells;
  for (const auto& [level, size] : large_) cells.push_back({level, size, 1.0});
  for (std::size_t i = 0; i < small_.size(); ++i) {
    if (small_[i] == 0) continue;
    cells.push_back({static_cast<std::uint32_t>(i / small_sizes_), i % small_sizes_,
                     static_cast<double>(small_[i])});
  }
  LevelSizeMatrix result;
  result.cells = combined(std::move(cells));
  for (const Cell& cell : result.cells) result.total += cell.count;
  result.voxels = static_cast<double>(voxels);
  return result;
}

LevelSizeMatrix merged(std::span<const LevelSizeMatrix> matrices, std::span<const double> weights) {
  LevelSizeMatrix result;
  for (std::size_t m = 0; m < matrices.size(); ++m) {
    const double weight = weights.empty() ? 1.0 : weights[m];
    for (Cell cell : matrices[m].cells) {
      cell.count *= weight;
      result.cells.push_back(cell);
    }
    result.total += weight * matrices[m].total;
    result.voxels += weight * matrices[m].voxels;
  }
  result.cells = combined(std::move(result.cells));
  return result;
}

}  // namespace voxtrait
