#include "voxtrait/preprocess/grid.hpp"

#include <catch2/catch.hpp>
#include <cmath>

namespace {

using voxtrait::axis_grid;
using voxtrait::AxisGrid;
using voxtrait::GridAlignment;

constexpr std::array all_alignments{GridAlignment::centre, GridAlignment::origin,
                                    GridAlignment::corner, GridAlignment::fit};

std::int64_t ceil_of_quotient(std::int64_t a, std::int64_t b) { return (a + b - 1) / b; }

}  // namespace

TEST_CASE("the 4 x 3 mm grid of the IBSI manual becomes 6 samples at 2 mm") {
  const AxisGrid centre = axis_grid(4, 3.0, 2.0, GridAlignment::centre);
  CHECK(centre.size == 6);
  CHECK(centre.spacing == 2.0);
  CHECK(centre.start == Approx((4 - 1 - 2.0 / 3.0 * (6 - 1)) / 2).epsilon(1e-15));
  CHECK(centre.step == Approx(2.0 / 3.0).epsilon(1e-15));

  const AxisGrid origin = axis_grid(4, 3.0, 2.0, GridAlignment::origin);
  CHECK(origin.size == 6);
  CHECK(origin.start == 0.0);
  CHECK(origin.spacing == 2.0);

  const AxisGrid fit = axis_grid(4, 3.0, 2.0, GridAlignment::fit);
  CHECK(fit.size == 6);
  CHECK(fit.spacing == Approx(1.8).epsilon(1e-15));
  CHECK(fit.start == 0.0);
  CHECK(fit.position(5) == Approx(3.0).epsilon(1e-15));

  const AxisGrid corner = axis_grid(4, 3.0, 2.0, GridAlignment::corner);
  CHECK(corner.size == 6);
  CHECK(corner.start == Approx(-1.0 / 6.0).epsilon(1e-15));  // (2 / 2 - 3 / 2) mm of 3 mm
}

TEST_CASE("ten slices of 2.2 mm become eleven of 2 mm and not twelve") {
  const double from_header = 2.2F;  // 2.2000000477
  REQUIRE(from_header != 2.2);
  for (const double spacing : {2.2, from_header}) {
    for (const GridAlignment alignment :
         {GridAlignment::centre, GridAlignment::origin, GridAlignment::corner}) {
      CAPTURE(spacing, static_cast<int>(alignment));
      CHECK(axis_grid(10, spacing, 2.0, alignment).size == 11);
    }
  }
}

TEST_CASE("the number of samples is the quotient rounded up in exact arithmetic") {
  for (std::int64_t size = 1; size <= 60; ++size) {
    for (std::int64_t old_tenths = 3; old_tenths <= 33; old_tenths += 3) {
      for (const std::int64_t new_tenths : {5, 7, 10, 11, 20, 22, 30}) {
        const double spacing = static_cast<double>(old_tenths) / 10.0;
        const double new_spacing = static_cast<double>(new_tenths) / 10.0;
        CAPTURE(size, spacing, new_spacing);
        const std::int64_t expected = ceil_of_quotient(size * old_tenths, new_tenths);
        for (const double header : {spacing, double(float(spacing))}) {
          REQUIRE(axis_grid(size, header, new_spacing, GridAlignment::centre).size == expected);
        }
      }
    }
  }
}

TEST_CASE("centre alignment follows the formula of the manual and is symmetric") {
  for (const std::int64_t size : {1, 2, 5, 10, 131}) {
    for (const double spacing : {0.7, 0.9765625, 3.0}) {
      for (const double new_spacing : {0.5, 1.0, 2.0, 7.0}) {
        const AxisGrid grid = axis_grid(size, spacing, new_spacing, GridAlignment::centre);
        const auto na = static_cast<long double>(size);
        const auto nb = static_cast<long double>(grid.size);
        const long double start =
            0.5L * (na - 1 - new_spacing / static_cast<long double>(spacing) * (nb - 1));
        CAPTURE(size, spacing, new_spacing);
        CHECK(grid.start == Approx(static_cast<double>(start)).epsilon(0).margin(1e-12));
        CHECK(grid.position(0) + grid.position(grid.size - 1) ==
              Approx(static_cast<double>(size - 1)).epsilon(0).margin(1e-10));
        CHECK(grid.step == Approx(new_spacing / spacing).epsilon(1e-15));
        CHECK(grid.input_size == size);
      }
    }
  }
}

TEST_CASE("corner alignment puts the outer corners of the first voxels together") {
  for (const double new_spacing : {0.4, 1.0, 2.5}) {
    const AxisGrid grid = axis_grid(20, 1.5, new_spacing, GridAlignment::corner);
    CHECK(grid.position(0) - 0.5 * grid.step == Approx(-0.5).epsilon(1e-14));
    CHECK(grid.size == static_cast<std::int64_t>(std::ceil(30.0 / new_spacing)));
  }
}

TEST_CASE("fit puts first and last samples of both grids together") {
  for (const std::int64_t size : {2, 3, 17, 200}) {
    for (const double new_spacing : {0.4, 1.1, 2.5, 1000.0}) {
      const AxisGrid grid = axis_grid(size, 1.5, new_spacing, GridAlignment::fit);
      const double extent = 1.5 * static_cast<double>(size - 1);
      CAPTURE(size, new_spacing);
      CHECK(grid.start == 0.0);
      CHECK(grid.position(grid.size - 1) == Approx(static_cast<double>(size - 1)).epsilon(1e-14));
      CHECK(grid.spacing * static_cast<double>(grid.size - 1) == Approx(extent).epsilon(1e-14));
      CHECK(grid.size == static_cast<std::int64_t>(std::ceil(extent / new_spacing)) + 1);
    }
  }
}

TEST_CASE("an unchanged spacing leaves the axis as it is") {
  for (const GridAlignment alignment : all_alignments) {
    for (const std::int64_t size : {1, 2, 77}) {
      const AxisGrid grid = axis_grid(size, 0.7, 0.7, alignment);
      CHECK(grid.identical());
      CHECK(grid.spacing == 0.7);
    }
    CHECK_FALSE(axis_grid(10, 1.0, 2.0, alignment).identical());
    CHECK_FALSE(axis_grid(10, 1.0, 0.5, alignment).identical());
  }
}

TEST_CASE("there is always a sample") {
  for (const GridAlignment alignment : all_alignments) {
    CHECK(axis_grid(1, 1.0, 1000.0, alignment).size == 1);
    CHECK(axis_grid(1, 1.0, 0.25, alignment).size >= 1);
  }
  const AxisGrid coarse = axis_grid(9, 1.0, 1000.0, GridAlignment::centre);
  CHECK(coarse.size == 1);
  CHECK(coarse.position(0) == 4.0);
}
