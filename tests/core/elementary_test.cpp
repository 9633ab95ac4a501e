#include "voxtrait/core/elementary.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "support/random.hpp"

namespace {

using voxtrait::test::Random;

constexpr long double stated_error = 1e-15L;

long double relative_error(double found, long double truth) {
  return truth == 0 ? std::abs(static_cast<long double>(found)) : std::abs((found - truth) / truth);
}

/// Mantissas where the reduction of the argument changes sides, and random ones.
std::vector<double> mantissas(Random& random) {
  std::vector<double> list{1.0, std::nextafter(1.0, 2.0), std::nextafter(2.0, 1.0), 1.5};
  for (const double m : {std::sqrt(2.0), std::sqrt(0.5) * 2.0}) {
    list.insert(list.end(), {std::nextafter(m, 0.0), m, std::nextafter(m, 2.0)});
  }
  for (int i = 0; i < 30; ++i) list.push_back(random.real(1.0, 2.0));
  return list;
}

}  // namespace

TEST_CASE("log2 keeps the error its header states in every binade") {
  Random random(1);
  long double worst = 0;
  for (int exponent = -1022; exponent <= 1023; ++exponent) {
    for (const double mantissa : mantissas(random)) {
      const double x = std::ldexp(mantissa, exponent);
      worst = std::max(worst,
                       relative_error(voxtrait::log2(x), std::log2(static_cast<long double>(x))));
    }
  }
  CHECK(worst < stated_error);
}

TEST_CASE("log2 keeps its relative error close to 1 where the logarithm vanishes") {
  Random random(2);
  long double worst = 0;
  for (int i = 0; i < 20000; ++i) {
    const double distance =
        std::ldexp(random.real(0.5, 1.0), static_cast<int>(-random.integer(1, 52)));
    const double x = random.chance(0.5) ? 1.0 + distance : 1.0 - 0.5 * distance;
    worst =
        std::max(worst, relative_error(voxtrait::log2(x), std::log2(static_cast<long double>(x))));
  }
  CHECK(worst < stated_error);
}

TEST_CASE("log2 of a power of two is its exponent without error, subnormal numbers included") {
  for (int exponent = -1074; exponent <= 1023; ++exponent) {
    CAPTURE(exponent);
    REQUIRE(voxtrait::log2(std::ldexp(1.0, exponent)) == exponent);
  }
}

TEST_CASE("exp keeps the error its header states") {
  Random random(3);
  long double worst = 0;
  const auto look_at = [&worst](double x) {
    worst =
        std::max(worst, relative_error(voxtrait::exp(x), std::exp(static_cast<long double>(x))));
  };
  for (int i = 0; i < 100000; ++i) look_at(random.real(-700.0, 700.0));
  for (int i = 0; i < 20000; ++i) look_at(random.real(-2.0, 2.0));
  // Arguments at which the whole number of ln 2 changes.
  for (int n = -1000; n <= 1000; ++n) {
    const double x = (n + 0.5) * std::log(2.0);
    for (const double y : {std::nextafter(x, -800.0), x, std::nextafter(x, 800.0)}) look_at(y);
  }
  CHECK(worst < stated_error);
}

TEST_CASE("exp of 0 is 1 and of tiny numbers 1 plus the number") {
  CHECK(voxtrait::exp(0.0) == 1.0);
  CHECK(voxtrait::exp(-0.0) == 1.0);
  CHECK(voxtrait::exp(0x1p-52) == 1.0 + 0x1p-52);
  CHECK(voxtrait::exp(-1e-300) == 1.0);
}

TEST_CASE("the cube root keeps the error its header states in every binade") {
  Random random(4);
  long double worst = 0;
  for (int exponent = -1022; exponent <= 1023; ++exponent) {
    for (const double mantissa : mantissas(random)) {
      const double x = std::ldexp(mantissa, exponent);
      worst = std::max(
          worst, relative_error(voxtrait::cube_root(x), std::cbrt(static_cast<long double>(x))));
    }
  }
  CHECK(worst < stated_error);
  CHECK(voxtrait::cube_root(0.0) == 0.0);
}
