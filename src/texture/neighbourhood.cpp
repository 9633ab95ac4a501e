#include "voxtrait/texture/neighbourhood.hpp"

#include <algorithm>
#include <cstdlib>

namespace voxtrait {

namespace {

/// Offsets in a padded volume to all neighbours within a Chebyshev distance.
std::vector<std::int64_t> neighbour_offsets(const Index& size, std::int64_t distance,
                                            bool in_plane) {
  std::vector<std::int64_t> offsets;
  const std::int64_t dz_most = in_plane ? 0 : distance;
  for (std::int64_t dz = -dz_most; dz <= dz_most; ++dz) {
    for (std::int64_t dy = -distance; dy <= distance; ++dy) {
      for (std::int64_t dx = -distance; dx <= distance; ++dx) {
        if (dx != 0 || dy != 0 || dz != 0) offsets.push_back((dz * size[1] + dy) * size[0] + dx);
      }
    }
  }
  return offsets;
}

/// Calls `visit(voxel)` with a pointer to each ROI voxel of the slices.
template <class T, class Visit>
void for_each_voxel(const Volume<T>& padded, std::int64_t border, std::int64_t z_begin,
                    std::int64_t z_end, Visit&& visit) {
  for (std::int64_t z = z_begin + border; z < z_end + border; ++z) {
    for (std::int64_t y = border; y < padded.size()[1] - border; ++y) {
      for (const T& voxel : padded.row(y, z)) {
        if (voxel != 0) visit(&voxel);
      }
    }
  }
}

template <class T>
ToneDifference differences_in(const Volume<T>& padded, const Levels& levels, std::int64_t distance,
                              std::int64_t z_begin, std::int64_t z_end) {
  const auto offsets = neighbour_offsets(padded.size(), distance, z_end - z_begin == 1);
  const std::size_t most = offsets.size();
  const auto count = static_cast<std::size_t>(levels.count);
  // |i - sum / n| = |i n - sum| / n: numerators are integers, kept apart for each n.
  std::vector<std::uint64_t> numerators(count * (most + 1), 0);
  ToneDifference result{std::vector<double>(count), std::vector<std::uint64_t>(count)};
  for_each_voxel(padded, levels.border, z_begin, z_end, [&](const T* voxel) {
    std::int64_t sum = 0;
    std::int64_t neighbours = 0;
    for (const std::int64_t offset : offsets) {
      sum += voxel[offset];
      neighbours += voxel[offset] != 0 ? 1 : 0;
    }
    if (neighbours == 0) return;
    const std::size_t i = *voxel - std::size_t{1};
    numerators[i * (most + 1) + static_cast<std::size_t>(neighbours)] +=
        static_cast<std::uint64_t>(std::abs(*voxel * neighbours - sum));
    ++result.voxels[i];
  });
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t n = 1; n <= most; ++n) {
      result.differences[i] +=
          static_cast<double>(numerators[i * (most + 1) + n]) / static_cast<double>(n);
    }
  }
  return result;
}

template <class T>
LevelSizeMatrix dependences_in(const Volume<T>& padded, const Levels& levels, std::int64_t distance,
                               std::int64_t coarseness, std::int64_t z_begin, std::int64_t z_end) {
  const auto offsets = neighbour_offsets(padded.size(), distance, z_end - z_begin == 1);
  LevelSizeCounter counter(levels.count);
  std::uint64_t voxels = 0;
  for_each_voxel(padded, levels.border, z_begin, z_end, [&](const T* voxel) {
    std::uint64_t dependence = 1;
    for (const std::int64_t offset : offsets) {
      const std::int64_t difference = std::int64_t{*voxel} - voxel[offset];
      dependence += voxel[offset] != 0 && std::abs(difference) <= coarseness ? 1 : 0;
    }
    counter.add(*voxel, dependence);
    ++voxels;
  });
  return counter.matrix(voxels);
}

}  // namespace

bool ToneDifference::empty() const noexcept {
  return std::ranges::all_of(voxels, [](std::uint64_t n) { return n == 0; });
}

ToneDifference tone_differences(const Levels& levels, std::int64_t distance, std::int64_t z_begin,
                                std::int64_t z_end) {
  return std::visit(
      [&](const auto& padded) { return differences_in(padded, levels, distance, z_begin, z_end); },
      levels.padded);
}

ToneDifference merged(std::span<const ToneDifference> matrices) {
  ToneDifference result;
  for (const ToneDifference& matrix : matrices) {
    result.differences.resize(matrix.differences.size());
    result.voxels.resize(matrix.voxels.size());
    for (std::size_t i = 0; i < matrix.voxels.size(); ++i) {
      result.differences[i] += matrix.differences[i];
      result.voxels[i] += matrix.voxels[i];
    }
  }
  return result;
}

LevelSizeMatrix dependences(const Levels& levels, std::int64_t distance, std::int64_t coarseness,
                            std::int64_t z_begin, std::int64_t z_end) {
  return std::visit(
      [&](const auto& padded) {
        return dependences_in(padded, levels, distance, coarseness, z_begin, z_end);
      },
      levels.padded);
}

}  // namespace voxtrait
