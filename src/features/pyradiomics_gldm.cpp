#include <algorithm>

#include "pyradiomics_described.hpp"
#include "pyradiomics_directions.hpp"
#include "pyradiomics_level_size.hpp"
#include "pyradiomics_listed.hpp"
#include "pyradiomics_neighbours.hpp"
#include "voxtrait/features/families.hpp"
#include "voxtrait/features/pyradiomics.hpp"
#include "voxtrait/texture/co_occurrence.hpp"
#include "voxtrait/texture/neighbourhood.hpp"

namespace voxtrait {

namespace {

using namespace pyradiomics;

constexpr std::array<LevelSizeAlias, 14> aliases{{
    {"dependence_entropy", "DependenceEntropy", "FCBV", size_entropy},
    {"dependence_non_uniformity", "DependenceNonUniformity", "Z87G", size_non_uniformity},
    {"dependence_non_uniformity_normalized", "DependenceNonUniformityNormalized", "OKJI",
     size_non_uniformity_normalised},
    {"dependence_variance", "DependenceVariance", "DNX2", size_variance},
    {"gray_level_non_uniformity", "GrayLevelNonUniformity", "FP8K", level_non_uniformity},
    {"gray_level_variance", "GrayLevelVariance", "1PFV", level_variance},
    {"high_gray_level_emphasis", "HighGrayLevelEmphasis", "OAE7", high_emphasis},
    {"large_dependence_emphasis", "LargeDependenceEmphasis", "IMOQ", large_emphasis},
    {"large_dependence_high_gray_level_emphasis", "LargeDependenceHighGrayLevelEmphasis", "9QMG",
     large_high_emphasis},
    {"large_dependence_low_gray_level_emphasis", "LargeDependenceLowGrayLevelEmphasis", "NBZI",
     large_low_emphasis},
    {"low_gray_level_emphasis", "LowGrayLevelEmphasis", "TL9H", low_emphasis},
    {"small_dependence_emphasis", "SmallDependenceEmphasis", "SODN", small_emphasis},
    {"small_dependence_high_gray_level_emphasis", "SmallDependenceHighGrayLevelEmphasis", "JA6D",
     small_high_emphasis},
    {"small_dependence_low_gray_level_emphasis", "SmallDependenceLowGrayLevelEmphasis", "EQ3F",
     small_low_emphasis},
}};

constexpr auto rows = aliased_rows(aliases);

LevelSizeMatrix matrix_of(const Context& context, const std::vector<Direction>& steps) {
  const PyradiomicsSettings& settings = context.settings.pyradiomics;
  if (!fills_cube(settings.distances)) {
    return dependences_of(*context.levels, steps, settings.gldm_a);
  }
  std::vector<LevelSizeMatrix> parts;
  for (const NeighbourhoodMatrices& part : neighbourhoods(context)) {
    parts.push_back(part.dependence);
  }
  return parts.size() == 1 ? parts.front() : merged(std::span<const LevelSizeMatrix>(parts));
}

std::vector<Direction> steps_of(const Context& context) {
  return directions(context, context.settings.pyradiomics.distances, true);
}

std::vector<TextureMatrix> list(const Context& context, Aggregation /*aggregation*/) {
  const std::vector<Direction> steps = steps_of(context);
  if (steps.empty()) return {};
  return {listed(context, matrix_of(context, steps), "dependence")};
}

std::vector<AggregatedValues> compute(const Context& context, std::span<const Aggregation> wanted) {
  const std::vector<Direction> steps = steps_of(context);
  std::vector<Value> values = steps.empty() ? std::vector(rows.size(), Value::none(no_room()))
                                            : values_of(rows, {matrix_of(context, steps)});
  return {{wanted.front(), std::move(values)}};
}

}  // namespace

Family pyradiomics_gldm_family() {
  return {{.id = "pyradiomics_gldm",
           .code = "",
           .name = "Gray level dependence matrix",
           .section = "",
           .doc = "How many neighbours have about the same level, by PyRadiomics.",
           .discretised = Discretised::texture,
           .shares = "neighbourhoods",
           .profile = Profile::pyradiomics,
           .pyradiomics = "gldm"},
          {volume_or_slices.begin(), volume_or_slices.end()},
          described(rows, ngldm_family()),
          compute,
          list};
}

}  // namespace voxtrait
