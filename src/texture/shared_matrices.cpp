#include "voxtrait/texture/shared_matrices.hpp"

namespace voxtrait {

/// Calls `compute(begin, end, parallel)` for each slice, slices side by side.
template <class Compute>
auto SharedMatrices::each_slice(Compute compute) const {
  const Parallel alone(1);
  using Matrices = decltype(compute(0, 1, alone));
  std::vector<Matrices> result(static_cast<std::size_t>(levels_.slice_count()));
  parallel_.for_each(result.size(), [&](std::size_t i) {
    const auto z = static_cast<std::int64_t>(i);
    result[i] = compute(z, z + 1, alone);
  });
  return result;
}

std::vector<ZoneMatrices> SharedMatrices::compute_zones(bool in_slices) const {
  const Volume<std::uint8_t>& mask = roi_.morphological_mask;
  const Volume<std::uint16_t> distances = roi_.rows.empty()
                                              ? border_distances(mask, in_slices)
                                              : border_distances(mask, roi_.rows, in_slices);
  const auto compute = [&](std::int64_t begin, std::int64_t end, const Parallel& parallel) {
    const std::vector<Zone> zones = zones_of(levels_, distances, begin, end, parallel);
    return ZoneMatrices{size_zones(zones, levels_.count), distance_zones(zones, levels_.count)};
  };
  if (in_slices) return each_slice(compute);
  return {compute(0, levels_.slice_count(), parallel_)};
}

const std::vector<ZoneMatrices>& SharedMatrices::zones(bool in_slices) const {
  Once<ZoneMatrices>& once = in_slices ? slice_zones_ : volume_zones_;
  std::call_once(once.flag, [&] { once.matrices = compute_zones(in_slices); });
  return once.matrices;
}

const std::vector<NeighbourhoodMatrices>& SharedMatrices::neighbourhoods(std::int64_t distance,
                                                                         std::int64_t coarseness,
                                                                         bool in_slices) const {
  Once<NeighbourhoodMatrices>* once = nullptr;
  {
    const std::scoped_lock lock(mutex_);
    once = &neighbourhoods_[{distance, coarseness, in_slices}];
  }
  const auto compute = [&](std::int64_t begin, std::int64_t end, const Parallel& parallel) {
    return neighbourhood_matrices(levels_, distance, coarseness, begin, end, parallel);
  };
  std::call_once(once->flag, [&] {
    if (in_slices) {
      once->matrices = each_slice(compute);
    } else {
      once->matrices.push_back(compute(0, levels_.slice_count(), parallel_));
    }
  });
  return once->matrices;
}

}  // namespace voxtrait
