#include "voxtrait/texture/neighbourhood.hpp"

#include <algorithm>
#include <functional>

#include "texture/kernels/neighbourhoods.hpp"

namespace voxtrait {

namespace {

ToneDifference tone_difference_of(const NeighbourhoodTables& tables, std::int64_t levels) {
  const auto columns = static_cast<std::size_t>(tables.columns);
  const auto count = static_cast<std::size_t>(levels);
  ToneDifference result{std::vector<double>(count), std::vector<std::uint64_t>(count)};
  for (const std::uint32_t level : tables.levels) {
    const std::size_t row = tables.rows[level] * columns;
    // |i - sum / n| = |i n - sum| / n: numerators are integers, kept apart for each n.
    for (std::size_t n = 1; n < columns; ++n) {
      if (tables.voxels[row + n] == 0) continue;
      result.differences[level - 1] +=
          static_cast<double>(tables.differences[row + n]) / static_cast<double>(n);
      result.voxels[level - 1] += tables.voxels[row + n];
    }
  }
  return result;
}

LevelSizeMatrix dependences_of(const NeighbourhoodTables& tables) {
  const auto columns = static_cast<std::size_t>(tables.columns);
  LevelSizeMatrix matrix;
  for (const std::uint32_t level : tables.levels) {
    const std::size_t row = tables.rows[level] * columns;
    for (std::size_t size = 1; size < columns; ++size) {
      if (tables.dependences[row + size] == 0) continue;
      const auto count = static_cast<double>(tables.dependences[row + size]);
      matrix.cells.push_back({level, size, count});
      matrix.total += count;
    }
  }
  matrix.voxels = matrix.total;
  return matrix;
}

void add(std::vector<std::uint64_t>& to, const std::vector<std::uint64_t>& from) {
  std::ranges::transform(to, from, to.begin(), std::plus<>());
}

NeighbourhoodTables tables_of(const Levels& levels, const Neighbourhood& neighbourhood,
                              std::int64_t coarseness, std::int64_t z_begin, std::int64_t z_end,
                              const Parallel& parallel) {
  const std::int64_t slices = z_end - z_begin;
  const std::int64_t slabs = std::min<std::int64_t>(slices, 4 * (parallel.threads() - 1) + 1);
  std::vector<NeighbourhoodTables> parts(static_cast<std::size_t>(slabs));
  const std::vector<std::uint64_t> histogram = histogram_of(levels, z_begin, z_end);
  parallel.for_each(parts.size(), [&](std::size_t i) {
    const auto part = static_cast<std::int64_t>(i);
    const auto spans =
        levels.spans_of(z_begin + slices * part / slabs, z_begin + slices * (part + 1) / slabs);
    parts[i] = empty_tables(histogram, neighbourhood);
    std::visit(
        [&](const auto& padded) {
          count_neighbourhoods(padded.values().data(), padded.size(), spans, neighbourhood,
                               coarseness, parts[i]);
        },
        levels.padded);
  });
  for (std::size_t i = 1; i < parts.size(); ++i) {
    add(parts[0].differences, parts[i].differences);
    add(parts[0].voxels, parts[i].voxels);
    add(parts[0].dependences, parts[i].dependences);
  }
  return std::move(parts[0]);
}

}  // namespace

bool ToneDifference::empty() const noexcept {
  return std::ranges::all_of(voxels, [](std::uint64_t n) { return n == 0; });
}

NeighbourhoodMatrices neighbourhood_matrices(const Levels& levels, std::int64_t distance,
                                             std::int64_t coarseness, std::int64_t z_begin,
                                             std::int64_t z_end, const Parallel& parallel) {
  const Neighbourhood neighbourhood{distance, z_end - z_begin == 1};
  const NeighbourhoodTables tables =
      tables_of(levels, neighbourhood, coarseness, z_begin, z_end, parallel);
  return {tone_difference_of(tables, levels.count), dependences_of(tables)};
}

ToneDifference merged(std::span<const ToneDifference> matrices) {
  ToneDifference result;
  for (const ToneDifference& matrix : matrices) {
    result.differences.resize(matrix.differences.size());
    result.voxels.resize(matrix.voxels.size());
    std::ranges::transform(result.differences, matrix.differences, result.differences.begin(),
                           std::plus<>());
    add(result.voxels, matrix.voxels);
  }
  return result;
}

}  // namespace voxtrait
