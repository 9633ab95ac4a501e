#include "voxtrait/features/intensity_volume_histogram.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "support/errors.hpp"
#include "support/family_values.hpp"
#include "support/random.hpp"
#include "support/volumes.hpp"
#include "voxtrait/features/families.hpp"

namespace {

using voxtrait::DiscretisationSettings;
using voxtrait::Discretiser;
using voxtrait::Distribution;
using voxtrait::IntensityVolumeHistogram;
using voxtrait::Outcome;
using voxtrait::Range;
using voxtrait::Status;
using voxtrait::Volume;
using voxtrait::test::Random;

const DiscretisationSettings none{Discretiser::none, 2.5, 1000};
DiscretisationSettings bins(std::int64_t number) {
  return {Discretiser::fixed_bin_number, 2.5, number};
}
DiscretisationSettings width(double w) { return {Discretiser::fixed_bin_size, w, 1000}; }

Distribution distribution_of(const std::vector<double>& values) {
  Volume<double> volume({static_cast<std::int64_t>(values.size()), 1, 1});
  std::ranges::copy(values, volume.values().begin());
  return voxtrait::distribution_of(volume, Volume<std::uint8_t>(volume.size(), 1));
}

/// The histogram by its definition: discretised intensities of all voxels and an explicit grid of
/// intensities. Widths and bounds are multiples of 1/8, so that no grid point is off by rounding.
class Definition {
 public:
  Definition(std::vector<double> values, const DiscretisationSettings& settings,
             const std::optional<Range>& range)
      : values_(std::move(values)) {
    const auto [least, most] = std::ranges::minmax(values_);
    const double low = range && range->lower ? *range->lower : least;
    const double high = range && range->upper ? *range->upper : most;
    if (settings.method == Discretiser::none) {
      lower_ = low;
      upper_ = high;
    } else if (settings.method == Discretiser::fixed_bin_size) {
      step_ = settings.bin_width;
      for (double& x : values_) x = low + (std::floor((x - low) / step_) + 0.5) * step_;
      lower_ = low + 0.5 * step_;
      upper_ = high - 0.5 * step_;
    } else {
      const auto n = static_cast<double>(settings.bin_number);
      for (double& x : values_) {
        x = x == most ? n : std::floor(n * (x - least) / (most - least)) + 1.0;
      }
      lower_ = 1.0;
      upper_ = n;
    }
  }

  [[nodiscard]] double fraction_of_volume(double intensity) const {
    const auto below = std::ranges::count_if(values_, [&](double x) { return x < intensity; });
    return 1.0 - static_cast<double>(below) / static_cast<double>(values_.size());
  }

  /// The largest volume fraction with an intensity fraction of at least x %. The grid goes on above
  /// its end where no point of it reaches the fraction.
  [[nodiscard]] double volume_at_intensity(int percent) const {
    double largest = 0.0;
    for (double i = lower_; i <= upper_ + step_; i += step_) {
      if (100.0 * (i - lower_) >= percent * (upper_ - lower_)) {
        largest = std::max(largest, fraction_of_volume(i));
      }
    }
    return largest;
  }

  /// The smallest grid intensity present in at most x % of the volume.
  [[nodiscard]] double intensity_at_volume(int percent) const {
    for (double i = lower_; i <= upper_; i += step_) {
      const auto voxels = std::ranges::count_if(values_, [&](double x) { return x >= i; });
      if (100 * voxels <= percent * static_cast<std::int64_t>(values_.size())) return i;
    }
    return std::numeric_limits<double>::quiet_NaN();
  }

  [[nodiscard]] double area_under_curve() const {
    if (std::ranges::min(values_) == std::ranges::max(values_)) return 0.0;
    double area = 0.0;
    for (double i = lower_; i + step_ <= upper_; i += step_) {
      area += 0.5 * (fraction_of_volume(i) + fraction_of_volume(i + step_)) * step_;
    }
    return area / (upper_ - lower_);
  }

 private:
  std::vector<double> values_;
  double lower_ = 0.0;
  double upper_ = 0.0;
  double step_ = 1.0;
};

void require_equals_definition(const std::vector<double>& values,
                               const DiscretisationSettings& settings,
                               const std::optional<Range>& range) {
  const auto made = IntensityVolumeHistogram::make(distribution_of(values), settings, range);
  REQUIRE(made.ok());
  const IntensityVolumeHistogram& h = made.value();
  const Definition expected(values, settings, range);
  for (const int percent : {10, 25, 50, 90}) {
    CAPTURE(percent, values.size());
    REQUIRE(h.volume_at_intensity(percent) ==
            Approx(expected.volume_at_intensity(percent)).epsilon(1e-14).margin(1e-14));
    const double intensity = expected.intensity_at_volume(percent);
    if (std::isnan(intensity)) {
      REQUIRE(std::isnan(h.intensity_at_volume(percent)));
    } else {
      REQUIRE(h.intensity_at_volume(percent) == Approx(intensity).epsilon(1e-14).margin(1e-12));
    }
  }
  REQUIRE(h.area_under_curve() == Approx(expected.area_under_curve()).epsilon(1e-12).margin(1e-13));
}

/// Whole numbers in [low, high], some of them more frequent.
std::vector<double> random_integers(std::int64_t low, std::int64_t high, Random& random) {
  std::vector<double> values(static_cast<std::size_t>(random.integer(2, 200)));
  for (double& x : values) {
    x = static_cast<double>(random.chance(0.5) ? random.integer(low, high)
                                               : low + (high - low) / 3);
  }
  values[0] = static_cast<double>(low);
  values[1] = static_cast<double>(high);
  return values;
}

}  // namespace

TEST_CASE("the histogram of discrete intensities equals its definition") {
  Random random(121);
  for (int round = 0; round < 150; ++round) {
    const std::int64_t low = random.integer(-600, 0);
    const std::int64_t high = random.integer(1, 500);
    const std::vector<double> values = random_integers(low, high, random);
    require_equals_definition(values, none, {});
    const auto lower = static_cast<double>(low - random.integer(0, 300));
    const auto upper = static_cast<double>(high + random.integer(0, 300));
    require_equals_definition(values, none, Range{lower, upper});
    require_equals_definition(values, none, Range{lower, {}});
    require_equals_definition(values, none, Range{{}, upper});
  }
}

TEST_CASE("the histogram of fixed bins equals its definition") {
  Random random(122);
  for (int round = 0; round < 150; ++round) {
    std::vector<double> values = random_integers(-400, 300, random);
    for (double& x : values) x /= 8.0;
    for (const double w : {0.125, 2.5, 1.375, 10.0}) {
      require_equals_definition(values, width(w), {});
      require_equals_definition(values, width(w), Range{-100.0, 50.0});
      require_equals_definition(values, width(w), Range{-100.0, {}});
    }
  }
}

TEST_CASE("the histogram of a fixed number of bins equals its definition") {
  Random random(123);
  for (int round = 0; round < 150; ++round) {
    const std::vector<double> values = random_integers(-1000, 1000, random);
    for (const std::int64_t number : {2, 10, 64, 1000}) {
      require_equals_definition(values, bins(number), {});
    }
  }
}

TEST_CASE("the histogram of the digital phantom is that of the manual's table") {
  // Levels 1, 3, 4, 6 occur 50, 1, 16 and 7 times.
  std::vector<double> values(50, 1.0);
  values.insert(values.end(), 1, 3.0);
  values.insert(values.end(), 16, 4.0);
  values.insert(values.end(), 7, 6.0);
  const auto h = IntensityVolumeHistogram::make(distribution_of(values), none, {});
  REQUIRE(h.ok());
  CHECK(h.value().volume_at_intensity(10) == Approx(0.324).margin(5e-4));
  CHECK(h.value().volume_at_intensity(90) == Approx(0.0946).margin(5e-5));
  CHECK(h.value().volume_at_intensity(20) == Approx(24.0 / 74.0));  // at intensity 2, exactly 20 %
  CHECK(h.value().volume_at_intensity(60) == Approx(23.0 / 74.0));
  CHECK(h.value().volume_at_intensity(61) == Approx(7.0 / 74.0));
  CHECK(h.value().intensity_at_volume(10) == 5.0);
  CHECK(h.value().intensity_at_volume(90) == 2.0);
}

TEST_CASE("the grid of fixed bins ends half a bin below the upper bound") {
  // All voxels in the last bin below 400: centres are -999.75 ... 399.75 for a width of 0.5.
  const auto h = IntensityVolumeHistogram::make(distribution_of({399.6, 399.9, 399.7}), width(0.5),
                                                Range{-1000.0, 400.0});
  REQUIRE(h.ok());
  CHECK(h.value().volume_at_intensity(100) == 1.0);
  CHECK(std::isnan(h.value().intensity_at_volume(10)));
}

TEST_CASE("an intensity that too many voxels reach is undefined with its reason") {
  voxtrait::Settings settings;
  settings.intensity_volume_histogram = none;
  // Half of the volume has the highest intensity: no intensity is present in at most 10 %.
  const auto values = voxtrait::test::values_of(
      voxtrait::intensity_volume_histogram_family(),
      voxtrait::test::roi_of(voxtrait::test::row_of({1.0, 2.0, 9.0, 9.0})), settings);
  const auto& at_10 = values.at("intensity_at_10_percent_volume");
  CHECK(at_10.status == Status::undefined);
  CHECK(voxtrait::test::contains(at_10.reason, "highest intensity"));
  CHECK(values.at("intensity_at_90_percent_volume").number == 2.0);
  CHECK(values.at("intensity_difference_between_10_percent_and_90_percent_volume").status ==
        Status::undefined);
  CHECK(values.at("volume_fraction_at_10_percent_intensity").number == 0.75);
  CHECK(
      values.at("volume_fraction_difference_between_10_percent_and_90_percent_intensity").number ==
      0.25);
}

TEST_CASE("a single grid intensity has no intensity fractions") {
  for (const auto& settings : {none, bins(1000), bins(1)}) {
    const auto h = IntensityVolumeHistogram::make(distribution_of({4.0, 4.0}), settings, {});
    REQUIRE_FALSE(h.ok());
    CHECK(h.failure().status == Status::undefined);
    CHECK_FALSE(h.failure().reason.empty());
  }
  CHECK_FALSE(IntensityVolumeHistogram::make(distribution_of({1, 2, 3}), bins(1), {}).ok());
  CHECK_FALSE(IntensityVolumeHistogram::make(distribution_of({1, 2}), width(100.0), {}).ok());
}

TEST_CASE("a flat ROI within a range has a histogram whose area is 0") {
  const auto h =
      IntensityVolumeHistogram::make(distribution_of({4.0, 4.0}), none, Range{0.0, 10.0});
  REQUIRE(h.ok());
  CHECK(h.value().area_under_curve() == 0.0);
  CHECK(h.value().volume_at_intensity(10) == 1.0);
  CHECK(h.value().volume_at_intensity(90) == 0.0);
  CHECK(h.value().intensity_at_volume(10) == 5.0);
}

TEST_CASE("intensities that do not suit the discretisation are refused") {
  const auto fractions = IntensityVolumeHistogram::make(distribution_of({1.0, 2.5}), none, {});
  REQUIRE_FALSE(fractions.ok());
  CHECK(fractions.failure().status == Status::failed);
  const auto tiny = IntensityVolumeHistogram::make(distribution_of({0.0, 1e10}), width(1e-10), {});
  REQUIRE_FALSE(tiny.ok());
  CHECK(tiny.failure().status == Status::failed);
}
