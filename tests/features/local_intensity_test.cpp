#include "voxtrait/features/local_intensity.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "support/family_values.hpp"
#include "support/random.hpp"
#include "support/volumes.hpp"
#include "voxtrait/features/families.hpp"

namespace {

using voxtrait::Index;
using voxtrait::Parallel;
using voxtrait::Roi;
using voxtrait::Status;
using voxtrait::Vector;
using voxtrait::Volume;
using voxtrait::test::Random;

/// Mean over all voxels of the image whose centre lies within the sphere.
double brute_force_mean(const Roi& roi, const Index& centre) {
  long double sum = 0;
  long double count = 0;
  voxtrait::test::for_each_voxel(roi.intensity.size(), [&](auto x, auto y, auto z) {
    const Index other{x, y, z};
    double squared = 0.0;
    for (std::size_t a = 0; a < 3; ++a) {
      const double d = static_cast<double>(other[a] - centre[a]) * roi.spacing[a];
      squared += d * d;
    }
    if (squared > voxtrait::peak_radius_mm * voxtrait::peak_radius_mm) return;
    sum += roi.intensity.at(x, y, z);
    count += 1;
  });
  return static_cast<double>(sum / count);
}

Roi random_roi(const Index& size, const Vector& spacing, double part, Random& random) {
  return voxtrait::test::roi_of(
      voxtrait::test::volume_of<double>(size, [&](auto...) { return random.real(-100.0, 1000.0); }),
      voxtrait::test::volume_of<std::uint8_t>(size,
                                              [&](auto...) { return random.chance(part) ? 1 : 0; }),
      spacing);
}

struct Peaks {
  double local;
  double global;
};

Peaks brute_force_peaks(const Roi& roi) {
  Peaks peaks{-HUGE_VAL, -HUGE_VAL};
  double maximum = -HUGE_VAL;
  voxtrait::test::for_each_voxel(roi.intensity.size(), [&](auto x, auto y, auto z) {
    if (roi.intensity_mask.at(x, y, z) == 0) return;
    const double mean = brute_force_mean(roi, {x, y, z});
    const double intensity = roi.intensity.at(x, y, z);
    peaks.global = std::max(peaks.global, mean);
    if (intensity > maximum) peaks.local = -HUGE_VAL;
    if (intensity >= maximum) peaks.local = std::max(peaks.local, mean);
    maximum = std::max(maximum, intensity);
  });
  return peaks;
}

void require_equals_brute_force(const Roi& roi) {
  const auto values = voxtrait::test::values_of(voxtrait::local_intensity_family(), roi);
  const Peaks expected = brute_force_peaks(roi);
  REQUIRE(values.at("local_intensity_peak").number == Approx(expected.local).epsilon(1e-12));
  REQUIRE(values.at("global_intensity_peak").number == Approx(expected.global).epsilon(1e-12));
}

}  // namespace

TEST_CASE("the sphere has a volume of 1 cm3") {
  const double r = voxtrait::peak_radius_mm;
  CHECK(4.0 / 3.0 * std::numbers::pi * r * r * r == Approx(1000.0).epsilon(1e-14));
}

TEST_CASE("sphere means equal brute force inside the ROI for any voxel size") {
  Random random(131);
  for (const Vector& spacing : {Vector{2.0, 2.0, 2.0},
                                {1.0, 1.5, 3.0},
                                {0.7, 3.1, 2.2},
                                {7.0, 7.0, 7.0},
                                {6.2, 6.21, 1.0}}) {
    for (const Index& size : {Index{9, 8, 7}, {1, 1, 1}, {21, 1, 3}}) {
      const Roi roi = random_roi(size, spacing, 0.4, random);
      const Volume<double> means = voxtrait::sphere_means(roi, Parallel(2));
      voxtrait::test::for_each_voxel(size, [&](auto x, auto y, auto z) {
        if (roi.intensity_mask.at(x, y, z) == 0) return;
        CAPTURE(spacing, size, x, y, z);
        REQUIRE(means.at(x, y, z) ==
                Approx(brute_force_mean(roi, {x, y, z})).epsilon(1e-12).margin(1e-10));
      });
    }
  }
}

TEST_CASE("local and global peaks equal brute force") {
  Random random(132);
  for (const double part : {1.0, 0.3, 0.02}) {
    for (int round = 0; round < 5; ++round) {
      Roi roi = random_roi({10, 9, 8}, {1.7, 2.0, 2.5}, part, random);
      roi.intensity_mask.at(0, 0, 0) = 1;  // on the border of the image
      require_equals_brute_force(roi);
    }
  }
}

TEST_CASE("of several maxima the one with the highest mean makes the local peak") {
  Volume<double> intensity({30, 5, 5}, 1.0);
  Volume<std::uint8_t> mask({30, 5, 5}, 1);
  for (const std::int64_t x : {4, 14, 24}) intensity.at(x, 2, 2) = 100.0;
  intensity.at(15, 2, 2) = 99.0;  // makes the second maximum's surroundings the brightest
  const Roi roi = voxtrait::test::roi_of(intensity, mask, {3.0, 3.0, 3.0});
  require_equals_brute_force(roi);
  const auto values = voxtrait::test::values_of(voxtrait::local_intensity_family(), roi);
  CHECK(values.at("local_intensity_peak").number ==
        Approx(brute_force_mean(roi, {14, 2, 2})).epsilon(1e-13));
}

TEST_CASE("beyond the border of the image nothing is assumed") {
  const Roi roi = voxtrait::test::roi_of(Volume<double>({4, 4, 4}, 7.5), {2.0, 2.0, 2.0});
  const auto values = voxtrait::test::values_of(voxtrait::local_intensity_family(), roi);
  CHECK(values.at("local_intensity_peak").number == 7.5);
  CHECK(values.at("global_intensity_peak").number == 7.5);
}

TEST_CASE("voxels outside the ROI count for the mean but are no centres") {
  Volume<double> intensity({5, 1, 1});
  std::ranges::copy(std::vector{0.0, 0.0, 10.0, 90.0, 1000.0}, intensity.values().begin());
  Volume<std::uint8_t> mask({5, 1, 1});
  mask.at(1, 0, 0) = mask.at(2, 0, 0) = 1;
  const Roi roi =
      voxtrait::test::roi_of(intensity, mask, {4.0, 4.0, 4.0});  // one neighbour each way
  const auto values = voxtrait::test::values_of(voxtrait::local_intensity_family(), roi);
  CHECK(values.at("local_intensity_peak").number == Approx(100.0 / 3.0));
  CHECK(values.at("global_intensity_peak").number == Approx(100.0 / 3.0));
}

TEST_CASE("NaN near the ROI fails instead of spoiling the peaks") {
  Volume<double> intensity({4, 4, 4}, 7.5);
  intensity.at(1, 0, 0) = std::numeric_limits<double>::quiet_NaN();
  Roi roi = voxtrait::test::roi_of(std::move(intensity));
  roi.intensity_mask = Volume<std::uint8_t>({4, 4, 4});
  roi.intensity_mask.at(0, 0, 0) = 1;
  for (const auto& [feature, value] :
       voxtrait::test::values_of(voxtrait::local_intensity_family(), roi)) {
    CHECK(value.status == Status::failed);
    CHECK_FALSE(value.reason.empty());
  }
}
