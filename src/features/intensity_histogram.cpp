#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "voxtrait/core/elementary.hpp"
#include "voxtrait/features/context.hpp"
#include "voxtrait/features/distribution_statistics.hpp"
#include "voxtrait/features/families.hpp"
#include "voxtrait/features/single_value.hpp"

namespace voxtrait {

namespace {

struct Extremum {
  double value = std::numeric_limits<double>::quiet_NaN();
  double level = std::numeric_limits<double>::quiet_NaN();
};

struct Statistics : DistributionStatistics {
  double mode = 0.0;
  double entropy = 0.0;
  double uniformity = 0.0;
  Extremum steepest_rise;
  Extremum steepest_fall;
};

using Row = FeatureRow<Statistics>;
using Histogram = std::vector<std::uint64_t>;

constexpr std::string_view percentile_remark =
    "Percentiles are interpolated linearly between order statistics; "
    "intensity_statistics.percentiles selects the nearest rank instead.";
constexpr std::string_view nothing_between = "no voxel lies between 10th and 90th percentile";
constexpr std::string_view one_level = "the histogram has one level only and so no gradient";

constexpr std::array<Row, 23> rows{{
    {{.id = "mean",
      .code = "X6K6",
      .name = "Mean",
      .unit = "1",
      .formula = R"(\mu = \frac{1}{N_v} \sum_k X_{d,k})",
      .doc = "Mean discretised intensity."},
     [](const Statistics& s) { return s.moments.mean; }},
    {{.id = "variance",
      .code = "CH89",
      .name = "Variance",
      .unit = "1",
      .formula = R"(\frac{1}{N_v} \sum_k (X_{d,k} - \mu)^2)",
      .doc = "Population variance of the discretised intensities."},
     [](const Statistics& s) { return s.moments.variance; }},
    {{.id = "skewness",
      .code = "88K1",
      .name = "Skewness",
      .unit = "1",
      .formula = R"(\frac{1}{N_v} \sum_k (X_{d,k} - \mu)^3 / \sigma^3)",
      .doc = "Asymmetry of the histogram; 0 for a single level."},
     [](const Statistics& s) { return s.skewness(); }},
    {{.id = "excess_kurtosis",
      .code = "C3I7",
      .name = "(Excess) kurtosis",
      .unit = "1",
      .formula = R"(\frac{1}{N_v} \sum_k (X_{d,k} - \mu)^4 / \sigma^4 - 3)",
      .doc = "Peakedness of the histogram, 0 for a normal one and for a single level."},
     [](const Statistics& s) { return s.excess_kurtosis(); }},
    {{.id = "median",
      .code = "WIFQ",
      .name = "Median",
      .unit = "1",
      .formula = R"(P_{50})",
      .doc = "Median level, the mean of the two middle ones for an even number of voxels."},
     [](const Statistics& s) { return s.median; }},
    {{.id = "minimum",
      .code = "1PR8",
      .name = "Minimum",
      .unit = "1",
      .formula = R"(\min_k X_{d,k})",
      .doc = "Lowest level."},
     [](const Statistics& s) { return s.minimum; }},
    {{.id = "10th_percentile",
      .code = "GPMT",
      .name = "10th percentile",
      .unit = "1",
      .formula = R"(P_{10})",
      .doc = "Level that a tenth of the voxels does not exceed.",
      .remark = percentile_remark},
     [](const Statistics& s) { return s.p10; }},
    {{.id = "90th_percentile",
      .code = "OZ0C",
      .name = "90th percentile",
      .unit = "1",
      .formula = R"(P_{90})",
      .doc = "Level that nine tenths of the voxels do not exceed.",
      .remark = percentile_remark},
     [](const Statistics& s) { return s.p90; }},
    {{.id = "maximum",
      .code = "3NCY",
      .name = "Maximum",
      .unit = "1",
      .formula = R"(\max_k X_{d,k})",
      .doc = "Highest level."},
     [](const Statistics& s) { return s.maximum; }},
    {{.id = "mode",
      .code = "AMMC",
      .name = "Mode",
      .unit = "1",
      .formula = R"(\arg\max_i n_i)",
      .doc = "Most frequent level.",
      .remark = "Of equally frequent levels the one closest to the mean, then the lower one."},
     [](const Statistics& s) { return s.mode; }},
    {{.id = "interquartile_range",
      .code = "WR0O",
      .name = "Interquartile range",
      .unit = "1",
      .formula = R"(P_{75} - P_{25})",
      .doc = "Distance between the quartiles.",
      .remark = percentile_remark},
     [](const Statistics& s) { return s.p75 - s.p25; }},
    {{.id = "range",
      .code = "5Z3W",
      .name = "Range",
      .unit = "1",
      .formula = R"(\max_k X_{d,k} - \min_k X_{d,k})",
      .doc = "Distance between the lowest and the highest level."},
     [](const Statistics& s) { return s.maximum - s.minimum; }},
    {{.id = "mean_absolute_deviation",
      .code = "D2ZX",
      .name = "Mean absolute deviation",
      .unit = "1",
      .formula = R"(\frac{1}{N_v} \sum_k |X_{d,k} - \mu|)",
      .doc = "Mean distance from the mean level."},
     [](const Statistics& s) { return s.mean_absolute_deviation; }},
    {{.id = "robust_mean_absolute_deviation",
      .code = "WRZB",
      .name = "Robust mean absolute deviation",
      .unit = "1",
      .formula =
          R"(\frac{1}{N_{10-90}} \sum_{P_{10} \le X_{d,k} \le P_{90}} |X_{d,k} - \mu_{10-90}|)",
      .doc = "Mean distance from the mean of the voxels between 10th and 90th percentile, both "
             "included.",
      .undefined_when = nothing_between,
      .remark = percentile_remark},
     [](const Statistics& s) { return s.robust_mean_absolute_deviation; }},
    {{.id = "median_absolute_deviation",
      .code = "4RNL",
      .name = "Median absolute deviation",
      .unit = "1",
      .formula = R"(\frac{1}{N_v} \sum_k |X_{d,k} - P_{50}|)",
      .doc = "Mean distance from the median level."},
     [](const Statistics& s) { return s.median_absolute_deviation; }},
    {{.id = "coefficient_of_variation",
      .code = "CWYJ",
      .name = "Coefficient of variation",
      .unit = "1",
      .formula = R"(\sigma / \mu)",
      .doc = "Standard deviation relative to the mean."},
     [](const Statistics& s) { return s.coefficient_of_variation(); }},
    {{.id = "quartile_coefficient_of_dispersion",
      .code = "SLWD",
      .name = "Quartile coefficient of dispersion",
      .unit = "1",
      .formula = R"(\frac{P_{75} - P_{25}}{P_{75} + P_{25}})",
      .doc = "Distance between the quartiles relative to their sum.",
      .remark = percentile_remark},
     [](const Statistics& s) { return s.quartile_coefficient_of_dispersion(); }},
    {{.id = "entropy",
      .code = "TLU2",
      .name = "Entropy",
      .unit = "1",
      .formula = R"(-\sum_i p_i \log_2 p_i)",
      .doc = "Information content of the histogram in bits."},
     [](const Statistics& s) { return s.entropy; }},
    {{.id = "uniformity",
      .code = "BJ5W",
      .name = "Uniformity",
      .unit = "1",
      .formula = R"(\sum_i p_i^2)",
      .doc = "Sum of the squared level probabilities."},
     [](const Statistics& s) { return s.uniformity; }},
    {{.id = "maximum_histogram_gradient",
      .code = "12CE",
      .name = "Maximum histogram gradient",
      .unit = "1",
      .formula = R"(\max_i H'_i)",
      .doc = "Steepest rise between neighbouring bins, empty ones included.",
      .undefined_when = one_level},
     [](const Statistics& s) { return s.steepest_rise.value; }},
    {{.id = "maximum_histogram_gradient_intensity",
      .code = "8E6O",
      .name = "Maximum histogram gradient intensity",
      .unit = "1",
      .formula = R"(\arg\max_i H'_i)",
      .doc = "Level of the steepest rise, the lowest of several.",
      .undefined_when = one_level},
     [](const Statistics& s) { return s.steepest_rise.level; }},
    {{.id = "minimum_histogram_gradient",
      .code = "VQB3",
      .name = "Minimum histogram gradient",
      .unit = "1",
      .formula = R"(\min_i H'_i)",
      .doc = "Steepest fall between neighbouring bins, empty ones included.",
      .undefined_when = one_level},
     [](const Statistics& s) { return s.steepest_fall.value; }},
    {{.id = "minimum_histogram_gradient_intensity",
      .code = "RHQZ",
      .name = "Minimum histogram gradient intensity",
      .unit = "1",
      .formula = R"(\arg\min_i H'_i)",
      .doc = "Level of the steepest fall, the lowest of several.",
      .undefined_when = one_level},
     [](const Statistics& s) { return s.steepest_fall.level; }},
}};
static_assert(well_formed(rows));

Distribution distribution_of_levels(const Levels& levels) {
  Distribution d;
  d.voxels = levels.voxels;
  for (std::size_t i = 0; i < levels.histogram.size(); ++i) {
    if (levels.histogram[i] != 0) {
      d.bins.push_back({static_cast<double>(i + 1), levels.histogram[i]});
    }
  }
  return d;
}

double mode_of(const Distribution& levels, double mean) {
  const auto closer = [mean](const Distribution::Bin& a, const Distribution::Bin& b) {
    if (a.count != b.count) return a.count < b.count;
    return std::abs(a.value - mean) > std::abs(b.value - mean);
  };
  return std::ranges::max_element(levels.bins, closer)->value;
}

/// H' of IBSI 12CE at level i (1-based); one-sided at both ends.
double gradient(const Histogram& h, std::size_t i) {
  const std::size_t low = i == 1 ? 1 : i - 1;
  const std::size_t high = i == h.size() ? i : i + 1;
  const double rise = static_cast<double>(h[high - 1]) - static_cast<double>(h[low - 1]);
  return rise / static_cast<double>(high - low);
}

void add_gradients(const Histogram& histogram, Statistics& s) {
  if (histogram.size() < 2) return;
  for (std::size_t i = 1; i <= histogram.size(); ++i) {
    const double g = gradient(histogram, i);
    const auto level = static_cast<double>(i);
    if (i == 1 || g > s.steepest_rise.value) s.steepest_rise = {g, level};
    if (i == 1 || g < s.steepest_fall.value) s.steepest_fall = {g, level};
  }
}

void add_information(const Distribution& levels, Statistics& s) {
  for (const Distribution::Bin& bin : levels.bins) {
    const double p = static_cast<double>(bin.count) / static_cast<double>(levels.voxels);
    s.entropy -= p * log2(p);
    s.uniformity += p * p;
  }
  s.entropy += 0.0;  // a single level gives -0
}

Outcome<Statistics> compute(const Context& context) {
  const Levels& levels = *context.levels;
  const Distribution d = distribution_of_levels(levels);
  Statistics s;
  static_cast<DistributionStatistics&>(s) =
      statistics_of(d, context.settings.intensity_statistics.percentiles);
  s.mode = mode_of(d, s.moments.mean);
  add_information(d, s);
  add_gradients(levels.histogram, s);
  return s;
}

}  // namespace

Family intensity_histogram_family() {
  return single_value_family({.id = "intensity_histogram",
                              .code = "ZVCW",
                              .name = "Intensity histogram features",
                              .section = "3.4",
                              .doc = "How the discretised intensities of the ROI are distributed.",
                              .discretised = Discretised::texture},
                             rows, compute);
}

}  // namespace voxtrait
