#include "voxtrait/features/glcm.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "directional.hpp"
#include "listed.hpp"
#include "matrix_values.hpp"
#include "shared_directions.hpp"
#include "voxtrait/core/elementary.hpp"
#include "voxtrait/features/context.hpp"
#include "voxtrait/features/families.hpp"

namespace voxtrait {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

using Statistics = GlcmStatistics;
using Row = FeatureRow<Statistics>;

constexpr std::string_view one_level = "all neighbouring voxels have the same level";
constexpr std::string_view normalisation_remark = "N_g is the highest level of the whole ROI.";

constexpr std::array<Row, 25> rows{{
    {{.id = "joint_maximum",
      .code = "GYBY",
      .name = "Joint maximum",
      .unit = "1",
      .formula = R"(\max_{i,j} p_{ij})",
      .doc = "Probability of the most frequent pair of levels."},
     [](const Statistics& s) { return s.maximum; }},
    {{.id = "joint_average",
      .code = "60VM",
      .name = "Joint average",
      .unit = "1",
      .formula = R"(\mu = \sum_{i,j} i \, p_{ij})",
      .doc = "Mean level of the pairs."},
     [](const Statistics& s) { return s.mean; }},
    {{.id = "joint_variance",
      .code = "UR99",
      .name = "Joint variance",
      .unit = "1",
      .formula = R"(\sum_{i,j} (i - \mu)^2 p_{ij})",
      .doc = "Variance of the levels of the pairs, also called sum of squares."},
     [](const Statistics& s) { return s.variance; }},
    {{.id = "joint_entropy",
      .code = "TU9B",
      .name = "Joint entropy",
      .unit = "1",
      .formula = R"(-\sum_{i,j} p_{ij} \log_2 p_{ij})",
      .doc = "Information content of the pairs in bits."},
     [](const Statistics& s) { return s.entropy; }},
    {{.id = "difference_average",
      .code = "TF7R",
      .name = "Difference average",
      .unit = "1",
      .formula = R"(\mu_{-} = \sum_k k \, p_{i-j,k})",
      .doc = "Mean absolute difference of the levels of a pair."},
     [](const Statistics& s) { return s.difference_mean; }},
    {{.id = "difference_variance",
      .code = "D3YU",
      .name = "Difference variance",
      .unit = "1",
      .formula = R"(\sum_k (k - \mu_{-})^2 p_{i-j,k})",
      .doc = "Variance of the absolute difference of the levels of a pair."},
     [](const Statistics& s) { return s.difference_variance; }},
    {{.id = "difference_entropy",
      .code = "NTRS",
      .name = "Difference entropy",
      .unit = "1",
      .formula = R"(-\sum_k p_{i-j,k} \log_2 p_{i-j,k})",
      .doc = "Information content of the absolute differences in bits."},
     [](const Statistics& s) { return s.difference_entropy; }},
    {{.id = "sum_average",
      .code = "ZGXS",
      .name = "Sum average",
      .unit = "1",
      .formula = R"(\mu_{+} = \sum_k k \, p_{i+j,k})",
      .doc = "Mean sum of the levels of a pair."},
     [](const Statistics& s) { return s.sum_mean; }},
    {{.id = "sum_variance",
      .code = "OEEB",
      .name = "Sum variance",
      .unit = "1",
      .formula = R"(\sum_k (k - \mu_{+})^2 p_{i+j,k})",
      .doc = "Variance of the sum of the levels of a pair."},
     [](const Statistics& s) { return s.sum_variance; }},
    {{.id = "sum_entropy",
      .code = "P6QZ",
      .name = "Sum entropy",
      .unit = "1",
      .formula = R"(-\sum_k p_{i+j,k} \log_2 p_{i+j,k})",
      .doc = "Information content of the sums in bits."},
     [](const Statistics& s) { return s.sum_entropy; }},
    {{.id = "angular_second_moment",
      .code = "8ZQL",
      .name = "Angular second moment",
      .unit = "1",
      .formula = R"(\sum_{i,j} p_{ij}^2)",
      .doc = "Sum of the squared probabilities, also called energy or uniformity."},
     [](const Statistics& s) { return s.energy; }},
    {{.id = "contrast",
      .code = "ACUI",
      .name = "Contrast",
      .unit = "1",
      .formula = R"(\sum_{i,j} (i - j)^2 p_{ij})",
      .doc = "Mean squared difference of the levels of a pair."},
     [](const Statistics& s) { return s.contrast; }},
    {{.id = "dissimilarity",
      .code = "8S9J",
      .name = "Dissimilarity",
      .unit = "1",
      .formula = R"(\sum_{i,j} |i - j| \, p_{ij})",
      .doc = "Mean absolute difference of the levels of a pair, equal to the difference average."},
     [](const Statistics& s) { return s.difference_mean; }},
    {{.id = "inverse_difference",
      .code = "IB1Z",
      .name = "Inverse difference",
      .unit = "1",
      .formula = R"(\sum_{i,j} \frac{p_{ij}}{1 + |i - j|})",
      .doc = "Homogeneity: pairs of different levels weigh less."},
     [](const Statistics& s) { return s.inverse_difference; }},
    {{.id = "normalised_inverse_difference",
      .code = "NDRX",
      .name = "Normalised inverse difference",
      .unit = "1",
      .formula = R"(\sum_{i,j} \frac{p_{ij}}{1 + |i - j| / N_g})",
      .doc = "Inverse difference relative to the number of levels.",
      .remark = normalisation_remark},
     [](const Statistics& s) { return s.inverse_difference_normalised; }},
    {{.id = "inverse_difference_moment",
      .code = "WF0Z",
      .name = "Inverse difference moment",
      .unit = "1",
      .formula = R"(\sum_{i,j} \frac{p_{ij}}{1 + (i - j)^2})",
      .doc = "Homogeneity with squared differences."},
     [](const Statistics& s) { return s.inverse_difference_moment; }},
    {{.id = "normalised_inverse_difference_moment",
      .code = "1QCO",
      .name = "Normalised inverse difference moment",
      .unit = "1",
      .formula = R"(\sum_{i,j} \frac{p_{ij}}{1 + (i - j)^2 / N_g^2})",
      .doc = "Inverse difference moment relative to the number of levels.",
      .remark = normalisation_remark},
     [](const Statistics& s) { return s.inverse_difference_moment_normalised; }},
    {{.id = "inverse_variance",
      .code = "E8JP",
      .name = "Inverse variance",
      .unit = "1",
      .formula = R"(2 \sum_i \sum_{j > i} \frac{p_{ij}}{(i - j)^2})",
      .doc =
          "Pairs of different levels by their inverse squared difference; 0 when all pairs are of "
          "equal levels."},
     [](const Statistics& s) { return s.inverse_variance; }},
    {{.id = "correlation",
      .code = "NI2N",
      .name = "Correlation",
      .unit = "1",
      .formula = R"(\frac{1}{\sigma^2} \sum_{i,j} (i - \mu)(j - \mu) \, p_{ij})",
      .doc = "Linear dependence of the levels of a pair.",
      .remark = "1 where all neighbouring voxels have the same level, the convention of other "
                "libraries too."},
     // 4 (i - mu)(j - mu) = (i + j - 2 mu)^2 - (i - j)^2
     [](const Statistics& s) {
       return s.variance == 0.0 ? 1.0 : (s.sum_variance - s.contrast) / (4.0 * s.variance);
     }},
    {{.id = "autocorrelation",
      .code = "QWB0",
      .name = "Autocorrelation",
      .unit = "1",
      .formula = R"(\sum_{i,j} i j \, p_{ij})",
      .doc = "Mean product of the levels of a pair."},
     [](const Statistics& s) { return s.autocorrelation; }},
    {{.id = "cluster_tendency",
      .code = "DG8W",
      .name = "Cluster tendency",
      .unit = "1",
      .formula = R"(\sum_{i,j} (i + j - 2\mu)^2 p_{ij})",
      .doc = "Grouping of voxels with similar levels, equal to the sum variance."},
     [](const Statistics& s) { return s.sum_variance; }},
    {{.id = "cluster_shade",
      .code = "7NFM",
      .name = "Cluster shade",
      .unit = "1",
      .formula = R"(\sum_{i,j} (i + j - 2\mu)^3 p_{ij})",
      .doc = "Asymmetry of the sums of the levels of a pair."},
     [](const Statistics& s) { return s.cluster_shade; }},
    {{.id = "cluster_prominence",
      .code = "AE86",
      .name = "Cluster prominence",
      .unit = "1",
      .formula = R"(\sum_{i,j} (i + j - 2\mu)^4 p_{ij})",
      .doc = "Peakedness of the sums of the levels of a pair."},
     [](const Statistics& s) { return s.cluster_prominence; }},
    {{.id = "information_correlation_1",
      .code = "R8DG",
      .name = "Information correlation 1",
      .unit = "1",
      .formula = R"(\frac{HXY - HXY_1}{HX},\ HXY_1 = -\sum_{i,j} p_{ij} \log_2 (p_{i.} p_{.j}))",
      .doc = "Dependence of the levels of a pair, relative to the entropy of the levels.",
      .undefined_when = one_level},
     // The matrix is symmetric, so HXY_1 = HXY_2 = 2 HX.
     [](const Statistics& s) {
       if (s.marginal_entropy == 0.0) return undefined;
       return (s.entropy - 2.0 * s.marginal_entropy) / s.marginal_entropy;
     }},
    {{.id = "information_correlation_2",
      .code = "JN9H",
      .name = "Information correlation 2",
      .unit = "1",
      .formula = R"(\sqrt{1 - \exp(-2 (HXY_2 - HXY))},\ )"
                 R"(HXY_2 = -\sum_{i,j} p_{i.} p_{.j} \log_2 (p_{i.} p_{.j}))",
      .doc = "Dependence of the levels of a pair from their mutual information; 0 when they are "
             "independent."},
     [](const Statistics& s) {
       const double mutual = std::max(0.0, 2.0 * s.marginal_entropy - s.entropy);
       return std::sqrt(1.0 - exp(-2.0 * mutual));
     }},
}};
static_assert(well_formed(rows));

/// -p log2 p, 0 for p = 0.
double surprise(double p) noexcept { return p > 0.0 ? -p * log2(p) : 0.0; }

/// Marginal sums of a matrix; exact, as its elements are integers unless weighted.
struct Marginals {
  std::vector<double> rows;
  std::vector<double> differences;
  std::vector<double> sums;
};

Marginals marginals_of(const CoOccurrence& matrix, std::int64_t levels) {
  const auto n = static_cast<std::size_t>(levels) + 1;
  Marginals m{std::vector<double>(n), std::vector<double>(n), std::vector<double>(2 * n)};
  for (const CoOccurrence::Cell& cell : matrix.cells) {
    const double both = cell.i == cell.j ? cell.count : 2.0 * cell.count;
    m.rows[cell.i] += cell.count;
    if (cell.i != cell.j) m.rows[cell.j] += cell.count;
    m.differences[cell.j - cell.i] += both;
    m.sums[std::size_t{cell.i} + cell.j] += both;
  }
  return m;
}

void add_cells(const CoOccurrence& matrix, double total, Statistics& s) {
  for (const CoOccurrence::Cell& cell : matrix.cells) {
    const double p = cell.count / total;
    const double times = cell.i == cell.j ? 1.0 : 2.0;
    s.maximum = std::max(s.maximum, p);
    s.energy += times * (p * p);
    s.entropy += times * surprise(p);
    s.autocorrelation += times * (static_cast<double>(cell.i) * static_cast<double>(cell.j) * p);
  }
}

void add_rows(const std::vector<double>& counts, double total, Statistics& s) {
  for (std::size_t i = 1; i < counts.size(); ++i) {
    const double p = counts[i] / total;
    s.mean += static_cast<double>(i) * p;
    s.marginal_entropy += surprise(p);
  }
  for (std::size_t i = 1; i < counts.size(); ++i) {
    const double distance = static_cast<double>(i) - s.mean;
    s.variance += distance * distance * (counts[i] / total);
  }
  if (std::ranges::count_if(counts, [](double c) { return c > 0.0; }) == 1) s.variance = 0.0;
}

void add_differences(const std::vector<double>& counts, double total, Statistics& s) {
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0.0) continue;
    const double p = counts[i] / total;
    const auto k = static_cast<double>(i);
    s.difference_mean += k * p;
    s.contrast += k * k * p;
    s.difference_entropy += surprise(p);
    s.inverse_difference += p / (1.0 + k);
    s.inverse_difference_normalised += p / (1.0 + k / s.levels);
    s.inverse_difference_moment += p / (1.0 + k * k);
    s.inverse_difference_moment_normalised += p / (1.0 + k * k / (s.levels * s.levels));
    if (i > 0) s.inverse_variance += p / (k * k);
  }
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double distance = static_cast<double>(i) - s.difference_mean;
    s.difference_variance += distance * distance * (counts[i] / total);
  }
}

void add_sums(const std::vector<double>& counts, double total, Statistics& s) {
  for (std::size_t i = 2; i < counts.size(); ++i) {
    const double p = counts[i] / total;
    s.sum_mean += static_cast<double>(i) * p;
    s.sum_entropy += surprise(p);
  }
  for (std::size_t i = 2; i < counts.size(); ++i) {
    if (counts[i] == 0.0) continue;
    const double p = counts[i] / total;
    const double distance = static_cast<double>(i) - s.sum_mean;
    const double square = distance * distance;
    s.sum_variance += square * p;
    s.cluster_shade += square * distance * p;
    s.cluster_prominence += square * square * p;
  }
}

Direction scaled(const Direction& d, std::int64_t distance) noexcept {
  return {d[0] * distance, d[1] * distance, d[2] * distance};
}

Failure no_pairs(std::int64_t distance) {
  return {Status::too_small, "no two voxels of the ROI are neighbours at distance " +
                                 std::to_string(distance) + " in the directions looked at"};
}

std::vector<TextureMatrix> list(const Context& context, Aggregation aggregation) {
  return listed(glcm_matrices(context, aggregation), aggregation,
                DirectionalMatrices<CoOccurrence>::place, "neighbour's level",
                context.levels->count);
}

std::vector<AggregatedValues> values_of(const Context& context, std::span<const Aggregation> wanted,
                                        const DirectionalMatrices<CoOccurrence>& matrices) {
  const Levels& levels = *context.levels;
  const std::int64_t distance = context.settings.glcm.distance;
  std::vector<AggregatedValues> result;
  for (const Aggregation aggregation : wanted) {
    const std::vector<CoOccurrence> chosen = matrices.matrices_for(aggregation);
    std::vector<Value> values =
        averaged(rows, std::span(chosen), [&levels](const CoOccurrence& matrix) {
          return glcm_statistics(matrix, levels.count);
        });
    if (values.empty()) values.assign(rows.size(), Value::none(no_pairs(distance)));
    result.push_back({aggregation, std::move(values)});
  }
  return result;
}

/// For GLRLM; of more levels, pairs of equal ones are few.
void leave_equal_pairs(const Context& context, const CoOccurrence& matrix,
                       const Direction& direction, std::int64_t z_begin, std::int64_t z_end) {
  constexpr std::int64_t most_levels = 255;
  const std::int64_t levels = context.levels->count;
  if (levels > most_levels) return;
  context.matrices->equal_pairs().keep(direction, z_begin, z_end, equal_pairs(matrix, levels));
}

std::vector<AggregatedValues> compute(const Context& context, std::span<const Aggregation> wanted) {
  if (context.directions != nullptr) {
    return values_of(context, wanted, context.directions->co_occurrences(context));
  }
  return values_of(context, wanted, make_co_occurrences(context, wanted));
}

}  // namespace

DirectionalMatrices<CoOccurrence> make_co_occurrences(const Context& context,
                                                      std::span<const Aggregation> wanted) {
  const std::int64_t distance = context.settings.glcm.distance;
  return {context, wanted, context.settings.glcm.weighting,
          [&](std::size_t direction, std::int64_t begin, std::int64_t end) {
            const Direction neighbour = scaled(directions_3d[direction], distance);
            CoOccurrence matrix = co_occurrence(*context.levels, neighbour, begin, end);
            if (distance == 1) leave_equal_pairs(context, matrix, neighbour, begin, end);
            return matrix;
          }};
}

std::vector<CoOccurrence> glcm_matrices(const Context& context, Aggregation aggregation) {
  if (context.directions != nullptr) {
    return context.directions->co_occurrences(context).matrices_for(aggregation);
  }
  return make_co_occurrences(context, {&aggregation, 1}).matrices_for(aggregation);
}

GlcmStatistics glcm_statistics(const CoOccurrence& matrix, std::int64_t levels) {
  Statistics s;
  s.levels = static_cast<double>(levels);
  const double total = matrix.total;
  const Marginals marginals = marginals_of(matrix, levels);
  add_cells(matrix, total, s);
  add_rows(marginals.rows, total, s);
  add_differences(marginals.differences, total, s);
  add_sums(marginals.sums, total, s);
  return s;
}

Family glcm_family() {
  const auto infos = infos_of(rows);
  return {{.id = "glcm",
           .code = "LFYI",
           .name = "Grey level co-occurrence based features",
           .section = "3.6",
           .doc = "How often levels are neighbours of each other.",
           .discretised = Discretised::texture,
           .shares = "co_occurrences equal_pairs"},
          {Aggregation::average_2d, Aggregation::slice_merged_2d, Aggregation::direction_merged_25d,
           Aggregation::merged_25d, Aggregation::average_3d, Aggregation::merged_3d},
          {infos.begin(), infos.end()},
          compute,
          list};
}

}  // namespace voxtrait
