#include "voxtrait/features/distribution_statistics.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <span>

#include "voxtrait/core/percentile.hpp"
#include "voxtrait/core/sum.hpp"

namespace voxtrait {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

using Bin = Distribution::Bin;

/// Weighted mean of `function(value)` over the bins inside [low, high].
template <class Function>
double mean_inside(const Distribution& d, double low, double high, Function function) {
  const auto [sum, weights] = sums_of<2>(std::span<const Bin>(d.bins), [&](const Bin& b) {
    const double weight = b.value >= low && b.value <= high ? b.weight() : 0.0;
    return std::array{weight * function(b.value), weight};
  });
  return sum / weights;
}

double mean_distance(const Distribution& d, double from, double low, double high) {
  return mean_inside(d, low, high, [from](double x) { return std::abs(x - from); });
}

}  // namespace

double DistributionStatistics::skewness() const noexcept {
  if (moments.variance == 0.0) return 0.0;  // by IBSI's definition
  return moments.third / (moments.variance * std::sqrt(moments.variance));
}

double DistributionStatistics::excess_kurtosis() const noexcept {
  if (moments.variance == 0.0) return 0.0;  // by IBSI's definition
  return moments.fourth / (moments.variance * moments.variance) - 3.0;
}

double DistributionStatistics::coefficient_of_variation() const noexcept {
  return moments.mean == 0.0 ? undefined : std::sqrt(moments.variance) / moments.mean;
}

double DistributionStatistics::quartile_coefficient_of_dispersion() const noexcept {
  return p75 + p25 == 0.0 ? undefined : (p75 - p25) / (p75 + p25);
}

DistributionStatistics statistics_of(const Distribution& distribution, PercentileMethod method) {
  const auto percentile = [&](int percent) {
    return method == PercentileMethod::linear ? percentile_linear(distribution, percent)
                                              : percentile_nearest_rank(distribution, percent);
  };
  DistributionStatistics s;
  s.moments = moments_of(distribution);
  s.minimum = distribution.minimum();
  s.maximum = distribution.maximum();
  s.p10 = percentile(10);
  s.p25 = percentile(25);
  s.median = percentile_linear(distribution, 50);
  s.p75 = percentile(75);
  s.p90 = percentile(90);
  s.mean_absolute_deviation = mean_distance(distribution, s.moments.mean, s.minimum, s.maximum);
  s.median_absolute_deviation = mean_distance(distribution, s.median, s.minimum, s.maximum);
  const double robust_mean = mean_inside(distribution, s.p10, s.p90, [](double x) { return x; });
  s.robust_mean_absolute_deviation = mean_distance(distribution, robust_mean, s.p10, s.p90);
  return s;
}

}  // namespace voxtrait
