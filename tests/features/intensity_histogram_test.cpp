#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "support/family_values.hpp"
#include "support/random.hpp"
#include "support/volumes.hpp"
#include "voxtrait/features/families.hpp"

namespace {

using voxtrait::Settings;
using voxtrait::Status;
using voxtrait::Volume;
using voxtrait::test::Random;
using voxtrait::test::ValuesById;

using Counts = std::vector<std::int64_t>;

/// Features of a ROI with counts[i - 1] voxels of level i.
ValuesById histogram_of(const Counts& counts) {
  std::vector<double> values;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    values.insert(values.end(), static_cast<std::size_t>(counts[i]), static_cast<double>(i + 1));
  }
  Volume<double> intensity({static_cast<std::int64_t>(values.size()), 1, 1});
  std::ranges::copy(values, intensity.values().begin());
  Settings settings;
  settings.discretisation.method = voxtrait::Discretiser::none;
  return voxtrait::test::values_of(voxtrait::intensity_histogram_family(),
                                   voxtrait::test::roi_of(std::move(intensity)), settings);
}

double number(const ValuesById& values, const char* feature) {
  CAPTURE(feature);
  REQUIRE(values.at(feature).ok());
  return values.at(feature).number;
}

/// The histogram gradient of the manual: differences of counts, one-sided at both ends.
std::vector<double> gradient_of(const Counts& h) {
  std::vector<double> g(h.size());
  for (std::size_t i = 0; i < h.size(); ++i) {
    if (i == 0) {
      g[i] = static_cast<double>(h[1] - h[0]);
    } else if (i + 1 == h.size()) {
      g[i] = static_cast<double>(h[i] - h[i - 1]);
    } else {
      g[i] = static_cast<double>(h[i + 1] - h[i - 1]) / 2.0;
    }
  }
  return g;
}

}  // namespace

TEST_CASE("histogram gradients equal the manual's definition with empty levels included") {
  Random random(151);
  for (int round = 0; round < 200; ++round) {
    Counts h(static_cast<std::size_t>(random.integer(2, 40)));
    for (auto& c : h) c = random.chance(0.4) ? 0 : random.integer(0, 12);
    h.back() = random.integer(1, 5);
    const std::vector<double> g = gradient_of(h);
    const auto steepest = std::ranges::max_element(g);
    const auto falling = std::ranges::min_element(g);
    const ValuesById values = histogram_of(h);
    CAPTURE(h);
    CHECK(number(values, "maximum_histogram_gradient") == *steepest);
    CHECK(number(values, "maximum_histogram_gradient_intensity") ==
          static_cast<double>(steepest - g.begin() + 1));
    CHECK(number(values, "minimum_histogram_gradient") == *falling);
    CHECK(number(values, "minimum_histogram_gradient_intensity") ==
          static_cast<double>(falling - g.begin() + 1));
  }
}

TEST_CASE("gradients begin at level 1 also where it is empty") {
  const ValuesById values = histogram_of({0, 0, 4, 1});
  CHECK(number(values, "maximum_histogram_gradient") == 2.0);
  CHECK(number(values, "maximum_histogram_gradient_intensity") == 2.0);
  CHECK(number(values, "minimum_histogram_gradient") == -3.0);
  CHECK(number(values, "minimum_histogram_gradient_intensity") == 4.0);
}

TEST_CASE("of equally frequent levels the mode is the one closest to the mean then the lower one") {
  struct Case {
    Counts counts;
    double mode;
  };
  for (const Case& c : {Case{{5, 0, 0, 5}, 1.0},        // equally far from 2.5
                        Case{{5, 5, 0, 0, 1}, 2.0},     // mean 1.82
                        Case{{5, 0, 5, 0, 0, 4}, 3.0},  // mean 3.14
                        Case{{3, 4, 4, 4, 3}, 3.0}, Case{{1, 9, 3, 9, 1}, 2.0},
                        Case{{1, 2, 7, 2}, 3.0}, Case{{4, 0, 0, 0, 0, 4, 1}, 6.0}}) {
    CAPTURE(c.counts);
    CHECK(number(histogram_of(c.counts), "mode") == c.mode);
  }
}

TEST_CASE("entropy and uniformity are those of the level probabilities") {
  Random random(152);
  for (int round = 0; round < 50; ++round) {
    Counts h(static_cast<std::size_t>(random.integer(1, 60)));
    for (auto& c : h) c = random.integer(0, 9);
    h.back() = random.integer(1, 5);
    long double total = 0;
    for (const auto c : h) total += static_cast<long double>(c);
    long double entropy = 0;
    long double uniformity = 0;
    for (const auto c : h) {
      const long double p = static_cast<long double>(c) / total;
      if (c > 0) entropy -= p * std::log2(p);
      uniformity += p * p;
    }
    const ValuesById values = histogram_of(h);
    CHECK(number(values, "entropy") ==
          Approx(static_cast<double>(entropy)).epsilon(1e-13).margin(1e-15));
    CHECK(number(values, "uniformity") == Approx(static_cast<double>(uniformity)).epsilon(1e-13));
  }
}

TEST_CASE("histogram statistics are the intensity statistics of the levels") {
  Random random(153);
  const auto intensity = voxtrait::test::volume_of<double>(
      voxtrait::Index{7, 6, 5}, [&](auto...) { return double(random.integer(1, 30)); });
  Settings settings;
  settings.discretisation.method = voxtrait::Discretiser::none;
  const auto roi = voxtrait::test::roi_of(intensity);
  const ValuesById levels =
      voxtrait::test::values_of(voxtrait::intensity_histogram_family(), roi, settings);
  const ValuesById intensities =
      voxtrait::test::values_of(voxtrait::intensity_statistics_family(), roi, settings);
  int shared = 0;
  for (const auto& [feature, value] : levels) {
    if (!intensities.contains(feature)) continue;
    CAPTURE(feature);
    CHECK(value.number == intensities.at(feature).number);
    ++shared;
  }
  CHECK(shared == 16);  // all but energy and root mean square
}

TEST_CASE("one level has no gradient and says so") {
  const ValuesById values = histogram_of({7});
  for (const char* feature :
       {"maximum_histogram_gradient", "maximum_histogram_gradient_intensity",
        "minimum_histogram_gradient", "minimum_histogram_gradient_intensity"}) {
    CHECK(values.at(feature).status == Status::undefined);
    CHECK(values.at(feature).reason == "the histogram has one level only and so no gradient");
  }
  CHECK(number(values, "mode") == 1.0);
  CHECK(number(values, "entropy") == 0.0);
  CHECK_FALSE(std::signbit(number(values, "entropy")));
  CHECK(number(values, "uniformity") == 1.0);
}
