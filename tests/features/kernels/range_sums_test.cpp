#include "features/kernels/range_sums.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "support/random.hpp"
#include "support/simd.hpp"

using voxtrait::RangeEnds;
using voxtrait::test::Random;

TEST_CASE("every instruction set adds up ranges in the order of the plain code") {
  voxtrait::test::for_each_simd_target([] {
    Random random(6);
    for (std::int64_t count = 0; count <= 100; ++count) {
      const auto rows = static_cast<std::size_t>(random.integer(0, 60));
      std::vector<double> running(400);
      for (double& x : running) {
        x = std::ldexp(random.real(-1.0, 1.0), static_cast<int>(random.integer(-30, 30)));
      }
      std::vector<RangeEnds> ends;
      for (std::size_t r = 0; r < rows; ++r) {
        ends.push_back(
            {running.data() + random.integer(0, 200), running.data() + random.integer(0, 200)});
      }
      std::vector<double> found(static_cast<std::size_t>(count) + 16);
      std::vector<double> plain(found.size());
      voxtrait::add_ranges(ends, count, found.data());
      voxtrait::reference::add_ranges(ends, count, plain.data());
      found.resize(static_cast<std::size_t>(count));
      plain.resize(static_cast<std::size_t>(count));
      CAPTURE(count, rows);
      REQUIRE(found == plain);
    }
  });
}
