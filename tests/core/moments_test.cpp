#include "voxtrait/core/moments.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <vector>

#include "support/random.hpp"

namespace {

using voxtrait::Distribution;
using voxtrait::Moments;
using voxtrait::test::Random;

Distribution distribution_of(const std::vector<double>& values) {
  std::map<double, std::uint64_t> counts;
  for (const double x : values) ++counts[x];
  Distribution d;
  d.voxels = values.size();
  for (const auto& [value, count] : counts) d.bins.push_back({value, count});
  return d;
}

long double central(const std::vector<double>& values, long double mean, int power) {
  long double sum = 0;
  for (const double x : values) sum += std::pow(x - mean, static_cast<long double>(power));
  return sum / static_cast<long double>(values.size());
}

/// Two passes over the voxels in long double. Central moments may be off by rounding of the mean,
/// so their margin is relative to the spread.
void require_equals_two_passes(const std::vector<double>& values) {
  long double mean = 0;
  long double squares = 0;
  for (const double x : values) {
    mean += x;
    squares += static_cast<long double>(x) * x;
  }
  const auto n = static_cast<long double>(values.size());
  mean /= n;
  const Moments m = voxtrait::moments_of(distribution_of(values));
  const auto spread = static_cast<double>(std::sqrt(central(values, mean, 2)));
  const auto close = [](double found, long double truth, double margin) {
    return std::abs(static_cast<double>(found - truth)) <=
           1e-13 * std::abs(static_cast<double>(truth)) + margin;
  };
  const double noise = 1e-15 * std::abs(static_cast<double>(mean));
  CAPTURE(values.size(), spread);
  REQUIRE(close(m.mean, mean, noise + 1e-15 * spread));
  REQUIRE(close(m.variance, central(values, mean, 2), spread * noise));
  REQUIRE(close(m.third, central(values, mean, 3), spread * spread * (noise + 1e-13 * spread)));
  REQUIRE(close(m.fourth, central(values, mean, 4), std::pow(spread, 3) * 4 * noise));
  REQUIRE(close(m.mean_square, squares / n, 0.0));
  REQUIRE(close(m.sum_of_squares, squares, 0.0));
}

}  // namespace

TEST_CASE("moments equal two passes in long double") {
  Random random(11);
  for (const double offset : {0.0, -1000.0, 1e6}) {
    for (const double spread : {1e-3, 1.0, 500.0}) {
      for (const std::size_t count : {2U, 3U, 50U, 5000U}) {
        std::vector<double> values(count);
        for (double& x : values) x = offset + spread * random.real(-1.0, 1.0);
        CAPTURE(offset, spread);
        require_equals_two_passes(values);
      }
    }
  }
}

TEST_CASE("moments of skewed intensities over many binades equal two passes in long double") {
  Random random(12);
  std::vector<double> values(2000);
  for (double& x : values)
    x = std::ldexp(random.real(0.5, 1.0), static_cast<int>(random.integer(-20, 20)));
  require_equals_two_passes(values);
}

TEST_CASE("moments of small sets equal values computed by hand") {
  const Moments m = voxtrait::moments_of(distribution_of({2, 4, 4, 4, 5, 5, 7, 9}));
  CHECK(m.mean == 5.0);
  CHECK(m.variance == 4.0);  // of the population
  CHECK(m.third == 5.25);
  CHECK(m.fourth == 44.5);
  CHECK(m.sum_of_squares == 232.0);
  CHECK(m.mean_square == 29.0);
}

TEST_CASE("a flat ROI has its intensity as mean and no variance, whatever the rounding") {
  for (const double value : {0.1, -1.0 / 3.0, 1e300 / 7.0, 5e-324}) {
    for (const std::size_t count : {1U, 3U, 49U, 1000003U}) {
      Distribution d;
      d.voxels = count;
      d.bins.push_back({value, count});
      const Moments m = voxtrait::moments_of(d);
      CAPTURE(value, count);
      CHECK(m.mean == value);
      CHECK(m.variance == 0.0);
      CHECK(m.third == 0.0);
      CHECK(m.fourth == 0.0);
    }
  }
}
