#include "voxtrait/preprocess/pyradiomics.hpp"

#include <catch2/catch.hpp>

#include "support/errors.hpp"
#include "support/stored_image.hpp"
#include "voxtrait/core/error.hpp"

namespace {

using namespace voxtrait;
using voxtrait::test::error_of;
using voxtrait::test::stored_image;
using voxtrait::test::StoredImage;

Geometry grid_of(const Index& size) {
  Geometry geometry;
  geometry.size = size;
  return geometry;
}

/// A ROI of one row with these intensities.
PyradiomicsRoi row_of(const std::vector<double>& values, PixelType type = PixelType::float64) {
  const Index size{static_cast<std::int64_t>(values.size()), 1, 1};
  PyradiomicsRoi roi{.roi = {.grid = size, .box = {{0, 0, 0}, size}}, .type = type};
  Volume<double> intensity(size);
  std::ranges::copy(values, intensity.values().begin());
  roi.roi.intensity = std::move(intensity);
  roi.roi.intensity_mask = Volume<std::uint8_t>(size, 1);
  roi.roi.morphological_mask = roi.roi.intensity_mask;
  return roi;
}

std::vector<int> levels_of(const PyradiomicsRoi& roi, const PyradiomicsSettings& settings) {
  const Distribution d = distribution_of(roi.roi.intensity, roi.roi.intensity_mask);
  const Levels levels = discretise_pyradiomics(roi, d, settings, 1).value();
  std::vector<int> result;
  for (std::int64_t x = 0; x < roi.roi.grid[0]; ++x) {
    std::visit([&](const auto& padded) { result.push_back(padded.at(x + 1, 1, 1)); },
               levels.padded);
  }
  return result;
}

struct Pair {
  StoredImage<std::int16_t> image;
  StoredImage<std::uint8_t> mask;
};

Outcome<PyradiomicsRoi> prepared(const Pair& pair, const PyradiomicsSettings& settings) {
  const auto regions = find_labels(pair.mask);
  return prepare_pyradiomics(pair.image, pair.mask, regions.front(), settings, Parallel(1));
}

/// 8 x 8 x 8 voxels of which a block of 4 x 4 x 4 belongs to label 1; x + 10 y + 100 z.
Pair block() {
  const Geometry geometry = grid_of({8, 8, 8});
  const auto in = [](std::int64_t i) { return i >= 2 && i < 6; };
  return {stored_image<std::int16_t>(geometry,
                                     [](auto x, auto y, auto z) { return x + 10 * y + 100 * z; }),
          stored_image<std::uint8_t>(
              geometry, [&](auto x, auto y, auto z) { return in(x) && in(y) && in(z) ? 1 : 0; })};
}

}  // namespace

TEST_CASE("bins of fixed width have their edges at multiples of the width") {
  PyradiomicsSettings settings;
  settings.bin_width = 5.0;
  CHECK(levels_of(row_of({-7, -5, -0.5, 0, 4.9, 5, 12}), settings) ==
        std::vector{1, 2, 2, 3, 3, 4, 5});
  CHECK(levels_of(row_of({10, 14, 15}), settings) == std::vector{1, 1, 2});
  CHECK(levels_of(row_of({3, 3}), settings) == std::vector{1, 1});
  settings.bin_width = 0.1;
  // 0.3 lies below the edge that NumPy computes for it, and so stays in the third bin.
  CHECK(levels_of(row_of({0.0, 0.1, 0.3}), settings) == std::vector{1, 2, 3});
}

TEST_CASE("a number of bins spans the range, and the highest intensity is in the last") {
  PyradiomicsSettings settings;
  settings.bin_count = 4;
  CHECK(levels_of(row_of({0, 1, 2, 3, 4}), settings) == std::vector{1, 2, 3, 4, 4});
  CHECK(levels_of(row_of({2, 2, 2}), settings) == std::vector{3, 3, 3});  // edges 1.5 to 2.5
  settings.bin_count = 1;
  CHECK(levels_of(row_of({-3, 8}), settings) == std::vector{1, 1});
}

TEST_CASE("too many levels are refused") {
  PyradiomicsSettings settings;
  settings.bin_width = 1.0;
  const PyradiomicsRoi roi = row_of({0, 1e6});
  const Distribution d = distribution_of(roi.roi.intensity, roi.roi.intensity_mask);
  CHECK_FALSE(discretise_pyradiomics(roi, d, settings, 1).ok());
}

TEST_CASE("re-segmentation takes voxels out of the intensity mask, and shape follows if told so") {
  const Pair pair = block();
  PyradiomicsSettings settings;
  settings.resegment_range = {400.0, 300.0};  // in any order
  const Roi roi = prepared(pair, settings).value().roi;
  CHECK(roi.box == Box{{2, 2, 3}, {6, 6, 4}});
  CHECK(std::ranges::count(roi.intensity_mask.values(), 1) == 16);
  CHECK(std::ranges::count(roi.morphological_mask.values(), 1) == 16);
  settings.resegment_range = {300.0};
  CHECK(std::ranges::count(prepared(pair, settings).value().roi.intensity_mask.values(), 1) == 48);
  settings.resegment_mode = ResegmentMode::relative;
  settings.resegment_range = {0.9};  // of 555
  CHECK(std::ranges::count(prepared(pair, settings).value().roi.intensity_mask.values(), 1) == 16);
}

TEST_CASE("normalised intensities have mean 0 and the standard deviation of the scale") {
  PyradiomicsSettings settings;
  settings.normalize = true;
  settings.normalize_scale = 100.0;
  const Pair pair = block();
  const auto regions = find_labels(pair.mask);
  const auto loaded =
      load_pyradiomics(pair.image, pair.mask, regions.front(), settings, Parallel(1)).value();
  CHECK(loaded.type == PixelType::float64);
  double sum = 0.0;
  double squares = 0.0;
  for (const double v : loaded.intensity.values()) {
    sum += v;
    squares += v * v;
  }
  CHECK(sum == Approx(0.0).margin(1e-8));
  CHECK(squares / 511.0 == Approx(10000.0));
  settings.remove_outliers = 1.0;
  const auto cut =
      load_pyradiomics(pair.image, pair.mask, regions.front(), settings, Parallel(1)).value();
  CHECK(*std::ranges::max_element(cut.intensity.values()) == 100.0);
  CHECK(*std::ranges::min_element(cut.intensity.values()) == -100.0);
}

TEST_CASE("the resampled grid starts at the mask's corner and keeps integers") {
  PyradiomicsSettings settings;
  settings.resampled_pixel_spacing = {{2.0, 2.0, 0.0}};
  settings.interpolator = PyradiomicsInterpolator::linear;
  settings.pad_distance = 1;
  const Pair pair = block();
  const auto regions = find_labels(pair.mask);
  const auto loaded =
      load_pyradiomics(pair.image, pair.mask, regions.front(), settings, Parallel(1)).value();
  // Voxels 2 to 5 of 1 mm: from (2 - 0.5) / 2 - 1 down to (6 - 0.5) / 2 + 1 up, within the image.
  CHECK(loaded.geometry.size == Index{4, 4, 8});
  CHECK(loaded.geometry.spacing == Vector{2.0, 2.0, 1.0});
  CHECK(loaded.geometry.origin == Vector{0.5, 0.5, 0.0});
  CHECK(loaded.intensity.at(0, 0, 0) == 5.0);  // 5.5, cut towards zero
  CHECK(loaded.type == PixelType::int16);
  CHECK(std::ranges::count(loaded.mask.values(), 1) == 2 * 2 * 4);
}

TEST_CASE("an image that has the wanted spacing is only cropped") {
  PyradiomicsSettings settings;
  settings.resampled_pixel_spacing = {{1.0, 1.0, 1.0}};
  settings.pad_distance = 1;
  const Pair pair = block();
  const auto regions = find_labels(pair.mask);
  const auto loaded =
      load_pyradiomics(pair.image, pair.mask, regions.front(), settings, Parallel(1)).value();
  CHECK(loaded.box == Box{{1, 1, 1}, {7, 7, 7}});
  CHECK(loaded.intensity.at(0, 0, 0) == 111.0);
}

TEST_CASE("regions that are too small are refused with the setting's name") {
  Pair pair = block();
  PyradiomicsSettings settings;
  settings.minimum_roi_size = 64;
  CHECK(prepared(pair, settings).failure().status == Status::too_small);
  CHECK(prepared(pair, settings).failure().reason.find("minimumROISize") != std::string::npos);
  settings.minimum_roi_size = 63;
  CHECK(prepared(pair, settings).ok());
  std::ranges::fill(pair.mask.voxels, std::uint8_t{0});
  pair.mask.at({1, 1, 1}) = 1;
  CHECK_FALSE(prepared(pair, settings).ok());
  pair.mask.at({2, 1, 1}) = 1;
  settings = {};
  CHECK(prepared(pair, settings).failure().reason.find("minimumROIDimensions") !=
        std::string::npos);
  settings.minimum_roi_dimensions = 1;
  CHECK(prepared(pair, settings).ok());
}

TEST_CASE("a mask beside the grid is refused unless tolerance or correction allow it") {
  Geometry image = grid_of({4, 4, 4});
  image.spacing = {2.0, 1.0, 1.0};
  Geometry mask = image;
  mask.origin[1] = 1e-3;
  PyradiomicsSettings settings;
  const auto code = [&] {
    return error_of([&] { require_pyradiomics_grid(image, mask, settings); }).code();
  };
  CHECK(code() == ErrorCode::geometry_mismatch);
  settings.geometry_tolerance = 4e-4;
  CHECK(code() == ErrorCode::geometry_mismatch);
  settings.geometry_tolerance = 6e-4;  // relative to the image's first spacing
  CHECK_NOTHROW(require_pyradiomics_grid(image, mask, settings));
  settings = {};
  settings.correct_mask = true;
  CHECK_NOTHROW(require_pyradiomics_grid(image, mask, settings));
}
