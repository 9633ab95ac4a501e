#include <algorithm>
#include <array>

#include "pyradiomics_described.hpp"
#include "pyradiomics_directions.hpp"
#include "pyradiomics_level_size.hpp"
#include "pyradiomics_listed.hpp"
#include "pyradiomics_neighbours.hpp"
#include "voxtrait/features/families.hpp"
#include "voxtrait/features/ngtdm.hpp"
#include "voxtrait/features/pyradiomics.hpp"
#include "voxtrait/texture/co_occurrence.hpp"

namespace voxtrait {

namespace {

using namespace pyradiomics;
using Statistics = NgtdmStatistics;
using Row = FeatureRow<Statistics>;

constexpr std::string_view alone = "Voxels without neighbours count with a difference of 0.";

constexpr std::array<Row, 5> rows{{
    {{.id = "busyness", .remark = alone, .pyradiomics = "Busyness", .formula_of = "NQ30"},
     [](const Statistics& s) {
       return s.weighted_distance == 0.0 ? 0.0 : s.weighted_difference / s.weighted_distance;
     }},
    {{.id = "coarseness",
      .remark = "1e6 where nothing differs.",
      .pyradiomics = "Coarseness",
      .formula_of = "QCDE"},
     [](const Statistics& s) {
       return s.weighted_difference == 0.0 ? 1e6 : 1.0 / s.weighted_difference;
     }},
    {{.id = "complexity", .remark = alone, .pyradiomics = "Complexity", .formula_of = "HDEZ"},
     [](const Statistics& s) { return s.complexity / s.voxels; }},
    {{.id = "contrast", .remark = alone, .pyradiomics = "Contrast", .formula_of = "65HE"},
     [](const Statistics& s) {
       const double pairs = s.levels_present * (s.levels_present - 1.0);
       return pairs == 0.0 ? 0.0 : s.squared_distance * s.difference / s.voxels / pairs;
     }},
    {{.id = "strength", .remark = alone, .pyradiomics = "Strength", .formula_of = "1X9X"},
     [](const Statistics& s) { return s.difference == 0.0 ? 0.0 : s.strength / s.difference; }},
}};

ToneDifference differences_of(const Context& context, const std::vector<Direction>& steps) {
  if (!fills_cube(context.settings.pyradiomics.distances)) {
    return tone_differences_of(*context.levels, steps);
  }
  std::vector<ToneDifference> parts;
  for (const NeighbourhoodMatrices& part : neighbourhoods(context)) {
    parts.push_back(part.tone_difference);
  }
  return merged(std::span<const ToneDifference>(parts));
}

ToneDifference matrix_of(const Context& context, const std::vector<Direction>& steps) {
  ToneDifference matrix = differences_of(context, steps);
  matrix.voxels = context.levels->histogram;
  matrix.differences.resize(matrix.voxels.size(), 0.0);
  return matrix;
}

std::vector<Direction> steps_of(const Context& context) {
  return directions(context, context.settings.pyradiomics.distances, true);
}

std::vector<TextureMatrix> list(const Context& context, Aggregation /*aggregation*/) {
  const std::vector<Direction> steps = steps_of(context);
  if (steps.empty()) return {};
  return {listed(context, matrix_of(context, steps), ngtdm_columns)};
}

std::vector<AggregatedValues> compute(const Context& context, std::span<const Aggregation> wanted) {
  const std::vector<Direction> steps = steps_of(context);
  std::vector<Value> values(rows.size(), Value::none(no_room()));
  if (!steps.empty()) {
    const Statistics statistics = ngtdm_statistics(matrix_of(context, steps));
    std::ranges::transform(rows, values.begin(),
                           [&](const Row& row) { return evaluate(row, statistics); });
  }
  return {{wanted.front(), std::move(values)}};
}

}  // namespace

Family pyradiomics_ngtdm_family() {
  return {{.id = "pyradiomics_ngtdm",
           .code = "",
           .name = "Neighbouring gray tone difference matrix",
           .section = "",
           .doc = "How much levels differ from the mean level around them, by PyRadiomics.",
           .discretised = Discretised::texture,
           .shares = "neighbourhoods",
           .profile = Profile::pyradiomics,
           .pyradiomics = "ngtdm"},
          {volume_or_slices.begin(), volume_or_slices.end()},
          described(rows, ngtdm_family()),
          compute,
          list};
}

}  // namespace voxtrait
