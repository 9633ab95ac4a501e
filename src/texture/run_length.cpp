#include "voxtrait/texture/run_length.hpp"

#include <numeric>

#include "texture/kernels/long_runs.hpp"

namespace voxtrait {

LevelSizeMatrix run_lengths(const Levels& levels, const Direction& direction, std::int64_t z_begin,
                            std::int64_t z_end,
                            std::optional<std::span<const std::uint64_t>> equal_pairs) {
  const std::uint64_t shortest = equal_pairs ? 3 : 2;
  const auto spans = levels.spans_of(z_begin, z_end);
  const std::vector<std::uint64_t> histogram = histogram_of(levels, z_begin, z_end);
  const std::uint64_t voxels = std::reduce(histogram.begin(), histogram.end());
  LevelSizeCounter counter(levels.count, voxels);
  std::visit(
      [&](const auto& padded) {
        count_long_runs(padded.values().data(), padded.size(), spans, direction, shortest, counter);
      },
      levels.padded);
  if (equal_pairs) counter.fill_up(*equal_pairs, 2);
  counter.fill_up(histogram, 1);
  return counter.matrix(voxels);
}

}  // namespace voxtrait
