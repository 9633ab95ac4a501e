#include "shape/kernels/cell_sets.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "support/guarded.hpp"
#include "support/random.hpp"
#include "support/simd.hpp"

namespace {

using voxtrait::CellCounts;
using voxtrait::RowQuad;
using voxtrait::test::Guarded;
using voxtrait::test::Random;

}  // namespace

TEST_CASE("a cell's set has bit k for corner k") {
  const std::vector<std::uint8_t> set{1, 0};
  const std::vector<std::uint8_t> unset{0, 0};
  const std::vector<std::uint8_t> next{0, 1};
  CellCounts counts{};
  voxtrait::reference::count_cell_sets({set.data(), unset.data(), unset.data(), unset.data()}, 1,
                                       counts);
  voxtrait::reference::count_cell_sets({unset.data(), next.data(), unset.data(), unset.data()}, 1,
                                       counts);
  voxtrait::reference::count_cell_sets({unset.data(), unset.data(), unset.data(), next.data()}, 1,
                                       counts);
  CHECK(counts[1] == 1);
  CHECK(counts[8] == 1);
  CHECK(counts[128] == 1);
}

TEST_CASE("every instruction set counts cells as the plain code does") {
  voxtrait::test::for_each_simd_target([] {
    Random random(5);
    for (std::int64_t count = 0; count <= 200; ++count) {
      for (const double part : {0.0, 0.1, 0.5, 0.95, 1.0}) {
        std::vector<Guarded<std::uint8_t>> rows;
        for (int r = 0; r < 4; ++r) {
          rows.emplace_back(count + 1, random.integer(0, 63));
          for (std::int64_t k = 0; k <= count; ++k) rows.back()[k] = random.chance(part) ? 1 : 0;
        }
        const RowQuad quad{rows[0].data(), rows[1].data(), rows[2].data(), rows[3].data()};
        CellCounts found{};
        CellCounts plain{};
        voxtrait::count_cell_sets(quad, count, found);
        voxtrait::reference::count_cell_sets(quad, count, plain);
        CAPTURE(count, part);
        REQUIRE(found == plain);
      }
    }
  });
}
