#include "voxtrait/features/intensity_volume_histogram.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "voxtrait/features/context.hpp"
#include "voxtrait/features/families.hpp"
#include "voxtrait/features/single_value.hpp"

namespace voxtrait {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// Slack for grids whose number of steps is a quotient of decimal fractions.
constexpr double step_tolerance = 1e-9;

/// Indices beyond this cannot be told apart in double.
constexpr double max_index = 9.0e15;

using Row = FeatureRow<IntensityVolumeHistogram>;
using Histogram = IntensityVolumeHistogram;

constexpr std::string_view no_such_intensity =
    "even the highest intensity of the range is present in a larger part of the volume";
constexpr std::string_view volume_remark =
    "Counts intensities that are at least the first grid intensity whose fraction reaches the "
    "percentage; with fixed bins the grid ends half a bin below the upper bound.";

constexpr std::array<Row, 7> rows{{
    {{.id = "volume_fraction_at_10_percent_intensity",
      .code = "BC2M",
      .parameter_code = "NK6P",
      .name = "Volume fraction at 10% intensity",
      .unit = "1",
      .formula = R"(V_{10} = \max \{ \nu_i : \gamma_i \ge 0.1 \})",
      .doc = "Largest volume fraction with an intensity fraction of at least 10 %.",
      .remark = volume_remark},
     [](const Histogram& h) { return h.volume_at_intensity(10); }},
    {{.id = "volume_fraction_at_90_percent_intensity",
      .code = "BC2M",
      .parameter_code = "4279",
      .name = "Volume fraction at 90% intensity",
      .unit = "1",
      .formula = R"(V_{90} = \max \{ \nu_i : \gamma_i \ge 0.9 \})",
      .doc = "Largest volume fraction with an intensity fraction of at least 90 %.",
      .remark = volume_remark},
     [](const Histogram& h) { return h.volume_at_intensity(90); }},
    {{.id = "intensity_at_10_percent_volume",
      .code = "GBPN",
      .parameter_code = "PWN1",
      .name = "Intensity at 10% volume",
      .unit = "intensity",
      .formula = R"(I_{10} = \min \{ i : \nu_i \le 0.1 \})",
      .doc = "Smallest intensity present in at most 10 % of the volume.",
      .undefined_when = no_such_intensity},
     [](const Histogram& h) { return h.intensity_at_volume(10); }},
    {{.id = "intensity_at_90_percent_volume",
      .code = "GBPN",
      .parameter_code = "BOHI",
      .name = "Intensity at 90% volume",
      .unit = "intensity",
      .formula = R"(I_{90} = \min \{ i : \nu_i \le 0.9 \})",
      .doc = "Smallest intensity present in at most 90 % of the volume.",
      .undefined_when = no_such_intensity},
     [](const Histogram& h) { return h.intensity_at_volume(90); }},
    {{.id = "volume_fraction_difference_between_10_percent_and_90_percent_intensity",
      .code = "DDTU",
      .parameter_code = "WITY",
      .name = "Volume fraction difference between 10% and 90% intensity",
      .unit = "1",
      .formula = R"(V_{10} - V_{90})",
      .doc = "Difference of the volume fractions at 10 % and 90 % intensity."},
     [](const Histogram& h) { return h.volume_at_intensity(10) - h.volume_at_intensity(90); }},
    {{.id = "intensity_difference_between_10_percent_and_90_percent_volume",
      .code = "CNV2",
      .parameter_code = "JXJA",
      .name = "Intensity difference between 10% and 90% volume",
      .unit = "intensity",
      .formula = R"(I_{10} - I_{90})",
      .doc = "Difference of the intensities at 10 % and 90 % volume.",
      .undefined_when = no_such_intensity},
     [](const Histogram& h) { return h.intensity_at_volume(10) - h.intensity_at_volume(90); }},
    {{.id = "area_under_the_ivh_curve",
      .code = "9CMM",
      .name = "Area under the IVH curve",
      .unit = "1",
      .formula = R"(\int_0^1 \nu \, d\gamma)",
      .doc = "Area under volume fraction over intensity fraction by the trapezoidal rule; 0 for a "
             "single level.",
      .remark = "IBSI has no reference value for this feature and advises against its use."},
     [](const Histogram& h) { return h.area_under_curve(); }},
}};
static_assert(well_formed(rows));

/// Where the grid lies, in units of its steps.
struct Grid {
  double first = 0.0;  ///< intensity of index 0
  double step = 1.0;
  double span = 0.0;  ///< index at which the intensity fraction is 1
};

Grid grid_of(const LevelMap& map, const DiscretisationSettings& settings,
             const std::optional<Range>& range) {
  const double upper = range && range->upper ? *range->upper : map.upper();
  const double lower = range && range->lower ? *range->lower : map.lower();
  switch (settings.method) {
    case Discretiser::none: return {std::ceil(lower), 1.0, std::floor(upper) - std::ceil(lower)};
    case Discretiser::fixed_bin_size:
      return {lower + 0.5 * map.bin_width(), map.bin_width(),
              (upper - lower) / map.bin_width() - 1.0};
    case Discretiser::fixed_bin_number: break;
  }
  const double bins = map.upper() > map.lower() ? static_cast<double>(settings.bin_number) : 1.0;
  return {1.0, 1.0, bins - 1.0};
}

Failure single_point() {
  return {Status::undefined,
          "the range of intensities is a single grid point, so there are no intensity fractions"};
}

Failure too_fine(double bins) {
  return {Status::failed,
          "the bin width would make " + std::to_string(bins) + " bins; use wider bins"};
}

}  // namespace

Outcome<IntensityVolumeHistogram>
IntensityVolumeHistogram::make(const Distribution& intensities,
                               const DiscretisationSettings& settings,
                               const std::optional<Range>& range) {
  const Outcome<LevelMap> map = LevelMap::make(intensities, settings, range);
  if (!map.ok()) return map.failure();
  const Grid grid = grid_of(map.value(), settings, range);
  if (!(grid.span > step_tolerance)) return single_point();
  if (!(grid.span < max_index)) return too_fine(grid.span);
  IntensityVolumeHistogram h;
  h.first_ = grid.first;
  h.step_ = grid.step;
  h.span_ = grid.span;
  h.last_index_ = static_cast<std::int64_t>(std::floor(grid.span + step_tolerance));
  h.voxels_ = intensities.voxels;
  const double lowest = settings.method == Discretiser::none ? grid.first : 1.0;
  std::uint64_t below = 0;
  for_each_level(intensities, map.value(), [&](double level, std::uint64_t voxels) {
    h.levels_.push_back({static_cast<std::int64_t>(level - lowest), h.voxels_ - below});
    below += voxels;
  });
  return h;
}

std::uint64_t IntensityVolumeHistogram::voxels_from(std::int64_t index) const noexcept {
  const auto level = std::ranges::lower_bound(levels_, index, {}, &Level::index);
  return level == levels_.end() ? 0 : level->at_or_above;
}

double IntensityVolumeHistogram::volume_at_intensity(int percent) const noexcept {
  const double index = std::ceil(span_ * percent / 100.0 - step_tolerance);
  return static_cast<double>(voxels_from(static_cast<std::int64_t>(index))) /
         static_cast<double>(voxels_);
}

double IntensityVolumeHistogram::intensity_at_volume(int percent) const noexcept {
  // The fraction falls just above each level that occurs: only there can the first index be.
  const auto few_enough = [&](std::uint64_t voxels) {
    return voxels * 100 <= voxels_ * static_cast<std::uint64_t>(percent);
  };
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    const std::uint64_t above = i + 1 < levels_.size() ? levels_[i + 1].at_or_above : 0;
    const std::int64_t index = levels_[i].index + 1;
    if (few_enough(above) && index >= 0) {
      return index <= last_index_ ? first_ + static_cast<double>(index) * step_ : undefined;
    }
  }
  return undefined;
}

double IntensityVolumeHistogram::area_under_curve() const noexcept {
  if (levels_.size() == 1) return 0.0;  // by IBSI's definition
  double sum = 0.0;                     // of the fractions at all grid points
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    const std::uint64_t above = i + 1 < levels_.size() ? levels_[i + 1].at_or_above : 0;
    const auto here = static_cast<double>(levels_[i].at_or_above - above);
    sum += here * static_cast<double>(std::min(levels_[i].index, last_index_) + 1);
  }
  const double ends = 0.5 * static_cast<double>(voxels_from(0) + voxels_from(last_index_));
  return (sum - ends) / (static_cast<double>(voxels_) * span_);
}

Family intensity_volume_histogram_family() {
  return single_value_family<IntensityVolumeHistogram>(
      {.id = "intensity_volume_histogram",
       .code = "P88C",
       .name = "Intensity-volume histogram features",
       .section = "3.5",
       .doc = "Which part of the volume has at least a given intensity.",
       .discretised = Discretised::intensity_volume},
      rows, [](const Context& context) {
        return IntensityVolumeHistogram::make(context.intensities,
                                              context.settings.intensity_volume_histogram,
                                              context.settings.resegmentation.range);
      });
}

}  // namespace voxtrait
