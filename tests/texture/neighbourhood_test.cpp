#include "voxtrait/texture/neighbourhood.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "support/level_sizes.hpp"
#include "support/levels.hpp"

namespace {

using voxtrait::Index;
using voxtrait::Levels;
using voxtrait::ToneDifference;
using voxtrait::test::elements_of;
using voxtrait::test::level_at;
using voxtrait::test::LevelSizes;
using voxtrait::test::LevelVolume;
using voxtrait::test::Random;

/// Levels of the neighbours of a voxel in the ROI and in the slices [z_begin, z_end).
std::vector<std::int64_t> neighbours(const LevelVolume& levels, const Index& v,
                                     std::int64_t distance, std::int64_t z_begin,
                                     std::int64_t z_end) {
  std::vector<std::int64_t> found;
  voxtrait::test::for_each_voxel(levels.size(), [&](auto x, auto y, auto z) {
    if (z < z_begin || z >= z_end || Index{x, y, z} == v) return;
    const std::int64_t apart =
        std::max({std::abs(x - v[0]), std::abs(y - v[1]), std::abs(z - v[2])});
    if (apart <= distance && levels.at(x, y, z) != 0) found.push_back(levels.at(x, y, z));
  });
  return found;
}

template <class Visit>
void for_each_roi_voxel(const LevelVolume& levels, std::int64_t z_begin, std::int64_t z_end,
                        Visit&& visit) {
  voxtrait::test::for_each_voxel(levels.size(), [&](auto x, auto y, auto z) {
    if (z >= z_begin && z < z_end && levels.at(x, y, z) != 0) visit(Index{x, y, z});
  });
}

/// The NGTDM by definition: s_i sums |i - mean of neighbours| over voxels that have any.
ToneDifference differences_by_definition(const LevelVolume& levels, std::int64_t count,
                                         std::int64_t distance, std::int64_t z_begin,
                                         std::int64_t z_end) {
  const auto n = static_cast<std::size_t>(count);
  ToneDifference result{std::vector<double>(n), std::vector<std::uint64_t>(n)};
  for_each_roi_voxel(levels, z_begin, z_end, [&](const Index& v) {
    const auto around = neighbours(levels, v, distance, z_begin, z_end);
    if (around.empty()) return;
    double mean = 0.0;
    for (const std::int64_t level : around) {
      mean += static_cast<double>(level) / static_cast<double>(around.size());
    }
    const auto i = static_cast<std::size_t>(level_at(levels, v) - 1);
    result.differences[i] += std::abs(static_cast<double>(level_at(levels, v)) - mean);
    ++result.voxels[i];
  });
  return result;
}

/// The NGLDM by definition: 1 + the number of neighbours that depend on the voxel.
LevelSizes dependences_by_definition(const LevelVolume& levels, std::int64_t distance,
                                     std::int64_t coarseness, std::int64_t z_begin,
                                     std::int64_t z_end) {
  LevelSizes result;
  for_each_roi_voxel(levels, z_begin, z_end, [&](const Index& v) {
    const std::int64_t level = level_at(levels, v);
    std::uint64_t dependence = 1;
    for (const std::int64_t other : neighbours(levels, v, distance, z_begin, z_end)) {
      if (std::abs(level - other) <= coarseness) ++dependence;
    }
    ++result[{static_cast<std::uint64_t>(level), dependence}];
  });
  return result;
}

ToneDifference tone_differences(const Levels& levels, std::int64_t distance, std::int64_t begin,
                                std::int64_t end) {
  return voxtrait::neighbourhood_matrices(levels, distance, 0, begin, end).tone_difference;
}

voxtrait::LevelSizeMatrix dependences(const Levels& levels, std::int64_t distance,
                                      std::int64_t coarseness, std::int64_t begin,
                                      std::int64_t end) {
  return voxtrait::neighbourhood_matrices(levels, distance, coarseness, begin, end).dependence;
}

void require_same(const ToneDifference& found, const ToneDifference& truth) {
  REQUIRE(found.voxels == truth.voxels);
  REQUIRE(found.differences.size() == truth.differences.size());
  for (std::size_t i = 0; i < truth.differences.size(); ++i) {
    CAPTURE(i);
    REQUIRE(found.differences[i] == Approx(truth.differences[i]).epsilon(1e-12).margin(1e-10));
  }
}

void require_as_defined(const LevelVolume& volume, std::int64_t distance, std::int64_t border) {
  const Levels levels = voxtrait::test::levels_of(volume, border);
  const std::int64_t slices = volume.size()[2];
  const auto check = [&](std::int64_t begin, std::int64_t end) {
    require_same(tone_differences(levels, distance, begin, end),
                 differences_by_definition(volume, levels.count, distance, begin, end));
    for (const std::int64_t coarseness : {0, 1, 3}) {
      CAPTURE(coarseness, begin, end);
      const auto found = dependences(levels, distance, coarseness, begin, end);
      REQUIRE(elements_of(found) ==
              dependences_by_definition(volume, distance, coarseness, begin, end));
      REQUIRE(found.voxels == voxtrait::test::voxels_in(volume, begin, end));
      REQUIRE(found.total == found.voxels);
    }
  };
  check(0, slices);
  for (std::int64_t z = 0; z < slices; ++z) check(z, z + 1);
}

}  // namespace

TEST_CASE("tone differences and dependences are as defined, in volumes and in slices") {
  Random random(421);
  for (const std::int64_t distance : {1, 2}) {
    for (const std::int64_t count : {1, 2, 6, 255, 300}) {
      for (const double part : {1.0, 0.6, 0.05}) {
        CAPTURE(distance, count, part);
        require_as_defined(voxtrait::test::random_levels({7, 6, 5}, count, part, random), distance,
                           distance);
      }
    }
  }
}

TEST_CASE("tone differences and dependences of thin volumes are as defined") {
  Random random(422);
  for (const Index& size :
       {Index{1, 1, 1}, {9, 1, 1}, {1, 8, 1}, {1, 1, 7}, {8, 5, 1}, {1, 6, 5}, {2, 2, 2}}) {
    CAPTURE(size);
    require_as_defined(voxtrait::test::random_levels(size, 4, 0.8, random), 1, 3);
    require_as_defined(voxtrait::test::random_levels(size, 4, 0.8, random), 3, 3);
  }
}

TEST_CASE("dependences beyond the table of sizes are as defined") {
  LevelVolume volume({9, 8, 7}, 1);  // up to 5^3 and 7^3 voxels in a neighbourhood
  volume.at(4, 4, 3) = 5;
  require_as_defined(volume, 2, 2);
  require_as_defined(volume, 3, 3);
}

TEST_CASE("a voxel without neighbours counts in the NGLDM and not in the NGTDM") {
  LevelVolume volume({5, 1, 1});
  volume.at(0, 0, 0) = 2;
  volume.at(3, 0, 0) = 1;
  const Levels levels = voxtrait::test::levels_of(volume, 1);
  CHECK(tone_differences(levels, 1, 0, 1).empty());
  CHECK(dependences(levels, 1, 0, 0, 1).total == 2.0);
}

TEST_CASE("merged tone differences are sums level by level") {
  Random random(423);
  const auto volume = voxtrait::test::random_levels({6, 5, 3}, 4, 0.7, random);
  const Levels levels = voxtrait::test::levels_of(volume, 1);
  std::vector<ToneDifference> slices;
  ToneDifference sum{std::vector<double>(4), std::vector<std::uint64_t>(4)};
  for (std::int64_t z = 0; z < 3; ++z) {
    slices.push_back(tone_differences(levels, 1, z, z + 1));
    for (std::size_t i = 0; i < 4; ++i) {
      sum.differences[i] += slices.back().differences[i];
      sum.voxels[i] += slices.back().voxels[i];
    }
  }
  require_same(voxtrait::merged(slices), sum);
}
