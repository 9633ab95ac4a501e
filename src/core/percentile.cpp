#include "voxtrait/core/percentile.hpp"

#include <cmath>

namespace voxtrait {

double order_statistic(const Distribution& distribution, std::uint64_t rank) noexcept {
  const bool all_differ = distribution.bins.size() == distribution.voxels;
  if (all_differ && rank < distribution.voxels) return distribution.bins[rank].value;
  std::uint64_t below = 0;
  for (const Distribution::Bin& bin : distribution.bins) {
    below += bin.count;
    if (rank < below) return bin.value;
  }
  return distribution.maximum();
}

double percentile_linear(const Distribution& distribution, int percent) noexcept {
  // Whole part and remainder of (n - 1) percent / 100 in integers: no rank is off by rounding.
  const std::uint64_t scaled = (distribution.voxels - 1) * static_cast<std::uint64_t>(percent);
  const double low = order_statistic(distribution, scaled / 100);
  if (scaled % 100 == 0) return low;
  const double high = order_statistic(distribution, scaled / 100 + 1);
  return low + (high - low) * (static_cast<double>(scaled % 100) / 100.0);
}

double percentile_nearest_rank(const Distribution& distribution, int percent) noexcept {
  const std::uint64_t scaled = distribution.voxels * static_cast<std::uint64_t>(percent);
  const std::uint64_t rank = (scaled + 99) / 100;
  return order_statistic(distribution, rank == 0 ? 0 : rank - 1);
}

}  // namespace voxtrait
