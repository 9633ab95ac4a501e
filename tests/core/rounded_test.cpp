#include "voxtrait/core/rounded.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "support/random.hpp"

namespace {

using voxtrait::test::Random;

/// How far off a result is, in units in the last place of the truth.
double units_off(double found, long double truth) {
  int exponent = 0;
  std::frexp(static_cast<double>(truth), &exponent);
  return static_cast<double>(std::abs(found - truth) / std::ldexp(1.0L, exponent - 53));
}

}  // namespace

TEST_CASE("logarithms and exponentials are off by 0.6 units in the last place at most") {
  Random random(3);
  double worst = 0.0;
  for (int i = 0; i < 100000; ++i) {
    const double x = std::ldexp(random.real(1.0, 2.0), static_cast<int>(random.integer(-6, 40)));
    worst = std::max(worst, units_off(voxtrait::rounded_log(x), std::log((long double)x)));
    worst = std::max(worst, units_off(voxtrait::rounded_log(i + 2.0), std::log(i + 2.0L)));
    const double y = random.real(-30.0, 30.0);
    worst = std::max(worst, units_off(voxtrait::rounded_exp(y), std::exp((long double)y)));
  }
  CHECK(worst < 0.6);
  CHECK(voxtrait::rounded_log(1.0) == 0.0);
  CHECK(voxtrait::rounded_exp(0.0) == 1.0);
}

TEST_CASE("sine and cosine keep their error at angles of many turns") {
  Random random(4);
  long double worst = 0;
  for (int i = 0; i < 100000; ++i) {
    const double x = random.real(-1000.0, 1000.0);
    const auto u = voxtrait::rounded_unit_vector(x);
    worst = std::max(worst, std::abs(u.real() - std::cos((long double)x)));
    worst = std::max(worst, std::abs(u.imag() - std::sin((long double)x)));
  }
  CHECK(worst < 3e-16L);
}
