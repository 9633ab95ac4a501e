#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "matrix_values.hpp"
#include "pyradiomics_described.hpp"
#include "pyradiomics_directions.hpp"
#include "pyradiomics_glcm_statistics.hpp"
#include "pyradiomics_listed.hpp"
#include "voxtrait/core/elementary.hpp"
#include "voxtrait/features/families.hpp"
#include "voxtrait/features/pyradiomics.hpp"

namespace voxtrait {

namespace {

using pyradiomics::PairMatrix;
using Statistics = pyradiomics::PairStatistics;
using Row = FeatureRow<Statistics>;

constexpr double eps = std::numeric_limits<double>::epsilon();

double correlation(const Statistics& s) {
  const double deviations = std::sqrt(s.variance_i) * std::sqrt(s.variance_j);
  return deviations == 0.0 ? 1.0 : s.covariance / (deviations + eps);
}

double information_1(const Statistics& s) {
  const double larger = std::max(s.entropy_i, s.entropy_j);
  return larger == 0.0 ? 0.0 : (s.entropy - s.cross_entropy) / larger;
}

double information_2(const Statistics& s) {
  if (s.independent_entropy == s.entropy) return 0.0;
  return std::sqrt(1.0 - exp(-2.0 * (s.independent_entropy - s.entropy)));
}

constexpr std::string_view highest = "N_g is the highest level of the ROI.";
constexpr std::string_view dependent = "the levels of a pair are more than independent by rounding";

constexpr std::array<Row, 24> rows{{
    {{.id = "autocorrelation", .pyradiomics = "Autocorrelation", .formula_of = "QWB0"},
     [](const Statistics& s) { return s.autocorrelation; }},
    {{.id = "cluster_prominence", .pyradiomics = "ClusterProminence", .formula_of = "AE86"},
     [](const Statistics& s) { return s.cluster_prominence; }},
    {{.id = "cluster_shade", .pyradiomics = "ClusterShade", .formula_of = "7NFM"},
     [](const Statistics& s) { return s.cluster_shade; }},
    {{.id = "cluster_tendency", .pyradiomics = "ClusterTendency", .formula_of = "DG8W"},
     [](const Statistics& s) { return s.cluster_tendency; }},
    {{.id = "contrast", .pyradiomics = "Contrast", .formula_of = "ACUI"},
     [](const Statistics& s) { return s.contrast; }},
    {{.id = "correlation",
      .remark = "1 where all neighbouring voxels have the same level.",
      .pyradiomics = "Correlation",
      .formula_of = "NI2N"},
     correlation},
    {{.id = "difference_average", .pyradiomics = "DifferenceAverage", .formula_of = "TF7R"},
     [](const Statistics& s) { return s.difference_average; }},
    {{.id = "difference_entropy", .pyradiomics = "DifferenceEntropy", .formula_of = "NTRS"},
     [](const Statistics& s) { return s.difference_entropy; }},
    {{.id = "difference_variance", .pyradiomics = "DifferenceVariance", .formula_of = "D3YU"},
     [](const Statistics& s) { return s.difference_variance; }},
    {{.id = "id", .pyradiomics = "Id", .formula_of = "IB1Z"},
     [](const Statistics& s) { return s.id; }},
    {{.id = "idm", .pyradiomics = "Idm", .formula_of = "WF0Z"},
     [](const Statistics& s) { return s.idm; }},
    {{.id = "idmn", .remark = highest, .pyradiomics = "Idmn", .formula_of = "1QCO"},
     [](const Statistics& s) { return s.idmn; }},
    {{.id = "idn", .remark = highest, .pyradiomics = "Idn", .formula_of = "NDRX"},
     [](const Statistics& s) { return s.idn; }},
    {{.id = "imc1",
      .remark = "0 where all neighbouring voxels have the same level.",
      .pyradiomics = "Imc1",
      .formula_of = "R8DG"},
     information_1},
    {{.id = "imc2", .undefined_when = dependent, .pyradiomics = "Imc2", .formula_of = "JN9H"},
     information_2},
    {{.id = "inverse_variance", .pyradiomics = "InverseVariance", .formula_of = "E8JP"},
     [](const Statistics& s) { return s.inverse_variance; }},
    {{.id = "joint_average", .pyradiomics = "JointAverage", .formula_of = "60VM"},
     [](const Statistics& s) { return s.mean_i; }},
    {{.id = "joint_energy", .pyradiomics = "JointEnergy", .formula_of = "8ZQL"},
     [](const Statistics& s) { return s.energy; }},
    {{.id = "joint_entropy", .pyradiomics = "JointEntropy", .formula_of = "TU9B"},
     [](const Statistics& s) { return s.entropy; }},
    {{.id = "mcc",
      .name = "Maximal correlation coefficient",
      .unit = "1",
      .formula = R"(\sqrt{\lambda_2},\ Q_{ij} = \sum_k \frac{p_{ik} p_{jk}}{p_{i.} p_{.k}})",
      .doc = "Largest correlation of functions of the levels of a pair: the root of the second "
             "largest eigenvalue of Q; 1 for a single level.",
      .pyradiomics = "MCC"},
     [](const Statistics& s) { return s.maximal_correlation; }},
    {{.id = "maximum_probability", .pyradiomics = "MaximumProbability", .formula_of = "GYBY"},
     [](const Statistics& s) { return s.maximum; }},
    {{.id = "sum_average", .pyradiomics = "SumAverage", .formula_of = "ZGXS"},
     [](const Statistics& s) { return s.sum_average; }},
    {{.id = "sum_entropy", .pyradiomics = "SumEntropy", .formula_of = "P6QZ"},
     [](const Statistics& s) { return s.sum_entropy; }},
    {{.id = "sum_squares", .pyradiomics = "SumSquares", .formula_of = "UR99"},
     [](const Statistics& s) { return s.variance_i; }},
}};

/// Weights fall with the squared distance.
double weight(const Context& context, const Direction& direction, PyradiomicsNorm norm) {
  if (norm == PyradiomicsNorm::no_weighting) return 1.0;
  const double length = pyradiomics::length(context, direction, norm);
  return exp(-std::min(length * length, 700.0));
}

PairMatrix matrix_of(const Context& context, const Direction& direction) {
  const Levels& levels = *context.levels;
  if (!context.settings.pyradiomics.symmetrical_glcm) {
    return pyradiomics::ordered_pairs(levels, direction);
  }
  return pyradiomics::both_triangles(co_occurrence(levels, direction, 0, levels.slice_count()));
}

/// The matrix of all directions, each with its weight.
PairMatrix merged(const Context& context, const std::vector<Direction>& directions,
                  PyradiomicsNorm norm) {
  std::vector<PairMatrix> matrices(directions.size());
  context.parallel.for_each(
      directions.size(), [&](std::size_t d) { matrices[d] = matrix_of(context, directions[d]); });
  std::vector<double> weights;
  weights.reserve(directions.size());
  for (const Direction& d : directions) weights.push_back(weight(context, d, norm));
  return pyradiomics::weighted_sum(matrices, weights);
}

std::vector<PairMatrix> matrices_of(const Context& context,
                                    const std::vector<Direction>& directions) {
  if (const auto norm = context.settings.pyradiomics.weighting_norm) {
    return {merged(context, directions, *norm)};
  }
  std::vector<PairMatrix> matrices(directions.size());
  context.parallel.for_each(
      directions.size(), [&](std::size_t d) { matrices[d] = matrix_of(context, directions[d]); });
  return matrices;
}

/// Statistics of one matrix, unless it has no pair.
struct Measured {
  bool pairs = false;
  Statistics statistics;

  [[nodiscard]] bool empty() const noexcept { return !pairs; }
};

Measured measured(const Context& context, const PairMatrix& matrix) {
  if (matrix.empty()) return {};
  return {true, pair_statistics(matrix, *context.levels)};
}

/// One direction at a time and thread, so that not all matrices are held at once.
std::vector<Measured> measured(const Context& context, const std::vector<Direction>& directions) {
  if (const auto norm = context.settings.pyradiomics.weighting_norm) {
    return {measured(context, merged(context, directions, *norm))};
  }
  std::vector<Measured> result(directions.size());
  context.parallel.for_each(directions.size(), [&](std::size_t d) {
    result[d] = measured(context, matrix_of(context, directions[d]));
  });
  return result;
}

/// A ROI without any pair has no values but one: the coefficient of a single level is 1.
std::vector<Value> no_pairs(const Levels& levels) {
  std::vector<Value> values(
      rows.size(), Value::none({Status::undefined, "no two voxels of the ROI are neighbours"}));
  const auto present =
      levels.histogram.size() - static_cast<std::size_t>(std::ranges::count(levels.histogram, 0U));
  for (std::size_t f = 0; f < rows.size(); ++f) {
    if (rows[f].info.id == "mcc" && present == 1) values[f] = Value::of(1.0);
  }
  return values;
}

std::vector<Direction> directions_of(const Context& context) {
  return pyradiomics::directions(context, context.settings.pyradiomics.distances, false);
}

std::vector<TextureMatrix> list(const Context& context, Aggregation /*aggregation*/) {
  const std::vector<Direction> directions = directions_of(context);
  if (directions.empty()) return {};
  return pyradiomics::listed(context, matrices_of(context, directions), directions,
                             "neighbour's level");
}

std::vector<AggregatedValues> compute(const Context& context, std::span<const Aggregation> wanted) {
  const std::vector<Direction> directions = directions_of(context);
  std::vector<Value> values;
  if (directions.empty()) {
    values.assign(rows.size(), Value::none(pyradiomics::no_room()));
  } else {
    const std::vector<Measured> matrices = measured(context, directions);
    values = averaged(rows, std::span(matrices),
                      [](const Measured& matrix) { return matrix.statistics; });
    if (values.empty()) values = no_pairs(*context.levels);
  }
  return {{wanted.front(), std::move(values)}};
}

}  // namespace

Family pyradiomics_glcm_family() {
  return {{.id = "pyradiomics_glcm",
           .code = "",
           .name = "Gray level co-occurrence matrix",
           .section = "",
           .doc = "How often levels are neighbours of each other, by PyRadiomics.",
           .discretised = Discretised::texture,
           .profile = Profile::pyradiomics,
           .pyradiomics = "glcm"},
          {Aggregation::average_3d, Aggregation::merged_3d, Aggregation::direction_merged_25d,
           Aggregation::merged_25d},
          pyradiomics::described(rows, glcm_family()),
          compute,
          list};
}

}  // namespace voxtrait
