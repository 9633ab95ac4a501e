#include <catch2/catch.hpp>

#include "support/phantom.hpp"
#include "support/tables.hpp"
#include "voxtrait/pipeline/extractor.hpp"

namespace {

using voxtrait::Aggregation;
using voxtrait::Extractor;
using voxtrait::Interpolator;
using voxtrait::Range;
using voxtrait::Settings;
using voxtrait::Table;
using voxtrait::test::first_difference;
using voxtrait::test::Phantom;
using voxtrait::test::random_phantom;

/// All families in all aggregations.
Settings everything() {
  Settings settings;
  settings.aggregations = {
      Aggregation::average_2d, Aggregation::slice_merged_2d, Aggregation::direction_merged_25d,
      Aggregation::merged_25d, Aggregation::average_3d,      Aggregation::merged_3d,
      Aggregation::slices_2d,  Aggregation::slices_25d,      Aggregation::volume_3d};
  settings.discretisation.bin_number = 12;
  return settings;
}

Settings interpolating(Interpolator method, voxtrait::Spacing spacing) {
  Settings settings = everything();
  settings.interpolation.method = method;
  settings.interpolation.spacing = spacing;
  return settings;
}

Table extracted(const Phantom& phantom, const Settings& settings, int threads = 1) {
  voxtrait::Request request;
  request.threads = threads;
  return voxtrait::extract(phantom.image, phantom.mask, settings, request);
}

void require_values(const Table& table) {
  std::size_t good = 0;
  for (const voxtrait::Row& row : table.rows) good += row.value.ok() ? 1 : 0;
  REQUIRE(good > table.rows.size() * 9 / 10);  // else equal tables say nothing
}

void require_same_in_all_storage_orders(const Phantom& original, const Settings& settings) {
  const Table expected = extracted(original, settings);
  require_values(expected);
  for (const auto& order : voxtrait::test::all_storage_orders()) {
    CAPTURE(order.axis, order.reversed);
    REQUIRE(first_difference(extracted(voxtrait::test::restored(original, order), settings),
                             expected) == "");
  }
}

}  // namespace

TEST_CASE("all 48 storage orders of a patient give the same table bit for bit") {
  voxtrait::Geometry geometry = voxtrait::test::geometry_of({9, 8, 7}, {0.9, 1.2, 2.0});
  geometry.origin = {12.5, -30.0, 99.0};
  const Phantom original = random_phantom(geometry, {1, 1, 0}, 50);
  for (const Settings& settings :
       {everything(), interpolating(Interpolator::linear, {1.0, 1.0, 1.0}),
        interpolating(Interpolator::cubic, {1.0, 1.0, std::nullopt})}) {
    require_same_in_all_storage_orders(original, settings);
  }
}

TEST_CASE("storage orders of an oblique image give the same table bit for bit") {
  voxtrait::Geometry geometry = voxtrait::test::geometry_of({8, 7, 6}, {0.9, 1.2, 2.0});
  geometry.direction = voxtrait::test::rotation(15, -10, 25);
  require_same_in_all_storage_orders(random_phantom(geometry, {1, 1, 0}, 50), everything());
}

TEST_CASE("moving the patient changes no bit") {
  Phantom phantom =
      random_phantom(voxtrait::test::geometry_of({12, 11, 9}, {0.7, 0.7, 2.5}), {1, 1, 1}, 400);
  for (const Settings& settings :
       {everything(), interpolating(Interpolator::linear, {1.0, 1.0, 1.0})}) {
    phantom.image.geometry.origin = phantom.mask.geometry.origin = {0.0, 0.0, 0.0};
    const Table expected = extracted(phantom, settings);
    require_values(expected);
    for (const voxtrait::Vector& origin :
         {voxtrait::Vector{1000.1, -0.3, 7.0}, {-1e6 / 3.0, 5e5, 1e-7}}) {
      phantom.image.geometry.origin = phantom.mask.geometry.origin = origin;
      REQUIRE(first_difference(extracted(phantom, settings), expected) == "");
    }
  }
}

TEST_CASE("an image within a larger one has the same values bit for bit") {
  // The ROI keeps 7 mm from the border, because local intensity looks that far.
  const Phantom phantom =
      random_phantom(voxtrait::test::geometry_of({22, 21, 20}, {1.0, 1.0, 1.0}), {7, 7, 7}, 300);
  const auto noise = [](auto x, auto y, auto z) { return (x * 7 + y * 13 + z * 29) % 1000; };
  const auto outside = [](auto...) { return 0; };
  std::vector<Settings> all{everything()};
  all.push_back(everything());
  all.back().resegmentation.range = Range{20.0, 280.0};
  // Grids of 2 mm and 0.5 mm stay aligned when an even number of voxels is added on each side.
  all.push_back(interpolating(Interpolator::linear, {2.0, 2.0, 2.0}));
  all.push_back(interpolating(Interpolator::linear, {0.5, 0.5, 2.0}));
  all.push_back(interpolating(Interpolator::nearest, {2.0, 2.0, std::nullopt}));
  for (const Settings& settings : all) {
    const Table expected = extracted(phantom, settings);
    require_values(expected);
    for (const voxtrait::Index& margin : {voxtrait::Index{2, 2, 2}, {6, 0, 4}, {0, 10, 2}}) {
      const Phantom larger{voxtrait::test::embedded(phantom.image, margin, noise),
                           voxtrait::test::embedded(phantom.mask, margin, outside)};
      CAPTURE(margin);
      REQUIRE(first_difference(extracted(larger, settings), expected) == "");
    }
  }
}

TEST_CASE("one and two threads give the same bits") {
  Phantom phantom =
      random_phantom(voxtrait::test::geometry_of({24, 20, 16}, {0.8, 0.8, 1.5}), {2, 2, 2}, 1000);
  for (std::size_t i = 0; i < phantom.mask.voxels.size(); i += 3) phantom.mask.voxels[i] *= 2;
  for (const Settings& settings :
       {everything(), interpolating(Interpolator::linear, {1.0, 1.0, 1.0}),
        interpolating(Interpolator::cubic, {1.0, 1.0, 1.0})}) {
    const Table one = extracted(phantom, settings, 1);
    require_values(one);
    for (const int threads : {2, 3}) {
      CAPTURE(threads);
      REQUIRE(first_difference(extracted(phantom, settings, threads), one) == "");
    }
  }
}

TEST_CASE("the same extraction twice gives the same text") {
  const Phantom phantom = random_phantom(voxtrait::test::geometry_of({10, 9, 8}), {1, 1, 1}, 60);
  const Extractor extractor(everything());
  for (const auto format : {voxtrait::TableFormat::long_csv, voxtrait::TableFormat::json}) {
    CHECK(voxtrait::to_text(extractor.extract(phantom.image, phantom.mask), format) ==
          voxtrait::to_text(extractor.extract(phantom.image, phantom.mask), format));
  }
}

TEST_CASE("the type that voxels are stored in changes no bit") {
  const Phantom phantom = random_phantom(voxtrait::test::geometry_of({10, 9, 8}), {1, 1, 1}, 60);
  const Table expected = extracted(phantom, everything());
  const auto as = [&](auto type) {
    using T = decltype(type);
    voxtrait::test::StoredImage<T> image{phantom.image.geometry, {}};
    image.voxels.assign(phantom.image.voxels.begin(), phantom.image.voxels.end());
    return voxtrait::extract(image, phantom.mask, everything());
  };
  CHECK(first_difference(as(float{}), expected) == "");
  CHECK(first_difference(as(double{}), expected) == "");
  CHECK(first_difference(as(std::uint8_t{}), expected) == "");
  CHECK(first_difference(as(std::int64_t{}), expected) == "");
}
