#include "voxtrait/pipeline/extractor.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <set>
#include <thread>

#include "support/errors.hpp"
#include "support/made_up_families.hpp"
#include "support/phantom.hpp"
#include "support/tables.hpp"

namespace {

using voxtrait::Error;
using voxtrait::ErrorCode;
using voxtrait::Extractor;
using voxtrait::Request;
using voxtrait::Row;
using voxtrait::Settings;
using voxtrait::Status;
using voxtrait::Table;
using voxtrait::test::contains;
using voxtrait::test::error_of;
using voxtrait::test::first_difference;
using voxtrait::test::Phantom;
using voxtrait::test::value_of;

constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();

struct Case {
  voxtrait::test::StoredImage<float> image;
  voxtrait::test::StoredImage<std::uint8_t> mask;
};

Case healthy() {
  const Phantom phantom =
      voxtrait::test::random_phantom(voxtrait::test::geometry_of({9, 8, 7}), {1, 1, 1}, 40);
  Case c{{phantom.image.geometry, {}}, phantom.mask};
  c.image.voxels.assign(phantom.image.voxels.begin(), phantom.image.voxels.end());
  return c;
}

/// Everything that can be wrong with the ROI of label 1.
std::vector<std::pair<const char*, Case>> troubled() {
  std::vector<std::pair<const char*, Case>> cases;
  const auto add = [&](const char* name, auto&& change) {
    cases.emplace_back(name, healthy());
    change(cases.back().second);
  };
  add("empty mask", [](Case& c) { std::ranges::fill(c.mask.voxels, std::uint8_t{0}); });
  add("label absent", [](Case& c) {
    for (auto& v : c.mask.voxels) v *= 3;
  });
  add("NaN in the ROI", [](Case& c) { c.image.at({4, 4, 3}) = not_a_number; });
  add("all NaN", [](Case& c) { std::ranges::fill(c.image.voxels, not_a_number); });
  add("Inf in the ROI", [](Case& c) {
    c.image.at({4, 4, 3}) = std::numeric_limits<float>::infinity();
  });
  add("flat", [](Case& c) { std::ranges::fill(c.image.voxels, 7.5F); });
  add("one voxel", [](Case& c) {
    std::ranges::fill(c.mask.voxels, std::uint8_t{0});
    c.mask.at({4, 4, 3}) = 1;
  });
  add("full mask", [](Case& c) { std::ranges::fill(c.mask.voxels, std::uint8_t{1}); });
  return cases;
}

/// What a row is, apart from its value.
std::vector<std::string> identities(const Table& table) {
  std::vector<std::string> list;
  for (const Row& row : table.rows) {
    list.push_back(voxtrait::render(row.id, voxtrait::NamingScheme::native) + " " +
                   row.id.ibsi_code + row.id.parameter_code + " " + row.unit);
  }
  return list;
}

Request label_1(bool diagnostics) {
  Request request;
  request.labels = {1};
  request.diagnostics = diagnostics;
  return request;
}

}  // namespace

TEST_CASE("the table has the same rows whatever happens to the ROI") {
  Settings range;
  range.resegmentation.range = voxtrait::Range{1e6, 2e6};  // takes every voxel
  Settings interpolation;
  interpolation.interpolation.method = voxtrait::Interpolator::linear;
  interpolation.interpolation.spacing = {2.0, 2.0, 2.0};
  Settings exploding;
  exploding.discretisation = {voxtrait::Discretiser::fixed_bin_size, 1e-9, 32};
  for (const Settings& settings : {Settings{}, range, interpolation, exploding}) {
    for (const bool diagnostics : {false, true}) {
      const Case good = healthy();
      const Extractor extractor(settings);
      const auto expected =
          identities(extractor.extract(good.image, good.mask, label_1(diagnostics)));
      REQUIRE(expected.size() >= extractor.plan().value_count());
      if (!diagnostics) REQUIRE(expected.size() == extractor.plan().value_count());
      for (const auto& [name, bad] : troubled()) {
        const Table table = extractor.extract(bad.image, bad.mask, label_1(diagnostics));
        CAPTURE(name, diagnostics);
        CHECK(identities(table) == expected);
        for (const Row& row : table.rows) {
          CHECK(row.value.ok() == row.value.reason.empty());
          CHECK((!row.value.ok() || std::isfinite(row.value.number)));
        }
      }
    }
  }
}

TEST_CASE("every column of the table has a name of its own") {
  const Case c = healthy();
  const auto names = identities(voxtrait::extract(c.image, c.mask));
  CHECK(std::set<std::string>(names.begin(), names.end()).size() == names.size());
}

TEST_CASE("trouble with a ROI is told by status and reason") {
  struct Expectation {
    const char* name;
    Status status;
    const char* said;
  };
  for (const Expectation& e : {Expectation{"empty mask", Status::empty_roi, "no label"},
                               {"label absent", Status::empty_roi, "label 3"},
                               {"NaN in the ROI", Status::failed, "1 voxels of the ROI are NaN"},
                               {"all NaN", Status::failed, "NaN"},
                               {"Inf in the ROI", Status::failed, "Inf"}}) {
    for (const auto& [name, c] : troubled()) {
      if (std::string_view(name) != e.name) continue;
      const Table table = voxtrait::extract(c.image, c.mask, {}, label_1(false));
      CHECK(table.has_failures());
      for (const Row& row : table.rows) {
        CAPTURE(name, row.id.feature, row.value.reason);
        CHECK(row.value.status == e.status);
        CHECK(contains(row.value.reason, e.said));
      }
    }
  }
}

TEST_CASE("an absent label names the labels that are there") {
  Case c = healthy();
  std::ranges::fill(c.mask.voxels, std::uint8_t{0});
  c.mask.at({1, 1, 1}) = 4;
  c.mask.at({2, 1, 1}) = 9;
  c.mask.at({3, 1, 1}) = 200;
  Request request;
  request.labels = {5};
  const Table table = voxtrait::extract(c.image, c.mask, {}, request);
  const std::string& reason = table.rows.front().value.reason;
  CAPTURE(reason);
  CHECK(contains(reason, "label 5"));
  CHECK(contains(reason, "4, 9, 200"));
  CHECK(table.rows.front().label == 5);
}

TEST_CASE("a mask without labels gives rows without a label") {
  const Case empty = troubled().front().second;
  const Table table = voxtrait::extract(empty.image, empty.mask);
  REQUIRE_FALSE(table.rows.empty());
  for (const Row& row : table.rows) {
    CHECK_FALSE(row.label.has_value());
    CHECK(row.value.status == Status::empty_roi);
  }
}

TEST_CASE("a range saves a ROI with NaN") {
  Case c = healthy();
  c.image.at({4, 4, 3}) = not_a_number;
  Settings settings;
  settings.resegmentation.range = voxtrait::Range{0.0, {}};
  settings.families = {"intensity_statistics", "glcm"};
  CHECK_FALSE(voxtrait::extract(c.image, c.mask, settings).has_failures());
}

TEST_CASE("too many levels fail the families that need levels and no others") {
  const Case c = healthy();
  Settings settings;
  settings.discretisation = {voxtrait::Discretiser::fixed_bin_size, 1e-4, 32};
  const Table table = voxtrait::extract(c.image, c.mask, settings);
  CHECK(value_of(table, 1, "intensity_statistics", "mean").ok());
  const auto& contrast = value_of(table, 1, "glcm", "contrast");
  CHECK(contrast.status == Status::failed);
  CHECK(contains(contrast.reason, "390001"));  // 1 to 40 in steps of 1e-4
}

TEST_CASE("all labels come in ascending order and asked ones in the order asked") {
  Case c = healthy();
  for (std::size_t i = 0; i < c.mask.voxels.size(); ++i) {
    if (c.mask.voxels[i] != 0) c.mask.voxels[i] = static_cast<std::uint8_t>(1 + 2 * (i % 3));
  }
  const auto labels = [&](std::vector<std::int64_t> wanted) {
    Request request;
    request.labels = std::move(wanted);
    std::vector<std::int64_t> seen;
    for (const Row& row : voxtrait::extract(c.image, c.mask, {}, request).rows) {
      if (seen.empty() || seen.back() != *row.label) seen.push_back(*row.label);
    }
    return seen;
  };
  CHECK(labels({}) == std::vector<std::int64_t>{1, 3, 5});
  CHECK(labels({5, 1}) == std::vector<std::int64_t>{5, 1});
  CHECK(labels({3, 4}) == std::vector<std::int64_t>{3, 4});
}

TEST_CASE("labels do not influence each other") {
  Case both = healthy();
  Case first = healthy();
  for (std::size_t i = 0; i < both.mask.voxels.size(); ++i) {
    if (both.mask.voxels[i] == 0 || i % 2 == 0) continue;
    both.mask.voxels[i] = 2;
    first.mask.voxels[i] = 0;
  }
  Request request;
  request.labels = {1};
  CHECK(first_difference(voxtrait::extract(both.image, both.mask, {}, request),
                         voxtrait::extract(first.image, first.mask, {}, request)) == "");
}

TEST_CASE("a label that is asked for twice stands there once") {
  const Case c = healthy();
  Request twice;
  twice.labels = {1, 1};
  CHECK(voxtrait::extract(c.image, c.mask, {}, twice).rows.size() ==
        voxtrait::extract(c.image, c.mask).rows.size());
}

TEST_CASE("rows carry the name of the case") {
  const Case c = healthy();
  Request request;
  request.case_name = "patient 7";
  for (const Row& row : voxtrait::extract(c.image, c.mask, {}, request).rows) {
    REQUIRE(row.case_name == "patient 7");
  }
}

TEST_CASE("geometries are checked before anything is computed") {
  Case c = healthy();
  c.image.geometry.spacing[1] = 0.0;
  CHECK(error_of([&] { (void)voxtrait::extract(c.image, c.mask); }).where() == "image");
  c = healthy();
  c.mask.geometry.spacing[1] = -1.0;
  CHECK(error_of([&] { (void)voxtrait::extract(c.image, c.mask); }).where() == "mask");
  c = healthy();
  c.mask.geometry.origin[0] += 5.0;
  const Error error = error_of([&] { (void)voxtrait::extract(c.image, c.mask); });
  CHECK(error.code() == ErrorCode::geometry_mismatch);
}

TEST_CASE("a mask with fractions is refused") {
  const Case c = healthy();
  voxtrait::test::StoredImage<float> mask{c.mask.geometry, {}};
  for (const std::uint8_t v : c.mask.voxels) mask.voxels.push_back(0.5F * v);
  CHECK(error_of([&] { (void)voxtrait::extract(c.image, mask); }).code() ==
        ErrorCode::mask_invalid);
}

TEST_CASE("a mask of another geometry is resampled when asked for") {
  const Case c = healthy();
  const auto order = voxtrait::test::all_storage_orders().back();
  Case other{c.image, voxtrait::test::restored(c.mask, order)};
  CHECK_THROWS_AS(voxtrait::extract(other.image, other.mask), Error);
  Request request;
  request.resample_mask = true;
  CHECK(first_difference(voxtrait::extract(other.image, other.mask, {}, request),
                         voxtrait::extract(c.image, c.mask)) == "");
}

TEST_CASE("slices across the acquisition are warned about where slices matter") {
  Case c = healthy();
  c.image.geometry.spacing = c.mask.geometry.spacing = {1.0, 4.0, 1.0};
  Settings in_slices;
  in_slices.aggregations = {voxtrait::Aggregation::average_2d};
  const auto warnings = [&](const Settings& settings) {
    return voxtrait::extract(c.image, c.mask, settings).warnings;
  };
  REQUIRE(warnings(in_slices).size() == 1);
  CHECK(contains(warnings(in_slices)[0], "coronal"));
  in_slices.slices.plane = voxtrait::SlicePlane::coronal;
  CHECK(warnings(in_slices).empty());
  CHECK(warnings(Settings{}).empty());
}

TEST_CASE("one extractor may serve several threads") {
  const Case c = healthy();
  const Extractor extractor;
  const Table expected = extractor.extract(c.image, c.mask);
  std::array<Table, 4> tables;
  {
    std::vector<std::jthread> threads;
    for (Table& table : tables) {
      threads.emplace_back([&] { table = extractor.extract(c.image, c.mask); });
    }
  }
  for (const Table& table : tables) CHECK(first_difference(table, expected) == "");
}

TEST_CASE("an extractor that was copied or moved still works") {
  const Case c = healthy();
  Extractor first;
  const Table expected = first.extract(c.image, c.mask);
  const Extractor copy = first;
  const Extractor moved = std::move(first);
  CHECK(first_difference(copy.extract(c.image, c.mask), expected) == "");
  CHECK(first_difference(moved.extract(c.image, c.mask), expected) == "");
}

TEST_CASE("a family of one's own is extracted like the built-in ones") {
  voxtrait::Registry registry;
  registry.add(voxtrait::test::family("mine", {voxtrait::test::feature("one")}));
  const Case c = healthy();
  const Table table = Extractor({}, registry).extract(c.image, c.mask);
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows[0].id.family == "mine");
  CHECK(table.rows[0].value.number == 1.0);
}
