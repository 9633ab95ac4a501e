#include <algorithm>
#include <array>

#include "level_size_rows.hpp"
#include "listed.hpp"
#include "matrix_values.hpp"
#include "slicewise.hpp"
#include "voxtrait/features/families.hpp"
#include "voxtrait/features/matrices.hpp"

namespace voxtrait {

namespace {

constexpr std::array<LevelSizeName, 17> names{{
    {"low_dependence_emphasis", "SODN", "Low dependence emphasis",
     "Weighs voxels with few dependent neighbours more."},
    {"high_dependence_emphasis", "IMOQ", "High dependence emphasis",
     "Weighs voxels with many dependent neighbours more."},
    {"low_grey_level_count_emphasis", "TL9H", "Low grey level count emphasis",
     "Weighs voxels of low levels more."},
    {"high_grey_level_count_emphasis", "OAE7", "High grey level count emphasis",
     "Weighs voxels of high levels more."},
    {"low_dependence_low_grey_level_emphasis", "EQ3F", "Low dependence low grey level emphasis",
     "Weighs voxels of low levels with few dependent neighbours more."},
    {"low_dependence_high_grey_level_emphasis", "JA6D", "Low dependence high grey level emphasis",
     "Weighs voxels of high levels with few dependent neighbours more."},
    {"high_dependence_low_grey_level_emphasis", "NBZI", "High dependence low grey level emphasis",
     "Weighs voxels of low levels with many dependent neighbours more."},
    {"high_dependence_high_grey_level_emphasis", "9QMG", "High dependence high grey level emphasis",
     "Weighs voxels of high levels with many dependent neighbours more."},
    {"grey_level_non_uniformity", "FP8K", "Grey level non-uniformity",
     "How unevenly voxels are spread over levels."},
    {"normalised_grey_level_non_uniformity", "5SPA", "Normalised grey level non-uniformity",
     "Grey level non-uniformity relative to the number of voxels."},
    {"dependence_count_non_uniformity", "Z87G", "Dependence count non-uniformity",
     "How unevenly voxels are spread over dependences."},
    {"normalised_dependence_count_non_uniformity", "OKJI",
     "Normalised dependence count non-uniformity",
     "Dependence count non-uniformity relative to the number of voxels."},
    {"dependence_count_percentage", "6XV8", "Dependence count percentage",
     "Number of neighbourhoods relative to the number of voxels; 1 as every voxel has "
     "one."},
    {"grey_level_variance", "1PFV", "Grey level variance", "Variance of the level of a voxel."},
    {"dependence_count_variance", "DNX2", "Dependence count variance",
     "Variance of the dependence of a voxel."},
    {"dependence_count_entropy", "FCBV", "Dependence count entropy",
     "Information content of the matrix in bits."},
    {"dependence_count_energy", "CAS9", "Dependence count energy",
     "Sum of the squared elements, normalised."},
}};

constexpr auto rows = level_size_rows(names);
static_assert(well_formed(rows));

std::vector<TextureMatrix> list(const Context& context, Aggregation aggregation) {
  return listed(ngldm_matrices(context, aggregation), aggregation, slice_of, "dependence",
                context.levels->count);
}

std::vector<AggregatedValues> compute(const Context& context, std::span<const Aggregation> wanted) {
  std::vector<AggregatedValues> result;
  for (const Aggregation aggregation : wanted) {
    const std::vector<LevelSizeMatrix> chosen = ngldm_matrices(context, aggregation);
    result.push_back({aggregation, averaged(rows, std::span(chosen), level_size_statistics)});
  }
  return result;
}

}  // namespace

std::vector<LevelSizeMatrix> ngldm_matrices(const Context& context, Aggregation aggregation) {
  const NgldmSettings& settings = context.settings.ngldm;
  return matrices_for(aggregation, [&](bool in_slices) {
    return each(context.matrices->neighbourhoods(settings.distance, settings.coarseness, in_slices),
                &NeighbourhoodMatrices::dependence);
  });
}

Family ngldm_family() {
  const auto infos = infos_of(rows);
  return {{.id = "ngldm",
           .code = "REK0",
           .name = "Neighbouring grey level dependence based features",
           .section = "3.11",
           .doc = "How many neighbours have the same level.",
           .discretised = Discretised::texture,
           .shares = "neighbourhoods"},
          {Aggregation::slices_2d, Aggregation::slices_25d, Aggregation::volume_3d},
          {infos.begin(), infos.end()},
          compute,
          list};
}

}  // namespace voxtrait
