#include "voxtrait/texture/co_occurrence.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

#include "texture/kernels/pair_counts.hpp"
#include "texture/sort_keys.hpp"
#include "texture/sum_of_cells.hpp"

namespace voxtrait {

namespace {

using Cell = CoOccurrence::Cell;
using Spans = std::span<const LevelSpan>;

/// A table fits the 32-bit counts of at most this many voxels.
constexpr std::int64_t most_counted = std::int64_t{1} << 31;

std::int64_t length_of(Spans spans) {
  return std::accumulate(spans.begin(), spans.end(), std::int64_t{0},
                         [](std::int64_t sum, const LevelSpan& s) { return sum + s.length; });
}

/// Whether a table of all pairs of levels is worth its size.
bool dense(std::int64_t levels, std::int64_t voxels) {
  constexpr std::int64_t always = 128;
  constexpr std::int64_t never = 8192;
  if (levels <= always || levels > never) return levels <= always;
  return (levels + 1) * (levels + 1) <= 4 * voxels;
}

void add_cell(CoOccurrence& matrix, std::uint32_t i, std::uint32_t j, std::uint64_t pairs) {
  if (pairs == 0) return;
  const std::uint64_t count = i == j ? 2 * pairs : pairs;
  matrix.cells.push_back({i, j, static_cast<double>(count)});
}

/// Adds what lies below the diagonal to what lies above, tile by tile: columns are far apart.
void fold(std::uint32_t* table, std::size_t width) {
  constexpr std::size_t tile = 32;
  for (std::size_t i0 = 1; i0 < width; i0 += tile) {
    const std::size_t i1 = std::min(i0 + tile, width);
    for (std::size_t j0 = i0; j0 < width; j0 += tile) {
      const std::size_t j1 = std::min(j0 + tile, width);
      for (std::size_t i = i0; i < i1; ++i) {
        for (std::size_t j = std::max(i + 1, j0); j < j1; ++j) {
          table[i * width + j] += table[j * width + i];
        }
      }
    }
  }
}

CoOccurrence matrix_of(std::span<std::uint32_t> table, std::size_t width, std::size_t most_pairs) {
  constexpr std::size_t small = 8192;  // most cells of a small table are taken
  fold(table.data(), width);
  CoOccurrence matrix;
  if (table.size() <= small) matrix.cells.reserve(std::min(width * (width - 1) / 2, most_pairs));
  std::uint64_t pairs = 0;
  for (std::size_t i = 1; i < width; ++i) {
    for (std::size_t j = i; j < width; ++j) {
      pairs += table[i * width + j];
      add_cell(matrix, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j),
               table[i * width + j]);
    }
  }
  matrix.total = 2.0 * static_cast<double>(pairs);
  return matrix;
}

/// Few levels make equal pairs in a row likely, and small tables cost little to clear and sum.
std::size_t tables_for(std::size_t cells) {
  constexpr std::size_t few = 512;
  constexpr std::size_t small = 4608;  // two of them about fill the nearest cache
  return cells <= few ? 4 : (cells <= small ? 2 : 1);
}

template <class T>
CoOccurrence count_dense(const T* voxels, Spans spans, std::int64_t levels, std::ptrdiff_t step) {
  // Row and column 0 collect the pairs with the outside, so no voxel needs a test.
  const auto width = static_cast<std::size_t>(levels) + 1;
  const std::size_t cells = width * width;
  const std::size_t count = tables_for(cells);
  std::vector<std::uint32_t> table(count * cells, 0);
  PairTables tables{static_cast<std::uint32_t>(width), {}};
  for (std::size_t t = 0; t < PairTables::most; ++t) {
    tables.tables[t] = table.data() + t % count * cells;
  }
  count_pairs(voxels, spans, step, tables);
  for (std::size_t t = 1; t < count; ++t) {
    const auto* more = tables.tables[t];
    std::transform(more, more + cells, table.begin(), table.begin(), std::plus<>());
  }
  return matrix_of(std::span(table).first(cells), width,
                   static_cast<std::size_t>(length_of(spans)));
}

/// The pairs inside the ROI, each as its smaller level above `bits` bits of its larger one.
template <class T>
std::vector<std::uint32_t> pairs_of(const T* voxels, Spans spans, std::ptrdiff_t step,
                                    unsigned bits) {
  std::vector<std::uint32_t> pairs(static_cast<std::size_t>(length_of(spans)));
  std::size_t count = 0;
  for (const LevelSpan& span : spans) {
    for (const T* v = voxels + span.offset; v != voxels + span.offset + span.length; ++v) {
      const std::uint32_t a = v[0];
      const std::uint32_t b = v[step];
      pairs[count] = std::min(a, b) << bits | std::max(a, b);
      count += a != 0 && b != 0 ? 1U : 0U;
    }
  }
  pairs.resize(count);
  return pairs;
}

/// Sorts pairs: equal ones then follow each other.
template <class T>
CoOccurrence count_sparse(const T* voxels, Spans spans, std::int64_t levels, std::ptrdiff_t step) {
  const auto bits = static_cast<unsigned>(std::bit_width(static_cast<std::uint64_t>(levels)));
  const std::uint32_t larger = (1U << bits) - 1;
  std::vector<std::uint32_t> pairs = pairs_of(voxels, spans, step, bits);
  sort_keys(pairs, 2 * bits);
  CoOccurrence matrix;
  matrix.total = 2.0 * static_cast<double>(pairs.size());
  for (std::size_t run = 0; run < pairs.size();) {
    std::size_t next = run + 1;
    while (next < pairs.size() && pairs[next] == pairs[run]) ++next;
    add_cell(matrix, pairs[run] >> bits, pairs[run] & larger, next - run);
    run = next;
  }
  return matrix;
}

std::uint64_t key(const Cell& cell) { return std::uint64_t{cell.i} << 32U | cell.j; }

}  // namespace

CoOccurrence co_occurrence(const Levels& levels, const Direction& direction, std::int64_t z_begin,
                           std::int64_t z_end) {
  const Spans spans = levels.spans_of(z_begin, z_end);
  const std::int64_t voxels = length_of(spans);
  if (voxels > most_counted && z_end - z_begin > 1) {
    const std::int64_t middle = (z_begin + z_end) / 2;
    return merged(std::array{co_occurrence(levels, direction, z_begin, middle),
                             co_occurrence(levels, direction, middle, z_end)});
  }
  return std::visit(
      [&](const auto& padded) {
        const auto* first = padded.values().data();
        const std::ptrdiff_t step = step_of(direction, padded.size());
        return dense(levels.count, voxels) ? count_dense(first, spans, levels.count, step)
                                           : count_sparse(first, spans, levels.count, step);
      },
      levels.padded);
}

CoOccurrence merged(std::span<const CoOccurrence> matrices, std::span<const double> weights) {
  CoOccurrence result;
  for (std::size_t m = 0; m < matrices.size(); ++m) {
    const double weight = weights.empty() ? 1.0 : weights[m];
    std::vector<Cell> cells = weighted_cells(matrices[m].cells, weight);
    result.cells = m == 0 ? std::move(cells) : sum_of_cells(result.cells, cells, key);
    result.total += weight * matrices[m].total;
  }
  return result;
}

}  // namespace voxtrait
