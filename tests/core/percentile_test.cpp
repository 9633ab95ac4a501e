#include "voxtrait/core/percentile.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <vector>

#include "support/random.hpp"

namespace {

using voxtrait::Distribution;
using voxtrait::test::Random;

Distribution distribution_of(const std::vector<double>& values) {
  std::map<double, std::uint64_t> counts;
  for (const double x : values) ++counts[x];
  Distribution d;
  d.voxels = values.size();
  for (const auto& [value, count] : counts) d.bins.push_back({value, count});
  return d;
}

std::vector<double> random_values(std::size_t count, Random& random) {
  std::vector<double> values(count);
  for (double& x : values) x = static_cast<double>(random.integer(-50, 50)) / 4.0;
  std::ranges::sort(values);
  return values;
}

struct Case {
  std::vector<double> values;
  int percent;
  double expected;
};

}  // namespace

TEST_CASE("linear percentiles equal values computed by hand") {
  const std::vector<Case> cases{{{1, 2, 3, 4}, 0, 1.0},
                                {{1, 2, 3, 4}, 10, 1.3},
                                {{1, 2, 3, 4}, 25, 1.75},
                                {{1, 2, 3, 4}, 50, 2.5},
                                {{1, 2, 3, 4}, 75, 3.25},
                                {{1, 2, 3, 4}, 90, 3.7},
                                {{1, 2, 3, 4}, 100, 4.0},
                                {{7}, 10, 7.0},
                                {{7}, 50, 7.0},
                                {{7}, 90, 7.0},
                                {{-4, 8}, 25, -1.0},
                                {{-4, 8}, 90, 6.8},
                                {{5, 5, 5, 9}, 50, 5.0},
                                {{5, 5, 5, 9}, 75, 6.0},
                                {{15, 20, 35, 40, 50}, 40, 29.0},
                                {{0, 0, 0, 0, 10}, 75, 0.0},
                                {{0, 10, 10}, 25, 5.0}};
  for (const Case& c : cases) {
    CAPTURE(c.values, c.percent);
    CHECK(voxtrait::percentile_linear(distribution_of(c.values), c.percent) ==
          Approx(c.expected).epsilon(1e-15));
  }
}

TEST_CASE("nearest-rank percentiles equal values computed by hand") {
  const std::vector<Case> cases{{{15, 20, 35, 40, 50}, 5, 15},
                                {{15, 20, 35, 40, 50}, 30, 20},
                                {{15, 20, 35, 40, 50}, 40, 20},
                                {{15, 20, 35, 40, 50}, 50, 35},
                                {{15, 20, 35, 40, 50}, 100, 50},
                                {{15, 20, 35, 40, 50}, 0, 15},
                                {{1, 2, 3, 4}, 25, 1},
                                {{1, 2, 3, 4}, 26, 2},
                                {{1, 2, 3, 4}, 75, 3},
                                {{1, 2, 3, 4}, 90, 4},
                                {{3, 3, 8}, 66, 3},
                                {{3, 3, 8}, 67, 8},
                                {{7}, 10, 7}};
  for (const Case& c : cases) {
    CAPTURE(c.values, c.percent);
    CHECK(voxtrait::percentile_nearest_rank(distribution_of(c.values), c.percent) == c.expected);
  }
}

TEST_CASE("percentiles agree with order statistics of the sorted voxels") {
  Random random(5);
  for (int round = 0; round < 60; ++round) {
    const std::vector<double> values =
        random_values(static_cast<std::size_t>(random.integer(1, 300)), random);
    const Distribution d = distribution_of(values);
    for (int percent = 0; percent <= 100; ++percent) {
      const auto n = static_cast<std::int64_t>(values.size());
      const std::int64_t scaled = (n - 1) * percent;
      const double low = values[static_cast<std::size_t>(scaled / 100)];
      const double high = values[static_cast<std::size_t>(std::min(n - 1, scaled / 100 + 1))];
      const double linear = low + (high - low) * static_cast<double>(scaled % 100) / 100.0;
      const std::int64_t rank = std::max<std::int64_t>(1, (n * percent + 99) / 100);
      CAPTURE(n, percent);
      REQUIRE(voxtrait::percentile_linear(d, percent) ==
              Approx(linear).epsilon(1e-14).margin(1e-14));
      REQUIRE(voxtrait::percentile_nearest_rank(d, percent) ==
              values[static_cast<std::size_t>(rank - 1)]);
    }
  }
}

TEST_CASE("a percentile that falls on a voxel is that voxel without error") {
  // (n - 1) p / 100 is whole for n = 101, but 0.29 * 100 is 28.999999999999996 in floating point.
  std::vector<double> values(101);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = std::sqrt(double(i));
  const Distribution d = distribution_of(values);
  for (int percent = 0; percent <= 100; ++percent) {
    REQUIRE(voxtrait::percentile_linear(d, percent) == values[static_cast<std::size_t>(percent)]);
  }
}
