#include "voxtrait/texture/run_length.hpp"

namespace voxtrait {

namespace {

/// A run begins where the voxel before has another level; outside has level 0, so no run goes on
/// beyond the ROI and no bounds are checked.
template <class T>
LevelSizeMatrix count_runs(const Volume<T>& padded, const Levels& levels,
                           const Direction& direction, std::int64_t z_begin, std::int64_t z_end) {
  const Index& size = padded.size();
  const std::int64_t step = (direction[2] * size[1] + direction[1]) * size[0] + direction[0];
  LevelSizeCounter counter(levels.count);
  std::uint64_t voxels = 0;
  for (std::int64_t z = z_begin + levels.border; z < z_end + levels.border; ++z) {
    for (std::int64_t y = levels.border; y < size[1] - levels.border; ++y) {
      for (const T& voxel : padded.row(y, z)) {
        if (voxel == 0) continue;
        ++voxels;
        const T* at = &voxel;
        if (at[-step] == voxel) continue;
        std::uint64_t length = 1;
        while (at[step] == voxel) {
          at += step;
          ++length;
        }
        counter.add(voxel, length);
      }
    }
  }
  return counter.matrix(voxels);
}

}  // namespace

LevelSizeMatrix run_lengths(const Levels& levels, const Direction& direction, std::int64_t z_begin,
                            std::int64_t z_end) {
  return std::visit(
      [&](const auto& padded) { return count_runs(padded, levels, direction, z_begin, z_end); },
      levels.padded);
}

}  // namespace voxtrait
