#include <algorithm>
#include <array>
#include <cmath>

#include "listed.hpp"
#include "matrix_values.hpp"
#include "slicewise.hpp"
#include "voxtrait/features/families.hpp"
#include "voxtrait/features/matrices.hpp"
#include "voxtrait/features/ngtdm.hpp"

namespace voxtrait {

namespace {

using Statistics = NgtdmStatistics;
using Row = FeatureRow<Statistics>;

constexpr std::array<Row, 5> rows{{
    {{.id = "coarseness",
      .code = "QCDE",
      .name = "Coarseness",
      .unit = "1",
      .formula = R"(\frac{1}{\sum_i p_i s_i})",
      .doc = "Large where levels differ little from those around them.",
      .remark = "At most 1e6, the manual's value for a texture without differences."},
     [](const Statistics& s) {
       constexpr double most = 1e6;
       return s.weighted_difference > 1.0 / most ? 1.0 / s.weighted_difference : most;
     }},
    {{.id = "contrast",
      .code = "65HE",
      .name = "Contrast",
      .unit = "1",
      .formula = R"((\frac{1}{N_{g,p} (N_{g,p} - 1)} \sum_{i,j} p_i p_j (i - j)^2))"
                 R"( (\frac{1}{N_{v,c}} \sum_i s_i))",
      .doc = "Range of levels times the difference to the levels around; 0 for a single level."},
     [](const Statistics& s) {
       if (s.levels_present < 2.0) return 0.0;
       return s.squared_distance / (s.levels_present * (s.levels_present - 1.0)) *
              (s.difference / s.voxels);
     }},
    {{.id = "busyness",
      .code = "NQ30",
      .name = "Busyness",
      .unit = "1",
      .formula = R"(\frac{\sum_i p_i s_i}{\sum_{i,j} |i p_i - j p_j|},\ p_i, p_j \ne 0)",
      .doc = "Fast changes between neighbouring voxels; 0 for a single level.",
      .undefined_when = "all levels that occur have the same product of level and probability"},
     [](const Statistics& s) {
       return s.levels_present < 2.0 ? 0.0 : s.weighted_difference / s.weighted_distance;
     }},
    {{.id = "complexity",
      .code = "HDEZ",
      .name = "Complexity",
      .unit = "1",
      .formula = R"(\frac{1}{N_{v,c}} \sum_{i,j} |i - j| \frac{p_i s_i + p_j s_j}{p_i + p_j},)"
                 R"(\ p_i, p_j \ne 0)",
      .doc = "Many and fast changes of level."},
     [](const Statistics& s) { return s.complexity / s.voxels; }},
    {{.id = "strength",
      .code = "1X9X",
      .name = "Strength",
      .unit = "1",
      .formula = R"(\frac{\sum_{i,j} (p_i + p_j)(i - j)^2}{\sum_i s_i},\ p_i, p_j \ne 0)",
      .doc = "Clearly visible patterns; 0 where nothing differs."},
     [](const Statistics& s) { return s.difference == 0.0 ? 0.0 : s.strength / s.difference; }},
}};
static_assert(well_formed(rows));

Failure no_neighbours(std::int64_t distance) {
  return {Status::too_small,
          "no voxel of the ROI has a neighbour within distance " + std::to_string(distance)};
}

std::vector<TextureMatrix> list(const Context& context, Aggregation aggregation) {
  return listed(ngtdm_matrices(context, aggregation), aggregation, slice_of, ngtdm_columns,
                context.levels->count);
}

std::vector<AggregatedValues> compute(const Context& context, std::span<const Aggregation> wanted) {
  const std::int64_t distance = context.settings.ngtdm.distance;
  std::vector<AggregatedValues> result;
  for (const Aggregation aggregation : wanted) {
    const std::vector<ToneDifference> chosen = ngtdm_matrices(context, aggregation);
    std::vector<Value> values = averaged(rows, std::span(chosen), ngtdm_statistics);
    if (values.empty()) values.assign(rows.size(), Value::none(no_neighbours(distance)));
    result.push_back({aggregation, std::move(values)});
  }
  return result;
}

/// A level that occurs.
struct Level {
  double level;
  double probability;
  double difference;
};

}  // namespace

NgtdmStatistics ngtdm_statistics(const ToneDifference& matrix) {
  Statistics s;
  for (const std::uint64_t n : matrix.voxels) s.voxels += static_cast<double>(n);
  std::vector<Level> levels;
  for (std::size_t i = 0; i < matrix.voxels.size(); ++i) {
    if (matrix.voxels[i] == 0) continue;
    const double p = static_cast<double>(matrix.voxels[i]) / s.voxels;
    levels.push_back({static_cast<double>(i + 1), p, matrix.differences[i]});
    s.difference += matrix.differences[i];
    s.weighted_difference += p * matrix.differences[i];
  }
  s.levels_present = static_cast<double>(levels.size());
  for (const Level& a : levels) {
    for (const Level& b : levels) {
      const double apart = a.level - b.level;
      const double both = a.probability + b.probability;
      s.squared_distance += a.probability * b.probability * (apart * apart);
      s.weighted_distance += std::abs(a.level * a.probability - b.level * b.probability);
      s.complexity +=
          std::abs(apart) * (a.probability * a.difference + b.probability * b.difference) / both;
      s.strength += both * (apart * apart);
    }
  }
  return s;
}

std::vector<ToneDifference> ngtdm_matrices(const Context& context, Aggregation aggregation) {
  const std::int64_t distance = context.settings.ngtdm.distance;
  // The coarseness matters to the NGLDM only; naming it lets both families share one pass.
  const std::int64_t coarseness = context.settings.ngldm.coarseness;
  return matrices_for(aggregation, [&](bool in_slices) {
    return each(context.matrices->neighbourhoods(distance, coarseness, in_slices),
                &NeighbourhoodMatrices::tone_difference);
  });
}

Family ngtdm_family() {
  const auto infos = infos_of(rows);
  return {{.id = "ngtdm",
           .code = "IPET",
           .name = "Neighbourhood grey tone difference based features",
           .section = "3.10",
           .doc = "How much levels differ from the mean level around them.",
           .discretised = Discretised::texture,
           .shares = "neighbourhoods"},
          {Aggregation::slices_2d, Aggregation::slices_25d, Aggregation::volume_3d},
          {infos.begin(), infos.end()},
          compute,
          list};
}

}  // namespace voxtrait
