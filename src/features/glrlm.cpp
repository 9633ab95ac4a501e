#include <algorithm>
#include <array>

#include "directional.hpp"
#include "level_size_rows.hpp"
#include "listed.hpp"
#include "matrix_values.hpp"
#include "shared_directions.hpp"
#include "voxtrait/features/families.hpp"
#include "voxtrait/texture/run_length.hpp"

namespace voxtrait {

namespace {

constexpr std::array<LevelSizeName, 16> names{{
    {"short_runs_emphasis", "22OV", "Short runs emphasis", "Weighs short runs more."},
    {"long_runs_emphasis", "W4KF", "Long runs emphasis", "Weighs long runs more."},
    {"low_grey_level_run_emphasis", "V3SW", "Low grey level run emphasis",
     "Weighs runs of low levels more."},
    {"high_grey_level_run_emphasis", "G3QZ", "High grey level run emphasis",
     "Weighs runs of high levels more."},
    {"short_run_low_grey_level_emphasis", "HTZT", "Short run low grey level emphasis",
     "Weighs short runs of low levels more."},
    {"short_run_high_grey_level_emphasis", "GD3A", "Short run high grey level emphasis",
     "Weighs short runs of high levels more."},
    {"long_run_low_grey_level_emphasis", "IVPO", "Long run low grey level emphasis",
     "Weighs long runs of low levels more."},
    {"long_run_high_grey_level_emphasis", "3KUM", "Long run high grey level emphasis",
     "Weighs long runs of high levels more."},
    {"grey_level_non_uniformity", "R5YN", "Grey level non-uniformity",
     "How unevenly runs are spread over levels."},
    {"normalised_grey_level_non_uniformity", "OVBL", "Normalised grey level non-uniformity",
     "Grey level non-uniformity relative to the number of runs."},
    {"run_length_non_uniformity", "W92Y", "Run length non-uniformity",
     "How unevenly runs are spread over lengths."},
    {"normalised_run_length_non_uniformity", "IC23", "Normalised run length non-uniformity",
     "Run length non-uniformity relative to the number of runs."},
    {"run_percentage", "9ZK5", "Run percentage",
     "Number of runs relative to the largest possible one, that of voxels."},
    {"grey_level_variance", "8CE5", "Grey level variance", "Variance of the level of a run."},
    {"run_length_variance", "SXLW", "Run length variance", "Variance of the length of a run."},
    {"run_entropy", "HJ9O", "Run entropy", "Information content of the matrix in bits."},
}};

constexpr auto rows = level_size_rows(names);
static_assert(well_formed(rows));

std::vector<TextureMatrix> list(const Context& context, Aggregation aggregation) {
  return listed(glrlm_matrices(context, aggregation), aggregation,
                DirectionalMatrices<LevelSizeMatrix>::place, "run length", context.levels->count);
}

std::vector<AggregatedValues> values_of(const DirectionalMatrices<LevelSizeMatrix>& matrices,
                                        std::span<const Aggregation> wanted) {
  std::vector<AggregatedValues> result;
  for (const Aggregation aggregation : wanted) {
    const std::vector<LevelSizeMatrix> chosen = matrices.matrices_for(aggregation);
    result.push_back({aggregation, averaged(rows, std::span(chosen), level_size_statistics)});
  }
  return result;
}

std::vector<AggregatedValues> compute(const Context& context, std::span<const Aggregation> wanted) {
  if (context.directions != nullptr) {
    return values_of(context.directions->run_lengths(context), wanted);
  }
  return values_of(make_run_lengths(context, wanted), wanted);
}

}  // namespace

DirectionalMatrices<LevelSizeMatrix> make_run_lengths(const Context& context,
                                                      std::span<const Aggregation> wanted) {
  return {context, wanted, context.settings.glrlm.weighting,
          [&](std::size_t direction, std::int64_t begin, std::int64_t end) {
            const Direction& along = directions_3d[direction];
            return run_lengths(*context.levels, along, begin, end,
                               context.matrices->equal_pairs().of(along, begin, end));
          }};
}

std::vector<LevelSizeMatrix> glrlm_matrices(const Context& context, Aggregation aggregation) {
  if (context.directions != nullptr) {
    return context.directions->run_lengths(context).matrices_for(aggregation);
  }
  return make_run_lengths(context, {&aggregation, 1}).matrices_for(aggregation);
}

Family glrlm_family() {
  const auto infos = infos_of(rows);
  return {{.id = "glrlm",
           .code = "TP0I",
           .name = "Grey level run length based features",
           .section = "3.7",
           .doc = "How long runs of equal level are.",
           .discretised = Discretised::texture,
           .shares = "run_lengths equal_pairs"},
          {Aggregation::average_2d, Aggregation::slice_merged_2d, Aggregation::direction_merged_25d,
           Aggregation::merged_25d, Aggregation::average_3d, Aggregation::merged_3d},
          {infos.begin(), infos.end()},
          compute,
          list};
}

}  // namespace voxtrait
