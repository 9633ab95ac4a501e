#include "voxtrait/texture/level_size_matrix.hpp"

#include <algorithm>
#include <utility>

#include "texture/sum_of_cells.hpp"

namespace voxtrait {

namespace {

using Cell = LevelSizeMatrix::Cell;

auto key(const Cell& cell) { return std::pair(cell.level, cell.size); }

/// Sizes worth a table: most are small, but a table must not outweigh the voxels that fill it.
std::uint64_t sizes_in_table(std::int64_t levels, std::uint64_t voxels) {
  constexpr std::uint64_t sizes = 64;
  constexpr std::uint64_t always = 1 << 16;
  return static_cast<std::uint64_t>(levels) * sizes <= voxels + always ? sizes : 0;
}

}  // namespace

LevelSizeCounter::LevelSizeCounter(std::int64_t levels, std::uint64_t voxels)
    : small_sizes_(sizes_in_table(levels, voxels)),
      small_((static_cast<std::size_t>(levels) + 1) * small_sizes_, 0) {}

void LevelSizeCounter::fill_up(std::span<const std::uint64_t> totals, std::uint64_t size) {
  std::vector<std::uint64_t> held(totals.size() + 1, 0);
  for (std::size_t i = 0; i < small_.size(); ++i) {
    held[i / small_sizes_] += (i % small_sizes_ + 1 - size) * small_[i];
  }
  for (const Element& element : large_) {
    held[element.level] += (element.size + 1 - size) * element.count;
  }
  for (std::size_t i = 0; i < totals.size(); ++i) {
    const std::uint64_t missing = totals[i] - held[i + 1];
    if (missing == 0) continue;
    if (small_sizes_ > size) {
      small_[(i + 1) * small_sizes_ + size] += missing;
    } else {
      large_.push_back({static_cast<std::uint32_t>(i + 1), size, missing});
    }
  }
}

LevelSizeMatrix LevelSizeCounter::matrix(std::uint64_t voxels) {
  std::vector<Cell> listed;
  std::ranges::sort(large_, {}, [](const Element& e) { return std::pair(e.level, e.size); });
  for (const Element& element : large_) {
    const auto count = static_cast<double>(element.count);
    const bool known = !listed.empty() && listed.back().level == element.level &&
                       listed.back().size == element.size;
    if (known) listed.back().count += count;
    if (!known) listed.push_back({element.level, element.size, count});
  }
  std::vector<Cell> counted;
  for (std::size_t i = 0; i < small_.size(); ++i) {
    if (small_[i] == 0) continue;
    counted.push_back({static_cast<std::uint32_t>(i / small_sizes_), i % small_sizes_,
                       static_cast<double>(small_[i])});
  }
  LevelSizeMatrix result;
  result.cells = sum_of_cells(counted, listed, key);
  for (const Cell& cell : result.cells) result.total += cell.count;
  result.voxels = static_cast<double>(voxels);
  return result;
}

LevelSizeMatrix merged(std::span<const LevelSizeMatrix> matrices, std::span<const double> weights) {
  LevelSizeMatrix result;
  for (std::size_t m = 0; m < matrices.size(); ++m) {
    const double weight = weights.empty() ? 1.0 : weights[m];
    std::vector<Cell> cells = weighted_cells(matrices[m].cells, weight);
    result.cells = m == 0 ? std::move(cells) : sum_of_cells(result.cells, cells, key);
    result.total += weight * matrices[m].total;
    result.voxels += weight * matrices[m].voxels;
  }
  return result;
}

}  // namespace voxtrait
