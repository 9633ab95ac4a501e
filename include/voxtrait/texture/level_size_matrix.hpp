#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace voxtrait {

/// How often each level occurs with each size, where the size is a run length (GLRLM), a number of
/// voxels (GLSZM), a distance to the border (GLDZM) or a dependence (NGLDM). Zeros are not stored.
struct LevelSizeMatrix {
  struct Cell {
    std::uint32_t level;  ///< 1-based
    std::uint64_t size;   ///< 1-based
    double count;         ///< an integer unless matrices were merged with weights
  };
  std::vector<Cell> cells;  ///< ascending by (level, size)
  double total = 0.0;       ///< sum of counts, IBSI's N_s
  double voxels = 0.0;      ///< IBSI's N_v

  [[nodiscard]] bool empty() const noexcept { return cells.empty(); }
};

/// Collects the elements of a matrix one by one.
class LevelSizeCounter {
 public:
  /// For levels up to `levels` of about `voxels` voxels.
  LevelSizeCounter(std::int64_t levels, std::uint64_t voxels);

  void add(std::uint32_t level, std::uint64_t size) {
    if (size < small_sizes_) {
      ++small_[level * small_sizes_ + size];
    } else {
      large_.push_back({level, size});
    }
  }

  /// Adds elements of `size` until level i has totals[i - 1] stretches of `size` voxels inside
  /// elements, of which one of s voxels has s - size + 1: voxels for 1, neighbours for 2. Elements
  /// so far are of at least that size.
  void fill_up(std::span<const std::uint64_t> totals, std::uint64_t size);

  /// The matrix of what was added, for a ROI or slice of `voxels`.
  [[nodiscard]] LevelSizeMatrix matrix(std::uint64_t voxels);

 private:
  struct Element {
    std::uint32_t level;
    std::uint64_t size;
    std::uint64_t count = 1;
  };

  std::uint64_t small_sizes_;  ///< sizes below are counted in a table, others listed
  std::vector<std::uint64_t> small_;
  std::vector<Element> large_;
};

/// Sum of matrices, element by element, each times its weight; without weights all count alike.
LevelSizeMatrix merged(std::span<const LevelSizeMatrix> matrices,
                       std::span<const double> weights = {});

}  // namespace voxtrait
