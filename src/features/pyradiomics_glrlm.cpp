#include <algorithm>

#include "pyradiomics_described.hpp"
#include "pyradiomics_directions.hpp"
#include "pyradiomics_level_size.hpp"
#include "pyradiomics_listed.hpp"
#include "voxtrait/features/families.hpp"
#include "voxtrait/features/pyradiomics.hpp"
#include "voxtrait/texture/co_occurrence.hpp"
#include "voxtrait/texture/run_length.hpp"

namespace voxtrait {

namespace {

using namespace pyradiomics;

constexpr std::array<LevelSizeAlias, 16> aliases{{
    {"gray_level_non_uniformity", "GrayLevelNonUniformity", "R5YN", level_non_uniformity},
    {"gray_level_non_uniformity_normalized", "GrayLevelNonUniformityNormalized", "OVBL",
     level_non_uniformity_normalised},
    {"gray_level_variance", "GrayLevelVariance", "8CE5", level_variance},
    {"high_gray_level_run_emphasis", "HighGrayLevelRunEmphasis", "G3QZ", high_emphasis},
    {"long_run_emphasis", "LongRunEmphasis", "W4KF", large_emphasis},
    {"long_run_high_gray_level_emphasis", "LongRunHighGrayLevelEmphasis", "3KUM",
     large_high_emphasis},
    {"long_run_low_gray_level_emphasis", "LongRunLowGrayLevelEmphasis", "IVPO", large_low_emphasis},
    {"low_gray_level_run_emphasis", "LowGrayLevelRunEmphasis", "V3SW", low_emphasis},
    {"run_entropy", "RunEntropy", "HJ9O", size_entropy},
    {"run_length_non_uniformity", "RunLengthNonUniformity", "W92Y", size_non_uniformity},
    {"run_length_non_uniformity_normalized", "RunLengthNonUniformityNormalized", "IC23",
     size_non_uniformity_normalised},
    {"run_percentage", "RunPercentage", "9ZK5", percentage},
    {"run_variance", "RunVariance", "SXLW", size_variance},
    {"short_run_emphasis", "ShortRunEmphasis", "22OV", small_emphasis},
    {"short_run_high_gray_level_emphasis", "ShortRunHighGrayLevelEmphasis", "GD3A",
     small_high_emphasis},
    {"short_run_low_gray_level_emphasis", "ShortRunLowGrayLevelEmphasis", "HTZT",
     small_low_emphasis},
}};

constexpr auto rows = aliased_rows(aliases);

/// Steps back from a voxel until the block ends.
std::int64_t steps_back(const Index& at, const Index& size, const Direction& d) noexcept {
  std::int64_t steps = size[0] + size[1] + size[2];
  for (std::size_t a = 0; a < 3; ++a) {
    if (d[a] > 0) steps = std::min(steps, at[a]);
    if (d[a] < 0) steps = std::min(steps, size[a] - 1 - at[a]);
  }
  return steps;
}

/// Whether two voxels of the ROI lie on one line of this direction; O(voxels).
template <class T>
bool two_on_a_line(const Volume<T>& padded, const Direction& d) {
  const Index& size = padded.size();
  std::vector<bool> seen(padded.values().size(), false);
  for (std::int64_t z = 0; z < size[2]; ++z) {
    for (std::int64_t y = 0; y < size[1]; ++y) {
      for (std::int64_t x = 0; x < size[0]; ++x) {
        if (padded.at(x, y, z) == 0) continue;
        const std::int64_t back = steps_back({x, y, z}, size, d);
        const auto line = padded.offset(x - back * d[0], y - back * d[1], z - back * d[2]);
        if (seen[line]) return true;
        seen[line] = true;
      }
    }
  }
  return false;
}

/// Directions in which no line has two voxels are left out.
bool counts(const Levels& levels, const LevelSizeMatrix& matrix, const Direction& d) {
  const bool long_run =
      std::ranges::any_of(matrix.cells, [](const auto& cell) { return cell.size > 1; });
  return long_run ||
         std::visit([&d](const auto& padded) { return two_on_a_line(padded, d); }, levels.padded);
}

std::vector<LevelSizeMatrix> matrices_of(const Context& context,
                                         const std::vector<Direction>& directions) {
  const Levels& levels = *context.levels;
  const auto norm = context.settings.pyradiomics.weighting_norm;
  std::vector<LevelSizeMatrix> matrices(directions.size());
  context.parallel.for_each(directions.size(), [&](std::size_t d) {
    matrices[d] = run_lengths(levels, forward(directions[d]), 0, levels.slice_count());
    if (!counts(levels, matrices[d], directions[d])) matrices[d] = {};
  });
  if (!norm) return matrices;
  std::vector<double> weights;
  weights.reserve(directions.size());
  for (const Direction& d : directions) weights.push_back(length(context, d, *norm));
  return {merged(std::span<const LevelSizeMatrix>(matrices), weights)};
}

std::vector<TextureMatrix> list(const Context& context, Aggregation /*aggregation*/) {
  const std::vector<Direction> steps = directions(context, {1}, false);
  if (steps.empty()) return {};
  return listed(context, matrices_of(context, steps), steps, "run length");
}

std::vector<AggregatedValues> compute(const Context& context, std::span<const Aggregation> wanted) {
  const std::vector<Direction> steps = directions(context, {1}, false);
  std::vector<Value> values = steps.empty() ? std::vector(rows.size(), Value::none(no_room()))
                                            : values_of(rows, matrices_of(context, steps));
  return {{wanted.front(), std::move(values)}};
}

}  // namespace

Family pyradiomics_glrlm_family() {
  return {{.id = "pyradiomics_glrlm",
           .code = "",
           .name = "Gray level run length matrix",
           .section = "",
           .doc = "How long runs of equal level are, by PyRadiomics.",
           .discretised = Discretised::texture,
           .profile = Profile::pyradiomics,
           .pyradiomics = "glrlm"},
          {Aggregation::average_3d, Aggregation::merged_3d, Aggregation::direction_merged_25d,
           Aggregation::merged_25d},
          described(rows, glrlm_family()),
          compute,
          list};
}

}  // namespace voxtrait
