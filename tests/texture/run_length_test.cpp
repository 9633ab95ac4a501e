#include "voxtrait/texture/run_length.hpp"

#include <catch2/catch.hpp>

#include "support/level_sizes.hpp"
#include "support/levels.hpp"
#include "voxtrait/texture/equal_pairs.hpp"

namespace {

using voxtrait::Direction;
using voxtrait::Index;
using voxtrait::Levels;
using voxtrait::test::elements_of;
using voxtrait::test::LevelSizes;
using voxtrait::test::LevelVolume;
using voxtrait::test::Random;

/// Follows every line of the slices from end to end and cuts it where the level changes.
LevelSizes runs_by_line(const LevelVolume& levels, const Direction& step, std::int64_t z_begin,
                        std::int64_t z_end) {
  LevelSizes runs;
  const Index& size = levels.size();
  const auto inside = [&](const Index& v) {
    return v[0] >= 0 && v[0] < size[0] && v[1] >= 0 && v[1] < size[1] && v[2] >= z_begin &&
           v[2] < z_end;
  };
  voxtrait::test::for_each_voxel(size, [&](auto x, auto y, auto z) {
    const Index first{x, y, z};
    const Index before{x - step[0], y - step[1], z - step[2]};
    if (!inside(first) || inside(before)) return;
    std::vector<std::int64_t> line;
    for (Index v = first; inside(v); v = voxtrait::test::plus(v, step)) {
      line.push_back(levels.at(v[0], v[1], v[2]));
    }
    for (std::size_t begin = 0; begin < line.size();) {
      std::size_t end = begin;
      while (end < line.size() && line[end] == line[begin]) ++end;
      if (line[begin] != 0) ++runs[{static_cast<std::uint64_t>(line[begin]), end - begin}];
      begin = end;
    }
  });
  return runs;
}

void require_runs(const Levels& levels, const LevelVolume& volume, const Direction& d,
                  std::int64_t z_begin, std::int64_t z_end) {
  const auto found = voxtrait::run_lengths(levels, d, z_begin, z_end);
  REQUIRE(elements_of(found) == runs_by_line(volume, d, z_begin, z_end));
  REQUIRE(found.voxels == voxtrait::test::voxels_in(volume, z_begin, z_end));
  const auto pairs =
      voxtrait::equal_pairs(voxtrait::co_occurrence(levels, d, z_begin, z_end), levels.count);
  const auto with_pairs = voxtrait::run_lengths(levels, d, z_begin, z_end, pairs);
  REQUIRE(elements_of(with_pairs) == elements_of(found));
  REQUIRE(with_pairs.total == found.total);
}

void require_equals_lines(const LevelVolume& volume, std::int64_t border = 1) {
  const Levels levels = voxtrait::test::levels_of(volume, border);
  const std::int64_t slices = volume.size()[2];
  for (const Direction& d : voxtrait::directions_3d) {
    CAPTURE(d);
    require_runs(levels, volume, d, 0, slices);
    if (d[2] != 0) continue;
    for (std::int64_t z = 0; z < slices; ++z) require_runs(levels, volume, d, z, z + 1);
  }
}

}  // namespace

TEST_CASE("runs equal those found along every line") {
  Random random(401);
  for (const std::int64_t count : {1, 2, 3, 8, 255, 256, 300, 1024, 1025}) {
    for (const double part : {1.0, 0.7, 0.2}) {
      CAPTURE(count, part);
      require_equals_lines(voxtrait::test::random_levels({7, 6, 5}, count, part, random));
      require_equals_lines(voxtrait::test::smooth_levels({9, 8, 6}, count, part, random));
    }
  }
}

TEST_CASE("runs of thin volumes equal those found along every line") {
  Random random(402);
  for (const Index& size :
       {Index{1, 1, 1}, {9, 1, 1}, {1, 12, 1}, {1, 1, 7}, {8, 5, 1}, {1, 6, 5}, {2, 2, 2}}) {
    for (const std::int64_t border : {1, 3}) {
      CAPTURE(size, border);
      require_equals_lines(voxtrait::test::random_levels(size, 2, 0.8, random), border);
    }
  }
}

TEST_CASE("runs may be longer than any table of sizes") {
  for (const std::int64_t length : {63, 64, 65, 200}) {
    for (const std::int64_t highest : {1, 1024, 1025}) {
      LevelVolume volume({length + 1, 1, 1}, 1);
      volume.at(length, 0, 0) = highest;
      CAPTURE(length, highest);
      require_equals_lines(volume);
    }
  }
}

TEST_CASE("every voxel belongs to one run of each direction") {
  Random random(403);
  const LevelVolume volume = voxtrait::test::random_levels({9, 8, 7}, 4, 0.8, random);
  const Levels levels = voxtrait::test::levels_of(volume, 1);
  for (const Direction& d : voxtrait::directions_3d) {
    double voxels = 0.0;
    for (const auto& cell : voxtrait::run_lengths(levels, d, 0, 7).cells) {
      voxels += cell.count * static_cast<double>(cell.size);
    }
    CHECK(voxels == static_cast<double>(levels.voxels));
  }
}
