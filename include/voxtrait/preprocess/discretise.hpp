#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "voxtrait/core/distribution.hpp"
#include "voxtrait/core/outcome.hpp"
#include "voxtrait/core/parallel.hpp"
#include "voxtrait/core/roi.hpp"
#include "voxtrait/registry/settings.hpp"

namespace voxtrait {

/// More levels than this do not fit the 16-bit level volume and are refused.
inline constexpr std::int64_t max_levels = 65535;

/// The arithmetic of discretisation: floor((x - lower) * factor / divisor) + 1, at most `most`.
struct LevelRule {
  double lower = 0.0;
  double factor = 1.0;
  double divisor = 1.0;
  double most = HUGE_VAL;
};

/// How intensities become levels 1, 2, ...; IBSI K15C and Q3RU.
class LevelMap {
 public:
  /// Fixed bins start at the lower bound of the re-segmentation range where there is one, else at
  /// the smallest intensity. Fails where `none` meets intensities that are no integers.
  static Outcome<LevelMap> make(const Distribution& intensities,
                                const DiscretisationSettings& settings,
                                const std::optional<Range>& range);

  /// Level of an intensity; for `none` the intensity itself.
  [[nodiscard]] double level(double intensity) const noexcept;

  [[nodiscard]] Discretiser method() const noexcept { return method_; }
  [[nodiscard]] double lower() const noexcept { return lower_; }
  [[nodiscard]] double upper() const noexcept { return upper_; }
  [[nodiscard]] double bin_width() const noexcept { return bin_width_; }
  [[nodiscard]] const LevelRule& rule() const noexcept { return rule_; }

 private:
  Discretiser method_ = Discretiser::none;
  double lower_ = 0.0;
  double upper_ = 0.0;
  double bin_width_ = 1.0;
  LevelRule rule_;
};

/// Calls `visit(level, voxels)` for each level that occurs, ascending. O(levels * log(bins)) where
/// there are many intensities to a level, O(bins) at most.
template <class Visit>
void for_each_level(const Distribution& intensities, const LevelMap& map, Visit visit) {
  const std::span<const Distribution::Bin> bins(intensities.bins);
  for (std::size_t first = 0; first < bins.size();) {
    const double level = map.level(bins[first].value);
    const auto same = [&](const Distribution::Bin& bin) { return map.level(bin.value) == level; };
    const auto rest = bins.subspan(first + 1);
    std::size_t ahead = 1;
    while (ahead < rest.size() && same(rest[ahead])) ahead *= 2;
    const auto some = rest.first(std::min(ahead, rest.size()));
    std::uint64_t voxels = bins[first].count;
    const auto last = std::ranges::partition_point(some, same);
    for (auto bin = some.begin(); bin != last; ++bin) voxels += bin->count;
    visit(level, voxels);
    first += 1 + static_cast<std::size_t>(last - some.begin());
  }
}

/// A stretch of one row of a padded volume with ROI voxels in it. Between two of them the row is
/// outside, so work that goes by stretches goes with the ROI and not with its box.
struct LevelSpan {
  std::int64_t offset = 0;  ///< of the first voxel in the volume's values
  std::int64_t length = 0;
};

/// The levels of the intensity mask in a volume that holds its bounding box, padded on every side
/// by `border` voxels of 0; 0 is outside. Neighbours up to `border` need no bounds check.
struct Levels {
  std::int64_t count = 0;  ///< the highest level, IBSI's N_g
  std::int64_t border = 1;
  Box box;  ///< of the levels in the ROI's block
  std::variant<Volume<std::uint8_t>, Volume<std::uint16_t>> padded;
  std::vector<std::uint64_t> histogram;  ///< histogram[i - 1] voxels have level i
  std::uint64_t voxels = 0;
  std::vector<LevelSpan> spans;     ///< ascending; all ROI voxels lie in one
  std::vector<std::size_t> slices;  ///< slices[z] is the first span of slice z or later

  /// Number of slices without the border.
  [[nodiscard]] std::int64_t slice_count() const noexcept {
    return static_cast<std::int64_t>(slices.size()) - 1;
  }
  /// The stretches of the slices [z_begin, z_end).
  [[nodiscard]] std::span<const LevelSpan> spans_of(std::int64_t z_begin,
                                                    std::int64_t z_end) const noexcept {
    const auto first = slices[static_cast<std::size_t>(z_begin)];
    return std::span(spans).subspan(first, slices[static_cast<std::size_t>(z_end)] - first);
  }
};

/// Takes each row of a filled padded volume as one span. O(rows).
void find_spans(Levels& levels);

/// How many voxels of the slices [z_begin, z_end) have level i, at i - 1.
std::vector<std::uint64_t> histogram_of(const Levels& levels, std::int64_t z_begin,
                                        std::int64_t z_end);

/// Discretises the intensity mask of a ROI; O(voxels of the box).
Outcome<Levels> discretise(const Roi& roi, const Distribution& intensities,
                           const DiscretisationSettings& settings,
                           const std::optional<Range>& range, std::int64_t border,
                           const Parallel& parallel = Parallel(1));

}  // namespace voxtrait
