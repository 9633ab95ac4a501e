#include "core/kernels/integer_counts.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "support/random.hpp"
#include "support/simd.hpp"

namespace {

using voxtrait::IntegerCounts;
using voxtrait::test::Random;

struct Row {
  std::vector<double> intensities;
  std::vector<std::uint8_t> inside;
};

Row any_row(std::int64_t count, double part, bool odd_ones, Random& random) {
  Row row;
  for (std::int64_t k = 0; k < count; ++k) {
    double x = static_cast<double>(random.integer(-60, 60));
    if (odd_ones && random.chance(0.1)) x = std::nextafter(x, 1e9);
    if (odd_ones && random.chance(0.05)) x = std::numeric_limits<double>::quiet_NaN();
    if (odd_ones && random.chance(0.05)) x = -std::numeric_limits<double>::infinity();
    if (odd_ones && random.chance(0.05)) x = 1e18;
    row.intensities.push_back(x == 0.0 && random.chance(0.5) ? -0.0 : x);
    row.inside.push_back(random.chance(part) ? 1 : 0);
  }
  row.intensities.resize(row.intensities.size() + 16);
  row.inside.resize(row.inside.size() + 16);
  return row;
}

template <class Count>
std::vector<std::uint64_t> counted(const Row& row, std::int64_t count, Count count_row) {
  std::vector<std::uint64_t> counts(102, 0);
  count_row(row.intensities.data(), row.inside.data(), count,
            IntegerCounts{-50.0, 100, counts.data()});
  return counts;
}

}  // namespace

TEST_CASE("whole numbers are counted at their places, others and those outside apart") {
  const Row row{{-50.0, 49.0, 50.0, 0.5, 7.0, 7.0, 7.0}, {1, 1, 1, 1, 1, 1, 0}};
  std::vector<std::uint64_t> expected(102, 0);
  expected[0] = 1;  // outside the mask
  expected[1] = 2;  // beyond the window, no whole number
  expected[2] = 1;
  expected[101] = 1;
  expected[59] = 2;
  CHECK(counted(row, 7, voxtrait::reference::count_integers) == expected);
}

TEST_CASE("every instruction set counts whole numbers as the plain code does") {
  voxtrait::test::for_each_simd_target([] {
    Random random(3);
    for (std::int64_t count = 0; count <= 300; ++count) {
      for (const double part : {0.0, 0.3, 1.0}) {
        const Row row = any_row(count, part, count % 2 == 1, random);
        CAPTURE(count, part);
        REQUIRE(counted(row, count, voxtrait::count_integers) ==
                counted(row, count, voxtrait::reference::count_integers));
      }
    }
  });
}
