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

constexpr std::array<LevelSizeName, 16> names{{
    {"small_distance_emphasis", "0GBI", "Small distance emphasis",
     "Weighs zones near the border more."},
    {"large_distance_emphasis", "MB4I", "Large distance emphasis",
     "Weighs zones far from the border more."},
    {"low_grey_level_emphasis", "S1RA", "Low grey level emphasis",
     "Weighs zones of low levels more."},
    {"high_grey_level_emphasis", "K26C", "High grey level emphasis",
     "Weighs zones of high levels more."},
    {"small_distance_low_grey_level_emphasis", "RUVG", "Small distance low grey level emphasis",
     "Weighs zones of low levels near the border more."},
    {"small_distance_high_grey_level_emphasis", "DKNJ", "Small distance high grey level emphasis",
     "Weighs zones of high levels near the border more."},
    {"large_distance_low_grey_level_emphasis", "A7WM", "Large distance low grey level emphasis",
     "Weighs zones of low levels far from the border more."},
    {"large_distance_high_grey_level_emphasis", "KLTH", "Large distance high grey level emphasis",
     "Weighs zones of high levels far from the border more."},
    {"grey_level_non_uniformity", "VFT7", "Grey level non-uniformity",
     "How unevenly zones are spread over levels."},
    {"normalised_grey_level_non_uniformity", "7HP3", "Normalised grey level non-uniformity",
     "Grey level non-uniformity relative to the number of zones."},
    {"zone_distance_non_uniformity", "V294", "Zone distance non-uniformity",
     "How unevenly zones are spread over distances."},
    {"normalised_zone_distance_non_uniformity", "IATH", "Normalised zone distance non-uniformity",
     "Zone distance non-uniformity relative to the number of zones."},
    {"zone_percentage", "VIWW", "Zone percentage",
     "Number of zones relative to the number of voxels."},
    {"grey_level_variance", "QK93", "Grey level variance", "Variance of the level of a zone."},
    {"zone_distance_variance", "7WT1", "Zone distance variance",
     "Variance of the distance of a zone to the border."},
    {"zone_distance_entropy", "GBDU", "Zone distance entropy",
     "Information content of the matrix in bits."},
}};

constexpr auto rows = level_size_rows(names);
static_assert(well_formed(rows));

std::vector<TextureMatrix> list(const Context& context, Aggregation aggregation) {
  return listed(gldzm_matrices(context, aggregation), aggregation, slice_of,
                "distance to the border", context.levels->count);
}

std::vector<AggregatedValues> compute(const Context& context, std::span<const Aggregation> wanted) {
  std::vector<AggregatedValues> result;
  for (const Aggregation aggregation : wanted) {
    const std::vector<LevelSizeMatrix> chosen = gldzm_matrices(context, aggregation);
    result.push_back({aggregation, averaged(rows, std::span(chosen), level_size_statistics)});
  }
  return result;
}

}  // namespace

std::vector<LevelSizeMatrix> gldzm_matrices(const Context& context, Aggregation aggregation) {
  return matrices_for(aggregation, [&](bool in_slices) {
    return each(context.matrices->zones(in_slices), &ZoneMatrices::distances);
  });
}

Family gldzm_family() {
  const auto infos = infos_of(rows);
  return {{.id = "gldzm",
           .code = "VMDZ",
           .name = "Grey level distance zone based features",
           .section = "3.9",
           .doc = "How far zones of equal level are from the border of the ROI.",
           .discretised = Discretised::texture,
           .shares = "zones"},
          {Aggregation::slices_2d, Aggregation::slices_25d, Aggregation::volume_3d},
          {infos.begin(), infos.end()},
          compute,
          list};
}

}  // namespace voxtrait
