#include "voxtrait/core/roi.hpp"

#include <catch2/catch.hpp>

#include "support/masks.hpp"
#include "support/random.hpp"

namespace {

using voxtrait::Box;
using voxtrait::Roi;
using voxtrait::Span;

/// A ROI whose intensity mask is some of its morphological one.
Roi random_roi(double probability, voxtrait::test::Random& random) {
  Roi roi;
  roi.morphological_mask = voxtrait::test::random_mask({9, 7, 6}, probability, random);
  roi.intensity_mask = roi.morphological_mask;
  for (auto& voxel : roi.intensity_mask.values()) voxel = random.real() < 0.5 ? 0 : voxel;
  return roi;
}

}  // namespace

TEST_CASE("the box of the intensity mask is the same whether rows are known or not") {
  voxtrait::test::Random random(41);
  for (const double probability : {0.0, 0.01, 0.05, 0.5}) {
    for (int repeat = 0; repeat < 5; ++repeat) {
      Roi roi = random_roi(probability, random);
      const Box unknown = intensity_box(roi);
      roi.rows = voxtrait::row_spans(roi.morphological_mask);
      const Box known = intensity_box(roi);
      CAPTURE(probability, repeat);
      CHECK(known.begin == unknown.begin);
      CHECK(known.end == unknown.end);
    }
  }
}

TEST_CASE("all voxels of a row in a box lie in its span, which is part of the box") {
  voxtrait::test::Random random(42);
  const Box box{{2, 1, 0}, {6, 7, 5}};
  for (const bool rows_known : {false, true}) {
    Roi roi = random_roi(0.2, random);
    if (rows_known) roi.rows = voxtrait::row_spans(roi.morphological_mask);
    for (std::int64_t z = box.begin[2]; z < box.end[2]; ++z) {
      for (std::int64_t y = box.begin[1]; y < box.end[1]; ++y) {
        const Span span = span_in(roi, box, y, z);
        REQUIRE(box.begin[0] <= span.begin);
        REQUIRE(span.begin <= span.end);
        REQUIRE(span.end <= box.end[0]);
        for (std::int64_t x = box.begin[0]; x < box.end[0]; ++x) {
          const bool outside = x < span.begin || x >= span.end;
          REQUIRE_FALSE((outside && roi.intensity_mask.at(x, y, z) != 0));
        }
      }
    }
  }
}
