#include "preprocess/kernels/level_rows.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>

#include "support/guarded.hpp"
#include "support/random.hpp"
#include "support/simd.hpp"
#include "voxtrait/core/block.hpp"

namespace {

using voxtrait::Block;
using voxtrait::LevelRule;
using voxtrait::test::Guarded;
using voxtrait::test::Random;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A row to discretise: every voxel inside has a level from 1 to `levels`.
struct Row {
  LevelRule rule;
  std::int64_t shift = 0;
  std::int64_t count = 0;
  Block<double> intensities;
  Block<std::uint8_t> inside;

  [[nodiscard]] const double* first() const { return intensities.values().data() + shift; }
  [[nodiscard]] const std::uint8_t* mask() const { return inside.values().data() + shift; }
};

LevelRule fixed_bin_size(std::int64_t, Random& random) {
  return {.lower = random.real(-1000.0, 1000.0), .divisor = random.real(0.01, 30.0)};
}

LevelRule fixed_bin_number(std::int64_t levels, Random& random) {
  return {.lower = random.real(-1000.0, 1000.0),
          .factor = static_cast<double>(levels),
          .divisor = random.real(0.01, 5000.0),
          .most = static_cast<double>(levels)};
}

LevelRule undiscretised(std::int64_t, Random&) { return {.lower = 1.0}; }

/// Edges of bins and places between them; the highest edge belongs to the highest bin.
double intensity_in(const LevelRule& rule, std::int64_t levels, Random& random) {
  const double width = rule.divisor / rule.factor;
  const auto bins = static_cast<double>(levels);
  const double edge = rule.lower + width * static_cast<double>(random.integer(0, levels - 1));
  if (rule.most == bins && random.chance(0.1)) return rule.lower + rule.divisor;
  return std::max(rule.lower, random.chance(0.5) ? edge : edge + random.real(0.0, 0.99) * width);
}

/// Outside anything may lie, and no value of it may matter.
double anything(Random& random) {
  const std::array values{infinity, -infinity, std::nan(""), 1e300, -1e300, -1.0, 0.0};
  return values[static_cast<std::size_t>(random.integer(0, 6))];
}

Row make_row(const LevelRule& rule, std::int64_t levels, std::int64_t count, double part,
             Random& random) {
  Row row{
      .rule = rule, .shift = random.integer(0, 9), .count = count, .intensities = {}, .inside = {}};
  const auto size = static_cast<std::size_t>(row.shift + count);
  row.intensities = Block<double>(size);
  row.inside = Block<std::uint8_t>(size);
  for (std::size_t k = 0; k < size; ++k) {
    const bool inside = random.chance(part);
    row.inside.values()[k] = static_cast<std::uint8_t>(inside ? random.integer(1, 255) : 0);
    row.intensities.values()[k] = inside ? intensity_in(rule, levels, random) : anything(random);
  }
  return row;
}

template <class T>
void require_same_levels(const Row& row, std::int64_t levels) {
  Guarded<T> expected(row.count);
  voxtrait::reference::write_levels(row.first(), row.mask(), row.count, row.rule, expected.data());
  Guarded<T> written(row.count, row.shift);
  voxtrait::write_levels(row.first(), row.mask(), row.count, row.rule, written.data());
  CAPTURE(row.count, row.shift, row.rule.lower, row.rule.factor, row.rule.divisor, levels);
  REQUIRE(written.values() == expected.values());
  REQUIRE(written.intact());
}

template <class T>
void require_same_levels(std::int64_t levels, Random& random) {
  for (const auto make_rule : {fixed_bin_size, fixed_bin_number, undiscretised}) {
    for (const double part : {0.0, 0.1, 0.9, 1.0}) {
      const std::int64_t count = random.integer(0, 200);
      require_same_levels<T>(make_row(make_rule(levels, random), levels, count, part, random),
                             levels);
    }
  }
}

}  // namespace

TEST_CASE("every instruction set writes the levels of the plain code in 8 bits") {
  voxtrait::test::for_each_simd_target([] {
    Random random(2);
    for (std::int64_t levels = 2; levels <= 255; ++levels) {
      require_same_levels<std::uint8_t>(levels, random);
    }
  });
}

TEST_CASE("every instruction set writes the levels of the plain code in 16 bits") {
  voxtrait::test::for_each_simd_target([] {
    Random random(3);
    for (const std::int64_t levels : {256, 1000, 32767, 32768, 40000, 65534, 65535}) {
      for (int i = 0; i < 20; ++i) require_same_levels<std::uint16_t>(levels, random);
    }
  });
}

TEST_CASE("rows of every length get all their levels and nothing more") {
  voxtrait::test::for_each_simd_target([] {
    Random random(4);
    for (std::int64_t count = 0; count <= 200; ++count) {
      const LevelRule rule = fixed_bin_number(32, random);
      require_same_levels<std::uint8_t>(make_row(rule, 32, count, 0.7, random), 32);
      require_same_levels<std::uint16_t>(make_row(rule, 32, count, 0.7, random), 32);
    }
  });
}
