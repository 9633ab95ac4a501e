#include "voxtrait/filter/boundary.hpp"

#include <catch2/catch.hpp>
#include <vector>

namespace {

using voxtrait::Boundary;

TEST_CASE("every rule finds its voxel at any distance beyond the edges") {
  struct Case {
    Boundary boundary;
    std::vector<std::int64_t> found;  ///< for the voxels -7 to 9 of an axis of 3
  };
  const std::vector<Case> cases{
      {Boundary::zero, {-1, -1, -1, -1, -1, -1, -1, 0, 1, 2, -1, -1, -1, -1, -1, -1, -1}},
      {Boundary::nearest, {0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2, 2, 2, 2}},
      {Boundary::periodic, {2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0}},
      {Boundary::mirror, {0, 0, 1, 2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0, 1, 2, 2}}};
  for (const Case& c : cases) {
    for (std::int64_t i = -7; i <= 9; ++i) {
      CAPTURE(static_cast<int>(c.boundary), i);
      CHECK(voxtrait::found_at(c.boundary, i, 3) == c.found[static_cast<std::size_t>(i + 7)]);
    }
  }
}

TEST_CASE("what is needed holds every voxel that a kernel reaches") {
  for (const Boundary boundary :
       {Boundary::zero, Boundary::nearest, Boundary::periodic, Boundary::mirror}) {
    for (const std::int64_t size : {1, 2, 5, 8}) {
      for (const std::int64_t reach : {0, 1, 3, 20}) {
        for (std::int64_t begin = 0; begin < size; ++begin) {
          const auto need = voxtrait::needed_span(boundary, {begin, begin + 1}, reach, size);
          for (std::int64_t i = begin - reach; i <= begin + reach; ++i) {
            const std::int64_t found = voxtrait::found_at(boundary, i, size);
            CAPTURE(static_cast<int>(boundary), size, reach, begin, i);
            CHECK((found < 0 || (found >= need.begin && found < need.end)));
          }
        }
      }
    }
  }
}

}  // namespace
