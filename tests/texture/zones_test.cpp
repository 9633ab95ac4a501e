#include "voxtrait/texture/zones.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "support/level_sizes.hpp"
#include "support/levels.hpp"
#include "support/masks.hpp"

namespace {

using voxtrait::Index;
using voxtrait::Levels;
using voxtrait::Volume;
using voxtrait::Zone;
using voxtrait::test::elements_of;
using voxtrait::test::is_set;
using voxtrait::test::LevelSizes;
using voxtrait::test::LevelVolume;
using voxtrait::test::MaskVolume;
using voxtrait::test::Random;

using Distances = Volume<std::uint16_t>;
using ZoneKey = std::tuple<std::uint32_t, std::uint64_t, std::uint32_t>;

/// The definition by erosion: voxels with a neighbour (sharing a face) outside have distance 1;
/// take them away, and those that then lie at the border have distance 2, and so on.
Distances distances_by_erosion(MaskVolume mask, bool in_slices) {
  Distances distances(mask.size());
  const std::size_t axes = in_slices ? 2 : 3;
  for (std::uint32_t step = 1; std::ranges::count(mask.values(), 1) > 0; ++step) {
    const MaskVolume before = mask;
    voxtrait::test::for_each_voxel(mask.size(), [&](auto x, auto y, auto z) {
      if (before.at(x, y, z) == 0) return;
      bool at_border = false;
      for (std::size_t a = 0; a < axes; ++a) {
        for (const std::int64_t side : {-1, 1}) {
          Index next{x, y, z};
          next[a] += side;
          at_border |= !is_set(before, next);
        }
      }
      if (!at_border) return;
      distances.at(x, y, z) = static_cast<std::uint16_t>(step);
      mask.at(x, y, z) = 0;
    });
  }
  return distances;
}

/// Zones by flood fill from each voxel that is left; neighbours touch at a corner at least.
std::vector<ZoneKey> zones_by_filling(LevelVolume levels, const Distances& distances,
                                      std::int64_t z_begin, std::int64_t z_end) {
  std::vector<ZoneKey> zones;
  voxtrait::test::for_each_voxel(levels.size(), [&](auto x, auto y, auto z) {
    if (z < z_begin || z >= z_end || levels.at(x, y, z) == 0) return;
    const std::int64_t level = levels.at(x, y, z);
    std::vector<Index> open{{x, y, z}};
    levels.at(x, y, z) = 0;
    std::uint64_t size = 0;
    std::uint32_t nearest = 1000000;
    while (!open.empty()) {
      const Index v = open.back();
      open.pop_back();
      ++size;
      nearest = std::min<std::uint32_t>(nearest, distances.at(v[0], v[1], v[2]));
      voxtrait::test::for_each_voxel({3, 3, 3}, [&](auto dx, auto dy, auto dz) {
        const Index n{v[0] + dx - 1, v[1] + dy - 1, v[2] + dz - 1};
        if (n[2] < z_begin || n[2] >= z_end) return;
        if (voxtrait::test::level_at(levels, n) != level) return;
        levels.at(n[0], n[1], n[2]) = 0;
        open.push_back(n);
      });
    }
    zones.emplace_back(static_cast<std::uint32_t>(level), size, nearest);
  });
  std::ranges::sort(zones);
  return zones;
}

std::vector<ZoneKey> sorted(const std::vector<Zone>& zones) {
  std::vector<ZoneKey> keys;
  for (const Zone& zone : zones) keys.emplace_back(zone.level, zone.voxels, zone.distance);
  std::ranges::sort(keys);
  return keys;
}

MaskVolume mask_of(const LevelVolume& levels) {
  return voxtrait::test::volume_of<std::uint8_t>(
      levels.size(), [&](auto x, auto y, auto z) { return levels.at(x, y, z) != 0 ? 1 : 0; });
}

void require_equals_filling(const LevelVolume& volume, const MaskVolume& morphological,
                            std::int64_t border) {
  const Levels levels = voxtrait::test::levels_of(volume, border);
  const std::int64_t slices = volume.size()[2];
  const auto check = [&](const Distances& distances, std::int64_t begin, std::int64_t end) {
    const auto zones = voxtrait::zones_of(levels, distances, begin, end);
    const auto truth = zones_by_filling(volume, distances, begin, end);
    REQUIRE(sorted(zones) == truth);
    LevelSizes sizes;
    LevelSizes nearest;
    for (const auto& [level, size, distance] : truth) {
      ++sizes[{level, size}];
      ++nearest[{level, distance}];
    }
    const auto size_matrix = voxtrait::size_zones(zones, levels.count);
    const auto distance_matrix = voxtrait::distance_zones(zones, levels.count);
    REQUIRE(elements_of(size_matrix) == sizes);
    REQUIRE(elements_of(distance_matrix) == nearest);
    REQUIRE(size_matrix.voxels == voxtrait::test::voxels_in(volume, begin, end));
    REQUIRE(distance_matrix.voxels == size_matrix.voxels);
  };
  check(distances_by_erosion(morphological, false), 0, slices);
  const auto in_slices = distances_by_erosion(morphological, true);
  for (std::int64_t z = 0; z < slices; ++z) check(in_slices, z, z + 1);
}

}  // namespace

TEST_CASE("border distances are those of erosion step by step") {
  Random random(411);
  for (const Index& size :
       {Index{9, 8, 7}, {1, 1, 1}, {15, 1, 1}, {11, 12, 1}, {1, 9, 8}, {13, 13, 13}}) {
    for (const double probability : {0.3, 0.9, 0.99, 1.0}) {
      const MaskVolume mask = voxtrait::test::random_mask(size, probability, random);
      for (const bool in_slices : {false, true}) {
        CAPTURE(size, probability, in_slices);
        const auto found = voxtrait::border_distances(mask, in_slices);
        const auto truth = distances_by_erosion(mask, in_slices);
        REQUIRE(std::ranges::equal(found.values(), truth.values()));
      }
    }
  }
}

TEST_CASE("the middle of a full cube lies half an edge from its border") {
  const auto distances = voxtrait::border_distances(MaskVolume({9, 9, 9}, 1), false);
  CHECK(distances.at(0, 4, 4) == 1);
  CHECK(distances.at(4, 4, 4) == 5);
  const auto in_slices = voxtrait::border_distances(MaskVolume({9, 9, 1}, 1), true);
  CHECK(in_slices.at(4, 4, 0) == 5);
  CHECK(voxtrait::border_distances(MaskVolume({9, 9, 1}, 1), false).at(4, 4, 0) == 1);
}

TEST_CASE("zones equal those of flood filling in noise") {
  Random random(412);
  for (const std::int64_t count : {1, 2, 3, 8, 255, 300, 1100}) {
    for (const double part : {1.0, 0.6, 0.15}) {
      const auto volume = voxtrait::test::random_levels({8, 7, 6}, count, part, random);
      CAPTURE(count, part);
      require_equals_filling(volume, mask_of(volume), 1);
    }
  }
}

TEST_CASE("zones equal those of flood filling in smooth volumes") {
  Random random(413);
  for (const std::int64_t count : {1, 2, 5, 300}) {
    for (const double part : {1.0, 0.95, 0.7}) {
      const auto volume = voxtrait::test::smooth_levels({13, 12, 9}, count, part, random);
      CAPTURE(count, part);
      require_equals_filling(volume, mask_of(volume), 2);
    }
  }
}

TEST_CASE("zones of thin volumes equal those of flood filling") {
  Random random(414);
  for (const Index& size :
       {Index{1, 1, 1}, {9, 1, 1}, {1, 12, 1}, {1, 1, 7}, {8, 5, 1}, {1, 6, 5}, {2, 2, 2}}) {
    const auto volume = voxtrait::test::random_levels(size, 2, 0.8, random);
    CAPTURE(size);
    require_equals_filling(volume, mask_of(volume), 1);
  }
}

TEST_CASE("distances are to the border of the morphological mask, also where levels are missing") {
  Random random(415);
  const auto volume = voxtrait::test::random_levels({9, 9, 7}, 3, 0.6, random);
  require_equals_filling(volume, MaskVolume({9, 9, 7}, 1), 1);
  require_equals_filling(volume, MaskVolume({9, 9, 7}, 1), 4);
}

TEST_CASE("zones find their distances where the levels fill a part of the ROI's block") {
  Random random(416);
  const auto whole = voxtrait::test::random_levels({4, 3, 2}, 2, 0.7, random);
  const Index shift{3, 2, 4};
  const auto distances = voxtrait::border_distances(MaskVolume({12, 10, 9}, 1), false);
  Levels levels = voxtrait::test::levels_of(whole, 2);
  levels.box = {shift, {shift[0] + 4, shift[1] + 3, shift[2] + 2}};
  const auto there =
      voxtrait::test::volume_of<std::uint16_t>({4, 3, 2}, [&](auto x, auto y, auto z) {
        return distances.at(x + shift[0], y + shift[1], z + shift[2]);
      });
  CHECK(sorted(voxtrait::zones_of(levels, distances, 0, 2)) ==
        zones_by_filling(whole, there, 0, 2));
}

TEST_CASE("zones without distances have sizes all the same") {
  Random random(417);
  const auto volume = voxtrait::test::random_levels({6, 5, 4}, 3, 0.8, random);
  const Levels levels = voxtrait::test::levels_of(volume, 1);
  CHECK(sorted(voxtrait::zones_of(levels, {}, 0, 4)) ==
        zones_by_filling(volume, Distances({6, 5, 4}), 0, 4));
}
