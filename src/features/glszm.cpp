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
    {"small_zone_emphasis", "5QRC", "Small zone emphasis", "Weighs small zones more."},
    {"large_zone_emphasis", "48P8", "Large zone emphasis", "Weighs large zones more."},
    {"low_grey_level_emphasis", "XMSY", "Low grey level emphasis",
     "Weighs zones of low levels more."},
    {"high_grey_level_emphasis", "5GN9", "High grey level emphasis",
     "Weighs zones of high levels more."},
    {"small_zone_low_grey_level_emphasis", "5RAI", "Small zone low grey level emphasis",
     "Weighs small zones of low levels more."},
    {"small_zone_high_grey_level_emphasis", "HW1V", "Small zone high grey level emphasis",
     "Weighs small zones of high levels more."},
    {"large_zone_low_grey_level_emphasis", "YH51", "Large zone low grey level emphasis",
     "Weighs large zones of low levels more."},
    {"large_zone_high_grey_level_emphasis", "J17V", "Large zone high grey level emphasis",
     "Weighs large zones of high levels more."},
    {"grey_level_non_uniformity", "JNSA", "Grey level non-uniformity",
     "How unevenly zones are spread over levels."},
    {"normalised_grey_level_non_uniformity", "Y1RO", "Normalised grey level non-uniformity",
     "Grey level non-uniformity relative to the number of zones."},
    {"zone_size_non_uniformity", "4JP3", "Zone size non-uniformity",
     "How unevenly zones are spread over sizes."},
    {"normalised_zone_size_non_uniformity", "VB3A", "Normalised zone size non-uniformity",
     "Zone size non-uniformity relative to the number of zones."},
    {"zone_percentage", "P30P", "Zone percentage",
     "Number of zones relative to the number of voxels."},
    {"grey_level_variance", "BYLV", "Grey level variance", "Variance of the level of a zone."},
    {"zone_size_variance", "3NSA", "Zone size variance",
     "Variance of the size of a zone in voxels."},
    {"zone_size_entropy", "GU8N", "Zone size entropy",
     "Information content of the matrix in bits."},
}};

constexpr auto rows = level_size_rows(names);
static_assert(well_formed(rows));

std::vector<TextureMatrix> list(const Context& context, Aggregation aggregation) {
  return listed(glszm_matrices(context, aggregation), aggregation, slice_of, "zone size",
                context.levels->count);
}

std::vector<AggregatedValues> compute(const Context& context, std::span<const Aggregation> wanted) {
  std::vector<AggregatedValues> result;
  for (const Aggregation aggregation : wanted) {
    const std::vector<LevelSizeMatrix> chosen = glszm_matrices(context, aggregation);
    result.push_back({aggregation, averaged(rows, std::span(chosen), level_size_statistics)});
  }
  return result;
}

}  // namespace

std::vector<LevelSizeMatrix> glszm_matrices(const Context& context, Aggregation aggregation) {
  return matrices_for(aggregation, [&](bool in_slices) {
    return each(context.matrices->zones(in_slices), &ZoneMatrices::sizes);
  });
}

Family glszm_family() {
  const auto infos = infos_of(rows);
  return {{.id = "glszm",
           .code = "9SAK",
           .name = "Grey level size zone based features",
           .section = "3.8",
           .doc = "How large zones of equal level are.",
           .discretised = Discretised::texture,
           .shares = "zones"},
          {Aggregation::slices_2d, Aggregation::slices_25d, Aggregation::volume_3d},
          {infos.begin(), infos.end()},
          compute,
          list};
}

}  // namespace voxtrait
