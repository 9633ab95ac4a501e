#include "pyradiomics_neighbours.hpp"

#include <cmath>
#include <cstdlib>

namespace voxtrait::pyradiomics {

namespace {

/// Calls `visit` with each voxel of the ROI: its level and its place in the padded volume.
template <class T, class Visit>
void for_each_voxel(const Volume<T>& padded, std::int64_t border, const Visit& visit) {
  const Index& size = padded.size();
  for (std::int64_t z = border; z < size[2] - border; ++z) {
    for (std::int64_t y = border; y < size[1] - border; ++y) {
      for (std::int64_t x = border; x < size[0] - border; ++x) {
        if (padded.at(x, y, z) != 0) visit(padded.at(x, y, z), padded.offset(x, y, z));
      }
    }
  }
}

std::vector<std::ptrdiff_t> offsets_of(const Index& size, const std::vector<Direction>& steps) {
  std::vector<std::ptrdiff_t> offsets;
  offsets.reserve(steps.size());
  for (const Direction& d : steps) offsets.push_back((d[2] * size[1] + d[1]) * size[0] + d[0]);
  return offsets;
}

}  // namespace

LevelSizeMatrix dependences_of(const Levels& levels, const std::vector<Direction>& steps,
                               std::int64_t coarseness) {
  LevelSizeCounter counter(levels.count, levels.voxels);
  std::visit(
      [&](const auto& padded) {
        const auto offsets = offsets_of(padded.size(), steps);
        for_each_voxel(padded, levels.border, [&](std::uint32_t level, std::size_t at) {
          const auto* voxel = padded.values().data() + at;
          std::uint64_t size = 1;
          for (const std::ptrdiff_t offset : offsets) {
            const std::int64_t other = voxel[offset];
            size += other != 0 && std::abs(other - std::int64_t{level}) <= coarseness ? 1U : 0U;
          }
          counter.add(level, size);
        });
      },
      levels.padded);
  return counter.matrix(levels.voxels);
}

ToneDifference tone_differences_of(const Levels& levels, const std::vector<Direction>& steps) {
  const auto count = static_cast<std::size_t>(levels.count);
  ToneDifference result{std::vector<double>(count), std::vector<std::uint64_t>(count)};
  std::visit(
      [&](const auto& padded) {
        const auto offsets = offsets_of(padded.size(), steps);
        for_each_voxel(padded, levels.border, [&](std::uint32_t level, std::size_t at) {
          const auto* voxel = padded.values().data() + at;
          double sum = 0.0;
          double neighbours = 0.0;
          for (const std::ptrdiff_t offset : offsets) {
            sum += static_cast<double>(voxel[offset]);
            neighbours += voxel[offset] != 0 ? 1.0 : 0.0;
          }
          if (neighbours == 0.0) return;
          result.differences[level - 1] += std::abs(static_cast<double>(level) - sum / neighbours);
          ++result.voxels[level - 1];
        });
      },
      levels.padded);
  return result;
}

}  // namespace voxtrait::pyradiomics
