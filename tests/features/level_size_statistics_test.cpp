#include "voxtrait/features/level_size_statistics.hpp"

#include <catch2/catch.hpp>

#include "support/level_size_formulas.hpp"

namespace {

using voxtrait::LevelSizeMatrix;
using voxtrait::LevelSizeStatistics;
using voxtrait::test::LevelSizes;
using voxtrait::test::Random;

/// In the order of `level_size_formulas`.
std::array<double, 17> in_order(const LevelSizeStatistics& s) {
  return {s.small_emphasis,
          s.large_emphasis,
          s.low_emphasis,
          s.high_emphasis,
          s.small_low_emphasis,
          s.small_high_emphasis,
          s.large_low_emphasis,
          s.large_high_emphasis,
          s.level_non_uniformity,
          s.level_non_uniformity_normalised,
          s.size_non_uniformity,
          s.size_non_uniformity_normalised,
          s.percentage,
          s.level_variance,
          s.size_variance,
          s.entropy,
          s.energy};
}

LevelSizeMatrix matrix_of(const LevelSizes& elements, double voxels) {
  LevelSizeMatrix matrix;
  for (const auto& [at, count] : elements) {
    matrix.cells.push_back({static_cast<std::uint32_t>(at.first), at.second, count});
    matrix.total += count;
  }
  matrix.voxels = voxels;
  return matrix;
}

void require_equals_formulas(const LevelSizes& elements, double voxels) {
  const auto found = in_order(voxtrait::level_size_statistics(matrix_of(elements, voxels)));
  const auto truth = voxtrait::test::level_size_formulas(elements, voxels);
  for (std::size_t f = 0; f < truth.size(); ++f) {
    CAPTURE(f);
    REQUIRE(found[f] == Approx(static_cast<double>(truth[f])).epsilon(1e-12).margin(1e-14));
  }
}

}  // namespace

TEST_CASE("level-size statistics equal the manual's formulas for random matrices") {
  Random random(501);
  for (const std::int64_t levels : {1, 2, 8, 300}) {
    for (const std::int64_t sizes : {1, 5, 1000}) {
      for (const int cells : {1, 2, 40}) {
        LevelSizes elements;
        for (int i = 0; i < cells; ++i) {
          const auto level = static_cast<std::uint64_t>(random.integer(1, levels));
          const auto size = static_cast<std::uint64_t>(random.integer(1, sizes));
          elements[{level, size}] = static_cast<double>(random.integer(1, 50));
        }
        CAPTURE(levels, sizes, cells);
        require_equals_formulas(elements, 12345.0);
      }
    }
  }
}

TEST_CASE("level-size statistics equal the manual's formulas for weighted matrices") {
  Random random(502);
  LevelSizes elements;
  for (std::uint64_t i = 1; i <= 6; ++i) {
    for (std::uint64_t j = 1; j <= 9; ++j) elements[{i, j}] = random.real(0.01, 3.0);
  }
  require_equals_formulas(elements, 321.5);
}

TEST_CASE("a matrix of one element has neither variance nor entropy, and no negative zero") {
  for (const double count : {1.0, 7.0, 0.577}) {
    const auto s = voxtrait::level_size_statistics(matrix_of({{{3, 2}, count}}, 10.0));
    CHECK(s.entropy == 0.0);
    CHECK_FALSE(std::signbit(s.entropy));
    CHECK(s.level_variance == 0.0);
    CHECK(s.size_variance == 0.0);
    CHECK(s.energy == 1.0);
    CHECK(s.small_emphasis == 0.25);
    CHECK(s.high_emphasis == 9.0);
    CHECK(s.level_non_uniformity_normalised == 1.0);
  }
}
