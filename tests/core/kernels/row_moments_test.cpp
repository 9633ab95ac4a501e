#include "core/kernels/row_moments.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "support/random.hpp"
#include "support/simd.hpp"

using voxtrait::RowSums;
using voxtrait::test::Random;

TEST_CASE("sums of a row are those of its voxels inside the mask") {
  const std::vector<double> weights{2.0, 100.0, 3.0, std::numeric_limits<double>::quiet_NaN()};
  const std::vector<std::uint8_t> inside{1, 0, 1, 0};
  const RowSums sums = voxtrait::row_sums(weights, inside, 10);
  CHECK(sums.sum == 5.0);
  CHECK(sums.first == 2.0 * 10.0 + 3.0 * 12.0);
}

TEST_CASE("every instruction set sums a row in the order of the plain code") {
  voxtrait::test::for_each_simd_target([] {
    Random random(4);
    for (std::int64_t count = 0; count <= 200; ++count) {
      std::vector<double> weights;
      std::vector<std::uint8_t> inside;
      for (std::int64_t k = 0; k < count; ++k) {
        // Many binades: any other order of additions would show.
        weights.push_back(
            std::ldexp(random.real(-1.0, 1.0), static_cast<int>(random.integer(-40, 40))));
        inside.push_back(random.chance(0.8) ? 1 : 0);
      }
      CAPTURE(count);
      const RowSums found = voxtrait::row_moments(weights.data(), inside.data(), count, 7.0);
      const RowSums plain =
          voxtrait::reference::row_moments(weights.data(), inside.data(), count, 7.0);
      REQUIRE(found.sum == plain.sum);
      REQUIRE(found.first == plain.first);
    }
  });
}
