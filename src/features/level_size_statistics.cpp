#include "voxtrait/features/level_size_statistics.hpp"

#include <map>

#include "voxtrait/core/elementary.hpp"

namespace voxtrait {

namespace {

using Cell = LevelSizeMatrix::Cell;
using Marginal = std::map<std::uint64_t, double>;

/// Emphases are means of products of powers of size and level.
void add_emphases(const LevelSizeMatrix& matrix, LevelSizeStatistics& s) {
  for (const Cell& cell : matrix.cells) {
    const double p = cell.count / matrix.total;
    const double size = static_cast<double>(cell.size) * static_cast<double>(cell.size);
    const double level = static_cast<double>(cell.level) * static_cast<double>(cell.level);
    s.small_emphasis += p / size;
    s.large_emphasis += p * size;
    s.low_emphasis += p / level;
    s.high_emphasis += p * level;
    s.small_low_emphasis += p / (size * level);
    s.small_high_emphasis += p * level / size;
    s.large_low_emphasis += p * size / level;
    s.large_high_emphasis += p * size * level;
    s.entropy -= p * log2(p);
    s.energy += p * p;
  }
  s.entropy += 0.0;  // a single cell gives -0
}

double sum_of_squares(const Marginal& marginal) {
  double sum = 0.0;
  for (const auto& [key, count] : marginal) sum += count * count;
  return sum;
}

double variance(const Marginal& marginal, double total) {
  double mean = 0.0;
  for (const auto& [key, count] : marginal) mean += static_cast<double>(key) * (count / total);
  double sum = 0.0;
  for (const auto& [key, count] : marginal) {
    const double distance = static_cast<double>(key) - mean;
    sum += distance * distance * (count / total);
  }
  return marginal.size() == 1 ? 0.0 : sum;
}

}  // namespace

LevelSizeStatistics level_size_statistics(const LevelSizeMatrix& matrix) {
  Marginal levels;
  Marginal sizes;
  for (const Cell& cell : matrix.cells) {
    levels[cell.level] += cell.count;
    sizes[cell.size] += cell.count;
  }
  LevelSizeStatistics s;
  add_emphases(matrix, s);
  s.level_non_uniformity = sum_of_squares(levels) / matrix.total;
  s.level_non_uniformity_normalised = s.level_non_uniformity / matrix.total;
  s.size_non_uniformity = sum_of_squares(sizes) / matrix.total;
  s.size_non_uniformity_normalised = s.size_non_uniformity / matrix.total;
  s.percentage = matrix.total / matrix.voxels;
  s.level_variance = variance(levels, matrix.total);
  s.size_variance = variance(sizes, matrix.total);
  return s;
}

}  // namespace voxtrait
