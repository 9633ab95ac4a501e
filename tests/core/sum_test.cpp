#include "voxtrait/core/sum.hpp"

#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <vector>

#include "support/random.hpp"

namespace {

using voxtrait::test::Random;

/// Values over many binades: benign data hide the order of additions.
std::vector<double> wild_values(std::size_t count, Random& random) {
  std::vector<double> values(count);
  for (double& value : values) {
    value = std::ldexp(random.real(-1.0, 1.0), static_cast<int>(random.integer(-40, 40)));
  }
  return values;
}

/// Every eighth value into one lane, then lanes four apart, two apart, one apart.
double in_the_documented_order(const std::vector<double>& values) {
  std::array<double, 8> lane{};
  for (std::size_t i = 0; i < values.size(); ++i) lane[i % 8] += values[i];
  for (const std::size_t distance : {4U, 2U, 1U}) {
    for (std::size_t k = 0; k < distance; ++k) lane[k] += lane[k + distance];
  }
  return lane[0];
}

std::uint64_t bits(double x) { return std::bit_cast<std::uint64_t>(x); }

}  // namespace

TEST_CASE("sum adds in eight lanes and a fixed tree whatever the number of values") {
  Random random(1);
  for (std::size_t count = 0; count <= 100; ++count) {
    const std::vector<double> values = wild_values(count, random);
    CAPTURE(count);
    REQUIRE(bits(voxtrait::sum(std::span<const double>(values))) ==
            bits(in_the_documented_order(values)));
  }
}

TEST_CASE("the data of the order test tell orders of addition apart") {
  Random random(1);
  int different = 0;
  for (std::size_t count = 0; count <= 100; ++count) {
    const std::vector<double> values = wild_values(count, random);
    const double in_sequence = std::accumulate(values.begin(), values.end(), 0.0);
    different += bits(in_the_documented_order(values)) != bits(in_sequence) ? 1 : 0;
  }
  CHECK(different > 30);
}

TEST_CASE("sum_of applies its term to every value once") {
  const std::vector<int> values{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
  std::vector<int> seen;
  const double total = voxtrait::sum_of(std::span<const int>(values), [&seen](int v) {
    seen.push_back(v);
    return v * v + 0.5;
  });
  CHECK(total == 506 + 11 * 0.5);
  CHECK(seen == values);
}

TEST_CASE("the sum of no values is zero") {
  CHECK(bits(voxtrait::sum(std::span<const double>())) == bits(0.0));
}

TEST_CASE("sum adds integers as doubles") {
  const std::vector<std::uint8_t> values(1000, 255);
  CHECK(voxtrait::sum(std::span<const std::uint8_t>(values)) == 255000.0);
}
