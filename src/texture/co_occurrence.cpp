#include "voxtrait/texture/co_occurrence.hpp"

#include <algorithm>
#include <type_traits>

namespace voxtrait {

namespace {

/// Up to this many levels pairs are counted in a dense table, beyond by sorting their keys.
constexpr std::int64_t dense_levels = 1024;

/// One row of the padded volume that is known to hold ROI voxels only in [begin, end).
template <class T>
struct RowSpan {
  const T* begin;
  const T* end;
};

template <class T>
RowSpan<T> roi_span(std::span<const T> row) noexcept {
  const T* begin = row.data();
  const T* end = row.data() + row.size();
  while (begin != end && *begin == 0) ++begin;
  while (end != begin && end[-1] == 0) --end;
  return {begin, end};
}

/// Calls `count(level, neighbour)` for every voxel of the rows' spans; either may be 0 (outside).
template <class T, class Count>
void visit_pairs(const Volume<T>& padded, std::int64_t border, const Direction& direction,
                 std::int64_t z_begin, std::int64_t z_end, Count&& count) {
  const Index& size = padded.size();
  const std::int64_t step = (direction[2] * size[1] + direction[1]) * size[0] + direction[0];
  for (std::int64_t z = z_begin + border; z < z_end + border; ++z) {
    for (std::int64_t y = border; y < size[1] - border; ++y) {
      const RowSpan<T> span = roi_span(padded.row(y, z));
      for (const T* voxel = span.begin; voxel != span.end; ++voxel) count(*voxel, voxel[step]);
    }
  }
}

void add_cell(CoOccurrence& matrix, std::uint32_t i, std::uint32_t j, std::uint64_t pairs) {
  if (pairs == 0) return;
  const std::uint64_t count = i == j ? 2 * pairs : pairs;
  matrix.cells.push_back({i, j, static_cast<double>(count)});
  matrix.total += 2.0 * static_cast<double>(pairs);
}

template <class T>
CoOccurrence count_dense(const Volume<T>& padded, const Levels& levels, const Direction& direction,
                         std::int64_t z_begin, std::int64_t z_end) {
  // Row and column 0 collect the pairs with the outside, so no voxel needs a test.
  const auto width = static_cast<std::size_t>(levels.count) + 1;
  std::vector<std::uint64_t> table(width * width, 0);
  visit_pairs(padded, levels.border, direction, z_begin, z_end,
              [&table, width](T a, T b) { ++table[a * width + b]; });
  CoOccurrence matrix;
  for (std::size_t i = 1; i < width; ++i) {
    add_cell(matrix, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i),
             table[i * width + i]);
    for (std::size_t j = i + 1; j < width; ++j) {
      add_cell(matrix, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j),
               table[i * width + j] + table[j * width + i]);
    }
  }
  return matrix;
}

template <class T>
CoOccurrence count_sparse(const Volume<T>& padded, const Levels& levels, const Direction& direction,
                          std::int64_t z_begin, std::int64_t z_end) {
  std::vector<std::uint64_t> keys;
  visit_pairs(padded, levels.border, direction, z_begin, z_end, [&keys](T a, T b) {
    if (a != 0 && b != 0) keys.push_back(std::uint64_t{std::min(a, b)} << 32U | std::max(a, b));
  });
  std::ranges::sort(keys);
  CoOccurrence matrix;
  for (auto run = keys.begin(); run != keys.end();) {
    const auto next = std::upper_bound(run, keys.end(), *run);
    add_cell(matrix, static_cast<std::uint32_t>(*run >> 32U), static_cast<std::uint32_t>(*run),
             static_cast<std::uint64_t>(next - run));
    run = next;
  }
  return matrix;
}

}  // namespace

CoOccurrence co_occurrence(const Levels& levels, const Direction& direction, std::int64_t z_begin,
                           std::int64_t z_end) {
  return std::visit(
      [&](const auto& padded) {
        return levels.count <= dense_levels
                   ? count_dense(padded, levels, direction, z_begin, z_end)
                   : count_sparse(padded, levels, direction, z_begin, z_end);
      },
      levels.padded);
}

CoOccurrence merged(std::span<const CoOccurrence> matrices, std::span<const double> weights) {
  using Cell = CoOccurrence::Cell;
  const auto key = [](const Cell& cell) { return std::uint64_t{cell.i} << 32U | cell.j; };
  std::vector<Cell> all;
  CoOccurrence result;
  for (std::size_t m = 0; m < matrices.size(); ++m) {
    const double weight = weights.empty() ? 1.0 : weights[m];
    for (Cell cell : matrices[m].cells) {
      cell.count *= weight;
      all.push_back(cell);
    }
    result.total += weight * matrices[m].total;
  }
  std::ranges::stable_sort(all, {}, key);
  for (const Cell& cell : all) {
    if (!result.cells.empty() && key(result.cells.back()) == key(cell)) {
      result.cells.back().count += cell.count;
    } else {
      result.cells.push_back(cell);
    }
  }
  return result;
}

std::int64_t slice_count(const Levels& levels) noexcept {
  return std::visit([&](const auto& padded) { return padded.size()[2] - 2 * levels.border; },
                    levels.padded);
}

}  // namespace voxtrait
