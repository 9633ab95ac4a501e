#include "voxtrait/preprocess/resegment.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "support/random.hpp"
#include "support/volumes.hpp"

namespace {

using voxtrait::Distribution;
using voxtrait::Range;
using voxtrait::ResegmentationSettings;
using voxtrait::Roi;
using voxtrait::Volume;
using voxtrait::test::Random;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double inf = std::numeric_limits<double>::infinity();

Roi roi_with(std::vector<double> values) {
  Volume<double> intensity({static_cast<std::int64_t>(values.size()), 1, 1});
  std::ranges::copy(values, intensity.values().begin());
  return voxtrait::test::roi_of(std::move(intensity));
}

Distribution intensities_of(const Roi& roi) {
  return voxtrait::distribution_of(roi.intensity, roi.intensity_mask);
}

/// The mask after re-segmentation, as a row of 0 and 1.
std::vector<int> kept(Roi roi, const ResegmentationSettings& settings) {
  voxtrait::resegment(roi, voxtrait::resegmentation_range(intensities_of(roi), settings));
  return {roi.intensity_mask.values().begin(), roi.intensity_mask.values().end()};
}

using Kept = std::vector<int>;

}  // namespace

TEST_CASE("the range is closed at both ends") {
  const Roi roi =
      roi_with({-500.0, std::nextafter(-500.0, -600.0), 0.0, 400.0, std::nextafter(400.0, 500.0)});
  CHECK(kept(roi, {Range{-500.0, 400.0}, {}}) == Kept{1, 0, 1, 1, 0});
}

TEST_CASE("a range without a bound is open there") {
  const Roi roi = roi_with({-1e30, -1.0, 0.0, 1.0, 1e30});
  CHECK(kept(roi, {Range{0.0, {}}, {}}) == Kept{0, 0, 1, 1, 1});
  CHECK(kept(roi, {Range{{}, 0.0}, {}}) == Kept{1, 1, 1, 0, 0});
  CHECK(kept(roi, {Range{}, {}}) == Kept{1, 1, 1, 1, 1});
  CHECK(kept(roi, {}) == Kept{1, 1, 1, 1, 1});
}

TEST_CASE("NaN lies outside every range") {
  const Roi roi = roi_with({not_a_number, 1.0, inf, -inf});
  CHECK(kept(roi, {Range{0.0, 2.0}, {}}) == Kept{0, 1, 0, 0});
  CHECK(kept(roi, {Range{0.0, {}}, {}})[0] == 0);
  CHECK(kept(roi, {Range{{}, 5.0}, {}})[0] == 0);
}

TEST_CASE("outliers lie more than sigma population standard deviations from the mean") {
  // Mean 5, population standard deviation 2, sample standard deviation 2.14.
  const Roi roi = roi_with({2, 4, 4, 4, 5, 5, 7, 9});
  CHECK(kept(roi, {{}, 2.0}) == Kept{1, 1, 1, 1, 1, 1, 1, 1});  // 9 lies on the limit
  CHECK(kept(roi, {{}, 1.99}) == Kept{1, 1, 1, 1, 1, 1, 1, 0});
  CHECK(kept(roi, {{}, 1.0}) == Kept{0, 1, 1, 1, 1, 1, 1, 0});
}

TEST_CASE("mean and standard deviation are those before the range is applied") {
  std::vector<double> values(18, 0.0);
  values.push_back(10.0);
  values.push_back(1000.0);
  // Of all voxels: mean 50.5, standard deviation 218, so 10 is no outlier. Of those in the range:
  // mean 0.53, standard deviation 2.2, and 10 would be one.
  const Kept result = kept(roi_with(values), {Range{{}, 500.0}, 3.0});
  CHECK(result[18] == 1);
  CHECK(result[19] == 0);
}

TEST_CASE("range and outlier limits are intersected") {
  const Roi roi = roi_with({2, 4, 4, 4, 5, 5, 7, 9});  // limits 1 and 9 for 2 sigma
  const auto range = [&](std::optional<double> lower, std::optional<double> upper, double sigma) {
    return voxtrait::resegmentation_range(intensities_of(roi), {Range{lower, upper}, sigma});
  };
  CHECK(range(4.5, 100.0, 2.0) == Range{4.5, 9.0});
  CHECK(range(-100.0, 6.0, 2.0) == Range{1.0, 6.0});
  CHECK(range({}, 6.0, 2.0) == Range{1.0, 6.0});
  CHECK(range(4.5, {}, 2.0) == Range{4.5, 9.0});
  CHECK(range({}, {}, 1.0) == Range{3.0, 7.0});
  CHECK(range(8.0, 9.0, 1.0) == Range{8.0, 7.0});  // nothing is left
}

TEST_CASE("the morphological mask is not re-segmented") {
  Roi roi = roi_with({1, 2, 3, 4});
  voxtrait::resegment(roi, {2.0, 3.0});
  CHECK(std::ranges::count(roi.morphological_mask.values(), 1) == 4);
  CHECK(std::ranges::count(roi.intensity_mask.values(), 1) == 2);
}

TEST_CASE("re-segmentation adds no voxel and ignores what lies outside the mask") {
  Roi roi = voxtrait::test::roi_of(voxtrait::test::row_of({1.0, 1000.0, 2.0, 3.0}),
                                   voxtrait::test::row_of<std::uint8_t>({1, 0, 1, 1}));
  const Range range = voxtrait::resegmentation_range(intensities_of(roi), {{}, 3.0});
  CHECK(range.upper < 10.0);
  voxtrait::resegment(roi, {0.0, 2000.0});
  CHECK(roi.intensity_mask.values()[1] == 0);
}

TEST_CASE("a flat ROI has no outliers, whatever the rounding of its mean") {
  const std::vector<double> values(49, 0.1);
  const Kept result = kept(roi_with(values), {{}, 3.0});
  CHECK(std::ranges::count(result, 1) == 49);
}

TEST_CASE("outlier limits of a ROI without finite intensities are open") {
  const Distribution none = intensities_of(roi_with({not_a_number, inf}));
  const Range range = voxtrait::resegmentation_range(none, {{}, 3.0});
  CHECK_FALSE(range.lower.has_value());
  CHECK_FALSE(range.upper.has_value());
}

TEST_CASE("outlier limits leave NaN out of mean and standard deviation") {
  const Distribution some = intensities_of(roi_with({2, 4, 4, not_a_number, 4, 5, 5, 7, 9}));
  const Range range = voxtrait::resegmentation_range(some, {{}, 2.0});
  CHECK(range == Range{1.0, 9.0});
}
