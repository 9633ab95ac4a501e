#include "voxtrait/texture/run_length.hpp"

#include <numeric>

#include "texture/kernels/long_runs.hpp"

namespace voxtrait {

LevelSizeMatrix run_lengths(const Levels& levels, const Direction& direction, std::int64_t z_begin,
                            std::int64_t z_end) {
  const auto spans = levels.spans_of(z_begin, z_end);
  const std::vector<std::uint64_t> histogram = histogram_of(levels, z_begin, z_end);
  const std::uint64_t voxels = std::reduce(histogram.begin(), histogram.end());
  LevelSizeCounter counter(levels.count, voxels);
  std::visit(
      [&](const auto& padded) {
        count_long_runs(padded.values().data(), padded.size(), spans, direction, counter);
      },
      levels.padded);
  counter.fill_up(histogram);
  return counter.matrix(voxels);
}

}  // namespace voxtrait
