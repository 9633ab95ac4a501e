#pragma once

#include <catch2/catch.hpp>
#include <cstdint>
#include <map>

#include "support/random.hpp"
#include "support/volumes.hpp"
#include "voxtrait/texture/level_size_matrix.hpp"

namespace voxtrait::test {

using LevelVolume = Volume<std::int64_t>;

/// A level-size matrix by (level, size).
using LevelSizes = std::map<std::pair<std::uint64_t, std::uint64_t>, double>;

/// The elements of a matrix, with everything its documentation promises.
inline LevelSizes elements_of(const LevelSizeMatrix& matrix) {
  LevelSizes elements;
  double total = 0.0;
  std::pair<std::uint64_t, std::uint64_t> last{0, 0};
  for (const LevelSizeMatrix::Cell& cell : matrix.cells) {
    const std::pair<std::uint64_t, std::uint64_t> at{cell.level, cell.size};
    REQUIRE(at > last);  // ascending and unique
    REQUIRE(cell.level >= 1);
    REQUIRE(cell.size >= 1);
    REQUIRE(cell.count > 0.0);
    elements[at] = cell.count;
    total += cell.count;
    last = at;
  }
  REQUIRE(matrix.total == Approx(total).epsilon(1e-14));
  REQUIRE(matrix.empty() == elements.empty());
  return elements;
}

/// Levels 1 to `count` at random in part of the volume, 0 elsewhere; the highest level occurs.
inline LevelVolume random_levels(const Index& size, std::int64_t count, double part,
                                 Random& random) {
  auto volume = volume_of<std::int64_t>(
      size, [&](auto...) { return random.chance(part) ? random.integer(1, count) : 0; });
  volume.at(size[0] / 2, size[1] / 2, size[2] / 2) = count;
  return volume;
}

/// Bands of equal level, so that runs and zones are large.
inline LevelVolume smooth_levels(const Index& size, std::int64_t count, double part,
                                 Random& random) {
  auto volume = volume_of<std::int64_t>(size, [&](auto x, auto y, auto z) {
    return random.chance(part) ? 1 + ((x + 2 * y) / 4 + z / 2) % count : 0;
  });
  volume.at(size[0] / 2, size[1] / 2, size[2] / 2) = count;
  return volume;
}

/// The level of a voxel, 0 outside the volume.
inline std::int64_t level_at(const LevelVolume& volume, const Index& v) {
  for (std::size_t a = 0; a < 3; ++a) {
    if (v[a] < 0 || v[a] >= volume.size()[a]) return 0;
  }
  return volume.at(v[0], v[1], v[2]);
}

inline Index plus(const Index& a, const Index& b) {
  return {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
}

/// Number of voxels with a level in the slices [begin, end).
inline double voxels_in(const LevelVolume& volume, std::int64_t begin, std::int64_t end) {
  double count = 0.0;
  for_each_voxel(volume.size(), [&](auto x, auto y, auto z) {
    if (z >= begin && z < end && volume.at(x, y, z) != 0) count += 1.0;
  });
  return count;
}

}  // namespace voxtrait::test
