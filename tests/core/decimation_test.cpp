#include "voxtrait/core/decimation.hpp"

#include <catch2/catch.hpp>

#include "voxtrait/core/roi.hpp"

namespace {

using voxtrait::Box;
using voxtrait::decimated;
using voxtrait::Geometry;
using voxtrait::Index;
using voxtrait::Roi;
using voxtrait::Step;
using voxtrait::Vector;
using voxtrait::Volume;

TEST_CASE("a box keeps the voxels whose index the step divides") {
  struct Case {
    Box box;
    Step step;
    Box expected;
  };
  const std::vector<Case> cases{{{{0, 0, 0}, {8, 7, 1}}, {2, 2, 2}, {{0, 0, 0}, {4, 4, 1}}},
                                {{{3, 4, 5}, {9, 9, 9}}, {2, 4, 1}, {{2, 1, 5}, {5, 3, 9}}},
                                {{{5, 5, 5}, {6, 7, 8}}, {2, 2, 2}, {{3, 3, 3}, {3, 4, 4}}}};
  for (const Case& c : cases) CHECK(decimated(c.box, c.step) == c.expected);
  CHECK(decimated(cases[2].box, {2, 2, 2}).empty());
}

TEST_CASE("kept voxels stay where they are in the patient, from either end of an axis") {
  Geometry image{{9, 8, 5}, {0.5, 2.0, 3.0}, {-7.0, 11.0, 3.0}, {0, 1, 0, -1, 0, 0, 0, 0, 1}};
  const Geometry coarse = decimated(image, {2, 4, 1}, {false, true, true});
  CHECK(coarse.size == Index{5, 2, 5});
  CHECK(coarse.spacing == Vector{1.0, 8.0, 3.0});
  CHECK(coarse.direction == image.direction);
  // From its end, the second axis keeps voxels 3 and 7.
  const Vector first = image.position({0, 3, 0});
  const Vector last = image.position({8, 7, 4});
  for (std::size_t a = 0; a < 3; ++a) {
    CHECK(coarse.position({0, 0, 0})[a] == Approx(first[a]));
    CHECK(coarse.position({4, 1, 4})[a] == Approx(last[a]));
  }
  CHECK(decimated(image, voxtrait::every_voxel, {true, true, true}) == image);
}

TEST_CASE("masks keep their voxels, and the rows of a decimated ROI are known") {
  Roi roi;
  roi.label = 3;
  roi.grid = {20, 20, 20};
  roi.spacing = {1.0, 1.5, 2.0};
  roi.box = {{3, 2, 5}, {9, 7, 8}};
  roi.morphological_mask = Volume<std::uint8_t>(roi.box.extents());
  roi.intensity_mask = Volume<std::uint8_t>(roi.box.extents());
  std::uint8_t n = 0;
  for (auto& voxel : roi.morphological_mask.values()) voxel = ++n % 3 == 0 ? 1 : 0;
  for (auto& voxel : roi.intensity_mask.values()) voxel = ++n % 5 == 0 ? 1 : 0;
  const Roi coarse = decimated(roi, {2, 2, 2});
  CHECK(coarse.label == 3);
  CHECK(coarse.box == Box{{2, 1, 3}, {5, 4, 4}});
  CHECK(coarse.grid == Index{10, 10, 10});
  CHECK(coarse.spacing == Vector{2.0, 3.0, 4.0});
  for (std::int64_t y = 0; y < 3; ++y) {
    for (std::int64_t x = 0; x < 3; ++x) {
      const Index from{2 * (x + 2) - 3, 2 * (y + 1) - 2, 2 * 3 - 5};
      CHECK(coarse.morphological_mask.at(x, y, 0) ==
            roi.morphological_mask.at(from[0], from[1], from[2]));
      CHECK(coarse.intensity_mask.at(x, y, 0) == roi.intensity_mask.at(from[0], from[1], from[2]));
    }
    const auto span = voxtrait::span_of(coarse.morphological_mask.row(y, 0));
    CHECK(coarse.span(y, 0).begin == span.begin);
    CHECK(coarse.span(y, 0).end == span.end);
    CHECK(coarse.rows.size() == 3);
  }
}

TEST_CASE("a ROI between the kept voxels has none left") {
  Roi roi;
  roi.grid = {8, 8, 8};
  roi.box = {{3, 3, 3}, {4, 4, 4}};
  roi.morphological_mask = Volume<std::uint8_t>({1, 1, 1}, std::uint8_t{1});
  roi.intensity_mask = roi.morphological_mask;
  CHECK(decimated(roi, {2, 2, 2}).box.empty());
}

}  // namespace
