#include "voxtrait/preprocess/round.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using voxtrait::round_to_nearest;

TEST_CASE("ties go to the even integer, noise in the last bits included") {
  for (std::int64_t n = -2001; n <= 2001; ++n) {
    const double tie = static_cast<double>(n) + 0.5;
    const auto even = static_cast<double>(n % 2 == 0 ? n : n + 1);
    for (const double noise : {0.0, 1e-12, -1e-12, 5e-7, -5e-7}) {
      CAPTURE(tie, noise);
      REQUIRE(round_to_nearest(tie + noise) == even);
    }
  }
}

TEST_CASE("what is no tie goes to the nearest integer") {
  for (std::int64_t n = -2001; n <= 2001; ++n) {
    const auto below = static_cast<double>(n);
    for (const double fraction : {0.0, 1e-9, 0.25, 0.499, 0.5 - 2e-6}) {
      REQUIRE(round_to_nearest(below + fraction) == below);
    }
    for (const double fraction : {0.5 + 2e-6, 0.501, 0.75, 1.0 - 1e-9}) {
      REQUIRE(round_to_nearest(below + fraction) == below + 1.0);
    }
  }
}

TEST_CASE("rounding is symmetric about zero") {
  for (const double x : {0.2, 0.5, 1.5, 2.5, 2.7, 1e6 + 0.5}) {
    CAPTURE(x);
    CHECK(round_to_nearest(-x) == -round_to_nearest(x));
  }
}

TEST_CASE("numbers too large to have a fraction stay") {
  for (const double x : {0x1p52, 0x1p53 + 2.0, -0x1p60, 1e300, -1e300}) {
    CHECK(round_to_nearest(x) == x);
  }
}

TEST_CASE("rounding a block leaves NaN and Inf alone") {
  constexpr double inf = std::numeric_limits<double>::infinity();
  std::vector<double> values{1.4, std::numeric_limits<double>::quiet_NaN(), 2.5, inf, -inf, -3.6};
  round_to_nearest(std::span<double>(values));
  CHECK(values[0] == 1.0);
  CHECK(std::isnan(values[1]));
  CHECK(values[2] == 2.0);
  CHECK(values[3] == inf);
  CHECK(values[4] == -inf);
  CHECK(values[5] == -4.0);
}
