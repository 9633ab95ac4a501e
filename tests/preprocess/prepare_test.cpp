#include "voxtrait/preprocess/prepare.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <limits>

#include "support/errors.hpp"
#include "support/random.hpp"
#include "support/stored_image.hpp"
#include "support/volumes.hpp"
#include "voxtrait/core/distribution.hpp"

namespace {

using voxtrait::Geometry;
using voxtrait::Interpolator;
using voxtrait::Outcome;
using voxtrait::Parallel;
using voxtrait::Range;
using voxtrait::Roi;
using voxtrait::Settings;
using voxtrait::SlicePlane;
using voxtrait::Stage;
using voxtrait::Status;
using voxtrait::test::contains;
using voxtrait::test::Random;
using voxtrait::test::StorageOrder;
using voxtrait::test::StoredImage;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

Geometry geometry() {
  Geometry g;
  g.size = {9, 8, 6};
  g.spacing = {0.7, 1.1, 2.5};
  g.origin = {-5.0, 40.0, 3.0};
  return g;
}

struct Case {
  StoredImage<double> image;
  StoredImage<std::uint8_t> mask;
};

Case random_case(const Geometry& g) {
  Random random(91);
  return {voxtrait::test::stored_image<double>(g, [&](auto...) { return random.real(-1e3, 1e3); }),
          voxtrait::test::stored_image<std::uint8_t>(g, [&](auto x, auto y, auto z) {
            return x > 1 && y < 6 && z > 0 && random.chance(0.6) ? 1 : 0;
          })};
}

Outcome<Roi> prepared(const Case& c, const Settings& settings, double margin_mm = 0.0,
                      const voxtrait::StageObserver& observe = {}) {
  const auto regions = voxtrait::find_labels(c.mask);
  REQUIRE(regions.size() == 1);
  return voxtrait::prepare(c.image, c.mask, regions[0], settings, margin_mm, Parallel(1), observe);
}

Settings interpolating(Interpolator method, voxtrait::Spacing spacing) {
  Settings settings;
  settings.interpolation.method = method;
  settings.interpolation.spacing = spacing;
  return settings;
}

bool same_bits(const Roi& a, const Roi& b) {
  const auto same = [](const auto& x, const auto& y) {
    return x.size() == y.size() &&
           std::memcmp(x.values().data(), y.values().data(), x.values().size_bytes()) == 0;
  };
  return a.grid == b.grid && a.spacing == b.spacing && a.box == b.box && a.label == b.label &&
         same(voxtrait::test::numbers_of(a.intensity), voxtrait::test::numbers_of(b.intensity)) &&
         same(a.morphological_mask, b.morphological_mask) &&
         same(a.intensity_mask, b.intensity_mask);
}

}  // namespace

TEST_CASE("all 48 storage orders of a patient give the same ROI bit for bit") {
  std::vector<Settings> many{Settings{}};
  for (const Interpolator method :
       {Interpolator::nearest, Interpolator::linear, Interpolator::cubic}) {
    many.push_back(interpolating(method, {1.0, 1.0, 1.0}));
    many.push_back(interpolating(method, {0.9, 1.3, std::nullopt}));
  }
  const std::array directions{voxtrait::test::rotation(0, 0, 0),
                              voxtrait::test::rotation(-20, 12, 30)};
  for (const auto& direction : directions) {
    Geometry g = geometry();
    g.direction = direction;
    const Case original = random_case(g);
    for (Settings settings : many) {
      settings.resegmentation.range = Range{-800.0, 900.0};
      for (const SlicePlane plane :
           {SlicePlane::axial, SlicePlane::coronal, SlicePlane::sagittal}) {
        settings.slices.plane = plane;
        const Outcome<Roi> expected = prepared(original, settings, 3.0);
        REQUIRE(expected.ok());
        for (const StorageOrder& order : voxtrait::test::all_storage_orders()) {
          const Case other{voxtrait::test::restored(original.image, order),
                           voxtrait::test::restored(original.mask, order)};
          REQUIRE(same_bits(prepared(other, settings, 3.0).value(), expected.value()));
        }
      }
    }
  }
}

TEST_CASE("stored slices of a permuted image are the named slices of the original") {
  const Case original = random_case(geometry());
  Settings axial;
  Settings stored;
  stored.slices.plane = SlicePlane::stored;
  CHECK(same_bits(prepared(original, stored).value(), prepared(original, axial).value()));
  const StorageOrder coronal_stack{{0, 2, 1}, {false, false, false}};
  Settings coronal;
  coronal.slices.plane = SlicePlane::coronal;
  const Case other{voxtrait::test::restored(original.image, coronal_stack),
                   voxtrait::test::restored(original.mask, coronal_stack)};
  CHECK(same_bits(prepared(other, stored).value(), prepared(original, coronal).value()));
}

TEST_CASE("without interpolation the ROI is the image within the box of the label") {
  const Case c = random_case(geometry());
  const Outcome<Roi> outcome = prepared(c, {});
  REQUIRE(outcome.ok());
  const Roi& roi = outcome.value();
  CHECK(roi.box == voxtrait::find_labels(c.mask)[0].box);
  CHECK(roi.grid == c.image.geometry.size);
  CHECK(roi.spacing == c.image.geometry.spacing);
  voxtrait::test::for_each_voxel(roi.intensity.size(), [&](auto x, auto y, auto z) {
    const voxtrait::Index at{x + roi.box.begin[0], y + roi.box.begin[1], z + roi.box.begin[2]};
    REQUIRE(roi.morphological_mask.at(x, y, z) == c.mask.at(at));
    if (c.mask.at(at) != 0) REQUIRE(roi.intensity.at(x, y, z) == c.image.at(at));
  });
}

TEST_CASE("a margin keeps the image around the ROI up to its borders") {
  Case c = random_case(geometry());
  std::ranges::fill(c.mask.voxels, std::uint8_t{0});
  c.mask.at({4, 4, 1}) = 1;
  const Roi roi = prepared(c, {}, 2.3).value();
  for (std::size_t a = 0; a < 3; ++a) {
    const auto voxels = static_cast<std::int64_t>(std::floor(2.3 / roi.spacing[a]));
    const voxtrait::Index centre{4, 4, 1};
    CHECK(roi.box.begin[a] <= std::max<std::int64_t>(0, centre[a] - voxels));
    CHECK(roi.box.end[a] >= std::min(roi.grid[a], centre[a] + voxels + 1));
  }
}

TEST_CASE("intensities are rounded before interpolation and again after it as set") {
  Geometry g;
  g.size = {3, 1, 1};
  Case c{
      voxtrait::test::stored_image<double>(g, [](auto x, auto, auto) { return 1.4 * double(x); }),
      voxtrait::test::stored_image<std::uint8_t>(g, [](auto...) { return 1; })};
  Settings settings = interpolating(Interpolator::linear, {0.5, std::nullopt, std::nullopt});
  settings.interpolation.grid = voxtrait::GridAlignment::origin;
  settings.image.rounding = voxtrait::Rounding::nearest_integer;
  // 0, 1.4, 2.8 become 0, 1, 3, then 0, 0.5, 1, 2, 3, 3.
  const std::vector<double> before{0.0, 0.5, 1.0, 2.0, 3.0, 3.0};
  CHECK(std::ranges::equal(prepared(c, settings).value().intensity.own().values(), before));
  settings.interpolation.rounding = voxtrait::Rounding::nearest_integer;
  const std::vector<double> both{0.0, 0.0, 1.0, 2.0, 3.0, 3.0};
  CHECK(std::ranges::equal(prepared(c, settings).value().intensity.own().values(), both));
}

TEST_CASE("the observer sees the ROI after each stage") {
  const Case c = random_case(geometry());
  Settings settings = interpolating(Interpolator::linear, {1.0, 1.0, 1.0});
  settings.resegmentation.range = Range{0.0, {}};
  std::vector<Stage> stages;
  std::vector<std::uint64_t> voxels;
  const auto observe = [&](Stage stage, const Roi& roi) {
    stages.push_back(stage);
    voxels.push_back(voxtrait::distribution_of(roi.intensity, roi.intensity_mask).voxels);
  };
  const Roi roi = prepared(c, settings, 0.0, observe).value();
  CHECK(stages == std::vector{Stage::initial, Stage::interpolated, Stage::resegmented});
  const auto stored = static_cast<std::uint64_t>(std::ranges::count(c.mask.voxels, 1));
  CHECK(voxels[0] == stored);
  CHECK(voxels[1] > voxels[0]);  // voxels of 1.9 mm3 become voxels of 1 mm3
  CHECK(voxels[2] < voxels[1]);
  CHECK(voxels[2] == voxtrait::distribution_of(roi.intensity, roi.intensity_mask).voxels);
}

TEST_CASE("a ROI that re-segmentation empties fails with range and intensities") {
  const Case c = random_case(geometry());
  Settings settings;
  settings.resegmentation.range = Range{2000.0, 3000.0};
  const Outcome<Roi> outcome = prepared(c, settings);
  REQUIRE_FALSE(outcome.ok());
  CHECK(outcome.failure().status == Status::empty_roi);
  CHECK(contains(outcome.failure().reason, "2000"));
  CHECK(contains(outcome.failure().reason, "3000"));
}

TEST_CASE("a ROI that interpolation empties fails") {
  Case c = random_case(geometry());
  std::ranges::fill(c.mask.voxels, std::uint8_t{0});
  c.mask.at({4, 4, 3}) = 1;
  const Outcome<Roi> outcome = prepared(c, interpolating(Interpolator::linear, {5.0, 5.0, 5.0}));
  REQUIRE_FALSE(outcome.ok());
  CHECK(outcome.failure().status == Status::empty_roi);
}

TEST_CASE("NaN and Inf stay without interpolation and are refused where it would read them") {
  for (const double bad : {not_a_number, std::numeric_limits<double>::infinity()}) {
    Case c = random_case(geometry());
    c.mask.at({3, 3, 3}) = 1;
    c.image.at({3, 3, 3}) = bad;
    const Outcome<Roi> as_stored = prepared(c, {});
    REQUIRE(as_stored.ok());
    CHECK(voxtrait::distribution_of(as_stored.value().intensity, as_stored.value().intensity_mask)
              .non_finite == 1);
    const Outcome<Roi> interpolated =
        prepared(c, interpolating(Interpolator::linear, {1.0, 1.0, 1.0}));
    REQUIRE_FALSE(interpolated.ok());
    CHECK(interpolated.failure().status == Status::failed);
    CHECK(contains(interpolated.failure().reason, "1 NaN or Inf"));
  }
}

TEST_CASE("NaN far from the ROI disturbs no linear interpolation") {
  Geometry g;
  g.size = {60, 5, 5};
  Case c{voxtrait::test::stored_image<double>(
             g, [](auto x, auto y, auto z) { return double(x + y * z); }),
         voxtrait::test::stored_image<std::uint8_t>(
             g, [](auto x, auto, auto) { return x < 6 ? 1 : 0; })};
  c.image.at({50, 2, 2}) = not_a_number;
  CHECK(prepared(c, interpolating(Interpolator::linear, {0.8, 0.8, 0.8})).ok());
}

TEST_CASE("a range takes NaN out of the intensity mask") {
  Case c = random_case(geometry());
  c.mask.at({3, 3, 3}) = 1;
  c.image.at({3, 3, 3}) = not_a_number;
  Settings settings;
  settings.resegmentation.range = Range{-1e6, {}};
  const Roi roi = prepared(c, settings).value();
  CHECK(voxtrait::distribution_of(roi.intensity, roi.intensity_mask).non_finite == 0);
}

TEST_CASE("the whole image is interpolated as the ROI is") {
  const Case c = random_case(geometry());
  for (const Interpolator method :
       {Interpolator::none, Interpolator::linear, Interpolator::cubic}) {
    Settings settings;
    if (method != Interpolator::none) settings = interpolating(method, {1.0, 0.6, 2.0});
    const auto whole = voxtrait::prepare_whole_image(c.image, settings, Parallel(2));
    const Roi roi = prepared(c, settings).value();
    REQUIRE(whole.size() == roi.grid);
    voxtrait::test::for_each_voxel(roi.intensity.size(), [&](auto x, auto y, auto z) {
      if (roi.morphological_mask.at(x, y, z) == 0) return;
      REQUIRE(roi.intensity.at(x, y, z) ==
              whole.at(x + roi.box.begin[0], y + roi.box.begin[1], z + roi.box.begin[2]));
    });
  }
}
