#include "pyradiomics_described.hpp"
#include "pyradiomics_directions.hpp"
#include "pyradiomics_level_size.hpp"
#include "pyradiomics_listed.hpp"
#include "voxtrait/features/families.hpp"
#include "voxtrait/features/pyradiomics.hpp"
#include "voxtrait/texture/co_occurrence.hpp"
#include "voxtrait/texture/zones.hpp"

namespace voxtrait {

namespace {

using namespace pyradiomics;

constexpr std::array<LevelSizeAlias, 16> aliases{{
    {"gray_level_non_uniformity", "GrayLevelNonUniformity", "JNSA", level_non_uniformity},
    {"gray_level_non_uniformity_normalized", "GrayLevelNonUniformityNormalized", "Y1RO",
     level_non_uniformity_normalised},
    {"gray_level_variance", "GrayLevelVariance", "BYLV", level_variance},
    {"high_gray_level_zone_emphasis", "HighGrayLevelZoneEmphasis", "5GN9", high_emphasis},
    {"large_area_emphasis", "LargeAreaEmphasis", "48P8", large_emphasis},
    {"large_area_high_gray_level_emphasis", "LargeAreaHighGrayLevelEmphasis", "J17V",
     large_high_emphasis},
    {"large_area_low_gray_level_emphasis", "LargeAreaLowGrayLevelEmphasis", "YH51",
     large_low_emphasis},
    {"low_gray_level_zone_emphasis", "LowGrayLevelZoneEmphasis", "XMSY", low_emphasis},
    {"size_zone_non_uniformity", "SizeZoneNonUniformity", "4JP3", size_non_uniformity},
    {"size_zone_non_uniformity_normalized", "SizeZoneNonUniformityNormalized", "VB3A",
     size_non_uniformity_normalised},
    {"small_area_emphasis", "SmallAreaEmphasis", "5QRC", small_emphasis},
    {"small_area_high_gray_level_emphasis", "SmallAreaHighGrayLevelEmphasis", "HW1V",
     small_high_emphasis},
    {"small_area_low_gray_level_emphasis", "SmallAreaLowGrayLevelEmphasis", "5RAI",
     small_low_emphasis},
    {"zone_entropy", "ZoneEntropy", "GU8N", size_entropy},
    {"zone_percentage", "ZonePercentage", "P30P", percentage},
    {"zone_variance", "ZoneVariance", "3NSA", size_variance},
}};

constexpr auto rows = aliased_rows(aliases);

bool has_room(const Context& context) { return !directions(context, {1}, true).empty(); }

LevelSizeMatrix matrix_of(const Context& context) {
  const Levels& levels = *context.levels;
  return in_plane_or_volume<LevelSizeMatrix>(
      context, [&levels](std::int64_t begin, std::int64_t end) {
        return size_zones(zones_of(levels, {}, begin, end), levels.count);
      });
}

std::vector<TextureMatrix> list(const Context& context, Aggregation /*aggregation*/) {
  if (!has_room(context)) return {};
  return {listed(context, matrix_of(context), "zone size")};
}

std::vector<AggregatedValues> compute(const Context& context, std::span<const Aggregation> wanted) {
  std::vector<Value> values = has_room(context) ? values_of(rows, {matrix_of(context)})
                                                : std::vector(rows.size(), Value::none(no_room()));
  return {{wanted.front(), std::move(values)}};
}

}  // namespace

Family pyradiomics_glszm_family() {
  return {{.id = "pyradiomics_glszm",
           .code = "",
           .name = "Gray level size zone matrix",
           .section = "",
           .doc = "How large zones of equal level are, by PyRadiomics.",
           .discretised = Discretised::texture,
           .profile = Profile::pyradiomics,
           .pyradiomics = "glszm"},
          {volume_or_slices.begin(), volume_or_slices.end()},
          described(rows, glszm_family()),
          compute,
          list};
}

}  // namespace voxtrait
