#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "support/family_values.hpp"
#include "support/random.hpp"
#include "support/volumes.hpp"
#include "voxtrait/features/distribution_statistics.hpp"
#include "voxtrait/features/families.hpp"

namespace {

using voxtrait::PercentileMethod;
using voxtrait::Roi;
using voxtrait::Settings;
using voxtrait::Status;
using voxtrait::Volume;
using voxtrait::test::Random;
using voxtrait::test::ValuesById;

using Real = long double;
using Values = std::vector<double>;

Roi roi_with(const Values& values) {
  Volume<double> intensity({static_cast<std::int64_t>(values.size()), 1, 1});
  std::ranges::copy(values, intensity.values().begin());
  return voxtrait::test::roi_of(std::move(intensity));
}

ValuesById statistics_of(const Values& values, PercentileMethod method = PercentileMethod::linear) {
  Settings settings;
  settings.intensity_statistics.percentiles = method;
  return voxtrait::test::values_of(voxtrait::intensity_statistics_family(), roi_with(values),
                                   settings);
}

template <class Term>
Real mean_of(const Values& values, Term&& term) {
  Real sum = 0;
  for (const double x : values) sum += term(static_cast<Real>(x));
  return sum / static_cast<Real>(values.size());
}

double percentile(const Values& sorted, int percent, PercentileMethod method) {
  const std::size_t n = sorted.size();
  if (method == PercentileMethod::nearest_rank) {
    const auto p = static_cast<std::size_t>(percent);
    return sorted[std::max<std::size_t>(1, (n * p + 99) / 100) - 1];
  }
  const std::size_t scaled = (n - 1) * static_cast<std::size_t>(percent);
  const double low = sorted[scaled / 100];
  const double high = sorted[std::min(n - 1, scaled / 100 + 1)];
  return low + (high - low) * static_cast<double>(scaled % 100) / 100.0;
}

/// Every feature by its formula in the manual, over the sorted voxels.
std::map<std::string, Real> formulas(Values x, PercentileMethod method) {
  std::ranges::sort(x);
  const Real mu = mean_of(x, [](Real v) { return v; });
  const auto central = [&](int k) {
    return mean_of(x, [&](Real v) { return std::pow(v - mu, static_cast<Real>(k)); });
  };
  const Real variance = central(2);
  const double p10 = percentile(x, 10, method);
  const double p25 = percentile(x, 25, method);
  const double p75 = percentile(x, 75, method);
  const double p90 = percentile(x, 90, method);
  const std::size_t n = x.size();
  const Real median = (static_cast<Real>(x[(n - 1) / 2]) + x[n / 2]) / 2;
  Values inside;
  std::ranges::copy_if(x, std::back_inserter(inside),
                       [&](double v) { return v >= p10 && v <= p90; });
  const Real inside_mean = mean_of(inside, [](Real v) { return v; });
  const Real squares = mean_of(x, [](Real v) { return v * v; });
  return {{"mean", mu},
          {"variance", variance},
          {"skewness", central(3) / std::pow(variance, 1.5L)},
          {"excess_kurtosis", central(4) / (variance * variance) - 3},
          {"median", median},
          {"minimum", x.front()},
          {"10th_percentile", p10},
          {"90th_percentile", p90},
          {"maximum", x.back()},
          {"interquartile_range", static_cast<Real>(p75) - p25},
          {"range", static_cast<Real>(x.back()) - x.front()},
          {"mean_absolute_deviation", mean_of(x, [&](Real v) { return std::abs(v - mu); })},
          {"robust_mean_absolute_deviation",
           mean_of(inside, [&](Real v) { return std::abs(v - inside_mean); })},
          {"median_absolute_deviation", mean_of(x, [&](Real v) { return std::abs(v - median); })},
          {"coefficient_of_variation", std::sqrt(variance) / mu},
          {"quartile_coefficient_of_dispersion",
           (static_cast<Real>(p75) - p25) / (static_cast<Real>(p75) + p25)},
          {"energy", squares * static_cast<Real>(n)},
          {"root_mean_square", std::sqrt(squares)}};
}

void require_equals_formulas(const Values& values) {
  for (const PercentileMethod method : {PercentileMethod::linear, PercentileMethod::nearest_rank}) {
    const auto expected = formulas(values, method);
    const ValuesById found = statistics_of(values, method);
    REQUIRE(found.size() == expected.size());
    for (const auto& [feature, value] : found) {
      CAPTURE(feature, values.size(), value.reason);
      REQUIRE(value.ok());
      REQUIRE(value.number ==
              Approx(static_cast<double>(expected.at(feature))).epsilon(1e-11).margin(1e-12));
    }
  }
}

}  // namespace

TEST_CASE("intensity statistics equal the manual's formulas") {
  Random random(141);
  for (const std::size_t count : {3U, 4U, 10U, 11U, 100U, 101U, 997U}) {
    for (int round = 0; round < 10; ++round) {
      Values integers(count);
      Values reals(count);
      for (double& x : integers) x = static_cast<double>(random.integer(-20, 400));
      for (double& x : reals) x = random.real(0.0, 20.0);
      integers[0] = -20.0;  // never flat
      integers[1] = 400.0;
      require_equals_formulas(integers);
      require_equals_formulas(reals);
    }
  }
}

TEST_CASE("the robust deviation includes voxels that lie on the percentiles") {
  // 10th and 90th percentile of 0 ... 10 are 1 and 9: 1, ..., 9 remain, of mean 5.
  const ValuesById values = statistics_of({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  CHECK(values.at("10th_percentile").number == 1.0);
  CHECK(values.at("90th_percentile").number == 9.0);
  CHECK(values.at("robust_mean_absolute_deviation").number == Approx(20.0 / 9.0));
}

TEST_CASE("a flat ROI has skewness and kurtosis 0 by definition") {
  for (const double value : {0.1, -3.0, 1e6 / 3.0}) {
    const ValuesById values = statistics_of(Values(49, value));
    CAPTURE(value);
    CHECK(values.at("mean").number == value);
    CHECK(values.at("variance").number == 0.0);
    CHECK(values.at("skewness").number == 0.0);
    CHECK(values.at("excess_kurtosis").number == 0.0);
    CHECK(values.at("range").number == 0.0);
    CHECK(values.at("mean_absolute_deviation").number == 0.0);
    CHECK(values.at("robust_mean_absolute_deviation").number == 0.0);
    CHECK(values.at("coefficient_of_variation").number == 0.0);
    CHECK(values.at("quartile_coefficient_of_dispersion").number == 0.0);
  }
}

TEST_CASE("a single voxel has all statistics") {
  for (const auto& [feature, value] : statistics_of({-7.25})) {
    CAPTURE(feature);
    CHECK(value.ok());
  }
}

TEST_CASE("quotients by 0 are undefined with their reason") {
  const ValuesById zero_mean = statistics_of({-2.0, -1.0, 1.0, 2.0});
  CHECK(zero_mean.at("coefficient_of_variation").status == Status::undefined);
  CHECK(zero_mean.at("coefficient_of_variation").reason == "the mean intensity is 0");
  CHECK(zero_mean.at("quartile_coefficient_of_dispersion").status == Status::undefined);
  CHECK(zero_mean.at("quartile_coefficient_of_dispersion").reason == "the quartiles sum to 0");
  CHECK(zero_mean.at("skewness").ok());
  const ValuesById zeros = statistics_of({0.0, 0.0});
  CHECK(zeros.at("coefficient_of_variation").status == Status::undefined);
  CHECK(zeros.at("quartile_coefficient_of_dispersion").status == Status::undefined);
}

TEST_CASE("without a voxel between the percentiles the robust deviation is undefined") {
  const ValuesById two = statistics_of({5.0, 8.0});  // percentiles 5.3 and 7.7
  CHECK(two.at("robust_mean_absolute_deviation").status == Status::undefined);
  CHECK(two.at("robust_mean_absolute_deviation").reason ==
        "no voxel lies between 10th and 90th percentile");
  CHECK(two.at("mean_absolute_deviation").number == 1.5);
}

TEST_CASE("the order of voxels does not change a bit") {
  Random random(142);
  Values values(500);
  for (double& x : values)
    x = std::ldexp(random.real(-1, 1), static_cast<int>(random.integer(-9, 9)));
  const ValuesById expected = statistics_of(values);
  for (int round = 0; round < 5; ++round) {
    for (std::size_t i = values.size() - 1; i > 0; --i) {
      std::swap(values[i], values[static_cast<std::size_t>(random.integer(0, std::int64_t(i)))]);
    }
    for (const auto& [feature, value] : statistics_of(values)) {
      CAPTURE(feature);
      REQUIRE(value.number == expected.at(feature).number);
    }
  }
}
