#include "voxtrait/pipeline/memory.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "support/errors.hpp"
#include "support/phantom.hpp"
#include "support/tables.hpp"
#include "voxtrait/core/distribution.hpp"
#include "voxtrait/pipeline/extractor.hpp"
#include "voxtrait/pipeline/settings_json.hpp"
#include "voxtrait/texture/zones.hpp"

namespace {

using voxtrait::Box;
using voxtrait::Extractor;
using voxtrait::Geometry;
using voxtrait::MemoryEstimate;
using voxtrait::Request;
using voxtrait::Row;
using voxtrait::Settings;
using voxtrait::Status;
using voxtrait::Table;
using voxtrait::test::contains;
using voxtrait::test::Phantom;

voxtrait::LabelRegion region_of(const Box& box) {
  voxtrait::LabelRegion region;
  region.label = 1;
  region.box = box;
  region.voxels = box.extent(0) * box.extent(1) * box.extent(2);
  return region;
}

MemoryEstimate estimate(const Geometry& geometry, const Box& box, const Settings& settings = {}) {
  const Extractor extractor(settings);
  return voxtrait::estimate_memory(geometry, geometry, region_of(box), settings, extractor.plan());
}

Box cube(std::int64_t begin, std::int64_t end) { return {{begin, begin, begin}, {end, end, end}}; }

Settings interpolated(double spacing) {
  Settings settings;
  settings.interpolation.method = voxtrait::Interpolator::linear;
  settings.interpolation.spacing = {spacing, spacing, spacing};
  return settings;
}

/// The ROI fills the image, so its box is known without looking.
Phantom full_phantom() {
  Phantom phantom =
      voxtrait::test::random_phantom(voxtrait::test::geometry_of({30, 28, 26}), {0, 0, 0}, 20, 611);
  std::ranges::fill(phantom.mask.voxels, std::uint8_t{1});
  return phantom;
}

MemoryEstimate estimate_of(const Phantom& phantom, const Settings& settings) {
  return estimate(phantom.image.geometry, {{0, 0, 0}, phantom.image.geometry.size}, settings);
}

/// An extraction that has so many bytes beside the program, image and mask.
Table extracted(const Phantom& phantom, const Settings& settings, std::uint64_t bytes) {
  Request request;
  request.threads = 1;
  const std::uint64_t voxels = phantom.image.voxels.size();
  request.max_memory = voxtrait::base_memory + voxels * (sizeof(std::int16_t) + 1) + bytes;
  return Extractor(settings).extract(phantom.image, phantom.mask, request);
}

bool is_autocorrelation(const Row& row) {
  return row.id.feature == "morans_i_index" || row.id.feature == "gearys_c_measure";
}

}  // namespace

TEST_CASE("the estimate grows with the ROI") {
  const Geometry geometry = voxtrait::test::geometry_of({200, 200, 200});
  for (const Settings& settings : {Settings{}, interpolated(2.0), interpolated(0.5)}) {
    MemoryEstimate last;
    for (const std::int64_t edge : {1, 5, 20, 60, 199}) {
      const MemoryEstimate e = estimate(geometry, cube(0, edge), settings);
      CAPTURE(edge);
      CHECK(e.preprocessing > last.preprocessing);
      CHECK(e.features > last.features);
      CHECK(e.spatial_autocorrelation > last.spatial_autocorrelation);
      CHECK(e.peak() >= e.peak_without_autocorrelation());
      last = e;
    }
  }
}

TEST_CASE("the estimate grows as the new spacing becomes finer") {
  const Geometry geometry = voxtrait::test::geometry_of({100, 100, 100});
  MemoryEstimate last;
  for (const double spacing : {4.0, 2.0, 1.0, 0.5, 0.25}) {
    const MemoryEstimate e = estimate(geometry, cube(30, 60), interpolated(spacing));
    CAPTURE(spacing);
    CHECK(e.features > last.features);
    // A coarse grid reads the image further around the ROI, so only finer ones need more here.
    if (spacing < 1.0) CHECK(e.preprocessing > last.preprocessing);
    CHECK(e.spatial_autocorrelation > last.spatial_autocorrelation);
    last = e;
  }
}

TEST_CASE("the estimate covers at least what the ROI itself takes") {
  const Geometry geometry = voxtrait::test::geometry_of({80, 80, 80});
  const std::uint64_t voxels = 60 * 60 * 60;
  Settings settings;
  settings.families = {"gldzm"};  // reads no margin around the ROI
  // Intensity and masks, a bin for each voxel and, in noise, a zone for each voxel.
  CHECK(estimate(geometry, cube(10, 70), settings).features >=
        voxels *
            (sizeof(double) + 2 + sizeof(voxtrait::Distribution::Bin) + sizeof(voxtrait::Zone)));
  // At least a plane of complex spectra of three fields.
  CHECK(estimate(geometry, cube(10, 70)).spatial_autocorrelation >= 3 * 16 * 60 * 60);
}

TEST_CASE("the estimate covers what a filter extends the image by, and what steering keeps") {
  const Geometry thin = voxtrait::test::geometry_of({60, 60, 3});
  const Box box{{20, 20, 1}, {30, 30, 2}};
  const auto with = [&](const std::string& filter) {
    const auto settings = voxtrait::settings_from_json(
        R"({"families": ["intensity_statistics"], "filters": [)" + filter + "]}",
        voxtrait::builtin_registry());
    return estimate(thin, box, settings).peak();
  };
  const std::uint64_t image = sizeof(double) * 60 * 60 * 3;
  CHECK(with(R"({"type": "mean"})") < 6 * image);
  const std::uint64_t plain = with(R"({"type": "riesz_log", "riesz_order": [2, 0, 0]})");
  const std::uint64_t extended = sizeof(double) * (60 + 64) * (60 + 64) * (3 + 64);
  CHECK(plain >= extended);  // by 32 voxels at least on either side
  const std::uint64_t steered =
      with(R"({"type": "riesz_log", "riesz_order": [2, 0, 0], "steered": true})");
  CHECK(steered >= plain + 4 * extended);  // a spectrum, which is complex, and a copy of it
  CHECK(with(R"({"type": "nonseparable_wavelet"})") >= image);
}

TEST_CASE("without morphology there is no autocorrelation to take memory") {
  Settings settings;
  settings.families = {"glcm"};
  const MemoryEstimate e =
      estimate(voxtrait::test::geometry_of({50, 50, 50}), cube(0, 50), settings);
  CHECK(e.spatial_autocorrelation == 0);
  CHECK(e.peak() == e.peak_without_autocorrelation());
}

TEST_CASE("a ROI that does not fit the limit fails and tells both numbers") {
  const Phantom phantom = full_phantom();
  for (const Settings& settings : {Settings{}, interpolated(0.8)}) {
    const std::uint64_t needed = estimate_of(phantom, settings).peak_without_autocorrelation();
    for (const std::uint64_t bytes : {std::uint64_t{0}, needed / 2, needed - 1}) {
      const Table table = extracted(phantom, settings, bytes);
      REQUIRE_FALSE(table.rows.empty());
      for (const Row& row : table.rows) {
        REQUIRE(row.value.status == Status::failed);
        REQUIRE(contains(row.value.reason, std::to_string((needed >> 20U) + 1) + " MB"));
        REQUIRE(contains(row.value.reason, std::to_string((bytes >> 20U) + 1) + " MB"));
      }
    }
  }
}

TEST_CASE("a limit below the program's own needs fails like any other") {
  const Phantom phantom = full_phantom();
  Request request;
  request.max_memory = 1;
  for (const Row& row : Extractor().extract(phantom.image, phantom.mask, request).rows) {
    REQUIRE(row.value.status == Status::failed);
  }
}

TEST_CASE("where only spatial autocorrelation does not fit, only its features fail") {
  const Phantom phantom = full_phantom();
  const MemoryEstimate needed = estimate_of(phantom, {});
  REQUIRE(needed.peak() > needed.peak_without_autocorrelation());
  const Table table = extracted(phantom, {}, needed.peak_without_autocorrelation());
  std::size_t failed = 0;
  for (const Row& row : table.rows) {
    CAPTURE(row.id.family, row.id.feature, row.value.reason);
    if (is_autocorrelation(row)) {
      CHECK(row.value.status == Status::failed);
      CHECK(contains(row.value.reason, "MB"));
      ++failed;
    } else {
      CHECK(row.value.ok());
    }
  }
  CHECK(failed == 2);
}

TEST_CASE("what is estimated is enough, and a limit changes no value") {
  const Phantom phantom = full_phantom();
  for (const Settings& settings : {Settings{}, interpolated(1.3), interpolated(0.9)}) {
    const Table limited = extracted(phantom, settings, estimate_of(phantom, settings).peak());
    const Table unlimited = voxtrait::extract(phantom.image, phantom.mask, settings);
    CHECK(voxtrait::test::first_difference(limited, unlimited).empty());
  }
}

namespace {

Settings pyradiomics(std::optional<double> spacing = {}) {
  Settings settings;
  settings.profile = voxtrait::Profile::pyradiomics;
  settings.pyradiomics.bin_width = 2.0;
  if (spacing) settings.pyradiomics.resampled_pixel_spacing = {*spacing, *spacing, *spacing};
  return settings;
}

}  // namespace

TEST_CASE("the profile pyradiomics has an estimate of its own") {
  const Geometry geometry = voxtrait::test::geometry_of({100, 100, 100});
  const MemoryEstimate plain = estimate(geometry, cube(30, 60), pyradiomics());
  CHECK(plain.spatial_autocorrelation == 0);
  CHECK(plain.features < estimate(geometry, cube(30, 70), pyradiomics()).features);
  MemoryEstimate last = plain;
  for (const double spacing : {0.5, 0.25, 0.01, 1e-9}) {
    const MemoryEstimate e = estimate(geometry, cube(30, 60), pyradiomics(spacing));
    CAPTURE(spacing);
    CHECK(e.preprocessing > last.preprocessing);
    CHECK(e.features > last.features);
    if (spacing > 0.001) last = e;
  }
  Settings normalised = pyradiomics();
  normalised.pyradiomics.normalize = true;
  CHECK(estimate(geometry, cube(30, 60), normalised).preprocessing >=
        plain.preprocessing + sizeof(double) * 100 * 100 * 100);
}

TEST_CASE("the profile pyradiomics keeps to a limit, which changes no value") {
  const Phantom phantom = full_phantom();
  for (const Settings& settings : {pyradiomics(), pyradiomics(0.8)}) {
    const std::uint64_t needed = estimate_of(phantom, settings).peak();
    const Table refused = extracted(phantom, settings, needed - 1);
    CHECK(refused.rows.front().value.status == Status::failed);
    const Table limited = extracted(phantom, settings, needed);
    CHECK(limited.rows.front().value.ok());
    const Table unlimited = voxtrait::extract(phantom.image, phantom.mask, settings);
    CHECK(voxtrait::test::first_difference(limited, unlimited).empty());
  }
}
