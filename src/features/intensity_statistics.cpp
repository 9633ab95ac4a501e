#include <array>
#include <cmath>

#include "voxtrait/features/context.hpp"
#include "voxtrait/features/distribution_statistics.hpp"
#include "voxtrait/features/families.hpp"
#include "voxtrait/features/single_value.hpp"

namespace voxtrait {

namespace {

using Statistics = DistributionStatistics;
using Row = FeatureRow<Statistics>;

constexpr std::string_view percentile_remark =
    "Percentiles are interpolated linearly between order statistics; "
    "intensity_statistics.percentiles selects the nearest rank instead.";
constexpr std::string_view nothing_between = "no voxel lies between 10th and 90th percentile";

constexpr std::array<Row, 18> rows{{
    {{.id = "mean",
      .code = "Q4LE",
      .name = "Mean",
      .unit = "intensity",
      .formula = R"(\mu = \frac{1}{N_v} \sum_k X_k)",
      .doc = "Mean intensity."},
     [](const Statistics& s) { return s.moments.mean; }},
    {{.id = "variance",
      .code = "ECT3",
      .name = "Variance",
      .unit = "intensity2",
      .formula = R"(\frac{1}{N_v} \sum_k (X_k - \mu)^2)",
      .doc = "Population variance of the intensities."},
     [](const Statistics& s) { return s.moments.variance; }},
    {{.id = "skewness",
      .code = "KE2A",
      .name = "Skewness",
      .unit = "1",
      .formula = R"(\frac{1}{N_v} \sum_k (X_k - \mu)^3 / \sigma^3)",
      .doc = "Asymmetry of the intensity distribution; 0 for a constant ROI."},
     [](const Statistics& s) { return s.skewness(); }},
    {{.id = "excess_kurtosis",
      .code = "IPH6",
      .name = "(Excess) kurtosis",
      .unit = "1",
      .formula = R"(\frac{1}{N_v} \sum_k (X_k - \mu)^4 / \sigma^4 - 3)",
      .doc =
          "Peakedness of the intensity distribution, 0 for a normal one and for a constant ROI."},
     [](const Statistics& s) { return s.excess_kurtosis(); }},
    {{.id = "median",
      .code = "Y12H",
      .name = "Median",
      .unit = "intensity",
      .formula = R"(P_{50})",
      .doc = "Median intensity, the mean of the two middle ones for an even number of voxels."},
     [](const Statistics& s) { return s.median; }},
    {{.id = "minimum",
      .code = "1GSF",
      .name = "Minimum",
      .unit = "intensity",
      .formula = R"(\min_k X_k)",
      .doc = "Smallest intensity."},
     [](const Statistics& s) { return s.minimum; }},
    {{.id = "10th_percentile",
      .code = "QG58",
      .name = "10th percentile",
      .unit = "intensity",
      .formula = R"(P_{10})",
      .doc = "Intensity that a tenth of the voxels does not exceed.",
      .remark = percentile_remark},
     [](const Statistics& s) { return s.p10; }},
    {{.id = "90th_percentile",
      .code = "8DWT",
      .name = "90th percentile",
      .unit = "intensity",
      .formula = R"(P_{90})",
      .doc = "Intensity that nine tenths of the voxels do not exceed.",
      .remark = percentile_remark},
     [](const Statistics& s) { return s.p90; }},
    {{.id = "maximum",
      .code = "84IY",
      .name = "Maximum",
      .unit = "intensity",
      .formula = R"(\max_k X_k)",
      .doc = "Largest intensity."},
     [](const Statistics& s) { return s.maximum; }},
    {{.id = "interquartile_range",
      .code = "SALO",
      .name = "Interquartile range",
      .unit = "intensity",
      .formula = R"(P_{75} - P_{25})",
      .doc = "Distance between the quartiles.",
      .remark = percentile_remark},
     [](const Statistics& s) { return s.p75 - s.p25; }},
    {{.id = "range",
      .code = "2OJQ",
      .name = "Range",
      .unit = "intensity",
      .formula = R"(\max_k X_k - \min_k X_k)",
      .doc = "Distance between the smallest and the largest intensity."},
     [](const Statistics& s) { return s.maximum - s.minimum; }},
    {{.id = "mean_absolute_deviation",
      .code = "4FUA",
      .name = "Mean absolute deviation",
      .unit = "intensity",
      .formula = R"(\frac{1}{N_v} \sum_k |X_k - \mu|)",
      .doc = "Mean distance from the mean."},
     [](const Statistics& s) { return s.mean_absolute_deviation; }},
    {{.id = "robust_mean_absolute_deviation",
      .code = "1128",
      .name = "Robust mean absolute deviation",
      .unit = "intensity",
      .formula = R"(\frac{1}{N_{10-90}} \sum_{P_{10} \le X_k \le P_{90}} |X_k - \mu_{10-90}|)",
      .doc = "Mean distance from the mean of the voxels between 10th and 90th percentile, both "
             "included.",
      .undefined_when = nothing_between,
      .remark = percentile_remark},
     [](const Statistics& s) { return s.robust_mean_absolute_deviation; }},
    {{.id = "median_absolute_deviation",
      .code = "N72L",
      .name = "Median absolute deviation",
      .unit = "intensity",
      .formula = R"(\frac{1}{N_v} \sum_k |X_k - P_{50}|)",
      .doc = "Mean distance from the median."},
     [](const Statistics& s) { return s.median_absolute_deviation; }},
    {{.id = "coefficient_of_variation",
      .code = "7TET",
      .name = "Coefficient of variation",
      .unit = "1",
      .formula = R"(\sigma / \mu)",
      .doc = "Standard deviation relative to the mean.",
      .undefined_when = "the mean intensity is 0"},
     [](const Statistics& s) { return s.coefficient_of_variation(); }},
    {{.id = "quartile_coefficient_of_dispersion",
      .code = "9S40",
      .name = "Quartile coefficient of dispersion",
      .unit = "1",
      .formula = R"(\frac{P_{75} - P_{25}}{P_{75} + P_{25}})",
      .doc = "Distance between the quartiles relative to their sum.",
      .undefined_when = "the quartiles sum to 0",
      .remark = percentile_remark},
     [](const Statistics& s) { return s.quartile_coefficient_of_dispersion(); }},
    {{.id = "energy",
      .code = "N8CA",
      .name = "Energy",
      .unit = "intensity2",
      .formula = R"(\sum_k X_k^2)",
      .doc = "Sum of the squared intensities."},
     [](const Statistics& s) { return s.moments.sum_of_squares; }},
    {{.id = "root_mean_square",
      .code = "5ZWQ",
      .name = "Root mean square",
      .unit = "intensity",
      .formula = R"(\sqrt{\frac{1}{N_v} \sum_k X_k^2})",
      .doc = "Square root of the mean squared intensity."},
     [](const Statistics& s) { return std::sqrt(s.moments.mean_square); }},
}};
static_assert(well_formed(rows));

Outcome<Statistics> compute(const Context& context) {
  return statistics_of(context.intensities, context.settings.intensity_statistics.percentiles);
}

}  // namespace

Family intensity_statistics_family() {
  return single_value_family({.id = "intensity_statistics",
                              .code = "UHIW",
                              .name = "Intensity-based statistical features",
                              .section = "3.3",
                              .doc = "How the intensities of the ROI are distributed."},
                             rows, compute);
}

}  // namespace voxtrait
