#include <algorithm>
#include <array>
#include <cmath>

#include "pyradiomics_described.hpp"
#include "voxtrait/core/elementary.hpp"
#include "voxtrait/core/moments.hpp"
#include "voxtrait/core/percentile.hpp"
#include "voxtrait/features/context.hpp"
#include "voxtrait/features/families.hpp"
#include "voxtrait/features/pyradiomics.hpp"
#include "voxtrait/features/single_value.hpp"

namespace voxtrait {

namespace {

struct Statistics {
  Moments moments;
  double minimum = 0.0;
  double maximum = 0.0;
  double p10 = 0.0;
  double p25 = 0.0;
  double median = 0.0;
  double p75 = 0.0;
  double p90 = 0.0;
  double mean_absolute_deviation = 0.0;
  double robust_mean_absolute_deviation = 0.0;
  double energy = 0.0;  ///< of shifted intensities
  double voxels = 0.0;
  double voxel_volume = 1.0;
  double entropy = 0.0;
  double uniformity = 0.0;
};

using Row = FeatureRow<Statistics>;

constexpr std::string_view shifted = "voxelArrayShift is added to the intensities first.";

constexpr std::array<Row, 19> rows{{
    {{.id = "10_percentile", .pyradiomics = "10Percentile", .formula_of = "QG58"},
     [](const Statistics& s) { return s.p10; }},
    {{.id = "90_percentile", .pyradiomics = "90Percentile", .formula_of = "8DWT"},
     [](const Statistics& s) { return s.p90; }},
    {{.id = "energy", .remark = shifted, .pyradiomics = "Energy", .formula_of = "N8CA"},
     [](const Statistics& s) { return s.energy; }},
    {{.id = "entropy",
      .name = "Entropy",
      .unit = "1",
      .formula = R"(-\sum_i p_i \log_2 p_i)",
      .doc = "Information content of the discretised intensities in bits.",
      .pyradiomics = "Entropy"},
     [](const Statistics& s) { return s.entropy; }},
    {{.id = "interquartile_range", .pyradiomics = "InterquartileRange", .formula_of = "SALO"},
     [](const Statistics& s) { return s.p75 - s.p25; }},
    {{.id = "kurtosis",
      .name = "Kurtosis",
      .unit = "1",
      .formula = R"(\frac{1}{N_v} \sum_k (X_k - \mu)^4 / \sigma^4)",
      .doc = "Peakedness of the intensity distribution, 3 for a normal one; 0 for a constant ROI.",
      .pyradiomics = "Kurtosis"},
     [](const Statistics& s) {
       const double variance = s.moments.variance;
       return variance == 0.0 ? 0.0 : s.moments.fourth / (variance * variance);
     }},
    {{.id = "maximum", .pyradiomics = "Maximum", .formula_of = "84IY"},
     [](const Statistics& s) { return s.maximum; }},
    {{.id = "mean_absolute_deviation",
      .pyradiomics = "MeanAbsoluteDeviation",
      .formula_of = "4FUA"},
     [](const Statistics& s) { return s.mean_absolute_deviation; }},
    {{.id = "mean", .pyradiomics = "Mean", .formula_of = "Q4LE"},
     [](const Statistics& s) { return s.moments.mean; }},
    {{.id = "median", .pyradiomics = "Median", .formula_of = "Y12H"},
     [](const Statistics& s) { return s.median; }},
    {{.id = "minimum", .pyradiomics = "Minimum", .formula_of = "1GSF"},
     [](const Statistics& s) { return s.minimum; }},
    {{.id = "range", .pyradiomics = "Range", .formula_of = "2OJQ"},
     [](const Statistics& s) { return s.maximum - s.minimum; }},
    {{.id = "robust_mean_absolute_deviation",
      .undefined_when = "no voxel lies between 10th and 90th percentile",
      .pyradiomics = "RobustMeanAbsoluteDeviation",
      .formula_of = "1128"},
     [](const Statistics& s) { return s.robust_mean_absolute_deviation; }},
    {{.id = "root_mean_squared",
      .remark = shifted,
      .pyradiomics = "RootMeanSquared",
      .formula_of = "5ZWQ"},
     [](const Statistics& s) { return std::sqrt(s.energy / s.voxels); }},
    {{.id = "skewness", .pyradiomics = "Skewness", .formula_of = "KE2A"},
     [](const Statistics& s) {
       const double variance = s.moments.variance;
       return variance == 0.0 ? 0.0 : s.moments.third / (variance * std::sqrt(variance));
     }},
    {{.id = "standard_deviation",
      .name = "Standard deviation",
      .unit = "intensity",
      .formula = R"(\sigma)",
      .doc = "Square root of the variance.",
      .pyradiomics = "StandardDeviation",
      .optional = true},
     [](const Statistics& s) { return std::sqrt(s.moments.variance); }},
    {{.id = "total_energy",
      .name = "Total energy",
      .unit = "intensity2.mm3",
      .formula = R"(V_{voxel} \sum_k X_k^2)",
      .doc = "Energy times the volume of a voxel.",
      .remark = shifted,
      .pyradiomics = "TotalEnergy"},
     [](const Statistics& s) { return s.energy * s.voxel_volume; }},
    {{.id = "uniformity",
      .name = "Uniformity",
      .unit = "1",
      .formula = R"(\sum_i p_i^2)",
      .doc = "Sum of the squared probabilities of the discretised intensities.",
      .pyradiomics = "Uniformity"},
     [](const Statistics& s) { return s.uniformity; }},
    {{.id = "variance", .pyradiomics = "Variance", .formula_of = "ECT3"},
     [](const Statistics& s) { return s.moments.variance; }},
}};

/// As NumPy rounds it: whether a voxel lies on a percentile or beside it matters to the robust
/// deviation.
double percentile(const Distribution& d, double percent) noexcept {
  const double at = static_cast<double>(d.voxels - 1) * (percent / 100.0);
  const double below = std::floor(at);
  const double part = at - below;
  const double a = order_statistic(d, static_cast<std::uint64_t>(below));
  const double b = order_statistic(d, static_cast<std::uint64_t>(below) + 1);
  return part >= 0.5 ? b - (b - a) * (1.0 - part) : a + (b - a) * part;
}

double median(const Distribution& d) noexcept {
  const double upper = order_statistic(d, d.voxels / 2);
  if (d.voxels % 2 == 1) return upper;
  return 0.5 * (order_statistic(d, d.voxels / 2 - 1) + upper);
}

/// Mean distance from the mean of the intensities in [low, high]; NaN where there are none.
double deviation(const Distribution& d, double low, double high) noexcept {
  double sum = 0.0;
  double count = 0.0;
  const auto inside = [low, high](double v) { return v >= low && v <= high; };
  for (const Distribution::Bin& bin : d.bins) {
    if (!inside(bin.value)) continue;
    sum += bin.value * static_cast<double>(bin.count);
    count += static_cast<double>(bin.count);
  }
  const double mean = sum / count;
  double distances = 0.0;
  for (const Distribution::Bin& bin : d.bins) {
    if (!inside(bin.value)) continue;
    distances += std::abs(bin.value - mean) * static_cast<double>(bin.count);
  }
  return distances / count;
}

void add_levels(const Levels& levels, Statistics& s) {
  const auto voxels = static_cast<double>(levels.voxels);
  for (const std::uint64_t count : levels.histogram) {
    if (count == 0) continue;
    const double p = static_cast<double>(count) / voxels;
    s.uniformity += p * p;
    s.entropy -= p * log2(p);
  }
  s.entropy += 0.0;  // a single level gives -0
}

Outcome<Statistics> statistics(const Context& context) {
  const Distribution& d = context.intensities;
  Statistics s;
  s.moments = moments_of(d);
  s.minimum = d.minimum();
  s.maximum = d.maximum();
  s.p10 = percentile(d, 10.0);
  s.p25 = percentile(d, 25.0);
  s.median = median(d);
  s.p75 = percentile(d, 75.0);
  s.p90 = percentile(d, 90.0);
  s.mean_absolute_deviation = deviation(d, s.minimum, s.maximum);
  s.robust_mean_absolute_deviation = deviation(d, s.p10, s.p90);
  s.voxels = static_cast<double>(d.voxels);
  for (const Distribution::Bin& bin : d.bins) {
    const double value = bin.value + context.settings.pyradiomics.voxel_array_shift;
    s.energy += value * value * static_cast<double>(bin.count);
  }
  for (const double edge : context.roi.spacing) s.voxel_volume *= edge;
  add_levels(*context.levels, s);
  return s;
}

}  // namespace

Family pyradiomics_firstorder_family() {
  Family family = single_value_family({.id = "pyradiomics_firstorder",
                                       .code = "",
                                       .name = "First order statistics",
                                       .section = "",
                                       .doc = "Statistics of the intensities, by PyRadiomics.",
                                       .discretised = Discretised::texture,
                                       .profile = Profile::pyradiomics,
                                       .pyradiomics = "firstorder"},
                                      rows, &statistics);
  family.features = pyradiomics::described(rows, intensity_statistics_family());
  return family;
}

}  // namespace voxtrait
