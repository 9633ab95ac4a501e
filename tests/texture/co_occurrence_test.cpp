#include "voxtrait/texture/co_occurrence.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <map>

#include "support/levels.hpp"
#include "support/random.hpp"
#include "support/volumes.hpp"

namespace {

using voxtrait::CoOccurrence;
using voxtrait::Direction;
using voxtrait::Index;
using voxtrait::Levels;
using voxtrait::Volume;
using voxtrait::test::Random;

using LevelVolume = Volume<std::int64_t>;
/// The full symmetric matrix by (row, column).
using Matrix = std::map<std::pair<std::int64_t, std::int64_t>, double>;

/// Each voxel with each other voxel of the given slices: counts pairs that are `step` apart, both
/// ways. Looks at no border and no direction table.
Matrix brute_force(const LevelVolume& levels, const Direction& step, std::int64_t z_begin,
                   std::int64_t z_end) {
  Matrix matrix;
  const Index& size = levels.size();
  const auto inside = [&size](const Index& i) {
    bool result = true;
    for (std::size_t a = 0; a < 3; ++a) result = result && i[a] >= 0 && i[a] < size[a];
    return result;
  };
  voxtrait::test::for_each_voxel(size, [&](auto x, auto y, auto z) {
    if (z < z_begin || z >= z_end || levels.at(x, y, z) == 0) return;
    const Index other{x + step[0], y + step[1], z + step[2]};
    if (!inside(other) || levels.at(other[0], other[1], other[2]) == 0) return;
    const std::int64_t i = levels.at(x, y, z);
    const std::int64_t j = levels.at(other[0], other[1], other[2]);
    ++matrix[{i, j}];
    ++matrix[{j, i}];
  });
  return matrix;
}

/// The full matrix that the upper triangle stands for, with everything its documentation promises.
Matrix full_matrix(const CoOccurrence& matrix) {
  Matrix full;
  double total = 0.0;
  std::pair<std::int64_t, std::int64_t> last{0, 0};
  for (const CoOccurrence::Cell& cell : matrix.cells) {
    const std::pair<std::int64_t, std::int64_t> at{cell.i, cell.j};
    REQUIRE(at > last);  // ascending and unique
    REQUIRE(cell.i >= 1);
    REQUIRE(cell.i <= cell.j);
    REQUIRE(cell.count > 0);
    full[at] = cell.count;
    full[{cell.j, cell.i}] = cell.count;
    total += cell.i == cell.j ? cell.count : 2 * cell.count;
    last = at;
  }
  REQUIRE(matrix.total == total);
  return full;
}

LevelVolume random_levels(const Index& size, std::int64_t count, double part, Random& random) {
  auto volume = voxtrait::test::volume_of<std::int64_t>(
      size, [&](auto...) { return random.chance(part) ? random.integer(1, count) : 0; });
  volume.at(0, 0, 0) = count;  // the highest level occurs
  return volume;
}

Direction scaled(const Direction& d, std::int64_t distance) {
  return {d[0] * distance, d[1] * distance, d[2] * distance};
}

void require_equals_brute_force(const LevelVolume& volume, std::int64_t distance) {
  const Levels levels = voxtrait::test::levels_of(volume, distance);
  const std::int64_t slices = volume.size()[2];
  REQUIRE(levels.slice_count() == slices);
  for (const Direction& direction : voxtrait::directions_3d) {
    const Direction step = scaled(direction, distance);
    CAPTURE(step);
    REQUIRE(full_matrix(voxtrait::co_occurrence(levels, step, 0, slices)) ==
            brute_force(volume, step, 0, slices));
    if (direction[2] != 0) continue;
    for (std::int64_t z = 0; z < slices; ++z) {
      REQUIRE(full_matrix(voxtrait::co_occurrence(levels, step, z, z + 1)) ==
              brute_force(volume, step, z, z + 1));
    }
  }
}

}  // namespace

TEST_CASE("co-occurrence equals a double loop for any number of levels and any distance") {
  Random random(101);
  for (const std::int64_t count : {1, 2, 6, 32, 255, 256, 300, 1024, 1025, 2000, 65535}) {
    for (const std::int64_t distance : {1, 2, 3}) {
      for (const double part : {1.0, 0.5, 0.05}) {
        CAPTURE(count, distance, part);
        require_equals_brute_force(random_levels({9, 8, 6}, count, part, random), distance);
      }
    }
  }
}

TEST_CASE("co-occurrence equals a double loop for every small number of levels") {
  Random random(102);
  for (std::int64_t count = 1; count <= 300; ++count) {
    CAPTURE(count);
    require_equals_brute_force(random_levels({5, 4, 3}, count, 0.8, random), 1);
  }
}

TEST_CASE("co-occurrence of thin and odd volumes equals a double loop") {
  Random random(103);
  for (const Index& size : {Index{1, 1, 1},
                            {1, 1, 9},
                            {31, 1, 1},
                            {1, 33, 1},
                            {17, 5, 1},
                            {1, 7, 6},
                            {33, 3, 2},
                            {2, 2, 2}}) {
    for (const std::int64_t distance : {1, 2, 3}) {
      CAPTURE(size, distance);
      require_equals_brute_force(random_levels(size, 7, 0.7, random), distance);
    }
  }
}

TEST_CASE("levels of 8 and of 16 bits give the same matrix") {
  Random random(104);
  const LevelVolume volume = random_levels({8, 7, 6}, 200, 0.6, random);
  Levels narrow = voxtrait::test::levels_of(volume, 1);
  REQUIRE(std::holds_alternative<Volume<std::uint8_t>>(narrow.padded));
  const auto& bytes = std::get<Volume<std::uint8_t>>(narrow.padded);
  Levels wide = narrow;
  wide.padded = voxtrait::test::volume_of<std::uint16_t>(
      bytes.size(), [&](auto x, auto y, auto z) { return bytes.at(x, y, z); });
  for (const Direction& d : voxtrait::directions_3d) {
    CHECK(full_matrix(voxtrait::co_occurrence(narrow, d, 0, 6)) ==
          full_matrix(voxtrait::co_occurrence(wide, d, 0, 6)));
  }
}

TEST_CASE("a matrix without pairs is empty") {
  LevelVolume volume({5, 5, 5});
  volume.at(2, 2, 2) = 4;
  const Levels levels = voxtrait::test::levels_of(volume, 1);
  for (const Direction& d : voxtrait::directions_3d) {
    const CoOccurrence matrix = voxtrait::co_occurrence(levels, d, 0, 5);
    CHECK(matrix.empty());
    CHECK(matrix.total == 0);
  }
}

TEST_CASE("pairs that leave the slices are counted by their first voxel") {
  LevelVolume volume({1, 1, 3});
  for (std::int64_t z = 0; z < 3; ++z) volume.at(0, 0, z) = z + 1;
  const Levels levels = voxtrait::test::levels_of(volume, 1);
  const Direction up{0, 0, 1};
  CHECK(full_matrix(voxtrait::co_occurrence(levels, up, 0, 1)) == Matrix{{{1, 2}, 1}, {{2, 1}, 1}});
  CHECK(full_matrix(voxtrait::co_occurrence(levels, up, 2, 3)).empty());
}

TEST_CASE("merged matrices are the sum of their elements") {
  Random random(105);
  const LevelVolume volume = random_levels({9, 8, 7}, 20, 0.6, random);
  const Levels levels = voxtrait::test::levels_of(volume, 1);
  std::vector<CoOccurrence> matrices;
  Matrix expected;
  for (const Direction& d : voxtrait::directions_3d) {
    matrices.push_back(voxtrait::co_occurrence(levels, d, 0, 7));
    for (const auto& [at, count] : brute_force(volume, d, 0, 7)) expected[at] += count;
  }
  matrices.emplace_back();  // one without pairs
  const CoOccurrence sum = voxtrait::merged(matrices);
  CHECK(full_matrix(sum) == expected);
  CHECK(voxtrait::merged(std::span<const CoOccurrence>()).empty());
  CHECK(full_matrix(voxtrait::merged(std::span(&sum, 1))) == expected);
}

TEST_CASE("weights multiply the matrices that are merged") {
  Random random(107);
  const LevelVolume volume = random_levels({9, 8, 7}, 12, 0.6, random);
  const Levels levels = voxtrait::test::levels_of(volume, 1);
  const std::vector<double> weights{1.0, 0.5, 0.25, 3.0};  // sums are exact
  std::vector<CoOccurrence> matrices;
  Matrix expected;
  for (std::size_t d = 0; d < weights.size(); ++d) {
    const Direction& direction = voxtrait::directions_3d[d];
    matrices.push_back(voxtrait::co_occurrence(levels, direction, 0, 7));
    for (const auto& [at, count] : brute_force(volume, direction, 0, 7)) {
      expected[at] += weights[d] * count;
    }
  }
  CHECK(full_matrix(voxtrait::merged(matrices, weights)) == expected);
}

TEST_CASE("slices merge to the volume for in-plane directions") {
  Random random(106);
  const Levels levels = voxtrait::test::levels_of(random_levels({9, 8, 7}, 2000, 0.6, random), 1);
  for (std::size_t d = 0; d < voxtrait::in_plane_directions; ++d) {
    std::vector<CoOccurrence> slices;
    for (std::int64_t z = 0; z < 7; ++z) {
      slices.push_back(voxtrait::co_occurrence(levels, voxtrait::directions_3d[d], z, z + 1));
    }
    CHECK(full_matrix(voxtrait::merged(slices)) ==
          full_matrix(voxtrait::co_occurrence(levels, voxtrait::directions_3d[d], 0, 7)));
  }
}

namespace {

/// Upper triangle of a matrix as {i, j, n}.
using Printed = std::vector<std::array<std::int64_t, 3>>;

Matrix full_matrix(const Printed& triangle) {
  Matrix full;
  for (const auto& [i, j, n] : triangle) {
    full[{i, j}] = static_cast<double>(n);
    full[{j, i}] = static_cast<double>(n);
  }
  return full;
}

/// The ROI of IBSI's digital phantom.
Levels phantom() {
  constexpr std::array<std::int64_t, 80> levels{
      1, 4, 4, 1, 1, 1, 4, 6, 1, 1, 4, 1, 6, 4, 1, 4, 4, 6, 4, 1,   // first slice
      1, 4, 4, 1, 1, 1, 1, 6, 1, 1, 0, 1, 3, 1, 1, 4, 4, 6, 1, 1,   // second
      1, 4, 4, 0, 0, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 6, 1, 1,   // third
      1, 4, 4, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 6, 1, 1};  // fourth
  LevelVolume volume({5, 4, 4});
  std::copy(levels.begin(), levels.end(), volume.values().begin());
  return voxtrait::test::levels_of(volume, 1);
}

}  // namespace

TEST_CASE("the matrices of the digital phantom are those that the manual prints") {
  struct Case {
    Direction direction;
    Printed printed;
  };
  const std::vector<Case> cases{
      {{0, 0, 1}, {{1, 1, 66}, {1, 4, 5}, {1, 6, 1}, {3, 6, 1}, {4, 4, 16}, {6, 6, 8}}},
      {{0, 1, -1},
       {{1, 1, 42}, {1, 3, 1}, {1, 4, 9}, {1, 6, 1}, {3, 6, 1}, {4, 4, 2}, {4, 6, 2}, {6, 6, 2}}},
      {{0, 1, 0}, {{1, 1, 64}, {1, 4, 10}, {1, 6, 1}, {3, 6, 2}, {4, 4, 6}, {4, 6, 2}, {6, 6, 4}}},
      {{0, 1, 1}, {{1, 1, 52}, {1, 4, 8}, {3, 6, 2}, {4, 4, 2}, {4, 6, 1}, {6, 6, 2}}},
      {{1, -1, -1}, {{1, 1, 30}, {1, 3, 2}, {1, 4, 7}, {1, 6, 5}, {4, 6, 2}}},
      {{1, -1, 0}, {{1, 1, 32}, {1, 3, 1}, {1, 4, 11}, {1, 6, 8}, {3, 4, 1}, {4, 4, 4}, {4, 6, 2}}},
      {{1, -1, 1}, {{1, 1, 20}, {1, 3, 1}, {1, 4, 10}, {1, 6, 6}, {3, 4, 1}, {4, 4, 2}}},
      {{1, 0, -1}, {{1, 1, 38}, {1, 3, 1}, {1, 4, 7}, {1, 6, 8}, {3, 4, 1}, {4, 4, 8}, {4, 6, 2}}},
      {{1, 0, 0}, {{1, 1, 50}, {1, 3, 2}, {1, 4, 10}, {1, 6, 9}, {4, 4, 12}, {4, 6, 5}}},
      {{1, 0, 1}, {{1, 1, 34}, {1, 3, 2}, {1, 4, 8}, {1, 6, 7}, {4, 4, 8}, {4, 6, 3}}},
      {{1, 1, -1}, {{1, 1, 32}, {1, 3, 1}, {1, 4, 6}, {1, 6, 4}, {3, 4, 1}, {4, 6, 3}}},
      {{1, 1, 0}, {{1, 1, 44}, {1, 3, 2}, {1, 4, 8}, {1, 6, 5}, {4, 4, 2}, {4, 6, 5}}},
      {{1, 1, 1}, {{1, 1, 32}, {1, 3, 1}, {1, 4, 6}, {1, 6, 6}, {3, 4, 1}, {4, 4, 2}, {4, 6, 1}}},
  };
  REQUIRE(cases.size() == voxtrait::directions_3d.size());
  for (const Case& c : cases) {
    CAPTURE(c.direction);
    CHECK(full_matrix(voxtrait::co_occurrence(phantom(), c.direction, 0, 4)) ==
          full_matrix(c.printed));
  }
}

TEST_CASE("the merged matrices of the digital phantom are those that the manual prints") {
  const std::vector<Printed> slices{
      {{1, 1, 22}, {1, 4, 17}, {1, 6, 6}, {4, 4, 16}, {4, 6, 11}, {6, 6, 4}},
      {{1, 1, 42}, {1, 3, 5}, {1, 4, 8}, {1, 6, 8}, {3, 4, 1}, {3, 6, 2}, {4, 4, 4}, {4, 6, 3}},
      {{1, 1, 56}, {1, 4, 7}, {1, 6, 4}, {4, 4, 2}},
      {{1, 1, 70}, {1, 4, 7}, {1, 6, 5}, {4, 4, 2}},
  };
  for (std::int64_t z = 0; z < 4; ++z) {
    std::vector<CoOccurrence> matrices;
    for (std::size_t d = 0; d < voxtrait::in_plane_directions; ++d) {
      matrices.push_back(voxtrait::co_occurrence(phantom(), voxtrait::directions_3d[d], z, z + 1));
    }
    CAPTURE(z);
    CHECK(full_matrix(voxtrait::merged(matrices)) ==
          full_matrix(slices[static_cast<std::size_t>(z)]));
  }
  std::vector<CoOccurrence> all;
  for (const Direction& d : voxtrait::directions_3d) {
    all.push_back(voxtrait::co_occurrence(phantom(), d, 0, 4));
  }
  const Printed volume{{1, 1, 536}, {1, 3, 14}, {1, 4, 105}, {1, 6, 61}, {3, 4, 5},
                       {3, 6, 6},   {4, 4, 64}, {4, 6, 28},  {6, 6, 16}};
  CHECK(full_matrix(voxtrait::merged(all)) == full_matrix(volume));
}
